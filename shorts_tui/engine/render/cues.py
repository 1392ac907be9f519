"""Cues: the words of a text segment in groups that are read at a glance, with the time of each word.

Pure. What a group may hold is asked of the caller, who knows fonts and widths.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shorts_tui.timeline.draft import Segment
from shorts_tui.timeline.edits.phrasing import is_wide

_SENTENCE_ENDS = "。！？.!?…"
_CLAUSE_ENDS = "，、；：,;:—"
_PAUSE = 700


@dataclass(frozen=True)
class Token:
    """A word (or a character of a script without spaces) from `start` to `end`, ms of the film.

    `spaced` tells that a space stands between it and the one before.
    """

    text: str
    start: int
    end: int
    spaced: bool = True


@dataclass(frozen=True)
class Cue:
    """Tokens that are shown together from `start` to `end`, ms of the film."""

    tokens: tuple[Token, ...]
    start: int
    end: int


def joined(tokens: Sequence[Token]) -> str:
    """The tokens as text."""
    return "".join((" " if token.spaced and number else "") + token.text for number, token in enumerate(tokens))


def tokens_of(segment: Segment, text: str) -> tuple[Token, ...]:
    """The words of `text`, which `segment` shows, with film times.

    The text rules. Its words' times come from the segment's `words` where the two agree in number (a word that was
    corrected keeps its time) and are spread by length over the segment where they don't.
    """
    parts = _split(text)
    timed = [part for word in segment.words for part in _timed(word.text, word.start, word.end)]
    if len(timed) != len(parts):
        timed = _spread([part for part, _ in parts], segment.duration)
    found = []
    for (part, spaced), (_, start, end) in zip(parts, timed, strict=True):
        low = min(max(0, start), segment.duration)
        high = min(max(low, end), segment.duration)
        found.append(Token(part, segment.start + low, segment.start + high, spaced))
    return tuple(found)


def cues_of(segment: Segment, tokens: Sequence[Token], most_words: int, fits: Callable[[int, int], bool]) -> list[Cue]:
    """Group `tokens`: at most `most_words` a cue, each such that `fits(first, past the last)`.

    Each stays until the next, the last to the segment's end.
    Breaks fall at pauses, then ends of sentences, then of clauses, and leave no word alone where that can be helped.
    """

    def cost(first: int, last: int) -> float:
        size = last - first
        if size > 1 and (size > most_words or not fits(first, last)):
            return math.inf
        if any(_pause(tokens, place) for place in range(first + 1, last)):
            return math.inf
        broken = sum(tokens[place - 1].text[-1:] in _SENTENCE_ENDS for place in range(first + 1, last))
        ending = tokens[last - 1].text[-1:]
        loose = 0.0 if last == len(tokens) or ending in _SENTENCE_ENDS or _pause(tokens, last) else 1.6
        loose *= 0.1 if ending in _CLAUSE_ENDS else 1.0
        return 1.0 + loose + 0.8 * broken + (0.6 * (1 - size / most_words)) ** 2

    groups = [tuple(tokens[first:last]) for first, last in partition(len(tokens), cost)]
    cues = []
    for number, group in enumerate(groups):
        end = groups[number + 1][0].start if number + 1 < len(groups) else segment.end
        if number == 0 or group[0].start < end:
            cues.append(Cue(group, group[0].start, end))
    return cues


def partition(count: int, cost: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """Cut `range(count)` into runs of least total cost; a single item that costs too much still stands alone."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for last in range(1, count + 1):
        choice = (math.inf, last - 1)
        for first in range(last - 1, -1, -1):
            one = cost(first, last)
            if math.isinf(one) and first < last - 1:
                break
            choice = min(choice, (best[first][0] + (1e6 if math.isinf(one) else one), first))
        best.append(choice)
    runs, last = [], count
    while last:
        first = best[last][1]
        runs.append((first, last))
        last = first
    return runs[::-1]


def _pause(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].start - tokens[place - 1].end > _PAUSE


def _split(text: str) -> list[tuple[str, bool]]:
    """Words with "is there a space before"; wide characters one by one, closing punctuation with what it closes."""
    parts: list[tuple[str, bool]] = []
    for word in text.split():
        spaced = True
        run = ""
        for char in word:
            closing = unicodedata.category(char) in ("Pe", "Pf", "Po")
            if run and not closing and (is_wide(char) or is_wide(run[0])):
                parts.append((run, spaced))
                run, spaced = "", False
            run += char
        parts.append((run, spaced))
    return parts


def _timed(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """A timed word, which in a script without spaces may be several tokens."""
    parts = [part for part, _ in _split(text)]
    total = sum(map(len, parts)) or 1
    found, done = [], 0
    for part in parts:
        begin = start + (end - start) * done // total
        done += len(part)
        found.append((part, begin, start + (end - start) * done // total))
    return found


def _spread(parts: Sequence[str], duration: int) -> list[tuple[str, int, int]]:
    weights = [len(part) + 2 for part in parts]
    total, done, found = sum(weights) or 1, 0, []
    for part, weight in zip(parts, weights, strict=True):
        begin = duration * done // total
        done += weight
        found.append((part, begin, duration * done // total))
    return found
