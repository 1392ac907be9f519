"""Who only wonders what would be gets an answer, and nothing of the film is changed."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.language import read
from shorts_tui.engine.director.plan import Captions, CutTo, Preset, Question, Reframe, Volume
from tests.engine.director.language_requests import FILMS

TALK, EDITED = FILMS["talk"], FILMS["edited"]


@pytest.mark.parametrize(
    "words",
    [
        "if I make it shorter will the captions still fit?",
        "what happens if I remove the pauses",
        "would it be better if I cut it to 30 seconds?",
        "should i add captions or not",
        "does removing the pauses make it shorter?",
        "can I undo if I delete clip 1?",
        "what happens to the captions when I delete clip 2",
        "i wonder if it would be better in black and white",
        "would this work on tiktok",
        "how would it look in black and white?",
        "如果剪短一点字幕还放得下吗",
        "要是剪到30秒，音乐会不会断",
        "剪到30秒会不会太短？",
        "改成竖屏会裁掉两边吗？",
        "要不要加字幕？",
        "删掉开头好还是保留好？",
    ],
)
def test_a_question_about_what_would_be_changes_nothing(words: str) -> None:
    assert [operation.op for operation in read(words, EDITED).operations] == ["question"]


@pytest.mark.parametrize(
    "words",
    [
        "could you cut it to 30 seconds if possible?",
        "would you mind cutting it to 30 seconds?",
        "would it be possible to cut it to 30 seconds?",
        "if it's too long, can you cut it to 30 seconds?",
        "it'd be great if you could cut it to 30 seconds",
        "能不能剪到30秒？",
        "如果可以的话，剪到30秒",
        "如果太长，能不能剪到30秒？",
    ],
)
def test_a_polite_request_is_one(words: str) -> None:
    assert CutTo(length=30_000) in read(words, TALK).operations


def test_what_is_asked_for_beside_it_is_done() -> None:
    assert read("add captions. would it be better if I made it vertical?", TALK).operations == (
        Captions(),
        Question(topic="what_if"),
    )
    assert read("make it square, and what would happen if I removed the silences?", TALK).operations == (
        Reframe(aspect="1:1"),
        Question(topic="what_if"),
    )


def test_what_can_be_told_of_the_film_is_told() -> None:
    assert read("how long would it be if I removed the silences?", TALK).operations == (Question(topic="duration"),)
    assert read("do I need captions?", TALK).operations == (Question(topic="captions"),)


def test_what_is_quoted_wonders_about_nothing() -> None:
    assert read("add the title 'what happens if I jump?' and fit it for TikTok", TALK).operations[0] == Preset(
        platform="tiktok"
    )


@pytest.mark.parametrize("words", ["add captions? no", "captions? nah", "add music? no thanks", "要加字幕吗？不用了"])
def test_what_is_declined_in_the_same_breath_is_not_done(words: str) -> None:
    assert read(words, TALK).operations == ()


@pytest.mark.parametrize("words", ["thanks, no, that's all", "no", "nope, all good", "没了，谢谢"])
def test_no_asks_for_nothing(words: str) -> None:
    assert read(words, TALK).operations == ()


@pytest.mark.parametrize("words", ["keep clip 1, mute the rest", "保留第一段，其余静音"])
def test_what_is_kept_where_the_rest_is_changed_stays_as_it_is(words: str) -> None:
    assert read(words, EDITED).operations == (Volume(level=0.0, clip=2), Volume(level=0.0, clip=3))
