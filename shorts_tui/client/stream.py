"""Bytes of a `/run_sse` answer -> pieces: httpx-sse behind a bounded, BOM-free byte stream.

httpx-sse 0.4 parses the fields. What it does not do is done before it: a BOM hides its first event, its line buffer
has no bound, and it decodes as the answer's charset says. What it does too much, empty events after an id and a
comment, says nothing and is read as a sign of life.
"""

from __future__ import annotations

import asyncio
import codecs
import json
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, replace
from typing import Any

import httpx
import httpx_sse

from shorts_tui.client.answers import Answer, payload
from shorts_tui.client.errors import InvalidAnswer, NemoError, StreamCut, StreamTooLarge, TimedOut
from shorts_tui.client.refusals import refusal, without_tokens
from shorts_tui.client.wire import SMALL_BODY, Wire, json_body, refuse_compressed, whole
from shorts_tui.protocol.codes import MAX_EVENT_BYTES, Code
from shorts_tui.protocol.events import Heartbeat, Piece, StreamFault, TextPiece, ToolCall, ToolResult, parse_frame
from shorts_tui.text import one_line, sanitize

_FIELDS = (b"data:", b"event:", b"id:", b"retry:")
_BROKEN_ERROR = b'{"error"'
_FAULT_LIMIT = 2000
_CUT = "The connection broke before the answer was complete."


@dataclass(frozen=True)
class Frame:
    """One server-sent event. `forced`: the body ended cleanly before the blank line that ends an event."""

    event: str
    data: str
    forced: bool = False


class BoundedEvents(httpx.AsyncByteStream):
    r"""Bytes of an event stream as whole lines ending in `\n`, without BOM, each line and each event bounded.

    Lines end at `\n`, `\r\n` and `\r` and nowhere else; bytes are looked at, so no character is ever torn.

    Args:
        source: the body, in chunks of any size.
        limit: longest line and longest event, bytes.
    """

    def __init__(self, source: AsyncIterable[bytes], limit: int = MAX_EVENT_BYTES) -> None:
        self._source = source
        self._limit = limit
        self._line = bytearray()
        self._after_cr = False
        self._event = 0
        self._in_broken_error = False
        self.unfinished = False
        """The body ended inside an event, whose bytes were then passed on as if it had ended."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Whole lines, as many as there are, a chunk at a time.

        Raises:
            StreamTooLarge: a line or an event over the limit.
        """
        start: bytes | None = b""
        async for chunk in self._source:
            if start is not None:
                start += chunk
                if len(start) < 3 and codecs.BOM_UTF8.startswith(start):
                    continue
                chunk, start = start.removeprefix(codecs.BOM_UTF8), None
            if lines := self._lines(chunk):
                yield lines
        if start:
            yield self._lines(start)
        if self._line:
            yield self._ended(bytes(self._line))
        if self._event:
            self.unfinished = True
            yield b"\n"

    def _lines(self, chunk: bytes) -> bytes:
        if self._after_cr and chunk.startswith(b"\n"):
            chunk = chunk[1:]
        if chunk:
            self._after_cr = chunk.endswith(b"\r")
        if b"\r" in chunk:
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *lines, rest = chunk.split(b"\n")
        done = []
        for line in lines:
            if self._line:
                self._line += line
                line = bytes(self._line)
                self._line.clear()
            done.append(self._ended(line))
        self._line += rest
        if self._event + len(self._line) > self._limit:
            raise _too_large(self._limit)
        return b"".join(done)

    def _ended(self, line: bytes) -> bytes:
        """A line as it goes on, counted."""
        if not line:
            self._event, self._in_broken_error = 0, False
            return b"\n"
        if line.startswith(b":"):
            return line + b"\n"  # a comment is no part of an event
        if self._in_broken_error and not line.startswith(_FIELDS):
            # Old servers let an error's own line breaks stand: what follows is still its text.
            line = b"data: " + line
        error = line.startswith(b"data:") and (self._in_broken_error or line[5:].lstrip().startswith(_BROKEN_ERROR))
        self._in_broken_error = error and not line.rstrip().endswith(b"}")
        self._event += len(line)
        return line + b"\n"


async def frames(source: AsyncIterable[bytes], limit: int = MAX_EVENT_BYTES) -> AsyncGenerator[Frame, None]:
    """The server-sent events of a body, empty ones too.

    Raises:
        StreamTooLarge: a line or an event over `limit` bytes.
    """
    body = BoundedEvents(source, limit)
    response = httpx.Response(200, headers={"Content-Type": "text/event-stream; charset=utf-8"}, stream=body)
    async with aclosing(httpx_sse.EventSource(response).aiter_sse()) as events:
        async for event in events:
            yield Frame(event.event, event.data, body.unfinished)


def read(frame: Frame) -> list[Piece]:
    """The pieces of an event, texts sanitized, drafts untouched.

    Raises:
        StreamCut: it is the torn last event of a body that could not say that it was cut.
    """
    if frame.forced and frame.data and not _is_whole(frame.data):
        raise StreamCut(_CUT, advice="")
    name = "" if frame.event == "message" else frame.event
    return [_clean(piece) for piece in parse_frame(frame.data, name)]


async def turn(wire: Wire, token: str, body: Any, until: float) -> AsyncGenerator[Piece, None]:
    """Send a message to `/run_sse` and pass on what its stream says, until the clean end.

    Args:
        wire: the server.
        token: for Authorization.
        body: the message's JSON.
        until: the turn's last moment, on the event loop's clock.

    Raises:
        NemoError: the service refused the message; BadToken before it did anything.
        StreamCut: the connection broke after the message may have left.
        TimedOut, StreamTooLarge, Unreachable: as the names say.
    """
    limit = wire.timing.heartbeat_limit
    headers = {"Accept": "text/event-stream", "Cache-Control": "no-store", "Content-Type": "application/json"}
    sending = wire.open(
        "POST", wire.url("/run_sse"), token=token, headers=headers, content=json_body(body), lost=StreamCut
    )
    async with AsyncExitStack() as stack:
        silent = asyncio.get_running_loop().time() + limit
        try:
            async with asyncio.timeout_at(min(silent, until)):
                response = await stack.enter_async_context(sending)
                refuse_compressed(response)
                if not _is_event_stream(response):
                    raise _refused(await whole(response, SMALL_BODY))
        except TimeoutError:
            raise _timed_out(turn_over=until <= silent) from None
        events = await stack.enter_async_context(
            aclosing(pieces(response.aiter_raw(), heartbeat_limit=limit, until=until))
        )
        async for piece in events:
            yield piece


def _is_event_stream(response: httpx.Response) -> bool:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return response.status_code == 200 and kind == "text/event-stream"


def _refused(answer: Answer) -> NemoError:
    """Why there is no stream. A 404 on the one route that every server has can only mean the session."""
    try:
        payload(answer)
    except NemoError as error:
        return refusal(Code.NO_SESSION, status=404) if error.status == 404 else error
    return InvalidAnswer("The service answered a message with something else than a stream.")


async def pieces(source: AsyncIterable[bytes], *, heartbeat_limit: float, until: float) -> AsyncGenerator[Piece, None]:
    """What a turn's stream says; its end is the clean end of the turn.

    Args:
        source: the body.
        heartbeat_limit: seconds without anything but heartbeats.
        until: the turn's last moment, on the event loop's clock.

    Raises:
        TimedOut: one of the limits is over.
        StreamTooLarge: a line or an event over the limit.
        StreamCut: the last event is torn.
    """
    clock = asyncio.get_running_loop().time
    heard = clock()
    async with aclosing(frames(source)) as events:
        while True:
            silent = heard + heartbeat_limit
            try:
                async with asyncio.timeout_at(min(silent, until)):
                    frame = await anext(events, None)
            except TimeoutError:
                raise _timed_out(turn_over=until <= silent) from None
            if frame is None:
                return
            if clock() > min(silent, until):
                raise _timed_out(turn_over=until <= silent)
            found = read(frame)
            if not all(isinstance(piece, Heartbeat) for piece in found) or (frame.data and not found):
                heard = clock()
            for piece in found:
                yield piece


def _timed_out(*, turn_over: bool) -> TimedOut:
    if turn_over:
        return TimedOut("The service did not finish in the time that a turn may take.", advice="Look at the timeline.")
    return TimedOut("The service was silent for too long.", advice="Look at the timeline.")


def _too_large(limit: int) -> StreamTooLarge:
    return StreamTooLarge(f"The service sent an event of more than {limit // 1_048_576} MiB.", advice="Try again.")


def _is_whole(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return text.strip() in ("[DONE]", "heartbeat")
    return True


def _clean(piece: Piece) -> Piece:
    """A piece whose texts may be shown; a state's delta is data and stays as it is."""
    if isinstance(piece, TextPiece):
        return replace(piece, text=sanitize(without_tokens(piece.text)))
    if isinstance(piece, StreamFault):
        message = sanitize(without_tokens(piece.message), limit=_FAULT_LIMIT).strip()
        return StreamFault(one_line(piece.code, 80), message)
    if isinstance(piece, ToolCall | ToolResult):
        return replace(piece, name=one_line(piece.name, 80), id=one_line(piece.id, 200))
    return piece
