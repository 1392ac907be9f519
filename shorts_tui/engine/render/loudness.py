"""Loudness: measuring by EBU R128 and bringing the mix to its level, with true peaks that stay below the ceiling.

A constant gain and a true-peak limiter bring the mix to its level. Limiting lowers loudness, so they are tried without
encoding until the gain is found, which is cheap; then the sound is encoded, and measured once more, since AAC raises
peaks. Nothing is pumped up and down: the balance of loud and soft stays as it was cut.
"""

from __future__ import annotations

import json
import math
import re
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from shorts_tui.engine.errors import RenderError
from shorts_tui.engine.ffmpeg import run_ffmpeg
from shorts_tui.engine.render.seams import RATE

CEILING = -1.0
"""dBTP that no film exceeds."""
TOLERANCE = 1.0
"""LU that a film may be off the loudness that was asked for."""
SILENCE = -70.0
"""LUFS: what the measure says of nothing."""
_NOISE = -50.0
"""LUFS; a mix below this is room noise or nothing: to raise it would make a programme of its hiss."""
_MOST_GAIN = 42.0
"""dB, whatever limiting takes away."""
_GOOD_ENOUGH = 0.4
"""LU off the wanted loudness that are not worth another encode."""
_CLOSE = 0.2
"""The same for a try without one."""
_HEADROOM = 0.9
"""dB that the limiter first leaves below the ceiling for what AAC adds."""
_TRIES = 5
_AAC = ("-c:a", "aac", "-aac_coder", "fast", "-b:a", "192k", "-ar", str(RATE), "-ac", "2")
"""At this bit rate the fast coder is also the better one: 52 dB of signal to error on speech over music, against 37."""
RECIPE = (CEILING, _NOISE, _MOST_GAIN, _GOOD_ENOUGH, _CLOSE, _HEADROOM, _TRIES, *_AAC)
"""What the encoded sound depends on besides the mix."""


@dataclass(frozen=True)
class Level:
    """Integrated loudness in LUFS and true peak in dBTP; both are very low for silence."""

    loudness: float
    peak: float


def read_level(log: str) -> Level:
    """What ffmpeg's `ebur128=peak=true` printed in the end.

    Raises:
        RenderError: it printed nothing of the kind.
    """
    loudness = re.findall(r"^\s*I:\s*(-?[\d.]+|-?inf|nan) LUFS", log, re.MULTILINE)
    peak = re.findall(r"^\s*Peak:\s*(-?[\d.]+|-?inf|nan) dBFS", log, re.MULTILINE)
    if not loudness or not peak:
        raise RenderError("The film's loudness could not be measured.")
    return Level(_finite(loudness[-1]), _finite(peak[-1]))


def _finite(text: str) -> float:
    value = float(text)
    return max(value, SILENCE) if math.isfinite(value) else SILENCE


def record(level: Level, path: Path) -> None:
    """Write a level down beside the sound that has it."""
    path.write_text(json.dumps(asdict(level)))


def recall(path: Path) -> Level | None:
    """A level that was written down, or None where that was spoiled."""
    try:
        return Level(**json.loads(path.read_text()))
    except (ValueError, TypeError):
        return None


def measure(path: Path, cancelled: threading.Event, timeout: float) -> Level:
    """The level of an MP4's or M4A's sound as a player decodes it.

    Raises:
        RenderError: it can't be decoded.
        CancelledError: `cancelled` was set.
    """
    log = run_ffmpeg(
        ["-vn", "-f", "mov", "-i", f"file:{path}", "-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"],
        timeout=timeout,
        cancelled=cancelled,
    )
    return read_level(log)


def encode_silence(out: Path, samples: int, cancelled: threading.Event, timeout: float) -> Level:
    """Write a silent stereo track, which players and platforms expect where there is no sound."""
    source = f"anullsrc=r={RATE}:cl=stereo,atrim=end_sample={samples}"
    run_ffmpeg(["-f", "lavfi", "-i", source, *_AAC, "-f", "mp4", str(out)], timeout=timeout, cancelled=cancelled)
    return Level(SILENCE, SILENCE)


def master(
    mix: Path,
    level: Level,
    target: float | None,
    out: Path,
    cancelled: threading.Event,
    timeout: float,
    on_step: Callable[[float], None],
) -> Level:
    """Encode the WAV `mix`, whose level is `level`, to `out` (M4A) at `target` LUFS, or as loud as it is for None.

    `on_step` is told 0..1 while it goes on. Returns what was reached: a mix of mere noise stays as
    low as it is.

    Raises:
        RenderError: the encoder failed.
        CancelledError: `cancelled` was set.
    """
    wanted = target if level.loudness >= _NOISE else None
    gain = 0.0 if wanted is None else min(wanted - level.loudness, _MOST_GAIN)
    limit = CEILING - _HEADROOM
    tried: list[tuple[float, Level]] = []
    kept = out.with_suffix(".best.m4a")
    for attempt in range(_TRIES):
        if wanted is not None and level.peak + gain > limit:
            gain = _gain_through_limiter(mix, gain, limit, wanted, cancelled, timeout)
        _encode(mix, gain, limit if level.peak + gain > limit else None, out, cancelled, timeout)
        on_step((attempt * 2 + 1) / (_TRIES * 2))
        reached = measure(out, cancelled, timeout)
        on_step((attempt * 2 + 2) / (_TRIES * 2))
        short = 0.0 if wanted is None else wanted - reached.loudness
        over = max(0.0, reached.peak - CEILING)
        badness = abs(short) + 20 * over
        if not tried or badness < min(worth for worth, _ in tried):
            out.replace(kept)
        tried.append((badness, reached))
        more = min(short, _MOST_GAIN - gain)
        if over <= 0 and (abs(short) <= _GOOD_ENOUGH or abs(more) < 0.05):
            break
        gain += more
        limit -= over + 0.2 if over > 0 else 0.0
    kept.replace(out)
    return min(tried, key=lambda item: item[0])[1]


def _gain_through_limiter(
    mix: Path, gain: float, limit: float, wanted: float, cancelled: threading.Event, timeout: float
) -> float:
    """The gain in dB that comes nearest to `wanted` LUFS behind the limiter, from `gain` on, without encoding."""
    for _ in range(_TRIES):
        filters = [*_level_filters(gain, limit), "ebur128=framelog=quiet:peak=true"]
        log = run_ffmpeg(
            ["-f", "wav", "-i", f"file:{mix}", "-af", ",".join(filters), "-f", "null", "-"],
            timeout=timeout,
            cancelled=cancelled,
        )
        short = min(wanted - read_level(log).loudness, _MOST_GAIN - gain)
        if abs(short) <= _CLOSE:
            break
        gain += short
    return gain


def _level_filters(gain: float, limit: float | None) -> list[str]:
    filters = [f"volume={gain:.3f}dB:precision=double"]
    if limit is not None:
        # Peaks between samples are seen at four times the rate.
        filters += [
            f"aresample={RATE * 4}",
            f"alimiter=limit={10 ** (limit / 20):.5f}:level=disabled:attack=3:release=80:asc=1:asc_level=0.3:latency=1",
            f"aresample={RATE}",
        ]
    return filters


def _encode(mix: Path, gain: float, limit: float | None, out: Path, cancelled: threading.Event, timeout: float) -> None:
    source = ["-f", "wav", "-i", f"file:{mix}", "-af", ",".join(_level_filters(gain, limit))]
    run_ffmpeg([*source, *_AAC, "-map_metadata", "-1", "-f", "mp4", str(out)], timeout=timeout, cancelled=cancelled)
