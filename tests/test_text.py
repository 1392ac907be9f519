"""Text at the edge: nothing that a terminal would obey survives, and all that people write does."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shorts_tui.text import MAX_COMBINING, one_line, plural, sanitize, seconds, size, timecode

C0 = [chr(code) for code in range(0x20) if chr(code) not in "\t\n\r\x0b\x0c"]
C1 = [chr(code) for code in range(0x80, 0xA0) if code != 0x85]
BIDI = ["\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2060, 0x206A))]
TAGS = ["\U000e0001", "\U000e0020", "\U000e007f", "\U000e01ef", "\U000e0fff"]
SURROGATES = [chr(0xD800), chr(0xDFFF)]
FORBIDDEN = frozenset(
    [*C0, *C1, *BIDI, *TAGS, "\x7f", "\u200b", "\ufeff", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]
)

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
HOSTILE = st.text(st.one_of(st.characters(), st.sampled_from(sorted(FORBIDDEN)), st.sampled_from("\u0301\u20dd\u200d")))


@pytest.mark.parametrize("char", [*C0, *C1, *BIDI, *TAGS, "\x7f", "\u200b", "\ufeff", *SURROGATES], ids=ascii)
def test_a_control_or_invisible_character_is_dropped(char: str) -> None:
    assert sanitize(f"a{char}b") == "ab"


@pytest.mark.parametrize(
    "text", ["a\nb\tc", FAMILY, "प\u094d\u200dर", "été", "e\u0301", "👍🏽", "标题：“天堂”", "नमस्ते", "العربية", "ไม่"]
)
def test_what_people_write_stays(text: str) -> None:
    assert sanitize(text) == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_every_kind_of_line_break_becomes_a_newline(end: str) -> None:
    assert sanitize(f"one{end}two") == "one\ntwo"


@pytest.mark.parametrize(
    ("sequence", "left"),
    [
        ("\x1b]52;c;aGk=\x07", "]52;c;aGk="),
        ("\x1b]0;title\x1b\\", "]0;title\\"),
        ("\x9d52;c;aGk=\x9c", "52;c;aGk="),
        ("\x1b[2J\x1b[31mred", "[2J[31mred"),
    ],
)
def test_an_escape_sequence_is_left_as_plain_characters(sequence: str, left: str) -> None:
    assert sanitize(sequence) == left


@pytest.mark.parametrize("mark", ["\u0301", "\u20dd", "\u0489", "\ufe0f", "\u200d"], ids=ascii)
def test_marks_on_one_character_are_capped(mark: str) -> None:
    assert sanitize("a" + mark * 50 + "b") == "a" + mark * MAX_COMBINING + "b"


def test_joiners_do_not_start_the_count_of_marks_anew() -> None:
    assert len(sanitize("a" + "\u0301\u0301\u200d" * 30)) == 1 + MAX_COMBINING


@given(HOSTILE)
def test_no_text_gets_a_forbidden_character_through(text: str) -> None:
    cleaned = sanitize(text)
    assert not FORBIDDEN & set(cleaned)
    assert not any(0xD800 <= ord(char) <= 0xDFFF for char in cleaned)


@given(HOSTILE)
def test_sanitizing_twice_changes_nothing_more(text: str) -> None:
    assert sanitize(sanitize(text)) == sanitize(text)


@given(HOSTILE)
def test_no_character_carries_more_marks_than_the_cap(text: str) -> None:
    run = 0
    for char in sanitize(text):
        run = run + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        assert run <= MAX_COMBINING


@given(HOSTILE, st.integers(1, 40))
def test_the_length_is_limited(text: str, limit: int) -> None:
    assert len(sanitize(text, limit=limit)) <= limit
    assert len(one_line(text, limit)) <= limit


@given(HOSTILE)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert not set(line) & {"\n", "\t"}
    assert line == line.strip()


def test_a_line_that_was_cut_says_so() -> None:
    assert one_line("one two three", 8) == "one two…"
    assert one_line("  one\n\ttwo ", 8) == "one two"


@pytest.mark.parametrize(
    ("ms", "words"),
    [(0, "0s"), (10_000, "10s"), (3500, "3.5s"), (3549.9, "3.5s"), (59_960, "60s"), (3_600_000_000, "3600000s")],
)
def test_seconds_have_no_needless_digits(ms: float, words: str) -> None:
    assert seconds(ms) == words


@pytest.mark.parametrize(
    ("ms", "words"), [(0, "0:00"), (999, "0:00"), (75_000, "1:15"), (3_599_999, "59:59"), (3_725_000, "1:02:05")]
)
def test_a_timecode_counts_whole_seconds(ms: float, words: str) -> None:
    assert timecode(ms) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (1_500_000, "1.5 MB"),
        (500_000_000, "500 MB"),
        (3 * 10**12, "3000 GB"),
    ],
)
def test_a_size_is_said_in_its_unit(count: int, words: str) -> None:
    assert size(count) == words


def test_one_is_singular() -> None:
    assert (plural(1, "clip"), plural(0, "clip"), plural(2, "clip")) == ("1 clip", "0 clips", "2 clips")
