"""Taking up uploads again: the film is laid afresh from the files that a cut is to be made of."""

from __future__ import annotations

from collections.abc import Sequence

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.language.settling import SHORT_LENGTH
from shorts_tui.engine.director.layout import afresh, footage_among
from shorts_tui.engine.director.plan import CutTo
from shorts_tui.timeline import edits

_EACH = 2000
"""ms that each file gets at least."""


def take_up(work: Work, operation: CutTo) -> bool:
    """Lay the files that a cut names (all, where it names none) whole, where the film does not show what is needed.

    False: the film holds them, and nothing else, and is long enough. Titles and music stay.

    Raises:
        Refused: the film is made of them already, and nothing else is asked.
    """
    footage = footage_among(work.request.assets)
    wanted = [asset for asset in footage if not operation.sources or asset.label in operation.sources] or list(footage)
    clips, draft = edits.clips(work.draft), work.draft
    names = work.voice.listed(asset.label for asset in wanted)
    laid = afresh(draft, wanted)
    short = operation.length is not None and draft.duration < min(operation.length, laid.duration)
    if {clip.asset for clip in clips} == {asset.id for asset in wanted} and not short:
        if operation.length is None and operation.factor is None and not _was_laid_now(work):
            raise Refused("all_in", names=names)
        return False
    if not work.chosen and operation.length is None and not _was_laid_now(work):
        work.usual = _length_before(work, wanted, laid.duration)
    work.change("lay_clips", laid)
    work.moved()
    if not _was_laid_now(work):
        work.tell("taken_up", names=names, length=work.voice.length(laid.duration))
    return True


def _length_before(work: Work, wanted: Sequence[Asset], uncut: int) -> int:
    """How long a film is of which nobody says it, ms: as the last cut of these files was, else as the film is."""
    names = {asset.id for asset in wanted}
    for draft in reversed(work.versions.drafts[: work.versions.at + 1]):
        if names <= {clip.asset for clip in edits.clips(draft)} and draft.duration < uncut:
            return draft.duration
    return max(work.draft.duration, min(_EACH * len(wanted), uncut))


def _was_laid_now(work: Work) -> bool:
    """Had the session no film before this turn?"""
    return work.request.versions.current.is_empty


def usual_length(work: Work) -> int:
    """How long a cut is of which nobody says it, ms."""
    return work.usual or SHORT_LENGTH
