"""Hiding from the router what is not the user's own wording: quoted content, and the names of files and links.

The masked text is as long as the original, so that places in it are places in the original.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from shorts_tui.studio.routing.sources import Exists, from_file_url, has_media_name, known, looks_like_source

QUOTE = "\ue000"
"""Stands for each character of quoted content."""
SOURCE = "\ue001"
"""Stands for each character of a path or a URL."""

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PAIRS = {
    '"': '"',
    "“": "”“",
    "„": "“”",
    "«": "»",
    "「": "」",
    "『": "』",
    "《": "》",
    "`": "`",
    "‘": "’",
    "'": "'",
    "＂": "＂",
}
_SOFT_PAIRS = "‘'《"
"""Marks that may stand alone: without a partner they hide nothing."""
_CHUNK = re.compile(r"[^\s\"“”„‘’«»「」『』《》`，。；！？、：（）()<>\ue000]+")


@dataclass(frozen=True)
class Masked:
    """A text, its masked twin of the same length, and the sources in it with where they begin, in order.

    A source is hidden wherever it stands; the value is what to upload.
    """

    text: str
    masked: str
    sources: tuple[tuple[int, str], ...]

    def sources_in(self, start: int, end: int) -> tuple[str, ...]:
        """The sources that begin in a stretch of the text."""
        low, high = bisect_left(self.sources, (start,)), bisect_left(self.sources, (end,))
        return tuple(value for _, value in self.sources[low:high])


class _Closers:
    """Where the next closing mark stands, asked for ever later places: each mark is searched for once over a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, int] = {}

    def _find(self, mark: str, after: int) -> int:
        """The first place of `mark` after a place where it can close, or the text's length."""
        text, found = self._text, self._next.get(mark, -1)
        while found <= after:
            found = text.find(mark, max(found, after) + 1)
            if found == -1:
                found = len(text)
            elif mark in "'’" and text[found + 1 : found + 2].isalnum():
                continue
            if found == len(text):
                break
        self._next[mark] = found
        return found

    def closing(self, at: int) -> int | None:
        """Where the quotation that opens at `at` ends; None when nothing closes it."""
        end = min(self._find(mark, at) for mark in _PAIRS[self._text[at]])
        return end if end < len(self._text) else None


def _opens(text: str, at: int) -> bool:
    """Can the mark at `at` open a quotation? An apostrophe inside or after a word can't."""
    if text[at] not in _PAIRS:
        return False
    if text[at] not in "'‘":
        return True
    before = text[at - 1] if at else " "
    return not (before.isascii() and before.isalnum()) and at + 1 < len(text) and not text[at + 1].isspace()


def quotations(text: str) -> list[tuple[int, int]]:
    """The quoted stretches of a text, marks included. A double mark that nothing closes quotes the rest."""
    found: list[tuple[int, int]] = []
    at, closers = 0, _Closers(text)
    while at < len(text):
        if _opens(text, at):
            end = closers.closing(at)
            if end is None and text[at] not in _SOFT_PAIRS:
                end = len(text) - 1
            if end is not None:
                found.append((at, end + 1))
                at = end + 1
                continue
        at += 1
    return found


def mask(text: str, exists: Exists) -> Masked:
    """Hide quotations and sources. A quotation that names a file (as `"my talk.mp4"`) is a source."""
    masked = list(_PRIVATE.sub(" ", text))
    sources: dict[int, str] = {}
    for start, end in quotations(text):
        inner = text[start + 1 : end - 1].strip()
        is_source = "\n" not in inner and (looks_like_source(inner) or (has_media_name(inner) and known(inner, exists)))
        if is_source:
            sources[start] = from_file_url(inner)
        masked[start:end] = (SOURCE if is_source else QUOTE) * (end - start)
    for chunk in _CHUNK.finditer("".join(masked)):
        word = chunk.group().rstrip(".,;:!?").removeprefix("@")
        if SOURCE not in word and looks_like_source(word) and not _is_ratio(word):
            start = chunk.start() + (chunk.group()[0] == "@")
            sources[start] = from_file_url(word)
            masked[chunk.start() : start + len(word)] = SOURCE * (start + len(word) - chunk.start())
    return Masked(text, "".join(masked), tuple(sorted(sources.items())))


def _is_ratio(word: str) -> bool:
    return word.replace("/", "").replace(":", "").isdigit()
