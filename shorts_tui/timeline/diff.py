"""What changed between two drafts, in words: short lines of what, where, before → after."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from shorts_tui.text import one_line, plural, seconds
from shorts_tui.timeline.chinese import in_chinese
from shorts_tui.timeline.draft import Draft, Segment, Track
from shorts_tui.timeline.looks import looks
from shorts_tui.timeline.matching import Match, match_segments, match_tracks
from shorts_tui.timeline.summary import kind_name, label, level, noun, percent, span, tracks

MOST = 8
"""Lines before the rest is counted."""
_FEW = 4
"""Segments that are told one by one; of more it is said how many."""


def changes(before: Draft, after: Draft, language: str = "en") -> list[str]:
    """Everything that shows and differs, at most `MOST` lines and a count of the rest; empty where nothing does.

    `language`: a code; those of Chinese begin with `zh`, all others are answered in English.
    """
    told = list(dict.fromkeys(_changes(before, after)))
    if not told and _shown(before) != _shown(after):
        told = ["The timeline changed"]
    if len(told) > MOST:
        told = [*told[:MOST], f"and {plural(len(told) - MOST, 'more change')}"]
    return [in_chinese(line) for line in told] if language.lower().startswith("zh") else told


def _shown(draft: Draft) -> list[tuple[str, ...]]:
    """What the table of tracks shows, a volume that is not said being as recorded."""
    return [
        (track["kind"], track["name"], segment["name"], span(segment["start_ms"], segment["end_ms"]))
        for track in tracks(draft)
        for segment in track["segments"]
    ]


def _changes(before: Draft, after: Draft) -> Iterator[str]:
    if after.size is not None and before.size != after.size:
        old = f"{before.size[0]}×{before.size[1]} → " if before.size else ""
        yield f"Canvas: {old}{after.size[0]}×{after.size[1]}"
    if before.fps and after.fps and before.fps != after.fps:
        yield f"Frame rate: {before.fps:g} → {after.fps:g}"
    found = match_tracks(before.tracks, after.tracks)
    lasted = [(old.end, new.end) for old, new in found.pairs if new.is_video]
    lengths = seconds(before.duration), seconds(after.duration)
    if not before.is_empty and lengths[0] != lengths[1] and (before.duration, after.duration) not in lasted:
        yield f"Length: {lengths[0]} → {lengths[1]}"
    for track in found.gone:
        yield f"{kind_name(track)} removed{_holding(track)}"
    for track in found.new:
        yield f"{kind_name(track)} added{_holding(track, new=True)}"
    numbers = {id(track): number for number, track in enumerate(before.tracks)}
    if any(numbers[id(one)] > numbers[id(other)] for (one, _), (other, _) in pairwise(found.pairs)):
        yield "Tracks reordered"
    for earlier, later in sorted(found.pairs, key=lambda pair: _rank(pair[1])):
        if earlier.raw != later.raw or earlier.segments != later.segments:
            yield from _track(earlier, later, whole=(before.duration, after.duration))


def _rank(track: Track) -> int:
    """Where the changes of a track are told: pictures, then text, then sound, then what nobody knows."""
    return next((rank for rank, is_it in enumerate((track.is_video, track.is_text, track.is_audio)) if is_it), 3)


def _holding(track: Track, *, new: bool = False) -> str:
    """What is on a track that came or went; of a new one also how loud, or when it shows."""
    if not track.segments:
        return ", empty"
    (segment, *others) = track.segments
    if others or label(segment, track) == noun(track):
        return f": {plural(len(track.segments), noun(track))}" if new or kind_name(track) != "Captions" else ""
    loud = f", {percent(level(segment))}" if new and track.is_audio and level(segment) is not None else ""
    when = f" ({span(segment.start, segment.end)})" if new and track.is_text else ""
    return f": {_named(segment, track)}{when}{loud}"


def _named(segment: Segment, track: Track) -> str:
    return f"'{label(segment, track)}'" if track.is_text else label(segment, track)


def _track(old: Track, new: Track, whole: tuple[int, int]) -> Iterator[str]:
    kind = kind_name(new)
    if kind_name(old) != kind:
        yield f"{kind_name(old)} track is {kind} now"
    if old.name != new.name:
        yield f"{kind} track: {_quoted(old)} → {_quoted(new)}"
    found = match_segments(old.segments, new.segments, by_place=not new.is_video)
    told = list(_content(kind, old, new, found))
    told += looks(new, found.pairs)
    if not told or kind in ("Title", "BGM", "Audio", "Text"):
        told += _times(new, found, whole)
    yield from told


def _quoted(track: Track) -> str:
    """A track's name in quotation marks."""
    return f"'{one_line(track.name, 40)}'"


def _content(kind: str, old: Track, new: Track, found: Match[Segment]) -> Iterator[str]:
    if kind == "Video":
        yield from _video(old, new, found)
    elif kind == "Captions" or len(found.gone) + len(found.new) > _FEW:
        if len(old.segments) != len(new.segments):
            yield f"{kind}: {len(old.segments)} → {plural(len(new.segments), noun(new))}"
        rewritten = sum(before.text != after.text for before, after in found.pairs)
        rewritten += min(len(found.gone), len(found.new))
        if rewritten:
            yield f"{kind}: {plural(rewritten, noun(new))} changed"
    else:
        for segment in found.gone:
            yield f"{kind} removed: {_named(segment, old)}"
        for segment in found.new:
            yield f"{kind} added: {_named(segment, new)} ({span(segment.start, segment.end)})"
        for before, after in found.pairs:
            if _named(before, old) != _named(after, new):
                yield f"{kind}: {_named(before, old)} → {_named(after, new)}"


def _video(old: Track, new: Track, found: Match[Segment]) -> Iterator[str]:
    counts = [plural(len(track.segments), "clip") for track in (old, new)]
    lengths = [seconds(track.end) for track in (old, new)]
    if len(old.segments) != len(new.segments):
        joined = [", ".join(pair) for pair in zip(counts, lengths, strict=True)] if old.end != new.end else counts
        yield f"Video: {joined[0]} → {joined[1]}"
    elif lengths[0] != lengths[1]:
        yield f"Video: {lengths[0]} → {lengths[1]}"
    names = [{label(segment, track) for segment in track.segments} for track in (old, new)]
    for word, gone in (("removed", names[0] - names[1]), ("added", names[1] - names[0])):
        if gone:
            listed = sorted(gone)[:_FEW]
            more = f" and {len(gone) - _FEW} more" if len(gone) > _FEW else ""
            yield f"Video {word}: {', '.join(listed)}{more}"
    places = {id(segment): at for at, segment in enumerate(old.segments)}
    if any(places[id(one)] > places[id(other)] for (one, _), (other, _) in pairwise(found.pairs)):
        order = [label(segment, new) for segment in new.segments]
        yield f"Video order: {', '.join(order)}" if len(order) <= _FEW else "Video: clips reordered"
    if len(new.segments) > 1 and len(old.segments) == len(new.segments):
        yield from _trims(new, found)


def _trims(new: Track, found: Match[Segment]) -> Iterator[str]:
    changed = [(old, clip) for old, clip in found.pairs if old.duration != clip.duration]
    if len(changed) > _FEW:
        if trimmed := sum(old.speed == clip.speed for old, clip in changed):
            yield f"Video: {plural(trimmed, 'clip')} trimmed"
        return
    numbers = {id(segment): number for number, segment in enumerate(new.segments, 1)}
    for old, clip in changed:
        yield f"Clip {numbers[id(clip)]} ({label(clip, new)}): {seconds(old.duration)} → {seconds(clip.duration)}"


def _times(new: Track, found: Match[Segment], whole: tuple[int, int]) -> Iterator[str]:
    """Segments at another time; what lasted the whole film, and still does, is where it was."""
    kind = kind_name(new)
    moved = [
        (old, segment)
        for old, segment in found.pairs
        if (old.start, old.end) != (segment.start, segment.end)
        and ((old.start, old.end), (segment.start, segment.end)) != ((0, whole[0]), (0, whole[1]))
    ]
    if kind == "Captions" or len(moved) > _FEW:
        if moved:
            yield f"{kind}: {plural(len(moved), noun(new))} at another time"
        return
    for old, segment in moved:
        who = f" {_named(segment, new)}" if new.is_text or len(new.segments) > 1 else ""
        yield f"{kind}{who}: {span(old.start, old.end)} → {span(segment.start, segment.end)}"
    inside = [(old, segment) for old, segment in found.pairs if old.source_in != segment.source_in]
    if inside and not moved:
        yield f"{kind}: {plural(len(inside), noun(new))} from another part of the footage"
