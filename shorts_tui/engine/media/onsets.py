"""When words begin, out of when a Whisper model says so: it is late after short words and early after long ones.

Its word times come from where its attention was while it wrote, which is not where the voice was. Measured on six
synthetic voices whose words are known to the ms, the error of a border between two words follows the letters of the
word before it. Removed like this, nineteen borders in twenty are within 120 ms, where it was 210: on the words that
the numbers below were set by. Other sentences of four of those voices are much the same; human speech was not measured.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from shorts_tui.engine.assets import Span, SpokenWord

_LATE = 85
"""ms by which the model is late about a word on the whole."""
_AFTER_ANY, _AFTER_LETTER, _BEFORE_LETTER = -179, 23, -2.5
"""ms by which a border has to be moved: always, for each letter of the word before it, and of the one after it."""
_EVEN = 0.22
"""How far it is moved, besides, to where the two words would be as long as their letters."""
_MOST = -210, 50
"""ms that a border is moved at most, back and on."""
_MOST_LETTERS = 11
"""Longer words are counted with so many."""
_JOINED = 60
"""ms between two words that count as none."""
_SHORTEST = 60
"""ms that each word keeps."""
_PAUSE = 300
"""ms without a word, after which the model may begin the next one too early: in the pause."""
_LETTER, _ANY_WORD = 75, 60
"""ms that a word takes at an ordinary pace: for each letter, and besides."""
_STRETCHED = 1.5
"""How much longer than that a word after a pause is, of which a part is pause."""


def timely(words: Sequence[SpokenWord], quiet: Sequence[Span] = ()) -> list[SpokenWord]:
    """The words of a model with better times; their order stays.

    Borders in one of the stretches of `quiet`, or near one, are left to those who know where it begins and ends.
    """
    moved = [_earlier(word) for word in words]
    ends = [span.end for span in quiet]
    for index, (one, other) in enumerate(pairwise(words)):
        following = bisect_right(ends, (one.start + one.end) // 2 - _LATE)
        paused = following < len(quiet) and quiet[following].start < (other.start + other.end) // 2 - _LATE
        if not paused and other.start - one.end <= _JOINED:
            border = _border(one, other)
            border = min(max(border, moved[index].start + _SHORTEST), moved[index + 1].end - _SHORTEST)
            border = max(border, moved[index].start)
            moved[index] = replace(moved[index], end=border)
            moved[index + 1] = replace(moved[index + 1], start=border, end=max(moved[index + 1].end, border))
    for index, word in enumerate(moved):
        if index == 0 or word.start - moved[index - 1].end > _PAUSE:
            moved[index] = _shortened(word)
    return moved


def letters(text: str) -> int:
    """How many letters a word has when it is written as it is spoken, at least one."""
    return max(sum(_spoken_letters(sign) for sign in text), 1)


def _spoken_letters(sign: str) -> int:
    if sign.isdigit():
        return 4
    return 0 if not sign.isalpha() else 1 if sign < "\u2e80" else 3


def _earlier(word: SpokenWord) -> SpokenWord:
    return replace(word, start=max(word.start - _LATE, 0), end=max(word.end - _LATE, 0))


def _border(one: SpokenWord, other: SpokenWord) -> int:
    """Where the one word gives way to the other."""
    before, after = min(letters(one.text), _MOST_LETTERS), min(letters(other.text), _MOST_LETTERS)
    even = one.start + (other.end - one.start) * (before + 0.5) / (before + after + 1)
    by = _AFTER_ANY + _AFTER_LETTER * before + _BEFORE_LETTER * after + _EVEN * (even - other.start)
    return round(other.start + min(max(by, _MOST[0]), _MOST[1]))


def _shortened(word: SpokenWord) -> SpokenWord:
    """A word after a pause, its beginning at an ordinary pace before its end where the model let it begin too early."""
    usual = _ANY_WORD + _LETTER * letters(word.text)
    return replace(word, start=word.end - usual) if word.end - word.start > _STRETCHED * usual else word
