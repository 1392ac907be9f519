"""What an answer offers next, what it can't do, and where a title goes that is lowered."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from shorts_tui.engine.director.director import Director
from shorts_tui.engine.director.plan import Captions, History, Preset, Reframe, RemoveSilences, Title
from shorts_tui.timeline import edits
from tests.engine.director.stage import TALK, Analyst, Stage, asset, sound_of


@pytest.fixture
def stage() -> Stage:
    return Stage(Analyst({"talk.mp4": TALK}), [asset("talk.mp4")])


def said(stage: Stage, text: str) -> str:
    return stage.turn(Director(stage.analyst), text).text


def offered(told: str) -> set[str]:
    return set(re.findall(r"[\"'](.+?)[\"'](?:, |\.$)", told.rpartition("Next: ")[2])) - {"export"}


def test_what_is_not_understood_is_told_once_with_all_its_pieces(stage: Stage) -> None:
    told = said(stage, "flurb the glorb. Add captions. Smash the grobble. Make it vertical. Wiggle the frobnitz.")
    assert told.count("I didn't understand this") == 1
    for piece in ("flurb the glorb", "Smash the grobble", "Wiggle the frobnitz"):
        assert f'"{piece}"' in told
    assert edits.captions(stage.draft)


def test_examples_are_things_that_this_film_has_not(stage: Stage) -> None:
    short = Stage(stage.analyst, [asset("talk.mp4", 10_000)])
    short.say(Captions(style="bold"), Preset(platform="tiktok"), Title(text="Hi"))
    told = said(short, "flurb the glorb")
    assert "I didn't understand this" in told
    for had in ("60", 'captions"', "vertical for", "add a title"):
        assert had not in told.partition("What I can do")[2]


def test_the_next_steps_are_others_than_those_before(stage: Stage) -> None:
    first = offered(said(stage, "make it vertical"))
    second = offered(said(stage, "mute clip 1"))
    assert len(first) == len(second) == 2
    assert not first & second


@pytest.mark.parametrize(("loudness", "louder"), [(-24.0, True), (-15.0, False)])
def test_a_quiet_recording_is_offered_to_be_made_as_loud_as_others(stage: Stage, loudness: float, louder: bool) -> None:
    stage.analyst.sounds["talk.mp4"] = replace(sound_of(TALK, 60_000), loudness=loudness)
    stage.say(Captions(style="bold"), Preset(platform="tiktok"), Title(text="Hi"))
    stage.say(History(to="undo"))
    step = "set the loudness to -14 LUFS"
    told = stage.say(Title(text="Hi"), RemoveSilences(), Captions(style="karaoke"), Reframe(aspect="9:16"))
    assert (step in offered(told)) is louder
    if louder:
        said(stage, step)
        assert stage.draft.meta["loudness"] == -14
        assert step not in offered(said(stage, "remove the silences"))


def test_redo_is_offered_after_undo_alone(stage: Stage) -> None:
    assert "redo" not in offered(said(stage, 'add a title "Hi"'))
    assert "redo" in offered(said(stage, "undo"))
    assert "redo" not in offered(said(stage, "redo"))


def test_a_lowered_title_goes_down_place_by_place(stage: Stage) -> None:
    said(stage, 'add a title "Hi"')
    places = []
    for text in ("lower the title", "标题往下放", "lower the title", "raise the title", "标题往上移"):
        said(stage, text)
        places.append(edits.titles(stage.draft)[0].meta["position"])
    assert places == ["middle", "bottom", "bottom", "middle", "top"]


def test_raised_captions_go_up_one_place(stage: Stage) -> None:
    stage.say(Captions())
    assert "in the middle" in said(stage, "raise the captions")
    assert "位于底部" in said(stage, "字幕往下移")


def test_bold_captions_say_that_they_come_in_few_words(stage: Stage) -> None:
    assert "Bold style: 1–3 words at a time." in stage.say(Captions(style="bold"))
    assert "at a time" not in stage.say(Captions(position="top"))
    assert "每次 1–3 个词" in stage.say(Captions(style="clean"), Captions(style="bold"), chinese=True)
