"""The lossless codec of the draft JSON: Draft, Track and Segment are views that never drop a key.

A draft is `{"d": ms, "m": {...}, "t": [track]}`, a track `{"tt": type, "m": {...}, "sg": [segment]}`, a segment
`{"s": start ms, "d": duration ms, "m": {...}}`. No public copy of the service's dialect shows a whole segment, so
reading is tolerant (a start may be `s`, `st`, `start` or absent; names, texts and volumes stand in `m` or beside
it) and writing touches only the keys that changed. The views keep the JSON they came from: decode then encode gives
the same value back, key order and number forms included, whatever was in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any, TypeAlias, cast

Json: TypeAlias = Any
"""A value as `json.loads` gives it."""

_START_KEYS = ("s", "st", "start")
_NAME_KEYS = ("name", "n", "title", "file_name", "filename")
_TEXT_KEYS = ("text", "content", "txt")
_VOLUME_KEYS = ("volume", "vol", "v")


class TrackType(IntEnum):
    """The values of `tt` that are publicly known."""

    VIDEO = 0
    AUDIO = 1
    TEXT = 7


def milliseconds(value: Json) -> int | None:
    """A JSON number (or a string of one) as whole ms; None for anything else, negative, or not finite."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if not isinstance(value, int | float) or value != value or value < 0 or value > 1e12:
        return None
    return round(value)


def _mapping(value: Json) -> Mapping[str, Json]:
    return cast("Mapping[str, Json]", value) if isinstance(value, Mapping) else {}


def _number(value: Json) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return None
    return float(value)


@dataclass(frozen=True)
class Word:
    """One spoken word of a caption; times in ms from the start of its segment."""

    text: str
    start: int
    end: int


class _View:
    """What Draft, Track and Segment share: the JSON they came from, compared by value."""

    raw: Json

    @cached_property
    def fields(self) -> Mapping[str, Json]:
        """The JSON object, or an empty one where the service sent something else."""
        return _mapping(self.raw)

    @cached_property
    def meta(self) -> Mapping[str, Json]:
        """The `m` object, or an empty one."""
        return _mapping(self.fields.get("m"))

    def _text(self, keys: Sequence[str]) -> str:
        for home in (self.meta, self.fields):
            for key in keys:
                if isinstance(value := home.get(key), str) and value:
                    return value
        return ""

    def _with(self, changes: Mapping[str, Json], meta: Mapping[str, Json] | None) -> dict[str, Json]:
        raw = {**self.fields, **changes}
        if meta is not None:
            merged = {**self.meta, **meta}
            raw["m"] = {
                key: value for key, value in merged.items() if value is not None or meta.get(key, 0) is not None
            }
        return raw


@dataclass(frozen=True)
class Segment(_View):
    """A stretch of a track: `raw` as it came, `start` and `duration` in ms as read from it."""

    raw: Json
    start: int
    duration: int

    @property
    def end(self) -> int:
        """Where it ends, ms from the start of the film."""
        return self.start + self.duration

    @property
    def id(self) -> str:
        """Its stable id, or an empty string."""
        value = self.fields.get("id")
        return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""

    @property
    def name(self) -> str:
        """What the service or the user calls it; empty where it says nothing."""
        return self._text(_NAME_KEYS)

    @property
    def text(self) -> str:
        """The text that it draws, for titles and captions."""
        return self._text(_TEXT_KEYS)

    @property
    def volume(self) -> float | None:
        """1.0 is as recorded. None where the draft says nothing."""
        for home in (self.meta, self.fields):
            for key in _VOLUME_KEYS:
                if (value := _number(home.get(key))) is not None:
                    return value
        return None

    @property
    def role(self) -> str:
        """`title` or `caption` for text, or an empty string."""
        return self._text(("role",))

    @property
    def asset(self) -> str:
        """The id of the media it shows or plays, or an empty string."""
        return self._text(("asset",))

    @property
    def source_in(self) -> int:
        """Where in its media it begins, ms."""
        return milliseconds(self.meta.get("in")) or 0

    @property
    def speed(self) -> float:
        """Source ms played per film ms; 1.0 is as recorded."""
        value = _number(self.meta.get("speed"))
        return value if value and value > 0 else 1.0

    @property
    def source_out(self) -> int:
        """Where in its media it ends, ms."""
        return self.source_in + round(self.duration * self.speed)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of a caption with their times, empty where there are none."""
        found = []
        for item in self.meta.get("words") or () if isinstance(self.meta.get("words"), list) else ():
            entry = _mapping(item)
            start, end = milliseconds(entry.get("s")), milliseconds(entry.get("e"))
            if isinstance(entry.get("w"), str) and start is not None and end is not None:
                found.append(Word(entry["w"], start, end))
        return tuple(found)

    def replace(
        self,
        *,
        start: int | None = None,
        duration: int | None = None,
        meta: Mapping[str, Json] | None = None,
        **keys: Json,
    ) -> Segment:
        """A copy with other times (ms), other top-level keys, or other keys in `m` (None there removes a key)."""
        changes: dict[str, Json] = dict(keys)
        if start is not None:
            changes[next((key for key in _START_KEYS if key in self.fields), "s")] = start
        if duration is not None:
            changes["d"] = duration
        return Segment(
            self._with(changes, meta),
            self.start if start is None else start,
            self.duration if duration is None else duration,
        )


@dataclass(frozen=True)
class Track(_View):
    """One lane of the film: `raw` as it came and its segments in the order of the JSON."""

    raw: Json
    segments: tuple[Segment, ...]

    @property
    def type(self) -> int | None:
        """The number in `tt`, known or not; None where there is none."""
        value = self.fields.get("tt")
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
        if segments is not None:
            changes["sg"] = [segment.raw for segment in kept]
        return Track(self._with(changes, meta), kept)


@dataclass(frozen=True)
class Draft(_View):
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
        width, height = milliseconds(self.meta.get("width")), milliseconds(self.meta.get("height"))
        return (width, height) if width and height else None

    @property
    def fps(self) -> float | None:
        """Frames a second, or None."""
        return _number(self.meta.get("fps"))

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
        if tracks is not None:
            changes["t"] = [track.raw for track in kept]
        if duration is not None:
            changes["d"] = duration
        return Draft(self._with(changes, meta), kept)


def _items(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list) else []


def _decode_segments(items: Iterable[Json]) -> tuple[Segment, ...]:
    segments, cursor = [], 0
    for raw in items:
        fields = _mapping(raw)
        starts = (milliseconds(fields.get(key)) for key in _START_KEYS)
        start = next((start for start in starts if start is not None), cursor)
        duration = milliseconds(fields.get("d")) or 0
        segments.append(Segment(raw, start, duration))
        cursor = start + duration
    return tuple(segments)


def decode(raw: Json) -> Draft:
    """The draft in a JSON value, whatever it is: what makes no sense is kept in `raw` and shown as nothing."""
    tracks = (
        Track(track, _decode_segments(_items(_mapping(track).get("sg")))) for track in _items(_mapping(raw).get("t"))
    )
    return Draft(raw, tuple(tracks))


def encode(draft: Draft) -> Json:
    """The JSON value of a draft: the very one that was decoded, but for what was edited since."""
    return draft.raw


EMPTY = decode({"v": 1, "d": 0, "m": {}, "t": []})
"""A film with nothing in it."""
