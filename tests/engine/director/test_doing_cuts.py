"""Cutting by length, by range and by pauses."""

from __future__ import annotations

import pytest

from shorts_tui.engine.assets import Picture, Sound, Span
from shorts_tui.engine.director.plan import (
    Captions,
    CutTo,
    Keep,
    Range,
    Remove,
    RemoveSilences,
    Title,
)
from shorts_tui.engine.director.turn import ToolFinished
from shorts_tui.timeline import edits
from tests.engine.director.stage import TALK, Analyst, Stage, asset


@pytest.fixture
def stage() -> Stage:
    return Stage(Analyst({"talk.mp4": TALK}), [asset("talk.mp4")])


def spans(stage: Stage) -> list[tuple[str, int, int]]:
    return [(clip.name, clip.source_in, clip.source_out) for clip in edits.clips(stage.draft)]


def test_every_pick_has_a_reason(stage: Stage) -> None:
    stage.say(CutTo(length=15_000))
    (response,) = [s.response for s in stage.steps if isinstance(s, ToolFinished) and s.name == "pick_highlights"]
    assert response["length_ms"] == 15_000
    for pick in response["picks"]:
        assert pick["reason"]
        assert 0 <= pick["score"] <= 1
        assert pick["start_ms"] < pick["end_ms"]


def test_a_film_that_is_short_enough_stays_whole(stage: Stage) -> None:
    told = stage.say(CutTo(length=90_000))
    assert stage.draft.duration == 60_000
    assert "Kept it whole" in told
    assert stage.versions.at == 1


def test_half_of_the_film(stage: Stage) -> None:
    stage.say(CutTo(factor=0.5))
    assert stage.draft.duration == 30_000
    assert "longer" in stage.say(CutTo(factor=2.0))
    assert stage.draft.duration == 30_000
    assert "too short" in stage.say(CutTo(length=300))


def test_captions_stay_right_when_the_film_is_cut_afterwards(stage: Stage) -> None:
    stage.say(Captions())
    stage.say(Remove(range=Range(end=9_000)))
    first = edits.captions(stage.draft)[0]
    assert first.text.startswith("A lighthouse")
    assert first.start == 0
    stage.say(CutTo(length=12_000))
    for line in edits.captions(stage.draft):
        clip = next(c for c in edits.clips(stage.draft) if c.start <= line.start < c.end)
        source = clip.source_in + line.start + line.words[0].start - clip.start
        assert any(abs(word.start - source) <= 1 and word.text == line.words[0].text for word in TALK.words)


def test_ranges_mean_the_film_before_the_plan(stage: Stage) -> None:
    told = stage.say(
        Remove(range=Range(end=5_000)), Remove(range=Range(start=10_000, end=12_000)), Remove(range=Range(start=-3_000))
    )
    assert spans(stage) == [("talk.mp4", 5_000, 10_000), ("talk.mp4", 12_000, 57_000)]
    assert "Removed 0:00–0:05, 0:10–0:12 and 0:57–1:00 (60.0 s → 50.0 s)." in told


def test_ranges_that_are_not_there_are_refused(stage: Stage) -> None:
    assert "so there is nothing at 1:30–2:00" in stage.say(Keep(range=Range(start=90_000, end=120_000)))
    assert "would leave nothing" in stage.say(Remove(range=Range()))
    assert "is gone already" in stage.say(Keep(range=Range(end=20_000)), Remove(range=Range(start=-10_000)))
    assert stage.draft.duration == 20_000


def test_a_range_is_kept(stage: Stage) -> None:
    assert "Kept 0:10–0:40 (60.0 s → 30.0 s)" in stage.say(Keep(range=Range(start=10_000, end=40_000)))
    assert spans(stage) == [("talk.mp4", 10_000, 40_000)]


def test_pauses_go_and_breaths_stay(stage: Stage) -> None:
    told = stage.say(RemoveSilences(shortest=500, padding=120))
    cut = edits.clips(stage.draft)
    for clip in cut[:-1]:
        last = max(word.end for word in TALK.words if word.end <= clip.source_out)
        assert clip.source_out - last == 120
    assert stage.draft.duration < 25_000
    assert "Removed 9 pauses" in told
    assert "No pause of 0.5 s or more" in stage.say(RemoveSilences(shortest=500, padding=120))


def test_pauses_leave_the_words_of_captions_alone(stage: Stage) -> None:
    stage.say(Captions())
    quiet = Sound((Span(0, 20_100),), -20.0, -1.0, 50, (-60.0,) * 1200)
    stage.analyst.sounds["talk.mp4"] = quiet
    stage.say(RemoveSilences())
    words = [word.text for line in edits.captions(stage.draft) for word in line.words]
    assert words == [word.text for word in TALK.words]
    assert stage.draft.duration < 60_000


def test_there_are_no_pauses_in_a_film_without_sound() -> None:
    silent = Stage(assets=[asset("silent.mp4", has_audio=False)])
    assert "no sound" in silent.say(RemoveSilences())
    assert silent.draft.duration == 60_000


def test_a_clip_without_a_sound_track_is_no_pause() -> None:
    mixed = Stage(Analyst({"talk.mp4": TALK}), [asset("talk.mp4"), asset("waves.mp4", 10_000, has_audio=False)])
    mixed.say(RemoveSilences())
    assert spans(mixed)[-1] == ("waves.mp4", 0, 10_000)


def test_without_a_speech_model_sound_decides_and_that_is_said() -> None:
    stage = Stage(Analyst({"talk.mp4": TALK}, speech=False), [asset("talk.mp4")])
    told = stage.say(CutTo(length=20_000))
    assert abs(stage.draft.duration - 20_000) <= 500
    assert "stretches of sound" in told or "stretches" in told
    assert "Install the local extra" in told


def test_a_film_without_words_is_cut_at_its_scenes() -> None:
    moving = Picture((0, 20_000, 28_000), 500, (0.05,) * 40 + (0.9,) * 16 + (0.05,) * 64)
    silent = Stage(Analyst(pictures={"waves.mp4": moving}), [asset("waves.mp4", has_audio=False)])
    told = silent.say(CutTo(length=8_000))
    assert spans(silent) == [("waves.mp4", 20_000, 28_000)]
    assert "scenes" in told


def test_a_cut_of_a_cut_works_on_the_film_as_it_is(stage: Stage) -> None:
    stage.say(Keep(range=Range(start=8_000, end=40_000)))
    stage.say(CutTo(length=10_000))
    assert stage.draft.duration == 10_000
    assert all(8_000 <= start < end <= 40_000 for _, start, end in spans(stage))


def test_titles_that_lose_their_pictures_are_told_of(stage: Stage) -> None:
    stage.say(Title(text="Middle", start=30_000))
    told = stage.say(Remove(range=Range(start=25_000, end=40_000)))
    assert "1 title went with the pictures under it." in told
