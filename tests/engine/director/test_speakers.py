"""Two people who talk: the crop is with the one who speaks, changes at pauses, and never jitters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import pytest

from shorts_tui.engine.assets import Asset, Sound, Span
from shorts_tui.engine.director.doing.speakers import SHORTEST, speaking
from shorts_tui.engine.director.plan import Reframe
from shorts_tui.engine.media.focus import FaceSeen, Look
from shorts_tui.timeline import edits
from tests.engine.director.stage import Analyst, Stage, asset

PAUSES = (Span(3_900, 4_300), Span(7_800, 8_200))
LENGTH = 12_000
SHARE = 0.316
"""Of a wide picture that an upright film shows."""
Places = Sequence[float]


def talkers(speaks: Callable[[int], int], *, length: int = LENGTH, places: Places = (0.25, 0.75)) -> list[Look]:
    """Faces at these places, looked at four times a second, of which at each time (ms) one moves its mouth."""
    return [
        Look(
            time,
            places[0],
            True,
            tuple(FaceSeen(x, 0.12 if who == speaks(time) else 0.004) for who, x in enumerate(places)),
        )
        for time in range(0, length, 250)
    ]


def in_turn(time: int) -> int:
    return int(4_000 <= time < 8_000)


def turns(
    found: Sequence[Look], silences: Sequence[Span] = (), *, share: float = SHARE, dense: bool = True
) -> list[tuple[int, float]]:
    """Who is shown from when on, by where the face mostly is."""
    found_turns = speaking(found, silences, 0, LENGTH, share, dense=dense)
    return [(turn.start, median(x for _, x in turn.places)) for turn in found_turns]


def test_changes_come_in_the_middle_of_pauses() -> None:
    assert turns(talkers(in_turn), PAUSES) == [(0, 0.25), (4_100, 0.75), (8_000, 0.25)]


def test_without_a_pause_they_come_where_the_mouths_change() -> None:
    found = turns(talkers(in_turn))
    assert [x for _, x in found] == [0.25, 0.75, 0.25]
    assert [at for at, _ in found] == pytest.approx([0, 4_000, 8_000], abs=250)


def test_of_three_the_one_who_speaks_is_shown() -> None:
    found = turns(talkers(lambda time: (0, 2, 1)[time // 4_000], places=(0.15, 0.5, 0.85)), PAUSES)
    assert found == [(0, 0.15), (4_100, 0.85), (8_000, 0.5)]


@pytest.mark.parametrize("every", [250, 500, 750])
def test_mouths_that_move_by_turns_make_no_jitter(every: int) -> None:
    found = turns(talkers(lambda time: time // every % 2))
    starts = [at for at, _ in found] + [LENGTH]
    assert all(after - before >= SHORTEST for before, after in pairwise(starts))
    assert len(found) <= 2


def test_a_short_answer_is_no_change() -> None:
    assert len(turns(talkers(lambda time: int(4_000 <= time < 5_000)))) == 1


def test_a_mouth_that_moves_while_nobody_is_heard_says_nothing() -> None:
    assert len(turns(talkers(in_turn), (Span(3_900, 8_100),))) == 1


def test_a_change_in_a_long_pause_is_not_far_from_who_speaks_next() -> None:
    ((_, first), (at, second)) = turns(talkers(lambda time: int(time >= 5_000)), (Span(4_900, 9_500),))[:2]
    assert (first, second) == (0.25, 0.75)
    assert at <= 10_500


@pytest.mark.parametrize("right", [0.3, 0.45])
def test_faces_that_fit_into_the_crop_are_shown_together(right: float) -> None:
    ((start, place),) = turns(talkers(in_turn, places=(0.25, right)), PAUSES)
    assert start == 0
    assert place == pytest.approx((0.25 + right) / 2)


def test_what_fits_depends_on_the_shape_of_the_film() -> None:
    together = talkers(in_turn, places=(0.3, 0.7))
    assert len(turns(together, PAUSES, share=SHARE)) == 3
    ((_, place),) = turns(together, PAUSES, share=0.5625)
    assert place == pytest.approx(0.5)


def test_two_of_three_are_shown_together_where_they_fit() -> None:
    found = turns(talkers(lambda time: (0, 2, 1)[time // 4_000], places=(0.15, 0.65, 0.85)), PAUSES)
    assert [at for at, _ in found] == [0, 4_100]
    assert [x for _, x in found] == pytest.approx([0.15, 0.75])


def test_of_two_who_say_nothing_the_larger_one_is_shown() -> None:
    faces = (FaceSeen(0.25, 0.001, width=0.1), FaceSeen(0.75, 0.001, width=0.14))
    assert turns([Look(at, 0.25, True, faces) for at in range(0, LENGTH, 250)]) == [(0, 0.75)]


def test_who_passes_behind_is_not_followed() -> None:
    def look(at: int) -> Look:
        sits = FaceSeen(0.7, y=0.6, width=0.16)
        walks = FaceSeen((at - 3_000) / 4_000, y=0.4, width=0.1)
        return Look(at, 0.7, True, (sits, walks) if 3_000 <= at <= 7_000 else (sits,))

    found = speaking([look(at) for at in range(0, LENGTH, 250)], (), 0, LENGTH, SHARE)
    assert [(turn.start, {x for _, x in turn.places}) for turn in found] == [(0, {0.7})]


def test_who_comes_after_somebody_has_gone_is_shown_at_once() -> None:
    looks = [
        Look(at, x, True, (FaceSeen(x),))
        for at, x in ((at, 0.2 if at < 5_000 else 0.8) for at in range(0, LENGTH, 250))
    ]
    first, second = turns([look for look in looks if not 5_000 <= look.time < 6_000], (Span(5_000, 9_000),))
    assert first == (0, 0.2)
    assert second == (6_000, 0.8)


def test_keyframes_tell_where_a_scene_is_looked_at_but_not_who_speaks() -> None:
    assert len(turns(talkers(in_turn), PAUSES, dense=False)) == 1


def test_one_face_is_followed_alone() -> None:
    assert turns([Look(time, 0.3, True, (FaceSeen(0.3, 0.02),)) for time in range(0, LENGTH, 250)]) == [(0, 0.3)]


def test_the_crop_jumps_from_one_speaker_to_the_other() -> None:
    stage = Stage(Analyst(), [asset("talk.mp4", LENGTH)])
    stage.analyst.looks["talk.mp4"] = talkers(in_turn)
    stage.analyst.sounds["talk.mp4"] = Sound(PAUSES, -18.0, -3.0, 50, (-20.0,) * (LENGTH // 50))
    stage.say(Reframe(aspect="9:16"))
    (clip,) = edits.clips(stage.draft)
    share = 1080 * 1080 / 1920 / 1920
    left, right = (pytest.approx((x - share / 2) / (1 - share), abs=0.001) for x in (0.25, 0.75))
    assert clip.meta["crop"]["path"] == [
        [0, left], [4_099, left], [4_100, right], [7_999, right], [8_000, left], [11_999, left],
    ]  # fmt: skip


class _Sparse(Analyst):
    """Sees the mouths only where it is asked to look closely."""

    def focus(self, asset: Asset, span: Span, *, dense: bool) -> Sequence[Look]:
        found = super().focus(asset, span, dense=dense)
        return (
            found
            if dense
            else [replace(look, faces=tuple(replace(face, mouth=0.0) for face in look.faces)) for look in found[::4]]
        )


@pytest.mark.parametrize(("places", "jumps"), [((0.25, 0.75), 2), ((0.25,), 0)])
def test_longer_films_are_looked_at_closely_where_several_people_are(places: Places, jumps: int) -> None:
    length = 3 * LENGTH
    stage = Stage(_Sparse(), [asset("talk.mp4", length)])
    stage.analyst.looks["talk.mp4"] = talkers(lambda at: at // LENGTH % 2, length=length, places=places)
    stage.analyst.sounds["talk.mp4"] = Sound((), -18.0, -3.0, 50, (-20.0,) * (length // 50))
    stage.say(Reframe(aspect="9:16"))
    (clip,) = edits.clips(stage.draft)
    crop = clip.meta["crop"]
    assert isinstance(crop, dict)
    path = crop.get("path", [])
    assert isinstance(path, list)
    assert max(len(path) // 2 - 1, 0) == jumps
