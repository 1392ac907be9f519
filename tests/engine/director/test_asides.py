"""Words beside an understood request: what asks for nothing is told in one breath, and no request is lost in it."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.director import Director
from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language import read
from shorts_tui.engine.director.plan import CannotDo, Captions, CutTo, Music, Plan, Volume
from tests.engine.director.language_requests import FILMS
from tests.engine.director.stage import Stage, asset

TALK = FILMS["talk"]


def refused(plan: Plan) -> list[str]:
    return [one.asked for one in plan.operations if isinstance(one, CannotDo)]


@pytest.mark.parametrize(
    ("said", "aside"),
    [
        ("my ears! volume down to 35%", "my ears"),
        ("blimey, cut it to 30 seconds", "blimey"),
        ("cut it to 30 seconds, crikey guv'nor", "crikey guv'nor"),
        ("blarg the music up a bit", "blarg the"),
        ("add captions dead centre", "dead"),
    ],
)
def test_a_sigh_or_an_adverb_beside_a_request_is_not_refused(said: str, aside: str) -> None:
    plan = read(said, FILMS["edited"])
    assert refused(plan) == []
    assert len(plan.operations) == 1
    assert plan.left_out == (aside,)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("cut it to 30 seconds, juggle three oranges and add captions", "juggle three oranges"),
        ("add captions and pixelate Bob", "pixelate Bob"),
        ("mute it, then rotate 90 degrees", "rotate 90 degrees"),
        ("add captions, please stabilize", "stabilize"),
        ("cut to 20 seconds and I want confetti", "I want confetti"),
    ],
)
def test_what_may_be_a_request_of_its_own_is_refused_and_not_passed_over(said: str, asked: str) -> None:
    plan = read(said, TALK)
    assert refused(plan) == [asked]
    assert plan.left_out == ()


def test_nothing_is_an_aside_where_nothing_was_understood() -> None:
    for said in ("my ears!", "blimey", "zing the frobs", "天哪"):
        plan = read(said, TALK)
        assert all(isinstance(one, CannotDo) for one in plan.operations), said
        assert plan.left_out == (), said


def test_words_that_stand_for_something_are_at_least_told() -> None:
    """`volume`, `captions` or a number that nothing was made of is missed."""
    plan = read("cut it to 30 seconds, zorgly captions blarg", Film(duration=60_000, clips=1))
    assert CutTo(length=30_000) in plan.operations
    done = any(isinstance(one, CannotDo | Captions) for one in plan.operations)
    assert done or plan.left_out == ("zorgly captions blarg",)


def test_it_is_said_what_nothing_was_made_of() -> None:
    stage = Stage(assets=[asset("talk.mp4")])
    director = Director(stage.analyst)
    assert "I made nothing of “my ears”." in stage.turn(director, "my ears! turn the volume down to 35%").text
    assert "「天哪」没有用到。" in stage.turn(director, "天哪，音量调到50%").text


def test_a_verb_that_the_vocabulary_lacks_goes_with_what_it_does() -> None:
    for said, wanted in (
        ("switch to lofi beat.mp3", Music(name="lofi beat.mp3")),
        ("b.mp4 at 60 percent volume", Volume(level=0.6, clip=2)),
    ):
        assert read(said, FILMS["edited"]).operations == (wanted,), said
