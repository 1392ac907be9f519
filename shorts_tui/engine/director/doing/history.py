"""Going back a version, forward again, or to the uncut footage."""

from __future__ import annotations

from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.layout import footage_among, lay
from shorts_tui.engine.director.plan import History
from shorts_tui.engine.director.turn import Versions
from shorts_tui.timeline import edits
from shorts_tui.timeline.diff import changes
from shorts_tui.timeline.draft import Draft

_TOLD = 4
"""Changes that are listed; more would be no summary."""


def history(work: Work, operation: History) -> None:
    """Undo, redo, or start over; what this turn did before counts as a version."""
    work.commit()
    if operation.to == "start_over":
        _start_over(work)
    elif operation.to == "undo":
        _move(work, -1, "undone")
    else:
        _move(work, 1, "redone")
    work.begin_plan()


def _move(work: Work, by: int, phrase: str) -> None:
    versions, before = work.versions, work.draft
    at = versions.at + by
    if not 0 <= at < len(versions.drafts) or versions.drafts[at].is_empty:
        raise Refused("nothing_to_undo" if by < 0 else "nothing_to_redo")
    work.versions = Versions(versions.drafts, at)
    work.change(phrase, work.versions.current)
    work.tell(phrase, changes=_told(work, before, work.draft))


def _told(work: Work, before: Draft, after: Draft) -> str:
    """What became different, in words."""
    chinese = work.voice.language == "zh"
    differences = changes(before, after, work.voice.language)
    if not differences:
        return work.voice.say("version", length=work.voice.length(after.duration), size=work.voice.size(after.size))
    more = len(differences) - _TOLD
    rest = (f"；另有 {more} 处" if chinese else f"; and {more} more") if more > 0 else ""
    return ("；" if chinese else "; ").join(differences[:_TOLD]) + rest


def _start_over(work: Work) -> None:
    fresh = lay(footage_among(work.request.assets))
    if fresh == work.draft:
        raise Refused("already_uncut")
    work.change("start_over", fresh)
    work.tell(
        "started_over",
        clips=work.voice.count(len(edits.clips(fresh)), "clip"),
        length=work.voice.length(fresh.duration),
    )
