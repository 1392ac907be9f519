"""The studio on the embedded engine: a real process, real footage, a real film."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import aclosing, closing
from pathlib import Path
from typing import Any

import pytest

from shorts_tui.client.errors import NemoError
from shorts_tui.engine import process
from shorts_tui.paths import locations
from shorts_tui.settings import Settings, load_settings
from shorts_tui.studio.events import Changed, Connected, Credits, Exported, Rendering, Reply, Timeline, Tool, Uploaded
from shorts_tui.studio.mp4 import read_movie
from shorts_tui.studio.studio import Studio
from tests import footage
from tests.studio.conftest import QUICK, collect, told

WISH = "cut to 2 seconds, make it vertical, title 'Harbour lights'"


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return footage.film(tmp_path_factory.mktemp("media") / "harbour walk.mp4", 5)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home with an engine, which is started by the first test and ended with the last."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHORTS_TUI_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("NEMO_TOKEN", raising=False)
        yield
        process.stop(locations())


@pytest.fixture
def local(engine: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings for the engine, in an empty directory."""
    monkeypatch.chdir(tmp_path)
    return load_settings(backend="local", timing=QUICK)


async def edited(studio: Studio, clip: Path, wish: str = WISH) -> list[Any]:
    heard = await collect(studio.upload([str(clip)]))
    return heard + await collect(studio.say(wish))


async def test_footage_and_a_sentence_become_a_film(local: Settings, clip: Path) -> None:
    async with Studio(local, fresh=True) as studio:
        heard = await edited(studio, clip)
        assert [event.backend for event in told(heard, Connected)] == ["local"]
        assert [(event.file, round(event.seconds)) for event in told(heard, Uploaded)] == [("harbour walk.mp4", 5)]
        assert told(heard, Tool)
        assert told(heard, Reply)
        assert told(heard, Changed)
        assert "Harbour lights" in told(heard, Timeline)[-1].summary
        assert told(await collect(studio.credits()), Credits)[0].unlimited
        heard = await collect(studio.export())
        [done] = told(heard, Exported)
        movie = read_movie(Path(done.path))
        assert (done.width, done.height) == (movie.width, movie.height) == (1080, 1920)
        assert done.seconds == pytest.approx(2, abs=0.5)
        film = Path(done.path).read_bytes()
        assert film.index(b"moov") < film.index(b"mdat"), "it plays before it is whole"
        assert done.link == ""
        assert Path(done.path).name == "harbour walk-short.mp4"
        assert [render.stage for render in studio.store.renders(studio.project.id)] == ["saved"]
        await collect(studio.export_as("draft"))
        assert json.loads(Path("harbour walk-short.json").read_text()) == studio.draft.raw


async def test_a_second_start_goes_on_where_the_first_one_was(local: Settings, clip: Path) -> None:
    async with Studio(local, fresh=True) as studio:
        await edited(studio, clip)
        film = studio.draft.raw
    async with Studio(local) as studio:
        heard = await collect(studio.say("make the title 'Night lights'"))
        assert [event.project for event in told(heard, Connected)] == ["harbour walk"]
        assert told(heard, Changed)
        causes = [version.cause for version in studio.store.versions(studio.project.id)]
        assert causes[:2] == ["make the title 'Night lights'", WISH]
        assert studio.store.versions(studio.project.id)[1].draft == film


async def test_a_question_back_is_answered_in_the_next_message(local: Settings, clip: Path) -> None:
    async with Studio(local, fresh=True) as studio:
        await edited(studio, clip, "split it at 2 seconds")
        film = studio.draft.raw
        asked = told(await collect(studio.say("delete the clip")), Reply)
        assert "Which clip: 1 (harbour walk, 0:00–0:02) or 2 (harbour walk, 0:02–0:05)?" in asked[-1].text
        assert studio.draft.raw == film
    async with Studio(local) as studio:
        assert told(await collect(studio.say("the second")), Changed)
        assert studio.draft.raw["d"] == 2_000


async def test_a_film_whose_watcher_was_killed_is_picked_up_and_not_rendered_twice(local: Settings, clip: Path) -> None:
    async with Studio(local, fresh=True, job_key="job", keep_renders=True) as studio:
        await edited(studio, clip)
        async with aclosing(studio.export(Path("out.mp4"))) as export:
            async for event in export:
                if isinstance(event, Rendering):
                    first = event.id
                    break
    async with Studio(local, fresh=True, job_key="job") as studio:
        await collect(studio.connect())
        assert studio.has_unfinished_export
        heard = await collect(studio.export(Path("out.mp4"), overwrite=True))
        assert {event.id for event in told(heard, Rendering)} == {first}
        assert told(heard, Exported)
        assert [render.id for render in studio.store.renders(studio.project.id)] == [first]


async def test_an_interrupted_export_stops_its_render_and_leaves_no_file(local: Settings, clip: Path) -> None:
    async with Studio(local, fresh=True) as studio:
        await edited(studio, clip, "make it vertical")  # nothing of it was encoded before
        running = asyncio.Event()

        async def export() -> None:
            async for event in studio.export(Path("out.mp4")):
                if isinstance(event, Rendering):
                    running.set()

        task = asyncio.create_task(export())
        await running.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        [render] = studio.store.renders(studio.project.id)
        assert render.stage == "cancelled"
        status = await studio._workspace.link.client.render_status(render.id)
        assert status.state == "cancelled"
        assert list(Path().iterdir()) == []


async def test_an_engine_that_is_killed_while_it_renders_is_started_again_and_finishes(
    local: Settings, clip: Path
) -> None:
    async with Studio(local, fresh=True) as studio:
        await edited(studio, clip)
        heard: list[Any] = []
        async for event in studio.export(Path("out.mp4")):
            heard.append(event)
            if isinstance(event, Rendering) and not any(isinstance(old, Rendering) for old in heard[:-1]):
                engine = process.find(locations())
                assert engine is not None
                os.kill(engine.pid, signal.SIGKILL)
        assert told(heard, Exported)
        assert len({event.id for event in told(heard, Rendering)}) == 1


@pytest.mark.parametrize("name", ["text.mp4", "list.mp4", "spoiled.mp4"])
async def test_media_that_is_none_is_refused_and_the_project_stays_as_it_was(
    local: Settings, tmp_path: Path, name: str
) -> None:
    contents = {
        "text.mp4": b"hello\n" * 50,
        "list.mp4": b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n",
        "spoiled.mp4": bytes(9999),
    }
    path = tmp_path / "media" / name
    path.parent.mkdir()
    path.write_bytes(contents[name])
    async with Studio(local, fresh=True) as studio:
        with pytest.raises(NemoError) as refused:
            await collect(studio.upload([str(path)]))
        assert refused.value.exit_status == 2
        assert name in refused.value.message or refused.value.advice
        assert studio.store.media(studio.project.id) == []


async def test_what_was_undone_here_is_what_the_engine_goes_on_from(local: Settings, clip: Path) -> None:
    async with Studio(local, fresh=True) as studio:
        await edited(studio, clip, "trim the first second and add the title 'One'")
        one = studio.draft.raw
        await collect(studio.say("change the title to 'Two'"))
        await collect(studio.undo())
        assert studio.draft.raw == one
        await collect(studio.say("make it vertical"))
        assert "One" in told(await collect(studio.status()), Timeline)[-1].summary
        assert studio.draft.size == (1080, 1920)
        await collect(studio.say("undo"))
        assert studio.draft.raw == one
        await collect(studio.redo())
        assert studio.draft.size == (1080, 1920)


async def test_a_copy_of_a_project_begins_where_the_project_stands(local: Settings, clip: Path) -> None:
    async with Studio(local, fresh=True) as studio:
        await edited(studio, clip)
        film = studio.draft.raw
        copy = await studio.duplicate(studio.project.id, "another cut")
        await collect(studio.say("change the title to 'Else'"))
    async with Studio(local, project=copy.id) as other:
        await collect(other.connect())
        assert (other.project.name, other.draft.raw) == ("another cut", film)
        await collect(other.say("change the title to 'Mine'"))
        assert "Mine" in told(await collect(other.status()), Timeline)[-1].summary
        assert told(await collect(other.export()), Exported)
    async with Studio(local, project=studio.project.id) as first:
        await collect(first.connect())
        assert "Else" in told(await collect(first.status()), Timeline)[-1].summary


async def test_the_engine_is_told_which_sessions_are_still_in_use(local: Settings) -> None:
    async with Studio(local, fresh=True) as studio:
        await collect(studio.connect())
        studio.store.delete(studio.project.id)
    async with Studio(local, fresh=True) as studio:
        await collect(studio.connect())
        session = studio.store.session(studio.project.id, "local")
        assert session is not None
    with closing(sqlite3.connect(locations().engine_data / "engine.db")) as db:
        marks = dict(db.execute("SELECT id, unnamed IS NOT NULL FROM sessions ORDER BY created DESC LIMIT 2"))
    assert marks.pop(session.session_id) == 0
    assert list(marks.values()) == [1]
