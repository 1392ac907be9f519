"""Replays of streams in the shapes that real agent servers send."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shorts_tui.client.stream import frames, read
from shorts_tui.protocol.events import (
    Heartbeat,
    Piece,
    StateDelta,
    StreamFault,
    TextPiece,
    ToolCall,
    ToolResult,
)

CAPTURES = Path(__file__).parents[1] / "protocol" / "captures"

DRAFT = {"t": [{"tt": 0, "sg": [{"d": 6000}]}]}
MEANT: dict[str, list[Piece]] = {
    "plain": [TextPiece("Hello there.")],
    "partials": [
        TextPiece("Cut ", partial=True),
        TextPiece("to 6 ", partial=True),
        TextPiece("s.", partial=True),
        TextPiece("Cut to 6 s."),
    ],
    "partials_without_final": [TextPiece("only ", partial=True), TextPiece("pieces", partial=True)],
    "two_equal_finals": [TextPiece("same"), TextPiece("same")],
    "thought": [TextPiece("shown")],
    "tool": [
        ToolCall("edit_video", {"op": "trim", "end_ms": 6000}, "c1"),
        ToolResult("edit_video", {"ok": True}, "c1"),
        TextPiece("Trimmed."),
    ],
    "tools_only": [ToolCall("add_bgm", {"track": "lofi"}, "c1"), ToolResult("add_bgm", {"ok": True}, "c1")],
    "parallel_tools": [
        ToolCall("a", {"i": 1}, "c1"),
        ToolCall("b", {"i": 2}, "c2"),
        ToolResult("a", {"result": "x"}, "c1"),
        ToolResult("b", {"error": "boom"}, "c2"),
    ],
    "partial_call_then_final": [
        TextPiece("Let me ", partial=True),
        TextPiece("Let me trim."),
        ToolCall("edit_video", {"s": 6}, "c1"),
    ],
    "state": [StateDelta({"draft": DRAFT, "user:lang": "zh"}), TextPiece("Saved."), StateDelta({"version": 2})],
    "error_event": [StreamFault("RESOURCE_EXHAUSTED", "Not enough credits")],
    "crash_new": [TextPiece("before"), StreamFault("", 'RuntimeError: 出错 "quoted"\nsecond line')],
    "crash_old": [TextPiece("before"), StreamFault("", 'it said 出错 "quoted"\nsecond line')],
    "nothing_to_show": [],
    "empty": [],
    "flat": [TextPiece("Hi"), ToolCall("cut", {"s": 1}), ToolResult("cut", {"ok": True}), Heartbeat()],
    "heartbeats": [Heartbeat()] * 4,
    "hostile_text": [TextPiece("视频 🎬 👩‍👩‍👧 é\na\nb\nc  ]0;t")],
}


async def replayed(content: bytes, step: int) -> list[Piece]:
    async def body() -> AsyncIterator[bytes]:
        for start in range(0, len(content), step):
            yield content[start : start + step]

    return [piece async for frame in frames(body()) for piece in read(frame)]


def test_every_capture_has_a_meaning() -> None:
    assert {path.stem for path in CAPTURES.glob("*.sse")} == set(MEANT)


@pytest.mark.parametrize("step", [1, 7, 100_000])
@pytest.mark.parametrize("name", MEANT)
async def test_a_capture_replayed_means_the_same_in_pieces_of_any_size(name: str, step: int) -> None:
    assert await replayed((CAPTURES / f"{name}.sse").read_bytes(), step) == MEANT[name]
