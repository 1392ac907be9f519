"""Reading never fails, does work in proportion to what is said, and the grammar holds together."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shorts_tui.engine.director.language import (
    grammar,
    read,
    rules_amount,
    rules_clip_parts,
    rules_modifier,
    rules_over,
    rules_places,
    rules_spoken,
)
from shorts_tui.engine.director.language.atoms import atoms, fold
from shorts_tui.engine.director.language.pattern import SPECIALS, compiled
from shorts_tui.engine.director.language.tokens import lex
from shorts_tui.engine.director.language.vocabulary import vocabulary
from shorts_tui.engine.director.plan import Plan, Title
from tests.engine.director.language_requests import FILMS, requests

FILM = FILMS["edited"]
WORDS = sorted({word for request in requests() for word in request.text.split()})
_FROM_AMOUNTS = (
    "TIME MOMENT MAYBE_TIME PERCENT FACTOR ORDINAL NUM ASPECT OTHER_ASPECT RESOLUTION BEYOND DECIBELS FIRST SPAN "
    "CLIPREF "
    "QUOTE SOUND_NAME SOUND_FILE FILM_FILE PICTURE_FILE BREAK COMMA DASH COLON SIGN"
)
MADE_BY_READERS = frozenset(_FROM_AMOUNTS.split())
QUOTES = set("\"'“”„‟‘’‚‛＂＇`«»‹›「」『』《》〈〉【】﹁﹂〝〞")


@given(st.text(max_size=200), st.sampled_from(sorted(FILMS)))
@example("9" * 500 + ":" + "9" * 500, "talk")
@example("9" * 400 + " seconds", "talk")
@example("clip " + "9" * 100, "edited")
@example("第" + "九" * 50 + "段静音", "edited")
@example("-300dB +300dB", "edited")
@example("keep the last 900 hours and the first 0.0001 ms", "brief")
@example("undo the last 1000000 changes", "edited")
def test_any_text_becomes_a_plan(text: str, film: str) -> None:
    plan = read(text, FILMS[film])
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), st.sampled_from(sorted(FILMS)))
@settings(deadline=None)
def test_any_words_of_requests_in_any_order_become_a_plan(text: str, film: str) -> None:
    plan = read(text, FILMS[film])
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


@given(
    st.text(min_size=1, max_size=60).filter(
        lambda text: text.strip() == text and not set(text) & QUOTES and "\n" not in text
    )
)
def test_quoted_content_is_a_title_and_nothing_else(content: str) -> None:
    if len(content.splitlines()) == 1 and not content.lower().endswith(
        (".mp3", ".wav", ".m4a", ".aac", ".flac", ".ogg")
    ):
        assert read(f"add the title “{content}”", FILM).operations == (Title(text=content),)
        assert read(f"「{content}」", FILM).operations[0].op == "cannot_do"


@given(st.text(max_size=120))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=120))
def test_tokens_are_in_order_and_as_written(text: str) -> None:
    end = 0
    for token in lex(text, FILM):
        assert end <= token.start < token.end <= len(text)
        assert token.text == text[token.start : token.end]
        end = token.end


UNITS = [
    "a ",
    "the ",
    "and ",
    "no ",
    "1 ",
    "1:",
    "九",
    "「",
    "'a ",
    '"',
    "title ",
    "title: x ",
    "at the top ",
    "把字幕去掉",
    "clip 1, ",
    "remove the first 5 seconds, ",
    "add a title saying hello at the top and ",
    "speed up and ",
    ".mp3",
    "twenty ",
    "😀",
    "x",
]


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_with_the_length_of_the_text(unit: str) -> None:
    """Calls are counted, not seconds: four times the text is at most some six times the work."""
    count = 2000 // len(unit)
    read(unit, FILM)
    small, large = calls(unit * (count // 4)), calls(unit * count)
    assert large < 6 * small + 20_000


def test_ten_thousand_characters_are_read_to_the_end() -> None:
    text = "cut the video to 30 seconds and add captions, " * 217 + "title 'The end'"
    assert any(operation == Title(text="The end") for operation in read(text, FILM).operations)


def calls(text: str) -> int:
    """How many functions are called while `text` is read."""
    count = 0

    def tally(frame: object, event: str, arg: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        read(text, FILM)
    finally:
        sys.setprofile(before)
    return count


def patterns() -> Iterator[str]:
    for rule in (*grammar.RULES, *rules_modifier.RULES, *rules_over.MODIFIERS):
        yield from rule.patterns
    for reduction in (
        *rules_spoken.SPANS,
        *rules_amount.SPANS,
        *rules_amount.SPANS_BESIDE,
        *rules_clip_parts.CLIP_PARTS,
        *rules_places.CLIPS,
        *rules_places.TITLES,
    ):
        yield from reduction.patterns


def test_patterns_name_only_categories_that_exist() -> None:
    known = MADE_BY_READERS | SPECIALS | vocabulary().categories
    for pattern in patterns():
        assert set(re.findall(r"[A-Z][A-Z_0-9]*", pattern)) <= known, pattern


def test_no_pattern_matches_nothing() -> None:
    for pattern in patterns():
        assert not compiled(pattern).optional(), pattern


@pytest.mark.parametrize("pattern", ["A (B", "A ? )", "?", "A | | lower", "A)"])
def test_a_spoiled_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        compiled(pattern)


def test_a_hyphen_joins_words_and_a_dash_between_numbers_is_a_range() -> None:
    assert [atom.text for atom in atoms("60-second jump-cut 10-20s 10s-20s")] == [
        "60",
        "second",
        "jump",
        "cut",
        "10",
        "-",
        "20",
        "s",
        "10",
        "s",
        "-",
        "20",
        "s",
    ]
