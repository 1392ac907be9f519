"""Keeps the pieces of a choice long enough to be seen: a flash of a clip grows into its silence, or goes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

from shorts_tui.engine.assets import Span
from shorts_tui.engine.director.footage import Footage

SHORTEST = 1000
"""ms; a shorter piece is a flicker."""
_CLEAR = 40
"""ms of a pause that stay with the sound that is not kept."""
_LEAD, _TAIL = 40, 90
"""ms of pause that what is kept needs before it and after it."""


class _Pieces:
    """Pieces between sounds that no cut may tear (`walls`) and edges that no piece may cross (`fences`), ms."""

    def __init__(self, footage: Footage, spans: Sequence[Span], fences: Sequence[int]) -> None:
        self.found = [(span.start, span.end) for span in spans]
        self.walls = _walls(footage)
        self.starts = [start for start, _ in self.walls]
        self.ends = [end for _, end in self.walls]
        self.fences = sorted({0, *fences, footage.duration})

    @property
    def length(self) -> int:
        return sum(end - start for start, end in self.found)

    def rooms(self, index: int) -> tuple[int, int]:
        """How far a piece can grow at its start and at its end, into silence alone."""
        start, end = self.found[index]
        low = self.fences[max(bisect_right(self.fences, start) - 1, 0)]
        high = self.fences[min(bisect_left(self.fences, end), len(self.fences) - 1)]
        if before := bisect_right(self.ends, start):
            low = max(low, self.ends[before - 1] + _CLEAR)
        if (after := bisect_left(self.starts, end)) < len(self.starts):
            high = min(high, self.starts[after] - _CLEAR)
        if index:
            low = max(low, self.found[index - 1][1])
        if index + 1 < len(self.found):
            high = min(high, self.found[index + 1][0])
        return max(start - low, 0), max(high - end, 0)

    def gives(self, index: int) -> tuple[int, int]:
        """How much of a piece can go at its start and at its end without a sound of it."""
        start, end = self.found[index]
        spare = max(end - start - SHORTEST, 0)
        first, last = bisect_left(self.starts, start), bisect_right(self.ends, end) - 1
        if first > last:
            return 0, spare
        head = min(max(self.starts[first] - _LEAD - start, 0), spare)
        return head, min(max(end - self.ends[last] - _TAIL, 0), spare - head)

    def change(self, index: int, wanted: int, sizes: tuple[int, int], sign: int) -> int:
        """Move the edges of a piece by at most `wanted` ms, its end first; how much that was."""
        tail = min(wanted, sizes[1])
        head = min(wanted - tail, sizes[0])
        start, end = self.found[index]
        self.found[index] = (start - sign * head, end + sign * tail)
        return head + tail

    def spread(self, wanted: int, sizes: Callable[[int], tuple[int, int]], sign: int) -> None:
        """Change the length by up to `wanted` ms, where there is most to take from first."""
        for index in sorted(range(len(self.found)), key=lambda one: -sum(sizes(one))):
            wanted -= self.change(index, wanted, sizes(index), sign)
            if not wanted:
                return


def whole_pieces(
    footage: Footage, spans: Sequence[Span], length: int, tolerance: int, fences: Sequence[int] = ()
) -> tuple[Span, ...]:
    """The spans as pieces of a second or more, together as near to `length` ms as silences allow.

    No piece crosses a fence (ms of the film). The spans come back as they were where that would miss the length by more
    than `tolerance`.
    """
    parted = _parted(spans, fences)
    pieces = _Pieces(footage, parted, fences)
    for index in range(len(parted)):
        start, end = pieces.found[index]
        if end - start < SHORTEST:
            pieces.change(index, SHORTEST - (end - start), pieces.rooms(index), 1)
    kept = [piece for piece in _joined(pieces.found, pieces.fences) if piece[1] - piece[0] >= SHORTEST]
    if not kept:
        return tuple(spans)
    pieces.found = kept
    missing = length - pieces.length
    if missing > 0:
        pieces.spread(missing, pieces.rooms, 1)
    elif missing < 0:
        pieces.spread(-missing, pieces.gives, -1)
    if abs(length - pieces.length) > tolerance:
        return tuple(spans)
    return tuple(Span(start, end) for start, end in _joined(pieces.found, ()))


def _parted(spans: Sequence[Span], fences: Sequence[int]) -> list[Span]:
    found = []
    for span in spans:
        edges = [span.start, *sorted(fence for fence in fences if span.start < fence < span.end), span.end]
        found += [Span(start, end) for start, end in pairwise(edges)]
    return found


def _joined(found: Sequence[tuple[int, int]], fences: Sequence[int]) -> list[tuple[int, int]]:
    """Pieces that touch as one, but where a fence is between them."""
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and joined[-1][1] == start and start not in fences:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _walls(footage: Footage) -> list[tuple[int, int]]:
    """What no cut may tear: the words, or where nobody knows them whatever sounds."""
    if footage.words or footage.wordless:
        return [(word.start, word.end) for word in footage.words]
    edges = [0, *(edge for silence in footage.silences for edge in (silence.start, silence.end)), footage.duration]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
