"""The one pass over a film's pictures: where they are black, and where they stand still.

Ten small grey pictures a second are looked at and forgotten. Decoding is what costs, so pictures that no other is
made from are passed over (they are at most an eighth of a second apart) and edges between blocks are not smoothed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shorts_tui.engine.assets import Asset, Span
from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.ffmpeg import FfmpegError, run_ffmpeg
from shorts_tui.engine.media.inputs import safe_input
from shorts_tui.text import one_line

RATE = 10
"""Pictures a second."""
BLACK = 500
"""ms of black that are worth a word."""
STILL = 3000
"""ms without any change that are."""
_STEP = 1000 // RATE
_SHORT, _LONG = 144, 256
_BYTES = _SHORT * _LONG
_DARK = 26
"""Grey, 0..255, up to which a pixel is black."""
_LIT = 0.02
"""Share of a black picture's pixels that may be brighter."""
_ALIKE = 8
"""Grey by which no pixel of a standing picture changes; encoders alone change as much."""


@dataclass(frozen=True)
class Seen:
    """What the pictures show: stretches that are black, and others that stand still, ms; exact to a tenth of a second.

    `until` is the ms up to which the film was looked at.
    """

    black: tuple[Span, ...]
    still: tuple[Span, ...]
    until: int


def look(asset: Asset, until: int, progress: Callable[[float], None], cancelled: threading.Event | None = None) -> Seen:
    """Look at the pictures of `asset`, which has some, up to `until` (ms); `progress` is told 0..1.

    Raises:
        MediaError: they can't be decoded.
        CancelledError: `cancelled` was set.
    """
    watcher = Watcher(until, progress)
    wide = asset.info.width > asset.info.height
    size = f"{_LONG}:{_SHORT}" if wide else f"{_SHORT}:{_LONG}"
    thrift = ["-skip_loop_filter", "all", "-skip_frame", "bidir"]
    graph = f"fps={RATE}:start_time=0,scale={size}:flags=area,format=gray"
    arguments = [
        *(*thrift, "-an", "-sn", "-dn", "-t", f"{until / 1000:.3f}", *safe_input(asset)),
        *("-map", "0:V:0", "-vf", graph, "-f", "rawvideo", "pipe:1"),
    ]
    try:
        run_ffmpeg(arguments, timeout=120 + until / 1000, cancelled=cancelled, on_output=watcher.add)
    except FfmpegError as error:
        raise MediaError(
            f"The picture of {one_line(asset.label, 80)} can't be read: it seems to be damaged."
        ) from error
    return watcher.seen()


class Watcher:
    """Raw grey pictures in pieces of any size -> stretches."""

    def __init__(self, until: int, progress: Callable[[float], None]) -> None:
        self._until, self._progress = until, progress
        self._rest = b""
        self._count = 0
        self._black: list[bool] = []
        self._still: list[Span] = []
        self._anchor: NDArray[np.int16] | None = None
        self._since = 0

    def add(self, piece: bytes) -> None:
        """The next bytes."""
        data = self._rest + piece
        whole = len(data) // _BYTES
        self._rest = data[whole * _BYTES :]
        for index in range(whole):
            self._watch(np.frombuffer(data, np.uint8, _BYTES, index * _BYTES))
        if whole and self._until:
            self._progress(min(self._count * _STEP / self._until, 0.99))

    def _watch(self, picture: NDArray[np.uint8]) -> None:
        self._black.append(int(np.count_nonzero(picture > _DARK)) < _LIT * _BYTES)
        grey = picture.astype(np.int16)
        # Against the first of the stretch: what creeps is no standing picture.
        if self._anchor is None or int(np.abs(grey - self._anchor).max()) > _ALIKE:
            self._rested()
            self._anchor, self._since = grey, self._count
        self._count += 1

    def _rested(self) -> None:
        if (self._count - self._since) * _STEP >= STILL and not self._black[self._since]:
            self._still.append(self._span(self._since, self._count))

    def _span(self, first: int, end: int) -> Span:
        last = self._until if end >= self._count and end * _STEP >= self._until - 2 * _STEP else end * _STEP
        return Span(first * _STEP, max(last, first * _STEP))

    def seen(self) -> Seen:
        """The stretches, after the last picture."""
        if self._count:
            self._rested()
        edges = np.flatnonzero(np.diff(np.array([False, *self._black, False], np.int8)))
        black = (self._span(int(first), int(end)) for first, end in edges.reshape(-1, 2))
        return Seen(tuple(span for span in black if span.duration >= BLACK), tuple(self._still), self._until)
