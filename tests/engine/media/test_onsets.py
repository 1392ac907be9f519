"""Word times of a model, put right: later after long words, earlier after short ones, pauses left alone."""

from __future__ import annotations

from itertools import pairwise

from shorts_tui.engine.assets import Span, SpokenWord
from shorts_tui.engine.media.onsets import letters, timely


def words(*told: tuple[str, int, int]) -> list[SpokenWord]:
    return [SpokenWord(text, start, end) for text, start, end in told]


def starts(*told: tuple[str, int, int]) -> list[int]:
    return [word.start for word in timely(words(*told))]


def test_a_word_after_a_short_one_is_moved_forward_more_than_one_after_a_long_one() -> None:
    _, after_short = starts(("the", 1000, 1400), ("harbour", 1400, 1900))
    _, after_long = starts(("grandfather", 1000, 1400), ("harbour", 1400, 1900))
    assert after_short < 1400 - 85
    assert after_short < after_long - 100


def test_words_stay_in_order_and_keep_some_length() -> None:
    said = words(("a", 0, 40), ("I", 40, 80), ("extraordinarily", 80, 120), ("b", 120, 125), ("c", 125, 900))
    found = timely(said)
    assert [word.text for word in found] == [word.text for word in said]
    assert all(word.start <= word.end for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(word.start >= 0 for word in found)


def test_words_that_touch_still_touch() -> None:
    found = timely(words(("one", 500, 800), ("two", 800, 1100), ("three", 1100, 1500)))
    assert [word.end for word in found[:-1]] == [word.start for word in found[1:]]


def test_at_a_pause_the_voice_decides_and_not_the_letters() -> None:
    said = words(("the", 1250, 1500), ("end", 1500, 1900))
    beside = timely(said, [Span(1430, 1600)])
    assert [(word.start, word.end) for word in beside] == [(1165, 1415), (1415, 1815)]
    assert timely(said, [Span(5000, 6000)]) == timely(said)


def test_a_word_that_was_begun_in_the_pause_before_it_is_as_long_as_its_letters() -> None:
    before, late = timely(words(("yes", 0, 300), ("later", 2000, 3300)))
    assert before.end <= 300
    assert late.end == 3300 - 85
    assert 2700 <= late.start <= 2900


def test_a_slow_word_in_a_breath_stays_slow() -> None:
    found = timely(words(("yes", 0, 300), ("so", 300, 1500), ("then", 1500, 1800)))
    assert found[1].end - found[1].start > 900


def test_letters_are_counted_as_they_are_spoken() -> None:
    assert letters("it's") == 3
    assert letters("12") == 8
    assert letters("你好") == 6
    assert letters("...") == 1
    assert timely([]) == []
