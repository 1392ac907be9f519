"""What room there is for text: past other texts at the same edge, and past images that lie over the film. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shorts_tui.engine.render.layout import Area, Setting

_OVERLAP = 100
"""ms that two texts must share before one makes room for the other."""
_GAP = 0.2
"""Ems between an obstacle and the text that makes room for it."""


@dataclass(frozen=True)
class Obstacle:
    """Something that fills `area` from `start` to `end` (ms of the film), and no text should stand on."""

    area: Area
    start: int
    end: int


@dataclass(frozen=True)
class _Block:
    """Room that a text takes: `far` is px from the edge (or the middle) that it hangs on."""

    start: int
    end: int
    position: str
    far: float


@dataclass
class Room:
    """The room in `area` of a film whose middle is at `middle` px from the top; filled text by text."""

    area: Area
    middle: float
    obstacles: Sequence[Obstacle]
    blocks: list[_Block] = field(default_factory=list)

    def reserve(self, times: tuple[int, int], position: str, setting: Setting, columns: tuple[float, float]) -> float:
        """How far from its edge a text hangs that shows between `times` (ms) and fills `columns` (px)."""
        start, end = times
        at_once = (
            block.far
            for block in self.blocks
            if block.position == position and min(block.end, end) - max(block.start, start) > _OVERLAP
        )
        offset = max(at_once, default=0.0)
        in_the_way = [
            one
            for one in self.obstacles
            if one.start < end and start < one.end and columns[0] < one.area.right and one.area.left < columns[1]
        ]
        # The nearest to the edge first: past one, the next may be in the way.
        for one in sorted(in_the_way, key=lambda one: one.area.top, reverse=position == "bottom"):
            top = self.top(setting.height, position, offset)
            if one.area.bottom <= top or top + setting.height <= one.area.top:
                continue
            if position == "top":
                offset = one.area.bottom - self.area.top + _GAP * setting.size
            elif position == "bottom":
                offset = self.area.bottom - one.area.top + _GAP * setting.size
        self.blocks.append(_Block(start, end, position, offset + setting.height))
        return offset

    def top(self, height: float, position: str, offset: float) -> float:
        """Where a text of `height` px begins that hangs so far from its edge."""
        if position == "top":
            top = self.area.top + offset
        elif position == "middle":
            top = self.middle - height / 2 + offset
        else:
            top = self.area.bottom - height - offset
        return min(max(top, self.area.top), self.area.bottom - height)
