"""The geometry of the timeline pane: a draft as lanes of blocks, and the cells of a row that they cover. No widget."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from shorts_tui import text
from shorts_tui.timeline.draft import Draft, Segment, Track

KIND_LETTERS = {0: "V", 1: "A", 7: "T"}
RULER_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600)
"""Seconds between two labels of the ruler, the first that leaves room being taken."""


@dataclass(frozen=True)
class Block:
    """A segment as drawn: `start` and `end` in ms of the film, `label` sanitized, `changed` by the last turn."""

    start: int
    end: int
    label: str
    changed: bool


@dataclass(frozen=True)
class Run:
    """Cells `x` to `x + width` of a row. `index` is the block they show, None for a gap; `first` has its beginning."""

    x: int
    width: int
    index: int | None
    first: bool = False


@dataclass(frozen=True)
class Lane:
    """One track: its letter (V video, A audio, T text, ? unknown), its name and its blocks by start."""

    letter: str
    name: str
    blocks: tuple[Block, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def runs(self, origin: float, scale: float, width: int) -> Iterator[Run]:
        """The cells of a row `width` wide whose first cell is at `origin` ms, at `scale` ms a cell.

        Takes time by the width and not by the number of blocks: where many share a cell, the first one is shown.
        """
        x, previous = 0, -1
        while x < width:
            now = origin + x * scale
            index = bisect_right(self._starts, now) - 1
            if previous == index < len(self.blocks) - 1 and self._starts[index + 1] < now + scale:
                index += 1  # the last block ends in this cell, but the next one begins in it
            if index >= 0 and self.blocks[index].end > now:
                end = math.ceil((self.blocks[index].end - origin) / scale)
                begins = math.floor((self.blocks[index].start - origin) / scale)
            else:
                index += 1
                if index >= len(self.blocks) or self.blocks[index].start >= origin + width * scale:
                    yield Run(x, width - x, None)
                    return
                begins = math.floor((self.blocks[index].start - origin) / scale)
                if begins > x:
                    yield Run(x, begins - x, None)
                    x = begins
                end = math.ceil((self.blocks[index].end - origin) / scale)
            following = index + 1
            if following < len(self.blocks):
                end = min(end, max(x + 1, math.floor((self.blocks[following].start - origin) / scale)))
            end = min(max(end, x + 1), width)
            yield Run(x, end - x, index, first=begins >= x or (x > 0 and index != previous))
            x, previous = end, index

    def at(self, ms: float) -> int | None:
        """The index of the block at a time, or None in a gap."""
        index = bisect_right(self._starts, ms) - 1
        return index if index >= 0 and self.blocks[index].end > ms else None


def label(segment: Segment) -> str:
    """What a block says: the text that it draws, or the name of what it shows, with the volume where one is set."""
    words = text.one_line(segment.text or segment.name, 80) or "clip"
    volume = segment.volume
    return words if volume is None or volume == 1 else f"{words} {volume:.0%}"


def lane(track: Track, changed: frozenset[int] = frozenset()) -> Lane:
    """A track as a lane; `changed` holds indices of its segments."""
    from shorts_tui.timeline.summary import kind_name

    order = sorted(range(len(track.segments)), key=lambda index: track.segments[index].start)
    blocks = tuple(
        Block(segment.start, segment.end, label(segment), index in changed)
        for index, segment in ((index, track.segments[index]) for index in order)
    )
    kind = track.type
    return Lane(KIND_LETTERS.get(kind, "?") if kind is not None else "?", text.one_line(kind_name(track), 20), blocks)


def lanes(draft: Draft, before: Draft | None = None) -> tuple[Lane, ...]:
    """All tracks of a draft; what differs from `before` is marked as changed."""
    old = before.tracks if before is not None else ()
    drawn = []
    for index, track in enumerate(draft.tracks):
        known = _signatures(old[index]) if index < len(old) else frozenset()
        marks = frozenset(
            place
            for place, segment in enumerate(track.segments)
            if before is not None and _signature(segment) not in known
        )
        drawn.append(lane(track, marks))
    return tuple(drawn)


def _signature(segment: Segment) -> str:
    return f"{segment.id}|{segment.start}|{segment.duration}|{segment.source_in}|{label(segment)}"


def _signatures(track: Track) -> frozenset[str]:
    return frozenset(_signature(segment) for segment in track.segments)


def ruler(origin: float, scale: float, width: int) -> str:
    """The ruler's row: a time at every round step that leaves room for its label."""
    step = next((step for step in RULER_STEPS if step * 1000 / scale >= 9), RULER_STEPS[-1]) * 1000
    row = [" "] * width
    tick = math.ceil(origin / step) * step
    while (x := round((tick - origin) / scale)) < width:
        for offset, char in enumerate(f"|{text.timecode(tick)}"):
            if x + offset < width:
                row[x + offset] = char
        tick += step
    return "".join(row)
