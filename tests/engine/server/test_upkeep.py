"""Sessions that no project names: kept for a month after somebody said so, and deleted with what only they had."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from threading import Lock

import pytest

from shorts_tui.age import DAY, Age
from shorts_tui.engine.database import Database
from shorts_tui.engine.render_store import RenderStore
from shorts_tui.engine.schema import MIGRATIONS
from shorts_tui.engine.store import Store
from shorts_tui.engine.upkeep import Upkeep
from tests.engine.harness import EngineProcess, Gates, eventually
from tests.engine.server.scripted import film
from tests.engine.server.test_uploads import stored


def name(engine: EngineProcess, *sessions: str) -> None:
    assert engine.http.put("/engine/sessions/named", json={"sessions": list(sessions)}).status_code == 200


def aged(engine: EngineProcess, days: float) -> None:
    """So many days of use go by."""
    engine.end()
    with closing(sqlite3.connect(engine.where.engine_data / "engine.db")) as db:
        db.execute("UPDATE age SET seconds = seconds + ?", (days * DAY,))
        db.commit()
    engine.start()


def exists(engine: EngineProcess, session: str) -> bool:
    answer = engine.http.get(f"/api/state/nemo_agent/me/{session}/latest")
    return bool(answer.json()["code"] == 0)


def filled(engine: EngineProcess, *contents: bytes) -> str:
    session = engine.session()
    engine.upload(session, *[(f"{n}.mp4", b"MEDIA " + content) for n, content in enumerate(contents)])
    return session


def remaining(engine: EngineProcess, sessions: Sequence[str]) -> list[bool]:
    return [exists(engine, session) for session in sessions]


def test_what_nobody_names_for_a_month_goes_with_what_only_it_had(own_engine: EngineProcess) -> None:
    engine = own_engine
    kept, gone = filled(engine, b"shared", b"kept"), filled(engine, b"shared", b"gone")
    engine.submit(gone, "old", film(1, ["write", "film"]))
    engine.rendered("old")
    name(engine, kept)
    before = stored(engine)
    aged(engine, 31)
    eventually(lambda: not exists(engine, gone))
    assert exists(engine, kept)
    assert len(stored(engine)) == len(before) - 1, "shared content stays"
    assert len(engine.state(kept)["video_infos"]) == 2
    assert list((engine.where.engine_data / "renders").iterdir()) == []
    upload = engine.upload(kept, ("again.mp4", b"MEDIA gone"))
    assert upload.json()["code"] == 0, "what was deleted can come back"


def test_what_was_not_named_for_less_than_that_stays(own_engine: EngineProcess) -> None:
    sessions = [filled(own_engine, b"a"), filled(own_engine, b"b")]
    name(own_engine)
    aged(own_engine, 29)
    assert remaining(own_engine, sessions) == [True, True]


def test_a_session_that_is_named_again_has_all_its_days_again(own_engine: EngineProcess) -> None:
    sessions = [filled(own_engine, b"a")]
    name(own_engine)
    aged(own_engine, 29)
    name(own_engine, *sessions)
    name(own_engine)
    aged(own_engine, 29)
    assert remaining(own_engine, sessions) == [True]


def test_where_nobody_ever_says_what_is_named_nothing_goes(own_engine: EngineProcess) -> None:
    sessions = [filled(own_engine, b"a")]
    aged(own_engine, 400)
    assert remaining(own_engine, sessions) == [True]


def test_a_session_whose_film_is_being_rendered_stays(own_engine: EngineProcess) -> None:
    engine, gates = own_engine, Gates(own_engine.home)
    session, other = filled(engine, b"a"), filled(engine, b"b")
    name(engine)
    engine.submit(session, "r", film(1, ["wait", "slow"], ["write", "x"]))
    gates.reached("slow")
    aged(engine, 31)
    eventually(lambda: not exists(engine, other))
    assert exists(engine, session)
    gates.open("slow")
    assert engine.rendered("r")["status"] == "completed"


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_records_of_every_earlier_version_are_brought_up_to_date(tmp_path: Path, version: int) -> None:
    before = Database(tmp_path / "engine.db", MIGRATIONS[:version])
    with before.write() as db:
        db.execute("INSERT INTO sessions (id, task_id, name, language, created) VALUES ('s', 't', 'p', 'en', 1)")
        if version >= 3:
            db.execute("UPDATE sessions SET unnamed = 1")
        db.execute(
            "INSERT INTO renders (id, session, job, draft, digest, status, created, ended) "
            "VALUES ('r', 's', 'j', '{}', 'd', 'completed', 1, 2)"
        )
    before.close()
    database, age = Database(tmp_path / "engine.db", MIGRATIONS), Age()
    store, renders = Store(database, tmp_path), RenderStore(database, age)
    assert store.session("s").name == "p"
    assert Upkeep(database, tmp_path, tmp_path, Lock(), age).sweep(30) == 0, "its days begin now"
    assert renders.forget(7) == []
    assert renders.get("r").status == "completed"
    database.close()


def test_a_clock_that_jumps_deletes_neither_sessions_nor_films(tmp_path: Path) -> None:
    database, wall, steady = Database(tmp_path / "engine.db", MIGRATIONS), [1e9], [50.0]
    age = Age(lambda: wall[0], lambda: steady[0])
    store, renders = Store(database, tmp_path), RenderStore(database, age)
    upkeep = Upkeep(database, tmp_path, tmp_path, Lock(), age)
    session = store.create_session("film", "en").id
    renders.submit("r", session, {})
    renders.cancel("r")
    upkeep.name([])
    for jump in (400 * DAY, -400 * DAY, -400 * DAY, 400 * DAY):
        wall[0], steady[0] = wall[0] + jump, steady[0] + 3600
        assert (upkeep.sweep(30), renders.forget(7)) == (0, [])
    for day in range(32):
        wall[0], steady[0] = wall[0] + DAY, steady[0] + DAY
        assert bool(renders.forget(7)) == (day == 6)
        assert upkeep.sweep(30) == (day == 29)
    database.close()


def test_a_film_goes_after_a_week_and_one_that_waits_does_not(own_engine: EngineProcess) -> None:
    engine, gates = own_engine, Gates(own_engine.home)
    session = filled(engine, b"a")
    engine.submit(session, "old", film(1, ["write", "film"]))
    engine.rendered("old")
    films = engine.where.engine_data / "renders"
    aged(engine, 0)
    aged(engine, 6)
    assert len(list(films.iterdir())) == 1
    engine.submit(session, "waits", film(1, ["wait", "slow"], ["write", "x"]))
    gates.reached("slow")
    aged(engine, 2)
    eventually(lambda: engine.http.get("/api/render/proxy/lambda/old").status_code == 404)
    gates.open("slow")
    assert engine.rendered("waits")["status"] == "completed"
