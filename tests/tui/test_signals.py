"""However the studio is ended, stopped or squeezed: nothing is lost, and the terminal is as it was."""

from __future__ import annotations

import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from shorts_tui.studio.project import new_project
from shorts_tui.studio.store import Store
from tests.peer.replies import Answering, Reply, events, says
from tests.peer.server import Peer
from tests.tui.terminal import PROGRAM, Window, environment

TYPED = "half a thought"
HANGS = events(says("Let me see", partial=True), hang=True)
ENDS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]


def named(value: object) -> str | None:
    return value.name if isinstance(value, signal.Signals) else None


@pytest.fixture
def studio(peer: Peer, tmp_path: Path) -> Callable[[], Window]:
    """Opens the studio on the scripted cloud, always in the same home."""

    def opened() -> Window:
        settings = environment(tmp_path / "home", SHORTS_TUI_BACKEND="cloud", NEMO_API_URL=peer.base_url)
        return Window(PROGRAM, settings, tmp_path / "here", (80, 24))

    return opened


def is_there(window: Window, *words: str) -> None:
    """A new start shows all of these, and leaves."""
    with window:
        for known in words:
            window.wait(known)
        window.press("^q")
        assert window.finish().status == 0


@pytest.mark.parametrize("sign", ENDS, ids=named)
def test_a_signal_in_the_middle_of_a_turn_loses_nothing(
    studio: Callable[[], Window], peer: Peer, sign: signal.Signals
) -> None:
    peer.on("POST", "/run_sse", HANGS)
    with studio() as window:
        window.wait("ready")
        window.press("make it short", "enter")
        window.wait("Let me see")
        window.press("and then wait", "enter")
        window.wait("waiting (")
        window.press(TYPED)
        window.wait(TYPED)
        window.signal(sign)
        assert window.finish().status == 128 + sign
        assert window.restored
    is_there(studio(), "> make it short", "and then wait", TYPED)


@pytest.mark.parametrize(
    ("sign", "route", "reply"),
    [
        (signal.SIGTERM, ("POST", "/api/auth/anonymous-token"), Reply(silent=True)),
        (signal.SIGHUP, ("POST", "/api/tasks/me/with-session/*"), Reply(silent=True)),
        (signal.SIGINT, ("POST", "/api/tasks/me/with-session/*"), Reply(raw=b"")),
    ],
    ids=["asking for a token", "opening a session", "not connected"],
)
def test_a_signal_before_there_is_a_connection_keeps_what_was_typed(
    studio: Callable[[], Window], peer: Peer, sign: signal.Signals, route: tuple[str, str], reply: Answering
) -> None:
    peer.on(*route, reply)
    with studio() as window:
        window.wait("Connecting...")
        window.wait(lambda: peer.seen)
        window.press(TYPED)
        window.wait(TYPED)
        window.signal(sign)
        assert window.finish().status == 128 + sign
        assert window.restored
    is_there(studio(), TYPED)


def test_a_signal_while_a_list_is_open_ends_the_studio_as_well(studio: Callable[[], Window]) -> None:
    with studio() as window:
        window.wait("ready")
        window.press(TYPED, "^p")
        window.wait("enter run")
        window.signal(signal.SIGTERM)
        assert window.finish().status == 143
        assert window.restored
    is_there(studio(), TYPED)


def test_a_window_that_is_closed_ends_the_studio_and_keeps_what_was_typed(
    studio: Callable[[], Window], peer: Peer
) -> None:
    peer.on("POST", "/run_sse", HANGS)
    with studio() as window:
        window.wait("ready")
        window.press("make it short", "enter")
        window.wait("Let me see")
        window.press(TYPED)
        window.wait(TYPED)
        window.hang_up()
        assert window.finish().status == 129
    is_there(studio(), "> make it short", TYPED)


def test_what_a_killed_studio_had_shown_of_an_answer_is_shown_again(
    studio: Callable[[], Window], peer: Peer, tmp_path: Path
) -> None:
    peer.on("POST", "/run_sse", HANGS)
    with studio() as window:
        window.wait("ready")
        window.press("make it short", "enter")
        window.wait("Let me see")
        window.press(TYPED)

        def on_disk() -> bool:
            with closing(sqlite3.connect(tmp_path / "home" / "config" / "projects.db")) as connection:
                query = "SELECT (SELECT shown FROM sending), (SELECT prompt FROM projects)"
                return bool(connection.execute(query).fetchone() == ("Let me see", TYPED))

        window.wait(on_disk)
        window.signal(signal.SIGKILL)
        window.process.wait()
    is_there(studio(), "> make it short", "Let me see ... (cut off here)", "not sent again", TYPED)
    is_there(studio(), "Let me see ... (cut off here)", TYPED)


def test_of_two_studios_on_one_project_neither_wipes_out_what_is_typed_in_the_other(
    studio: Callable[[], Window], tmp_path: Path
) -> None:
    database = tmp_path / "home" / "config" / "projects.db"
    with Store(database) as store:
        store.save(new_project(name="harbour"))

    def kept() -> list[str]:
        with closing(sqlite3.connect(database)) as connection:
            rows = connection.execute("SELECT text, name FROM typing JOIN projects ON id = project ORDER BY at")
            return [text for text, name in rows if name == "harbour"]

    with studio() as first, studio() as second:
        for window in (first, second):
            window.wait("ready")
        first.press(TYPED)
        first.wait(lambda: kept() == [TYPED])
        second.press("something else")
        second.wait(lambda: kept() == [TYPED, "something else"])
        second.press(*["backspace"] * len("something else"))
        second.wait(lambda: kept() == [TYPED])
        second.press("^q")
        second.finish()
        first.signal(signal.SIGKILL)
        first.process.wait()
    is_there(studio(), TYPED)


def test_what_is_typed_without_a_pause_is_kept_while_it_is_typed(studio: Callable[[], Window], tmp_path: Path) -> None:
    database = tmp_path / "home" / "config" / "projects.db"

    def kept() -> bool:
        window.press("x")
        with closing(sqlite3.connect(database)) as connection:
            return bool(connection.execute("SELECT text FROM typing").fetchone())

    with studio() as window:
        window.wait("ready")
        window.wait(kept)
        window.signal(signal.SIGKILL)
        window.process.wait()
    is_there(studio(), "xxx")


def test_ctrl_c_says_how_to_leave_and_throws_nothing_away(studio: Callable[[], Window]) -> None:
    with studio() as window:
        window.wait("ready")
        window.press(TYPED)
        window.wait(TYPED)
        window.press("^c")
        window.wait("to quit")
        assert TYPED in window.text
        assert b"\x1b]52" not in window.raw
        window.press("^q")
        assert window.finish().status == 0


LOADING = """
import signal, sys
class Slow:
    def find_spec(self, name, path, target=None):
        if name == {module!r}:
            sys.stderr.write("loading")
            signal.pause()
sys.meta_path.insert(0, Slow())
from shorts_tui.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize("module", ["argparse", "textual.app"])
def test_ctrl_c_while_the_program_loads_is_a_word_and_no_traceback(tmp_path: Path, module: str) -> None:
    command = (sys.executable, "-c", LOADING.format(module=module))
    with Window(command, environment(tmp_path), tmp_path) as window:
        window.wait("loading")
        window.press("^c")
        ended = window.finish()
        assert ended.status in (130, -signal.SIGINT)
        assert "Interrupted." in ended.screen
        assert window.restored


def test_a_suspended_studio_gives_the_terminal_back_and_comes_again(studio: Callable[[], Window]) -> None:
    with studio() as window:
        window.wait("ready")
        for round_ in ("alpha", "beta"):
            window.press(f"{round_} ")
            window.wait(round_)
            window.press("^z")
            window.wait(lambda: window.stopped)
            while window.pump():
                pass
            assert window.restored
            window.resize(100, 30)
            window.signal(signal.SIGCONT)
            window.wait(lambda: 1049 in window.left_on)
            window.wait("Quit")
        window.press("three")
        window.wait("alpha beta three")
        window.press("^q")
        assert window.finish().status == 0
        assert window.restored


def test_a_stop_from_outside_does_no_harm(studio: Callable[[], Window]) -> None:
    with studio() as window:
        window.wait("ready")
        window.signal(signal.SIGSTOP)
        window.wait(lambda: window.stopped)
        window.signal(signal.SIGCONT)
        window.press("typed once, and in order")
        window.wait("typed once, and in order")
        window.press("^q")
        assert window.finish().status == 0
        assert window.restored


def test_a_storm_of_sizes_leaves_the_screen_whole(studio: Callable[[], Window], peer: Peer) -> None:
    peer.on("POST", "/run_sse", events(*(says(f"word{number} ", partial=True) for number in range(200)), pause=0.005))
    with studio() as window:
        window.wait("ready")
        window.press("talk", "enter")
        window.press(TYPED)
        for size in ((200, 50), (1, 1), (120, 40), (2, 1), (1, 30), (30, 1), (20, 5), (5, 3), (79, 23), (1, 1)) * 4:
            window.resize(*size)
            window.pump()
        window.resize(80, 24)
        window.wait(TYPED)
        window.wait("word199")
        window.wait("Quit")
        window.press("^q")
        assert window.finish().status == 0
        assert window.restored


def test_a_fault_of_our_own_is_a_sentence_and_a_report_and_shows_no_values(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from shorts_tui.tui.widgets.chat import Chat\n"
        "def greet(self):\n"
        "    secret = 'nmv_usr_canary'; hostile = '\\x1b]52;c;aGk=\\x07'\n"
        "    raise RuntimeError(hostile + secret)\n"
        "Chat.greet = greet\n"
        "from shorts_tui.__main__ import main\n"
        "sys.exit(main())"
    )
    with Window((sys.executable, "-c", code), environment(tmp_path, SHORTS_TUI_BACKEND="local"), tmp_path) as window:
        ended = window.finish()
        assert ended.status == 1
        assert "hit an error of its own (RuntimeError)" in ended.screen
        assert window.restored
        assert b"nmv_usr" not in window.raw
        assert b"\x1b]52" not in window.raw
    (report,) = (tmp_path / "data" / "logs").glob("crash-*.txt")
    assert "greet" in report.read_text()
