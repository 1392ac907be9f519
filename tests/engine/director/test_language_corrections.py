"""What is taken back within a sentence, and what points back in it."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language import read
from shorts_tui.engine.director.plan import (
    Captions,
    Clips,
    CutTo,
    Ducking,
    Fade,
    Grade,
    MoveClip,
    Music,
    Operation,
    Preset,
    Question,
    Range,
    Reframe,
    Remove,
    RemoveFillers,
    RemoveMusic,
    Speed,
    Spoken,
    Title,
    VoiceOver,
    Volume,
)  # fmt: skip
from tests.engine.director.language_requests import FILMS

BARE, EDITED, TALK, FIVE, TRIP = (FILMS[name] for name in ("bare", "edited", "talk", "five", "trip"))


def done(text: str, film: Film = BARE) -> tuple[Operation, ...]:
    return read(text, film).operations


@pytest.mark.parametrize(
    ("text", "film", "meant"),
    [
        ("make it square, no, vertical", BARE, Reframe(aspect="9:16")),
        ("tiktok? no, shorts", BARE, Preset(platform="shorts")),
        ("cut to 30 seconds... wait, make that 45", BARE, CutTo(length=45_000)),
        ("remove the first 5 seconds, no, 10", BARE, Remove(range=Range(end=10_000))),
        ("music at 20%, no 30%", TALK, Music(volume=0.3)),
        ("delete the first clip, sorry, the last one", EDITED, Clips(do="delete", clips=(3,))),
        ("mute clip 1, i mean clip 2", EDITED, Volume(level=0.0, clip=2)),
        ("fade out over 2 seconds, or rather 3", BARE, Fade(side="out", duration=3_000)),
        ("cut the pauses, i meant the ums", BARE, RemoveFillers()),
        ('title "Hi", no, "Hello"', BARE, Title(text="Hello")),
        ("speed it up, actually no, slow it down", BARE, Speed(factor=0.8)),
        ("move clip 3 to the start, no, to the end", EDITED, MoveClip(clip=3, to=-1)),
        ("remove 0:10-0:20, no, 0:12-0:25", BARE, Remove(range=Range(start=12_000, end=25_000))),
        ("music at 20%. actually 10% is better", TALK, Music(volume=0.1)),
        ("剪到30秒，不对，45秒", BARE, CutTo(length=45_000)),
        ("删掉第一段，说错了，是第二段", EDITED, Clips(do="delete", clips=(2,))),
        ("字幕黄色，算了还是白色吧", FILMS["captioned"], Captions(color="white")),
    ],
)
def test_the_word_that_is_said_instead_counts(text: str, film: Film, meant: Operation) -> None:
    assert done(text, film) == (meant,)


def test_a_whole_command_is_taken_back_by_another_one_about_the_same_thing() -> None:
    assert done("add music, actually no, no music", TALK) == (RemoveMusic(),)
    assert done("add captions and music, actually no music", TALK) == (Captions(), RemoveMusic())
    assert done("take the music out? no, just lower it to 10%", EDITED) == (Volume(target="music", level=0.1),)


def test_what_is_given_up_at_the_end_is_not_done() -> None:
    for text in ("add music, never mind", "add music. scratch that", "加音乐，算了不要了"):
        assert done(text, TALK) == (), text
    assert done("add captions, make it square, forget it") == (Captions(),)


def test_a_no_that_denies_something_takes_nothing_back() -> None:
    assert done("add captions, no music") == (Captions(), RemoveMusic())
    assert done("make it vertical, no captions") == (Reframe(aspect="9:16"), Captions(on=False))
    assert done('add the title "Square, no, vertical"') == (Title(text="Square, no, vertical"),)
    assert done('captions in white, title "Oh, no, hi" in yellow') == (
        Title(text="Oh, no, hi", color="yellow"),
        Captions(color="white"),
    )
    assert Question(topic="size") in done("is it square? no? then make it vertical")


def test_what_is_said_besides_takes_nothing_back() -> None:
    assert done("delete clip 1, sorry, and clip 2 too", EDITED) == (Clips(do="delete", clips=(1, 2)),)
    assert done("trim the first 5 seconds, actually trim the last 5 seconds too") == (
        Remove(range=Range(end=5_000)),
        Remove(range=Range(start=-5_000)),
    )
    assert done("make it vertical. actually, is it square?") == (Reframe(aspect="9:16"), Question(topic="size"))
    assert done("竖屏，等一下，再加个字幕") == (Reframe(aspect="9:16"), Captions())


def test_the_others_are_the_clips_that_were_not_named() -> None:
    assert done("move clip 1 to the end and swap the other two", EDITED)[1] == MoveClip(clip=2, to=3, swap=True)
    assert done("delete clip 2 and swap the others", EDITED)[1] == MoveClip(clip=1, to=3, swap=True)
    assert done("make clip 1 brighter and the other two darker", EDITED)[1:] == (
        Grade(look="darker", clip=2),
        Grade(look="darker", clip=3),
    )


def test_the_other_two_of_five_clips_are_none_in_particular() -> None:
    assert not any(isinstance(one, MoveClip) and one.swap for one in done("delete clip 1, swap the other two", FIVE))


def test_a_place_that_is_looked_for_is_where_the_film_is_cut() -> None:
    after, before = (Spoken(text="goodbye", side=side) for side in ("after", "before"))
    for text, spoken in (
        ("find where he says goodbye and cut everything after that", after),
        ('find the part where she says "goodbye" and remove everything before it', before),
        ("go to where they say goodbye, then delete everything after that", after),
        ("find where he says goodbye and cut it", Spoken(text="goodbye")),
        ("找到说“goodbye”的地方，把后面的都剪掉", after),
    ):
        assert done(text) == (Remove(range=Range(spoken=spoken)),), text


def test_a_clip_that_is_taken_to_be_moved_is_not_kept_alone() -> None:
    assert done("take the beach clip and move it to the end", TRIP) == (MoveClip(clip=1, to=-1),)


def test_a_level_behind_the_music_is_not_a_part_of_the_films_length() -> None:
    assert done("duck the music and bring it down to 20%", EDITED) == (Ducking(), Volume(target="music", level=0.2))


def test_a_file_that_is_the_voice_is_no_music() -> None:
    assert done("captions with voice.wav as the voice") == (VoiceOver(name="voice.wav"), Captions())
    assert done("use voice.wav as the sound") == (Music(name="voice.wav"),)


def test_a_stretch_is_slowed_down_alone() -> None:
    stretch = Range(start=2_000, end=4_000)
    for text in (
        "slow 2s to 4s down to half speed",
        "slow 2s to 4s down to 50%",
        "slow 2s to 4s down to half the speed",
    ):
        assert done(text) == (Speed(level=0.5, range=stretch),), text
