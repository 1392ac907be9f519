"""The event stream as bytes: split anywhere, ended by any line break, long, fast, torn, and bounded."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import AsyncIterator, Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shorts_tui.client.errors import StreamCut, StreamTooLarge
from shorts_tui.client.stream import BoundedEvents, Frame, frames, read
from shorts_tui.protocol.events import Heartbeat, StreamFault, TextPiece

SEPARATORS = "a\u2028b\u2029c\u0085d\u000be\u000cf\u001cg"
WORDS = ["剪", "é🎬", SEPARATORS]


def stream(ending: str, *, bom: bool = False) -> bytes:
    """A short stream with all that is hard about bytes in it."""
    lines = [": hello", ""]
    for word in WORDS:
        lines += [f"data: {json.dumps({'type': 'text', 'content': word}, ensure_ascii=False)}", ""]
    lines += ["id: 7", "event: heartbeat", "data:", "", ": ghost", "", 'data: {"type":', 'data: "heartbeat"}', ""]
    return ("\ufeff" if bom else "").encode() + "".join(line + ending for line in lines).encode()


async def source(chunks: Iterable[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def heard(chunks: Iterable[bytes]) -> list[Frame]:
    return [frame async for frame in frames(source(chunks))]


def texts(found: Iterable[Frame]) -> list[str]:
    values = [json.loads(frame.data) for frame in found if frame.data]
    return [value["content"] for value in values if value["type"] == "text"]


@pytest.mark.parametrize("bom", [False, True])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
async def test_a_stream_split_at_any_byte_is_the_same_stream(ending: str, bom: bool) -> None:
    content = stream(ending, bom=bom)
    whole = await heard([content])
    assert texts(whole) == WORDS
    assert whole[-1].data == '{"type":\n"heartbeat"}'
    for split in range(len(content) + 1):
        assert await heard([content[:split], content[split:]]) == whole, split
    assert await heard([content[i : i + 1] for i in range(len(content))]) == whole


@given(st.lists(st.integers(0, 400), max_size=12), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
async def test_a_stream_split_in_many_places_is_the_same_stream(cuts: list[int], ending: str, bom: bool) -> None:
    content = stream(ending, bom=bom)
    marks = [0, *sorted(min(cut, len(content)) for cut in cuts), len(content)]
    chunks = [content[start:end] for start, end in pairwise(marks)]
    assert texts(await heard(chunks)) == WORDS


async def test_mixed_line_endings_are_each_one_ending() -> None:
    assert [frame.data for frame in await heard([b"data: a\r\n\ndata: b\n\r\n", b"data: c\r\rdata: d\r", b"\n\n"])] == [
        "a",
        "b",
        "c",
        "d",
    ]


async def test_a_bom_hides_no_event() -> None:
    assert await heard([b'\xef\xbb\xbfdata: "first"\n\n']) == [Frame("message", '"first"')]


async def test_a_bom_within_the_stream_is_text() -> None:
    assert [frame.data for frame in await heard([b"data: \xef\xbb\xbfx\n\n"])] == ["\ufeffx"]


@pytest.mark.parametrize("short", [b"\xef", b"\xef\xbb", b"d"])
async def test_a_stream_shorter_than_a_bom_ends(short: bytes) -> None:
    assert [frame.data for frame in await heard([short])] == []


async def test_bytes_that_are_no_utf8_are_replaced() -> None:
    assert [frame.data for frame in await heard([b"data: a\xff\xe5\x89b\n\n"])] == ["a\ufffd\ufffdb"]


async def test_empty_events_after_an_id_and_a_comment_are_signs_of_life_and_nothing_else() -> None:
    found = await heard([b"id: 1\ndata: {}\n\n: c\n\n: c\n\n\n\n"])
    assert [piece for frame in found for piece in read(frame)] == [Heartbeat()] * (len(found) - 1)
    assert found[0].data == "{}"


async def test_a_line_of_three_megabytes_arrives_whole_from_small_chunks() -> None:
    long = json.dumps({"type": "text", "content": "x" * 3_000_000}).encode()
    content = b"data: " + long + b"\n\n"
    found = await heard(content[i : i + 1000] for i in range(0, len(content), 1000))
    assert [len(text) for text in texts(found)] == [3_000_000]


async def test_five_thousand_events_arrive_in_order() -> None:
    content = b"".join(b'data: {"type":"text","content":"%d"}\n\n' % number for number in range(5000))
    found = await heard(content[i : i + 65_536] for i in range(0, len(content), 65_536))
    assert texts(found) == [str(number) for number in range(5000)]


@pytest.mark.parametrize("flood", [b"x", b"data: xxxx\n", b"id: 1\n", "é".encode()])
async def test_a_line_or_an_event_over_the_limit_ends_the_stream(flood: bytes) -> None:
    def endless() -> Iterable[bytes]:
        while True:
            yield flood * 100

    with pytest.raises(StreamTooLarge):
        await anext(frames(source(endless()), limit=10_000))


async def test_many_small_events_are_no_large_one() -> None:
    assert len([1 async for _ in frames(source([b"data: 1234567\n\n"] * 500), limit=20)]) == 500


async def test_a_comment_within_an_error_that_broke_over_lines_is_none_of_its_words() -> None:
    (frame,) = await heard([b'data: {"error": "it broke\n: ping\nbadly"}\n\n'])
    assert read(frame) == [StreamFault("", "it broke\nbadly")]


async def test_comments_count_for_nothing() -> None:
    body = BoundedEvents(source([b": ping\n"] * 500), limit=20)
    assert len(b"".join([chunk async for chunk in body])) == 3500


async def test_memory_is_bounded_by_the_event_and_not_by_its_chunks() -> None:
    def drip() -> Iterable[bytes]:
        yield b"data: "
        for _ in range(60_000):
            yield b"x"
        yield b"\n\n"

    tracemalloc.start()
    found = [len(frame.data) async for frame in frames(source(drip()))]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [60_000]
    assert peak < 1_000_000


async def test_a_last_event_without_its_blank_line_counts_when_it_is_whole() -> None:
    for end in ("", "\n", "\r\n"):
        found = await heard([f'data: {{"type":"text","content":"end"}}{end}'.encode()])
        assert read(found[-1]) == [TextPiece("end")]


async def test_a_last_event_that_is_torn_is_a_cut() -> None:
    content = b'data: {"type":"text","content":"end"}'
    for length in range(len(b"data: {"), len(content)):
        found = await heard([content[:length]])
        with pytest.raises(StreamCut):
            read(found[-1])


async def test_texts_are_sanitized_and_drafts_are_not() -> None:
    hostile = "\x1b]52;c;eA==\x07ok\u202e nmv_usr_secret"
    event = {
        "content": {"parts": [{"text": hostile}, {"functionCall": {"name": hostile}}]},
        "actions": {"stateDelta": {"draft": {"name": hostile}}},
        "errorMessage": hostile,
    }
    (frame,) = await heard([f"data: {json.dumps(event)}\n\n".encode()])
    text, call, delta, fault = read(frame)
    assert text == TextPiece("]52;c;eA==ok [token]")
    assert "\x1b" not in repr(call)
    assert "\x1b" not in repr(fault)
    assert "nmv_usr_secret" not in repr((text, fault))
    assert delta.delta["draft"]["name"] == hostile  # type: ignore[union-attr]
