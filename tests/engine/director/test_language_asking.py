"""Questions back: when a sentence is asked about, which answers are understood, and what they complete."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language import answered, read
from shorts_tui.engine.director.plan import (
    Ask,
    CannotDo,
    Captions,
    Clips,
    MoveClip,
    Operation,
    Plan,
    Range,
    Remove,
    RemoveMusic,
    RemoveTitle,
    Title,
)  # fmt: skip
from tests.engine.director.language_requests import FILMS

TRIP, TITLES, BARE = FILMS["trip"], FILMS["titles"], FILMS["bare"]


def question(text: str, film: Film) -> Ask:
    (asked,) = read(text, film).operations
    assert isinstance(asked, Ask), asked
    return asked


def answer(text: str, asked: Ask, film: Film = TRIP) -> tuple[Operation, ...] | None:
    plan = answered(text, asked, film)
    return None if plan is None else plan.operations


def test_a_sensible_default_is_better_than_a_question() -> None:
    for text in ("make it shorter", "make it faster", "black and white", "add a title 'Hi'", "mute it", "缩短一点"):
        assert not any(isinstance(one, Ask) for one in read(text, TRIP).operations), text
    assert not any(isinstance(one, Ask) for one in read("make the title bigger", FILMS["titled"]).operations)


def test_the_question_names_each_clip_and_what_would_be_done_with_it() -> None:
    asked = question("delete it", TRIP)
    assert [(one.number, one.name, one.start, one.end) for one in asked.choices] == [
        (1, "beach.mp4", 0, 4_000),
        (2, "street.mp4", 4_000, 9_000),
    ]
    assert [one.operations for one in asked.choices] == [
        (Clips(do="delete", clips=(1,)),),
        (Clips(do="delete", clips=(2,)),),
    ]


def test_all_that_was_asked_for_beside_it_waits_for_the_answer() -> None:
    asked = question("remove the clip and add captions", TRIP)
    assert answer("2", asked) == (Clips(do="delete", clips=(2,)), Captions())


def test_what_can_not_be_done_is_said_at_once() -> None:
    asked, refused = read("delete it and clone my voice", TRIP).operations
    assert isinstance(asked, Ask)
    assert isinstance(refused, CannotDo)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("the second", (2,)), ("2", (2,)), ("second one please", (2,)), ("clip 2", (2,)), ("number two", (2,)),
        ("the last one", (2,)), ("street", (2,)), ("the street one", (2,)), ("beach", (1,)), ("the first", (1,)),
        ("#1", (1,)), ("1st", (1,)), ("both", (1, 2)), ("1 and 2", (1, 2)), ("all of them", (1, 2)),
        ("第二个", (2,)), ("第一段", (1,)), ("两个都", (1, 2)), ("最后一个", (2,)), ("2吧", (2,)),
    ],
)  # fmt: skip
def test_an_answer_names_a_choice(text: str, chosen: tuple[int, ...]) -> None:
    assert answer(text, question("delete it", TRIP)) == (Clips(do="delete", clips=chosen),)


@pytest.mark.parametrize(
    "text", ["neither", "never mind", "no", "Forget it.", "none of them", "算了", "都不要", "不用了"]
)
def test_to_wave_a_question_away_asks_for_nothing(text: str) -> None:
    assert answer(text, question("delete it", TRIP)) == ()


@pytest.mark.parametrize(
    "text",
    ["add captions", "undo", "the third", "clip 7", "make it 2 minutes", "purple", "cut to 2 seconds", "撤销", ""],
)
def test_anything_else_is_no_answer(text: str) -> None:
    assert answer(text, question("delete it", TRIP)) is None


def test_one_title_of_several_is_asked_for_unless_one_is_named_or_all_are() -> None:
    asked = question("make the title bigger", TITLES)
    assert asked.about == "title"
    assert answer("bye", asked, TITLES) == (Title(scale=1.25, number=3),)
    assert answer("the middle", asked, TITLES) == (Title(scale=1.25, number=2),)
    assert answer("all", asked, TITLES) == tuple(Title(scale=1.25, number=number) for number in (1, 2, 3))
    assert read("make the second title bigger", TITLES).operations == (Title(scale=1.25, number=2),)
    assert read("make the titles bigger", TITLES).operations == (Title(scale=1.25),)
    assert read("remove the last title", TITLES).operations == (RemoveTitle(number=3),)
    assert read("删掉第二个标题", TITLES).operations == (RemoveTitle(number=2),)


def test_what_was_done_last_is_what_it_means() -> None:
    assert read("delete it", replace(TRIP, last="music", has_music=True)).operations == (RemoveMusic(),)
    assert read("delete it", replace(TRIP, last="clip", last_number=2)).operations == (Clips(do="delete", clips=(2,)),)
    assert read("make the title red", replace(TITLES, last="title", last_number=2)).operations == (
        Title(color="red", number=2),
    )


def test_a_clip_named_before_in_the_sentence_is_what_it_means() -> None:
    assert MoveClip(clip=2, to=-1) in read("make the second clip brighter and move it to the end", TRIP).operations
    assert read("add a title 'Bye' and put it at the end", TRIP).operations == (Title(text="Bye", start=-3_000),)


def test_how_much_goes_is_asked_with_amounts_and_answered_with_any() -> None:
    asked = question("cut the last part", BARE)
    assert [one.operations for one in asked.choices] == [
        (Remove(range=Range(start=-5_000)),),
        (Remove(range=Range(start=-10_000)),),
    ]
    assert answer("8 seconds", asked, BARE) == (Remove(range=Range(start=-8_000)),)
    assert answer("10", asked, BARE) == (Remove(range=Range(start=-10_000)),)
    assert answer("最后三秒", asked, BARE) == (Remove(range=Range(start=-3_000)),)
    assert answer("3 seconds", question("trim the start a bit", BARE), BARE) == (Remove(range=Range(end=3_000)),)


def test_the_last_part_of_several_clips_may_be_the_last_clip() -> None:
    asked = question("cut the last part", FILMS["five"])
    assert answer("clip 5", asked, FILMS["five"]) == (Clips(do="delete", clips=(5,)),)
    assert answer("2 seconds", asked, FILMS["five"]) == (Remove(range=Range(start=-2_000)),)


def test_the_answer_is_in_the_language_of_the_question_unless_it_has_words_of_another() -> None:
    english, chinese = read("delete it", TRIP).operations[0], read("删掉它", TRIP).operations[0]
    assert isinstance(english, Ask)
    assert isinstance(chinese, Ask)
    assert answered("2", english, TRIP) == Plan(operations=(Clips(do="delete", clips=(2,)),), language="en")
    assert answered("2", chinese, TRIP) == Plan(operations=(Clips(do="delete", clips=(2,)),), language="zh")
    assert answered("第二个", english, TRIP) == Plan(operations=(Clips(do="delete", clips=(2,)),), language="zh")


def test_a_question_outlives_its_engine_as_text() -> None:
    asked = question("remove the clip and add captions", TRIP)
    assert Ask.model_validate_json(asked.model_dump_json()) == asked
