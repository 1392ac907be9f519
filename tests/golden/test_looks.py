"""What is done to the picture: grades, transitions, zooms, fades and slideshows, measured in the middle of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from shorts_tui.engine.assets import Asset
from tests.golden import reels
from tests.golden.conftest import STILLS
from tests.golden.kit import FRAME, Crew, Shown, asked

Colour = npt.NDArray[np.float64]
SKIN = (192, 128, 96)
RED, GREEN, BLUE = (np.array(colour, float) for colour in STILLS.values())


def colour_at(shown: Shown, ms: float, part: slice = slice(0, 60)) -> Colour:
    """The mean colour of some columns near the left edge, beside the white square."""
    return np.asarray(shown.at(ms)[:, part].reshape(-1, 3).mean(axis=0))


@pytest.fixture(scope="module")
def skin(reel_home: Path) -> Asset:
    """2 s of one colour."""
    picture = reels.plain(SKIN)
    return reels.shoot(reel_home / "skin.mp4", 2, lambda _second: picture)


def warmth(colour: Colour) -> float:
    return float(colour[0] - colour[2])


GRADES: list[tuple[str, Callable[[Colour], bool]]] = [
    ("make it brighter", lambda after: after.mean() > np.mean(SKIN) + 10),
    ("调暗一点", lambda after: after.mean() < np.mean(SKIN) - 10),
    ("make it black and white", lambda after: bool(np.ptp(after) < 4 and abs(after.mean() - np.mean(SKIN)) < 25)),
    ("调成黑白的", lambda after: bool(np.ptp(after) < 4)),
    ("make it warmer", lambda after: warmth(after) > warmth(np.array(SKIN, float)) + 10),
    ("make it cooler", lambda after: warmth(after) < warmth(np.array(SKIN, float)) - 10),
    ("make the colors pop", lambda after: bool(np.ptp(after) > np.ptp(SKIN) + 10)),
]


@pytest.mark.parametrize(("told", "holds"), GRADES, ids=[told for told, _ in GRADES])
def test_a_grade_does_what_it_is_called(crew: Crew, skin: Asset, told: str, holds: Callable[[Colour], bool]) -> None:
    assert holds(colour_at(crew.film([told], skin), 1000))


def mixed(one: Colour, other: Colour) -> Colour:
    return (one + other) / 2


JOINS: list[tuple[tuple[str, ...], Colour | None]] = [
    (("add crossfade transitions between the clips of 1 second",), mixed(RED, GREEN)),
    (("加1秒的叠化转场",), mixed(RED, GREEN)),
    (("dip to black between the clips for 1 second",), np.zeros(3)),
    (("flash to white between the clips for 1 second",), np.full(3, 255.0)),
    (("add a 1 second wipe between the clips",), None),
]


@pytest.mark.parametrize(("told", "halfway"), JOINS, ids=[told[0] for told, _ in JOINS])
def test_one_picture_gives_way_to_the_next(
    crew: Crew, stills: list[Asset], told: tuple[str, ...], halfway: Colour | None
) -> None:
    """Each picture is there for 3 s; the next one takes over in the second after that."""
    shown = crew.film(told, *stills)
    assert shown.length == pytest.approx(9000, abs=FRAME)
    assert colour_at(shown, 2900) == pytest.approx(RED, abs=6)
    assert colour_at(shown, 4100) == pytest.approx(GREEN, abs=6)
    assert colour_at(shown, 7100) == pytest.approx(BLUE, abs=6)
    if halfway is not None:
        # A dip is darkest a little before the middle.
        nearest = min(np.abs(colour_at(shown, at) - halfway).max() for at in range(3300, 3534, 33))
        assert nearest < 15
        return
    picture = shown.at(3500)
    sides = [picture[:40, columns].reshape(-1, 3).mean(axis=0) for columns in (slice(0, 60), slice(-60, None))]
    assert sides[0] == pytest.approx(RED, abs=8)
    assert sides[1] == pytest.approx(GREEN, abs=8)


def side(shown: Shown, ms: float) -> int:
    """How wide the white square is, px."""
    picture = shown.at(ms)
    return int((picture[picture.shape[0] // 2].min(axis=1) > 200).sum())


@asked("ken burns on the photos", "zoom in slowly", "给照片加缓慢放大的效果")
def test_a_picture_grows_slowly_and_evenly(crew: Crew, stills: list[Asset], told: tuple[str, ...]) -> None:
    shown = crew.film(told, *stills)
    for first in (0, 3000, 6000):
        sides = [side(shown, first + at) for at in range(0, 2970, 100)]
        assert sides[0] == pytest.approx(80, abs=3)
        assert sides[-1] > 86
        assert all(0 <= after - before <= 4 for before, after in itertools.pairwise(sides))


@asked("add punch-in zooms", ("zoom in slowly", "no more zooms", "add punch-in zooms"))
def test_every_second_clip_is_seen_from_nearer(crew: Crew, stills: list[Asset], told: tuple[str, ...]) -> None:
    shown = crew.film(told, *stills)
    assert [side(shown, at) for at in (200, 2800, 6200, 8800)] == pytest.approx([80] * 4, abs=3)
    assert side(shown, 3200) == side(shown, 5800) > 90


SHOWS = [
    (("make a 7 second slideshow",), 7.0),
    (("show each photo for 2 seconds",), 6.0),
    (("每张图片显示1.5秒",), 4.5),
]


def changes(shown: Shown) -> list[float]:
    """When another picture is shown, ms."""
    jumps = np.abs(np.diff(shown.frames[:, 0, 0].astype(int), axis=0)).sum(axis=1)
    return [(number + 1) * FRAME for number in np.flatnonzero(jumps > 60)]


@pytest.mark.parametrize(("told", "length"), SHOWS, ids=[told[0] for told, _ in SHOWS])
def test_a_slideshow_has_its_length_in_equal_parts(
    crew: Crew, stills: list[Asset], told: tuple[str, ...], length: float
) -> None:
    shown = crew.film(told, *stills)
    assert shown.length == pytest.approx(length * 1000, abs=FRAME)
    assert changes(shown) == pytest.approx([length * 1000 / 3, length * 2000 / 3], abs=FRAME)


@pytest.fixture(scope="module")
def drums(reel_home: Path) -> Asset:
    """Nine seconds with a beat every 600 ms."""
    sound = reels.quiet(9, -60)
    for beat in range(15):
        reels.add(sound, beat * 0.6, reels.tone(0.08, 150, 0.6))
    return reels.recorded(reel_home / "drums.wav", sound)


@asked(("add drums.wav at 60%", "cut the photos to the beat"), ("加背景音乐drums.wav", "照片跟着节拍切换"))
def test_pictures_change_on_a_beat(crew: Crew, stills: list[Asset], drums: Asset, told: tuple[str, ...]) -> None:
    shown = crew.film(told, *stills, drums)
    found = changes(shown)
    assert len(found) == 2
    assert [at / 600 for at in found] == pytest.approx([round(at / 600) for at in found], abs=0.07)


@asked("fade in from black over 1 second", "开头1秒淡入")
def test_the_film_comes_up_from_black(crew: Crew, tones: Asset, told: tuple[str, ...]) -> None:
    shown, plain = crew.film(told, tones), crew.film(["keep the first 2 seconds"], tones)
    share = shown.frames[:60].mean(axis=(1, 2, 3)) / plain.frames.mean(axis=(1, 2, 3))
    assert share[0] < 0.05
    assert share[15] == pytest.approx(0.5, abs=0.12)
    assert share[35:] == pytest.approx(np.ones(25), abs=0.03)
