"""Hear an answer that comes while the body is still being sent.

A server that refuses a body answers, stops reading and closes. HTTP libraries that write first and read later then
run into the closed connection, which drops the answer: the user sees a broken pipe instead of "too large". Here all
that the server says is taken in while we write, and the first word of an answer ends the writing.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import httpcore

_CONNECTED = (".connect_tcp.complete", ".connect_unix_socket.complete", ".start_tls.complete")
_READ = 64 * 1024
_AHEAD = 256 * 1024
"""Bytes that are taken in before httpcore asks for them."""
_INFORMATIONAL = re.compile(rb"HTTP/1\.1 1\d\d ")
_STATUS_LINE = len("HTTP/1.1 100 ")


class EarlyAnswer:
    """For one request: pass `trace` as httpx's `trace` extension, inside the context.

    The connection that the trace extension tells of is an `httpcore.AsyncNetworkStream`; its `read` and `write` are
    replaced by ours for as long as the request lasts.
    """

    def __init__(self) -> None:
        self._listening: asyncio.Task[None] | None = None
        self._writing: asyncio.Task[None] | None = None
        self._said = bytearray()
        self._over = False
        self._answered = asyncio.Event()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in (self._writing, self._listening):
            if task is not None:
                task.cancel()
                await asyncio.wait({task})
                if not task.cancelled():
                    task.exception()  # looked at, so that nobody is told of an error that no longer matters

    async def trace(self, name: str, info: Mapping[str, Any]) -> None:
        """Called by httpcore as the request goes on."""
        if name.endswith(_CONNECTED):
            stream: httpcore.AsyncNetworkStream = info["return_value"]
            self._stream, self._read, self._write = stream, stream.read, stream.write
            # The only way to be between httpcore and a connection that it made itself, proxies and TLS included.
            stream.read, stream.write = self.read, self.write  # type: ignore[method-assign]

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        """Write, unless an answer is there.

        Raises:
            httpcore.WriteError: an answer, or the end of the connection, came first; httpcore then reads it.
        """
        if not buffer:
            return None
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen())
        if not self._answered.is_set():
            self._writing = asyncio.create_task(self._send(buffer, timeout))
            hearing = asyncio.create_task(self._answered.wait())
            try:
                await asyncio.wait({self._writing, hearing}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                hearing.cancel()
            if self._writing.done() and not self._answered.is_set():
                return self._writing.result()
        # The write under way is left alone: TLS reads nothing more once one was torn.
        raise httpcore.WriteError("answered before the body was sent")

    async def _send(self, buffer: bytes, timeout: float | None) -> None:  # noqa: ASYNC109 - httpcore's
        """Write, once what has arrived was taken in: writing to a connection that is closed by now would lose it."""
        while not self._over and not self._answered.is_set() and self._is_readable():  # noqa: ASYNC110 - one turn
            await asyncio.sleep(0)
        if not self._answered.is_set():
            await self._write(buffer, timeout)

    def _is_readable(self) -> bool:
        return bool(self._stream.get_extra_info("is_readable"))

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        """What the server has said so far, and then what it says.

        Raises:
            httpcore.ReadTimeout: nothing in time.
            httpcore.ReadError: the connection broke.
        """
        if self._listening is not None:
            try:
                async with asyncio.timeout(timeout):
                    await self._answered.wait()
            except TimeoutError:
                raise httpcore.ReadTimeout from None
            if not self._said and not self._over:
                self._answered.clear()
                return await self.read(max_bytes, timeout)
            if self._said:
                chunk = bytes(self._said[:max_bytes])
                del self._said[:max_bytes]
                return chunk
            await self._listening
        return await self._read(max_bytes, timeout)

    async def _listen(self) -> None:
        """Take in what the server says; `100 Continue` or `103 Early Hints` is no answer yet.

        Raises:
            httpcore.ReadError: the connection broke.
        """
        begun = False
        try:
            while len(self._said) < _AHEAD:
                chunk = await self._read(_READ, None)
                if not chunk:
                    break
                self._said += chunk
                if not begun:
                    while _INFORMATIONAL.match(self._said) and (end := self._said.find(b"\r\n\r\n")) >= 0:
                        del self._said[: end + 4]
                    begun = len(self._said) >= _STATUS_LINE and not _INFORMATIONAL.match(self._said)
                if begun:
                    self._answered.set()
        finally:
            self._over = True
            self._answered.set()
