"""What changed between two drafts, in words: short lines of what, where, before → after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shorts_tui.text import one_line, plural, seconds
from shorts_tui.timeline.draft import Draft, Segment, Track
from shorts_tui.timeline.summary import kind_name

MOST = 8
"""Lines before the rest is counted."""


def changes(before: Draft, after: Draft) -> list[str]:
    """Everything that shows and differs, at most `MOST` lines and a count of the rest; empty where nothing does."""
    told = list(_changes(before, after))
    if len(told) <= MOST:
        return told
    rest = len(told) - MOST
    return [*told[:MOST], f"and {rest} more {'change' if rest == 1 else 'changes'}"]


def _changes(before: Draft, after: Draft) -> Iterator[str]:
    if before.duration != after.duration:
        yield f"Length: {seconds(before.duration)} → {seconds(after.duration)}"
    if after.size is not None and before.size != after.size:
        old = "{}×{}".format(*before.size) + " → " if before.size else ""
        yield f"Picture: {old}{after.size[0]}×{after.size[1]}"
    pairs, gone, new = _pairs(before.tracks, after.tracks)
    for track in gone:
        yield f"{kind_name(track)} removed{_of(track)}"
    for track in new:
        yield f"{kind_name(track)} added{_of(track)}"
    for old_track, track in pairs:
        yield from _track(old_track, track)


def _of(track: Track) -> str:
    count = len(track.segments)
    if count == 0:
        return ""
    if count > 1:
        return f": {plural(count, 'line' if track.is_text else 'clip')}"
    (segment,) = track.segments
    volume = segment.volume
    loud = f", {volume:.0%}" if volume is not None and track.is_audio else ""
    return f": {_name(segment, track)}{loud}"


def _name(segment: Segment, track: Track) -> str:
    if track.is_text:
        return f"'{one_line(segment.text or segment.name, 60)}'"
    return one_line(segment.name or segment.text, 60) or "clip"


def _pairs(
    before: tuple[Track, ...], after: tuple[Track, ...]
) -> tuple[list[tuple[Track, Track]], list[Track], list[Track]]:
    """Tracks that are the same one (by id, else by kind in order), those that are gone, and those that are new."""
    left = [track for track in before if track.segments]
    pairs, new = [], []
    for track in after:
        if not track.segments:
            continue
        same_id = (old for old in left if old.id and old.id == track.id)
        same_kind = (old for old in left if kind_name(old) == kind_name(track) and not (old.id and track.id))
        found = next(same_id, None) or next(same_kind, None)
        if found is None:
            found = next((old for old in left if kind_name(old) == kind_name(track)), None)
        if found is None:
            new.append(track)
        else:
            left.remove(found)
            pairs.append((found, track))
    return pairs, left, new


def _track(before: Track, after: Track) -> Iterator[str]:
    if before.raw == after.raw:
        return
    kind = kind_name(after)
    matched, gone, new = _match(before.segments, after.segments)
    if len(after.segments) > 4 or len(before.segments) > 4:
        yield from _many(kind, before, after, matched)
        return
    yield from _few(kind, before, after, matched, gone, new)


def _few(
    kind: str,
    before: Track,
    after: Track,
    matched: list[tuple[Segment, Segment]],
    gone: list[Segment],
    new: list[Segment],
) -> Iterator[str]:
    for segment in gone:
        yield f"{kind}: {_name(segment, before)} removed"
    for segment in new:
        yield f"{kind}: {_name(segment, after)} added at {seconds(segment.start)}"
    for old, segment in matched:
        yield from _segment(kind, old, segment, after)


def _many(kind: str, before: Track, after: Track, matched: list[tuple[Segment, Segment]]) -> Iterator[str]:
    noun = "line" if after.is_text else "clip"
    if len(before.segments) != len(after.segments):
        yield f"{kind}: {len(before.segments)} → {plural(len(after.segments), noun)}"
    parts = {
        "texts changed": sum(old.text != segment.text for old, segment in matched),
        "volumes changed": sum(old.volume != segment.volume for old, segment in matched),
        "moved": sum(old.start != segment.start for old, segment in matched),
        "trimmed": sum(
            old.duration != segment.duration or old.source_in != segment.source_in for old, segment in matched
        ),
    }
    told = [f"{count} {what}" for what, count in parts.items() if count]
    if not told and len(before.segments) == len(after.segments):
        told = ["look changed"]
    if told:
        yield f"{kind}: {', '.join(told)}"


def _match(
    before: Iterable[Segment], after: Iterable[Segment]
) -> tuple[list[tuple[Segment, Segment]], list[Segment], list[Segment]]:
    """Segments that are the same one: by id, else by what they show, else by their place."""
    left, matched, unmatched = list(before), [], []
    by_id = {segment.id: segment for segment in left if segment.id}
    for segment in after:
        found = by_id.pop(segment.id, None) if segment.id else None
        if found is None:
            unmatched.append(segment)
        else:
            left.remove(found)
            matched.append((found, segment))
    new = []
    for segment in unmatched:
        same = (old for old in left if (old.name, old.text) == (segment.name, segment.text))
        anonymous = (old for old in left if not old.id and not segment.id and old.start == segment.start)
        found = next(same, None) or next(anonymous, None)
        if found is None:
            new.append(segment)
        else:
            left.remove(found)
            matched.append((found, segment))
    return matched, left, new


def _segment(kind: str, old: Segment, segment: Segment, track: Track) -> Iterator[str]:
    if old.raw == segment.raw:
        return
    before = _facts(old, segment, track)
    said = list(before)
    if old.text != segment.text or (not track.is_text and old.name != segment.name):
        yield f"{kind}: {_name(old, track)} → {_name(segment, track)}"
    elif not said:
        yield f"{kind}: {_name(segment, track)} changed"
    label = kind if len(track.segments) == 1 else f"{kind} {_name(segment, track)}"
    for line in said:
        yield f"{label} {line}"


def _facts(old: Segment, segment: Segment, track: Track) -> Iterator[str]:
    if old.volume != segment.volume:
        before, now = (1.0 if item.volume is None else item.volume for item in (old, segment))
        if before != now:
            yield f"{before:.0%} → {now:.0%}"
    if old.start != segment.start:
        yield f"moved {seconds(old.start)} → {seconds(segment.start)}"
    if old.duration != segment.duration:
        yield f"length {seconds(old.duration)} → {seconds(segment.duration)}"
    elif old.source_in != segment.source_in:
        yield f"from {seconds(old.source_in)} → {seconds(segment.source_in)} of its source"
