"""A turn, two uploads and a render at once: everything goes on, and what the user looks at stays where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shorts_tui.tui.widgets.chat import Chat
from shorts_tui.tui.widgets.status import StatusLine
from shorts_tui.tui.widgets.timeline import TimelineView
from tests.peer.replies import changed, events, says
from tests.peer.server import Peer
from tests.tui.conftest import screen_of, studio_app, until


def film(count: int) -> dict[str, Any]:
    cuts = [{"id": f"s{at}", "s": at * 1000, "d": 1000, "m": {"name": f"shot {at}"}} for at in range(count)]
    return {"d": count * 1000, "m": {}, "t": [{"tt": 0, "m": {}, "sg": cuts}]}


async def test_nothing_jumps_and_nothing_waits(peer: Peer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHORTS_TUI_TIMING__POLL", "0.05")
    peer.service.draft = film(100)
    peer.service.render_states = [{"status": "processing", "progress": 0.4}]
    peer.read_pause = 0.05
    for name in ("one.mp4", "two.mp4"):
        (tmp_path / "here" / name).write_bytes(b"film" * 500_000)
    app = studio_app()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = screen_of(app)
        timeline, chat = screen.query_one(TimelineView), screen.query_one(Chat)
        status = screen.query_one(StatusLine)
        await pilot.press(*"cut", "enter")
        await until(pilot, lambda: len(timeline.draft.tracks) == 1 and not screen.link.running("turn"))
        # The user looks at the middle of the timeline, closer, and reads what was said long ago.
        for index in range(60):
            chat.say("notice", f"line {index}")
        await pilot.press("escape", "+", "+", "+", *["l"] * 40)
        await until(pilot, lambda: timeline.scroll_offset.x > 0 and timeline.playhead == 40_000)

        words = [says(f"word{index} ", partial=True) for index in range(200)]
        longer = changed({"draft": film(101)})
        peer.on("POST", "/run_sse", events(*words, longer, *words, piece=400, pause=0.005, hang=True))
        screen.link.upload(("one.mp4", "two.mp4"))
        screen.link.export()
        screen.link.say("and more")
        await until(pilot, lambda: status.status.uploads and status.status.renders and screen.link.running("turn"))
        chat.scroll_to(y=5, animate=False, immediate=True)
        await pilot.pause()
        stays = timeline.scroll_offset, timeline.selected[1], timeline.playhead, chat.scroll_offset
        await until(pilot, lambda: len(timeline.draft.tracks[0].segments) == 101)
        await until(pilot, lambda: any("word199" in line for line in chat.shown))
        assert screen.focused is timeline
        assert (timeline.scroll_offset, timeline.selected[1], timeline.playhead, chat.scroll_offset) == stays
        await pilot.press("h")
        assert timeline.selected[1] != stays[1]
        await pilot.press("i", *"next")
        assert screen.unsent == "next"
        peer.read_pause = 0
