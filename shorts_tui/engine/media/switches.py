"""Where a picture switches to another one, to the ms, in stretches that are decoded anyway.

The keyframe pass tells cuts where an encoder answered them; here every frame is seen, so that no cut is missed or told
a second late.
"""

from __future__ import annotations

import threading
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.ffmpeg import FfmpegError, run_ffmpeg
from shorts_tui.engine.media.inputs import safe_input

Small = NDArray[np.float32]

_ROWS, _COLUMNS = 14, 24
_UNLIKE = 0.03
"""Mean difference (0..1) of two pictures below which they show the same."""
_STANDS_OUT = 4.0
"""How many times the usual difference of pictures that follow each other a switch has."""
_ALIKE = 0.85
"""Correlation above which two pictures are one view in another light."""
_ANOTHER = 0.15
"""Mean difference from which on they are two views, however alike."""
_AROUND = 6
"""Frames to both sides that tell what is usual."""
_LEAD = 120
"""ms before a moment in which there is a frame."""


def small(frame: NDArray[np.uint8]) -> Small:
    """A picture as a few means of its greys, 0..1."""
    rows, columns = frame.shape[0] // _ROWS, frame.shape[1] // _COLUMNS
    if not rows or not columns:
        return np.asarray(frame.mean(axis=2) / 255, np.float32)
    whole = frame[: rows * _ROWS, : columns * _COLUMNS]
    return np.asarray(whole.reshape(_ROWS, rows, _COLUMNS, columns, 3).mean(axis=(1, 3, 4)) / 255, np.float32)


def switched(pictures: list[Small]) -> list[int]:
    """Before which of these pictures, some tens of ms apart, there was a cut; a flash is none."""
    apart = [_apart(before, after) for before, after in pairwise(pictures)]
    found = []
    for at, difference in enumerate(apart):
        near = [apart[other] for other in range(max(at - _AROUND, 0), min(at + _AROUND + 1, len(apart))) if other != at]
        if difference < max(_UNLIKE, _STANDS_OUT * float(np.median(near or [0.0]))):
            continue
        wider = pictures[max(at - 1, 0)], pictures[min(at + 2, len(pictures) - 1)]
        if all(_another_view(*pair) for pair in ((pictures[at], pictures[at + 1]), wider)):
            found.append(at + 1)
    return found


def moment(asset: Asset, after: float, until: float, cancelled: threading.Event | None = None) -> int | None:
    """When between two moments (ms of the source) the first picture after a cut comes, ms; None where it can't be told.

    Raises:
        CancelledError: `cancelled` was set.
    """
    pieces: list[bytes] = []
    # Another frame must come before the cut; what a seek lands on may be the first one behind it. The steps lie
    # between two ms, so that each frame is told at the nearest one.
    first = max(int(after) - _LEAD, 1)
    begin, length = first - 0.5, until - first + 20
    arguments = [
        *("-an", "-sn", "-dn", "-ss", f"{begin / 1000:.6f}", "-t", f"{length / 1000:.6f}", *safe_input(asset)),
        *("-map", "0:V:0", "-vf", f"fps=1000:round=up:start_time=0,scale={_COLUMNS}:{_ROWS}:flags=area,format=gray"),
        *("-c:v", "rawvideo", "-f", "rawvideo", "pipe:1"),
    ]
    try:
        run_ffmpeg(arguments, timeout=60, cancelled=cancelled, on_output=pieces.append)
    except FfmpegError:
        return None
    data = np.frombuffer(b"".join(pieces), np.uint8).astype(np.float32)
    frames = data[: len(data) // (_ROWS * _COLUMNS) * _ROWS * _COLUMNS].reshape(-1, _ROWS * _COLUMNS)
    if len(frames) < 2:
        return None
    return first + int(np.abs(np.diff(frames, axis=0)).mean(axis=1).argmax())


def _apart(before: Small, after: Small) -> float:
    return float(np.abs(before - after).mean())


def _another_view(before: Small, after: Small) -> bool:
    difference = _apart(before, after)
    if difference > _ANOTHER:
        return True
    spread = float(before.std() * after.std())
    alike = float(((before - before.mean()) * (after - after.mean())).mean()) / spread if spread > 1e-6 else 1.0
    return difference > _UNLIKE and alike < _ALIKE
