"""Footage of people who are drawn, in front of a room with a ruler: where each face is, and who speaks, is known.

The faces are such that the networks that look for faces find them. The ruler at the upper edge gets lighter from left
to right, so that each frame of a film tells where in the picture its crop stood.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from shorts_tui.engine.assets import Asset
from tests.engine.render.studio import RATE
from tests.golden import reels
from tests.golden.reels import Picture, Wave

SIZE = (256, 144)
RULER = 10
"""px of the ruler, which is as light as its column."""
TALL = 44
"""px of a face from hair to chin."""
_LOOKS = ((224, 172, 140), (150, 105, 80), (240, 200, 175))
_HAIR = ((60, 40, 30), (30, 25, 22), (120, 90, 50))
_STEPS = 8
"""Ways to open a mouth, and to turn a head to each side, that are drawn."""

Floats = npt.NDArray[np.float64]
Place = tuple[float, float, float]
"""Where the middle of a face is, px, and how far the head is turned, -1..1."""


@dataclass(frozen=True)
class Person:
    """Somebody who is at `place` at each second, or not there."""

    place: Callable[[float], Place | None]
    kind: int = 0
    tall: int = TALL


@dataclass(frozen=True)
class Line:
    """A recorded sentence that one of the people says from a second on."""

    who: int
    sentence: int
    at: float

    @property
    def end(self) -> float:
        return self.at + reels.sentences()[self.sentence].length / 1000


def film(
    path: Path, seconds: float, people: Sequence[Person], lines: Sequence[Line] = (), cuts: Sequence[float] = ()
) -> Asset:
    """Film these people while they say their lines; the room is another one after each of the `cuts`."""
    sound = reels.quiet(seconds)
    open_ = [np.zeros(round(seconds * reels.FPS) + 1) for _ in people]
    for line in lines:
        said = reels.sentences()[line.sentence].samples
        reels.add(sound, line.at, said)
        first = round(line.at * reels.FPS)
        loud = _loudness(said)[: len(open_[line.who]) - first]
        open_[line.who][first : first + len(loud)] = loud
    rooms = [_room(number) for number in range(len(cuts) + 1)]

    def paint(second: float) -> Picture:
        number = round(second * reels.FPS)
        picture = rooms[sum(second >= cut - 0.001 for cut in cuts)].copy()
        for person, mouth in zip(people, open_, strict=True):
            if (place := person.place(second)) is not None:
                _paste(picture, person, place, mouth[number])
        grain = np.random.default_rng(number % 5).normal(0, 2.5, (SIZE[1], SIZE[0], 1))
        picture = (picture + grain).clip(0, 255)
        picture[:RULER] = np.arange(SIZE[0])[None, :, None]
        return picture.astype(np.uint8)

    return reels.shoot(path, seconds, paint, sound.clip(-1, 1))


def crops(frames: npt.NDArray[np.uint8]) -> Floats:
    """Where the middle of the crop stood in each frame of a film, px of the footage."""
    rows = max(round(RULER * frames.shape[1] / SIZE[1]) - 6, 1)
    return np.asarray(frames[:, 2 : 2 + rows].mean(axis=(1, 2, 3)) + 0.5, np.float64)


def speaker(lines: Sequence[Line], second: float) -> int | None:
    """Who speaks; nobody while one gives way to another, which is where the crop may change."""
    for line, following in pairwise([*lines, lines[-1]]):
        if line.who != following.who and line.end - 0.2 <= second <= following.at + 0.3:
            return None
    return [line.who for line in lines if line.at <= second][-1] if second >= lines[0].at else lines[0].who


def sways(number: int, reach: float, hertz: float, second: float) -> float:
    """An irregular way to and fro."""
    turn = 2 * math.pi * hertz * second
    return reach * (math.sin(turn + number) + 0.6 * math.sin(1.7 * turn + 2 * number)) / 1.6


def _loudness(samples: Wave) -> Floats:
    """How far a mouth is open in each frame of what it says, 0..1."""
    step = RATE // reels.FPS
    levels = np.sqrt((samples[: len(samples) // step * step].reshape(-1, step) ** 2).mean(axis=1))
    return np.asarray(np.clip(levels / np.percentile(levels, 90), 0, 1))


def _room(number: int) -> Floats:
    """A wall with some pattern, of another colour for each number."""
    pattern = np.random.default_rng(number + 1).normal(0, 12, (SIZE[1] // 8, SIZE[0] // 8, 1))
    colour = ((95, 105, 110), (60, 50, 90), (150, 140, 80))[number % 3]
    return np.asarray(np.kron(pattern, np.ones((8, 8, 1))) + np.array(colour, float))


def _paste(picture: Floats, person: Person, place: Place, mouth: float) -> None:
    x, y, turned = place
    drawn, seen = _face(person.tall, person.kind, round(mouth * _STEPS), round(turned * _STEPS))
    side = len(seen)
    left, top = round(x - side / 2), round(y - side / 2)
    first, last = max(left, 0), min(left + side, SIZE[0])
    upper, lower = max(top, 0), min(top + side, SIZE[1])
    if first >= last or upper >= lower:
        return
    part = (slice(upper - top, lower - top), slice(first - left, last - left))
    below = picture[upper:lower, first:last]
    below += (drawn[part] - below) * seen[part][..., None]


class _Canvas:
    """A square, two faces wide and high, on which ellipses and shades are put; lengths in heights of the face."""

    def __init__(self, tall: int) -> None:
        rows, columns = np.mgrid[0 : 2 * tall, 0 : 2 * tall]
        self.x, self.y = (columns + 0.5) / tall - 1, (rows + 0.5) / tall - 1
        self.soft = 1.5 / tall
        self.picture = np.zeros((2 * tall, 2 * tall, 3))
        self.seen = np.zeros((2 * tall, 2 * tall))

    def oval(self, x: float, y: float, wide: float, high: float) -> Floats:
        """How far each point is outside of an ellipse."""
        return np.asarray((np.hypot((self.x - x) / wide, (self.y - y) / high) - 1) * min(wide, high))

    def box(self, x: float, y: Floats | float, wide: float, high: float) -> Floats:
        return np.asarray(np.maximum(abs(self.x - x) - wide, abs(self.y - y) - high))

    def put(self, outside: Floats, colour: Sequence[float] | Floats) -> None:
        much = np.clip(0.5 - outside / self.soft, 0, 1)
        self.picture += (np.asarray(colour, float) - self.picture) * much[..., None]
        self.seen = np.maximum(self.seen, much)

    def shade(self, dark: float, x: float, y: float, wide: float, high: float) -> None:
        self.picture *= (1 - dark * np.exp(-(((self.x - x) / wide) ** 2) - ((self.y - y) / high) ** 2))[..., None]


@lru_cache(maxsize=512)
def _face(tall: int, kind: int, mouth: int, turned: int) -> tuple[Floats, Floats]:
    """A head with shoulders, and where it hides what is behind it (0..1)."""
    canvas, skin, hair, aside = _Canvas(tall), np.array(_LOOKS[kind], float), _HAIR[kind], turned / _STEPS
    canvas.put(canvas.oval(0, 1.05, 0.8, 0.45), _LOOKS[kind][::-1])
    canvas.put(canvas.box(0, 0.5, 0.2, 0.25), skin * 0.72)
    canvas.put(canvas.oval(0, -0.12, 0.47, 0.55), hair)
    canvas.put(canvas.oval(0, 0.02, 0.385, 0.52), skin)
    edge = np.clip((np.hypot(canvas.x / 0.385, (canvas.y - 0.02) / 0.52) - 0.55) / 0.45, 0, 1)
    canvas.picture *= (1 - 0.35 * edge)[..., None]
    brow = canvas.y + 0.3 + 0.1 * np.cos(6 * canvas.x)
    canvas.put(np.maximum(canvas.oval(0, 0.02, 0.4, 0.54), brow), hair)
    for side in (-0.165, 0.165):
        x = side + 0.05 * aside
        canvas.shade(0.45, x, -0.07, 0.11, 0.075)
        canvas.put(canvas.oval(x, -0.06, 0.075, 0.036), (235, 232, 228))
        canvas.put(canvas.oval(x + 0.02 * aside, -0.06, 0.036, 0.036), (50, 32, 22))
        canvas.put(canvas.box(x, -0.145 + (canvas.x - x) ** 2, 0.1, 0.02), hair)
        canvas.put(canvas.box(x, -0.096 + 3 * (canvas.x - x) ** 2, 0.08, 0.01), (40, 25, 20))
        canvas.shade(0.55, 0.07 * aside + side * 0.27, 0.175, 0.025, 0.018)
    canvas.shade(0.3, 0.07 * aside + 0.055, 0.07, 0.03, 0.13)
    canvas.shade(0.25, 0.07 * aside, 0.2, 0.08, 0.02)
    x, open_ = 0.05 * aside, mouth / _STEPS
    canvas.put(canvas.oval(x, 0.3 + 0.02 * open_, 0.13, 0.04 + 0.07 * open_), (176, 84, 80))
    canvas.put(canvas.oval(x, 0.3 + 0.02 * open_, 0.11, 0.008 + 0.07 * open_), (70, 25, 25))
    canvas.shade(0.22, x, 0.39, 0.08, 0.02)
    return canvas.picture, canvas.seen
