"""A director that asks back: nothing happens before the answer, and the answer completes what was asked for."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.director import Director
from shorts_tui.engine.director.plan import Captions
from shorts_tui.timeline import edits
from tests.engine.director.stage import TALK, Analyst, Stage, asset


@pytest.fixture
def stage() -> Stage:
    stage = Stage(Analyst({"street.mp4": TALK}), [asset("beach.mp4", 4_000), asset("street.mp4", 60_000)])
    stage.say()
    return stage


def said(stage: Stage, *texts: str) -> str:
    """A conversation; its last answer."""
    told = ""
    for text in texts:
        told = stage.turn(Director(stage.analyst), text).text
    return told


def clips(stage: Stage) -> list[str]:
    return [clip.name for clip in edits.clips(stage.draft)]


def test_a_question_names_the_choices_and_changes_nothing(stage: Stage) -> None:
    before = stage.versions
    told = said(stage, "delete it")
    assert told == "Which clip: 1 (beach, 0:00–0:04) or 2 (street, 0:04–1:04)?"
    assert stage.versions is before
    assert stage.steps == []
    assert said(stage, "删掉它") == "是哪个片段：1（beach，0:00–0:04）还是 2（street，0:04–1:04）？"


@pytest.mark.parametrize("answer", ["the first", "beach", "第一个"])
def test_the_answer_completes_the_request_and_can_be_undone(stage: Stage, answer: str) -> None:
    said(stage, "delete it and add captions", answer)
    assert clips(stage) == ["street.mp4"]
    assert edits.captions(stage.draft)
    said(stage, "undo")
    assert clips(stage) == ["beach.mp4", "street.mp4"]
    assert not edits.captions(stage.draft)


def test_more_can_be_said_with_the_answer(stage: Stage) -> None:
    said(stage, "delete it", "the first, and make it square")
    assert clips(stage) == ["street.mp4"]
    assert stage.draft.size == (1080, 1080)


def test_never_mind_leaves_everything_as_it_is(stage: Stage) -> None:
    before = stage.versions
    assert said(stage, "delete it", "never mind") == "All right, nothing was changed."
    assert stage.versions is before
    assert "2 (" not in said(stage, "2")


def test_another_request_drops_the_question(stage: Stage) -> None:
    said(stage, "delete it", "make it square", "the second")
    assert clips(stage) == ["beach.mp4", "street.mp4"]
    assert stage.draft.size == (1080, 1080)


def test_what_is_not_understood_is_asked_again(stage: Stage) -> None:
    question = said(stage, "delete it")
    assert said(stage, "the purple one") == question
    said(stage, "2")
    assert clips(stage) == ["beach.mp4"]


def test_one_question_after_the_other(stage: Stage) -> None:
    told = said(stage, "delete it and trim a bit off the end", "1")
    assert told == "How much: the last 3.0 s or the last 5.0 s?"
    said(stage, "3")
    assert clips(stage) == ["street.mp4"]
    assert stage.draft.duration == 57_000


def test_one_of_three_titles_is_changed_alone(stage: Stage) -> None:
    said(stage, "title 'One' at 0:00", "title 'Two' at 0:20", "title 'Three' at 0:40", "undo", "redo", "mute clip 1")
    told = said(stage, "make the title red")
    assert told == 'Which title: 1 ("One", 0:00–0:03), 2 ("Two", 0:20–0:23) or 3 ("Three", 0:40–0:43)?'
    said(stage, "two")
    assert [title.meta.get("color") for title in edits.titles(stage.draft)] == [None, "red", None]
    said(stage, "move it one second later")
    assert [title.start for title in edits.titles(stage.draft)] == [0, 21_000, 40_000]
    said(stage, "remove it")
    assert [title.text for title in edits.titles(stage.draft)] == ["One", "Three"]
    assert "There is no title 5: the film has 2 titles." in said(stage, "remove title 5")


def test_it_is_what_was_added_last(stage: Stage) -> None:
    stage.say(Captions())
    said(stage, "delete it")
    assert not edits.captions(stage.draft)
    assert len(clips(stage)) == 2


def test_a_clip_that_was_cut_is_not_it(stage: Stage) -> None:
    assert said(stage, "trim the first second", "delete it").startswith("Which clip: ")


def test_a_clip_that_was_split_is_not_it_but_one_that_was_added_is(stage: Stage) -> None:
    assert said(stage, "split it at 0:20", "delete it").startswith("Which clip: ")
    stage.assets.append(asset("bridge.mp4", 5_000))
    said(stage, "add bridge.mp4", "mute clip 2", "delete it")
    assert clips(stage) == ["beach.mp4", "street.mp4", "bridge.mp4"]
