"""Sessions that no project names: kept for a month after somebody said so, and deleted with what only they had."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from shorts_tui.engine.database import Database
from shorts_tui.engine.store import MIGRATIONS, Store
from tests.engine.harness import EngineProcess, Gates, eventually
from tests.engine.server.scripted import film
from tests.engine.server.test_uploads import stored

DAY = 86_400


def name(engine: EngineProcess, *sessions: str) -> None:
    assert engine.http.put("/engine/sessions/named", json={"sessions": list(sessions)}).status_code == 200


def aged(engine: EngineProcess, days: float) -> None:
    """So many days go by while the engine is not running."""
    engine.end()
    with closing(sqlite3.connect(engine.where.engine_data / "engine.db")) as db:
        db.execute("UPDATE sessions SET unnamed = unnamed - ?", (days * DAY,))
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


def test_records_of_the_first_version_are_brought_up_to_date(tmp_path: Path) -> None:
    before = Database(tmp_path / "engine.db", MIGRATIONS[:1])
    with before.write() as db:
        db.execute("INSERT INTO sessions (id, task_id, name, language, created) VALUES ('s', 't', 'p', 'en', 1)")
    before.close()
    store = Store(Database(tmp_path / "engine.db", MIGRATIONS), tmp_path)
    assert store.session("s").name == "p"
    store.database.close()
