"""A clip that is to be so long loses its end, and nothing else of the film does."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language import read
from shorts_tui.engine.director.plan import CannotDo, Clips, CutTo, Range, Remove

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
    ],
)
def test_a_clip_that_is_cut_to_a_length_loses_its_end(words: str, span: tuple[int, int]) -> None:
    assert read(words, FILM).operations == (Remove(range=Range(start=span[0], end=span[1])),)


@pytest.mark.parametrize("words", ["delete clip 1 and cut it to 10 seconds", "cut clip 1, then trim it to 10 seconds"])
def test_two_wishes_are_two(words: str) -> None:
    first, then = read(words, FILM).operations
    assert first == Clips(do="delete", clips=(1,))
    assert then == CutTo(length=10_000)


@pytest.mark.parametrize("words", ["trim clip 2 to 30 seconds", "cut talk.mp4 to 40 seconds"])
def test_a_clip_that_is_no_longer_than_that_stays(words: str) -> None:
    (refused,) = read(words, FILM).operations
    assert isinstance(refused, CannotDo)
