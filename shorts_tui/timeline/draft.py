"""The lossless codec of the draft JSON: Draft, Track and Segment are views that never drop a key.

A draft is `{"d": ms, "m": {...}, "t": [track]}`, a track `{"tt": type, "m": {...}, "sg": [segment]}`, a segment
`{"s": start ms, "d": duration ms, "m": {...}}`. No public copy of the service's dialect shows a whole segment, so
reading is tolerant (a start may be `s`, `st`, `start` or absent; names, texts and volumes stand in `m` or beside
it) and writing touches only the keys that changed. The views keep the JSON they came from: decode then encode gives
the same value back, key order and number forms included, whatever was in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from shorts_tui.timeline.segment import Segment, View, Word, segment_after
from shorts_tui.timeline.values import Json, mapping, milliseconds, number

__all__ = ["EMPTY", "Draft", "Json", "Segment", "Track", "TrackType", "Word", "decode", "encode", "milliseconds"]


class TrackType(IntEnum):
    """The values of `tt` that are publicly known."""

    VIDEO = 0
    AUDIO = 1
    TEXT = 7


def _pinned(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments, with a start written into those that followed another one and no longer do."""
    cursor = 0
    for segment in segments:
        if not segment.start_key and segment.start != cursor:
            segment = Segment({**segment.fields, "s": segment.start}, segment.start, segment.duration)
        cursor = segment.end
        yield segment


@dataclass(frozen=True)
class Track(View):
    """One lane of the film: `raw` as it came and its segments in the order of the JSON."""

    raw: Json
    segments: tuple[Segment, ...]

    @property
    def type(self) -> int | None:
        """The number in `tt`, known or not; None where there is none."""
        value = self.fields.get("tt")
        if isinstance(value, str) and value.isdecimal() and len(value) < 10:
            return int(value)
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    @property
    def id(self) -> str:
        """Its stable id, or an empty string."""
        value = self.fields.get("id")
        return value if isinstance(value, str) else ""

    @property
    def name(self) -> str:
        """What it is called in `m`, or an empty string."""
        return self._text(("name",))

    @property
    def is_video(self) -> bool:
        """Does it show pictures?"""
        return self.type == TrackType.VIDEO

    @property
    def is_audio(self) -> bool:
        """Does it play sound?"""
        return self.type == TrackType.AUDIO

    @property
    def is_text(self) -> bool:
        """Does it draw text?"""
        return self.type == TrackType.TEXT

    @property
    def end(self) -> int:
        """Where its last segment ends, ms; 0 when it is empty."""
        return max((segment.end for segment in self.segments), default=0)

    def replace(
        self, *, segments: Iterable[Segment] | None = None, meta: Mapping[str, Json] | None = None, **keys: Json
    ) -> Track:
        """A copy with other segments, other top-level keys or other keys in `m`."""
        kept = self.segments if segments is None else tuple(segments)
        changes: dict[str, Json] = dict(keys)
        if kept != self.segments:
            kept = tuple(_pinned(kept))
            changes["sg"] = [segment.raw for segment in kept]
        return Track(self._with(changes, meta), kept)


@dataclass(frozen=True)
class Draft(View):
    """A whole film as the service describes it: `raw` as it came and its tracks."""

    raw: Json
    tracks: tuple[Track, ...]

    @property
    def duration(self) -> int:
        """How long the film is, ms: `d`, or where the last segment ends when that is missing."""
        return milliseconds(self.fields.get("d")) or max((track.end for track in self.tracks), default=0)

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height in px, or None where the draft says nothing."""
        for home in (self.meta, self.fields):
            width, height = milliseconds(home.get("width")), milliseconds(home.get("height"))
            if width and height:
                return width, height
        return None

    @property
    def fps(self) -> float | None:
        """Frames a second, or None."""
        return number(self.meta.get("fps"))

    @property
    def title(self) -> str:
        """The project's name in `m`, or an empty string."""
        return self._text(("title", "name"))

    @property
    def is_empty(self) -> bool:
        """True when no track has a segment: there is nothing to export."""
        return not any(track.segments for track in self.tracks)

    def replace(
        self,
        *,
        tracks: Iterable[Track] | None = None,
        duration: int | None = None,
        meta: Mapping[str, Json] | None = None,
        **keys: Json,
    ) -> Draft:
        """A copy with other tracks, another length (ms), other top-level keys or other keys in `m`."""
        kept = self.tracks if tracks is None else tuple(tracks)
        changes: dict[str, Json] = dict(keys)
        if kept != self.tracks:
            changes["t"] = [track.raw for track in kept]
        if duration is not None and duration != milliseconds(self.fields.get("d")):
            changes["d"] = duration
        return Draft(self._with(changes, meta), kept)


def _items(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list) else []


def _decode_segments(items: Iterable[Json]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    cursor = 0
    for raw in items:
        segment = segment_after(raw, cursor)
        segments.append(segment)
        cursor = segment.end
    return tuple(segments)


def decode(raw: Json) -> Draft:
    """The draft in a JSON value, whatever it is: what makes no sense is kept in `raw` and shown as nothing."""
    tracks = (
        Track(track, _decode_segments(_items(mapping(track).get("sg")))) for track in _items(mapping(raw).get("t"))
    )
    return Draft(raw, tuple(tracks))


def encode(draft: Draft) -> Json:
    """The JSON value of a draft: the very one that was decoded, but for what was edited since."""
    return draft.raw


EMPTY = decode({"v": 1, "d": 0, "m": {}, "t": []})
"""A film with nothing in it."""
