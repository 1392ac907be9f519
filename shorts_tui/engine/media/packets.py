"""Compressed pictures as ffmpeg's framecrc muxer lists them: when they are shown and how many bytes they cost."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_BURST = 3.0
"""How many times the size of 90 % of its neighbours makes a picture a burst."""
_ALONE = 1.6
"""How many times the size of any neighbour: a fade is a row of costly pictures, a cut is one."""
_NEIGHBOURHOOD = 1200
"""ms to either side that are its neighbours."""
_OUTSTANDING = 1.2
"""How many times the size of all but the largest of the others makes a picture the likely place of a known cut."""
_OF_A_KEYFRAME = 0.35
"""Share of a keyframe's size that a burst has at least: a new picture has to be drawn from nothing."""


@dataclass(frozen=True)
class Packets:
    """The pictures of a file in order of display: `times` ms, `sizes` bytes, `keys` where it is a keyframe."""

    times: NDArray[np.int64]
    sizes: NDArray[np.float64]
    keys: NDArray[np.bool_]

    @property
    def only_keyframes(self) -> bool:
        """Is every picture a keyframe (MJPEG, ProRes, GIF), so that sizes tell nothing of motion?"""
        return bool(self.keys.all())

    def bursts(self) -> list[int]:
        """Times (ms) of pictures between keyframes that cost about as much as a keyframe, unlike those around them."""
        found = []
        others = np.flatnonzero(~self.keys)
        if not len(others):
            return []
        typical = float(np.median(self.sizes[self.keys])) if self.keys.any() else float(self.sizes.max())
        times, sizes = self.times[others], self.sizes[others]
        for index in np.flatnonzero(sizes >= _OF_A_KEYFRAME * typical):
            low, high = np.searchsorted(times, (times[index] - _NEIGHBOURHOOD, times[index] + _NEIGHBOURHOOD))
            around = np.delete(sizes[low:high], index - low)
            if len(around) < 4:
                continue
            if sizes[index] >= max(_BURST * np.percentile(around, 90), _ALONE * np.max(around)):
                found.append(int(times[index]))
        return found

    def costliest(self, begin: int, end: int) -> int | None:
        """Time of the largest picture after the keyframe at `begin` and before `end`, if it stands out at all."""
        low, high = np.searchsorted(self.times, (begin + 1, end))
        sizes = np.where(self.keys[low:high], 0.0, self.sizes[low:high])
        if len(sizes) < 8:
            return None
        place = int(np.argmax(sizes))
        others = np.delete(sizes, place)
        return int(self.times[low + place]) if sizes[place] >= _OUTSTANDING * np.percentile(others, 98) else None

    def rate(self, count: int, step: int) -> NDArray[np.float64]:
        """For each of `count` steps of `step` ms: bytes a second between keyframes, in keyframes' sizes."""
        moving = ~self.keys
        if not moving.any():
            return np.zeros(count)
        typical = float(np.median(self.sizes[self.keys])) if self.keys.any() else float(np.max(self.sizes))
        places = np.clip(self.times[moving] // step, 0, count - 1)
        total = np.bincount(places, weights=self.sizes[moving], minlength=count)
        return np.asarray(total / max(typical, 1.0) * 1000 / step)


def read_packets(path: Path) -> Packets:
    """The listing at `path`; unreadable lines are passed over."""
    clock = Fraction(1, 1000)
    rows: list[tuple[int, int, bool]] = []
    with path.open("r", encoding="ascii", errors="replace") as file:
        for line in file:
            if line.startswith("#tb 0:"):
                clock = _clock(line)
            elif row := _row(line, clock):
                rows.append(row)
    rows.sort()
    return Packets(
        np.array([at for at, _, _ in rows], np.int64),
        np.array([size for _, size, _ in rows], np.float64),
        np.array([key for _, _, key in rows], np.bool_),
    )


def read_lines(path: Path, offset: int) -> tuple[list[int], int]:
    """The times (ms) in the part of a growing listing in ms from `offset` on, and the offset to go on from."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            data = file.read()
    except OSError:
        return [], offset
    whole = data[: data.rfind(b"\n") + 1]
    rows = (_row(line, Fraction(1, 1000)) for line in whole.decode("ascii", "replace").splitlines())
    return [row[0] for row in rows if row], offset + len(whole)


def _clock(line: str) -> Fraction:
    try:
        return Fraction(line.partition(":")[2].strip())
    except (ValueError, ZeroDivisionError):
        return Fraction(1, 1000)


def _row(line: str, clock: Fraction) -> tuple[int, int, bool] | None:
    """(time, bytes, keyframe?) from `stream, dts, pts, duration, size, checksum[, F=flags]`."""
    values = [value.strip() for value in line.split(",")]
    if line.startswith("#") or len(values) < 6:
        return None
    shown = values[2] if values[2].lstrip("-").isdigit() else values[1]
    if not shown.lstrip("-").isdigit() or not values[4].isdigit():
        return None
    flags = [value for value in values[6:] if value.startswith("F=")]
    at = int(shown) * clock.numerator * 1000 // clock.denominator
    return max(at, 0), int(values[4]), not flags or bool(int(flags[0][2:], 16) & 1)
