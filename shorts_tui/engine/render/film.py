"""What a cut list is made of: shots to show and clips to play on the output's frame grid, and texts to draw."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.render.effects import Effects, Overlay
from shorts_tui.timeline.draft import Segment


@dataclass(frozen=True)
class Framing:
    """How a picture fills the frame: `x` and `y` (0..1) say which part stays where it must be cropped."""

    mode: Literal["fill", "fit-blur"] = "fill"
    x: float = 0.5
    y: float = 0.5
    path: tuple[tuple[float, float], ...] = ()
    """(ms of the source, x) in order, where `x` moves; between two points it goes straight."""


@dataclass(frozen=True)
class Shot:
    """Frames `start` to `end` (exclusive) show `asset` from `source` (ms) on; no asset is black."""

    start: int
    end: int
    asset: Asset | None = None
    source: float = 0.0
    speed: float = 1.0
    framing: Framing = Framing()
    effects: Effects = field(default_factory=Effects)
    before: Shot | None = None
    """What goes on below while this one takes over, as long as that takes."""
    transition: str = ""
    """ffmpeg's name for how it takes over from `before`."""

    @property
    def frames(self) -> int:
        """Its length in frames."""
        return self.end - self.start


@dataclass(frozen=True)
class Clip:
    """Frames `start` to `end` (exclusive) play the sound of `asset` from `source` (ms) on; fades in ms."""

    start: int
    end: int
    asset: Asset
    source: float
    speed: float = 1.0
    volume: float = 1.0
    fade_in: int = 0
    fade_out: int = 0
    noise: float | None = None
    """dBFS of steady noise that is to be taken out."""


@dataclass(frozen=True)
class Lane:
    """The clips of one track in order, none over another; `duck` lanes give way to the others."""

    clips: tuple[Clip, ...]
    duck: bool = False


@dataclass(frozen=True)
class Cutlist:
    """A film on its frame grid.

    Attributes:
        width, height: px, even.
        fps: frames a second, whole.
        frames: length of the film.
        shots: what is shown, without a gap from 0 to `frames`.
        lanes: what is heard.
        texts: what is drawn; times as in the draft, ms.
        loudness: the LUFS to bring the sound to, or None to leave it.
        overlays: images over the picture, the lowest first.
    """

    width: int
    height: int
    fps: int
    frames: int
    shots: tuple[Shot, ...]
    lanes: tuple[Lane, ...]
    texts: tuple[Segment, ...]
    loudness: float | None = None
    overlays: tuple[tuple[Overlay, Asset], ...] = ()

    @property
    def duration(self) -> int:
        """Length of the film, ms."""
        return round(self.frames * 1000 / self.fps)


def frame_at(ms: float, fps: int) -> int:
    """The frame boundary nearest to a time."""
    return math.floor(ms * fps / 1000 + 0.5)
