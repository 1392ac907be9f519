"""Keys that arrive in one burst, as over a slow line, take effect in their order."""

from __future__ import annotations

import pytest
from textual.events import Key
from textual.widgets import Input

from shorts_tui.tui.app import ShortsApp
from shorts_tui.tui.screens.files import FilesScreen
from shorts_tui.tui.widgets.prompt import Prompt
from tests.peer.server import Peer
from tests.tui.conftest import screen_of, studio_app, until


def burst(app: ShortsApp, *keys: str) -> None:
    """All keys at once, without a turn of the loop between them."""
    for key in keys:
        app.post_message(Key("space" if key == " " else key, key if len(key) == 1 else None))


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ([*"abc", "backspace", "backspace", *"d"], "ad"),
        ([*"xyz", "ctrl+u", *"q"], "q"),
        ([*"ac", "left", *"b"], "abc"),
        ([*"one two", "ctrl+w", *"x"], "one x"),
        ([*"bc", "home", *"a"], "abc"),
    ],
)
async def test_editing_in_the_prompt(peer: Peer, keys: list[str], left: str) -> None:
    app = studio_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        burst(app, *keys)
        prompt = screen_of(app).query_one(Prompt)
        await until(pilot, lambda: prompt.text == left)


async def test_sending_and_typing_on(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        burst(app, *"one", "enter", *"two", "enter", *"three")
        await until(pilot, lambda: peer.service.messages == ["one", "two"])
        assert screen_of(app).query_one(Prompt).text == "three"


async def test_editing_the_filter_of_a_list(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, FilesScreen))
        await pilot.pause()
        burst(app, *"wrong", "ctrl+u", *"film", "backspace")
        await until(pilot, lambda: app.screen.query_one(Input).value == "fil")
