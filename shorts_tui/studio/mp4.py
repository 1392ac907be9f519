"""A reader of MP4 boxes, enough to tell whether a downloaded film is whole: pure Python, a few kB read, no decoding.

Layout of boxes: ISO/IEC 14496-12. Reads `moov` (`mvhd`, and the `tkhd` of each video track), never `mdat`.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from shorts_tui.client.errors import DamagedDownload

_MOOV_LIMIT = 64 * 1024 * 1024
"""Bytes of the largest index that is read: hours of video have a few MB."""


@dataclass(frozen=True)
class Movie:
    """What an MP4's index says: length in ms, and size of the picture in px (0 without one)."""

    duration: int
    width: int
    height: int


def read_movie(path: Path) -> Movie:
    """Read the boxes of an MP4 file.

    Raises:
        DamagedDownload: it is no MP4, it has no index, or a box is cut off.
        OSError: it can't be read.
    """
    with path.open("rb") as file:
        boxes = list(_top_level(file, os.fstat(file.fileno()).st_size))
        kinds = [kind for kind, _, _ in boxes]
        if kinds[0] not in (b"ftyp", b"moov", b"mdat"):
            raise DamagedDownload("The file is not an MP4 video.")
        if b"moov" not in kinds or not any(kind in kinds for kind in (b"mdat", b"moof")):
            raise DamagedDownload("The video is not whole: its index or its media is missing.")
        _, start, end = boxes[kinds.index(b"moov")]
        if end - start > _MOOV_LIMIT:
            raise DamagedDownload("The video's index is too large to be one.")
        file.seek(start)
        moov = file.read(end - start)
    try:
        return Movie(*_read_index(moov))
    except (struct.error, ZeroDivisionError) as error:
        raise DamagedDownload("The video's index is damaged.") from error


def verify(path: Path) -> None:
    """Check that a film plays: whole boxes, an index, a length and a picture.

    Raises:
        DamagedDownload: something of it is missing.
    """
    movie = read_movie(path)
    if movie.duration <= 0:
        raise DamagedDownload("The video has no length.")
    if not (movie.width and movie.height):
        raise DamagedDownload("The video has no picture.")


def _top_level(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, first and last+1 byte of the contents of every box of the file."""
    position = 0
    while position < size:
        file.seek(position)
        header = file.read(16)
        if len(header) < 8:
            raise DamagedDownload("The video is cut off.")
        length, kind = struct.unpack(">I4s", header[:8])
        start = position + 8
        if length == 1 and len(header) == 16:
            length, start = struct.unpack(">Q", header[8:])[0], position + 16
        end = size if length == 0 else position + length
        if end < start or not kind.isascii():
            raise DamagedDownload("The file is not an MP4 video.")
        if end > size:
            raise DamagedDownload("The video is cut off.")
        yield kind, start, end
        position = end
    if position == 0:
        raise DamagedDownload("The file is empty.")


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and contents of the boxes in `data`."""
    position = 0
    while position + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        start = position + 8
        if length == 1:
            length, start = struct.unpack_from(">Q", data, start)[0], start + 8
        end = len(data) if length == 0 else position + length
        if end < start or end > len(data):
            raise struct.error("a box reaches beyond its parent")
        yield kind, data[start:end]
        position = end


def _read_index(moov: bytes) -> tuple[int, int, int]:
    """Length in ms, width and height in px."""
    duration = width = height = 0
    for kind, body in _boxes(moov):
        if kind == b"mvhd":
            duration = _length(body)
        elif kind == b"trak":
            found = _picture(body)
            if found is not None and not width:
                width, height = found
    return duration, width, height


def _length(mvhd: bytes) -> int:
    if mvhd[:1] == b"\x01":
        scale, units = struct.unpack_from(">IQ", mvhd, 20)
    else:
        scale, units = struct.unpack_from(">II", mvhd, 12)
    milliseconds: float = units * 1000 / scale
    return round(milliseconds)


def _picture(trak: bytes) -> tuple[int, int] | None:
    """The size of a video track; None for any other."""
    handler, size = b"", (0, 0)
    for kind, body in _boxes(trak):
        if kind == b"tkhd":
            # Width and height are the last eight bytes, 16.16 fixed point, in either version of the box.
            size = (struct.unpack_from(">I", body, len(body) - 8)[0] >> 16, struct.unpack(">I", body[-4:])[0] >> 16)
        elif kind == b"mdia":
            handler = next((inner[8:12] for name, inner in _boxes(body) if name == b"hdlr"), b"")
    return size if handler == b"vide" else None
