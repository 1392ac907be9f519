"""Two people who talk: the crop is with the one who speaks, changes at pauses, and never jitters."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from shorts_tui.engine.assets import Sound, Span
from shorts_tui.engine.director.doing.speakers import SHORTEST, speaking
from shorts_tui.engine.director.plan import Reframe
from shorts_tui.engine.media.focus import FaceSeen, Look
from shorts_tui.timeline import edits
from tests.engine.director.stage import Analyst, Stage, asset

PAUSES = (Span(3_900, 4_300), Span(7_800, 8_200))
LENGTH = 12_000


def talkers(
    speaks: Callable[[int], int], *, length: int = LENGTH, left: float = 0.25, right: float = 0.75
) -> list[Look]:
    """Two faces, looked at four times a second, of which at each time (ms) one moves its mouth: 0 the left one."""
    found, left = [], 0.25
    for time in range(0, LENGTH, 250):
        mouths = (0.03, 0.002) if speaks(time) == 0 else (0.002, 0.03)
        found.append(Look(time, left, True, (FaceSeen(left, mouths[0]), FaceSeen(right, mouths[1]))))
    return found


def in_turn(time: int) -> int:
    return int(4_000 <= time < 8_000)


def test_changes_come_in_the_middle_of_pauses() -> None:
    assert speaking(talkers(in_turn), PAUSES, 0, LENGTH) == [(0, 0.25), (4_100, 0.75), (8_000, 0.25)]


def test_without_a_pause_they_come_where_the_mouths_change() -> None:
    turns = speaking(talkers(in_turn), (), 0, LENGTH)
    assert [x for _, x in turns] == [0.25, 0.75, 0.25]
    assert [at for at, _ in turns] == pytest.approx([0, 4_000, 8_000], abs=250)


@pytest.mark.parametrize("every", [250, 500, 750])
def test_mouths_that_move_by_turns_make_no_jitter(every: int) -> None:
    turns = speaking(talkers(lambda time: time // every % 2), (), 0, LENGTH)
    starts = [at for at, _ in turns] + [LENGTH]
    assert all(after - before >= SHORTEST for before, after in pairwise(starts))
    assert len(turns) <= 2


def test_a_short_answer_is_no_change() -> None:
    assert len(speaking(talkers(lambda time: int(4_000 <= time < 5_000)), (), 0, LENGTH)) == 1


def test_a_mouth_that_moves_while_nobody_is_heard_says_nothing() -> None:
    chewing = talkers(in_turn)
    assert len(speaking(chewing, (Span(3_900, 8_100),), 0, LENGTH)) == 1


@pytest.mark.parametrize("right", [0.3, 0.45])
def test_faces_that_are_seen_together_are_no_two_speakers(right: float) -> None:
    assert speaking(talkers(in_turn, right=right), PAUSES, 0, LENGTH) == []


def test_two_who_say_nothing_are_not_told_apart() -> None:
    still = [Look(at, 0.25, True, (FaceSeen(0.25, 0.001), FaceSeen(0.75, 0.001))) for at in range(0, LENGTH, 250)]
    assert speaking(still, (), 0, LENGTH) == []


def test_one_face_is_followed_as_before() -> None:
    alone = [Look(time, 0.3, True, (FaceSeen(0.3, 0.02),)) for time in range(0, LENGTH, 250)]
    assert speaking(alone, PAUSES, 0, LENGTH) == []


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
