"""Thumbnails of keyframes as they come out of ffmpeg, compared with each other and forgotten at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shorts_tui.engine.media.packets import read_lines

WIDTH, HEIGHT = 64, 36
"""px; enough to tell one scene from another."""
_BYTES = WIDTH * HEIGHT
_MOTION_GAP = 400
"""ms; thumbnails closer than this say nothing of motion."""


class Thumbnails:
    """Raw grey frames in pieces of any size, and their times from a list written beside them -> differences.

    Attributes:
        times: ms of every keyframe.
        difference: mean absolute difference from the keyframe before, 0..1; 0 for the first.
        correlation: likeness of structure to the keyframe before, -1..1; 1 for the first and for flat pictures.
        moved: (from ms, to ms, difference) of keyframes at least `_MOTION_GAP` apart.
    """

    def __init__(self, listing: Path, duration: int, progress: Callable[[float], None]) -> None:
        self.times: list[int] = []
        self.difference: list[float] = []
        self.correlation: list[float] = []
        self.moved: list[tuple[int, int, float]] = []
        self._listing, self._duration, self._progress = listing, max(duration, 1), progress
        self._read = 0
        self._rest = b""
        self._waiting: list[NDArray[np.float32]] = []
        self._last: NDArray[np.float32] | None = None
        self._anchor: tuple[int, NDArray[np.float32]] | None = None

    def add(self, piece: bytes) -> None:
        """The next bytes of grey frames."""
        data = self._rest + piece
        whole = len(data) // _BYTES
        self._rest = data[whole * _BYTES :]
        for index in range(whole):
            frame = np.frombuffer(data, np.uint8, _BYTES, index * _BYTES)
            self._waiting.append(np.asarray(frame / 255, np.float32))
        self._compare()

    def finish(self) -> None:
        """The listing is whole now: take what still waits for its time."""
        self._compare()

    def _compare(self) -> None:
        times, self._read = read_lines(self._listing, self._read)
        self.times += times
        while self._waiting and len(self.difference) < len(self.times):
            frame, at = self._waiting.pop(0), self.times[len(self.difference)]
            self.difference.append(0.0 if self._last is None else float(np.abs(frame - self._last).mean()))
            self.correlation.append(1.0 if self._last is None else _likeness(frame, self._last))
            self._last = frame
            if self._anchor is None:
                self._anchor = at, frame
            elif at - self._anchor[0] >= _MOTION_GAP:
                self.moved.append((self._anchor[0], at, float(np.abs(frame - self._anchor[1]).mean())))
                self._anchor = at, frame
            self._progress(min(at / self._duration, 0.99))


def _likeness(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Correlation of two thumbnails; two flat ones are alike when they are of one grey."""
    one, other = one - one.mean(), other - other.mean()
    energy = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return float((one * other).sum()) / energy if energy > 0.5 else 1.0
