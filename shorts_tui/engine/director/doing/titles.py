"""Titles: shown, changed, and taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shorts_tui.engine.director.doing.lettering import dressed, nudged, sized
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.plan import RemoveTitle, Title
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Segment
from shorts_tui.timeline.edits.titles import TITLE_LENGTH


def title(work: Work, operation: Title) -> None:
    """Show a title, or change the one that is there."""
    known = edits.titles(work.draft)
    only = _numbered(work, operation.number, known)
    meant = known[only or 0 :][:1]
    start = _start(work, operation)
    if operation.shift and meant:
        start = min(max(meant[0].start + operation.shift, 0), max(work.draft.duration - 1, 0))
    look = _look(operation, meant)
    if operation.nudge and meant:
        moved = nudged(meant[0].meta.get("position"), operation.nudge)
        operation = operation.model_copy(update={"position": moved})
    if operation.text is None:
        if not known:
            raise Refused("no_title")
        changed = edits.change_titles(
            work.draft, start=start, duration=operation.duration, position=operation.position, look=look, only=only
        )
        work.change("title", changed)
        everyone = only is None and (operation.position is not None or bool(look))
        for shown_title in edits.titles(changed):
            if everyone or shown_title.id == meant[0].id:
                work.tell("title_same", **_told(work, shown_title))
        return
    if meant and start is None:
        changed = edits.change_titles(
            work.draft,
            text=operation.text,
            duration=operation.duration,
            position=operation.position,
            look=look,
            only=only,
        )
        work.change("title", changed)
        now = next(found for found in edits.titles(changed) if found.id == meant[0].id)
        work.tell("title_changed", before=work.voice.label(meant[0].text), **_told(work, now))
        return
    duration = operation.duration or TITLE_LENGTH
    changed = edits.add_title(
        work.draft, operation.text, start=start or 0, duration=duration, position=operation.position, look=look
    )
    work.change("title", changed, text=operation.text)
    added = next(found for found in edits.titles(changed) if found not in known)
    work.tell("title_added", **_told(work, added))


def _numbered(work: Work, number: int | None, known: Sequence[Segment]) -> int | None:
    """The index of the title that is meant alone; None where none is named.

    Raises:
        Refused: there are not so many.
    """
    if number is None:
        return None
    if not 1 <= number <= len(known):
        raise Refused("no_such_title", number=number, titles=work.voice.count(len(known), "title"))
    return number - 1


def _look(operation: Title, known: Sequence[Segment]) -> dict[str, Any]:
    """Style, colour and size of a title, as far as they are given; a lower third stands at the bottom."""
    look: dict[str, Any] = {}
    if operation.style is not None:
        look["style"] = operation.style
        if operation.style == "lower-third" and operation.position is None:
            look["position"] = "bottom"
    if operation.color is not None:
        look["color"] = operation.color
    if operation.scale is not None:
        before = known[0].meta.get("size", 1.0) if known and operation.text is None else 1.0
        look["size"] = sized(before, operation.scale)
    return look


def _start(work: Work, operation: Title) -> int | None:
    """Where the title begins in the film as it stands.

    Raises:
        Refused: the film has ended by then.
    """
    wanted, total = operation.start, work.draft.duration
    if wanted is None or wanted < 0:
        return wanted
    before = total if work.chosen else work.before.duration
    if wanted >= before:
        raise Refused("title_outside", length=work.voice.length(before), start=work.voice.at(wanted))
    return wanted if work.chosen else min(work.now(wanted), total - 1)


def _told(work: Work, title: Segment) -> dict[str, str]:
    position = title.meta.get("position")
    return {
        "text": work.voice.label(title.text),
        "start": work.voice.at(title.start),
        "end": work.voice.at(title.end),
        "position": work.voice.name(position if isinstance(position, str) else "top"),
        "dress": dressed(work, title),
        "kind": work.voice.name("kind_third" if title.meta.get("style") == "lower-third" else "kind_title"),
    }


def remove_title(work: Work, operation: RemoveTitle) -> None:
    """Take the titles away, or one of them."""
    known = edits.titles(work.draft)
    if not known:
        raise Refused("no_title_to_remove")
    only = _numbered(work, operation.number, known)
    work.change("remove_title", edits.remove_titles(work.draft, only=only))
    known = known if only is None else known[only : only + 1]
    work.tell(
        "title_removed",
        titles=work.voice.count(len(known), "title"),
        texts=work.voice.listed(f'"{found.text}"' for found in known),
    )
