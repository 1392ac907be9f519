"""What a turn does to the film, what it says about it, and what it leaves alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shorts_tui.engine.assets import Asset, Sound
from shorts_tui.engine.director.director import Director
from shorts_tui.engine.director.plan import (
    CannotDo,
    Captions,
    CutTo,
    History,
    Keep,
    Music,
    Operation,
    Plan,
    Preset,
    Question,
    Range,
    Reframe,
    Remove,
    RemoveMusic,
    RemoveSilences,
    RemoveTitle,
    Title,
    Volume,
)
from shorts_tui.engine.director.turn import DraftChanged, Said, ToolFinished, ToolStarted, Versions
from shorts_tui.engine.errors import EngineError, MediaError
from shorts_tui.timeline import edits
from tests.engine.director.stage import TALK, Analyst, Stage, asset


@pytest.fixture
def stage() -> Stage:
    return Stage(Analyst({"talk.mp4": TALK}), [asset("talk.mp4")])


@pytest.fixture
def scored(stage: Stage) -> Stage:
    stage.assets.append(asset("tide.m4a", 24_000, kind="audio"))
    return stage


def spans(stage: Stage) -> list[tuple[str, int, int]]:
    return [(clip.name, clip.source_in, clip.source_out) for clip in edits.clips(stage.draft)]


def test_the_main_job(stage: Stage) -> None:
    told = stage.say(CutTo(length=30_000), Preset(platform="tiktok"), Captions())
    assert stage.draft.duration == 30_000
    assert (stage.draft.size, stage.draft.fps) == ((1080, 1920), 30)
    assert (stage.draft.meta["platform"], stage.draft.meta["loudness"]) == ("tiktok", -14.0)
    assert all(clip.meta["crop"] == {"mode": "fill", "x": 0.5} for clip in edits.clips(stage.draft))
    spoken = " ".join(word.text for line in edits.captions(stage.draft) for word in line.words)
    assert "Why would anyone build a tower here?" in spoken
    assert "Cut to 30.0 s (from 60.0 s)" in told
    assert "of 8 sentences" in told
    assert "Vertical 1080×1920 for TikTok" in told
    assert f"Captions: {len(edits.captions(stage.draft))} lines" in told
    assert '"export"' in told


def test_a_turn_tells_its_steps_in_pairs_and_every_change(stage: Stage) -> None:
    stage.say(CutTo(length=30_000), Captions())
    started = [step.name for step in stage.steps if isinstance(step, ToolStarted)]
    finished = [step.name for step in stage.steps if isinstance(step, ToolFinished)]
    assert started == finished
    assert started == [
        "probe_media",
        "edit_multitrack",
        "transcribe",
        "analyze_audio",
        "analyze_scenes",
        "pick_highlights",
        "edit_multitrack",
        "edit_multitrack",
    ]
    drafts = [step.draft for step in stage.steps if isinstance(step, DraftChanged)]
    assert [draft.duration for draft in drafts] == [60_000, 30_000, 30_000]
    assert drafts[-1] == stage.draft
    assert any(isinstance(step, Said) and "Listening" in step.text for step in stage.steps)
    for step in stage.steps:
        json.dumps(step.args if isinstance(step, ToolStarted) else getattr(step, "response", None))


def test_media_are_analysed_once_a_turn(stage: Stage) -> None:
    stage.say(CutTo(length=30_000), Captions(), CutTo(length=20_000))
    assert sorted(stage.analyst.asked) == ["picture talk.mp4", "sound talk.mp4", "transcript talk.mp4"]


def test_questions_and_impossible_requests_change_nothing(stage: Stage) -> None:
    before = stage.versions
    told = stage.say(
        Question(topic="duration"),
        CannotDo(asked="translate it", reason="I only know what is said.", nearest="add captions"),
    )
    assert stage.versions is before
    assert stage.steps == []
    assert "60.0 s long: 1 clip" in told
    assert 'I can\'t do "translate it": I only know what is said. What I can do: "add captions".' in told


def test_the_length_of_one_clip_is_told_with_its_place_and_what_it_shows(stage: Stage) -> None:
    stage.say(Remove(range=Range(start=10_000, end=20_000)))
    told = stage.say(Question(topic="duration", clip=2))
    assert "Clip 2 (talk.mp4) is 40.0 s long: 0:10–0:50 of the film, from 0:20 to 1:00 of its file." in told
    assert "没有第 3 个片段" in stage.say(Question(topic="duration", clip=3), chinese=True)


@pytest.mark.parametrize(
    ("topic", "answer"),
    [
        ("duration", "The film is 60.0 s long: 1 clip."),
        ("tracks", "Timeline (4 tracks)"),
        ("captions", "Captions are on"),
        ("music", "Music: tide.m4a (30%)"),
        ("title", 'Titles: "Light" (0:00–0:03)'),
        ("size", "1920×1080 (wide), 30 frames a second"),
        ("media", "talk.mp4, tide.m4a"),
        ("help", "cut to a length"),
    ],
)
def test_questions_are_answered_from_the_film(scored: Stage, topic: Any, answer: str) -> None:
    scored.say(Captions(), Title(text="Light"), Music(volume=0.3))
    before = scored.versions
    assert answer in scored.say(Question(topic=topic))
    assert scored.versions is before


def test_help_is_given_even_without_footage() -> None:
    assert "remove silences" in Stage().say(Question(topic="help"))


@pytest.mark.parametrize("chinese", [False, True])
def test_without_uploads_the_user_is_asked_for_some(chinese: bool) -> None:
    empty = Stage()
    for operations in ((), (CutTo(length=30_000),), (History(to="undo"),), (Question(topic="duration"),)):
        told = empty.say(*operations, chinese=chinese)
        assert ("请先上传" if chinese else "upload a clip") in told
        assert empty.versions == Versions()
    assert empty.steps == []


def test_a_plan_that_does_nothing_returns_the_same_versions(stage: Stage) -> None:
    stage.say()
    versions = stage.versions
    told = stage.say()
    assert stage.versions is versions
    assert "Nothing was changed." in told
    assert "The film is 60.0 s, 1 clip, 1920×1080." in told


class Broken(Analyst):
    """Media that can't be decoded."""

    def sound(self, asset: Asset) -> Sound:
        raise MediaError(f"The sound of {asset.label} can't be read.")


def test_media_that_can_not_be_read_fail_the_turn(stage: Stage) -> None:
    stage.say(Title(text="Light"))
    before = stage.versions
    stage.analyst = Broken({"talk.mp4": TALK})
    with pytest.raises(EngineError, match="can't be read"):
        stage.say(Captions(), CutTo(length=30_000))
    assert stage.versions is before
    assert isinstance(stage.steps[-1], ToolFinished)
    assert "can't be read" in stage.steps[-1].response["error"]


def test_a_film_whose_file_is_gone_is_an_error_in_words(stage: Stage) -> None:
    stage.say(Title(text="Light"))
    stage.assets[:] = [asset("other.mp3", kind="audio")]
    with pytest.raises(EngineError, match=r"“talk.mp4” is not here any more"):
        stage.say(CutTo(length=30_000))


OPERATIONS: list[Operation] = [
    CutTo(length=30_000),
    Keep(range=Range(end=50_000)),
    Remove(range=Range(end=2_000)),
    RemoveSilences(),
    Reframe(aspect="1:1"),
    Preset(platform="tiktok"),
    Captions(),
    Title(text="Light"),
    Music(volume=0.2),
    Volume(level=0.5),
    RemoveMusic(),
    RemoveTitle(),
    Captions(on=False),
    History(to="undo"),
    History(to="redo"),
    Question(topic="music"),
    CannotDo(asked="翻译", reason="做不到。", nearest="加字幕"),
]


def test_chinese_answers_are_chinese(scored: Stage) -> None:
    for operation in OPERATIONS:
        told = scored.say(operation, chinese=True)
        for english in (" the ", "Nothing", "Next:", "Cut ", "Title ", "Volume", "seconds", "captions", "clip"):
            assert english not in told, operation


def test_all_at_once(scored: Stage) -> None:
    told = scored.say(*OPERATIONS[:10])
    for part in ("Kept", "Removed 0:00–0:02", "pauses", "Square", "TikTok", "Captions: ", "Title", "Music", "Volume"):
        assert part in told
    scored.say(History(to="undo"))
    assert spans(scored) == [("talk.mp4", 0, 60_000)]


def test_the_reader_is_told_of_the_film(scored: Stage) -> None:
    films = []

    def reader(text: str, film: Any) -> Plan:
        films.append((text, film))
        return Plan(operations=(Title(text="Light"), Music()))

    scored.language = "zh"
    scored.turn(Director(scored.analyst, reader=reader), "first")
    scored.turn(Director(scored.analyst, reader=reader), "second")
    (_, first), (text, second) = films
    assert (first.duration, first.clips, first.has_title, first.has_music) == (60_000, 1, False, False)
    assert (text, second.has_title, second.has_music, second.has_captions) == ("second", True, True, False)
    assert second.audio_labels == ("tide.m4a",)
    assert second.media_labels == ("talk.mp4", "tide.m4a")
    assert second.language == "zh"


def test_hostile_names_stay_on_one_line(stage: Stage) -> None:
    stage.assets[0] = asset("a\x1b]0;x\x07\nb{names}.mp4")
    told = stage.say(Question(topic="media"))
    assert "\x1b" not in told
    assert "a]0;x b{names}.mp4" in told
