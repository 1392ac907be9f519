"""A long track in chunks: where they end, and the samples of each, however the pieces come that are decoded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from shorts_tui.engine.assets import Sound

RATE = 16_000
LONGEST = 80_000
"""ms of a chunk: two or three of the windows (30 s) that a speech model hears at once."""
_WORTH_PARTING = 45_000
"""ms of a track that are heard sooner in two chunks, side by side, than in one."""
_SEARCHED = 0.12
"""Of a chunk's length, to both sides of where it should end, where the quietest moment is looked for."""
_QUIET = 400
"""ms that a quiet moment lasts: more than any stop inside a word."""


def ends(sound: Sound, duration: int, side_by_side: int) -> list[int]:
    """Where the chunks of a track of `duration` ms end (ms), but for the last.

    They are about equally long, and as many as can be heard `side_by_side` without one being left over. Each ends in
    the quietest moment nearby: in a pause, where there is one.
    """
    if duration <= _WORTH_PARTING:
        return []
    count = -(-duration // LONGEST)
    count = -(-count // side_by_side) * side_by_side
    length = duration / count
    return [_quietest(sound, round(length * number), length * _SEARCHED) for number in range(1, count)]


def _quietest(sound: Sound, at: int, around: float) -> int:
    """The middle of the quietest moment within `around` ms of `at`; `at` where nothing is known of it."""
    first, last = max(round((at - around) / sound.step), 0), round((at + around) / sound.step)
    levels = np.array(sound.levels[first:last])
    width = _QUIET // sound.step
    if len(levels) < width:
        return at
    means = np.convolve(levels, np.ones(width) / width, mode="valid")
    return (first + int(means.argmin())) * sound.step + _QUIET // 2


class Chunks:
    """PCM in pieces of any size -> chunks that end where they should, handed on with their beginning (ms)."""

    def __init__(self, places: Sequence[int], take: Callable[[int, NDArray[np.float32]], None]) -> None:
        """`places` are their ends, ms; `take` is given each as samples (-1..1) at `RATE`."""
        self._places, self._take = list(places), take
        self._held: list[bytes] = []
        self._size, self._begin = 0, 0

    def add(self, piece: bytes) -> None:
        """More of the track, 16-bit samples at `RATE`."""
        self._held.append(piece)
        self._size += len(piece)
        while self._places and self._size >= (self._places[0] - self._begin) * RATE // 1000 * 2:
            self._cut(self._places.pop(0))

    def finish(self) -> None:
        """The track is over."""
        if self._size >= RATE // 10 * 2:
            self._cut(None)

    def _cut(self, end: int | None) -> None:
        data = b"".join(self._held)
        count = len(data) // 2 if end is None else (end - self._begin) * RATE // 1000
        self._held, self._size = [data[count * 2 :]], len(data) - count * 2
        begin, self._begin = self._begin, end or self._begin
        self._take(begin, np.asarray(np.frombuffer(data, np.int16, count) / np.float32(32768), np.float32))
