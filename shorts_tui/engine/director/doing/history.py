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
        _move(work, -1, operation.steps)
    else:
        _move(work, 1, operation.steps)
    work.begin_plan()


def _move(work: Work, by: int, steps: int) -> None:
    """So many versions back (`by` -1) or forward (1), as far as there are any."""
    versions, before, phrase = work.versions, work.draft, "undone" if by < 0 else "redone"
    at = versions.at
    while abs(at - versions.at) < steps and _is_version(versions, at + by):
        at += by
    if at == versions.at:
        raise Refused("nothing_to_undo" if by < 0 else "nothing_to_redo")
    moved = abs(at - versions.at)
    work.versions = Versions(versions.drafts, at)
    work.change(phrase, work.versions.current)
    work.tell(phrase, changes=_told(work, before, work.draft))
    if moved < steps:
        work.note("no_more_versions", moved=work.voice.count(moved, "step"), asked=steps)


def _is_version(versions: Versions, at: int) -> bool:
    return 0 <= at < len(versions.drafts) and not versions.drafts[at].is_empty


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
