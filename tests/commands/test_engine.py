"""The commands on the engine: real footage of every awkward kind becomes a film, or is refused in one sentence."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from shorts_tui.engine import process
from shorts_tui.engine.media.intake import inspect
from shorts_tui.paths import locations
from tests import footage
from tests.commands.terminal import Ended, Terminal
from tests.engine.harness import eventually

WHOLE = "Kept it whole"


@dataclass(frozen=True)
class Awkward:
    """Footage that breaks other editors, and the film that is to come of it: picture size and seconds."""

    name: str
    make: Callable[[Path], Path]
    size: tuple[int, int]
    seconds: float


KINDS = (
    Awkward("phone.mp4", lambda path: footage.rotated_film(path, 3), (180, 320), 3),
    Awkward("uneven.mp4", lambda path: footage.vfr_film(path, 3), (320, 180), 3),
    Awkward("mute.mp4", lambda path: footage.silent_film(path, 2), (320, 180), 2),
    Awkward("song.mp3", lambda path: footage.sound_only(path, 2), (1080, 1920), 2),
    Awkward("still.png", footage.still, (320, 180), 3),
    Awkward("chroma.mp4", lambda path: footage.full_chroma_film(path, 2), (320, 180), 2),
    Awkward("ten-bit.mp4", lambda path: footage.ten_bit_film(path, 2), (320, 180), 2),
    Awkward('it\'s "my" 影片 [1] %d.mp4', lambda path: footage.film(path, 2), (320, 180), 2),
    Awkward("-x.mp4", lambda path: footage.film(path, 2), (320, 180), 2),
)


@dataclass(frozen=True)
class Films:
    """What one `make --each` over all of them told and wrote."""

    terminal: Terminal
    ended: Ended


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory, engine_home: Path) -> Films:
    here = tmp_path_factory.mktemp("awkward")
    for kind in KINDS:
        kind.make(here / kind.name)
    terminal = Terminal(engine_home, here, SHORTS_TUI_BACKEND="local")
    prompt = "cut this into a 60-second short"
    ended = terminal.run("make", "--each", "--json", "-p", prompt, "-o", "films", "--", *[kind.name for kind in KINDS])
    return Films(terminal, ended)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_awkward_footage_becomes_a_film(films: Films, kind: Awkward) -> None:
    told = [event for event in films.ended.events if event["item"] == kind.name]
    assert told[-1] == {"event": "done", "ok": True, "item": kind.name}
    replies = [event["text"] for event in told if event["event"] == "reply"]
    assert replies[-1].startswith(WHOLE)
    film = inspect(films.terminal.here / "films" / f"{Path(kind.name).stem}.mp4", kind.name)
    assert film.kind == "video"
    assert film.has_audio
    assert (film.width, film.height) == kind.size
    assert film.duration == pytest.approx(kind.seconds * 1000, abs=100)


def test_all_of_it_in_one_go_is_a_success(films: Films) -> None:
    assert (films.ended.status, films.ended.err) == (0, "")
    expected = {kind.name for kind in KINDS} | {f"films/{Path(kind.name).stem}.mp4" for kind in KINDS} | {"films"}
    assert films.terminal.files() == expected


PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:8\n#EXTINF:8.0,\n{secret}\n#EXT-X-ENDLIST\n"
CONCAT = "ffconcat version 1.0\nfile '{secret}'\nduration 8\n"


@pytest.mark.parametrize("kind", ["spoiled", "text", "hls", "ffconcat", "private", "localhost"])
def test_what_is_no_footage_is_refused_in_one_sentence_and_leaves_nothing(
    local: Terminal, films: Films, kind: str
) -> None:
    name = {"private": "http://10.0.0.1/film.mp4", "localhost": "http://localhost:1/film.mp4"}.get(kind, "film.mp4")
    path, secret = local.here / "film.mp4", films.terminal.here / "mute.mp4"
    if kind == "spoiled":
        footage.spoiled_film(path)
    elif not name.startswith("http"):
        path.write_text({"hls": PLAYLIST, "ffconcat": CONCAT, "text": "notes\n" * 99}[kind].format(secret=secret))
    files, projects = local.files(), local.run("projects").out
    ended = local.run("make", name, "-p", "make it vertical", "-o", "out.mp4", "--quiet")
    assert ended.status == 2
    assert ended.out == ""
    assert len(ended.err.splitlines()) == 1
    assert ended.err.startswith("film.mp4 ")
    assert local.files() == files
    assert local.run("projects").out == projects


def renders(home: Path) -> int:
    """How many renders the engine was ever asked for."""
    with sqlite3.connect(home / "data" / "engine" / "engine.db") as database:
        return int(database.execute("SELECT count(*) FROM renders").fetchone()[0])


@pytest.fixture(scope="module")
def long_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Long enough to be caught in the act of rendering."""
    return footage.film(tmp_path_factory.mktemp("long") / "long.mp4", 60)


def begin(local: Terminal, source: Path, tone: str) -> tuple[subprocess.Popen[str], tuple[str, ...]]:
    """A `make` that is rendering, and its arguments; `tone` makes it another film than other tests'."""
    prompt = f"title '{tone}' for 2 seconds"
    arguments = ("make", str(source), "-p", prompt, "-o", "out.mp4", "--json")
    command = local.begin(*arguments)
    assert command.stdout is not None
    for line in command.stdout:
        event = json.loads(line)
        if event["event"] == "rendering" and event["progress"] > 0:
            return command, arguments
    raise AssertionError("it never rendered")


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM], ids=lambda sign: sign.name)
def test_the_engine_finishes_what_a_killed_command_began_and_it_is_found_again(
    local: Terminal, long_film: Path, sign: signal.Signals
) -> None:
    command, arguments = begin(local, long_film, sign.name)
    begun = renders(local.home)
    local.interrupt(command, sign)
    assert local.files() == set()
    again = local.run(*arguments)
    assert again.status == 0
    assert renders(local.home) == begun
    assert "uploaded" not in again.names
    assert inspect(local.here / "out.mp4", "out").duration == pytest.approx(60_000, abs=100)
    assert local.files() == {"out.mp4"}


def test_ctrl_c_while_rendering_stops_every_ffmpeg(local: Terminal, long_film: Path) -> None:
    command, _ = begin(local, long_film, "SIGINT")
    ended = local.interrupt(command)
    assert ended.status == 130
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHORTS_TUI_HOME", str(local.home))
        engine = process.find(locations())
    assert engine is not None
    eventually(lambda: not [name for name in children(engine.pid) if "ffmpeg" in name])
    assert local.files() == set()


def children(parent: int) -> list[str]:
    """The commands of a process's children."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            facts = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(facts[1]) == parent and facts[0] != "Z":
                found.append((entry / "cmdline").read_text())
        except (OSError, ValueError):
            continue
    return found


def test_the_engine_is_free_and_says_what_it_does(local: Terminal, films: Films) -> None:
    assert local.run("credits", "--json").event("credits")["unlimited"] is True
    assert local.run("credits", "--quiet").out == "Free: this machine does the work.\n"
    state = local.run("engine", "status", "--json").event("engine")
    assert state["running"] is True
    assert state["pid"] == local.run("engine", "start", "--json").event("engine")["pid"]


def test_the_engine_is_started_and_stopped_by_hand(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "home", tmp_path)
    assert "not running" in terminal.run("engine", "status").out
    try:
        assert terminal.run("engine", "start").status == 0
        assert terminal.run("engine", "stop").out == "The engine has stopped.\n"
    finally:
        terminal.run("engine", "stop")
    assert terminal.run("engine", "status", "--json").event("engine")["running"] is False


def test_the_doctor_finds_an_engine_without_any_cloud(local: Terminal) -> None:
    local.environment["NEMO_API_URL"] = "http://127.0.0.1:9"
    ended = local.run("doctor", "--json")
    assert ended.status == 0
    found = {event["name"]: event["ok"] for event in ended.events if event["event"] == "check"}
    assert found["cloud"] is False
    assert all(ok for name, ok in found.items() if name not in ("cloud", "terminal", "disk space"))
    assert {"ffmpeg", "font", "speech model", "engine"} <= found.keys()


def test_where_the_cloud_is_not_reachable_the_engine_takes_over(local: Terminal) -> None:
    footage.film(local.here / "short.mp4", 2)
    local.environment |= {"SHORTS_TUI_BACKEND": "auto", "NEMO_API_URL": "http://127.0.0.1:9"}
    ended = local.run("make", "short.mp4", "-p", "trim to 1 second", "-o", "out.mp4", "--json")
    assert ended.status == 0
    assert [event["backend"] for event in ended.events if event["event"] == "connecting"] == ["cloud", "local"]
    assert ended.event("connected")["backend"] == "local"
    assert inspect(local.here / "out.mp4", "out").duration == pytest.approx(1000, abs=50)
