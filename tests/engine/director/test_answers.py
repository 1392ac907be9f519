"""What answers say: numbers that agree with each other, offers that can be taken up, one answer to one wish."""

from __future__ import annotations

import pytest

from shorts_tui.engine.assets import Sound
from shorts_tui.engine.director.director import Director
from shorts_tui.engine.director.language import read
from shorts_tui.engine.director.plan import Captions, CutTo, History, Range, Reframe, Remove, RemoveSilences, Title
from shorts_tui.timeline import edits
from tests.engine.director.language_requests import FILMS, label_of
from tests.engine.director.stage import TALK, Analyst, Stage, asset

TALKING = FILMS["talk"]


@pytest.fixture
def stage() -> Stage:
    return Stage(Analyst({"talk.mp4": TALK}), [asset("talk.mp4")])


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("cut the first 10 seconds and the last 5", [{"end": 10_000}, {"start": -5_000}]),
        ("cut the last 5 seconds and the first 10", [{"start": -5_000}, {"end": 10_000}]),
        ("trim 10 seconds from the start and 5 from the end", [{"end": 10_000}, {"start": -5_000}]),
        ("去掉前10秒和最后5", [{"end": 10_000}, {"start": -5_000}]),
    ],
)
def test_a_bare_number_beside_an_edge_has_its_neighbours_unit(text: str, ranges: list[dict[str, int]]) -> None:
    assert label_of(read(text, TALKING)) == tuple({"op": "remove", "range": one} for one in ranges)


def test_a_bare_number_of_something_else_is_no_time() -> None:
    assert all(one.op != "remove" for one in read("remove the first 2 clips", FILMS["bare"]).operations)


def test_one_wish_is_answered_once() -> None:
    assert [one.op for one in read("make it longer, 10 minutes", TALKING).operations] == ["cannot_do"]


def test_of_two_shapes_the_last_is_taken_and_that_is_said(stage: Stage) -> None:
    told = stage.turn(Director(stage.analyst), "make it vertical and square").text
    assert stage.draft.size == (1080, 1080)
    assert 'I can\'t do "make it vertical"' in told
    assert "one shape at a time" in told


def test_a_shape_beside_a_platform_is_kept() -> None:
    assert [one.op for one in read("make it square for tiktok", TALKING).operations] == ["preset", "reframe"]


def test_ranges_that_go_together_are_told_in_times_of_one_film(stage: Stage) -> None:
    told = stage.say(Remove(range=Range(end=10_000)), Remove(range=Range(start=-5_000)))
    assert "Removed 0:00–0:10 and 0:55–1:00 (60.0 s → 45.0 s)." in told


def test_sentences_that_are_kept_in_part_are_counted(stage: Stage) -> None:
    told = stage.say(CutTo(length=3_000))
    assert "keeping" in told
    assert "0 of" not in told


def test_no_cut_leaves_a_flash_of_a_clip() -> None:
    stage = Stage(Analyst(), [asset("a.mp4", 4_000), asset("b.mp4", 6_000)])
    stage.say()
    stage.say(Remove(range=Range(start=4_050, end=9_950)))
    assert [(clip.name, clip.duration) for clip in edits.clips(stage.draft)] == [("a.mp4", 4_000)]
    assert stage.draft.duration == 4_000


def test_what_was_just_done_or_taken_back_is_not_offered(stage: Stage) -> None:
    assert "silences" not in stage.say(RemoveSilences())
    assert "add captions" not in stage.say(Captions())
    assert "cut it to" not in stage.say(History(to="undo"))
    assert '"undo"' not in stage.say(History(to="undo"))


def test_nothing_is_offered_that_can_not_work() -> None:
    mute = Stage(Analyst(speech=False), [asset("talk.mp4")])
    assert "add captions" not in mute.say(Title(text="Light"))
    wordless = Stage(Analyst(), [asset("waves.mp4")])
    assert "add captions" not in wordless.say(CutTo(length=20_000))


def test_a_film_of_sound_alone_says_that_there_is_no_picture() -> None:
    stage = Stage(
        Analyst(sounds={"tide.m4a": Sound((), -18, -3, 50, (-20.0,) * 480)}), [asset("tide.m4a", 24_000, kind="audio")]
    )
    told = stage.say(Reframe(aspect="9:16"))
    assert "only sound in this film" in told
    assert "vertical" not in told.split("Next:")[1]
