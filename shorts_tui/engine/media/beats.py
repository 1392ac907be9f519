"""Where the beats of a song are: onsets from the flux of its spectrum, a tempo, and the beats that fit both best.

The way is that of D. Ellis, "Beat Tracking by Dynamic Programming" (2007): the onset strength is correlated with
itself, and of all rows of beats about that far apart the one with the strongest onsets is taken. Songs repeat at
several distances: `tempo` judges which of them is a beat.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.ffmpeg import FfmpegError, run_ffmpeg
from shorts_tui.engine.media.inputs import safe_input
from shorts_tui.engine.media.tempo import FASTEST, MULTIPLES, SLOWEST, Heard, worth
from shorts_tui.text import one_line

VERSION = "2"
"""Changes whenever the same song would have other beats."""
RATE = 16_000
HOP = 160
"""Samples from a frame to the next: 10 ms."""
_WINDOW = 1024
_SEEN = 768
"""Samples from the start of a frame to what is heard as its onset."""
_BANDS = (0, 100, 200, 400, 800, 1600, 3200, 6400, 8000)
"""Hz; what rises in one of these bands is an onset there."""
_LOW = 2
"""The lowest bands, in which the kick drum is: they count twice."""
_LOUD = 0.3
"""The power by which sound becomes loudness. Logarithms would make an onset after a rest more than a loud one."""
_SLOWEST, _FASTEST = 60.0, 190.0
"""Beats a minute among which a song repeats most."""
_USUAL, _SPREAD = 125.0, 0.75
"""The tempo that people tap to most, beats a minute, and how many octaves around it are likely."""
_JUDGED = 12_000
"""Frames in the middle of a song that tell which of its repetitions is the beat."""
_TIGHT = 250.0
"""How much a beat that comes too early or too late costs."""
_LONGEST = 600_000
"""ms of a song that are listened to."""
_FEWEST = 4
"""Beats below which there is no beat to speak of."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Beats:
    """`period` ms from beat to beat, and the `times` of the beats, ms; no times where none can be heard."""

    period: float = 0.0
    times: tuple[int, ...] = ()

    def nearest(self, moment: float) -> int:
        """The time of the beat that is nearest to a moment, ms; before the first and behind the last one they go on."""
        edge = self.times[0] if moment < self.times[0] else self.times[-1]
        if self.times[0] <= moment <= self.times[-1]:
            return min(self.times, key=lambda time: abs(time - moment))
        return round(edge + round((moment - edge) / self.period) * self.period)


def find(asset: Asset, cancelled: threading.Event | None = None) -> Beats:
    """The beats of the first sound track of `asset`.

    Raises:
        MediaError: it can't be decoded.
        CancelledError: `cancelled` was set.
    """
    pieces: list[bytes] = []
    output = ["-ac", "1", "-ar", str(RATE), "-f", "s16le", "-c:a", "pcm_s16le", "pipe:1"]
    limit = ["-t", f"{_LONGEST / 1000:.0f}"]
    arguments = ["-vn", "-sn", "-dn", *limit, *safe_input(asset), "-map", "0:a:0", *output]
    try:
        run_ffmpeg(arguments, timeout=120, cancelled=cancelled, on_output=pieces.append)
    except FfmpegError as error:
        raise MediaError(f"The sound of {one_line(asset.label, 80)} can't be read: it seems to be damaged.") from error
    data = b"".join(pieces)
    samples = np.frombuffer(data, np.int16, len(data) // 2).astype(np.float32)
    return track(np.asarray(samples / 32768, np.float32))


def track(samples: Floats) -> Beats:
    """The beats of mono samples (-1..1) at `RATE`."""
    heard = _heard(samples)
    lag = _lag(heard.all)
    if not lag:
        return Beats()
    lag = _judged(heard, lag)
    frames = _row(heard.all, lag)
    if len(frames) < _FEWEST:
        return Beats()
    # Step by step: in a song whose tempo drifts the beats would be miscounted from the first one on.
    numbers = np.concatenate([[0], np.cumsum(np.maximum(np.round(np.diff(frames) / lag), 1))])
    slope = float(np.polyfit(numbers, frames, 1)[0]) if len(set(numbers)) > 1 else lag
    times = (frames * HOP + _SEEN) / RATE * 1000
    return Beats(slope * HOP / RATE * 1000, tuple(int(time) for time in np.round(times)))


def _heard(samples: Floats) -> Heard:
    """How much begins in each frame, in units of its usual spread."""
    count, a_minute = (len(samples) - _WINDOW) // HOP + 1, 60 * RATE / HOP
    if count < 2:
        return Heard(np.zeros(0, np.float32), np.zeros(0, np.float32), a_minute)
    window = np.hanning(_WINDOW).astype(np.float32)
    edges = [round(edge * _WINDOW / RATE) for edge in _BANDS]
    frames = np.lib.stride_tricks.sliding_window_view(samples, _WINDOW)[::HOP]
    powers = []
    for begin in range(0, count, 4096):
        spectrum = np.abs(np.fft.rfft(frames[begin : begin + 4096] * window, axis=1)) ** 2
        powers.append(np.stack([spectrum[:, a:b].sum(axis=1) for a, b in pairwise(edges)], axis=1))
    loudness = np.concatenate(powers) ** _LOUD
    rises = np.maximum(np.diff(loudness, axis=0, prepend=loudness[:1]), 0)
    bass = rises[:, :_LOW].sum(axis=1)
    return Heard(_standing_out(rises.sum(axis=1) + bass), _standing_out(bass), a_minute)


def _standing_out(strength: Any) -> Floats:
    strength = np.maximum(strength - _smoothed(strength, 50), 0)
    spread = float(strength.std())
    return np.asarray(_smoothed(strength, 3) / spread if spread > 0 else strength * 0, np.float32)


def _smoothed(values: Any, width: int) -> Any:
    return np.convolve(values, np.ones(width) / width, mode="same")


def _lag(onsets: Floats) -> float:
    """Frames from beat to beat; 0 where nothing repeats."""
    frames_a_minute = 60 * RATE / HOP
    shortest, longest = int(frames_a_minute / _FASTEST), int(frames_a_minute / _SLOWEST) + 1
    if len(onsets) < 4 * longest or not onsets.any():
        return 0.0
    size = 1 << (2 * len(onsets) - 1).bit_length()
    power = np.abs(np.fft.rfft(onsets, size)) ** 2
    alike = np.fft.irfft(power)[: len(onsets)] / (len(onsets) - np.arange(len(onsets)))
    lags = np.arange(shortest, longest + 1)

    def near(times: float) -> Any:
        """The likeness at a multiple of each lag, the best of a frame to each side."""
        at = np.minimum(np.round(lags * times).astype(int), len(alike) - 2)
        return np.maximum.reduce([alike[at - 1], alike[at], alike[at + 1]])

    # A beat repeats after one, two and four beats; where half the lag repeats as well it may be two beats.
    worth = near(1) + 0.5 * near(2) + 0.25 * near(4)
    likely = np.exp(-0.5 * (np.log2(frames_a_minute / lags / _USUAL) / _SPREAD) ** 2)
    best = int(np.argmax(worth * likely))
    return float(_refined(alike, int(lags[best])))


def _refined(alike: Any, lag: int) -> float:
    """The lag to a part of a frame, told by its eighth multiple, where an error is eight times as large."""
    for times in (8, 4, 2, 1):
        middle = lag * times
        if middle + times < len(alike) * 3 // 4:
            around = np.arange(middle - times, middle + times + 1)
            top = int(around[np.argmax(alike[around])])
            before, here, after = (float(alike[top + by]) for by in (-1, 0, 1))
            bend = before - 2 * here + after
            return (top + (0.5 * (before - after) / bend if bend < 0 else 0.0)) / times
    return float(lag)


def _judged(heard: Heard, lag: float) -> float:
    """Which multiple of the time after which a song repeats is its beat, frames."""
    first = max((len(heard.all) - _JUDGED) // 2, 0)
    part = slice(first, first + _JUDGED)
    middle = Heard(heard.all[part], heard.bass[part], heard.a_minute)
    worths = {}
    for multiple in MULTIPLES:
        lags = lag * multiple
        if SLOWEST <= heard.a_minute / lags <= FASTEST and len(row := _row(middle.all, lags)) >= _FEWEST:
            worths[lags] = worth(middle, row, lags)
    return max(worths, key=worths.__getitem__, default=lag)


def _row(onsets: Floats, lag: float) -> NDArray[np.int64]:
    """The frames of the beats: the row with the strongest onsets whose steps are about `lag`."""
    count = len(onsets)
    steps = np.arange(-round(2 * lag), -round(lag / 2) + 1)
    cost = -_TIGHT * np.log(-steps / lag) ** 2
    total = np.zeros(count)
    before = np.full(count, -1, np.int64)
    for at in range(count):
        reach = steps[steps >= -at]
        if len(reach):
            worth = total[at + reach] + cost[len(cost) - len(reach) :]
            best = int(np.argmax(worth))
            if worth[best] > 0:
                total[at], before[at] = worth[best], at + reach[best]
        total[at] += onsets[at]
    at = int(np.argmax(total[-round(1.5 * lag) :])) + max(count - round(1.5 * lag), 0)
    found = []
    while at >= 0:
        found.append(at)
        at = int(before[at])
    return np.array(found[::-1], np.int64)


def encode(beats: Beats) -> dict[str, Any]:
    """As JSON holds it."""
    return {"period": beats.period, "times": beats.times}


def decode(value: Any) -> Beats:
    """What `encode` made; raises KeyError, TypeError or ValueError for anything else."""
    return Beats(float(value["period"]), tuple(int(time) for time in value["times"]))
