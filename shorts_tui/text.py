"""Text at the edge: sanitizing what others wrote; durations, timecodes, sizes and counts in words."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # bidi controls, invisible spaces, BOM
    "\ud800-\udfff\U000e0000-\U000e0fff]"  # lone surrogates, tags
)
_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
MAX_COMBINING = 4
"""Combining marks kept on one character; more is a way to draw over other lines."""
_ZERO_WIDTH = frozenset(("Mn", "Me", "Cf"))
"""Categories that take no cell of their own. Joiners count as marks, or they would start the count anew."""


def sanitize(text: str, *, limit: int = 1_000_000) -> str:
    r"""Remote text made safe for a terminal: no escape, C1, bidi or invisible control survives.

    Line breaks of every kind become `\n`, tabs and zero-width joiners stay, combining marks are capped, and the
    result has at most `limit` characters.
    """
    text = _DROPPED.sub("", _LINE_BREAKS.sub("\n", text[: limit * 2]))
    return (text if text.isascii() else _uncrowded(text))[:limit]


def _uncrowded(text: str) -> str:
    """The text without the marks that are too many on one character."""
    kept, run = [], 0
    for char in text:
        run = run + 1 if not char.isascii() and unicodedata.category(char) in _ZERO_WIDTH else 0
        if run <= MAX_COMBINING:
            kept.append(char)
    return "".join(kept)


def one_line(text: str, limit: int = 200) -> str:
    """Remote text as a single sanitized line of at most `limit` characters, with … where it was cut."""
    line = " ".join(sanitize(text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def seconds(ms: float) -> str:
    """A time in seconds without needless digits: 10000 -> `10s`, 3500 -> `3.5s`."""
    return f"{ms / 1000:.1f}".removesuffix(".0") + "s"


def timecode(ms: float) -> str:
    """A time as minutes and seconds: 75_000 -> `1:15`, 3_725_000 -> `1:02:05`."""
    total = int(ms // 1000)
    hours, minutes, secs = total // 3600, total % 3600 // 60, total % 60
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def size(count: int) -> str:
    """A number of bytes in words: 1_500_000 -> `1.5 MB`."""
    value = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            return f"{value:.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError("unreachable")


def plural(count: int, noun: str) -> str:
    """`1 clip`, `2 clips`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
