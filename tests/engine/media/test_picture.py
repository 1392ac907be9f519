"""The keyframe pass: cuts are found with dense and with sparse keyframes, stillness and motion are told apart."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.errors import CancelledError
from shorts_tui.engine.media import picture
from shorts_tui.engine.media.analysis import Analyst
from shorts_tui.samples import SampleFacts
from tests import footage

COLOURS = ("red", "navy", "gold", "gray")


def ignore(_share: float) -> None:
    """For tests that don't look at progress."""


@pytest.mark.parametrize(("gop", "fixed"), [(250, False), (25, False), (25, True), (250, True), (70, True)])
def test_cuts_are_found_however_the_encoder_sets_its_keyframes(tmp_path: Path, gop: int, fixed: bool) -> None:
    film = footage.asset(footage.cut_film(tmp_path / "cuts.mp4", 3, COLOURS, gop=gop, fixed=fixed))
    found = picture.measure(film, ignore).scenes
    assert len(found) == 4
    for cut, expected in zip(found, (0, 3000, 6000, 9000), strict=True):
        assert cut == pytest.approx(expected, abs=200)


def test_a_film_without_cuts_is_one_scene(films: Path) -> None:
    assert picture.measure(footage.asset(footage.film(films / "one.mp4", 6)), ignore).scenes == (0,)


@pytest.mark.parametrize(
    "make", [footage.vfr_film, footage.rotated_film, footage.ten_bit_film, footage.full_chroma_film]
)
def test_films_that_break_others_have_scenes_and_motion(tmp_path: Path, make: object) -> None:
    assert callable(make)
    found = picture.measure(footage.asset(make(tmp_path / "a.mp4", 3)), ignore)
    assert found.scenes == (0,)
    assert len(found.motion) == pytest.approx(3000 / found.step, abs=1)
    assert all(0 <= amount <= 1 for amount in found.motion)


def test_stillness_and_motion_are_told_apart(tmp_path: Path) -> None:
    frozen = "tpad=stop_mode=clone:stop_duration=4"
    film = footage.make(tmp_path / "a.mp4", *footage.card(4), "-vf", frozen, *footage.QUICK, "-g", 30)
    found = picture.measure(footage.asset(film), ignore)
    half = len(found.motion) // 2
    moving, still = found.motion[1 : half - 1], found.motion[half + 1 :]
    assert min(moving) > 3 * max(still)


def test_a_picture_that_is_all_keyframes_has_motion(tmp_path: Path) -> None:
    moving = footage.asset(footage.animation(tmp_path / "a.gif"))
    found = picture.measure(moving, ignore)
    assert found.scenes == (0,)
    assert max(found.motion) > 0.1


def test_the_scenes_of_the_sample_are_those_that_were_drawn(
    analyst: Analyst, sample: Asset, facts: SampleFacts
) -> None:
    found = analyst.picture(sample).scenes
    assert len(found) == len(facts.scenes) == 7
    for scene, drawn in zip(found, facts.scenes, strict=True):
        assert scene == pytest.approx(drawn, abs=80)


def test_sound_has_no_scenes_and_an_image_has_one(tmp_path: Path, analyst: Analyst) -> None:
    assert analyst.picture(footage.asset(footage.sound_only(tmp_path / "a.wav", 1))).scenes == ()
    image = analyst.picture(footage.asset(footage.still(tmp_path / "a.png")))
    assert (image.scenes, image.motion) == ((0,), ())


def test_it_stops_when_asked(sample: Asset) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(CancelledError):
        picture.measure(sample, ignore, stop)


def test_it_tells_how_far_it_is(sample: Asset) -> None:
    told: list[float] = []
    picture.measure(sample, told.append)
    assert told == sorted(told)
    assert len(told) > 5
    assert told[-1] == 1


def test_a_picture_survives_its_encoding(analyst: Analyst, sample: Asset) -> None:
    seen = analyst.picture(sample)
    assert picture.decode(picture.encode(seen)) == seen
