"""The pictures of the sample film: seven drawn scenes, each a function of its own time.

What matters lies in the middle third, so that a vertical crop keeps it; the left is for titles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin

import numpy as np

from tests.sample_film.canvas import HEIGHT, WIDTH, Canvas, Grid, vertical_gradient

COLUMNS = np.arange(WIDTH, dtype=np.float32) + np.float32(0.5)


@dataclass(frozen=True)
class Moment:
    """Where in a scene a frame lies: seconds since its beginning, its length, and since a foghorn blew (or None)."""

    time: float
    length: float
    horn: float | None = None


@cache
def _sky(*stops: tuple[float, str]) -> Grid:
    return vertical_gradient(stops)


@cache
def _scatter(seed: int, count: int) -> Grid:
    """Rows of four random values, 0..1."""
    return np.random.default_rng(seed).random((count, 4))


def _waves(height: float, size: float, length: float, phase: float) -> Grid:
    swell: Grid = np.sin(COLUMNS / length + phase) + 0.5 * np.sin(COLUMNS / length * 2.3 - phase * 1.3)
    return height + size * swell


def _stars(canvas: Canvas, time: float, bottom: float) -> None:
    for x, y, big, phase in _scatter(3, 70):
        light = 0.35 + 0.3 * sin(time * 0.7 + 6.3 * phase)
        canvas.disc(WIDTH * x, bottom * y, 0.8 + 1.1 * big, "dfe9ff", light)


def _tower(canvas: Canvas, x: float, foot: float, scale: float, colours: tuple[str, str, str]) -> tuple[float, float]:
    """A striped lighthouse that stands at (x, foot); returns where its lamp is."""
    light, stripe, dark = colours
    height, low, high = 300 * scale, 46 * scale, 28 * scale
    for band in range(5):
        bottom, top = foot - height * band / 5, foot - height * (band + 1) / 5
        wide, thin = low + (high - low) * band / 5, low + (high - low) * (band + 1) / 5
        edges = ((x - thin, top), (x + thin, top), (x + wide, bottom), (x - wide, bottom))
        canvas.polygon(edges, stripe if band % 2 else light)
    shade = ((x + high * 0.25, foot - height), (x + high, foot - height), (x + low, foot), (x + low * 0.25, foot))
    canvas.polygon(shade, dark, 0.4, soft=14 * scale)
    canvas.disc(x, foot - height * 0.5, 6 * scale, dark)
    canvas.disc(x, foot - height * 0.72, 5 * scale, dark)
    top, wide = foot - height, 40 * scale
    canvas.polygon(((x - wide, top - 8 * scale), (x + wide, top - 8 * scale), (x + wide, top), (x - wide, top)), dark)
    room = 22 * scale
    canvas.polygon(((x - room, top - 52 * scale), (x + room, top - 52 * scale), (x + room, top), (x - room, top)), dark)
    canvas.polygon(
        ((x, top - 84 * scale), (x + 32 * scale, top - 52 * scale), (x - 32 * scale, top - 52 * scale)), stripe
    )
    return x, top - 30 * scale


def night(canvas: Canvas, at: Moment) -> None:
    """The hook: a tower on a rock, its beam going round over the sea."""
    _stars(canvas, at.time, 420)
    canvas.disc(930, 150, 44, "f3ecd2", 0.95, soft=3)
    canvas.disc(912, 140, 41, "10213b", 1, soft=3)
    for layer, code in enumerate(("12304a", "0f2740", "0b1d33")):
        canvas.below(_waves(500 + 48 * layer, 4 + 3 * layer, 55 + 30 * layer, at.time * (0.5 + 0.2 * layer)), code)
    canvas.polygon(((560, 540), (600, 505), (680, 500), (730, 545), (790, 640), (500, 640)), "1a1f2b", soft=2)
    canvas.polygon(((600, 505), (640, 502), (610, 640), (500, 640)), "2b3342", 0.8, soft=6)
    x, y = _tower(canvas, 640, 512, 0.95, ("e8e3d6", "b8403a", "1c1a26"))
    canvas.below(_waves(622, 7, 70, at.time * 0.9), "081627")
    turn = at.time * 2 * pi / 9 + 0.6
    for side in (0.0, pi):
        canvas.beam(x, y, 420 * cos(turn + side), "ffe7a8", 0.55)
    facing = max(sin(turn) ** 16, 0.12)
    canvas.glow(x, y, 60 + 200 * facing, "ffdf94", 0.35 + 0.5 * facing)
    canvas.disc(x, y, 13, "fff6d8", soft=6)


def fire(canvas: Canvas, at: Moment) -> None:
    """A bonfire on a hill, somebody beside it, rain across."""
    hill = 560 - 95 * np.exp(-(((COLUMNS - 640) / 260) ** 2))
    canvas.below(_waves(540, 5, 120, at.time * 0.4), "241a3c")
    canvas.below(hill.astype(np.float32), "150f22")
    flicker = 1 + 0.1 * sin(at.time * 9) + 0.07 * sin(at.time * 14.3)
    canvas.glow(640, 430, 330 * flicker, "ff7a2a", 0.5)
    for log, lean in ((-34, 30), (34, -30), (-12, 40)):
        canvas.line((640 + log, 470), (640 + log + lean, 440), 11, "3a2016")
    for _, spread, speed, phase in _scatter(5, 26):
        age = (at.time * (0.5 + 0.5 * speed) + phase) % 1
        x = 640 + (spread - 0.5) * 74 * (1 - age) + 9 * sin(at.time * 3 + 6 * phase)
        canvas.glow(x, 452 - 170 * age, 62 * (1 - age) + 6, "ff9a3c" if age < 0.45 else "e2451e", 0.62 * (1 - age))
    for aside, _, speed, phase in _scatter(6, 14):
        age = (at.time * 0.35 * (0.6 + speed) + phase) % 1
        canvas.disc(640 + (aside - 0.3) * 170 * age, 440 - 330 * age, 2, "ffc26b", 0.9 * (1 - age))
    bent = 8 * max(0.0, sin(at.time * 1.4))
    canvas.polygon(((747, 424), (766, 424), (776, 482), (737, 482)), "0c0814", soft=2)
    canvas.disc(755 - bent * 0.4, 411, 12, "0c0814", soft=2)
    canvas.line((752, 434), (718 - bent, 428 + bent), 7, "0c0814")
    for x, y, big, _ in _scatter(8, 42):
        down = (y * HEIGHT + at.time * 620) % (HEIGHT + 60) - 40
        across = (x * 1500 - down * 0.22) % 1500 - 100
        canvas.line((across, down), (across - 6, down + 26 + 8 * big), 1.4, "8c88b4", 0.32)


def lens(canvas: Canvas, at: Moment) -> None:
    """A lamp, a stepped lens, and the rays that it straightens."""
    for line in range(9):
        canvas.line((0, 80 * line), (WIDTH, 80 * line), 1, "2b5f7d", 0.35)
    shown = min(1.0, max(0.0, (at.time - 1.0) / 5))
    lamp = (500.0, 360.0)
    for ray in range(-6, 7):
        height = 360.0 + ray * 36
        entry, mid = (640.0, 360 + ray * 33.0), (668.0, height)
        reach = min(1.0, shown * 1.7)
        end = (lamp[0] + (entry[0] - lamp[0]) * reach, lamp[1] + (entry[1] - lamp[1]) * reach)
        canvas.line(lamp, end, 3, "ffd36b", 0.8)
        if shown > 0.6:
            canvas.line(entry, mid, 3, "ffe9b0", 0.9)
            far = 668 + (WIDTH - 668) * (shown - 0.6) / 0.4
            canvas.line(mid, (far, height), 3, "ffd36b", 0.85)
            for spark in range(4):
                x = 668 + ((at.time * 0.22 + spark / 4) % 1) * 640
                if x < far:
                    canvas.disc(x, height, 5, "fff7dd", 0.9)
    canvas.polygon(((640, 318), (664, 326), (674, 360), (664, 394), (640, 402)), "a8e3f0", 0.55, soft=1.5)
    for step in range(5):
        for sign in (-1, 1):
            near, far = 360 + sign * (50 + 40 * step), 360 + sign * (84 + 40 * step)
            corners = [(640.0, far), (654.0, far), (678.0, near), (640.0, near)]
            canvas.polygon(corners if sign < 0 else corners[::-1], "a8e3f0", 0.5 + 0.03 * step, soft=1.5)
    canvas.glow(*lamp, 120 + 6 * sin(at.time * 7), "ffb347", 0.8)
    canvas.disc(*lamp, 15, "fff2c9", soft=4)
    canvas.polygon(((490, 376), (510, 376), (516, 430), (484, 430)), "d9a35b", soft=1.5)


def rhythm(canvas: Canvas, at: Moment) -> None:
    """Three lamps that flash in three ways, and what each writes on a strip."""
    patterns = (((0.0, 1.6),), ((0.0, 0.6), (1.1, 1.7)), ((0.0, 0.45), (0.8, 1.25), (1.6, 2.05)))
    for row, flashes in enumerate(patterns):
        y, period = 205 + 155.0 * row, 4.0
        now = (at.time + row * 1.1) % period
        lit = any(begin <= now < end for begin, end in flashes)
        canvas.line((560, y), (840, y), 30, "0c3b3c")
        for back in range(-1, 3):
            for begin, end in flashes:
                left = 835 - (now - begin + back * period) * 52
                right = min(835.0, 835 - (now - end + back * period) * 52)
                if left < 835 and right > 565:
                    canvas.line((max(left + 7, 565), y), (max(right - 7, 566), y), 14, "ffd670")
        canvas.polygon(((470, y + 22), (500, y + 22), (510, y + 66), (460, y + 66)), "e9e4d4", soft=1.5)
        canvas.polygon(((465, y + 36), (505, y + 36), (507, y + 50), (463, y + 50)), "d4564a", soft=1.5)
        canvas.disc(485, y, 24, "0c3b3c")
        if lit:
            canvas.glow(485, y, 125, "ffcf5a", 0.8)
        canvas.disc(485, y, 15, "fff3c4" if lit else "35615c", soft=2)


def fog(canvas: Canvas, at: Moment) -> None:
    """A ship feels its way through fog; the horn sends rings across the water."""
    canvas.below(_waves(470, 3, 90, at.time * 0.5), "66798a")
    x, y = _tower(canvas, 560, 500, 0.62, ("8b98a5", "7f8b98", "697783"))
    canvas.glow(x, y, 110, "fff0c4", 0.22 + 0.05 * sin(at.time * 1.5))
    if at.horn is not None and 0 <= at.horn < 5:
        for ring in range(5):
            age = at.horn - 0.45 * ring
            if 0 < age < 2.2:
                canvas.ring(x, y, 40 + 210 * age, 5, "f4f6f2", 0.75 * (1 - age / 2.2))
    ship = 720 + 9 * at.time - 60
    bob = 4 * sin(at.time * 0.9)
    canvas.polygon(
        ((ship - 92, 520 + bob), (ship + 98, 520 + bob), (ship + 74, 566), (ship - 72, 566)), "3c4a58", soft=3
    )
    canvas.polygon(
        ((ship - 50, 484 + bob), (ship + 20, 484 + bob), (ship + 20, 522), (ship - 50, 522)), "4b5a69", soft=3
    )
    canvas.polygon(((ship - 8, 450 + bob), (ship + 12, 450 + bob), (ship + 12, 486), (ship - 8, 486)), "566675", soft=3)
    canvas.glow(ship - 84, 508 + bob, 34, "ff8a5c", 0.8)
    for layer in range(4):
        drift = at.time * (0.05 + 0.03 * layer) * (-1) ** layer
        canvas.below(_waves(390 + 85 * layer, 26, 190 - 20 * layer, drift + 2 * layer), "aab7c0", 0.26)


def keeper(canvas: Canvas, at: Moment) -> None:
    """Inside the tower: somebody climbs the stairs with a lantern."""
    canvas.polygon(((400, 0), (880, 0), (880, HEIGHT), (400, HEIGHT)), "6b3b2c")
    for course in range(19):
        canvas.line((400, 38 * course), (880, 38 * course), 1.5, "55301f", 0.7)
    canvas.disc(745, 285, 54, "2a1a18", soft=2)
    canvas.disc(745, 285, 46, "16294a", soft=2)
    canvas.disc(757, 273, 13, "f0e9cf", soft=2)
    flights = ((430.0, 690.0, 850.0, 480.0), (850.0, 480.0, 430.0, 270.0), (430.0, 270.0, 850.0, 60.0))
    for x0, y0, x1, y1 in flights:
        for step in range(14):
            x, y = x0 + (x1 - x0) * step / 14, y0 + (y1 - y0) * step / 14
            left, right = sorted((x, x + (x1 - x0) / 14 * 1.4))
            canvas.polygon(((left, y), (right, y), (right, y + 16), (left, y + 16)), "2c1913")
    way = min(2.999, 3 * (0.06 + 0.9 * at.time / at.length))
    flight, along = int(way), way % 1
    x0, y0, x1, y1 = flights[flight]
    x, y = x0 + (x1 - x0) * along, y0 + (y1 - y0) * along - 3 * abs(sin(at.time * 4))
    ahead = 1 if x1 > x0 else -1
    canvas.glow(x + 30 * ahead, y - 50, 270, "ffb257", 0.55 + 0.04 * sin(at.time * 8))
    canvas.polygon(((x - 11, y - 68), (x + 11, y - 68), (x + 17, y), (x - 17, y)), "131a2b", soft=2)
    canvas.disc(x, y - 80, 13, "d9a77c", soft=2)
    canvas.polygon(((x - 12, y - 96), (x + 12, y - 96), (x + 15, y - 84), (x - 15, y - 84)), "131a2b", soft=2)
    canvas.line((x, y - 58), (x + 30 * ahead, y - 58), 7, "131a2b")
    canvas.disc(x + 30 * ahead, y - 46, 9, "fff0bf", soft=4)


def dawn(canvas: Canvas, at: Moment) -> None:
    """Sunrise; the lamp still turns, gulls pass, and the film goes dark at its end."""
    rise = 500 - 95 * at.time / at.length
    canvas.glow(700, rise, 420, "ffb46b", 0.5)
    canvas.disc(700, rise, 62, "fff0c2", soft=4)
    for layer, code in enumerate(("c9685f", "96506a", "5b3a63")):
        canvas.below(_waves(505 + 55 * layer, 3 + 3 * layer, 60 + 30 * layer, at.time * (0.5 + 0.2 * layer)), code)
    for x, y, big, phase in _scatter(11, 36):
        shine = max(0.0, sin(at.time * 1.6 + 6.3 * phase))
        middle, height = 700 + (x - 0.5) * (90 + 300 * y), 512 + 150 * y
        canvas.line((middle - 8 - 18 * big, height), (middle + 8 + 18 * big, height), 3, "ffdf9e", 0.75 * shine)
    canvas.polygon(((470, 560), (520, 518), (610, 520), (660, 575), (690, 640), (430, 640)), "2d1f35", soft=2)
    x, y = _tower(canvas, 565, 528, 0.9, ("f2dcc8", "a5433f", "2d1f35"))
    canvas.below(_waves(628, 6, 75, at.time * 0.8), "3d2a50")
    canvas.glow(x, y, 130, "fff0b8", 0.25 + 0.65 * max(0.0, sin(at.time * 1.3)) ** 6)
    canvas.disc(x, y, 11, "fff6d8", soft=5)
    for bird in range(4):
        bx, by = 380 + 46 * at.time + 66 * (bird % 3) - 150, 180 + 34 * bird + 12 * sin(at.time + bird)
        flap = 9 * sin(at.time * 5 + bird * 1.7)
        canvas.line((bx, by), (bx - 18, by - 9 - flap), 3, "3a2440")
        canvas.line((bx, by), (bx + 18, by - 9 - flap), 3, "3a2440")
    canvas.pixels *= np.float32(min(1.0, max(0.0, (at.length - at.time) / 1.2)))


BACKGROUNDS: Mapping[str, tuple[tuple[float, str], ...]] = {
    "night": ((0.0, "0a1428"), (0.5, "1a3557"), (0.72, "3a6173"), (1.0, "0a1a2c")),
    "fire": ((0.0, "17122e"), (0.5, "41285a"), (0.78, "8a4560"), (1.0, "2a1a3a")),
    "lens": ((0.0, "0e3450"), (1.0, "164a66")),
    "rhythm": ((0.0, "145052"), (1.0, "1d6a62")),
    "fog": ((0.0, "8797a4"), (0.6, "b4bfc5"), (1.0, "8394a0")),
    "keeper": ((0.0, "1a1216"), (1.0, "241719")),
    "dawn": ((0.0, "3d5a8c"), (0.35, "d98b86"), (0.7, "ffc98a"), (1.0, "7a4a70")),
}
PICTURES: Mapping[str, Callable[[Canvas, Moment], None]] = {
    "night": night,
    "fire": fire,
    "lens": lens,
    "rhythm": rhythm,
    "fog": fog,
    "keeper": keeper,
    "dawn": dawn,
}


def draw(picture: str, at: Moment) -> bytes:
    """One frame of a scene as rgb24."""
    canvas = Canvas(_sky(*BACKGROUNDS[picture]))
    PICTURES[picture](canvas, at)
    return canvas.bytes()
