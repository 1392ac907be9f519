"""How the director speaks: sentences of the phrase table with numbers, times and names put in, in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from shorts_tui.engine.director.phrases import COUNTED, NAMES, PHRASES
from shorts_tui.text import one_line, timecode

_EXACT = 100_000
"""ms; longer times are told as on a clock."""
_LISTED = 4
"""Names that are listed in full; of more, the rest is counted."""


@dataclass(frozen=True)
class Voice:
    """Says things in `language`."""

    language: Literal["en", "zh"] = "en"

    @property
    def _column(self) -> int:
        return 0 if self.language == "en" else 1

    def say(self, phrase: str, **values: object) -> str:
        """A sentence of the table with its gaps filled."""
        return PHRASES[phrase][self._column].format(**values)

    def name(self, key: str) -> str:
        """The word for a style, place, shape or platform; the key itself where there is none."""
        return NAMES[key][self._column] if key in NAMES else one_line(key, 40)

    def count(self, number: int, noun: str) -> str:
        """`1 clip`, `2 clips`, `2 个片段`."""
        if self.language == "zh":
            return COUNTED[noun].format(number)
        ending = "" if number == 1 else "es" if noun.endswith("ch") else "s"
        return f"{number} {noun}{ending}"

    def length(self, ms: int) -> str:
        """How long something is: tenths of a second while that is read easily, else as a clock says."""
        if ms < _EXACT:
            return f"{ms / 1000:.1f} s" if self.language == "en" else f"{ms / 1000:.1f} 秒"
        return timecode(round(ms / 1000) * 1000)

    def at(self, ms: int) -> str:
        """A moment of the film; tenths where it is not on a second."""
        tenths = round(ms / 100)
        return timecode(tenths * 100) + (f".{tenths % 10}" if tenths % 10 else "")

    def label(self, text: str) -> str:
        """A name that somebody gave, as one short line."""
        return one_line(text, 48)

    def quoted(self, request: str) -> str:
        """Something that can be said, in quotes that it has not itself."""
        if self.language != "en":
            return f"「{request}」"
        return f"'{request}'" if '"' in request else f'"{request}"'

    def listed(self, names: Iterable[str]) -> str:
        """Names in a row, each once."""
        unique = [self.label(name) for name in dict.fromkeys(names) if name]
        comma = ", " if self.language == "en" else "、"
        shown = comma.join(unique[:_LISTED])
        more = len(unique) - _LISTED
        if more <= 0:
            return shown
        return f"{shown} and {more} more" if self.language == "en" else f"{shown} 等 {len(unique)} 个"

    def listed_all(self, names: Iterable[str]) -> str:
        """Names in a row, those that come twice as well."""
        shown = [self.label(name) for name in names]
        more = len(shown) - 2 * _LISTED
        return (", " if self.language == "en" else "、").join(shown[: 2 * _LISTED]) + (
            f" (+{more})" if more > 0 else ""
        )

    def both(self, parts: Iterable[str]) -> str:
        """`a`, `a and b`, `a, b and c`."""
        listed = list(parts)
        if self.language == "zh":
            return "、".join(listed)
        return " and ".join(filter(None, (", ".join(listed[:-1]), listed[-1]))) if listed else ""

    def either(self, parts: Iterable[str]) -> str:
        """`a or b`, `a, b or c`, `a、b 还是 c`."""
        listed = list(parts)
        comma, last = (", ", " or ") if self.language == "en" else ("、", "还是 ")
        return last.join(filter(None, (comma.join(listed[:-1]), listed[-1]))) if listed else ""

    def percent(self, value: float | None) -> str:
        """A volume."""
        return f"{round((1.0 if value is None else value) * 100)}%"

    def size(self, size: tuple[int, int] | None) -> str:
        """`1080×1920`."""
        return f"{size[0]}×{size[1]}" if size else "?"

    def shape(self, size: tuple[int, int] | None) -> str:
        """The word for the shape of a picture."""
        return self.name(aspect_of(size) or "other")


_ASPECTS = {"9:16": 9 / 16, "1:1": 1.0, "16:9": 16 / 9, "4:5": 0.8}


def aspect_of(size: tuple[int, int] | None) -> str | None:
    """`9:16`, `1:1`, `16:9` or `4:5`, where a size (px) is within a hundredth of it."""
    if size is None or not all(size):
        return None
    ratio = size[0] / size[1]
    return next((name for name, value in _ASPECTS.items() if abs(ratio / value - 1) < 0.01), None)
