"""Choosing passages that together are about as long as asked and worth the most: a knapsack that minds cuts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

_CELLS = 12_000_000
"""Size of the table: passages times length steps (two bytes each)."""
_FINEST = 10
"""ms; shorter steps change nothing that is heard."""
_CUT = 0.25
"""What every cut costs, so that what stands together stays together."""
_OPENING = 2.5
"""What a perfect hook is worth as the first thing in the film."""
_TOO_LONG, _TOO_SHORT = 1.2, 0.25
"""What a second too much or too little costs before pauses make up for it."""
_NEVER = np.float32(-1e9)


@dataclass(frozen=True)
class Item:
    """A passage as the choice sees it.

    Attributes:
        alone: ms that it takes with natural pauses at both sides.
        joined: ms that it adds when the passage before it is kept too.
        value: what it is worth.
        bond: what it costs to keep only one of this and the one before.
        hook: 0..1, its worth as an opening.
    """

    alone: int
    joined: int
    value: float
    bond: float = 0.0
    hook: float = 0.0


def choices(items: Sequence[Item], length: int, reach: int) -> Iterator[tuple[int, ...]]:
    """Sets of items (ascending indexes) that take about `length` ms, the best first.

    Args:
        items: in the order of the film.
        length: ms asked for.
        reach: ms by which a set may be longer; pauses make up for that later, as they do for one that is shorter.
    """
    if not items:
        return
    limit = length + reach
    step = max(_FINEST, -(-limit * len(items) // _CELLS))
    table = _Table(items, limit // step + 1, step)
    worth = table.worth()
    # Longer sets hold more, so they are worth more: too long costs more than any footage is worth, too short a little,
    # because then pauses have to be longer than they should be.
    miss = (np.arange(len(worth)) - length / step) * step / 1000
    gain = worth - np.where(miss > 0, miss * _TOO_LONG, -miss * _TOO_SHORT)
    for size in np.argsort(-gain, kind="stable"):
        if worth[size] <= _NEVER / 2:
            return
        yield table.items_of(int(size))


class _Table:
    """Dynamic programming over items x steps: the best worth of each length with the last item kept, or not kept."""

    def __init__(self, items: Sequence[Item], width: int, step: int) -> None:
        self.items, self.width = items, width
        marks = [round(total / step) for total in accumulate((item.joined for item in items), initial=0)]
        # Sizes are differences of rounded sums: in a run of neighbours the rounding errors cancel out.
        self.joined = [max(after - before, 0) for before, after in pairwise(marks)]
        self.alone = [
            max(size + round((item.alone - item.joined) / step), 1)
            for size, item in zip(self.joined, items, strict=True)
        ]
        self.went_on = np.zeros((len(items), width), dtype=np.bool_)
        self.left = np.zeros((len(items), width), dtype=np.bool_)
        self.kept = self.skipped = np.full(width, _NEVER, dtype=np.float32)
        for index in range(len(items)):
            self._add(index)

    def _add(self, index: int) -> None:
        item = self.items[index]
        leaving = self.kept - np.float32(item.bond)
        self.left[index] = leaving > self.skipped
        skipped = np.maximum(leaving, self.skipped)
        went_on = _shifted(self.kept, self.joined[index])
        begun = _shifted(self.skipped, self.alone[index]) - np.float32(_CUT + item.bond)
        if self.alone[index] < self.width:
            opening = item.hook * _OPENING - item.bond - _CUT
            begun[self.alone[index]] = max(begun[self.alone[index]], opening)
        self.went_on[index] = went_on >= begun
        self.kept = np.maximum(went_on, begun) + np.float32(item.value)
        self.skipped = skipped

    def worth(self) -> npt.NDArray[np.float32]:
        """The best worth of every length."""
        return np.maximum(self.kept, self.skipped)

    def items_of(self, size: int) -> tuple[int, ...]:
        """The items that make up the best worth of a length."""
        found: list[int] = []
        keeping = bool(self.kept[size] >= self.skipped[size])
        for index in range(len(self.items) - 1, -1, -1):
            if not keeping:
                keeping = bool(self.left[index][size])
            else:
                found.append(index)
                if self.went_on[index][size]:
                    size -= self.joined[index]
                elif size == self.alone[index]:
                    break
                else:
                    size -= self.alone[index]
                    keeping = False
        return tuple(reversed(found))


def _shifted(values: npt.NDArray[np.float32], by: int) -> npt.NDArray[np.float32]:
    result = np.full_like(values, _NEVER)
    if by < len(values):
        result[by:] = values[: len(values) - by]
    return result
