"""What is named as an exception, with `not` or `instead of` is no request; what points back is what was named."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.language import read
from shorts_tui.engine.director.plan import CannotDo, Clips, Operation, Preset, Question, Range, Remove, Spoken, Volume
from tests.engine.director.language_requests import FILMS, does_nothing

FIVE, BARE, EDITED = FILMS["five"], FILMS["bare"], FILMS["edited"]


def kept(*clips: int) -> Clips:
    return Clips(do="keep", clips=clips)


def gone(*clips: int) -> Clips:
    return Clips(do="delete", clips=clips)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("everything but the third clip can be thrown out", kept(3)),
        ("all the clips but the second can go", kept(2)),
        ("drop everything apart from clip 3", kept(3)),
        ("get rid of all but the last clip", kept(5)),
        ("other than clip 2 everything can go", kept(2)),
        ("bin the lot except for clips 1 and 2", None),
        ("keep everything but the third clip", gone(3)),
        ("keep all of it other than clip 4", gone(4)),
        ("delete clip 2, not clip 3", gone(2)),
        ("delete clip 2 instead of clip 3", gone(2)),
        ("lose the opening clip", gone(1)),
        ("leave only clip 2", kept(2)),
        ("keep clip 3, the others can go", kept(3)),
        ("keep clip 2 and delete clip 3", gone(3)),
        ("delete clip 3 and keep clip 2", gone(3)),
        ("drop the opening and closing clips", gone(1, 5)),
    ],
)
def test_of_an_exception_the_opposite_is_done_or_nothing(text: str, wanted: Clips | None) -> None:
    done = [one for one in read(text, FIVE).operations if not isinstance(one, CannotDo)]
    assert done == ([] if wanted is None else [wanted])


def test_what_is_done_to_all_but_something_unknown_is_not_done_to_all() -> None:
    for text in ("mute all of them apart from the funny one", "speed everything up except the intro"):
        assert {type(one) for one in read(text, FIVE).operations} == {CannotDo}


def test_a_remark_behind_but_is_no_exception() -> None:
    made = read("love all of it but the music is too loud", EDITED).operations
    assert Volume(target="music", factor=0.67) in made


@pytest.mark.parametrize(
    "text", ["for shorts, not for tiktok", "not for tiktok but for shorts", "a preset for shorts rather than tiktok"]
)
def test_a_platform_that_is_only_set_against_another_is_none(text: str) -> None:
    made = read(text, BARE).operations
    assert [one for one in made if isinstance(one, Preset)] == [Preset(platform="shorts")]


def said(text: str, *, mute: bool = False) -> Operation:
    place = Range(spoken=Spoken(text=text, words=True))
    return Volume(level=0.0, range=place) if mute else Remove(range=place)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the word 'literally' drives me nuts, cut it everywhere", said("literally")),
        ("she says 'bloody' a couple of times, drop the sound on just that word", said("bloody", mute=True)),
        ("i keep saying 'you know', please take it out", said("you know")),
        ('he says "damn" at some point, bleep it', said("damn", mute=True)),
    ],
)
def test_a_word_that_somebody_says_is_a_place_in_the_film_and_no_title(text: str, wanted: Operation) -> None:
    assert read(text, BARE).operations == (wanted,)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("four.mp4 has wind in it so just kill its sound", Volume(level=0.0, clip=4)),
        ("don't delete clip 2, just mute it", Volume(level=0.0, clip=2)),
        ("instead of deleting clip 2, mute it", Volume(level=0.0, clip=2)),
        ("clip 2's audio is too loud, take 20% off", Volume(factor=0.8, clip=2)),
        ("the first clip's sound is awful, mute it", Volume(level=0.0, clip=1)),
    ],
)
def test_its_sound_is_that_of_the_clip_that_was_named(text: str, wanted: Volume) -> None:
    assert read(text, FIVE).operations == (wanted,)


def test_what_is_done_instead_is_done_to_that_clip_alone() -> None:
    made = read("instead of removing clip 2, shorten it to 3 seconds", FIVE).operations
    assert made == (Remove(range=Range(start=8_000, end=10_000)),)


def test_what_nobody_needs_is_not_what_is_kept() -> None:
    assert read("nobody needs the first minute", BARE).operations == (Remove(range=Range(end=60_000)),)


def test_a_moment_without_an_end_makes_nothing_silent() -> None:
    made = read("i swear at 0:48, bleep it out", BARE).operations
    assert all(map(does_nothing, made))


@pytest.mark.parametrize(
    "text",
    [
        "30s version for reels and a 60s version for youtube",
        "make a 30 second version and a 60 second version",
        "one version for tiktok and another for youtube",
    ],
)
def test_several_films_at_once_are_refused_as_a_whole(text: str) -> None:
    assert [one.topic for one in read(text, EDITED).operations if isinstance(one, CannotDo)] == ["several"]
    assert len(read(text, EDITED).operations) == 1


@pytest.mark.parametrize(
    "text",
    [
        "suppose I dropped three.mp4, how many seconds would be left?",
        "say I cut clip 2, how long would the film be?",
        "imagine we removed the intro. would it be under a minute?",
        "if you sped this up, would my voice sound weird?",
    ],
)
def test_what_is_only_supposed_is_one_question(text: str) -> None:
    assert read(text, FIVE).operations == (Question(topic="what_if"),)


@pytest.mark.parametrize("what", ["captions", "title", "music", "volume", "colours", "speed", "second clip"])
def test_resetting_one_thing_never_starts_the_film_over(what: str) -> None:
    assert all(one.op != "history" for one in read(f"reset the {what}", EDITED).operations)


@pytest.mark.parametrize("text", ["remove all my edits but keep the title", "start over but keep the captions"])
def test_a_film_is_not_started_over_where_something_is_to_stay(text: str) -> None:
    assert {type(one) for one in read(text, EDITED).operations} == {CannotDo}


def test_ordinary_words_are_no_slips_of_the_keyboard() -> None:
    [made] = read("turn the music down to eight percent", EDITED).operations
    assert made == Volume(target="music", level=0.08)
    assert {type(one) for one in read("remove the loose world", FIVE).operations} == {CannotDo}
