"""The studio on a scripted cloud, driven by keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.widgets import Static

from shorts_tui.tui.app import ShortsApp
from shorts_tui.tui.screens.page import PageScreen
from shorts_tui.tui.screens.pick import PickScreen
from shorts_tui.tui.widgets.chat import Chat
from shorts_tui.tui.widgets.completions import Completions
from shorts_tui.tui.widgets.prompt import Prompt
from shorts_tui.tui.widgets.status import StatusLine
from shorts_tui.tui.widgets.timeline import TimelineView
from tests.engine.review.films import film as faulty
from tests.peer.replies import events, says
from tests.peer.server import Peer
from tests.studio.films import mp4
from tests.tui.conftest import screen_of, studio_app, until

HOSTILE = "\x1b]52;c;aGk=\x07[@click=app.quit]gone[/] \u202eevil [/nonsense]"


def film(title: str = "Urban Dreams") -> dict[str, Any]:
    return {
        "d": 10_000, "m": {},
        "t": [
            {"tt": 0, "m": {}, "sg": [{"id": "a", "s": 0, "d": 10_000, "m": {"name": "city timelapse"}}]},
            {"tt": 7, "m": {}, "sg": [{"id": "b", "s": 0, "d": 3000, "m": {"text": title}}]},
        ],
    }  # fmt: skip


def lines(app: ShortsApp) -> list[str]:
    return screen_of(app).query_one(Chat).shown


def answered(app: ShortsApp) -> bool:
    return any(message.kind == "service" for message in screen_of(app).query_one(Chat).messages)


def connection(app: ShortsApp) -> str:
    return screen_of(app).query_one(StatusLine).status.connection


async def test_the_first_frame_says_connecting_and_a_prompt_typed_early_is_sent_when_ready(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert connection(app) == "Connecting..."
        await pilot.press(*"hello", "enter")
        await until(pilot, lambda: peer.service.messages)
        assert peer.service.messages == ["hello"]
        await until(pilot, lambda: "> hello" in lines(app))


async def test_a_digit_alone_is_a_suggestion_and_before_other_words_a_digit(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(80, 24)) as pilot:
        prompt, popup = screen_of(app).query_one(Prompt), screen_of(app).query_one(Completions)
        await pilot.press("3")
        await until(pilot, lambda: popup.is_open)
        await pilot.press(*"0-second")
        await until(pilot, lambda: not popup.is_open)
        assert prompt.text == "30-second"
        await pilot.press("ctrl+u", "3")
        await until(pilot, lambda: popup.is_open)
        await pilot.press("enter")
        assert prompt.text == "cut this into a 60-second short"
        assert peer.service.messages == []
        await pilot.press("ctrl+u", "escape", "2")
        await until(pilot, lambda: prompt.text == "export 1080p MP4")


async def test_who_says_something_sees_it_and_can_look_back_from_the_prompt(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(80, 24)) as pilot:
        chat = screen_of(app).query_one(Chat)
        await until(pilot, lambda: connection(app) == "ready")
        for index in range(60):
            chat.say("notice", f"line {index}")
        await pilot.press("pageup", "pageup")
        await until(pilot, lambda: 0 < chat.scroll_offset.y < chat.max_scroll_y)
        await pilot.press(*"go", "enter")
        await until(pilot, lambda: "> go" in lines(app))
        await until(pilot, lambda: chat.scroll_offset.y == chat.max_scroll_y)


async def test_the_hints_name_the_keys_that_work_where_the_user_is(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(80, 24)) as pilot:
        hints = screen_of(app).query_one("#hints", Static)
        assert "^S Export" in str(hints.content)
        await pilot.press("escape")
        await until(pilot, lambda: "i Prompt  u Undo  r Redo" in str(hints.content))
        await pilot.press("i")
        await until(pilot, lambda: "^S Export" in str(hints.content))


async def test_a_turn_changes_the_timeline_and_says_so(peer: Peer) -> None:
    peer.service.drafts = [film()]
    app = studio_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"go", "enter")
        await until(pilot, lambda: len(screen_of(app).query_one(TimelineView).draft.tracks) == 2)
        await until(pilot, lambda: any("city timelapse" in line for line in lines(app)))
        await until(pilot, lambda: not screen_of(app).link.running("turn"))
        await pilot.press("escape", "t")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, PageScreen))


async def test_what_was_said_and_made_and_typed_is_there_again_after_a_restart(peer: Peer) -> None:
    peer.service.drafts = [film()]
    app = studio_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"go", "enter")
        await until(pilot, lambda: len(screen_of(app).query_one(TimelineView).draft.tracks) == 2)
        await until(pilot, lambda: not screen_of(app).link.running("turn"))
        await pilot.press(*"next")
    again = studio_app(fresh=False)
    async with again.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "> go" in lines(again))
        assert len(screen_of(again).query_one(TimelineView).draft.tracks) == 2
        await until(pilot, lambda: screen_of(again).query_one(Prompt).text == "next", within=5)
        assert answered(again)


async def test_hostile_words_of_the_service_are_text_and_nothing_else(peer: Peer) -> None:
    peer.service.drafts = [film(HOSTILE)]
    peer.on("POST", "/run_sse", events(says(HOSTILE, partial=False)))
    app = studio_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"go", "enter")
        await until(pilot, lambda: answered(app))
        await until(pilot, lambda: not screen_of(app).link.running("turn"))
        drawn = "".join(segment.text for line in range(40) for segment in _row(app, line))
        assert drawn.replace("\n", "").isprintable()
        assert app.is_running


def _row(app: ShortsApp, line: int) -> list[Any]:
    return list(app.screen._compositor.render_strips()[line])


async def test_what_a_check_finds_in_an_exported_film_is_told_with_what_to_say(
    peer: Peer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHORTS_TUI_TIMING__POLL", "0.05")
    peer.service.draft = film()
    peer.service.film = faulty(tmp_path / "black.mp4", look="lutyuv=y=16:u=128:v=128").read_bytes()
    app = studio_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: connection(app) == "ready")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: 'problem: The whole film is black. Say "start over".' in lines(app))


async def test_every_list_opens_and_closes_with_a_key(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: connection(app) == "ready")
        for key in ("ctrl+g", "alt+v", "ctrl+r", "alt+q", "ctrl+p"):
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, PickScreen))
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, PickScreen))


async def test_a_letter_with_alt_is_a_command_and_never_typed(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(Key("alt+v", "v"))
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        assert screen_of(app).query_one(Prompt).text == ""


async def test_sizes_down_to_one_cell_do_not_crash(peer: Peer) -> None:
    app = studio_app()
    async with app.run_test(size=(200, 50)) as pilot:
        for size in ((120, 40), (80, 24), (20, 5), (3, 2), (1, 1), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert app.is_running
        assert "Share your video clips" in lines(app)[0]


async def test_an_export_asked_for_while_a_turn_runs_waits_for_its_end(peer: Peer) -> None:
    peer.service.film = mp4()
    peer.service.drafts = [film()]
    peer.on("POST", "/run_sse", events(says("First."), hang=True))
    app = studio_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*"go", "enter")
        await until(pilot, lambda: screen_of(app).link.running("turn"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: list(screen_of(app).link.queue) == ["export"])
        assert not peer.service.submits
        peer.service.draft = film()
        screen_of(app).link.stop("turn")
        await until(pilot, lambda: len(peer.service.submits) == 1)
