"""How uploads come onto the timeline, and how versions of the film come and go."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.plan import (
    Captions,
    CutTo,
    History,
    Order,
    Range,
    Remove,
    Title,
)
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import EMPTY
from tests.engine.director.stage import TALK, Analyst, Stage, asset, talk


@pytest.fixture
def stage() -> Stage:
    return Stage(Analyst({"talk.mp4": TALK}), [asset("talk.mp4")])


@pytest.fixture
def scored(stage: Stage) -> Stage:
    stage.assets.append(asset("tide.m4a", 24_000, kind="audio"))
    return stage


def spans(stage: Stage) -> list[tuple[str, int, int]]:
    return [(clip.name, clip.source_in, clip.source_out) for clip in edits.clips(stage.draft)]


def test_a_film_is_laid_of_all_uploads_in_order(stage: Stage) -> None:
    stage.assets += [asset("beach.jpg", kind="image", size=(3000, 2000)), asset("b.mp4", 5_000, size=(1080, 1920))]
    told = stage.say()
    assert [(clip.name, clip.start, clip.duration) for clip in edits.clips(stage.draft)] == [
        ("talk.mp4", 0, 60_000),
        ("beach.jpg", 60_000, 3_000),
        ("b.mp4", 63_000, 5_000),
    ]
    assert stage.draft.size == (1920, 1080)
    modes = [clip.meta.get("crop", {}).get("mode") for clip in edits.clips(stage.draft)]
    assert modes == [None, "fit-blur", "fit-blur"]
    assert "talk.mp4, beach.jpg, b.mp4" in told


@pytest.mark.parametrize(
    ("size", "canvas"), [((3840, 2160), (1920, 1080)), ((607, 1081), (608, 1080)), ((640, 360), (640, 360))]
)
def test_the_canvas_is_the_size_of_the_first_video_even_and_no_larger_than_1920(
    size: tuple[int, int], canvas: tuple[int, int]
) -> None:
    stage = Stage(assets=[asset("still.png", kind="image", size=(50, 50)), asset("a.mp4", size=size)])
    stage.say()
    assert stage.draft.size == canvas


def test_sound_files_are_music_unless_there_is_nothing_else(scored: Stage) -> None:
    scored.say()
    assert [clip.name for clip in edits.clips(scored.draft)] == ["talk.mp4"]
    assert edits.music(scored.draft) == ()
    alone = Stage(Analyst({"voice.mp3": TALK}), [asset("voice.mp3", kind="audio")])
    told = alone.say(CutTo(length=20_000), Captions())
    assert alone.draft.duration == 20_000
    assert alone.draft.size == (1080, 1920)
    assert edits.captions(alone.draft)
    assert "Cut to 20.0 s" in told


def test_new_footage_is_appended_when_something_is_made_of_it_and_said(stage: Stage) -> None:
    stage.say(Captions())
    stage.analyst.transcripts["more.mp4"] = talk((1_000, "And one more thing."))
    stage.assets.append(asset("more.mp4", 10_000))
    told = stage.say(Order(by="name"), Title(text="Light"))
    assert [clip.name for clip in edits.clips(stage.draft)] == ["more.mp4", "talk.mp4"]
    assert "Added more.mp4 at the end (60.0 s → 70.0 s)." in told
    stage.say(History(to="undo"))
    assert edits.titles(stage.draft) == ()
    assert [clip.name for clip in edits.clips(stage.draft)] == ["talk.mp4", "more.mp4"]
    assert edits.captions(stage.draft)[-1].text == "And one more thing."
    assert edits.captions(stage.draft)[-1].start == 61_000
    stage.say(History(to="undo"))
    assert len(edits.clips(stage.draft)) == 1
    stage.say(Title(text="Light"))
    assert len(edits.clips(stage.draft)) == 1


def test_undo_right_after_an_upload_takes_back_the_last_edit(stage: Stage) -> None:
    stage.say(Title(text="Light"))
    stage.assets.append(asset("more.mp4", 10_000))
    stage.say(History(to="undo"))
    assert edits.titles(stage.draft) == ()
    assert len(edits.clips(stage.draft)) == 1


def test_undo_redo_and_start_over(stage: Stage) -> None:
    stage.say(CutTo(length=30_000), Title(text="Light"))
    cut = stage.draft
    assert "Undone: " in stage.say(History(to="undo"))
    assert (stage.draft.duration, edits.titles(stage.draft)) == (60_000, ())
    assert "nothing to undo" in stage.say(History(to="undo"))
    assert "Done again: " in stage.say(History(to="redo"))
    assert stage.draft == cut
    assert "nothing to do again" in stage.say(History(to="redo"))
    assert "uncut footage: 1 clip, 60.0 s" in stage.say(History(to="start_over"))
    assert spans(stage) == [("talk.mp4", 0, 60_000)]
    assert "already" in stage.say(History(to="start_over"))
    stage.say(History(to="undo"))
    assert stage.draft == cut


def test_several_versions_are_undone_at_once_as_far_as_there_are_any(stage: Stage) -> None:
    stage.say(Title(text="One"))
    first = stage.draft
    stage.say(Remove(range=Range(end=10_000)))
    stage.say(Remove(range=Range(end=10_000)))
    last = stage.draft
    assert "no more" not in stage.say(History(to="undo", steps=2))
    assert stage.draft == first
    assert "That was 2 steps, not 5" in stage.say(History(to="redo", steps=5))
    assert stage.draft == last
    assert "That was 3 steps, not 4" in stage.say(History(to="undo", steps=4))
    assert (stage.draft.duration, edits.titles(stage.draft)) == (60_000, ())


def test_undo_and_go_on_in_one_sentence(stage: Stage) -> None:
    stage.say(Title(text="Light"))
    stage.say(Remove(range=Range(end=10_000)))
    stage.say(History(to="undo"), Remove(range=Range(start=-10_000)))
    assert spans(stage) == [("talk.mp4", 0, 50_000)]
    assert edits.titles(stage.draft)[0].text == "Light"


def test_a_new_edit_after_undo_ends_what_was_undone(stage: Stage) -> None:
    stage.say(Title(text="One"))
    stage.say(History(to="undo"))
    stage.say(Title(text="Two"))
    assert "nothing to do again" in stage.say(History(to="redo"))
    assert edits.titles(stage.draft)[0].text == "Two"


def test_silences_and_levels_of_an_image_are_none() -> None:
    stills = Stage(assets=[asset("a.jpg", kind="image"), asset("b.jpg", kind="image")])
    stills.say(CutTo(length=4_000))
    assert stills.draft.duration == 4_000
    assert stills.versions.drafts[0] == EMPTY
    assert stills.analyst.asked == []
