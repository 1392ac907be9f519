"""A segment of the draft JSON, and what all views of that JSON share: they read with tolerance and drop no key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from shorts_tui.timeline.values import Json, mapping, milliseconds, number

_START_KEYS = ("s", "st", "start")
_NAME_KEYS = ("name", "n", "title", "file_name", "filename")
_TEXT_KEYS = ("text", "content", "txt")
_VOLUME_KEYS = ("volume", "vol", "v")
_FASTEST = 1000.0


@dataclass(frozen=True)
class Word:
    """One spoken word of a caption; times in ms from the start of its segment."""

    text: str
    start: int
    end: int


class View:
    """What Draft, Track and Segment share: the JSON they came from, compared by value."""

    raw: Json

    @cached_property
    def fields(self) -> Mapping[str, Json]:
        """The JSON object, or an empty one where the service sent something else."""
        return mapping(self.raw)

    @cached_property
    def meta(self) -> Mapping[str, Json]:
        """The `m` object, or an empty one."""
        return mapping(self.fields.get("m"))

    def _text(self, keys: Sequence[str]) -> str:
        for home in (self.meta, self.fields):
            for key in keys:
                if isinstance(value := home.get(key), str) and value:
                    return value
        return ""

    def _with(self, changes: Mapping[str, Json], meta: Mapping[str, Json] | None) -> Json:
        """The JSON with other keys; the very same value where nothing differs from what is there."""
        merged = {**self.meta, **meta} if meta else self.meta
        if meta:
            merged = {key: value for key, value in merged.items() if value is not None or meta.get(key, 0) is not None}
        if merged != self.meta:
            changes = {**changes, "m": merged}
        return {**self.fields, **changes} if changes else self.raw


@dataclass(frozen=True)
class Segment(View):
    """A stretch of a track: `raw` as it came, `start` and `duration` in ms as read from it."""

    raw: Json
    start: int
    duration: int

    @property
    def end(self) -> int:
        """Where it ends, ms from the start of the film."""
        return self.start + self.duration

    @property
    def start_key(self) -> str:
        """The key that says where it starts; empty when none does and it follows the one before it."""
        return next((key for key in _START_KEYS if milliseconds(self.fields.get(key)) is not None), "")

    @property
    def id(self) -> str:
        """Its stable id, or an empty string."""
        value = self.fields.get("id")
        return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""

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
                if (value := number(home.get(key))) is not None:
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
        """Source ms played per film ms; 1.0 is as recorded, and stands for what makes no sense."""
        value = number(self.meta.get("speed"))
        return value if value and 0 < value <= _FASTEST else 1.0

    @property
    def source_out(self) -> int:
        """Where in its media it ends, ms."""
        return self.source_in + round(self.duration * self.speed)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of a caption with their times, empty where there are none."""
        found = []
        for item in self.meta.get("words") or () if isinstance(self.meta.get("words"), list) else ():
            entry = mapping(item)
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
        if start is not None and start != self.start:
            changes[self.start_key or "s"] = start
        if duration is not None and duration != self.duration:
            changes["d"] = duration
        return Segment(
            self._with(changes, meta),
            self.start if start is None else start,
            self.duration if duration is None else duration,
        )


def segment_after(raw: Json, cursor: int) -> Segment:
    """The segment in a JSON value; one that doesn't say where it starts (ms) starts at the cursor."""
    fields = mapping(raw)
    starts = (milliseconds(fields.get(key)) for key in _START_KEYS)
    start = next((start for start in starts if start is not None), cursor)
    return Segment(raw, start, milliseconds(fields.get("d")) or 0)
