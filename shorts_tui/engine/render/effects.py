"""What is done to a clip's picture beside cutting and framing: grade, zoom, fades; as values and as ffmpeg filters."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shorts_tui.timeline.draft import Segment

_TRANSITIONS = {
    "crossfade": "fade",
    "dip": "fadeblack",
    "flash": "fadewhite",
    "wipe": "wipeleft",
    "slide": "slideleft",
    "zoom": "zoomin",
}
"""Transitions of the draft and what ffmpeg's xfade calls them."""
_LONGEST_FADE = 10_000


@dataclass(frozen=True)
class Effects:
    """How a clip looks; frames count from the clip's own beginning.

    Attributes:
        frames: the clip's length.
        first: which frame of the clip the shot begins with.
        brightness: added to the luma, -1..1.
        contrast, saturation: factors.
        warmth: what is moved from blue to red, in steps of 8 bits.
        zoom: how much the picture grows from the clip's beginning to its end, as two factors.
        fade_in, fade_out: frames.
    """

    frames: int = 0
    first: int = 0
    brightness: float = 0.0
    contrast: float = 1.0
    saturation: float = 1.0
    warmth: float = 0.0
    zoom: tuple[float, float] = (1.0, 1.0)
    fade_in: int = 0
    fade_out: int = 0

    @property
    def still_zoom(self) -> float:
        """The factor of a zoom that doesn't move; 1 where there is none, or it moves."""
        return self.zoom[0] if self.zoom[0] == self.zoom[1] else 1.0

    def grading(self) -> list[str]:
        """Filters for a YUV picture."""
        found = []
        if (self.brightness, self.contrast, self.saturation) != (0, 1, 1):
            found.append(
                f"eq=brightness={self.brightness:.4f}:contrast={self.contrast:.4f}:saturation={self.saturation:.4f}"
            )
        if self.warmth:
            found.append(
                f"lutyuv=u='clip(val-{self.warmth:.2f},16,240)':v='clip(val+{self.warmth * 0.7:.2f},16,240)'".replace(
                    "--", "+"
                ).replace("+-", "-")
            )
        return found

    def moving(self, rate: int) -> list[str]:
        """Filters of a zoom that moves; a picture of the film's size goes in and comes out."""
        start, end = self.zoom
        if start == end or self.frames <= 0:
            return []
        # Half a cosine: it sets off and arrives gently. Perspective moves by parts of a pixel, so nothing trembles.
        share = f"(0.5-0.5*cos(PI*min(1,({self.first}+on)/{max(self.frames - 1, 1)})))"
        edge = f"0.5*(1-1/({start:.4f}+{end - start:.4f}*{share}))"
        left, top = f"W*{edge}", f"H*{edge}"
        corners = ((left, top), (f"W-{left}", top), (left, f"H-{top}"), (f"W-{left}", f"H-{top}"))
        places = ":".join(f"x{n}='{x}':y{n}='{y}'" for n, (x, y) in enumerate(corners))
        return [f"perspective={places}:eval=frame:interpolation=linear:sense=source"]

    def fading(self, rate: int, frames: int) -> list[str]:
        """Filters for the film's text and picture of the shot's `frames`, which begin at time 0."""
        last = self.first + frames
        coming = self.fade_in and self.first < self.fade_in
        going = self.fade_out and last > self.frames - self.fade_out
        if not (coming or going):
            return []
        found = [f"setpts=PTS+{self.first}/({rate}*TB)"]
        if coming:
            found.append(f"fade=t=in:st=0:d={self.fade_in / rate:.4f}")
        if going:
            # The last frame is black: the fade ends where that one begins.
            length = max(self.fade_out - 1, 1) / rate
            found.append(f"fade=t=out:st={(self.frames - self.fade_out) / rate:.4f}:d={length:.4f}")
        return [*found, f"setpts=PTS-{self.first}/({rate}*TB)"]


@dataclass(frozen=True)
class Overlay:
    """Frames `start` to `end` (exclusive) show an image over the picture.

    `corner` is a place such as `top-right`; `size` its width and `opacity` its strength, 0..1 each.
    """

    start: int
    end: int
    corner: str
    size: float
    opacity: float


def transition_of(segment: Segment, fps: int, frames: int) -> tuple[str, int]:
    """(ffmpeg's name, frames) of how a clip of so many frames takes over; ("", 0) for a plain cut."""
    value = segment.meta.get("transition")
    if not isinstance(value, Mapping) or value.get("type") not in _TRANSITIONS:
        return "", 0
    length = min(round(number(value.get("d"), 500, 0, 3000) * fps / 1000), frames // 2)
    return (_TRANSITIONS[value["type"]], length) if length > 1 else ("", 0)


def effects_of(segment: Segment, fps: int, frames: int, first: int) -> Effects:
    """The effects of a clip of `frames` frames, for a shot that begins with its frame `first`."""
    grade, zoom = segment.meta.get("grade"), segment.meta.get("zoom")
    looks: Mapping[str, Any] = grade if isinstance(grade, Mapping) else {}
    moves: Mapping[str, Any] = zoom if isinstance(zoom, Mapping) else {}
    start, end = (number(moves.get(key), 1.0, 1.0, 4.0) for key in ("from", "to"))
    fades = [
        min(round(number(segment.meta.get(key), 0, 0, _LONGEST_FADE) * fps / 1000), frames)
        for key in ("fade_in", "fade_out")
    ]
    moving = start != end or any(fades)
    return Effects(
        frames=frames if moving else 0,
        first=first if moving else 0,
        brightness=number(looks.get("brightness"), 0.0, -1, 1),
        contrast=number(looks.get("contrast"), 1.0, 0.1, 4),
        saturation=number(looks.get("saturation"), 1.0, 0, 3),
        warmth=number(looks.get("warmth"), 0.0, -60, 60),
        zoom=(start, end),
        fade_in=fades[0],
        fade_out=fades[1],
    )


def overlay_of(segment: Segment, start: int, end: int) -> Overlay:
    """A picture over the picture in frames `start` to `end`."""
    value = segment.meta.get("overlay")
    look: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    corner = look.get("corner")
    return Overlay(
        start,
        end,
        corner if isinstance(corner, str) else "top-right",
        number(look.get("size"), 0.2, 0.02, 1.0),
        number(look.get("opacity"), 1.0, 0.0, 1.0),
    )


def noise_of(segment: Segment) -> float | None:
    """The level of the noise (dBFS) that is to be taken out of a clip's sound; None: it stays as it is."""
    value = segment.meta.get("denoise")
    return number(value.get("floor"), -50.0, -90, -20) if isinstance(value, Mapping) else None


def number(value: Any, default: float, low: float, high: float) -> float:
    """A number of the draft within limits; the default for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return default
    return min(high, max(low, float(value)))
