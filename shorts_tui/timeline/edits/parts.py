"""Finding the parts of a film in its tracks, and naming new ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from shorts_tui.timeline.draft import Draft, Json, Segment, Track

_NUMBERED = re.compile(r"([a-z]+)(\d+)")


def main_track(draft: Draft) -> Track | None:
    """The first track of pictures; None where there is none."""
    return next((track for track in draft.tracks if track.is_video and not is_overlay(track)), None)


def clips(draft: Draft) -> tuple[Segment, ...]:
    """The clips of the main track in the order in which they are seen."""
    track = main_track(draft)
    return () if track is None else tuple(sorted(track.segments, key=lambda clip: clip.start))


def is_music(track: Track) -> bool:
    """Does this track play under the whole film? A voice-over, which has the role `voice`, moves with its pictures."""
    return track.is_audio and track.meta.get("role") != "voice"


def is_overlay(track: Track) -> bool:
    """Does this track hold pictures over the picture, such as a logo?"""
    return track.is_video and track.meta.get("role") == "overlay"


def overlays(draft: Draft) -> tuple[Segment, ...]:
    """The pictures over the picture."""
    return tuple(segment for track in draft.tracks if is_overlay(track) for segment in track.segments)


def music(draft: Draft) -> tuple[Segment, ...]:
    """The pieces of music, track by track."""
    return tuple(segment for track in draft.tracks if is_music(track) for segment in track.segments)


def voices(draft: Draft) -> tuple[Segment, ...]:
    """The recordings that speak over the film, earliest first."""
    found = (one for track in draft.tracks if track.is_audio and not is_music(track) for one in track.segments)
    return tuple(sorted(found, key=lambda one: one.start))


def is_caption(segment: Segment) -> bool:
    """Is this line of text what is being said?"""
    return segment.role == "caption" or (segment.role == "" and bool(segment.words))


def titles(draft: Draft) -> tuple[Segment, ...]:
    """The texts that are no captions, earliest first."""
    found = (segment for segment in _texts(draft) if not is_caption(segment))
    return tuple(sorted(found, key=lambda title: title.start))


def captions(draft: Draft) -> tuple[Segment, ...]:
    """The caption lines, earliest first."""
    return tuple(sorted(filter(is_caption, _texts(draft)), key=lambda line: line.start))


def _texts(draft: Draft) -> Iterator[Segment]:
    return (segment for track in draft.tracks if track.is_text for segment in track.segments)


class Ids:
    """Gives out segment ids (`c1`, `c2`, ...) that the draft does not use yet."""

    def __init__(self, draft: Draft) -> None:
        self._last: dict[str, int] = {}
        for track in draft.tracks:
            for segment in track.segments:
                if (match := _NUMBERED.fullmatch(segment.id)) and len(match[2]) < 10:
                    self._last[match[1]] = max(self._last.get(match[1], 0), int(match[2]))

    def fresh(self, prefix: str) -> str:
        """The next unused id with `prefix`."""
        self._last[prefix] = self._last.get(prefix, 0) + 1
        return f"{prefix}{self._last[prefix]}"

    def like(self, known: str) -> str:
        """The next unused id of the same kind as `known`; empty where `known` is."""
        if not known:
            return ""
        match = _NUMBERED.fullmatch(known)
        return self.fresh(match[1] if match else "c")


def placed(segment: Segment, start: int, duration: int) -> Segment:
    """The segment at another time; the very same where nothing changes."""
    if (start, duration) == (segment.start, segment.duration):
        return segment
    return segment.replace(start=start, duration=duration)


def new_segment(identity: str, start: int, duration: int, meta: Mapping[str, Json]) -> Segment:
    """A segment of the engine's dialect; keys of `meta` that are None are left out."""
    kept = {key: value for key, value in meta.items() if value is not None}
    return Segment({"id": identity, "s": start, "d": duration, "m": kept}, start, duration)


def new_track(identity: str, kind: int, name: str, segments: Iterable[Segment]) -> Track:
    """A track of the engine's dialect."""
    kept = tuple(segments)
    raw = {"id": identity, "tt": kind, "m": {"name": name}, "sg": [segment.raw for segment in kept]}
    return Track(raw, kept)


def with_track(draft: Draft, wanted: Callable[[Track], bool], segments: Iterable[Segment], new: Track) -> Draft:
    """Put `segments` into the first track that is `wanted`, or add `new` behind the tracks of its kind."""
    tracks = list(draft.tracks)
    for index, track in enumerate(tracks):
        if wanted(track):
            tracks[index] = track.replace(segments=segments)
            return draft.replace(tracks=tracks)
    kind = new.type if new.type is not None else 0
    known = [index for index, track in enumerate(tracks) if track.type is not None and track.type <= kind]
    tracks.insert(max(known, default=-1) + 1, new)
    return draft.replace(tracks=tracks)


def each_track(draft: Draft, change: Callable[[Track], Track | None]) -> Draft:
    """Every track as `change` makes it (None drops it); the very same draft where nothing changes."""
    tracks = [changed for track in draft.tracks if (changed := change(track)) is not None]
    if len(tracks) == len(draft.tracks) and all(new is old for new, old in zip(tracks, draft.tracks, strict=True)):
        return draft
    return draft.replace(tracks=tracks)


def each_segment(track: Track, change: Callable[[Segment], Segment]) -> Track:
    """Every segment as `change` makes it; the very same track where nothing changes."""
    segments = [change(segment) for segment in track.segments]
    if all(new is old for new, old in zip(segments, track.segments, strict=True)):
        return track
    return track.replace(segments=segments)


def with_meta(draft: Draft, meta: Mapping[str, Json]) -> Draft:
    """Other keys in the draft's `m` (None removes one); the very same draft where nothing changes."""
    if all(draft.meta.get(key) == value for key, value in meta.items()):
        return draft
    return draft.replace(meta=meta)


_EDGE_FADES = ("fade_in", "sound_fade_in"), ("fade_out", "sound_fade_out")


def with_edge_fades(before: Draft, after: Draft) -> Draft:
    """The fades at the edges of a film stay at its edges, whichever clips are there now."""
    old, new = clips(before), clips(after)
    if not old or not new:
        return after
    wanted = {key: old[place].meta.get(key) for place, keys in zip((0, -1), _EDGE_FADES, strict=True) for key in keys}
    if not any(wanted.values()) and not any(key in clip.meta for clip in new for key in wanted):
        return after
    main = main_track(after)

    def faded(clip: Segment) -> Segment:
        meta: dict[str, Json] = {}
        for edge, keys in zip((new[0], new[-1]), _EDGE_FADES, strict=True):
            for key in keys:
                value = min(int(wanted[key] or 0), clip.duration) or None if clip is edge else None
                if clip.meta.get(key) != value:
                    meta[key] = value
        return clip.replace(meta=meta) if meta else clip

    return each_track(after, lambda track: each_segment(track, faded) if track is main else track)
