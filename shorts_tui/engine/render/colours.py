"""The colours and sizes of text: names in a draft to what ASS calls them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shorts_tui.engine.render.effects import number
from shorts_tui.timeline.draft import Segment

PLAIN = "&HFFFFFF&"
_YELLOW = "&H00E1FF&"
_COLOURS: Mapping[str, str] = {
    "white": PLAIN,
    "yellow": _YELLOW,
    "red": "&H3030F0&",
    "blue": "&HFF9030&",
    "green": "&H50E050&",
    "orange": "&H2090FF&",
    "pink": "&HB469FF&",
    "purple": "&HE060A0&",
    "black": "&H101010&",
    "cyan": "&HFFE040&",
    "gold": "&H37AFD4&",
}
"""Blue, green, red, as ASS writes them; bright enough to be read on any picture."""


@dataclass(frozen=True)
class TextLook:
    """The colour of a text, that of the word being said, and a factor of its size."""

    colour: str = PLAIN
    highlight: str = _YELLOW
    size: float = 1.0


def look_of(segment: Segment) -> TextLook:
    """The look that a draft gives a text; what makes no sense is as usual."""
    name = segment.meta.get("color")
    colour = _COLOURS.get(name, PLAIN) if isinstance(name, str) else PLAIN
    # Words that are said must differ from the others: with yellow text they are white.
    highlight = PLAIN if colour == _YELLOW else _YELLOW
    style = segment.meta.get("style")
    if style == "karaoke" and colour not in (PLAIN, _YELLOW):
        colour, highlight = PLAIN, colour
    return TextLook(colour, highlight, number(segment.meta.get("size"), 1.0, 0.4, 2.5))
