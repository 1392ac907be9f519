"""Sentences become exactly the plans that they ask for, in English and in Chinese."""

from __future__ import annotations

import pytest

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language import read
from shorts_tui.engine.director.language.limits import limits
from shorts_tui.engine.director.plan import CannotDo, CutTo, Music, Question, Title, Volume
from tests.engine.director.language_requests import FILMS, Request, label_of, requests

TALK = FILMS["talk"]
EDITED = FILMS["edited"]


def misread(chosen: list[Request]) -> list[str]:
    found = []
    for request in chosen:
        plan = read(request.text, FILMS[request.film])
        if label_of(plan) != request.plan or plan.language != request.language:
            found.append(f"{request.text!r}\n  wanted {list(request.plan)}\n  read   {list(label_of(plan))}")
    return found


@pytest.mark.parametrize(
    ("held_out", "goal"), [pytest.param(False, 0.97, id="tuning"), pytest.param(True, 0.95, id="held-out")]
)
def test_requests_are_read_as_they_are_labelled(held_out: bool, goal: float) -> None:
    chosen = [request for request in requests() if request.held_out == held_out and not request.fresh]
    wrong = misread(chosen)
    share = 1 - len(wrong) / len(chosen)
    print(f"{share:.1%} of {len(chosen)} exact; misread:\n" + "\n".join(wrong))
    assert share >= goal


def test_requests_that_nobody_tuned_for_are_nearly_all_read() -> None:
    """56 and 57 of 60 when two such sets were first read; which are misread is not printed, so that they stay fresh."""
    chosen = [request for request in requests() if request.fresh]
    share = 1 - len(misread(chosen)) / len(chosen)
    print(f"{share:.1%} of {len(chosen)} exact")
    assert len(chosen) >= 120
    assert share >= 0.95


def test_traps_are_not_fallen_into() -> None:
    traps = [request for request in requests() if request.trap and not request.fresh]
    wrong = misread(traps)
    print("\n".join(wrong))
    assert len(traps) >= 60
    assert 1 - len(wrong) / len(traps) >= 0.95


def test_the_labelled_set_is_large_and_bilingual() -> None:
    everything = requests()
    assert len(everything) >= 1000
    assert sum(request.language == "zh" for request in everything) >= 200
    assert len({(request.text, request.film) for request in everything}) == len(everything)


def test_a_command_is_no_command_inside_quotes() -> None:
    for request in requests():
        if not set(request.text) & set("\"'“”‘’«»「」『』《》\n") and "." not in request.text:
            plan = read(f'add the title "{request.text}"', TALK)
            assert plan.operations == (Title(text=request.text.strip()),), request.text


def test_operations_come_in_the_order_in_which_they_can_be_done() -> None:
    plan = read(
        "music.mp3 at 20%, captions, title 'Go', vertical, 30 seconds, remove the pauses, trim the first 5s, undo", TALK
    )
    assert [operation.op for operation in plan.operations] == [
        "history", "remove", "remove_silences", "cut_to", "reframe", "title", "captions", "music",
    ]  # fmt: skip


def test_whatever_is_not_understood_is_reported_beside_what_is() -> None:
    plan = read("cut it to 30 seconds, juggle three oranges and add captions", TALK)
    assert [operation.op for operation in plan.operations] == ["cut_to", "captions", "cannot_do"]
    refusal = plan.operations[-1]
    assert isinstance(refusal, CannotDo)
    assert refusal.asked == "juggle three oranges"
    assert refusal.topic == "unknown"


def test_what_can_be_done_only_to_the_whole_film_is_not_done_because_a_part_was_meant() -> None:
    for text in (
        "make the second clip vertical",
        "captions only in the first 10 seconds",
        "remove the silences in clip 2",
    ):
        plan = read(text, EDITED)
        assert [operation.op for operation in plan.operations] == ["cannot_do"], text


def test_every_refusal_says_why_and_names_something_that_can_be_said_instead() -> None:
    for topic, limit in limits().items():
        assert (limit.reason_en[-1], limit.reason_zh[-1]) == (".", "。"), topic
        if topic == "export":
            continue
        for nearest in (limit.nearest_en, limit.nearest_zh):
            operations = read(nearest, EDITED).operations
            assert operations, nearest
            assert not any(isinstance(operation, CannotDo) for operation in operations), nearest


def test_a_refusal_is_in_the_language_of_the_request() -> None:
    english, chinese = read("clone my voice", TALK), read("克隆我的声音", TALK)
    assert (english.language, chinese.language) == ("en", "zh")
    assert isinstance(english.operations[0], CannotDo)
    assert isinstance(chinese.operations[0], CannotDo)
    assert english.operations[0].reason == limits()["voice"].reason_en
    assert chinese.operations[0].reason == limits()["voice"].reason_zh


def test_where_words_are_missing_the_session_decides_about_the_language() -> None:
    assert read("「你好」", Film(language="en")).language == "en"
    assert read('"hello"', Film(language="zh-CN")).language == "zh"


def test_traditional_characters_and_full_width_digits_are_read_like_the_others() -> None:
    assert read("去掉開頭５秒，加標題「開箱」", TALK) == read("去掉开头5秒，加标题「開箱」", TALK)


def test_a_sentence_without_anything_known_says_what_can_be_asked() -> None:
    for text in ("", "   ", "qwerty asdf", "😀😀", "???"):
        (refusal,) = read(text, TALK).operations
        assert isinstance(refusal, CannotDo)
        assert "captions" in refusal.reason


def test_thanks_and_what_is_to_stay_ask_for_nothing() -> None:
    for text in ("thanks!", "keep the music", "don't touch the captions", "谢谢", "不要去掉停顿"):
        assert read(text, EDITED).operations == (), text


def test_a_greeting_is_answered_with_what_can_be_asked() -> None:
    assert read("hello", TALK).operations == (Question(topic="help"),)


def test_a_short_without_a_length_is_a_minute_of_a_film_that_is_longer() -> None:
    assert CutTo(length=60_000) in read("make a short", Film(duration=61_000)).operations
    assert not any(isinstance(operation, CutTo) for operation in read("make a short", Film(duration=59_000)).operations)


def test_volume_that_nobody_owns_is_that_of_everything_heard() -> None:
    assert read("louder", TALK).operations == (Volume(factor=1.5),)
    assert read("louder", EDITED).operations == (Volume(target="all", factor=1.5),)


def test_muting_never_silences_the_music_that_comes_with_it() -> None:
    assert read("add music.mp3 and mute", EDITED).operations == (Music(name="music.mp3"), Volume(level=0.0))


def test_uploaded_music_is_known_by_its_name_without_the_extension() -> None:
    film = Film(duration=60_000, audio_labels=("Summer Vibes.mp3",))
    assert read("add summer vibes at 20%", film).operations == (Music(name="Summer Vibes.mp3", volume=0.2),)


def test_a_file_called_like_a_command_is_no_command() -> None:
    film = Film(duration=60_000, audio_labels=("remove captions.mp3",))
    assert read("add remove captions.mp3", film).operations == (Music(name="remove captions.mp3"),)


def test_nine_sixteen_is_a_time_only_of_a_film_that_is_as_long() -> None:
    long = read("remove from 9:16 to 10:00", Film(duration=900_000)).operations
    assert [operation.op for operation in long] == ["remove"]
    assert [operation.op for operation in read("make it 9:16", Film(duration=900_000)).operations] == ["reframe"]


def test_a_stretch_reaches_from_what_it_starts_with_to_what_it_ends_with() -> None:
    for text in (
        "I want the stretch that starts with 'step one' and runs to 'step four', nothing more",
        "keep the part that starts with 'step one' and ends with 'step four'",
    ):
        (kept,) = read(text, TALK).operations
        assert kept.model_dump()["range"]["spoken"] == {
            "text": "step one", "until": "step four", "side": "at", "words": False,
        }, text  # fmt: skip
