"""What one frame of the event stream means, shape by shape."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shorts_tui.protocol.events import (
    Heartbeat,
    Piece,
    StateDelta,
    StreamFault,
    TextPiece,
    ToolCall,
    ToolResult,
    adk_event,
    parse_frame,
)

SHAPES: list[tuple[Any, list[Piece]]] = [
    # google-adk events
    ({"content": {"parts": [{"text": "a"}, {"text": "b"}]}}, [TextPiece("ab")]),
    ({"content": {"parts": [{"text": "a"}]}, "partial": True}, [TextPiece("a", partial=True)]),
    ({"content": {"parts": [{"text": "a"}]}, "partial": False}, [TextPiece("a")]),
    ({"content": {"parts": [{"text": "a"}]}, "partial": "true"}, [TextPiece("a")]),
    ({"content": {"parts": [{"text": "a", "thought": True}, {"text": "b"}]}}, [TextPiece("b")]),
    ({"content": {"parts": [{"text": "a", "thought": "no"}]}}, [TextPiece("a")]),
    ({"content": {"parts": [{"functionCall": {"name": "f", "args": {"x": 1}, "id": "1"}}]}, "partial": True}, []),
    (
        {"content": {"parts": [{"functionCall": {"name": "f", "args": {"x": 1}, "id": "1"}}]}},
        [ToolCall("f", {"x": 1}, "1")],
    ),
    ({"content": {"parts": [{"functionCall": {"name": "f"}}]}}, [ToolCall("f")]),
    ({"content": {"parts": [{"functionCall": {"name": "f", "args": [1]}}]}}, [ToolCall("f")]),
    (
        {"content": {"parts": [{"functionResponse": {"id": "1", "name": "f", "response": {"ok": True}}}]}},
        [ToolResult("f", {"ok": True}, "1")],
    ),
    ({"actions": {"stateDelta": {"draft": {"d": 1}}}}, [StateDelta({"draft": {"d": 1}})]),
    (
        {"content": {"parts": [{"text": "a"}]}, "actions": {"stateDelta": {"v": 2}}},
        [TextPiece("a"), StateDelta({"v": 2})],
    ),
    ({"errorCode": "E", "errorMessage": "no"}, [StreamFault("E", "no")]),
    ({"errorCode": "MODEL_RETURNED_NO_CONTENT"}, [StreamFault("MODEL_RETURNED_NO_CONTENT", "")]),
    ({"content": {"parts": [{"text": "a"}]}, "errorMessage": "no"}, [TextPiece("a"), StreamFault("", "no")]),
    ({"turnComplete": True, "finishReason": "STOP", "actions": {}}, []),
    ({"content": None}, []),
    ({"content": {"parts": None}}, []),
    ({"content": {"parts": ["x", 1, None]}}, []),
    ({"content": {"parts": [{"text": 7}, {"fileData": {"fileUri": "u"}}]}}, []),
    # flat events
    ({"type": "text", "content": "a"}, [TextPiece("a")]),
    ({"type": "text", "content": ""}, []),
    ({"type": "text", "content": "a", "partial": True}, [TextPiece("a", partial=True)]),
    ({"type": "tool_call", "name": "f", "args": {"x": 1}, "id": "1"}, [ToolCall("f", {"x": 1}, "1")]),
    ({"type": "tool_result", "name": "f", "result": {"ok": 1}}, [ToolResult("f", {"ok": 1})]),
    ({"type": "heartbeat"}, [Heartbeat()]),
    ({"type": "error", "code": 2001, "message": "no credits"}, [StreamFault("2001", "no credits")]),
    ({"type": "something_new", "content": "a"}, []),
    # errors told inside the stream
    ({"error": "boom"}, [StreamFault("", "boom")]),
    ({"error": {"code": 429, "message": "slow down"}}, [StreamFault("429", "slow down")]),
    ({"code": 2001, "message": "No credits"}, [StreamFault("2001", "No credits")]),
    ({"code": 0, "message": "ok"}, []),
    ({"detail": "Session not found: s"}, [StreamFault("", "Session not found: s")]),
    ({"detail": [{"msg": "field required"}, {"msg": "bad"}]}, [StreamFault("", "field required; bad")]),
    ({"success": False, "message": "no"}, [StreamFault("", "no")]),
    # JSON that is no event
    ("just words", [TextPiece("just words")]),
    ([], []),
    (7, []),
    (None, []),
    ({}, []),
]


@pytest.mark.parametrize(("value", "pieces"), SHAPES, ids=[json.dumps(value)[:60] for value, _ in SHAPES])
def test_a_shape_means(value: Any, pieces: list[Piece]) -> None:
    assert parse_frame(json.dumps(value)) == pieces


@pytest.mark.parametrize(
    ("data", "event"), [("", ""), ("  ", ""), ("heartbeat", ""), ("HEARTBEAT", ""), ("{}", "heartbeat"), ("x", "ping")]
)
def test_a_sign_of_life_is_a_heartbeat(data: str, event: str) -> None:
    assert parse_frame(data, event) == [Heartbeat()]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("Internal Server Error", "Internal Server Error"),
        ('{"error": "it said "no"\nand more"}', 'it said "no"\nand more'),
        ('{"error": "it said "no"', 'it said "no"'),
        ('{"content": {"par', '{"content": {"par'),
        ("[" * 100_000, "[" * 100_000),
        ("9" * 5000 + "x", "9" * 5000 + "x"),
    ],
)
def test_a_line_that_is_no_json_is_an_error_message(data: str, message: str) -> None:
    assert parse_frame(data) == [StreamFault("", message)]


def test_an_error_event_is_a_fault_whatever_its_data_is() -> None:
    assert parse_frame('"gone"', "error") == [StreamFault("", "gone")]
    assert parse_frame('{"message":"gone","code":7}', "error") == [StreamFault("7", "gone")]


def test_the_end_marker_of_other_services_says_nothing() -> None:
    assert parse_frame("[DONE]") == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["content", "parts", "text", "partial", "functionCall", "functionResponse", "actions", "code",
                         "stateDelta", "error", "errorCode", "type", "name", "args", "detail", "message", "success"]),
        inner,
    ),
    max_leaves=12,
)  # fmt: skip


@given(json_values, st.sampled_from(["", "error", "message"]))
def test_nothing_that_a_server_can_say_raises(value: Any, event: str) -> None:
    for piece in parse_frame(json.dumps(value), event):
        if isinstance(piece, TextPiece):
            assert isinstance(piece.text, str)
        elif isinstance(piece, StreamFault):
            assert isinstance(piece.code, str)
            assert isinstance(piece.message, str)
        elif isinstance(piece, ToolCall | ToolResult):
            assert isinstance(piece.name, str)


@given(st.text())
def test_no_text_raises(data: str) -> None:
    parse_frame(data)


@given(st.text(min_size=1), st.sampled_from([None, True, False]), st.dictionaries(st.text(), st.integers()))
def test_what_the_engine_writes_is_read_back(text: str, partial: bool | None, delta: dict[str, int]) -> None:
    event = adk_event(invocation="e-1", parts=[{"text": text}], partial=partial, state_delta=delta)
    expected: list[Piece] = [TextPiece(text, partial is True)]
    assert parse_frame(json.dumps(event)) == expected + ([StateDelta(delta)] if delta else [])
