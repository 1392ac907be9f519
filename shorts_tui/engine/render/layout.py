"""Where text stands: safe areas, sizes, and breaking into lines by measured width. Pure.

Lengths are px of the output unless said otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from shorts_tui.engine.render.cues import Token, joined, partition
from shorts_tui.engine.render.fontsearch import FontSet
from shorts_tui.timeline.edits.phrasing import torn

PITCH = 1.24
"""Ems from a baseline to the next."""
RISE = 1.08
"""Ems that accented capitals reach above the baseline."""
DROP = 0.26
"""Ems that descenders reach below it."""
_VERTICAL = 1.5
_SMALLEST_SHRINK = 0.4
_TEAR = 0.15
"""What it counts that a line ends with a word that belongs to the next one, where an empty line counts 1."""


@dataclass(frozen=True)
class Area:
    """A rectangle of the frame; `right` and `bottom` are exclusive."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


def safe_area(width: int, height: int) -> Area:
    """Where text is covered by no platform's buttons and captions.

    On a vertical picture it is what the margins of TikTok, Reels and Shorts together leave of 1080x1920 (250 px at
    the top, 460 at the bottom, 180 at the right), with the right margin on the left too, since text is centred.
    Other shapes keep the usual title-safe margins.
    """
    if height / width >= _VERTICAL:
        return Area(width * 180 / 1080, height * 250 / 1920, width * 900 / 1080, height * 1460 / 1920)
    return Area(width * 0.08, height * 0.08, width * 0.92, height * 0.9)


@dataclass(frozen=True)
class Style:
    """How a kind of text looks.

    Attributes:
        size: px of an em where the picture's shorter side is 1080.
        lines: most lines at once.
        words: most words at once.
        upper: in capitals?
        highlight: is the word that is being said coloured?
    """

    size: float
    lines: int
    words: int
    upper: bool = False
    highlight: bool = False


@dataclass(frozen=True)
class Setting:
    """Type set in lines: the em in px and the tokens of each line."""

    size: float
    lines: tuple[tuple[Token, ...], ...]

    @property
    def outline(self) -> float:
        """Width of the dark edge around each letter."""
        return max(1.0, self.size * 0.08)

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last, edge included."""
        ems = RISE + DROP + PITCH * (len(self.lines) - 1)
        return ems * self.size + 2 * self.outline


@dataclass(frozen=True)
class Measure:
    """Knows how wide text is with a set of fonts at an em of `size`."""

    fonts: FontSet
    size: float

    def width(self, tokens: Sequence[Token]) -> float:
        """Of the tokens in one line, without the edge."""
        return sum(self.fonts.face_of(char).width(char) for char in joined(tokens)) * self.size

    def count_lines(self, tokens: Sequence[Token], room: float) -> int:
        """How many lines they take, filled one after the other."""
        lines, start = 1, 0
        for place in range(1, len(tokens)):
            if self.width(tokens[start : place + 1]) > room:
                lines, start = lines + 1, place
        return lines

    def break_lines(self, tokens: Sequence[Token], room: float) -> tuple[tuple[Token, ...], ...]:
        """As few lines as possible, of lengths as equal as possible without tearing words from those they belong to."""
        advance = [self.width([token]) for token in tokens]
        gap = self.width([Token(" ", 0, 0)])

        def cost(first: int, last: int) -> float:
            gaps = sum(token.spaced for token in tokens[first + 1 : last])
            rest = 1 - (sum(advance[first:last]) + gap * gaps) / room
            tear = torn(tokens[last - 1].text, tokens[last].text) if last < len(tokens) else 0.0
            return float("inf") if rest < 0 else 10 + rest * rest + _TEAR * tear

        return tuple(tuple(tokens[first:last]) for first, last in partition(len(tokens), cost))


def set_type(paragraphs: Sequence[Sequence[Token]], style: Style, fonts: FontSet, room: Area, scale: float) -> Setting:
    """Set `paragraphs` (each begins a line) in `style`, smaller where a word or the whole would not fit in `room`.

    `scale` is the picture's shorter side over 1080. What does not fit even at the smallest size is cut off with `…`.
    """
    shrink = 1.0
    while True:
        measure = Measure(fonts, style.size * scale * shrink)
        edge = Setting(measure.size, ())
        width = room.width - 2 * edge.outline
        parts = [[piece for token in tokens for piece in _cut(token, measure, width, shrink)] for tokens in paragraphs]
        lines = tuple(line for tokens in parts for line in measure.break_lines(tokens, width))
        setting = Setting(measure.size, lines)
        wide = any(measure.width(line) > width for line in lines)
        if not wide and len(lines) <= style.lines and setting.height <= room.height:
            return setting
        if shrink <= _SMALLEST_SHRINK:
            break
        shrink = max(_SMALLEST_SHRINK, shrink * 0.92)
    most = max(1, len(lines) + math.floor((room.height - setting.height) / (PITCH * setting.size)))
    if most < len(lines):
        last = lines[most - 1]
        lines = (*lines[: most - 1], (*last[:-1], Token("…", last[-1].start, last[-1].end)))
    return Setting(setting.size, lines)


def _cut(token: Token, measure: Measure, width: float, shrink: float) -> list[Token]:
    """The token, at the smallest size in parts that fit a line."""
    if shrink > _SMALLEST_SHRINK or measure.width([token]) <= width:
        return [token]
    parts: list[Token] = []
    text = ""
    for char in token.text:
        if text and measure.width([Token(text + char, 0, 0)]) > width:
            parts.append(Token(text, token.start, token.end, token.spaced and not parts))
            text = ""
        text += char
    return [*parts, Token(text, token.start, token.end, token.spaced and not parts)]
