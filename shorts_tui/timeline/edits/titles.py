"""Titles: texts that somebody wrote, as opposed to captions, which are heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from shorts_tui.timeline.draft import Draft, Json, Segment, Track, TrackType
from shorts_tui.timeline.edits.parts import (
    Ids,
    each_segment,
    each_track,
    is_caption,
    new_segment,
    new_track,
    placed,
    titles,
    with_track,
)
from shorts_tui.timeline.edits.ripple import Ripple

TITLE_LENGTH = 3000
"""ms that a title is shown when nobody says how long."""
_SHORTEST = 300
"""ms; a title that a cut leaves shorter than this would only flash."""


def add_title(
    draft: Draft,
    text: str,
    *,
    start: int = 0,
    duration: int = TITLE_LENGTH,
    position: str | None = None,
    look: Mapping[str, Json] | None = None,
) -> Draft:
    """Show a text from `start`, for `duration` ms or until the film ends; titles in its way give way.

    `look`: its `style`, `color` and `size` where they are not the usual ones.
    """
    start, duration = _inside(draft, start, duration)
    meta = {"role": "title", "text": text, "style": "title", "position": position or "top", **(look or {})}
    made = new_segment(Ids(draft).fresh("t"), start, duration, meta)
    kept = [title for title in titles(draft) if title.end <= made.start or title.start >= made.end]
    cleared = each_track(draft, lambda track: _only(track, kept))
    track = _home(cleared)
    segments = sorted([*(track.segments if track else ()), made], key=lambda segment: segment.start)
    new = new_track("titles", TrackType.TEXT, "Title", segments)
    return with_track(cleared, lambda candidate: candidate is track, segments, new)


def change_titles(
    draft: Draft,
    *,
    text: str | None = None,
    start: int | None = None,
    duration: int | None = None,
    position: str | None = None,
    look: Mapping[str, Json] | None = None,
    only: int | None = None,
) -> Draft:
    """Change the first title (`position` and `look`: all of them), or title `only` (from 0) and no other.

    None leaves a property as it is. No such title: no change.
    """
    known = titles(draft)
    index = only or 0
    if not 0 <= index < len(known):
        return draft
    first = known[index]
    room = known[index + 1].start if len(known) > index + 1 and start is None else draft.duration
    at, length = _inside(draft, first.start if start is None else start, duration or first.duration)
    length = max(min(length, room - at), 1)

    def changed(title: Segment) -> Segment:
        if is_caption(title):
            return title
        wanted = {**(look or {}), **({} if position is None else {"position": position})}
        meta = {key: value for key, value in wanted.items() if title.meta.get(key) != value}
        if title is not first:
            return title.replace(meta=meta) if meta and only is None else title
        if text is not None and text != title.text:
            meta["text"] = text
        moved = placed(title, at, length)
        return moved.replace(meta=meta) if meta else moved

    result = each_track(draft, lambda track: each_segment(track, changed) if track.is_text else track)
    if start is None:
        return result
    ordered = [title for title in titles(result) if title.id == first.id or not _meet(title, at, at + length)]
    return each_track(result, lambda track: _only(track, ordered))


def remove_titles(draft: Draft, *, only: int | None = None) -> Draft:
    """Take every title away, or title `only` (from 0); captions stay."""
    kept = () if only is None else tuple(title for n, title in enumerate(titles(draft)) if n != only)
    return each_track(draft, lambda track: _only(track, kept))


def ripple_titles(found: Sequence[Segment], ripple: Ripple, total: int) -> list[Segment | None]:
    """Where titles are after a cut of a film of `total` ms; None for one whose pictures are gone.

    One that opens or ends the film keeps doing so, in full; the others move and shrink with the pictures under them.
    """
    moved = [_ripple_title(title, ripple, total) for title in found]
    if any(after.start < before.end for before, after in pairwise(sorted(found, key=lambda title: title.start))):
        return moved
    cursor = 0
    for index in sorted(range(len(moved)), key=lambda index: found[index].start):
        if (title := moved[index]) is not None:
            start = max(title.start, cursor)
            moved[index] = placed(title, start, title.end - start) if title.end - start >= _SHORTEST else None
            cursor = max(cursor, title.end)
    return moved


def _ripple_title(title: Segment, ripple: Ripple, total: int) -> Segment | None:
    start, end = ripple.at(title.start), ripple.at(title.end)
    if title.start == 0:
        end = min(title.duration, ripple.length)
    elif title.end >= total:
        start, end = max(ripple.length - title.duration, 0), ripple.length
    return placed(title, start, end - start) if end > start else None


def _inside(draft: Draft, start: int, duration: int) -> tuple[int, int]:
    """A time inside the film: negative starts count from its end, and what would reach beyond it is cut off."""
    total = draft.duration
    start = max(total + start, 0) if start < 0 else min(start, max(total - 1, 0))
    return start, max(min(duration, total - start), 1)


def _meet(title: Segment, start: int, end: int) -> bool:
    return title.start < end and title.end > start


def _home(draft: Draft) -> Track | None:
    """The track that new titles go to: the first text track without captions."""
    return next((track for track in draft.tracks if track.is_text and not any(map(is_caption, track.segments))), None)


def _only(track: Track, kept: Iterable[Segment]) -> Track | None:
    """A track without the titles that are not `kept`; None when that leaves the titles' own track empty."""
    if not track.is_text:
        return track
    wanted = {id(title) for title in kept}
    segments = [segment for segment in track.segments if is_caption(segment) or id(segment) in wanted]
    if len(segments) == len(track.segments):
        return track
    return track.replace(segments=segments) if segments or track.id != "titles" else None
