"""Cuts that are seen in sampled frames: told to the ms, where the view changes and not where it only flashes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from shorts_tui.engine.media.switches import moment, small, switched
from tests.golden import reels

NOISE = np.random.default_rng(2)


def view(seed: int, light: float = 0.0) -> NDArray[np.uint8]:
    """A picture of patches; the same one for the same `seed`, lighter by `light`."""
    patches = np.random.default_rng(seed).integers(40, 180, (9, 16, 1))
    picture = np.kron(patches, np.ones((12, 12, 3))) + light + NOISE.normal(0, 2, (108, 192, 3))
    return picture.clip(0, 255).astype(np.uint8)


def cuts(*views: tuple[int, float]) -> list[int]:
    return switched([small(view(seed, light)) for seed, light in views])


def test_another_view_is_a_cut() -> None:
    assert cuts(*[(1, 0.0)] * 6, *[(2, 0.0)] * 6) == [6]


@pytest.mark.parametrize("light", [30.0, 75.0])
def test_a_flash_is_none(light: float) -> None:
    assert cuts(*[(1, 0.0)] * 6, (1, light), *[(1, 0.0)] * 6) == []


def test_light_that_goes_on_is_none() -> None:
    assert cuts(*[(1, 0.0)] * 6, *[(1, 25.0)] * 6) == []


def test_where_all_changes_all_the_time_nothing_stands_out() -> None:
    assert cuts(*[(seed, 0.0) for seed in range(12)]) == []


@pytest.mark.parametrize("frame", [20, 21, 31])
def test_the_moment_is_that_of_the_first_picture_after_it(tmp_path: Path, frame: int) -> None:
    views = view(1), view(2)
    footage = reels.shoot(tmp_path / "cut.mp4", 2, lambda second: views[second >= frame / 30 - 0.001])
    at = frame * 1000 / 30
    assert moment(footage, at - 1, at + 82) == pytest.approx(at, abs=0.51)
    assert moment(footage, at - 82, at + 1) == pytest.approx(at, abs=0.51)
