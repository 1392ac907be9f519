"""Drawing on a frame of floats: gradients, soft-edged shapes and light, with numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.floating[Any]]
Colour = tuple[float, float, float]
Point = tuple[float, float]
WIDTH, HEIGHT = 1280, 720


def colour(code: str) -> Colour:
    """`1b2a49` -> its red, green and blue, 0..1."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def vertical_gradient(stops: Sequence[tuple[float, str]]) -> Grid:
    """A whole frame; each stop is (share of the height 0..1, colour)."""
    at = np.linspace(0, 1, HEIGHT)
    places = [place for place, _ in stops]
    rows = np.stack([np.interp(at, places, [colour(code)[band] for _, code in stops]) for band in range(3)], axis=1)
    return np.repeat(rows[:, None, :], WIDTH, axis=1).astype(np.float32)


class Canvas:
    """One frame being drawn; coordinates are px from the top left, alpha and strength 0..1."""

    def __init__(self, background: Grid) -> None:
        self.pixels = background.copy()

    def _box(self, left: float, top: float, right: float, bottom: float) -> tuple[slice, slice, Grid, Grid] | None:
        """The part of the frame within the bounds, and its coordinates; None when nothing of it shows."""
        x0, x1 = max(int(left), 0), min(int(right) + 1, WIDTH)
        y0, y1 = max(int(top), 0), min(int(bottom) + 1, HEIGHT)
        if x0 >= x1 or y0 >= y1:
            return None
        across = np.arange(x0, x1, dtype=np.float32)[None, :] + np.float32(0.5)
        down = np.arange(y0, y1, dtype=np.float32)[:, None] + np.float32(0.5)
        return slice(y0, y1), slice(x0, x1), across, down

    def cover(self, rows: slice, columns: slice, mask: Grid, paint: Colour) -> None:
        """Lay `paint` over a part of the frame as far as `mask` (0..1) says."""
        part = self.pixels[rows, columns]
        part += mask[..., None] * (np.array(paint, np.float32) - part)

    def disc(self, x: float, y: float, radius: float, code: str, alpha: float = 1, soft: float = 1) -> None:
        """A filled circle whose edge is `soft` px wide."""
        reach = radius + soft
        if box := self._box(x - reach, y - reach, x + reach, y + reach):
            rows, columns, across, down = box
            distance = np.hypot(across - x, down - y)
            self.cover(rows, columns, alpha * ((radius - distance) / soft + 0.5).clip(0, 1), colour(code))

    def ring(self, x: float, y: float, radius: float, width: float, code: str, alpha: float = 1) -> None:
        """A circle's line."""
        reach = radius + width
        if box := self._box(x - reach, y - reach, x + reach, y + reach):
            rows, columns, across, down = box
            distance = np.abs(np.hypot(across - x, down - y) - radius)
            self.cover(rows, columns, alpha * (width / 2 - distance + 0.5).clip(0, 1), colour(code))

    def line(self, start: Point, end: Point, width: float, code: str, alpha: float = 1) -> None:
        """A straight stroke with round ends."""
        (x0, y0), (x1, y1) = start, end
        if box := self._box(min(x0, x1) - width, min(y0, y1) - width, max(x0, x1) + width, max(y0, y1) + width):
            rows, columns, across, down = box
            length = max((x1 - x0) ** 2 + (y1 - y0) ** 2, 1e-6)
            along = (((across - x0) * (x1 - x0) + (down - y0) * (y1 - y0)) / length).clip(0, 1)
            distance = np.hypot(across - x0 - along * (x1 - x0), down - y0 - along * (y1 - y0))
            self.cover(rows, columns, alpha * (width / 2 - distance + 0.5).clip(0, 1), colour(code))

    def polygon(self, points: Sequence[Point], code: str, alpha: float = 1, soft: float = 1) -> None:
        """A convex shape; the points go round clockwise as seen."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if box := self._box(min(xs) - soft, min(ys) - soft, max(xs) + soft, max(ys) + soft):
            rows, columns, across, down = box
            inside = np.full((down.shape[0], across.shape[1]), 1e6, np.float32)
            for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
                length = max(float(np.hypot(x1 - x0, y1 - y0)), 1e-6)
                inside = np.minimum(inside, ((x1 - x0) * (down - y0) - (y1 - y0) * (across - x0)) / length)
            self.cover(rows, columns, alpha * (inside / soft + 0.5).clip(0, 1), colour(code))

    def below(self, edge: Grid, code: str, alpha: float = 1) -> None:
        """Everything under a curve; `edge` gives its height at each column."""
        top = max(int(edge.min()) - 1, 0)
        down = np.arange(top, HEIGHT, dtype=np.float32)[:, None] + np.float32(0.5)
        self.cover(slice(top, HEIGHT), slice(0, WIDTH), alpha * (down - edge[None, :] + 0.5).clip(0, 1), colour(code))

    def glow(self, x: float, y: float, radius: float, code: str, strength: float = 1) -> None:
        """Light that is added around a point and fades to nothing at `radius`."""
        if box := self._box(x - radius, y - radius, x + radius, y + radius):
            rows, columns, across, down = box
            near = (1 - np.hypot(across - x, down - y) / radius).clip(0, 1) ** 2 * strength
            self.pixels[rows, columns] += near[..., None] * np.array(colour(code), np.float32)

    def beam(self, x: float, y: float, reach: float, code: str, strength: float = 1) -> None:
        """Light from a lamp to one side, `reach` px long (negative: to the left), wider as it goes."""
        if abs(reach) < 4:
            return
        far = x + 3 * reach
        if box := self._box(min(x, far), y - 200, max(x, far), y + 200):
            rows, columns, across, down = box
            along = (across - x) * np.sign(reach)
            width = 7 + along * 0.085
            light = np.exp(-(((down - y) / width) ** 2)) * np.exp(-along / abs(reach)) * (along > 0) * strength
            self.pixels[rows, columns] += light[..., None].astype(np.float32) * np.array(colour(code), np.float32)

    def bytes(self) -> bytes:
        """The frame as rgb24."""
        return (self.pixels.clip(0, 1) * 255 + 0.5).astype(np.uint8).tobytes()
