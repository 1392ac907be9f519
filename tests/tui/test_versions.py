"""Undo, redo, versions, the playhead and copies of projects, driven by keys."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import OptionList

from shorts_tui.tui.app import ShortsApp
from shorts_tui.tui.screens.page import PageScreen
from shorts_tui.tui.screens.pick import PickScreen
from shorts_tui.tui.widgets.prompt import Prompt
from shorts_tui.tui.widgets.timeline import TimelineView
from tests.peer.replies import events
from tests.peer.server import Peer
from tests.tui.conftest import screen_of, studio_app, until
from tests.tui.test_studio_screen import film, lines


def title(app: ShortsApp) -> str:
    """What the title on the timeline says."""
    return screen_of(app).query_one(TimelineView).draft.tracks[1].segments[0].text


def listed(app: ShortsApp) -> int:
    """How many rows the list on screen has; 0 without one."""
    return app.screen.query_one(OptionList).option_count if isinstance(app.screen, PickScreen) else 0


async def edited(pilot: Pilot[int], app: ShortsApp, peer: Peer) -> None:
    """Two turns: the title is One, then Two."""
    peer.service.drafts = [film("One"), film("Two")]
    for count, words in enumerate(("first", "second"), 1):
        await pilot.press(*words, "enter")
        await until(pilot, lambda: len(peer.service.messages) == count)  # noqa: B023 - awaited in the same round
        await until(pilot, lambda: not screen_of(app).link.running("turn") and not screen_of(app).link.queue)
    await until(pilot, lambda: title(app) == "Two")


async def test_undo_and_redo_are_keys_that_ask_nobody(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await edited(pilot, app, peer)
        asked = len(peer.seen)
        await pilot.press("alt+u")
        await until(pilot, lambda: title(app) == "One")
        assert any("'Two' → 'One'" in line for line in lines(app))
        await pilot.press("escape", "r")
        await until(pilot, lambda: title(app) == "Two")
        assert len(peer.seen) == asked
        await pilot.press("r")
        await until(pilot, lambda: any("nothing to redo" in toast.message for toast in app._notifications))


async def test_no_undo_while_a_turn_changes_the_film(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await edited(pilot, app, peer)
        peer.on("POST", "/run_sse", events({"type": "text", "content": "..."}, hang=True))
        await pilot.press(*"slow", "enter")
        await until(pilot, lambda: screen_of(app).link.running("turn"))
        await pilot.press("alt+u")
        await until(pilot, lambda: any("A turn is changing" in toast.message for toast in app._notifications))
        assert title(app) == "Two"


async def test_a_version_is_compared_and_gone_back_to(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await edited(pilot, app, peer)
        await pilot.press("alt+v")
        await until(
            pilot, lambda: isinstance(app.screen, PickScreen) and app.screen.query_one(OptionList).option_count == 2
        )
        await pilot.press("down", "ctrl+e")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        await pilot.press("escape", "alt+v")
        await until(
            pilot, lambda: isinstance(app.screen, PickScreen) and app.screen.query_one(OptionList).option_count == 2
        )
        await pilot.press("down", "enter")
        await until(pilot, lambda: title(app) == "One")


async def test_the_playhead_moves_and_takes_its_time_to_the_prompt(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await edited(pilot, app, peer)
        await pilot.press("escape", "full_stop", "full_stop", "greater_than_sign")
        timeline = screen_of(app).query_one(TimelineView)
        assert timeline.playhead == 2100
        assert "▼" in timeline.render_line(0).text
        await pilot.press("enter", *"cut")
        assert screen_of(app).query_one(Prompt).text == "at 2.1s cut"
        await pilot.press("escape", "end", "full_stop")
        assert timeline.playhead == 10_000, "never past the end"
        await pilot.press("home", "less_than_sign")
        assert timeline.playhead == 0


async def test_a_film_that_is_looked_at_closely_scrolls_to_what_is_chosen(peer: Peer) -> None:
    cuts = [{"id": f"s{at}", "s": at * 1000, "d": 1000, "m": {"name": f"shot {at}"}} for at in range(60)]
    peer.service.drafts = [{"d": 60_000, "m": {}, "t": [{"tt": 0, "m": {}, "sg": cuts}] * 6}]
    app = studio_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"go", "enter")
        timeline = screen_of(app).query_one(TimelineView)
        await until(pilot, lambda: timeline.draft.tracks and not screen_of(app).link.running("turn"))
        await pilot.press("escape", "+", "+", "+", *["l"] * 30, *["j"] * 5)
        await until(pilot, lambda: "shot 30" in timeline.render_line(3).text)
        assert timeline.scroll_offset.y == 3
        await pilot.press("f")
        await until(pilot, lambda: timeline.scroll_offset.x == 0)
