"""Voices over the film: where they lie, how long pictures last under them, and whose words are captioned."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.plan import Captions, Music, Slideshow, VoiceOver
from shorts_tui.timeline import edits
from tests.engine.director.stage import TALK, Analyst, Stage, asset, talk


@pytest.fixture
def stage() -> Stage:
    """A talk of a minute and another clip of 10 s."""
    return Stage(Analyst({"talk.mp4": TALK}), [asset("talk.mp4"), asset("b.mp4", 10_000)])


def test_a_voice_lies_over_the_film_and_is_no_music(stage: Stage) -> None:
    stage.assets.append(asset("me.wav", 5_000, kind="audio"))
    assert "Voice-over me.wav at 0:03–0:08" in stage.say(VoiceOver(start=3_000))
    assert edits.music(stage.draft) == ()
    assert "Music: calm (built in)" in stage.say(Music())


def test_a_voice_that_is_longer_than_the_film_is_cut_off_and_that_is_told(stage: Stage) -> None:
    stage.assets.append(asset("me.wav", 90_000, kind="audio"))
    told = stage.say(VoiceOver())
    assert "me.wav is 90.0 s long: its end is cut off with the film's." in told
    assert stage.draft.duration == 70_000


def test_pictures_last_as_long_as_the_voice_over_them_unless_their_length_was_said() -> None:
    stage = Stage(Analyst(), [asset("1.jpg", kind="image"), asset("2.jpg", kind="image")])
    stage.assets.append(asset("me.wav", 11_000, kind="audio"))
    told = stage.say(VoiceOver())
    assert "The images last as long as it does (6.0 s → 11.0 s)." in told
    assert [clip.duration for clip in edits.clips(stage.draft)] == [5_500, 5_500]
    assert all(clip.speed == 1 and clip.source_in == 0 for clip in edits.clips(stage.draft))
    assert edits.voices(stage.draft)[0].duration == 11_000
    fresh = Stage(Analyst(), stage.assets)
    fresh.say(Slideshow(length=8_000), VoiceOver())
    assert fresh.draft.duration == 8_000


def test_captions_go_with_a_voice_and_with_the_clips_where_it_is_silent(stage: Stage) -> None:
    stage.assets.append(asset("me.wav", 4_000, kind="audio"))
    stage.analyst.transcripts["me.wav"] = talk((200, "Welcome to my island."))
    stage.say(Captions())
    told = stage.say(VoiceOver(start=3_900))
    assert "Voice-over me.wav" in told
    said = [line.text.replace("\n", " ") for line in edits.captions(stage.draft)]
    assert said[0] == "Why would anyone build a tower here?"
    assert "Welcome to my island." in said
    # Under the voice, `Because ships were` and more is not heard.
    assert not any("Because" in line for line in said)
    assert any("promise" in line for line in said)
