"""What terminals send that means nothing, and keys that come faster than screens change."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

from shorts_tui.tui.commands import COMMANDS
from shorts_tui.tui.keyboard import Keyboard
from shorts_tui.tui.screens.pick import PickScreen
from tests.peer.server import Peer
from tests.tui.conftest import screen_of, studio_app, until
from tests.tui.terminal import PROGRAM, Window, environment

NONSENSE = (
    b"\xff", b"\xe4\xbd", b"\x9b", b"\x1b[1114112u", b"\x1b[99999999u", b"\x1b[97;1;1114112u", b"\x1b[48;0;0;0;0t",
    b"\x1b[<999999999999;1;1M", b"\x1b[<-1;-1;-1M", b"\x1b[M !!", b"\x1b[12;34R",
    b"\x1b[48;24;80;0;0t\x1b[<0;10;5M",
)  # fmt: skip
STRINGS = (b"\x1bP1$r0m\x1b\\", b"\x1b_Gx\x1b\\", b"\x1b]52;c;aGk=\x07")
"""Answers of terminals to questions that were never asked."""


def keys(keyboard: Keyboard, data: bytes) -> list[str]:
    return [message.key for message in keyboard.feed(data) if isinstance(message, events.Key)]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=repr)
def test_after_nonsense_keys_are_keys_again(nonsense: bytes) -> None:
    keyboard = Keyboard()
    list(keyboard.feed(nonsense))
    list(keyboard.tick())
    assert keys(keyboard, b"  a")[-1:] == ["a"]


def test_no_terminal_takes_the_key_of_a_command_for_another() -> None:
    letters = [key[4:] for command in COMMANDS for key in command.keys if key.startswith("alt+")]
    assert not [letter for letter in letters if f"\x1b{letter}" in ANSI_SEQUENCES_KEYS]


def test_a_terminal_of_no_size_is_none() -> None:
    keyboard = Keyboard()
    found = [*keyboard.feed(b"\x1b[48;0;0;0;0t"), *keyboard.feed(b"\x1b[48;24;80;480;800t")]
    assert [message.size for message in found if isinstance(message, events.Resize)] == [(80, 24)]


def test_characters_may_arrive_in_pieces() -> None:
    keyboard = Keyboard()
    found = [key for byte in "时".encode() for key in keyboard.feed(bytes([byte]))]
    assert [message.character for message in found if isinstance(message, events.Key)] == ["时"]


@given(data=st.lists(st.sampled_from([*NONSENSE, b"\x1b[200~", b"\x1b[201~", b"a", b"\r"]) | st.binary(max_size=8)))
def test_no_bytes_end_the_reading(data: list[bytes]) -> None:
    keyboard = Keyboard()
    for piece in data:
        list(keyboard.feed(piece))
        list(keyboard.tick())
    list(keyboard.feed(b"\x1b[201~"))
    # The first letters may still belong to a sequence.
    assert keys(keyboard, b"a" * 100)[-10:] == ["a"] * 10


def test_the_studio_survives_what_a_bad_line_sends(tmp_path: Path) -> None:
    chosen = random.Random(5)
    with Window((*PROGRAM, "--new"), environment(tmp_path / "home", SHORTS_TUI_BACKEND="cloud"), tmp_path) as window:
        window.wait("Say what you want")
        for _ in range(60):
            window.send(b"\x1b[200~" + chosen.choice(NONSENSE) + b"\x1b[201~" + chosen.choice((*NONSENSE, *STRINGS)))
            window.pump(0.01)
        while window.pump(0.5):
            pass
        window.send(b"\x1b[201~\x15still here")
        window.wait("still here")


async def test_two_answers_at_once_are_one(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: screen_of(app).link.connected)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        for _ in range(3):
            app.screen.post_message(events.Key("escape", None))
            app.screen.post_message(events.Key("enter", "\r"))
        await until(pilot, lambda: app.screen is screen_of(app))
        assert app.is_running


async def test_a_key_that_comes_many_times_opens_one_list(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: screen_of(app).link.connected)
        for _ in range(5):
            app.post_message(events.Key("f1", None))
        await until(pilot, lambda: app.screen is not screen_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen_of(app))
        assert len(app.screen_stack) == 1
