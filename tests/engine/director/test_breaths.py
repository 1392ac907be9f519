"""What is softer than speech at the ends of a pause: breaths and words that die away, and nothing that goes on."""

from __future__ import annotations

import pytest

from shorts_tui.engine.assets import Sound, Span
from shorts_tui.engine.director.doing.breaths import breaths

ROOM, SOFT, LOUD = -66.0, -52.0, -20.0


def recording(*parts: tuple[int, float]) -> Sound:
    """Levels that last for so many ms each; what is no word is one pause."""
    levels = [level for length, level in parts for _ in range(length // 20)]
    edges = [
        0,
        *(number for number in range(1, len(levels)) if (levels[number] == LOUD) != (levels[number - 1] == LOUD)),
    ]
    spans = zip(edges, [*edges[1:], len(levels)], strict=True)
    pauses = tuple(Span(start * 20, end * 20) for start, end in spans if levels[start] != LOUD)
    return Sound(pauses, -20.0, -6.0, 20, tuple(levels))


def test_a_breath_before_a_word_is_found_with_some_room_before_it() -> None:
    heard = recording((400, LOUD), (800, ROOM), (320, SOFT), (80, ROOM), (400, LOUD))
    assert breaths(heard) == (Span(1_160, 1_600),)


def test_so_is_a_word_that_dies_away() -> None:
    heard = recording((400, LOUD), (200, SOFT), (800, ROOM), (400, LOUD))
    assert breaths(heard) == (Span(400, 600),)


@pytest.mark.parametrize("length", [700, 2_000])
def test_what_goes_on_for_longer_is_none(length: int) -> None:
    assert breaths(recording((400, LOUD), (1_000, ROOM), (length, SOFT), (400, LOUD))) == ()


def test_what_sounds_in_the_middle_of_a_pause_is_none() -> None:
    assert breaths(recording((400, LOUD), (600, ROOM), (200, SOFT), (600, ROOM), (400, LOUD))) == ()


def test_in_a_steady_room_there_is_none() -> None:
    assert breaths(recording((400, LOUD), (900, -50.0), (400, LOUD))) == ()


def test_nothing_is_heard_in_nothing() -> None:
    assert breaths(recording((400, LOUD), (600, -90.0), (200, -80.0), (400, LOUD))) == ()
