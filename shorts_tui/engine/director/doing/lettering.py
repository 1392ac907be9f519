"""Can the text on the picture be drawn here? Told in the turn that adds it, not when it is too late."""

from __future__ import annotations

from shorts_tui.engine.director.doing.work import Work
from shorts_tui.engine.errors import RenderError
from shorts_tui.engine.render.fontsearch import fonts_for
from shorts_tui.timeline.draft import Draft
from shorts_tui.timeline.edits.wording import is_wide

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
