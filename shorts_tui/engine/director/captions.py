"""Words to lines of captions: parted by sentences, pauses and phrases, and shown long enough to be read."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from shorts_tui.engine.director.plan import CaptionStyle
from shorts_tui.engine.render.cues import partition
from shorts_tui.timeline.draft import Segment, Word
from shorts_tui.timeline.edits import Caption
from shorts_tui.timeline.edits.captions import spoken
from shorts_tui.timeline.edits.phrasing import torn
from shorts_tui.timeline.edits.wording import LINE_WIDTH, joined_words, width

_PAUSE = 600
"""ms between two words that no line bridges."""
_HOLD = 350
"""ms that a line stays after its last word, where nothing follows."""
_FLICKER = 300
"""ms; a line stays until the next one when less than this lies between."""
_SHORTEST, _LONGEST = 700, 5500
_LINE, _TORN, _CLAUSE, _ALONE = 0.5, 0.9, 0.4, 0.3
"""What a line costs, what tears it from the next one, a comma inside, a word alone; how empty it is costs up to 1."""
_STOPS = tuple(".!?…。！？")


class Timed(Protocol):
    """A word with its times in ms of the film."""

    @property
    def text(self) -> str:
        """With its punctuation."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


@dataclass(frozen=True)
class _Shape:
    """What a line may hold: words, rows, and the width of a row."""

    words: int
    rows: int
    row_width: int = LINE_WIDTH

    def holds(self, words: Sequence[Timed]) -> bool:
        if len(words) == 1:
            return True
        if len(words) > self.words or words[-1].end - words[0].start > _LONGEST:
            return False
        rows = joined_words([word.text for word in words], line_width=self.row_width).split("\n")
        return len(rows) <= self.rows and max(map(width, rows)) <= self.row_width


_SHAPES: dict[CaptionStyle, _Shape] = {"clean": _Shape(20, 2), "karaoke": _Shape(10, 2, 26), "bold": _Shape(3, 1, 24)}
_UPRIGHT: dict[CaptionStyle, _Shape] = _SHAPES | {"clean": _Shape(20, 2, 28), "karaoke": _Shape(10, 2, 22)}
"""What fits between the buttons of an upright picture: longer rows would be set smaller than the others."""


def caption_lines(
    words: Sequence[Timed],
    style: CaptionStyle = "clean",
    *,
    sentence_starts: Container[int] = (),
    upright: bool = False,
    most: int | None = None,
) -> tuple[Caption, ...]:
    """Lines of captions for words in times of the film.

    Args:
        words: in order, without overlap.
        style: `bold` shows up to three words at a time, the others one or two rows.
        sentence_starts: indexes of words before which a line ends in any case.
        upright: is the picture higher than wide?
        most: words at a time; None: as many as the style shows.
    """
    shape = (_UPRIGHT if upright else _SHAPES)[style]
    shape = shape if most is None else replace(shape, words=most)
    groups = [line for phrase in _phrases(words, sentence_starts) for line in _parted(phrase, shape)]
    lines = []
    for number, group in enumerate(groups):
        following = groups[number + 1][0].start if number + 1 < len(groups) else None
        start = group[0].start
        end = max(group[-1].end + _HOLD, start + _SHORTEST)
        if following is not None:
            end = following if following - end < _FLICKER else end
        timed = tuple(Word(word.text, word.start - start, max(word.end - start, 0)) for word in group)
        text = joined_words([word.text for word in group], line_width=shape.row_width if shape.rows > 1 else 999)
        if end > start:
            lines.append(Caption(start, end, text, timed))
    return tuple(lines)


def regrouped(
    lines: Sequence[Segment], style: CaptionStyle, *, upright: bool = False, most: int | None = None
) -> tuple[Caption, ...] | None:
    """The same words in lines for another style; None where some line has no words with times."""
    if not all(line.words for line in lines):
        return None
    return caption_lines(spoken(lines), style, upright=upright, most=most)


def _phrases(words: Sequence[Timed], sentence_starts: Container[int]) -> Iterator[Sequence[Timed]]:
    start = 0
    for index in range(1, len(words)):
        before = words[index - 1]
        if index in sentence_starts or words[index].start - before.end >= _PAUSE or before.text.endswith(_STOPS):
            yield words[start:index]
            start = index
    if start < len(words):
        yield words[start:]


def _parted(words: Sequence[Timed], shape: _Shape) -> Iterator[Sequence[Timed]]:
    """A phrase in few lines that fit, ending at commas and breaths rather than after `the`, and about as full."""
    if shape.holds(words):
        yield words
        return
    most = shape.rows * shape.row_width

    def cost(first: int, last: int) -> float:
        line = words[first:last]
        if not shape.holds(line):
            return math.inf
        rest = 1 - min(width(joined_words([word.text for word in line], line_width=999)) / most, 1)
        whole = _LINE + rest * rest + _CLAUSE * sum(torn(one.text, "-") < 0 for one in line[:-1])
        if last - first == 1 and len(words) > 3:
            whole += _ALONE
        if last == len(words):
            return whole
        breath = min(max(words[last].start - line[-1].end, 0) / 1000, 0.4)
        return whole + _TORN * torn(line[-1].text, words[last].text) - breath

    for first, last in partition(len(words), cost):
        yield words[first:last]
