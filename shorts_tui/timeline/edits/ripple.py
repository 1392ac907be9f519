"""Where the moments of a film are after parts of it were cut away."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice
from typing import TypeAlias

Times: TypeAlias = tuple[int, int]
"""A stretch of film, ms: from the first, up to the second."""


def joined(spans: Iterable[Times], total: int) -> tuple[Times, ...]:
    """Spans in order, inside a film of `total` ms, those that touch made one; empty ones are left out."""
    found: list[Times] = []
    for start, end in sorted((max(start, 0), min(end, total)) for start, end in spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def complement(spans: Iterable[Times], total: int) -> tuple[Times, ...]:
    """What of a film of `total` ms is in none of the spans."""
    found, cursor = [], 0
    for start, end in joined(spans, total):
        if start > cursor:
            found.append((cursor, start))
        cursor = end
    if cursor < total:
        found.append((cursor, total))
    return tuple(found)


@dataclass(frozen=True)
class Ripple:
    """What is kept of a film, in order and disjoint; the gaps between are closed."""

    kept: tuple[Times, ...]

    @classmethod
    def keeping(cls, spans: Iterable[Times], total: int) -> Ripple:
        """Keep these parts of a film of `total` ms."""
        return cls(joined(spans, total))

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.kept]

    @cached_property
    def _before(self) -> list[int]:
        return list(accumulate((end - start for start, end in self.kept), initial=0))

    @property
    def length(self) -> int:
        """How long the film is afterwards, ms."""
        return self._before[-1]

    def at(self, moment: int) -> int:
        """Where a moment is afterwards; one that is cut away is at its cut."""
        index = bisect_right(self._starts, moment) - 1
        if index < 0:
            return 0
        start, end = self.kept[index]
        return self._before[index] + min(moment, end) - start

    def keeps(self, moment: int) -> bool:
        """Is the frame at this moment still there?"""
        index = bisect_right(self._starts, moment) - 1
        return index >= 0 and moment < self.kept[index][1]

    def inside(self, start: int, end: int) -> Iterator[Times]:
        """The parts of a stretch that are kept, in times before the cut."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        for first, last in islice(self.kept, index, None):
            if first >= end:
                return
            if (low := max(first, start)) < (high := min(last, end)):
                yield low, high
