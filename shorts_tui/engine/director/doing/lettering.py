"""What captions and titles have in common: size and place in words, and whether their letters can be drawn here."""

from __future__ import annotations

from shorts_tui.engine.director.doing.work import Work
from shorts_tui.engine.director.plan import Nudge, Position
from shorts_tui.engine.errors import RenderError
from shorts_tui.engine.render.fontsearch import fonts_for
from shorts_tui.timeline.draft import Draft, Segment
from shorts_tui.timeline.edits.phrasing import is_wide

_POSITIONS: tuple[Position, ...] = ("top", "middle", "bottom")
_SAMPLE = 8


def shown_texts(draft: Draft) -> frozenset[str]:
    """All texts on the picture."""
    return frozenset(segment.text for track in draft.tracks if track.is_text for segment in track.segments)


def tell_of_fonts(work: Work) -> None:
    """Say which characters no font of this machine draws, and how to get one."""
    try:
        undrawn = fonts_for(sorted(shown_texts(work.draft))).undrawn
    except RenderError:
        return
    letters = "".join(char for char in undrawn if char.isalpha())
    if letters:
        how = "font_extra" if any(map(is_wide, letters)) else "font_other"
        sample = letters[:_SAMPLE] + ("…" if len(letters) > _SAMPLE else "")
        work.note("no_font", sample=sample, how=work.voice.say(how))


def nudged(position: object, nudge: Nudge | None) -> Position | None:
    """One place lower or higher on the screen, as far as there is one; None where nothing is to move."""
    if nudge is None:
        return None
    at = _POSITIONS.index(position) if position in _POSITIONS else 0
    return _POSITIONS[min(max(at + (1 if nudge == "lower" else -1), 0), len(_POSITIONS) - 1)]


def sized(before: float, factor: float) -> float:
    """A size within what can be read and fits."""
    return round(min(max(before * factor, 0.5), 2.0), 3)


def dressed(work: Work, text: Segment) -> str:
    """What is special about the colour and the size of a text, after a comma; nothing where it is as usual."""
    color, size = text.meta.get("color"), text.meta.get("size", 1.0)
    comma = ", " if work.voice.language == "en" else "，"
    told = [work.voice.name(f"color_{color}")] if isinstance(color, str) and color != "white" else []
    if isinstance(size, int | float) and size != 1:
        told.append(work.voice.say("text_size", size=work.voice.percent(size)))
    return "".join(comma + one for one in told)
