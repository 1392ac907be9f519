"""Quoted stretches of a sentence, found before anything else is read, because what is quoted is never a command."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

_BRACKETS = {"「": "」", "『": "』", "《": "》", "〈": "〉", "«": "»", "‹": "›", "【": "】", "﹁": "﹂", "〝": "〞"}
_DOUBLE = '"“”„‟＂'
_SINGLE = "'‘’‚‛＇"
_BACKTICK = "`"
_QUOTING = re.compile(f"[{re.escape(''.join(_BRACKETS) + _DOUBLE + _SINGLE + _BACKTICK)}]")


@dataclass(frozen=True)
class Quoted:
    """A quoted stretch: `start` and `end` (past the closing mark) in the sentence, and the `text` between the marks."""

    start: int
    end: int
    text: str


def quoted(text: str) -> tuple[Quoted, ...]:
    """The outermost quoted stretches of `text`, in order.

    A single quote inside a word is an apostrophe, a double one after a number (`a 30" short`) stands for seconds.
    A mark that is never closed quotes the rest of its line, a single quote excepted: that one is an apostrophe.
    """
    closers = _Closers(text)
    found: list[Quoted] = []
    at = 0
    while (mark := _QUOTING.search(text, at)) is not None:
        start = mark.start()
        stretch = _stretch(text, start, closers)
        if stretch is None:
            at = start + 1
            continue
        found.append(Quoted(start, stretch[1], text[start + 1 : stretch[0]].strip()))
        at = stretch[1]
    return tuple(found)


class _Closers:
    """Where each kind of mark can close a quotation, so that no search runs over the text twice."""

    def __init__(self, text: str) -> None:
        self.double = [i for i, char in enumerate(text) if char in _DOUBLE]
        self.single = [i for i, char in enumerate(text) if char in _SINGLE and _can_close(text, i)]
        self.backtick = [i for i, char in enumerate(text) if char == _BACKTICK]


def _stretch(text: str, start: int, closers: _Closers) -> tuple[int, int] | None:
    """Where the content that opens at `start` ends, and where the quotation ends; None where nothing is opened."""
    mark = text[start]
    if mark in _BRACKETS:
        end = _matching(text, start, _BRACKETS[mark])
        return (end, end + 1) if end is not None else _rest_of_line(text, start)
    if mark in _SINGLE:
        if not _can_open(text, start):
            return None
        end = _next(closers.single, start + 2)
        return None if end is None else (end, end + 1)
    if mark == _BACKTICK:
        end = _next(closers.backtick, start + 1)
        return None if end is None else (end, end + 1)
    if start and text[start - 1].isdigit():
        return None
    end = _next(closers.double, start + 1)
    return (end, end + 1) if end is not None else _rest_of_line(text, start)


def _matching(text: str, start: int, closing: str) -> int | None:
    opening, depth = text[start], 0
    for at in range(start, len(text)):
        if text[at] == opening:
            depth += 1
        elif text[at] == closing:
            depth -= 1
            if depth == 0:
                return at
    found = text.find(closing, start)
    return found if found >= 0 else None


def _rest_of_line(text: str, start: int) -> tuple[int, int]:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return end, end


def _next(places: list[int], at: int) -> int | None:
    index = bisect_left(places, at)
    return places[index] if index < len(places) else None


def _latin(char: str) -> bool:
    return char.isalnum() and char < "\u2e80"


def _can_open(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not _latin(before) and not after.isspace()


def _can_close(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isspace() and not _latin(after)
