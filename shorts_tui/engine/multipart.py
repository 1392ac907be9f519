"""Reading `multipart/form-data` as it arrives: its files go to disk piece by piece and are hashed on the way."""

from __future__ import annotations

import contextlib
import hashlib
import os
import uuid
from io import BufferedWriter
from pathlib import Path
from typing import Protocol

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from shorts_tui.engine.errors import EngineError
from shorts_tui.engine.store import Received
from shorts_tui.protocol.codes import Code
from shorts_tui.text import one_line, size

FIELD = b"files"
MAX_FILES = 50
"""Files in one request."""


def label_of(name: str) -> str:
    """A client's file name as a label: one clean line, without directories."""
    return one_line(name.replace("\\", "/").rpartition("/")[2], 200) or "upload"


class IncomingFile:
    """A file being received: written under a name of ours, hashed on the way, at most `limit` bytes."""

    def __init__(self, directory: Path, label: str, limit: int) -> None:
        self.label = label
        self.path = directory / f"{uuid.uuid4().hex}.part"
        self.size = 0
        self._limit = limit
        self._hash = hashlib.sha256()
        self._file: BufferedWriter = self.path.open("xb")

    def write(self, data: bytes) -> None:
        """Take the next piece.

        Raises:
            EngineError: the file is longer than the limit (4002).
            OSError: it can't be written.
        """
        self.size += len(data)
        if self.size > self._limit:
            raise too_large(self.label, self._limit)
        self._hash.update(data)
        self._file.write(data)

    def close(self) -> Received:
        """The file is whole: put it on disk for good."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return Received(self.path, self.label, self._hash.hexdigest(), self.size)

    def discard(self) -> None:
        """The file is not wanted."""
        with contextlib.suppress(OSError):
            self._file.close()
        self.path.unlink(missing_ok=True)


def too_large(label: str, limit: int) -> EngineError:
    """The refusal of a file over the limit (bytes)."""
    return EngineError(f"{label} is larger than {size(limit)}: compress or trim it first.", Code.FILE_TOO_LARGE)


class _Part(Protocol):
    def write(self, data: bytes) -> None: ...


class _Ignored:
    """A form field that means nothing to us."""

    def write(self, data: bytes) -> None:
        """Drop a piece of it."""


class MultipartReader:
    """Takes the body of an upload piece by piece, in one thread after another.

    Raises:
        EngineError: it is no multipart body (400), or one of its files is too large (4002).
    """

    def __init__(self, content_type: str, directory: Path, limit: int) -> None:
        _, options = parse_options_header(content_type)
        self._directory = directory
        self._limit = limit
        self._complete = False
        self._header = b""
        self._value = b""
        self._disposition = b""
        self._part: _Part = _Ignored()
        self._open: list[IncomingFile] = []
        self._received: list[Received] = []
        try:
            self._parser = MultipartParser(
                options.get(b"boundary", b""),
                {
                    "on_part_begin": self._begin,
                    "on_header_field": self._header_name,
                    "on_header_value": self._header_value,
                    "on_header_end": self._header_end,
                    "on_headers_finished": self._start,
                    "on_part_data": self._data,
                    "on_part_end": self._end,
                    "on_end": self._finish,
                },
            )
        except FormParserError as error:
            raise _malformed() from error
        if not options.get(b"boundary"):
            raise _malformed()

    def feed(self, data: bytes) -> None:
        """Take the next piece of the body."""
        try:
            self._parser.write(data)
        except FormParserError as error:
            raise _malformed() from error

    def finish(self) -> list[Received]:
        """The body is over: the files that came in.

        Raises:
            EngineError: the body ended early, or there was no file in it (400).
        """
        if not self._complete:
            raise EngineError("The upload ended early.", Code.BAD_REQUEST)
        if not self._received:
            raise EngineError("The upload has no file in its field `files`.", Code.BAD_REQUEST)
        return self._received

    def discard(self) -> None:
        """Delete what came in."""
        for file in self._open:
            file.discard()

    def _begin(self) -> None:
        self._disposition = b""

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header = self._value = b""

    def _start(self) -> None:
        _, options = parse_options_header(self._disposition)
        if options.get(b"name") != FIELD:
            self._part = _Ignored()
            return
        if len(self._open) >= MAX_FILES:
            raise EngineError(f"An upload may have at most {MAX_FILES} files.", Code.BAD_REQUEST)
        name = options.get(b"filename", b"").decode("utf-8", "replace")
        for escaped, char in (("%22", '"'), ("%0D", " "), ("%0A", " ")):  # as browsers write them in a form
            name = name.replace(escaped, char)
        file = IncomingFile(self._directory, label_of(name), self._limit)
        self._open.append(file)
        self._part = file

    def _data(self, data: bytes, start: int, end: int) -> None:
        self._part.write(data[start:end])

    def _end(self) -> None:
        if isinstance(self._part, IncomingFile):
            self._received.append(self._part.close())
        self._part = _Ignored()

    def _finish(self) -> None:
        self._complete = True


def _malformed() -> EngineError:
    return EngineError("The upload is not a valid multipart form.", Code.BAD_REQUEST)
