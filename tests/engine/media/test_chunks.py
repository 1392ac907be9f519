"""Long tracks in chunks: equal shares that end where it is quiet, and no sample lost between them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from shorts_tui.engine.assets import Sound
from shorts_tui.engine.media import chunks


def track(seconds: int, *pauses: tuple[float, float]) -> Sound:
    """A steady voice, but for `pauses` (seconds)."""
    levels = np.full(seconds * 50, -20.0)
    for start, end in pauses:
        levels[round(start * 50) : round(end * 50)] = -60.0
    return Sound((), -20.0, -3.0, 20, tuple(levels.tolist()))


def test_a_chunk_ends_in_the_pause_that_is_near() -> None:
    pauses = [(at, at + 0.6) for at in range(7, 600, 7)]
    places = chunks.ends(track(600, *pauses), 600_000, 2)
    assert len(places) == 7
    for place in places:
        assert any(start * 1000 + 100 <= place <= end * 1000 - 100 for start, end in pauses), place


def test_chunks_are_of_about_the_same_length_and_none_is_left_over() -> None:
    for seconds in (46, 61, 200, 601, 3600):
        lengths = np.diff([0, *chunks.ends(track(seconds, (30, 31)), seconds * 1000, 2), seconds * 1000])
        assert len(lengths) % 2 == 0
        assert max(lengths) <= chunks.LONGEST * 1.25
        assert max(lengths) <= 1.7 * min(lengths)


def test_what_is_short_stays_whole() -> None:
    assert chunks.ends(track(40, (20, 21)), 40_000, 2) == []


def test_a_track_of_which_nothing_was_measured_is_parted_all_the_same() -> None:
    assert chunks.ends(Sound((), -70.0, -90.0, 20, ()), 120_000, 2) == [60_000]


def test_a_short_stop_inside_a_word_is_no_pause() -> None:
    (place,) = chunks.ends(track(100, (49.98, 50.06), (54, 54.5)), 100_000, 2)
    assert 54_000 <= place <= 54_500


@pytest.mark.parametrize("size", [1, 2, 999, 7_777, 64_000])
def test_chunks_hold_every_sample_once_however_the_pieces_come(size: int) -> None:
    samples = np.arange(32_000, dtype=np.int16)
    taken: list[tuple[int, list[int]]] = []

    def take(begin: int, part: NDArray[np.float32]) -> None:
        taken.append((begin, np.round(part * 32768).astype(int).tolist()))

    found = chunks.Chunks([500, 1250], take)
    data = samples[: 2_000 if size < 3 else None].tobytes()
    for place in range(0, len(data), size):
        found.add(data[place : place + size])
    found.finish()
    assert [begin for begin, _ in taken] == ([0] if size < 3 else [0, 500, 1250])
    assert [value for _, part in taken for value in part] == samples[: len(data) // 2].tolist()
