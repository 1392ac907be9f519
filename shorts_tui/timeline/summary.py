"""What a draft holds, for people: the one-line summary, and the table of tracks that scripts read."""

from __future__ import annotations

from typing import Any

from shorts_tui.text import one_line, plural
from shorts_tui.timeline.draft import Draft, Segment, Track

_SHOWN = 60
"""Characters of a name or text in a summary."""
_LISTED = 3
"""Segments of a track that the summary names."""


def kind_name(track: Track) -> str:
    """What a track is: `Video`, `BGM`, `Audio`, `Title`, `Captions`, `Text`, or `Track` with its unknown number."""
    if track.is_video:
        return "Video"
    if track.is_audio:
        name = track.name.casefold()
        return "Audio" if name and not any(word in name for word in ("bgm", "music", "配乐", "音乐")) else "BGM"
    if track.is_text:
        if any(segment.role == "caption" for segment in track.segments):
            return "Captions"
        roles = {segment.role for segment in track.segments}
        return "Title" if roles <= {"title", ""} else "Text"
    return "Track" if track.type is None else f"Track type {track.type}"


def _label(segment: Segment, track: Track) -> str:
    if track.is_text:
        return f'"{one_line(segment.text or segment.name, _SHOWN)}"'
    return one_line(segment.name or segment.text, _SHOWN) or "clip"


def _span(start: int, end: int) -> str:
    return f"{start / 1000:.4g}-{end / 1000:.4g}s" if end < 1_000_000 else f"{start // 1000}-{end // 1000}s"


def _volume(segment: Segment) -> str:
    volume = segment.volume
    return "" if volume is None or volume == 1 else f", {volume:.0%}"


def _describe(track: Track) -> str:
    kind = kind_name(track)
    segments = track.segments
    if not segments:
        return f"{kind}: empty"
    if kind == "Captions" or len(segments) > _LISTED:
        noun = "line" if track.is_text else "clip"
        start = min(segment.start for segment in segments)
        return f"{kind}: {plural(len(segments), noun)} ({_span(start, track.end)})"
    shown = ", ".join(
        f"{_label(segment, track)} ({_span(segment.start, segment.end)}{_volume(segment)})" for segment in segments
    )
    return f"{kind}: {shown}"


def summary(draft: Draft) -> str:
    """One line, such as `Timeline (2 tracks): 1. Video: city (0-10s) 2. BGM: Lo-fi (0-10s, 35%)`."""
    if not draft.tracks:
        return "Timeline: nothing on it yet."
    tracks_told = " ".join(f"{number}. {_describe(track)}" for number, track in enumerate(draft.tracks, 1))
    return f"Timeline ({plural(len(draft.tracks), 'track')}): {tracks_told}"


def tracks(draft: Draft) -> list[dict[str, Any]]:
    """Every track as `{kind, name, segments: [{name, start_ms, end_ms, volume}]}`, texts sanitized."""
    return [
        {
            "kind": kind_name(track),
            "name": one_line(track.name, _SHOWN),
            "segments": [
                {
                    "name": one_line(segment.text or segment.name, 500),
                    "start_ms": segment.start,
                    "end_ms": segment.end,
                    "volume": segment.volume,
                }
                for segment in track.segments
            ],
        }
        for track in draft.tracks
    ]
