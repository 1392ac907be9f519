"""Where a request is not understood, the nearest one that can be said is offered, with the user's own values in it."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.director import Director
from shorts_tui.engine.director.language import read
from shorts_tui.engine.director.language.limits import Language
from shorts_tui.engine.director.language.nearness import examples
from shorts_tui.engine.director.plan import CannotDo
from tests.engine.director.language_requests import FILMS
from tests.engine.director.stage import Stage, asset


@pytest.mark.parametrize("language", ["en", "zh"])
def test_everything_that_is_offered_can_be_done(language: Language) -> None:
    offered = examples(language)
    assert len(offered) >= 40
    for said in offered:
        plan = read(said, FILMS["edited"])
        assert plan.operations, said
        assert not any(isinstance(one, CannotDo) for one in plan.operations), said
        assert plan.left_out == (), said
        assert plan.language == language, said


@pytest.mark.parametrize(
    ("said", "nearest"),
    [
        ("blorp 75 seconds", "cut it to 75 seconds"),
        ("frob the last 12 seconds somehow", "remove last 12 seconds"),
        ("frobnicate the hum of the fridge", "remove the background noise"),
        ("the ums and uhs are a nightmare zzz", "remove the filler words"),
        ("嗯嗯啊啊太烦蹦蹦", "去掉口头禅"),
    ],
)
def test_the_nearest_has_the_words_of_the_request(said: str, nearest: str) -> None:
    refusals = [one for one in read(said, FILMS["talk"]).operations if isinstance(one, CannotDo)]
    assert refusals[0].nearest == nearest


def test_nonsense_is_answered_with_what_is_asked_most() -> None:
    (refusal,) = read("flurb the glorb", FILMS["talk"]).operations
    assert isinstance(refusal, CannotDo)
    assert refusal.nearest == "cut this into a 60-second short for TikTok with captions"


def test_no_time_is_offered_that_the_film_has_not() -> None:
    (refusal,) = read("blorp 75 seconds", FILMS["brief"]).operations
    assert isinstance(refusal, CannotDo)
    assert "75" not in refusal.nearest


def test_of_several_that_are_not_understood_each_has_its_nearest_in_one_answer() -> None:
    stage = Stage(assets=[asset("talk.mp4")])
    told = stage.turn(Director(stage.analyst), "blorp 75 seconds. frob the last 12 seconds somehow").text
    assert told.count("I didn't understand this") == 1
