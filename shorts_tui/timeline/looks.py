"""How segments look and sound, before and after: volumes, speed, style, framing, and keys that nobody knows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from shorts_tui.text import one_line, plural
from shorts_tui.timeline.draft import Json, Segment, Track
from shorts_tui.timeline.summary import kind_name, label, level, noun, percent

_CONTENT = ("name", "n", "title", "file_name", "filename", "text", "content", "txt", "words", "asset")
_TOLD_ELSEWHERE = frozenset((*_CONTENT, "volume", "vol", "v", "in", "speed", "role", "id", "length"))
"""Keys of `m` that other lines tell, or that nobody sees."""
_WORDS = {"crop": "framing", "grade": "colours", "fade_in": "fade-in", "fade_out": "fade-out", "duck": "ducking"}
_NONE = "none"
_MOST_KEYS = 6
"""Kinds of change told for one track."""

Difference = tuple[str, str, Segment]
"""A value before and after in words (empty where there are none), and the segment as it is now."""


def looks(track: Track, pairs: Sequence[tuple[Segment, Segment]]) -> Iterator[str]:
    """What differs in how the segments of a track look and sound, a line for each kind of change.

    Args:
        track: the track as it is now.
        pairs: its segments before and after.
    """
    volumes = [(percent(level(old)), percent(level(new)), new) for old, new in pairs]
    yield from _line(track, "" if track.is_audio else "volume", [one for one in volumes if one[0] != one[1]])
    speeds = [(f"{old.speed:g}×", f"{new.speed:g}×", new) for old, new in pairs]
    yield from _line(track, "speed", [one for one in speeds if one[0] != one[1]])
    for key in _changed(pairs):
        word = _WORDS.get(key) or one_line(key, 24) or "something"
        values = [
            (_shown(old.meta.get(key)), _shown(new.meta.get(key)), new)
            for old, new in pairs
            if old.meta.get(key) != new.meta.get(key)
        ]
        alike = len({_shown(segment.meta.get(key)) for segment in track.segments}) == 1
        yield from _line(track, word, values, whole=alike and key == "crop")


def _changed(pairs: Sequence[tuple[Segment, Segment]]) -> list[str]:
    """The keys of `m` that differ somewhere, in the order of the drafts."""
    found: dict[str, None] = {}
    for old, new in pairs:
        if old.meta == new.meta:
            continue
        for key in (*old.meta, *new.meta):
            if key not in _TOLD_ELSEWHERE and old.meta.get(key) != new.meta.get(key):
                found[key] = None
    return list(found)[:_MOST_KEYS]


def _shown(value: Json) -> str:
    """A setting in a word, or an empty string where it has none."""
    if value is None:
        return _NONE
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, str):
        return one_line(value, 24)
    if isinstance(value, float | int):
        return f"{value:g}" if abs(value) < 1e9 and math.isfinite(value) else ""
    for key in ("mode", "type", "name"):
        if isinstance(value, dict) and isinstance(word := value.get(key), str):
            return one_line(word, 24)
    return ""


def _line(track: Track, what: str, found: Sequence[Difference], *, whole: bool = False) -> Iterator[str]:
    """One line for a change of the same kind in some segments of a track; `whole`: it made all of them alike."""
    if not found:
        return
    kind = kind_name(track)
    who = kind
    if len(found) == 1 and len(track.segments) > 1 and not whole:
        segment = found[0][2]
        number = next((at for at, one in enumerate(track.segments, 1) if one is segment), 0)
        who = f"Clip {number} ({label(segment, track)})" if track.is_video else f"{kind} '{label(segment, track)}'"
    subject = f"{who} {what}".rstrip()
    values = {(before, after) for before, after, _ in found}
    before, after = found[0][:2]
    if len(values) == 1 and before and after and before != after:
        yield f"{subject}: {after}" if before == _NONE else f"{subject} {before} → {after}"
    elif len(found) > 1 and len(found) < len(track.segments):
        yield f"{subject or 'volume'} changed in {plural(len(found), noun(track))}"
    else:
        yield f"{who} {what or 'volume'} changed"
