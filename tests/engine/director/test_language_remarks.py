"""Who tells how things are asks for nothing by it, and what was told of is what `it` means in the next breath."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.language import read
from shorts_tui.engine.director.plan import (
    CannotDo,
    Captions,
    Clips,
    CutTo,
    Denoise,
    Grade,
    Keep,
    Operation,
    Range,
    Remove,
    RemoveFillers,
    RemoveTitle,
    Speed,
    Split,
    Spoken,
    Title,
    Transition,
    Volume,
)  # fmt: skip
from tests.engine.director.language_requests import FILMS


def asked(words: str, film: str = "bare") -> tuple[Operation, ...]:
    return read(words, FILMS[film]).operations


@pytest.mark.parametrize(
    "words",
    [
        "nobody's gonna sit through that, get me to 50 secs",
        "so the whole thing runs three minutes and it drags, cut it to 50 seconds",
        "my phone rang in the middle, make it 50 seconds",
        "clients only ever watch a bit so make it 50 seconds",
        "the boss says it has to be exactly 50 seconds long",
        "这个太长了没人看得完 帮我压到50秒",
        "老板说最多只能50秒 你看着剪吧",
    ],
)
def test_remarks_are_no_requests(words: str) -> None:
    assert asked(words) == (CutTo(length=50_000),)


def test_a_remark_alone_is_reported() -> None:
    (refused,) = asked("my phone rang")
    assert isinstance(refused, CannotDo)


def test_an_unknown_request_is_reported_beside_what_is_done() -> None:
    cut, refused = asked("cut it to 50 seconds, juggle three oranges")
    assert cut == CutTo(length=50_000)
    assert isinstance(refused, CannotDo)
    told = read("cut it to 50 seconds, the dog should bark louder", FILMS["bare"])
    assert told.left_out == ("the dog should bark louder",)


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("from one minute five to one minute nineteen there's a car alarm, please take that out", (65_000, 79_000)),
        ("my mic was off for the first 7 seconds, chop that bit", (0, 7_000)),
        ("I only start talking at 0:11, cut everything before that", (0, 11_000)),
        ("last ten seconds are just black, crop them off", (-10_000, None)),
        ("开头那十二秒我在调麦克风 剪了吧", (0, 12_000)),
        ("从一分四十到一分五十五我俩在吵架 那一段拿掉", (100_000, 115_000)),
    ],
)
def test_a_stretch_that_was_told_of_is_what_goes(words: str, span: tuple[int, int | None]) -> None:
    assert asked(words) == (Remove(range=Range(start=span[0], end=span[1])),)


def test_clips_sound_and_noise_that_were_told_of_are_meant() -> None:
    assert asked("I hate clips 2 and 5, take them out", "five") == (Clips(do="delete", clips=(2, 5)),)
    assert asked("clip 2 drowns out the others, halve its volume", "edited") == (Volume(factor=0.5, clip=2),)
    assert asked("i can't hear myself over the music, knock it down to 12%", "edited") == (
        Volume(target="music", level=0.12),
    )
    assert asked("there's a hiss in the background, can you clean that up") == (Denoise(),)
    assert asked("between 0:20 and 0:50 i'm just stirring, play that at triple speed") == (
        Speed(level=3.0, range=Range(start=20_000, end=50_000)),
    )


def test_a_film_is_what_is_cut_to_a_length_whatever_was_told_of_before() -> None:
    assert asked("nobody watches past a minute anyway, trim it down to 58 seconds") == (CutTo(length=58_000),)


@pytest.mark.parametrize(
    "words", ["leave the title up for longer, 7 seconds", "make the title last 7 seconds", "it should last 7 seconds"]
)
def test_seconds_beside_a_title_are_its_own(words: str) -> None:
    assert asked(words, "titled") == (Title(duration=7_000),)


def test_seconds_beside_what_is_not_understood_cut_no_film() -> None:
    assert not any(isinstance(one, CutTo) for one in asked("wobble the lampshade, 5 seconds"))
    assert asked("5 seconds") == (CutTo(length=5_000),)


def test_all_but_a_part_keeps_that_part() -> None:
    kept = (Keep(range=Range(start=30_000, end=105_000)),)
    assert asked("Can we lose everything that isn't between 0:30 and 1:45?") == kept
    assert asked("remove everything outside of 0:30 to 1:45") == kept
    assert asked("除了最后一分钟 其他都删掉") == (Keep(range=Range(start=-60_000)),)


def test_only_there_is_where_it_is_done_and_not_what_stays() -> None:
    assert asked("go 1.5x but only from 0:40 to 1:20") == (Speed(factor=1.5, range=Range(start=40_000, end=80_000)),)


def test_a_title_that_is_named_by_its_text_is_that_one() -> None:
    assert asked('can the "Bye" one be green?', "titles") == (Title(number=3, color="green"),)
    assert asked("Bye那个标题不要了", "titles") == (RemoveTitle(number=3),)
    assert asked('remove the one that says "The middle"', "titles") == (RemoveTitle(number=2),)


def test_what_somebody_says_is_never_a_title() -> None:
    words = Spoken(text="like", words=True)
    assert asked('remove every time I say "like"') == (Remove(range=Range(spoken=words)),)
    assert asked("说完“再见”就结束") == (Remove(range=Range(spoken=Spoken(text="再见", side="after"))),)


def test_spaces_part_chinese_phrases_as_commas_do() -> None:
    assert asked("气口太多 加字幕 放中间") == asked("气口太多，加字幕，放中间")
    assert asked("加个标题 你好世界") != (Captions(),)


def test_minutes_and_seconds_are_one_time_where_the_second_unit_is_left_out() -> None:
    assert asked("need it at a minute ten, no more") == (CutTo(length=70_000),)
    assert asked("剪到一分二十") == (CutTo(length=80_000),)
    assert asked("cut it to 1 minute and remove 5 clips")[0] == CutTo(length=60_000)


def test_a_letter_is_read_without_its_name() -> None:
    assert asked("Dear editor, please remove the ums. Kind regards, Tom") == (RemoveFillers(),)


def test_what_is_excepted_is_left_as_it_is() -> None:
    assert asked("make it black and white except clip 2", "edited") == (
        Grade(look="mono", clip=1),
        Grade(look="mono", clip=3),
    )
    assert asked("speed up everything except 0:30 to 1:00") == (
        Speed(factor=1.25, range=Range(end=30_000)),
        Speed(factor=1.25, range=Range(start=60_000)),
    )
    assert asked("everything louder except the music", "edited") == (Volume(factor=1.5),)


def test_two_stretches_are_two_whatever_joins_them() -> None:
    first, second = Range(start=5_000, end=8_000), Range(start=60_000, end=63_000)
    assert asked("mute 0:05-0:08 and 1:00-1:03") == (Volume(level=0.0, range=first), Volume(level=0.0, range=second))
    assert asked("remove 0:05-0:08 and then 1:00-1:03") == (Remove(range=first), Remove(range=second))
    assert asked("trim 5 seconds off the start 10 off the end and speed it up a bit") == (
        Remove(range=Range(end=5_000)),
        Remove(range=Range(start=-10_000)),
        Speed(factor=1.1),
    )


def test_a_time_may_be_read_aloud() -> None:
    assert asked("leave out the bit between one minute and one twenty") == (
        Remove(range=Range(start=60_000, end=80_000)),
    )


def test_places_of_cuts_and_numbers_of_parts_are_no_lengths() -> None:
    assert asked("cut at 0:30, 1:00 and 1:30") == (Split(at=(30_000, 60_000, 90_000)),)
    assert asked("slice it into four") == (Split(at=(45_000, 90_000, 135_000)),)
    assert asked("0.5 second fades to black between clips", "five") == (Transition(kind="dip", duration=500),)


def test_an_unknown_noun_in_a_list_is_reported() -> None:
    fillers, refused = asked("remove the ums and the awkward wobbles")
    assert fillers == RemoveFillers()
    assert isinstance(refused, CannotDo)
