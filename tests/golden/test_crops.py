"""Other shapes: the crop stays with what moves and moves calmly, or the whole picture is shown before a blur."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from shorts_tui.engine.assets import Asset
from shorts_tui.timeline.draft import Draft
from tests.golden import reels
from tests.golden.kit import FRAME, Crew, Shown, asked

SIZE = (320, 180)
RADIUS = 9
Path_ = Callable[[float], float]


def there_and_back(second: float) -> float:
    """From 40 to 280 px in three seconds, and back."""
    return 40 + 80 * (second if second < 3 else 6 - second)


def left_then_right(second: float) -> float:
    """It trembles at the left, and from 3 s on at the right, on another ground."""
    return (60 if second < 3 else 260) + 4 * math.sin(second * 12)


def ball(place: Path_, scene: float = 99) -> reels.Paint:
    """A bright ball on a grey ground with a darker one from `scene` seconds on."""
    rows, columns = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]

    def paint(second: float) -> reels.Picture:
        picture = reels.plain((70, 70, 70) if second < scene else (20, 40, 90), SIZE)
        picture[np.hypot(columns - place(second), rows - 90) <= RADIUS] = 255
        return picture

    return paint


@pytest.fixture(scope="module")
def moving(reel_home: Path) -> Asset:
    return reels.shoot(reel_home / "moving.mp4", 6, ball(there_and_back), reels.tone(6, 300, 0.1))


@pytest.fixture(scope="module")
def two_scenes(reel_home: Path) -> Asset:
    return reels.shoot(reel_home / "two_scenes.mp4", 6, ball(left_then_right, 3), reels.tone(6, 300, 0.1))


def bright(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    return np.asarray(picture.min(axis=2) > 180)


def shape(draft: Draft) -> float:
    width, height = draft.size or (0, 1)
    return width / height


def crop_places(shown: Shown, place: Path_) -> npt.NDArray[np.float64]:
    """The left edge of the crop in each frame, px of the source: from where the ball is in both pictures."""
    scale = shown.frames.shape[1] / SIZE[1]
    paint = ball(place)
    sources = [middle(paint(number / 30)) + 0.5 for number in range(len(shown.frames))]
    seen = [(middle(picture) + 0.5) / scale for picture in shown.frames]
    return np.asarray(np.array(sources) - np.array(seen), np.float64)


def middle(picture: npt.NDArray[np.uint8]) -> float:
    """The middle of what is bright, columns."""
    light = picture.min(axis=2).astype(float)
    weights = np.clip(light - 110, 0, 130).sum(axis=0)
    return float((weights * np.arange(len(weights))).sum() / weights.sum())


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (("make it vertical",), 9 / 16),
        (("make it square and follow what moves",), 1.0),
        (("裁成竖屏，跟着移动的物体",), 9 / 16),
        (("make it 4:5",), 0.8),
    ],
    ids=lambda value: " / ".join(value) if isinstance(value, tuple) else f"{value:.2f}",
)
def test_the_crop_follows_what_moves_and_does_not_tremble(
    crew: Crew, moving: Asset, told: tuple[str, ...], wanted: float
) -> None:
    shown = crew.film(told, moving)
    assert shape(shown.draft) == pytest.approx(wanted, abs=0.002)
    scale = shown.frames.shape[1] / SIZE[1]
    whole = np.pi * RADIUS**2 * scale**2
    seen = [bright(picture).sum() / whole for picture in shown.frames]
    assert min(seen) > 0.9
    places = crop_places(shown, there_and_back)
    # The ball goes 2.7 px in a frame: the crop is never much faster, stops and sets off gently, and what it gains
    # in a frame it does not lose again in the next one, as it would on whole pixels of the source.
    moves = np.diff(places)
    assert np.abs(moves).max() < 4
    turns = np.diff(moves)
    assert np.abs(turns).max() < 2.4
    shakes = np.minimum(np.abs(turns[1:]), np.abs(turns[:-1]))[turns[1:] * turns[:-1] < 0]
    assert shakes.max() * scale < 1.6
    # In the middle of each way it is near the middle of the crop.
    width = SIZE[1] * wanted
    for at in (1.5, 4.5):
        assert there_and_back(at) - places[round(at * 30)] == pytest.approx(width / 2, abs=width * 0.2)


def goes_and_rests(second: float) -> float:
    """From 50 to 160 px, a rest of three seconds, and on to 270 px."""
    return 50 + 110 * min(max(second - 0.5, 0), 1) + 110 * min(max(second - 4.5, 0), 1)


@asked("make it vertical")
def test_what_comes_to_rest_is_not_left(crew: Crew, reel_home: Path, told: tuple[str, ...]) -> None:
    footage = reels.shoot(reel_home / "rests.mp4", 6.5, ball(goes_and_rests), reels.tone(6.5, 300, 0.1))
    shown = crew.film(told, footage)
    places = crop_places(shown, goes_and_rests)
    assert np.ptp(places[75:105]) < 2
    assert (np.diff(places) > -0.8).all()
    beside = [goes_and_rests(number / 30) - place - SIZE[1] * 9 / 32 for number, place in enumerate(places)]
    assert np.abs(beside[45:150]).max() < 40


@asked("make it vertical", "做成竖屏")
def test_the_crop_stands_in_each_scene_and_jumps_with_the_cut(
    crew: Crew, two_scenes: Asset, told: tuple[str, ...]
) -> None:
    shown = crew.film(told, two_scenes)
    places = crop_places(shown, left_then_right)
    moves = np.abs(np.diff(places))
    assert int(moves.argmax()) + 1 == 90
    assert np.sort(moves)[-2] < 0.5
    for at, middle in ((1, 60), (5, 260)):
        expected = min(max(middle - SIZE[1] * 9 / 32, 0), SIZE[0] - SIZE[1] * 9 / 16)
        assert places[at * 30] == pytest.approx(expected, abs=12)


@asked("make it vertical and show the left side of the picture")
def test_the_crop_stands_where_it_was_told_to(crew: Crew, two_scenes: Asset, told: tuple[str, ...]) -> None:
    shown = crew.film(told, two_scenes)
    middles = [np.flatnonzero(bright(picture).any(axis=0)).mean() for picture in shown.frames[:85]]
    scale = shown.frames.shape[1] / SIZE[1]
    assert middles == pytest.approx([left_then_right(number / 30) * scale for number in range(85)], abs=3)
    assert not any(bright(picture).any() for picture in shown.frames[95:])


@asked("make it vertical and fit the whole picture over a blurred background", "竖屏，模糊背景")
def test_the_whole_picture_is_seen_before_a_blurred_one(crew: Crew, moving: Asset, told: tuple[str, ...]) -> None:
    shown = crew.film(told, moving)
    height, width = shown.frames.shape[1:3]
    scale = width / SIZE[0]
    band = round(SIZE[1] * scale)
    top = (height - band) // 2
    for at in (0.5, 1.5, 2.9, 4.0):
        picture = shown.frames[round(at * 30)]
        sharp = bright(picture[top : top + band])
        columns = np.flatnonzero(sharp.any(axis=0))
        assert columns.mean() == pytest.approx(there_and_back(at) * scale, abs=2)
        assert sharp.sum() == pytest.approx(np.pi * (RADIUS * scale) ** 2, rel=0.25)
        around = np.concatenate([picture[: top - 4], picture[top + band + 4 :]])
        assert around.min(axis=2).max() < 150
        assert 20 < around.mean() < 68


@asked(("make it vertical", "make it wide again"), ("竖屏", "改回横屏"), ("make it square", "back to 16:9"))
def test_back_to_wide_shows_all_of_it_again(crew: Crew, moving: Asset, told: tuple[str, ...]) -> None:
    shown = crew.film(told, moving)
    assert shape(shown.draft) == pytest.approx(16 / 9, abs=0.01)
    scale = shown.frames.shape[2] / SIZE[0]
    for at in (0.0, 1.5, 2.9):
        columns = np.flatnonzero(bright(shown.frames[round(at * 30)]).any(axis=0))
        assert columns.mean() == pytest.approx(there_and_back(at) * scale, abs=3)
    assert shown.length == pytest.approx(6000, abs=FRAME)
