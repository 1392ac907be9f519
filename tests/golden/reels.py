"""The footage of the golden films, made here: of each moment it is known what is seen and heard.

A clock is footage that shows which second it is: its upper half gets lighter with each second, its lower half with
each frame of a second, and darker again with the next one.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.ffmpeg import ffmpeg_path
from tests.engine.render.studio import RATE, hear
from tests.footage import QUICK, asset, write_wave

Wave = npt.NDArray[np.float64]
Picture = npt.NDArray[np.uint8]
Paint = Callable[[float], Picture]
MEDIA = Path(__file__).parent / "media"
FPS = 30
WIDE = (192, 108)
"""px of most footage."""
_FIRST, _STEP = 8, 7
"""Grey of a clock's second 0, and how much lighter each next one is."""
_LIGHTEST = 250


@dataclass(frozen=True)
class Said:
    """A word of some footage, ms."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A recorded sentence: its samples (-1..1, `RATE`) and its words, timed from its beginning."""

    text: str
    samples: Wave
    words: tuple[Said, ...]

    @property
    def length(self) -> int:
        """Its length, ms."""
        return len(self.samples) * 1000 // RATE


@lru_cache(maxsize=1)
def sentences() -> tuple[Sentence, ...]:
    """What make_speech.py recorded, in its order."""
    facts = json.loads((MEDIA / "speech.json").read_text(encoding="utf-8"))
    # ffmpeg takes 3 dB from one channel when it makes two of it.
    recording = hear(MEDIA / "speech.ogg").mean(axis=0).astype(np.float64) * np.sqrt(2)
    return tuple(
        Sentence(
            fact["text"],
            recording[fact["start"] * RATE // 1000 : fact["end"] * RATE // 1000],
            tuple(Said(word["w"], word["s"], word["e"]) for word in fact["words"]),
        )
        for fact in facts
    )


def clock(second: float, size: tuple[int, int] = WIDE) -> Picture:
    """What a clock shows."""
    width, height = size
    whole = int(second + 1e-6)
    part = second - whole
    picture = np.empty((height, width, 3), np.uint8)
    picture[: height // 2] = _FIRST + _STEP * whole
    picture[height // 2 :] = round(_LIGHTEST * (1 - part if whole % 2 else part))
    return picture


def second_of(picture: Picture) -> float:
    """Which second a clock shows, to half a frame."""
    height, width = picture.shape[:2]
    middle = slice(width * 2 // 5, width * 3 // 5)
    upper = float(picture[height // 5 : height * 2 // 5, middle].mean())
    lower = float(picture[height * 3 // 5 : height * 4 // 5, middle].mean())
    whole = round((upper - _FIRST) / _STEP)
    part = lower / _LIGHTEST
    return whole + (1 - part if whole % 2 else part)


def quiet(seconds: float, level: float = -66) -> Wave:
    """A room in which nothing is heard: noise of so many dBFS."""
    noise = np.random.default_rng(7).standard_normal(round(seconds * RATE))
    return np.asarray(noise * 10 ** (level / 20))


def tone(seconds: float, hertz: float, level: float = 0.3) -> Wave:
    """A steady tone that begins and ends without a click."""
    time = np.arange(round(seconds * RATE)) / RATE
    edge = np.clip(np.minimum(time, time[::-1]) / 0.005, 0, 1)
    return np.asarray(level * np.sin(2 * np.pi * hertz * time) * edge)


def add(track: Wave, at: float, sound: Wave) -> None:
    """Put a sound into a track, `at` seconds from its beginning."""
    first = round(at * RATE)
    track[first : first + len(sound)] += sound[: max(len(track) - first, 0)]


def shoot(path: Path, seconds: float, paint: Paint, sound: Wave | None = None) -> Asset:
    """Film what `paint` shows at each moment (seconds), with this sound."""
    height, width = paint(0).shape[:2]
    command = [ffmpeg_path(), "-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24"]
    command += ["-s", f"{width}x{height}", "-r", str(FPS), "-i", "pipe:0"]
    if sound is not None:
        track = path.with_suffix(".wav")
        write_wave(track, sound, RATE)
        command += ["-i", f"file:{track}", "-c:a", "aac", "-b:a", "160k"]
    frames = (paint(number / FPS).tobytes() for number in range(round(seconds * FPS)))
    _encode([*command, *QUICK, "-crf", "12", "-g", "60", f"file:{path}"], frames)
    return asset(path)


def _encode(command: Sequence[str], frames: Iterable[bytes]) -> None:
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for frame in frames:
            process.stdin.write(frame)
        process.stdin.close()
        assert process.wait(60) == 0


def recorded(path: Path, sound: Wave) -> Asset:
    """A sound file."""
    write_wave(path, sound, RATE)
    return asset(path)


def painted(path: Path, picture: Picture) -> Asset:
    """A PNG."""
    height, width = picture.shape[:2]
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-i", "pipe:0"]
    command = [ffmpeg_path(), "-hide_banner", "-loglevel", "error", "-y", *source, "-frames:v", "1", f"file:{path}"]
    _encode(command, [picture.tobytes()])
    return asset(path)


def plain(colour: tuple[int, int, int], size: tuple[int, int] = WIDE) -> Picture:
    """One colour."""
    return np.full((size[1], size[0], 3), colour, np.uint8)


def squared(colour: tuple[int, int, int], side: int = 40, size: tuple[int, int] = WIDE) -> Picture:
    """One colour with a white square in the middle."""
    picture = plain(colour, size)
    top, left = (size[1] - side) // 2, (size[0] - side) // 2
    picture[top : top + side, left : left + side] = 255
    return picture
