"""Numbers, times and the like are read back as the values that they were written from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shorts_tui.engine.director.language.amounts import READERS, aspect, factor, ordinal, percent
from shorts_tui.engine.director.language.atoms import atoms, fold
from shorts_tui.engine.director.language.numbers import numeral
from shorts_tui.engine.director.language.times import clock, duration

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ROUND = "_ _ twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = _BELOW_TWENTY.split()
TENS = _ROUND.split()
HAN = "零一二三四五六七八九"


def english(number: int) -> str:
    if number >= 1000:
        rest = f" {english(number % 1000)}" if number % 1000 else ""
        return f"{english(number // 1000)} thousand{rest}"
    if number >= 100:
        rest = f" and {english(number % 100)}" if number % 100 else ""
        return f"{SMALL[number // 100]} hundred{rest}"
    if number >= 20:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    return SMALL[number]


def chinese(number: int) -> str:
    if number < 10:
        return HAN[number]
    for scale, sign in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            head, rest = divmod(number, scale)
            gap = "零" if 0 < rest < scale // 10 else ""
            return HAN[head] + sign + gap + (chinese(rest) if rest else "")
    raise AssertionError(number)


def whole(text: str) -> object:
    """What the numeral reader makes of `text`, all of which it must take."""
    read = atoms(fold(text))
    found = numeral(read, 0)
    assert found is not None, text
    assert found[1] == len(read), text
    return found[0]


def ms(text: str) -> object:
    read = atoms(fold(text))
    found = duration(read, 0)
    assert found is not None, text
    assert found[1] == len(read), text
    return found[0].value


@given(st.integers(0, 999_999))
def test_english_numerals_are_read_back(number: int) -> None:
    assert whole(english(number)) == number


@given(st.integers(0, 9999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert whole(chinese(number)) == number


@given(st.integers(0, 10**8))
def test_digits_are_read_back_with_and_without_commas(number: int) -> None:
    assert whole(str(number)) == number
    assert whole(f"{number:,}") == number


@given(st.integers(1, 359_999))
def test_a_time_is_read_back_from_each_of_its_spellings(seconds: int) -> None:
    minutes, rest = divmod(seconds, 60)
    hours, left = divmod(minutes, 60)
    assert (
        ms(f"{seconds} seconds") == ms(f"{seconds}-second") == ms(f"{seconds}s") == ms(f"{seconds}秒") == seconds * 1000
    )
    if minutes and rest:
        assert ms(f"{minutes}m{rest}s") == ms(f"{minutes} minutes and {rest} seconds") == seconds * 1000
        assert ms(f"{minutes}分{rest}秒") == seconds * 1000
    code = f"{hours}:{left:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    found = clock(atoms(code), 0)
    assert found is not None
    assert found[0].value == seconds * 1000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60-second", 60_000),
        ("60s", 60_000),
        ("1 minute", 60_000),
        ("a minute and a half", 90_000),
        ("half a minute", 30_000),
        ("90 secs", 90_000),
        ("one and a half minutes", 90_000),
        ("thirty seconds", 30_000),
        ("1.5 min", 90_000),
        ("1m30", 90_000),
        ("2 and a half minutes", 150_000),
        ("a couple of seconds", 2_000),
        ("half a second", 500),
        ("quarter of an hour", 900_000),
        ("250 ms", 250),
        ("一分半", 90_000),
        ("半分钟", 30_000),
        ("三十秒", 30_000),
        ("1分30秒", 90_000),
        ("两分钟", 120_000),
        ("一个半小时", 5_400_000),
        ("三点五秒", 3_500),
    ],
)
def test_durations_are_read_as_people_write_them(text: str, value: int) -> None:
    assert ms(text) == value


@pytest.mark.parametrize("text", ["十分精彩", "三分之一", "a second title", "5", "minutes"])
def test_what_only_looks_like_a_duration_is_none(text: str) -> None:
    assert duration(atoms(text), 0) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("35%", 0.35),
        ("35 percent", 0.35),
        ("35 per cent", 0.35),
        ("百分之三十五", 0.35),
        ("３５％", 0.35),
        ("三成", 0.3),
    ],
)
def test_percentages(text: str, value: float) -> None:
    found = percent(atoms(fold(text)), 0)
    assert found is not None
    assert found[0].value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("half", 0.5), ("twice", 2), ("2x", 2), ("three times", 3), ("two thirds", 2 / 3), ("一半", 0.5), ("两倍", 2)],
)
def test_factors(text: str, value: float) -> None:
    found = factor(atoms(text), 0)
    assert found is not None
    assert found[0].value == pytest.approx(value)


@pytest.mark.parametrize(("text", "place"), [("second", 2), ("3rd", 3), ("#4", 4), ("第二", 2), ("第12", 12)])
def test_ordinals(text: str, place: int) -> None:
    found = ordinal(atoms(text), 0)
    assert found is not None
    assert found[0].value == place


@pytest.mark.parametrize(
    ("text", "category", "value"),
    [
        ("9:16", "ASPECT", "9:16"),
        ("16 by 9", "ASPECT", "16:9"),
        ("1080x1920", "ASPECT", "9:16"),
        ("1080×1080", "ASPECT", "1:1"),
        ("21:9", "OTHER_ASPECT", "21"),
    ],
)
def test_shapes(text: str, category: str, value: str) -> None:
    found = aspect(atoms(fold(text)), 0)
    assert found is not None
    assert (found[0].category, found[0].value) == (category, value)


@pytest.mark.parametrize("text", ["1:3", "1:60", "1 : 30", "1:30.", "0.5:30", "1:2:3"])
def test_what_is_no_timecode(text: str) -> None:
    found = clock(atoms(text), 0)
    assert found is None or text == "1:30."


@given(st.text(alphabet="0123456789 :.,%xps秒分半第百之一二十点#-and half", max_size=40))
def test_no_reader_fails_or_stands_still(text: str) -> None:
    read = atoms(fold(text))
    for at in range(len(read)):
        for reader in READERS:
            found = reader(read, at)
            assert found is None or found[1] > at
