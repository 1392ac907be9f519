"""People in a wide picture that becomes an upright one: the crop is with who speaks, or with who is there, calmly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.golden import crowd
from tests.golden.crowd import SIZE, Floats, Line, Person, Place, speaker, sways
from tests.golden.kit import FRAME, Crew

WIDE = SIZE[1] * 9 / 16
"""px of the picture that an upright film shows."""
FACE = 0.7 * crowd.TALL
"""px from ear to ear."""


def dialogue(*order: int) -> list[Line]:
    """Each of these says two sentences, with half a second between."""
    lines, at = list[Line](), 0.4
    for number, who in enumerate(order):
        for sentence in ((1, 2), (4, 5), (6, 7))[number % 3]:
            lines.append(Line(who, sentence, at))
            at = lines[-1].end + 0.5
    return lines


def restless(number: int, x: float, lines: list[Line], reach: float, hertz: float) -> Callable[[float], Place]:
    """Somebody who keeps still while speaking; who listens nods, sways and turns the head all the time."""

    def place(second: float) -> Place:
        if speaker(lines, second) in (number, None):
            return x + sways(number, 1, 0.4, second), 70 + sways(number + 3, 1, 0.5, second), 0
        turned = sways(number + 5, 1, 0.6, second)
        return x + sways(number, reach, hertz, second), 70 + sways(number + 1, reach * 0.6, hertz * 1.3, second), turned

    return place


def in_sight(crops: Floats, second: float, x: float) -> bool:
    """Is a face in the crop with both its ears, as far as the picture goes?"""
    return bool(abs(crops[round(second * 1000 / FRAME)] - x) <= (WIDE - FACE) / 2 + 1)


def steady(crops: Floats) -> bool:
    """Does the crop stand, but for jumps from one place to another?"""
    moves = np.abs(np.diff(crops))
    return bool(moves[moves < 12].max() < 1.0)


@pytest.mark.parametrize(
    ("order", "places", "reach", "hertz"),
    [((0, 1), (62, 194), 7, 0.8), ((1, 0), (62, 194), 4, 2.1), ((0, 2, 1), (44, 128, 212), 5, 0.9)],
    ids=["a listener who sways", "a listener who nods fast", "two listeners"],
)
def test_the_crop_is_with_who_speaks_however_others_move(
    crew: Crew, tmp_path: Path, order: tuple[int, ...], places: tuple[int, ...], reach: float, hertz: float
) -> None:
    lines = dialogue(*order)
    people = [Person(restless(number, x, lines, reach, hertz), number) for number, x in enumerate(places)]
    length = lines[-1].end + 0.4
    shown = crew.film(["make it vertical"], crowd.film(tmp_path / "talk.mp4", length, people, lines))
    crops = crowd.crops(shown.frames)
    assert steady(crops)
    seen = []
    for second in np.arange(0, length - 0.1, 0.1):
        if (who := speaker(lines, second)) is not None:
            place = people[who].place(second)
            assert place is not None
            seen.append(in_sight(crops, second, place[0]))
    assert len(seen) > 50
    assert np.mean(seen) == 1


def test_in_a_longer_film_as_well(crew: Crew, tmp_path: Path) -> None:
    """Where one face is all there is, a place for each scene is enough, and much less work."""
    lines = dialogue(0, 1, 0)
    lines += [Line(1, 3, lines[-1].end + 1)]
    people = [Person(restless(number, x, lines, 6, 0.8), number) for number, x in enumerate((62, 194))]
    footage = crowd.film(tmp_path / "talk.mp4", 24, people, lines)
    draft, _ = crew.direct(["make it vertical"], footage)
    (clip,) = draft.tracks[0].segments
    crop = clip.meta["crop"]
    assert isinstance(crop, dict)
    path = np.array(crop["path"], float)
    for line in lines:
        middle = 500 * (line.at + line.end)
        x = np.interp(middle, path[:, 0], path[:, 1]) * (SIZE[0] - WIDE) + WIDE / 2
        assert x == pytest.approx((62, 194)[line.who], abs=8)


def strolling(second: float) -> Place:
    """Stands and sways a little, then walks across the picture in two seconds, and stands there."""
    gone = min(max((second - 3) / 2, 0), 1)
    return 48 + 160 * gone + sways(1, 5, 0.5, second), 72, 0


def test_a_walk_across_the_picture_is_followed_and_swaying_is_not(crew: Crew, tmp_path: Path) -> None:
    footage = crowd.film(tmp_path / "walk.mp4", 7, [Person(strolling)])
    crops = crowd.crops(crew.film(["make it vertical"], footage).frames)
    for second in np.arange(0, 6.9, 1 / 15):
        assert in_sight(crops, second, max(min(strolling(second)[0], SIZE[0] - FACE / 2), FACE / 2))
    moves = np.diff(crops)
    # It walks 2.7 px in a frame.
    assert np.abs(moves).max() < 4
    assert np.abs(np.diff(moves)).max() < 1.6
    assert (moves > -0.8).all()
    assert np.ptp(crops[:60]) < 2


def test_who_comes_late_is_waited_for_where_the_face_was_last(crew: Crew, tmp_path: Path) -> None:
    """Nobody is there from 2.0 to 4.5 s: the crop neither wanders about nor stands in the empty middle."""

    def comes_back(second: float) -> Place | None:
        if 2.0 <= second < 4.5:
            return None
        return (56, 72, 0) if second < 3 else (200, 72, 0)

    crops = crowd.crops(
        crew.film(["make it vertical"], crowd.film(tmp_path / "late.mp4", 7, [Person(comes_back)])).frames
    )
    assert crops[:120] == pytest.approx(np.full(120, 56), abs=3)
    assert crops[138:] == pytest.approx(np.full(len(crops) - 138, 200), abs=3)


@pytest.mark.parametrize("trim", ["", "remove the first 0.43 seconds"])
def test_a_cut_that_is_no_keyframe_is_seen_to_the_frame(crew: Crew, tmp_path: Path, trim: str) -> None:
    """The encoder has keyframes every two seconds and knows nothing of cuts; these are at 1.5 and 3.9 s."""
    cuts = (1.5, 3.9)

    def elsewhere(second: float) -> Place:
        return (56 if second < cuts[0] - 0.001 or second >= cuts[1] - 0.001 else 200), 72, 0

    footage = crowd.film(tmp_path / "cuts.mp4", 6, [Person(elsewhere)], cuts=cuts)
    shown = crew.film([told for told in (trim, "make it vertical") if told], footage)
    crops = crowd.crops(shown.frames)
    jumps = np.flatnonzero(np.abs(np.diff(crops)) > 50) + 1
    rooms = shown.frames[:, -20:].mean(axis=(1, 2, 3))
    assert list(jumps) == list(np.flatnonzero(np.abs(np.diff(rooms)) > 12) + 1)
    assert len(jumps) == 2
    assert steady(crops)
