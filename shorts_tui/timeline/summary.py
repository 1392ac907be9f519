"""What a draft holds, for people: the one-line summary, and the table of tracks that scripts read."""

from __future__ import annotations

import re
from typing import Any

from shorts_tui.text import one_line, plural
from shorts_tui.timeline.draft import Draft, Segment, Track

_SHOWN = 60
"""Characters of a name or a text in a summary."""
_LISTED = 3
"""Segments of a track that the summary names; of more it says how many."""
_TRACKS = 12
"""Tracks that the summary describes."""
_VOICE = re.compile(
    r"\baudio\b|voice|narrat|speech|dialog|\bdub|\bmic\b|sfx|sound effect|original sound|配音|旁白|人声|音效|原声|对白",
    re.IGNORECASE,
)
"""Names of audio tracks that hold no music."""
_CAPTIONS = re.compile(r"caption|subtitle|字幕", re.IGNORECASE)
_MANY_TEXTS = 5
"""A text track with so many segments and no roles holds captions."""


def kind_name(track: Track) -> str:
    """What a track is: `Video`, `BGM`, `Audio`, `Title`, `Captions`, `Text`, or `Track` with its unknown number."""
    if track.is_video and track.meta.get("role") == "overlay":
        return "Overlay"
    if track.is_video:
        return "Video"
    if track.is_audio:
        return "Audio" if _VOICE.search(track.name) else "BGM"
    if track.is_text:
        roles = {segment.role for segment in track.segments} - {""}
        if "caption" in roles or (not roles and (_CAPTIONS.search(track.name) or len(track.segments) >= _MANY_TEXTS)):
            return "Captions"
        return "Title" if roles <= {"title"} else "Text"
    return "Track" if track.type is None else f"Track {one_line(str(track.type), 12)}"


def noun(track: Track) -> str:
    """What one segment of a track is called: `clip`, `line`, `title` or `segment`."""
    nouns = {"Video": "clip", "BGM": "clip", "Audio": "clip", "Title": "title", "Overlay": "image", "Captions": "line"}
    return nouns.get(kind_name(track), "segment")


def level(segment: Segment) -> float | None:
    """A segment's volume, 1.0 as recorded, at most 10; a draft that counts in percent is understood. None as unsaid."""
    volume = segment.volume
    return None if volume is None else min(max(volume if volume <= 10 else volume / 100, 0.0), 10.0)


def percent(volume: float | None) -> str:
    """A volume in words, `35%`; one that is not said is as recorded."""
    return f"{1.0 if volume is None else volume:.0%}"


def label(segment: Segment, track: Track) -> str:
    """What a segment is called: the text it draws, else its name, else its track's, else `clip`; one safe line."""
    if track.is_text and (text := one_line(segment.text, _SHOWN)):
        return text
    name = one_line(segment.name or segment.text, _SHOWN)
    named = "" if one_line(track.name).casefold() == kind_name(track).casefold() else one_line(track.name, _SHOWN)
    return name or named or noun(track)


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.1f}".removesuffix(".0")


def span(start: int, end: int) -> str:
    """From where to where (ms) in seconds: `0-3.5s`."""
    return f"{_seconds(start)}-{_seconds(end)}s"


def _volume(volume: float | None) -> str:
    return "" if volume is None or volume == 1 else f", {percent(volume)}"


def _describe(track: Track) -> str:
    kind, segments = kind_name(track), track.segments
    if not segments:
        return f"{kind}: empty"
    if kind == "Captions" or len(segments) > _LISTED:
        levels = {level(segment) for segment in segments}
        common = _volume(levels.pop()) if len(levels) == 1 else ""
        start = min(segment.start for segment in segments)
        return f"{kind}: {plural(len(segments), noun(track))} ({span(start, track.end)}{common})"
    quote = '"' if track.is_text else ""
    told = (
        f"{quote}{label(segment, track)}{quote} ({span(segment.start, segment.end)}{_volume(level(segment))})"
        for segment in segments
    )
    return f"{kind}: {', '.join(told)}"


def summary(draft: Draft) -> str:
    """One line, such as `Timeline (2 tracks): 1. Video: city (0-10s) 2. BGM: Lo-fi (0-10s, 35%)`."""
    if not draft.tracks:
        return "Timeline: nothing on it yet."
    told = [f"{number}. {_describe(track)}" for number, track in enumerate(draft.tracks[:_TRACKS], 1)]
    if len(draft.tracks) > _TRACKS:
        told.append(f"and {len(draft.tracks) - _TRACKS} more")
    return f"Timeline ({plural(len(draft.tracks), 'track')}): {' '.join(told)}"


def tracks(draft: Draft) -> list[dict[str, Any]]:
    """Every track as `{kind, name, segments: [{name, start_ms, end_ms, volume}]}`, names safe to show.

    A segment's name is the text that it draws, or what it is called; its volume is 1.0 as recorded, or None as unsaid.
    """
    return [
        {
            "kind": kind_name(track),
            "name": one_line(track.name, _SHOWN),
            "segments": [
                {
                    "name": one_line((segment.text if track.is_text else "") or segment.name or segment.text, 500),
                    "start_ms": segment.start,
                    "end_ms": segment.end,
                    "volume": level(segment),
                }
                for segment in track.segments
            ],
        }
        for track in draft.tracks
    ]
