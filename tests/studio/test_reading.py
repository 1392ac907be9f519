"""The pieces of a stream, read by the rules of the event stream."""

from __future__ import annotations

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
    parse_frame,
)
from shorts_tui.studio.events import Delta, Tool
from shorts_tui.studio.reading import Message, NewDraft, StillBusy, StreamReader
from tests.studio.drafts import draft


def read(*pieces: Piece) -> tuple[list[Any], StreamReader]:
    reader = StreamReader()
    told = [reading for piece in pieces for reading in reader.feed(piece)]
    return told + reader.finish(), reader


def messages(*pieces: Piece) -> list[str]:
    return [reading.text for reading in read(*pieces)[0] if isinstance(reading, Message)]


def test_partials_are_told_as_they_come_and_the_final_replaces_them() -> None:
    told, _ = read(TextPiece("Let me ", True), TextPiece("check.", True), TextPiece("Let me check!"))
    assert told == [Delta("Let me "), Delta("check."), Message("Let me check!")]


def test_partials_without_a_final_are_a_message_at_the_end() -> None:
    assert messages(TextPiece("only ", True), TextPiece("chunks", True)) == ["only chunks"]


def test_two_equal_finals_are_two_messages() -> None:
    assert messages(TextPiece("same"), TextPiece("same")) == ["same", "same"]


def test_a_blank_final_does_not_take_what_was_written() -> None:
    assert messages(TextPiece("written", True), TextPiece(" \n")) == ["written"]


def test_calls_between_partials_do_not_end_the_message() -> None:
    assert messages(TextPiece("a", True), ToolCall("trim"), ToolResult("trim"), TextPiece("b", True)) == ["ab"]


def test_a_trailing_temporary_issue_is_ignored_after_answers() -> None:
    trouble = "I encountered a temporary issue. Please try again."
    assert messages(TextPiece("Trimmed."), TextPiece(trouble)) == ["Trimmed."]
    assert messages(TextPiece(f"Trimmed.\n\n{trouble}")) == ["Trimmed."]
    assert messages(TextPiece(f"“İİİİ” is the title. {trouble}")) == ["“İİİİ” is the title."]
    assert messages(TextPiece("Trimmed."), TextPiece(trouble, True)) == ["Trimmed."]
    assert messages(TextPiece(trouble), TextPiece("Trimmed.")) == ["Trimmed."]


def test_a_temporary_issue_that_is_all_the_service_says_is_its_answer() -> None:
    assert messages(TextPiece("I encountered a temporary issue.")) == ["I encountered a temporary issue."]


def test_the_first_of_several_failures_is_the_failure() -> None:
    _, reader = read(StreamFault("", "it broke"), StreamFault("500", "RuntimeError: it broke"))
    assert reader.fault == StreamFault("", "it broke")


def test_no_content_after_a_silent_edit_is_no_failure() -> None:
    _, reader = read(ToolCall("add_bgm"), StreamFault("MODEL_RETURNED_NO_CONTENT", "no content"))
    assert reader.fault is None


def test_a_service_has_started_when_anything_but_heartbeats_and_failures_came() -> None:
    assert not read(Heartbeat(), StreamFault("1002", "no session"))[1].started
    for piece in (TextPiece("a", True), ToolCall("a"), ToolResult("a"), StateDelta({"a": 1})):
        assert read(piece)[1].started


def test_a_draft_in_the_stream_is_told_and_other_state_is_not() -> None:
    told, _ = read(StateDelta({"user:lang": "zh"}), StateDelta({"draft": draft()}), StateDelta({"draft": "none"}))
    assert [reading.draft.raw for reading in told if isinstance(reading, NewDraft)] == [draft()]


def test_tools_and_heartbeats_show_that_the_service_is_busy() -> None:
    assert read(ToolCall("edit\x1b[31m"), Heartbeat())[0] == [Tool("edit[31m"), StillBusy(), StillBusy()]


def test_hostile_text_is_made_harmless() -> None:
    told, _ = read(TextPiece("\x1b]0;pwned\x07hi", True), TextPiece("\u202e\x1b[2Jbye"))
    assert told == [Delta("]0;pwnedhi"), Message("[2Jbye")]


@given(st.lists(st.tuples(st.text("ab ", min_size=1), st.booleans())))
def test_what_is_told_is_what_the_rules_say(pieces: list[tuple[str, bool]]) -> None:
    live, expected = "", list[str]()
    for text, partial in pieces:
        if partial:
            live += text
        elif text.strip():
            live = ""
            expected.append(text)
    if live.strip():
        expected.append(live)
    assert messages(*(TextPiece(text, partial) for text, partial in pieces)) == expected


CAPTURES: dict[str, tuple[list[str], list[str]]] = {
    # Streams of a real google-adk server: the events, and the messages and tools that they are.
    "final after partials": (
        ['{"content":{"parts":[{"text":"Let me "}]},"partial":true,"id":"a"}',
         '{"content":{"parts":[{"text":"trim it."}]},"partial":true,"id":"a"}',
         '{"content":{"parts":[{"functionCall":{"id":"1","args":{},"name":"edit_video"}}]},"partial":true,"id":"a"}',
         '{"content":{"parts":[{"text":"Let me trim it."},{"functionCall":{"id":"1","name":"edit_video"}}]},"id":"a"}',
         '{"content":{"parts":[{"functionResponse":{"id":"1","name":"edit_video","response":{"ok":true}}}]}}',
         '{"content":{"parts":[{"text":"Done."}]},"finishReason":"STOP","turnComplete":true}'],
        ["Let me trim it.", "edit_video", "Done."],
    ),
    "thoughts": (
        ['{"content":{"parts":[{"text":"thinking","thought":true}]}}',
         '{"content":{"parts":[{"text":"hidden","thought":true},{"text":"visible"}]}}'],
        ["visible"],
    ),
    "nothing in it": (
        ['{"author":"nemo_agent","actions":{"stateDelta":{}}}', '{"content":{"parts":[]}}',
         '{"content":{"parts":[{"text":""}]}}'],
        [],
    ),
    "flat": (
        ['{"type":"heartbeat"}', '{"type":"tool_call","name":"trim"}', '{"type":"tool_result","name":"trim"}',
         '{"type":"text","content":"Trimmed."}'],
        ["trim", "Trimmed."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CAPTURES)
def test_streams_as_servers_send_them_are_read_rightly(name: str) -> None:
    frames, expected = CAPTURES[name]
    told, _ = read(*(piece for frame in frames for piece in parse_frame(frame)))
    assert [
        item.text if isinstance(item, Message) else item.tool for item in told if isinstance(item, Message | Tool)
    ] == expected
