"""What was taken back is gone from the film to the last sample, and what was done again is there again."""

from __future__ import annotations

import numpy as np
import pytest

from shorts_tui.engine.assets import Asset
from tests.golden.kit import Crew, Shown

KEPT = "keep 0:03 to 0:06"
GREY = "make it black and white"
RETAKES: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
    ((KEPT, "speed it up 2x", "undo"), (KEPT,)),
    ((KEPT, "title 'Harbour' for 2 seconds", "undo that please"), (KEPT,)),
    ((KEPT, "加速两倍", "撤销", "重做"), (KEPT, "speed it up 2x")),
    ((KEPT, "speed it up 2x", "undo", "undo", "redo"), (KEPT,)),
    ((KEPT, GREY, "start over", KEPT), (KEPT,)),
]


def alike(one: Shown, other: Shown) -> bool:
    """The same pictures and the same sound."""
    return np.array_equal(one.frames, other.frames) and np.array_equal(one.sound, other.sound)


@pytest.mark.parametrize(("told", "same"), RETAKES, ids=[" / ".join(told) for told, _ in RETAKES])
def test_the_film_is_the_one_before(crew: Crew, tones: Asset, told: tuple[str, ...], same: tuple[str, ...]) -> None:
    shown = crew.film(told, tones)
    assert alike(shown, crew.film(same, tones))
    assert not alike(shown, crew.film(["keep 0:04 to 0:07"], tones))
