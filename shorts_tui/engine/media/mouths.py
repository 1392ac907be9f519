"""How much a mouth changes its shape from one frame to the next, whatever the head does meanwhile.

Heads nod and turn while somebody else speaks. So eyes and nose are laid over each other first: what then differs more
around the mouth than above it is the mouth's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from shorts_tui.engine.media.faces import Face

Grey = NDArray[np.float32]

_ROWS, _COLUMNS = 40, 32
"""Points at which a face is looked at, whatever its size."""
_REACH = 5
"""Points that a head may go between two frames."""
_UPPER = (slice(4, 25), slice(4, 28))
"""Brows, eyes and nose."""
_LOWER = (slice(26, 40), slice(6, 26))
"""The mouth and what it moves."""
_FLAT = 4.0
"""Spread of a face's greys (0..255) below which there is nothing to see in it."""


def change(face: Face, frame: NDArray[np.uint8], before: NDArray[np.uint8]) -> float:
    """How much the mouth of a face in `frame` has changed since `before`, in spreads of the face's greys (0 and up).

    Both are RGB pictures of one size (height, width, 3), taken about a tenth of a second apart.
    """
    now = _looked_at(face, frame, 0)
    spread = float(now.std())
    if spread < _FLAT:
        return 0.0
    then = _looked_at(face, before, _REACH)
    moved = _laid_over(now, then)
    upper, lower = (float(np.abs(now[part] - moved[part]).mean()) for part in (_UPPER, _LOWER))
    return max(lower - upper, 0.0) / spread


def _looked_at(face: Face, frame: NDArray[np.uint8], margin: int) -> Grey:
    """The greys of a face at `_ROWS` by `_COLUMNS` points and `margin` more to each side, the picture's edge held."""
    height, width = frame.shape[:2]
    down, along = np.arange(-margin, _ROWS + margin) + 0.5, np.arange(-margin, _COLUMNS + margin) + 0.5
    y = np.clip((face.y + (down / _ROWS - 0.5) * face.height) * height - 0.5, 0, height - 1.001)
    x = np.clip((face.x + (along / _COLUMNS - 0.5) * face.width) * width - 0.5, 0, width - 1.001)
    top, left = y.astype(int), x.astype(int)
    near = frame[top[0] : top[-1] + 2, left[0] : left[-1] + 2].astype(np.float32).mean(axis=2)
    top, left, down, along = top - top[0], left - left[0], (y % 1)[:, None], (x % 1)[None, :]
    right, below = np.minimum(left + 1, near.shape[1] - 1), np.minimum(top + 1, near.shape[0] - 1)
    upper = near[top][:, left] * (1 - along) + near[top][:, right] * along
    lower = near[below][:, left] * (1 - along) + near[below][:, right] * along
    return np.asarray(upper * (1 - down) + lower * down, np.float32)


def _laid_over(now: Grey, then: Grey) -> Grey:
    """`then`, which reaches further on all sides, moved so that eyes and nose lie as they do `now`."""
    rows, columns = _UPPER
    wanted = now[_UPPER]
    span = 2 * _REACH + 1
    windows = np.lib.stride_tricks.sliding_window_view(then, wanted.shape)
    apart = windows[rows.start : rows.start + span, columns.start : columns.start + span] - wanted
    unlike = np.square(apart).mean(axis=(2, 3))
    row, column = np.unravel_index(int(unlike.argmin()), unlike.shape)
    down = float(row) + _between(unlike[:, column], int(row))
    along = float(column) + _between(unlike[row], int(column))
    top, left = min(int(down), span - 2), min(int(along), span - 2)
    y, x = down - top, along - left
    part = then[top : top + _ROWS + 1, left : left + _COLUMNS + 1]
    upper = part[:-1, :-1] * (1 - x) + part[:-1, 1:] * x
    lower = part[1:, :-1] * (1 - x) + part[1:, 1:] * x
    return np.asarray(upper * (1 - y) + lower * y, np.float32)


def _between(values: NDArray[np.float32], at: int) -> float:
    """How far beside its lowest point (-0.5..0.5) a row of values really is lowest."""
    if not 0 < at < len(values) - 1:
        return 0.0
    before, here, after = (float(values[at + by]) for by in (-1, 0, 1))
    bend = before - 2 * here + after
    return max(min(0.5 * (before - after) / bend, 0.5), -0.5) if bend > 0 else 0.0
