"""The bytes of a running studio: few, none twice, and no more of them than a slow terminal takes in."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from tests.peer.replies import events, says
from tests.peer.server import Peer
from tests.tui.terminal import PROGRAM, Window, environment

SIZE = (120, 40)
GREETING = b"Share your video clips"


@pytest.fixture
def where(tmp_path: Path, peer: Peer) -> dict[str, str]:
    return environment(tmp_path / "home", NEMO_API_URL=peer.base_url, COLORTERM="truecolor")


def studio(where: dict[str, str], here: Path) -> Window:
    return Window((*PROGRAM, "--backend", "cloud", "--new"), where, here, SIZE)


def settle(window: Window) -> None:
    """Read until nothing more comes."""
    while window.pump(0.4):
        pass


def test_a_start_and_a_key_cost_few_bytes(where: dict[str, str], tmp_path: Path) -> None:
    with studio(where, tmp_path) as window:
        window.wait("ready")
        settle(window)
        assert len(window.raw) < 15_000
        assert window.raw.count(GREETING) == 1
        before = len(window.raw)
        window.press("a")
        window.wait(" a\n")
        settle(window)
        assert len(window.raw) - before < 300
        window.press("^q")
        assert window.finish().status == 0


def test_a_key_draws_everything_again(where: dict[str, str], tmp_path: Path) -> None:
    with studio(where, tmp_path) as window:
        window.wait("ready")
        settle(window)
        seen = len(window.raw)
        window.press("^l")
        window.wait(lambda: GREETING in window.raw[seen:])
        window.wait(lambda: b"Add media" in window.raw[seen:])


def test_a_terminal_that_takes_nothing_in_for_a_while_gets_the_newest_picture(
    where: dict[str, str], tmp_path: Path, peer: Peer
) -> None:
    words = [says(f"word{index} " + ("\n\n" if index % 5 == 4 else ""), partial=True) for index in range(1500)]
    peer.on("POST", "/run_sse", events(*words, says("That is all.", partial=False)))
    with studio(where, tmp_path) as window:
        window.wait("ready")
        settle(window)
        seen = len(window.raw)
        window.send("go on\r")
        # Nothing is read, so that the terminal's buffer is full, until the whole turn is over at the service.
        deadline = time.monotonic() + 30
        while not any(request.path.endswith("/latest") for request in peer.seen[-1:]):
            assert time.monotonic() < deadline, "the turn was held up by the terminal"
            time.sleep(0.02)
        window.wait("That is all.")
        settle(window)
        # All frames of the turn would be some hundred times as much.
        assert len(window.raw) - seen < 60_000
        window.send("still here")
        window.wait("still here")
        window.press("^q")
        assert window.finish().status == 0


def test_no_reply_keeps_a_project_from_being_opened(where: dict[str, str], tmp_path: Path, peer: Peer) -> None:
    peer.on("POST", "/run_sse", events(says("hello a&#x2028;b&#x2029;c&#9;d " * 9, partial=False)))
    for command in ((*PROGRAM, "--backend", "cloud", "--new"), (*PROGRAM, "--backend", "cloud")):
        with Window(command, where, tmp_path, (80, 30)) as window:
            window.wait("ready")
            if "--new" in command:
                window.send("go\r")
            window.wait("hello a")
            settle(window)
            window.press("^q")
            assert window.finish().status == 0


@pytest.mark.parametrize("value", ["1", ""])
def test_a_studio_without_colours_sends_none(where: dict[str, str], tmp_path: Path, value: str) -> None:
    with studio({**where, "NO_COLOR": value}, tmp_path) as window:
        window.wait("ready")
        window.press("esc", "f1")
        window.wait("Draw the whole")
        window.press("esc", "^q")
        assert window.finish().status == 0
    if value:
        assert not re.findall(rb"\x1b\[[0-9;]*[34]8;2;(\d+);(?!\1;\1[;m])", window.raw)


def test_a_terminal_that_has_stopped_taking_anything_in_does_not_keep_the_program(
    where: dict[str, str], tmp_path: Path, peer: Peer
) -> None:
    peer.on("POST", "/run_sse", events(*(says("words \n\n" * 40, partial=True) for _ in range(200)), pause=0.01))
    with studio(where, tmp_path) as window:
        window.wait("ready")
        window.send("go\r" + "x" * 50)
        while "POST /run_sse" not in [request.route for request in peer.seen]:
            time.sleep(0.02)
        for _ in range(20):
            window.resize(100, 30)
            window.resize(*SIZE)
            time.sleep(0.02)
        window.send("\x11")
        assert window.process.wait(30) == 0
