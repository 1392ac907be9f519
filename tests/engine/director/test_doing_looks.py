"""Looks, clips one by one, what is said, and what lies over the film: done, told, refused, and undone."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.director import Director
from shorts_tui.engine.director.plan import (
    CannotDo,
    Captions,
    CaptionStyle,
    CaptionText,
    Clips,
    CutTo,
    Denoise,
    Ducking,
    Fade,
    Follow,
    Grade,
    History,
    Keep,
    LoudnessTo,
    MoveClip,
    Music,
    Operation,
    Order,
    Overlay,
    Preset,
    Question,
    Range,
    Reframe,
    Remove,
    RemoveFillers,
    RemoveOverlay,
    RemoveSilences,
    Slideshow,
    Speed,
    Split,
    Spoken,
    Title,
    Transition,
    VoiceOver,
    Volume,
    Zoom,
)
from shorts_tui.engine.media.beats import Beats
from shorts_tui.engine.media.focus import Look
from shorts_tui.engine.media.moods import beat_of
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Segment
from tests.engine.director.stage import TALK, Analyst, Stage, asset, talk


@pytest.fixture
def stage() -> Stage:
    """A talk of a minute, another clip of 10 s, a logo and a voice."""
    return Stage(Analyst({"talk.mp4": TALK}), [asset("talk.mp4"), asset("b.mp4", 10_000)])


def names(stage: Stage) -> list[str]:
    return [clip.name for clip in edits.clips(stage.draft)]


EVERYTHING: list[tuple[Operation, str]] = [
    (Speed(factor=2.0), "Speed of the whole film: 2×, pitch kept (70.0 s → 35.0 s)."),
    (Speed(level=0.5, clip=2), "Speed of clip 2 (b.mp4): 0.5×"),
    (Grade(look="warm"), "Colours of the whole film: warmer."),
    (Grade(look="mono", range=Range(end=5_000)), "Colours of 0:00–0:05: black and white."),
    (Zoom(kind="punch"), "Zoom of the whole film: closer in every second clip."),
    (Transition(), "A crossfade of 0.5 s at 1 join."),
    (Fade(), "The film fades in at the start and out at the end in 0.8 s."),
    (Clips(do="delete", clips=(2,)), "Removed clip 2 (b.mp4) (70.0 s → 60.0 s)."),
    (Clips(do="copy", clips=(2,)), "Copied clip 2 (b.mp4) (70.0 s → 80.0 s)."),
    (MoveClip(clip=2, to=1), "Moved clip 2 (b.mp4); the order is b.mp4, talk.mp4."),
    (MoveClip(clip=1, to=2, swap=True), "the order is b.mp4, talk.mp4"),
    (Order(by="reverse"), "The order is b.mp4, talk.mp4."),
    (Split(at=(30_000,)), "Split at 0:30: 3 clips."),
    (Denoise(), "Steady noise (found at about"),
    (LoudnessTo(level=-16.0), "brought to −16 LUFS"),
    (Music(mood="epic"), "Music: epic (built in) at 25%"),
    (Volume(level=0.0, range=Range(start=1_000, end=2_000)), "Volume of 0:01–0:02: 100% → 0%."),
    (RemoveSilences(mute=True), "nothing was cut"),
    (Captions(color="yellow", scale=1.25), "style, yellow, 125% of the usual size, at the bottom."),
    (Title(text="Jane", style="lower-third"), 'Lower third "Jane" at 0:00–0:03, at the bottom.'),
]


@pytest.mark.parametrize(("operation", "answer"), EVERYTHING, ids=lambda value: getattr(value, "op", None))
def test_it_is_done_told_and_undone(stage: Stage, operation: Operation, answer: str) -> None:
    stage.say()
    before = stage.draft
    told = stage.say(operation)
    assert answer in told
    assert stage.draft != before
    assert "Undone" in stage.say(History(to="undo"))
    assert stage.draft == before
    chinese = stage.say(operation, chinese=True)
    assert stage.draft != before
    assert not any(word in chinese for word in ("the ", "Speed", "Next", "clip"))


@pytest.mark.parametrize(
    ("operation", "answer"),
    [
        (Clips(do="delete", clips=(5,)), "There is no clip 5"),
        (Clips(do="delete", clips=(1, 2)), "nothing would be left"),
        (MoveClip(clip=1, to=1), "in that order already"),
        (Speed(factor=50.0), "Speeds go from 0.1× to 8×."),
        (Speed(level=1.0), "runs at that speed already"),
        (Overlay(), "Upload the image first"),
        (RemoveOverlay(), "no image over the film"),
        (VoiceOver(), "No sound file has been uploaded"),
        (Ducking(), "There is no music"),
        (Slideshow(each=2000), "no images in the film"),
        (CaptionText(old="a", new="b"), "There is no text on the picture"),
        (Remove(range=Range(spoken=Spoken(text="bananas"))), 'I heard nobody say "bananas".'),
        (RemoveFillers(), "no filler words"),
    ],
)
def test_what_makes_no_sense_changes_nothing_and_is_said(stage: Stage, operation: Operation, answer: str) -> None:
    stage.say()
    before = stage.draft
    assert answer in stage.say(operation)
    assert stage.draft == before


def test_a_part_is_found_by_what_is_said_in_it(stage: Stage) -> None:
    told = stage.say(Remove(range=Range(spoken=Spoken(text="secret glass"))))
    assert "Removed 0:19" in told
    said = " ".join(word.text for line in _captioned(stage) for word in line.words)
    assert "secret glass" not in said
    assert "It turned the light into one beam." in said


def _captioned(stage: Stage) -> tuple[Segment, ...]:
    stage.say(Captions())
    return edits.captions(stage.draft)


def test_from_one_sentence_to_another(stage: Stage) -> None:
    stage.say(Keep(range=Range(spoken=Spoken(text="first lights", until="secret"))))
    (clip,) = edits.clips(stage.draft)
    assert 13_500 <= clip.source_in <= 14_000
    assert 22_000 <= clip.source_out <= 23_000


def test_everything_after_a_sentence(stage: Stage) -> None:
    stage.say(Remove(range=Range(spoken=Spoken(text="one beam", side="after"))))
    assert 27_500 <= stage.draft.duration <= 28_500


def test_a_word_goes_wherever_it_is_said() -> None:
    spoken = talk((1_000, "It is basically a light."), (6_000, "Basically it burns."))
    stage = Stage(Analyst({"talk.mp4": spoken}), [asset("talk.mp4", 10_000)])
    stage.say(Remove(range=Range(spoken=Spoken(text="basically", words=True))))
    assert len(edits.clips(stage.draft)) == 3
    assert 9_300 <= stage.draft.duration <= 9_700


def test_fillers_go_by_the_language_that_is_spoken() -> None:
    spoken = talk((1_000, "Um so the light um burns."))
    stage = Stage(Analyst({"talk.mp4": spoken}), [asset("talk.mp4", 10_000)])
    assert "Removed 2 fillers" in stage.say(RemoveFillers())
    assert stage.draft.duration < 9_600


def test_captions_are_corrected_and_keep_their_times(stage: Stage) -> None:
    stage.say(Captions())
    before = edits.captions(stage.draft)
    assert '"lighthouse" → "light house" in 1 place.' in stage.say(CaptionText(old="lighthouse", new="light house"))
    after = edits.captions(stage.draft)
    assert [(line.start, line.end) for line in after] == [(line.start, line.end) for line in before]
    (line,) = (line for line in after if "light house" in line.text)
    words = [word.text for word in line.words]
    assert words[1:3] == ["light", "house"]
    assert [word.end for word in line.words[1:2]] == [word.start for word in line.words[2:3]]


def test_why_parts_were_chosen_can_be_asked(stage: Stage) -> None:
    assert "nothing was cut to a length" in stage.say(Question(topic="reasons"))
    stage.say(CutTo(length=20_000))
    told = stage.say(Question(topic="reasons"))
    assert '1. "Why would anyone build a tower here?' in told
    assert "asks a question" in told
    told = stage.say(Question(topic="reasons"), chinese=True)
    assert told.startswith("各段入选的原因：\n1. 「Why would")
    assert "提出了问题" in told
    assert not any(word in told for word in ("asks a question", "why_"))


def test_who_wonders_what_would_be_is_told_how_to_see_it_and_nothing_changes(stage: Stage) -> None:
    before = stage.draft
    assert '"undo" takes it back' in stage.say(Question(topic="what_if"))
    assert "撤销" in stage.say(Question(topic="what_if"), chinese=True)
    assert stage.draft == before


def test_an_image_becomes_a_logo_and_no_clip(stage: Stage) -> None:
    stage.assets.append(asset("logo.png", kind="image", size=(200, 200)))
    told = stage.say(Overlay(name="logo.png", corner="bottom-left", size=0.15))
    assert "logo.png at the bottom left, 15% of the width" in told
    assert names(stage) == ["talk.mp4", "b.mp4"]
    assert "no longer a clip" not in told
    stage.say(Overlay(corner="top-right"))
    assert edits.overlays(stage.draft)[0].meta["overlay"]["corner"] == "top-right"
    assert "Took logo.png off" in stage.say(RemoveOverlay())


def test_a_slideshow_has_the_length_that_was_asked_for_or_the_beat() -> None:
    stage = Stage(Analyst(), [asset(f"{n}.jpg", kind="image") for n in range(7)])
    assert "7 images for 1.4 s each: the film is 10.0 s." in stage.say(Slideshow(length=10_000))
    assert stage.draft.duration == 10_000
    stage.say(Music(mood="upbeat"))
    stage.say(Slideshow(beat=True))
    assert {clip.duration for clip in edits.clips(stage.draft)} == {beat_of("mood-upbeat") * 4}


def test_images_change_on_the_beats_of_an_uploaded_song() -> None:
    stage = Stage(Analyst(), [asset(f"{n}.jpg", kind="image") for n in range(4)])
    stage.assets.append(asset("song.mp3", 60_000, kind="audio"))
    beats = Beats(500.5, tuple(round(230 + number * 500.5) for number in range(100)))
    stage.analyst.rhythms["song.mp3"] = beats
    stage.say(Music())
    assert "4 images for 2.0 s each" in stage.say(Slideshow(beat=True))
    changes = [clip.start for clip in edits.clips(stage.draft)][1:]
    assert all(min(abs(change - time) for time in beats.times) <= 1 for change in changes)
    assert all(1_700 <= clip.duration <= 2_300 for clip in edits.clips(stage.draft))


@pytest.mark.parametrize("song", [Music(mood="upbeat"), None], ids=["asked for", "taken for granted"])
def test_images_on_the_beat_have_their_music_before_and_the_length_that_was_asked_for(song: Music | None) -> None:
    stage = Stage(Analyst(), [asset(f"{n}.jpg", kind="image") for n in range(6)])
    told = stage.say(Slideshow(length=6_000, beat=True), *([song] if song else []))
    beat = beat_of("mood-upbeat")
    changes = [clip.start for clip in edits.clips(stage.draft)][1:]
    assert all(min(change % beat, -change % beat) <= 1 for change in changes)
    assert stage.draft.duration == 6_000
    assert "6 images for 1.0 s each: the film is 6.0 s." in told
    assert told.count("Music: ") == 1
    assert "repeated" not in told


def test_no_music_is_laid_for_images_that_are_not_there(stage: Stage) -> None:
    before = stage.draft
    assert "no images in the film" in stage.say(Slideshow(beat=True))
    assert not edits.music(stage.draft)
    assert stage.draft.duration >= before.duration


def test_a_song_that_waits_is_what_images_change_on() -> None:
    stage = Stage(Analyst(), [asset(f"{n}.jpg", kind="image") for n in range(4)])
    stage.assets.append(asset("song.mp3", 60_000, kind="audio"))
    stage.analyst.rhythms["song.mp3"] = Beats(600.0, tuple(range(0, 60_000, 600)))
    assert "Music: song.mp3" in stage.say(Slideshow(beat=True))
    assert {clip.duration for clip in edits.clips(stage.draft)} == {2_400}


def test_music_without_a_beat_is_said_to_have_none() -> None:
    stage = Stage(Analyst(), [asset("1.jpg", kind="image"), asset("hum.mp3", 60_000, kind="audio")])
    stage.say(Music())
    assert "No steady beat can be heard in hum.mp3." in stage.say(Slideshow(beat=True))


def test_a_correction_is_about_what_was_done_last(stage: Stage) -> None:
    director = Director(stage.analyst)
    stage.turn(director, "add captions")
    stage.turn(director, "add the title 'Light'")
    stage.turn(director, "no, at the bottom")
    assert {title.meta["position"] for title in edits.titles(stage.draft)} == {"bottom"}
    assert {line.meta["position"] for line in edits.captions(stage.draft)} == {"bottom"}
    stage.turn(director, "two seconds later")
    assert edits.titles(stage.draft)[0].start == 2_000


def test_a_crop_stands_where_the_face_is_and_moves_where_it_goes(stage: Stage) -> None:
    stage.analyst.looks["talk.mp4"] = [Look(at, 0.8, face=True) for at in range(0, 60_000, 500)]
    stage.analyst.looks["b.mp4"] = [Look(at, 0.2 + 0.6 * at / 10_000, face=False) for at in range(0, 10_000, 250)]
    told = stage.say(Reframe(aspect="9:16"))
    assert "follows faces, and what moves where there are none in 2 clips" in told
    standing, moving = (clip.meta["crop"] for clip in edits.clips(stage.draft))
    assert standing["x"] == pytest.approx((0.8 - 0.316 / 2) / (1 - 0.316), abs=0.01)
    assert "path" not in standing
    places = [x for _, x in moving["path"]]
    assert places == sorted(places)
    assert places[-1] - places[0] > 0.5
    stage.say(Follow(to="off"))
    assert all(clip.meta["crop"]["x"] == 0.5 for clip in edits.clips(stage.draft))


@pytest.mark.parametrize("first", [Reframe(aspect="9:16"), Preset(platform="tiktok")], ids=["shape", "platform"])
def test_photos_are_shown_whole_where_a_crop_would_leave_little_of_them(first: Operation) -> None:
    wide, phone = (
        asset("wide.jpg", kind="image", size=(1920, 1080)),
        asset("phone.jpg", kind="image", size=(4000, 3000)),
    )
    stage = Stage(Analyst(), [wide, phone, asset("talk.mp4", 10_000)])
    told = stage.say(first)
    assert "1 image shown whole" in told
    assert [clip.meta["crop"]["mode"] for clip in edits.clips(stage.draft)] == ["fit-blur", "fill", "fill"]
    said = told.partition('less than 40% of it: "')[2].partition('"')[0]
    stage.turn(Director(stage.analyst), said)
    assert {clip.meta["crop"]["mode"] for clip in edits.clips(stage.draft)} == {"fill"}


def test_captions_keep_their_colour_and_size_in_another_style_and_after_cuts(stage: Stage) -> None:
    stage.say(Captions(color="yellow", scale=1.25))
    for operation in (Captions(style="bold"), CutTo(length=20_000), Reframe(aspect="9:16")):
        stage.say(operation)
        assert {(line.meta["color"], line.meta["size"]) for line in edits.captions(stage.draft)} == {("yellow", 1.25)}


@pytest.mark.parametrize("shape", [Reframe(aspect="9:16"), Preset(platform="reels")], ids=["shape", "platform"])
@pytest.mark.parametrize(("style", "row"), [("clean", 28), ("karaoke", 22)])
def test_rows_of_captions_fit_an_upright_picture(stage: Stage, shape: Operation, style: CaptionStyle, row: int) -> None:
    """Longer ones would be set smaller than their neighbours."""
    for operations in ((shape, Captions(style=style)), (Captions(style=style), shape)):
        film = Stage(stage.analyst, list(stage.assets))
        for operation in operations:
            film.say(operation)
        rows = [len(row) for line in edits.captions(film.draft) for row in line.text.split("\n")]
        assert 0 < max(rows) <= row


def test_a_shape_that_was_there_is_not_said_to_have_been_another() -> None:
    stage = Stage(Analyst(), [asset("voice.wav", kind="audio")])
    told = stage.say(Reframe(aspect="9:16"))
    assert "Vertical 1080×1920, cropped to fill." in told
    assert "was" not in told


@pytest.mark.parametrize(("length", "offered"), [(60_000, True), (5_000, False)])
def test_nothing_is_offered_where_the_film_has_ended(length: int, offered: bool) -> None:
    stage = Stage(Analyst(), [asset("talk.mp4", length)])
    stage.say(Grade(look="warm"))
    told = stage.say(CannotDo(asked="loop it", reason="Nothing is looped.", nearest="split it at 0:10"))
    assert ("split it at 0:10" in told) is offered
    assert "What I can do: " in told


def test_captions_that_are_like_that_already_are_said_to_be(stage: Stage) -> None:
    stage.say(Captions(style="bold"))
    before = stage.versions
    assert "The captions are like that already: 23 lines, bold style" in stage.say(Captions(style="bold"))
    assert stage.versions is before


def test_answers_begin_with_a_capital_but_for_names_of_files(stage: Stage) -> None:
    assert ". Clip 1 (talk.mp4) and clip 2 (b.mp4) have changed" in stage.say(MoveClip(clip=1, to=2, swap=True))
    stage.assets.append(asset("logo.png", kind="image", size=(200, 200)))
    assert stage.say(Overlay(name="logo.png")).startswith("logo.png at the")


def test_a_lower_third_is_called_by_its_name(stage: Stage) -> None:
    assert 'Lower third "Anna" at 0:01–' in stage.say(Title(text="Anna", style="lower-third", start=1_000))
    assert 'Title "Light" at 0:00–' in stage.say(Title(text="Light", start=0))


def test_a_crop_moves_a_bit_further_from_where_it_is_or_where_it_goes(stage: Stage) -> None:
    assert "Nothing is cropped" in stage.say(Follow(to="left", by="bit"))
    stage.analyst.looks["b.mp4"] = [Look(at, 0.2 + 0.6 * at / 10_000, face=False) for at in range(0, 10_000, 250)]
    stage.say(Reframe(aspect="9:16"))
    standing, moving = (clip.meta["crop"] for clip in edits.clips(stage.draft))
    assert "moved to the left in 2 clips" in stage.say(Follow(to="left", by="bit"))
    crops = [clip.meta["crop"] for clip in edits.clips(stage.draft)]
    assert crops[0]["x"] == pytest.approx(standing["x"] - 0.15)
    assert [x for _, x in crops[1]["path"]] == pytest.approx([max(x - 0.15, 0) for _, x in moving["path"]])
    assert "in 1 clip" in stage.say(Follow(to="right", by="much", clip=1))
    assert edits.clips(stage.draft)[0].meta["crop"]["x"] == pytest.approx(standing["x"] + 0.2)
    stage.say(Follow(to="right"))
    assert "裁切已经在最右边了" in stage.say(Follow(to="right", by="bit"), chinese=True)


def test_a_crop_that_stands_is_not_said_to_follow(stage: Stage) -> None:
    stage.analyst.looks["talk.mp4"] = [Look(at, 0.8, face=True) for at in range(0, 60_000, 500)]
    assert "The crop stands on faces in 1 clip." in stage.say(Reframe(aspect="9:16"))


def test_the_crop_of_a_short_moves_with_a_head_and_that_of_a_long_film_stands_in_each_scene() -> None:
    """Keyframes are as much as ten seconds apart: between them, a head could go anywhere."""
    for length, moves in ((60_000, True), (300_000, False)):
        analyst = Analyst()
        stage = Stage(analyst, [asset("talk.mp4", length)])
        analyst.looks["talk.mp4"] = [Look(at, 0.3 + 0.4 * at / length, face=True) for at in range(0, length, 250)]
        analyst.keyframes["talk.mp4"] = [Look(at, 0.3, face=True) for at in range(0, length, 10_000)]
        stage.say(Reframe(aspect="9:16"))
        assert ("path" in edits.clips(stage.draft)[0].meta["crop"]) is moves


def test_text_that_can_not_be_drawn_is_told_at_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shorts_tui.engine.render.fontsearch._directories", list)
    told = stage.say(Title(text="你好"))
    assert "No font here draws 你好" in told
    assert 'pip install "shorts-tui[cjk]"' in told
    assert "No font" not in stage.say(Grade(look="warm"))
