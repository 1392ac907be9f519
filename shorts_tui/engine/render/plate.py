"""The plate that a lower third stands on: a dark bar with a bright edge, drawn below its letters by ASS.

Words on a busy picture are read at once when what is behind them is calm. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass

from shorts_tui.engine.render.layout import Area

_EDGE, _PAD, _RISE = 0.14, 0.36, 0.1
"""Ems: of the bright edge, of the room beside the letters, and of the room above and below them."""
_SHADE = "\\1c&H101010&\\1a&H48&"
"""Nearly black, through which a little of the picture is seen."""


@dataclass(frozen=True)
class Plate:
    """A bar for letters of `size` px: its corners (px of the film)."""

    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def place(self) -> tuple[float, float]:
        """Its upper left corner."""
        return self.left, self.top

    def bodies(self, tags: str, accent: str) -> tuple[str, str]:
        """The bar and its edge as ASS text; `tags` place it and move it, `accent` is the edge's colour."""
        head = f"{{\\an7{tags}\\bord0\\shad0"
        width, height = self.right - self.left, self.bottom - self.top
        edge = _EDGE * self.size
        return (
            f"{head}{_SHADE}\\p1}}{_box(0, width, height)}",
            f"{head}\\1c{accent}\\p1}}{_box(0, edge, height)}",
        )


def inner(area: Area, size: float) -> Area:
    """What is left of `area` for the letters (of `size` px) of a lower third."""
    return Area(area.left + (_EDGE + _PAD) * size, area.top, area.right - _PAD * size, area.bottom)


def plate_for(area: Area, top: float, height: float, width: float, size: float) -> Plate:
    """The plate of letters of `size` px that take `width` by `height` px from `top` on."""
    right = area.left + (_EDGE + 2 * _PAD) * size + width
    return Plate(
        area.left, max(top - _RISE * size, area.top), right, min(top + height + _RISE * size, area.bottom), size
    )


def _box(left: float, width: float, height: float) -> str:
    return f"m {left:.1f} 0 l {left + width:.1f} 0 {left + width:.1f} {height:.1f} {left:.1f} {height:.1f}"
