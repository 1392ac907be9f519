"""Filler words: which are found, where they are cut, and what is not taken for one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shorts_tui.engine.assets import SpokenWord, Transcript
from shorts_tui.engine.director.doing.speech import fillers, with_hesitations
from shorts_tui.engine.director.plan import RemoveFillers
from shorts_tui.timeline import edits
from tests.engine.director.stage import Analyst, Stage, asset, talk

HINTS = "um uh er"
PLAIN = talk((1_000, "So the light burns at night."))


def hinted(*, um: int, instead: bool = False) -> Transcript:
    """The same with an `um` of 200 ms at a time: beside the words, or in the place of `burns`."""
    words = [word for word in PLAIN.words if not (instead and word.text == "burns")]
    heard = sorted([*words, SpokenWord("um,", um, um + 200)], key=lambda word: word.start)
    return Transcript("en", tuple(heard), ())


def texts(heard: Transcript) -> list[str]:
    return [word.text for word in heard.words]


def test_what_is_heard_only_when_listened_for_stands_between_the_words() -> None:
    assert texts(with_hesitations(PLAIN, hinted(um=1_250), HINTS)) == [
        "So",
        "um,",
        "the",
        "light",
        "burns",
        "at",
        "night.",
    ]


def test_a_word_that_was_stretched_over_it_gives_way() -> None:
    words = tuple(replace(word, start=1_240) if word.text == "the" else word for word in PLAIN.words)
    found = with_hesitations(replace(PLAIN, words=words), hinted(um=1_250), HINTS)
    assert [(word.text, word.start) for word in found.words][1:3] == [("um,", 1_250), ("the", 1_450)]
    assert all(one.end <= other.start for one, other in zip(found.words, found.words[1:], strict=False))


def test_a_word_that_was_misheard_is_no_filler() -> None:
    assert with_hesitations(PLAIN, hinted(um=1_900, instead=True), HINTS).words == PLAIN.words


def test_other_words_that_it_hears_count_for_nothing() -> None:
    other = Transcript("en", (*PLAIN.words, SpokenWord("thanks", 9_000, 9_300)), ())
    assert with_hesitations(PLAIN, other, HINTS).words == PLAIN.words


def test_they_are_cut_out_or_made_silent() -> None:
    stage = Stage(Analyst({"talk.mp4": PLAIN}, hinted={"talk.mp4": hinted(um=1_250)}), [asset("talk.mp4", 10_000)])
    assert "Removed 1 filler " in stage.say(RemoveFillers())
    assert [(clip.source_in, clip.source_out) for clip in edits.clips(stage.draft)] == [(0, 1_240), (1_450, 10_000)]
    stage = Stage(Analyst({"talk.mp4": PLAIN}, hinted={"talk.mp4": hinted(um=1_250)}), [asset("talk.mp4", 10_000)])
    assert "Made 1 filler silent; nothing was cut." in stage.say(RemoveFillers(mute=True))
    assert stage.draft.duration == 10_000
    assert [clip.volume for clip in edits.clips(stage.draft)] == [None, 0.0, None]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("It was, you know, a bright light.", 1),
        ("Like, the light burns.", 1),
        ("I mean, it burns. Um, yes.", 2),
        ("You know the light, and I like it.", 0),
        ("It burns like a fire, I mean it.", 0),
    ],
)
def test_words_that_mean_something_go_only_where_they_stand_alone(text: str, gone: int) -> None:
    assert len(list(fillers(talk((1_000, text)).words, "en"))) == gone


def test_each_language_has_its_own() -> None:
    assert list(fillers(talk((1_000, "um der Turm steht um acht")).words, "de")) == []
    assert len(list(fillers(talk((1_000, "ähm der Turm")).words, "de"))) == 1
    assert len(list(fillers(talk((1_000, "嗯 灯塔 很 亮")).words, "zh"))) == 1
