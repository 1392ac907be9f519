"""The one audio pass: ffmpeg decodes the track once, and silence, loudness, peak and levels all come from that.

Silence is relative, since rooms and microphones differ: `floor` is what 3 % of the steps stay below (gaps between
words are enough for that), `loud` what 10 % exceed; the threshold lies 35 % of the way up from one to the other, in
dB, but at least 15 dB below `loud`. Steady sound (music, a hum) has no such gap and so no silence. A step below
-60 dBFS is silent in any case.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shorts_tui.engine.assets import Asset, Sound, Span
from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.ffmpeg import FfmpegError, run_ffmpeg
from shorts_tui.engine.media.inputs import safe_input
from shorts_tui.text import one_line

VERSION = "3"
"""Changes whenever the same file would give other values."""
RATE = 16_000
STEP = 20
"""ms between two levels."""
QUIETEST = -90.0
MIN_SILENCE = 300
_MAX_CLICK = 2
"""Steps of noise that don't interrupt a silence: a click, a breath."""
_ALWAYS_SILENT = -60.0
_WINDOW = RATE * STEP // 1000
_SUMMARY = re.compile(r"\bI:\s+(-?[\d.]+|-?inf|nan) LUFS.*?\bPeak:\s+(-?[\d.]+|-?inf|nan) dBFS", re.DOTALL)


def nothing_heard() -> Sound:
    """The sound of a file that has none."""
    return Sound((), -70.0, QUIETEST, STEP, ())


def measure(
    asset: Asset,
    progress: Callable[[float], None],
    cancelled: threading.Event | None = None,
    until: int | None = None,
    *,
    true_peak: bool = False,
    keep: Callable[[bytes], None] | None = None,
) -> Sound:
    """Listen to the first sound track of `asset`, which has one; to its end, or for `until` ms.

    The peak is that of the samples, or the true one between them, for which half of all time would go. `keep` is given
    the track as it is decoded: mono, 16-bit samples at `RATE`.

    Raises:
        MediaError: it can't be decoded.
        CancelledError: `cancelled` was set.
    """
    collector = _Levels(asset.info.duration, progress)

    def hear(piece: bytes) -> None:
        collector.add(piece)
        if keep is not None:
            keep(piece)

    peak = "true" if true_peak else "sample"
    graph = f"[0:a:0]asplit[a][b];[a]ebur128=peak={peak}:framelog=quiet,anullsink;"
    graph += f"[b]aresample={RATE}:async=1:first_pts=0[pcm]"
    output = ["-map", "[pcm]", "-ac", "1", "-f", "s16le", "-c:a", "pcm_s16le", "pipe:1"]
    limit = ["-t", f"{until / 1000:.3f}"] if until is not None else []
    arguments = ["-vn", "-sn", "-dn", *limit, *safe_input(asset), "-filter_complex", graph, *output]
    try:
        log = run_ffmpeg(arguments, timeout=120 + asset.info.duration / 1000, cancelled=cancelled, on_output=hear)
    except FfmpegError as error:
        raise MediaError(f"The sound of {one_line(asset.label, 80)} can't be read: it seems to be damaged.") from error
    levels = collector.levels()
    progress(1.0)
    loudness, highest = _summary(log)
    return Sound(
        silences=silences(levels),
        loudness=loudness,
        peak=highest,
        step=STEP,
        levels=tuple(np.round(levels.astype(float), 1).tolist()),
    )


def _summary(log: str) -> tuple[float, float]:
    """Integrated loudness (LUFS) and peak (dBFS or dBTP) from the last words of ffmpeg's ebur128."""
    found = _SUMMARY.findall(log[log.rfind("Summary:") :] if "Summary:" in log else "")
    if not found:
        return -70.0, QUIETEST
    loudness, peak = (float(value) for value in found[-1])
    return max(loudness, -70.0) if np.isfinite(loudness) else -70.0, max(peak, QUIETEST) if peak == peak else QUIETEST


class _Levels:
    """PCM in pieces of any size -> the RMS level of every step."""

    def __init__(self, duration: int, progress: Callable[[float], None]) -> None:
        self._expected = max(1, duration // STEP)
        self._progress = progress
        self._rest = b""
        self._parts: list[NDArray[np.float32]] = []
        self._count = 0

    def add(self, piece: bytes) -> None:
        data = self._rest + piece
        whole = len(data) // (2 * _WINDOW)
        self._rest = data[whole * 2 * _WINDOW :]
        if whole:
            self._parts.append(_rms(np.frombuffer(data, np.int16, whole * _WINDOW).reshape(whole, _WINDOW)))
            self._count += whole
            self._progress(min(self._count / self._expected, 0.99))

    def levels(self) -> NDArray[np.float32]:
        """All of them, the last perhaps of a shorter step."""
        tail = np.frombuffer(self._rest, np.int16, len(self._rest) // 2)
        parts = [*self._parts, _rms(tail.reshape(1, -1))] if len(tail) else self._parts
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _rms(steps: NDArray[np.int16]) -> NDArray[np.float32]:
    power = np.mean(np.square(steps.astype(np.float32) / 32768), axis=1)
    return np.asarray(10 * np.log10(np.maximum(power, 1e-9)), np.float32)


def threshold(levels: NDArray[np.float32]) -> float:
    """The level (dBFS) below which a step counts as silent; see the module's description."""
    if not len(levels):
        return _ALWAYS_SILENT
    floor, loud = (float(value) for value in np.percentile(levels, (3, 90)))
    floor = max(floor, loud - 45)
    if loud - floor < 12:
        return _ALWAYS_SILENT
    return max(min(floor + 0.35 * (loud - floor), loud - 15), min(_ALWAYS_SILENT, loud - 15))


def silences(levels: NDArray[np.float32], shortest: int = MIN_SILENCE) -> tuple[Span, ...]:
    """The stretches of `levels` below the threshold that last for `shortest` ms or more."""
    quiet = levels < threshold(levels)
    for begin, end in runs(~quiet):
        if end - begin <= _MAX_CLICK and begin > 0 and end < len(levels):
            quiet[begin:end] = True
    found = (Span(begin * STEP, end * STEP) for begin, end in runs(quiet))
    return tuple(span for span in found if span.duration >= shortest)


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where `flags` is true: (first, past the last) of every stretch."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(begin), int(end)) for begin, end in edges.reshape(-1, 2)]


def encode(sound: Sound) -> dict[str, Any]:
    """As JSON holds it."""
    return {
        "silences": [[span.start, span.end] for span in sound.silences],
        "loudness": sound.loudness,
        "peak": sound.peak,
        "step": sound.step,
        "levels": sound.levels,
    }


def decode(value: Any) -> Sound:
    """What `encode` made; raises KeyError, TypeError or ValueError for anything else."""
    return Sound(
        silences=tuple(Span(int(start), int(end)) for start, end in value["silences"]),
        loudness=float(value["loudness"]),
        peak=float(value["peak"]),
        step=int(value["step"]),
        levels=tuple(float(level) for level in value["levels"]),
    )
