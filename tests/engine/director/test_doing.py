"""Shapes, presets, captions, titles, music and volumes."""

from __future__ import annotations

import pytest

from shorts_tui.engine.assets import Asset, Transcript
from shorts_tui.engine.director.plan import (
    Captions,
    CutTo,
    Music,
    Preset,
    Range,
    Reframe,
    Remove,
    RemoveMusic,
    RemoveTitle,
    Title,
    Volume,
)
from shorts_tui.timeline import edits
from tests.engine.director.stage import TALK, Analyst, Stage, asset


@pytest.fixture
def stage() -> Stage:
    return Stage(Analyst({"talk.mp4": TALK}), [asset("talk.mp4")])


@pytest.fixture
def scored(stage: Stage) -> Stage:
    stage.assets.append(asset("tide.m4a", 24_000, kind="audio"))
    return stage


def test_shapes(stage: Stage) -> None:
    told = stage.say(Reframe(aspect="1:1", mode="fit-blur"))
    assert stage.draft.size == (1080, 1080)
    assert edits.clips(stage.draft)[0].meta["crop"] == {"mode": "fit-blur", "x": 0.5}
    assert "Square 1080×1080, whole, before a blurred copy (was 1920×1080)." in told
    assert "already square" in stage.say(Reframe(aspect="1:1", mode="fit-blur"))
    stage.say(Reframe(aspect="4:5"))
    assert stage.draft.size == (1080, 1350)


def test_a_preset_keeps_a_blurred_frame_that_was_asked_for(stage: Stage) -> None:
    stage.say(Reframe(aspect="9:16", mode="fit-blur"))
    stage.say(Preset(platform="shorts"))
    assert edits.clips(stage.draft)[0].meta["crop"]["mode"] == "fit-blur"
    assert stage.draft.meta["platform"] == "shorts"


def test_a_platform_gets_no_more_than_three_minutes_without_a_word() -> None:
    long = Stage(assets=[asset("long.mp4", 240_000)])
    told = long.say(Preset(platform="reels"))
    assert "4:00 long, more than the 3 minutes that Reels should get" in told
    assert '"cut it to 60 seconds"' in told
    assert "3 minutes" not in long.say(Preset(platform="reels"), CutTo(length=30_000))


def test_captions_change_look_and_go(stage: Stage) -> None:
    stage.say(Captions(style="bold", position="middle"))
    assert {line.meta["style"] for line in edits.captions(stage.draft)} == {"bold"}
    assert max(len(line.words) for line in edits.captions(stage.draft)) <= 3
    stage.say(Captions(style="clean"))
    assert max(len(line.words) for line in edits.captions(stage.draft)) > 3
    assert {line.meta["position"] for line in edits.captions(stage.draft)} == {"middle"}
    assert "At most 2 words at a time." in stage.say(Captions(words=2))
    assert max(len(line.words) for line in edits.captions(stage.draft)) == 2
    stage.say(Captions(style="karaoke"))
    stage.say(Remove(range=Range(end=5_000)))
    assert max(len(line.words) for line in edits.captions(stage.draft)) == 2
    assert "每次最多 3 个词" in stage.say(Captions(style="clean", words=3), chinese=True)
    told = stage.say(Captions(position="top"))
    assert {line.meta["position"] for line in edits.captions(stage.draft)} == {"top"}
    assert "clean style, at the top" in told
    assert "Captions are off" in stage.say(Captions(on=False))
    assert edits.captions(stage.draft) == ()
    assert "There are no captions." in stage.say(Captions(on=False))


@pytest.mark.parametrize(
    ("upload", "speech", "reason"),
    [
        (asset("talk.mp4"), False, "Install the local extra"),
        (asset("waves.mp4"), True, "No speech was heard in waves.mp4"),
        (asset("silent.mp4", has_audio=False), True, "There is no sound in silent.mp4, so"),
    ],
)
def test_captions_that_are_not_possible_are_refused_and_the_rest_is_done(
    upload: Asset, speech: bool, reason: str
) -> None:
    stage = Stage(Analyst({"talk.mp4": TALK}, speech=speech), [upload])
    told = stage.say(Captions(), Title(text="Light"))
    assert reason in told
    assert 'Title "Light"' in told
    assert edits.captions(stage.draft) == ()
    assert edits.titles(stage.draft)[0].text == "Light"


def test_titles(stage: Stage) -> None:
    told = stage.say(Title(text="Urban Dreams"))
    assert 'Title "Urban Dreams" at 0:00–0:03, at the top.' in told
    told = stage.say(Title(text="Paradise Found"))
    assert 'Title "Urban Dreams" → "Paradise Found"' in told
    assert len(edits.titles(stage.draft)) == 1
    stage.say(Title(text="Bye", start=-5_000, duration=5_000))
    assert [(t.text, t.start, t.end) for t in edits.titles(stage.draft)] == [
        ("Paradise Found", 0, 3_000),
        ("Bye", 55_000, 60_000),
    ]
    stage.say(Title(position="bottom"))
    assert {title.meta["position"] for title in edits.titles(stage.draft)} == {"bottom"}
    assert 'Removed 2 titles: "Paradise Found", "Bye".' in stage.say(RemoveTitle())
    assert "There is no title." in stage.say(RemoveTitle())
    assert "no title to change" in stage.say(Title(position="top"))


def test_a_title_after_the_end_is_refused(stage: Stage) -> None:
    assert "The film ends at 60.0 s, so no title can begin at 2:00." in stage.say(Title(text="Late", start=120_000))
    assert "so no title can begin at 0:45" in stage.say(CutTo(length=30_000), Title(text="Late", start=45_000))


def test_the_time_of_a_title_means_the_film_before_a_removal_and_after_a_choice(stage: Stage) -> None:
    stage.say(Remove(range=Range(end=10_000)), Title(text="Here", start=15_000))
    assert edits.titles(stage.draft)[0].start == 5_000
    stage.say(RemoveTitle())
    stage.say(CutTo(length=20_000), Title(text="Here", start=15_000))
    assert edits.titles(stage.draft)[0].start == 15_000


def test_music(scored: Stage) -> None:
    told = scored.say(Music(volume=0.2))
    (song,) = edits.music(scored.draft)
    assert (song.name, song.volume, song.end, song.meta["loop"]) == ("tide.m4a", 0.2, 60_000, True)
    assert "Music: tide.m4a at 20% under the whole film (repeated, the file is 24.0 s long)" in told
    assert "Volume of the music: 20% → 10%" in scored.say(Volume(target="music", factor=0.5))
    assert "Volume of the music: 10% → 40%" in scored.say(Music(volume=0.4))
    assert "Music: tide.m4a at 40%" in scored.say(Music(name="tide"))
    scored.assets.append(asset("drums.mp3", 90_000, kind="audio"))
    assert "It takes the place of tide.m4a." in scored.say(Music(name="drums"))
    assert (edits.music(scored.draft)[0].name, edits.music(scored.draft)[0].volume) == ("drums.mp3", 0.4)
    assert "No uploaded sound file is called flute; there is tide.m4a, drums.mp3" in scored.say(Music(name="flute"))
    assert "Removed the music (drums.mp3)." in scored.say(RemoveMusic())
    assert "There is no music" in scored.say(RemoveMusic())
    assert "There is no music" in scored.say(Volume(target="music", level=0.5))


def test_music_of_a_name_needs_an_uploaded_file(stage: Stage) -> None:
    before = stage.say()
    assert before
    versions = stage.versions
    told = stage.say(Music(name="flute.mp3"))
    assert "No sound file has been uploaded" in told
    assert "Nothing was changed." in told
    assert stage.versions is versions


def test_without_a_file_there_is_music_of_our_own(stage: Stage) -> None:
    assert "Music: calm (built in) at 25%" in stage.say(Music())
    assert "It takes the place of calm (built in)." in stage.say(Music(mood="epic", volume=0.4))
    assert "配乐：舒缓（内置），音量 40%，" in stage.say(Music(mood="calm"), chinese=True)
    assert "Volume of the music: 40% → 30%" in stage.say(Music(volume=0.3))


def test_volumes(stage: Stage) -> None:
    stage.assets.append(asset("b.mp4", 5_000))
    assert "Volume of the clips: 100% → 50%." in stage.say(Volume(factor=0.5))
    assert "Volume of clip 2 (b.mp4): 50% → 0%." in stage.say(Volume(level=0, clip=2))
    assert [clip.volume for clip in edits.clips(stage.draft)] == [0.5, 0.0]
    versions = stage.versions
    assert "There is no clip 3: the film has 2 clips." in stage.say(Volume(level=0, clip=3))
    assert "is 0% already" in stage.say(Volume(level=0, clip=2))
    assert stage.versions is versions


def test_clip_numbers_mean_the_film_before_the_plan(stage: Stage) -> None:
    stage.assets.append(asset("b.mp4", 5_000))
    stage.say()
    stage.say(Remove(range=Range(start=10_000, end=20_000)), Volume(level=0, clip=2))
    assert [clip.volume for clip in edits.clips(stage.draft)] == [None, None, 0.0]


def test_a_transcript_without_words_is_no_speech(stage: Stage) -> None:
    stage.analyst.transcripts["talk.mp4"] = Transcript("en", (), ())
    assert "No speech was heard" in stage.say(Captions())
