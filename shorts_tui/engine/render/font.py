"""Reading a TrueType or OpenType font: its family, which characters it draws and how wide they are.

Only the few tables that text layout needs are read, so that text can be measured and broken into lines before the
encoder draws it. Finding fonts on the machine is left to `fontsearch`.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import BinaryIO

from shorts_tui.engine.errors import RenderError

_MAX_TABLE = 64_000_000
"""Bytes of the largest table that is read; a font that claims more is not one."""


class NotAFont(ValueError):
    """The file can't be read as a font that draws outlines."""


@dataclass(frozen=True)
class Face:
    """One face of a font file; lengths are in ems (1.0 is the font size of typesetters).

    Attributes:
        path: the file.
        family: the name that selects it in a style.
        bold: is it the bold face of its family?
        line: height of the line box that an ASS font size means (Windows ascent plus descent).
        ascent: from the top of that box to the baseline.
        cap: height of a capital letter.
        advances: width by code point; a missing key is a character that the face can't draw.
    """

    path: Path
    family: str
    bold: bool
    line: float
    ascent: float
    cap: float
    advances: dict[int, float] = field(repr=False, compare=False)

    def draws(self, char: str) -> bool:
        """Has it a shape for `char`?"""
        return ord(char) in self.advances

    def width(self, text: str) -> float:
        """Width of `text` in ems; what it can't draw counts as one em."""
        return sum(self.advances.get(ord(char), 1.0) for char in text)


@lru_cache(maxsize=1)
def packaged_face() -> Face:
    """The display font that comes with the program.

    Raises:
        RenderError: it is not installed.
    """
    try:
        path = Path(str(resources.files("fontpkg_anton"))) / "files" / "Anton-Regular.ttf"
        return read_faces(path)[0]
    except (ModuleNotFoundError, OSError, NotAFont) as error:
        raise RenderError("The caption font is missing: install the `local` extra of shorts-tui.") from error


def read_faces(path: Path, wanted: Callable[[frozenset[int]], bool] | None = None) -> list[Face]:
    """The faces of a font file (several in a collection) whose characters satisfy `wanted`.

    Raises:
        OSError: it can't be read.
        NotAFont: it is something else, damaged, or has pictures in place of outlines.
    """
    try:
        with path.open("rb") as file:
            return _Reader(path, file).faces(wanted)
    except (struct.error, IndexError, UnicodeDecodeError, OverflowError) as error:
        raise NotAFont(f"{path.name} is damaged") from error


class _Reader:
    """Walks the tables of one open file."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.file = file

    def faces(self, wanted: Callable[[frozenset[int]], bool] | None) -> list[Face]:
        """All faces that are wanted and draw outlines."""
        tag = self._at(0, 4)
        if tag == b"ttcf":
            (count,) = struct.unpack(">I", self._at(8, 4))
            offsets = struct.unpack(f">{min(count, 64)}I", self._at(12, 4 * min(count, 64)))
        elif tag in (b"\0\1\0\0", b"OTTO", b"true"):
            offsets = (0,)
        else:
            raise NotAFont(f"{self.path.name} is not a font")
        found = (self._face(offset, wanted) for offset in offsets)
        return [face for face in found if face is not None]

    def _at(self, offset: int, length: int) -> bytes:
        self.file.seek(offset)
        return self.file.read(min(length, _MAX_TABLE))

    def _face(self, offset: int, wanted: Callable[[frozenset[int]], bool] | None) -> Face | None:
        (count,) = struct.unpack(">H", self._at(offset + 4, 2))
        directory = self._at(offset + 12, 16 * count)
        places = {tag: (start, length) for tag, _, start, length in struct.iter_unpack(">4sIII", directory)}
        if not ({b"glyf", b"CFF ", b"CFF2"} & places.keys()):
            return None  # bitmaps, as of emoji: libass draws outlines alone

        def table(tag: bytes) -> bytes:
            if tag not in places:
                raise NotAFont(f"{self.path.name} has no {tag.decode()} table")
            return self._at(*places[tag])

        glyphs = _characters(table(b"cmap"))
        if wanted is not None and not wanted(frozenset(glyphs)):
            return None
        (units,) = struct.unpack_from(">H", table(b"head"), 18)
        (measured,) = struct.unpack_from(">H", table(b"hhea"), 34)
        metrics, os2 = table(b"hmtx"), table(b"OS/2")
        if not units or not measured:
            raise NotAFont(f"{self.path.name} has no size")
        widths = [advance / units for advance, _ in struct.iter_unpack(">HH", metrics[: measured * 4])]
        ascent, descent = struct.unpack_from(">HH", os2, 74)
        cap = struct.unpack_from(">h", os2, 88)[0] if struct.unpack_from(">H", os2)[0] >= 2 and len(os2) > 89 else 0
        return Face(
            path=self.path,
            family=_family(table(b"name")),
            bold=bool(struct.unpack_from(">H", os2, 62)[0] & 0x20),
            line=(ascent + descent) / units or 1.2,
            ascent=ascent / units or 0.9,
            cap=cap / units if cap > 0 else 0.7,
            advances={code: widths[min(glyph, measured - 1)] for code, glyph in glyphs.items()},
        )


def _characters(cmap: bytes) -> dict[int, int]:
    """Code point -> glyph from the best Unicode subtable (formats 12 and 4 of the OpenType `cmap` table)."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    tables = [struct.unpack_from(">HHI", cmap, 4 + 8 * number) for number in range(count)]
    unicode = [offset for platform, encoding, offset in tables if platform == 0 or (platform, encoding) in _UNICODE]
    by_format = {struct.unpack_from(">H", cmap, offset)[0]: offset for offset in unicode}
    if 12 in by_format:
        return _segmented_coverage(cmap, by_format[12])
    if 4 in by_format:
        return _segment_mapping(cmap, by_format[4])
    return {}


_UNICODE = {(3, 1), (3, 10)}


def _segmented_coverage(cmap: bytes, offset: int) -> dict[int, int]:
    (groups,) = struct.unpack_from(">I", cmap, offset + 12)
    found: dict[int, int] = {}
    for number in range(groups):
        first, last, glyph = struct.unpack_from(">III", cmap, offset + 16 + 12 * number)
        if last > 0x10FFFF or last - first > 0x20000:
            raise NotAFont("its character table makes no sense")
        found.update((code, glyph + code - first) for code in range(first, last + 1))
    return found


def _segment_mapping(cmap: bytes, offset: int) -> dict[int, int]:
    (doubled,) = struct.unpack_from(">H", cmap, offset + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", cmap, offset + 14)
    starts = struct.unpack_from(f">{count}H", cmap, offset + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", cmap, offset + 16 + 2 * doubled)
    places = offset + 16 + 3 * doubled
    ranges = struct.unpack_from(f">{count}H", cmap, places)
    found: dict[int, int] = {}
    for number, (start, end, delta, shift) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            if shift:
                (glyph,) = struct.unpack_from(">H", cmap, places + 2 * number + shift + 2 * (code - start))
                glyph = (glyph + delta) % 0x10000 if glyph else 0
            else:
                glyph = (code + delta) % 0x10000
            if glyph:
                found[code] = glyph
    return found


def _family(name: bytes) -> str:
    """The family (name 1), in English where there are several languages."""
    count, storage = struct.unpack_from(">HH", name, 2)
    best, rank = "", -1
    for number in range(count):
        platform, _, language, kind, length, place = struct.unpack_from(">6H", name, 6 + 12 * number)
        worth = (platform == 3) + 2 * (language in (0, 0x409))
        if kind == 1 and worth > rank:
            raw = name[storage + place : storage + place + length]
            best, rank = raw.decode("latin-1" if platform == 1 else "utf-16-be"), worth
    if not best or any(char in best for char in ",{}\\\n"):
        raise NotAFont("it has no usable name")
    return best
