"""What files a film is made of: those that a sentence names, and new ones when they are asked for."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.director import Director
from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language import read
from shorts_tui.engine.director.plan import CutTo
from shorts_tui.timeline import edits
from tests.engine.director.stage import Analyst, Stage, asset
from tests.engine.director.test_shares import FORTY, two_files, used

PAIR = Film(
    duration=50_000,
    clips=2,
    has_music=True,
    media_labels=("talk.mp4", "bikes.mp4"),
    clip_names=("talk.mp4", "bikes.mp4"),
    clip_spans=((0, 40_000), (40_000, 50_000)),
)


def said(stage: Stage, *texts: str) -> str:
    told = ""
    for text in texts:
        stage.analyst.asked.clear()
        told = stage.turn(Director(stage.analyst), text).text
    return told


def alone() -> Stage:
    return Stage(Analyst({"talk.mp4": FORTY}), [asset("talk.mp4", 40_000)])


@pytest.mark.parametrize(
    ("text", "length", "sources"),
    [
        ("make a 20-second short with both clips", 20_000, ()),
        ("I want both clips in the short", None, ()),
        ("use all the clips and make it 30 seconds", 30_000, ()),
        ("use both clips", None, ()),
        ("cut talk.mp4 and bikes.mp4 to 30 seconds", 30_000, ("talk.mp4", "bikes.mp4")),
        ("a 30-second short from talk.mp4 and bikes.mp4", 30_000, ("talk.mp4", "bikes.mp4")),
        ("make a short with talk and bikes", None, ("talk.mp4", "bikes.mp4")),
        ("a 15-second short from bikes.mp4", 15_000, ("bikes.mp4",)),
        ("用两个片段剪一个20秒的短片", 20_000, ()),
        ("两段视频都要", None, ()),
        ("把 talk.mp4 和 bikes.mp4 剪成30秒", 30_000, ("talk.mp4", "bikes.mp4")),
    ],
)
def test_files_in_a_sentence_are_what_the_cut_is_made_of(
    text: str, length: int | None, sources: tuple[str, ...]
) -> None:
    operations = read(text, PAIR).operations
    assert operations[0] == CutTo(length=length, sources=sources)
    assert all(operation.op in {"cut_to", "reframe"} for operation in operations)


@pytest.mark.parametrize(
    "text",
    [
        "make both clips brighter",
        "delete both clips",
        "use bikes.mp4",
        "remove the first 10 seconds from talk.mp4",
        'add the title "with both clips"',
        "show all clips for 3 seconds each",
    ],
)
def test_files_that_something_else_is_done_to_make_no_cut(text: str) -> None:
    assert not any(isinstance(operation, CutTo) for operation in read(text, PAIR).operations)


def test_a_film_of_one_file_is_cut_afresh_from_both_when_both_are_wanted() -> None:
    stage = two_files()
    said(stage, "Make a 30-second short with captions", 'add a title "Hello"', "keep only talk.mp4")
    assert list(used(stage)) == ["talk.mp4"]
    told = said(stage, "make a 20-second short with both clips")
    assert "Made afresh from talk.mp4, bikes.mp4 (50.0 s uncut)." in told
    assert "I can't" not in told
    assert stage.draft.duration == 20_000
    assert used(stage)["bikes.mp4"] >= 2_000
    assert [title.text for title in edits.titles(stage.draft)] == ["Hello"]
    assert edits.captions(stage.draft)
    said(stage, "undo")
    assert list(used(stage)) == ["talk.mp4"]


def test_both_clips_and_something_else_are_both_done() -> None:
    stage = two_files()
    told = said(stage, "cut it to 20 seconds", "keep only bikes.mp4", "use both clips with karaoke captions")
    assert list(used(stage)) == ["talk.mp4", "bikes.mp4"]
    assert "karaoke style" in told


def test_captions_that_were_on_end_where_nobody_speaks() -> None:
    stage = two_files()
    told = said(stage, "cut it to 20 seconds with captions", "a 5-second short from bikes.mp4")
    assert used(stage) == {"bikes.mp4": 5_000}
    assert "No speech was heard in bikes.mp4" in told
    assert not edits.captions(stage.draft)


def test_both_clips_without_a_length_are_as_long_as_their_last_cut() -> None:
    stage = two_files()
    said(stage, "cut it to 20 seconds", "keep only talk.mp4", "I want both clips in the short")
    assert abs(stage.draft.duration - 20_000) <= 500
    assert list(used(stage)) == ["talk.mp4", "bikes.mp4"]
    assert "made of talk.mp4, bikes.mp4 already" in said(stage, "use both clips")


def test_a_longer_film_is_taken_from_the_uncut_files() -> None:
    stage = two_files()
    said(stage, "cut it to 10 seconds", "make a 30-second short with both clips")
    assert stage.draft.duration == 30_000


@pytest.mark.parametrize("text", ["turn the music down", "make it brighter", 'add a title "Hi"', "音乐小一点"])
def test_new_files_stay_out_of_the_film_when_something_else_is_asked(text: str) -> None:
    stage = alone()
    said(stage, "make it vertical with captions")
    stage.assets.append(asset("bikes.mp4", 10_000))
    told = said(stage, text)
    assert list(used(stage)) == ["talk.mp4"]
    assert "bikes.mp4" in told
    assert "add bikes.mp4" in told or "加上 bikes.mp4" in told
    assert not any(asked.startswith("transcript") for asked in stage.analyst.asked)


@pytest.mark.parametrize(
    "text",
    [
        "add bikes.mp4",
        "add the new clip",
        "here is another clip",
        "加上 bikes.mp4",
        "把新视频加进去",
        "put bikes.mp4 at the end",
    ],
)
def test_new_files_join_the_film_when_they_are_added(text: str) -> None:
    stage = alone()
    said(stage, "make it vertical")
    stage.assets.append(asset("bikes.mp4", 10_000))
    told = said(stage, text)
    assert used(stage) == {"talk.mp4": 40_000, "bikes.mp4": 10_000}
    assert "I can't" not in told
    assert "做不到" not in told


@pytest.mark.parametrize("text", ["add bikes.mp4", "put bikes.mp4 back", "I want bikes.mp4 in the short too"])
def test_a_file_that_was_dropped_can_be_added_again(text: str) -> None:
    stage = two_files()
    said(stage, "make it vertical", "remove bikes.mp4", text)
    assert used(stage) == {"talk.mp4": 40_000, "bikes.mp4": 10_000}


def test_new_files_join_a_cut() -> None:
    stage = alone()
    said(stage, "make it vertical")
    stage.assets.append(asset("bikes.mp4", 10_000))
    said(stage, "cut it to 20 seconds")
    assert list(used(stage)) == ["talk.mp4", "bikes.mp4"]


@pytest.mark.parametrize(
    "text", ["show the bikes for a bit", "it then shows the bikes", "show bikes.mp4", "show clip 2"]
)
def test_showing_something_removes_nothing(text: str) -> None:
    stage = two_files()
    said(stage, "make it vertical", text)
    assert used(stage) == {"talk.mp4": 40_000, "bikes.mp4": 10_000}


@pytest.mark.parametrize(
    "text", ["only show the bikes", "show only bikes.mp4", "keep only the bikes", "只显示 bikes.mp4"]
)
def test_showing_only_something_keeps_that(text: str) -> None:
    stage = two_files()
    said(stage, "make it vertical", text)
    assert used(stage) == {"bikes.mp4": 10_000}


def test_most_of_a_film_does_not_go_unasked() -> None:
    stage = two_files()
    told = said(stage, "make it vertical", "I want the first 5 seconds")
    assert stage.draft.duration == 50_000
    assert "would remove most of the film" in told
    said(stage, "I want only the first 5 seconds")
    assert stage.draft.duration == 5_000


def test_files_that_were_laid_a_moment_ago_are_not_said_to_be_in_already() -> None:
    stage = Stage(Analyst(), [asset("talk.mp4", 90_000), asset("bikes.mp4", 10_000)])
    told = said(stage, "use both clips with a crossfade between them")
    assert "Your film has 2 clips: talk.mp4, bikes.mp4" in told
    assert "already" not in told
    assert stage.draft.duration == 100_000
    assert "made of talk.mp4, bikes.mp4 already" in said(stage, "use both clips")


def test_a_logo_is_not_counted_among_the_clips() -> None:
    stage = Stage(Analyst(), [asset("talk.mp4", 40_000), asset("logo.png", kind="image", size=(200, 200))])
    told = said(stage, "put the logo in the top right corner")
    assert "logo.png at the top right" in told
    assert "clips" not in told
    assert "no longer a clip" not in told
    assert stage.draft.duration == 40_000


def test_a_cut_gives_no_seconds_to_a_logo() -> None:
    stage = Stage(Analyst({"talk.mp4": FORTY}), [asset("talk.mp4", 40_000)])
    stage.assets.append(asset("logo.png", kind="image", size=(200, 200)))
    told = said(stage, "cut it to 20 seconds and put the logo in the top left corner")
    assert stage.draft.duration == pytest.approx(20_000, abs=500)
    assert used(stage).keys() == {"talk.mp4"}
    assert "Of each file" not in told


def test_an_image_that_is_all_there_is_stays_a_clip() -> None:
    stage = Stage(Analyst(), [asset("logo.png", kind="image", size=(200, 200))])
    said(stage, "put the logo in the top left corner")
    assert [clip.name for clip in edits.clips(stage.draft)] == ["logo.png"]


def test_a_logo_beside_footage_waits_until_it_is_wanted() -> None:
    stage = Stage(Analyst({"talk.mp4": FORTY}), [asset("talk.mp4", 40_000)])
    stage.assets.append(asset("brand-logo.png", kind="image", size=(200, 200)))
    said(stage, "cut it to 20 seconds")
    assert used(stage).keys() == {"talk.mp4"}
    stage.assets.append(asset("水印.png", kind="image", size=(200, 200)))
    said(stage, "cut it to 15 seconds")
    assert used(stage).keys() == {"talk.mp4"}
    said(stage, "put brand-logo.png in the top left corner")
    assert [image.name for image in edits.overlays(stage.draft)] == ["brand-logo.png"]
