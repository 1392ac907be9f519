"""Sending a file: streamed from disk with a known length, so that memory stays flat and the event loop stays free."""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import BinaryIO

from shorts_tui.client.answers import data, payload, uploaded
from shorts_tui.client.early import EarlyAnswer
from shorts_tui.client.errors import ConnectionLost, FileChanged, FileTooLarge, FileUnreadable, TimedOut
from shorts_tui.client.multipart import Framing, framing
from shorts_tui.client.refusals import refusal
from shorts_tui.client.threads import in_thread
from shorts_tui.client.wire import SMALL_BODY, Wire, whole, within
from shorts_tui.protocol.codes import Code
from shorts_tui.protocol.models import UploadedFile
from shorts_tui.text import one_line

Progress = Callable[[int, int], None]
"""Told bytes done and bytes in all (0 where unknown), on the event loop."""

_READ = 1024 * 1024
"""Bytes read from disk at once, in a thread."""
_WRITE = 64 * 1024
"""Bytes written at once: so few must pass within `transfer_idle`, or the transfer counts as stalled."""
SLOWEST = 16_000.0
"""Bytes a second that any transfer must reach on the whole."""


async def upload(wire: Wire, url: str, token: str, path: Path, name: str, on_progress: Progress) -> UploadedFile:
    """Send one file as a multipart form; what the service acknowledged. It may refuse before all was sent.

    Args:
        wire: the server.
        url: the upload route.
        token: for Authorization.
        path: the file.
        name: what to call it.
        on_progress: told the file's bytes that have left.

    Raises:
        FileUnreadable: the file can't be opened or read, or is no file.
        FileChanged: it was written to meanwhile; the service got no whole body.
        TimedOut: nothing moved for `transfer_idle`, or the whole took too long; the service got no whole body.
        ConnectionLost: the connection broke, or nobody answered after the last byte: the outcome is unknown.
        Unreachable: no connection.
        FileTooLarge: naming the size.
        NemoError: any other refusal.
    """
    async with _opened(path, name) as (file, size):
        frame = framing(name)
        body = _Body(file, size, frame, name, on_progress)
        headers = {
            "Accept": "application/json",
            "Content-Type": frame.content_type,
            "Content-Length": str(frame.length(size)),
        }
        timing = wire.timing
        limits = wire.timeout(read=timing.heartbeat_limit, write=timing.transfer_idle)
        try:
            async with (
                within(timing.connect + timing.heartbeat_limit + size / SLOWEST, wire.endpoint.name),
                EarlyAnswer() as early,
                wire.open(
                    "POST", url, token=token, headers=headers, content=body, timeout=limits, trace=early.trace
                ) as response,
            ):
                return uploaded(data(payload(await whole(response, SMALL_BODY))))
        except FileTooLarge as error:
            raise refusal(Code.FILE_TOO_LARGE, status=error.status or 200, sent=size) from None
        except TimedOut as error:
            if body.is_sent:
                raise ConnectionLost(f"{wire.endpoint.name} took {one_line(name)} and did not answer.") from error
            raise


class _Body:
    """The form's bytes, read from disk as they are asked for."""

    def __init__(self, file: BinaryIO, size: int, frame: Framing, name: str, on_progress: Progress) -> None:
        self._file = file
        self._size = size
        self._frame = frame
        self._name = one_line(name)
        self._on_progress = on_progress
        self._before = os.fstat(file.fileno())
        self.is_sent = False
        """All of it was handed to the connection."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._frame.head
        sent = 0
        while sent < self._size:
            block = await in_thread(self._read, min(_READ, self._size - sent))
            if sent + len(block) == self._size:
                self._check()
            for start in range(0, len(block), _WRITE):
                chunk = block[start : start + _WRITE]
                yield chunk
                sent += len(chunk)
                self._on_progress(sent, self._size)
        self.is_sent = True
        yield self._frame.tail

    def _read(self, count: int) -> bytes:
        try:
            block = self._file.read(count)
        except OSError as error:
            raise FileUnreadable(f"{self._name} can't be read: {error.strerror or 'no access'}.") from None
        if not block:
            raise FileChanged(f"{self._name} became shorter while it was being sent.")
        return block

    def _check(self) -> None:
        """Before the last bytes leave: is it still the file that we began with?"""
        now = os.fstat(self._file.fileno())
        if (now.st_size, now.st_mtime_ns) != (self._before.st_size, self._before.st_mtime_ns):
            raise FileChanged(f"{self._name} was written to while it was being sent.")


@asynccontextmanager
async def _opened(path: Path, name: str) -> AsyncIterator[tuple[BinaryIO, int]]:
    """The file and its size; opened in a thread, for a disk may be asleep or far away."""
    file, size = await in_thread(_open, path, one_line(name))
    try:
        yield file, size
    finally:
        file.close()


def _open(path: Path, name: str) -> tuple[BinaryIO, int]:
    try:
        # Not blocking: opening a pipe that nobody writes to would never return.
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise FileUnreadable(f"{name} can't be read: {error.strerror or 'no access'}.") from None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise FileUnreadable(f"{name} is not a file.")
    return os.fdopen(handle, "rb", buffering=0), status.st_size
