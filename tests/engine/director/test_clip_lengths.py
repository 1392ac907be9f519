"""A clip that is to be so long loses its end, and nothing else of the film does."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language import read
from shorts_tui.engine.director.plan import CannotDo, Clips, CutTo, Range, Remove, Volume

FILM = Film(
    duration=50_000,
    clips=2,
    media_labels=("talk.mp4", "bikes.mp4"),
    clip_names=("talk.mp4", "bikes.mp4"),
    clip_spans=((0, 40_000), (40_000, 50_000)),
)


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("cut talk.mp4 to 10 seconds", (10_000, 40_000)),
        ("please shorten talk.mp4 to 10 seconds", (10_000, 40_000)),
        ("trim clip 1 to 10 seconds", (10_000, 40_000)),
        ("cut the first clip down to 10s", (10_000, 40_000)),
        ("trim the second clip to 5 seconds", (45_000, 50_000)),
        ("make clip 1 10 seconds long", (10_000, 40_000)),
        ("make the first clip 10 seconds", (10_000, 40_000)),
        ("the first clip should be 10 seconds long", (10_000, 40_000)),
        ("cut the talk clip to 10 seconds", (10_000, 40_000)),
        ("clip 2: 5 seconds", (45_000, 50_000)),
        ("shorten clip 2 by 5 seconds", (45_000, 50_000)),
        ("keep only the first 5 seconds of clip 2", (45_000, 50_000)),
        ("use 5 seconds of clip 2", (45_000, 50_000)),
        ("take clip 2 and make it 5 seconds", (45_000, 50_000)),
        ("remove the last 5 seconds of clip 1", (35_000, 40_000)),
        ("cut the first second off clip 2", (40_000, 41_000)),
        ("cut the end of clip 1 by 5 seconds", (35_000, 40_000)),
        ("from clip 2 remove the first second", (40_000, 41_000)),
        ("remove 0:01 to 0:03 from clip 2", (41_000, 43_000)),
        ("把第一段剪到10秒", (10_000, 40_000)),
        ("第二个片段只留5秒", (45_000, 50_000)),
        ("第二段控制在5秒以内", (45_000, 50_000)),
        ("第二段去掉前1秒", (40_000, 41_000)),
        ("删掉第一段的最后5秒", (35_000, 40_000)),
    ],
)
def test_a_clip_that_is_cut_to_a_length_loses_its_end(words: str, span: tuple[int, int]) -> None:
    assert read(words, FILM).operations == (Remove(range=Range(start=span[0], end=span[1])),)


@pytest.mark.parametrize(
    "words",
    [
        "keep the first 4s of each clip",
        "trim every clip to 4 seconds",
        "trim clips 1 and 2 to 4 seconds",
        "每段都剪到4秒",
    ],
)
def test_several_clips_lose_their_ends(words: str) -> None:
    assert read(words, FILM).operations == (
        Remove(range=Range(start=4_000, end=40_000)),
        Remove(range=Range(start=44_000, end=50_000)),
    )


def test_what_lies_around_a_kept_part_of_a_clip_goes_and_other_clips_stay() -> None:
    assert read("keep 0:01-0:03 of clip 2", FILM).operations == (
        Remove(range=Range(start=40_000, end=41_000)),
        Remove(range=Range(start=43_000, end=50_000)),
    )


def test_each_clip_has_its_own_length() -> None:
    assert read("trim clip 1 to 3 seconds and clip 2 to 4 seconds", FILM).operations == (
        Remove(range=Range(start=3_000, end=40_000)),
        Remove(range=Range(start=44_000, end=50_000)),
    )


def test_a_part_of_a_clip_is_a_stretch_of_the_film_for_everything_else() -> None:
    assert read("mute the first 2 seconds of clip 2", FILM).operations == (
        Volume(level=0.0, range=Range(start=40_000, end=42_000)),
    )


@pytest.mark.parametrize("words", ["delete clip 1 and cut it to 10 seconds", "cut clip 1, then trim it to 10 seconds"])
def test_two_wishes_are_two(words: str) -> None:
    first, then = read(words, FILM).operations
    assert first == Clips(do="delete", clips=(1,))
    assert then == CutTo(length=10_000)


@pytest.mark.parametrize("words", ["trim clip 2 to 30 seconds", "cut talk.mp4 to 40 seconds"])
def test_a_clip_that_is_no_longer_than_that_stays(words: str) -> None:
    (refused,) = read(words, FILM).operations
    assert isinstance(refused, CannotDo)
