"""Quotations are found whatever marks they wear, and apostrophes are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shorts_tui.engine.director.language.quotes import quoted

PAIRS = ["“”", "‘’", "「」", "『』", "《》", "«»", '""', "''", "„“", "``"]
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=30).filter(
    lambda text: text == text.strip() and not set(text) & set("\"'“”„‟‘’‚‛＂＇`«»‹›「」『』《》〈〉【】﹁﹂〝〞")
)


@given(st.sampled_from(PAIRS), PLAIN)
def test_content_is_given_back_from_every_kind_of_marks(marks: str, content: str) -> None:
    text = f"add the title {marks[0]}{content}{marks[1]} please"
    assert [quote.text for quote in quoted(text)] == [content]


@pytest.mark.parametrize(
    "text",
    ["don't stop, it's fine", "the dogs' bowl and the cats'", "rock and roll in the '90s", 'a 30" short', "y'all"],
)
def test_apostrophes_and_seconds_are_no_quotations(text: str) -> None:
    assert quoted(text) == ()


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("add 'don't stop' now", ["don't stop"]),
        ("add ‘don’t stop’ now", ["don’t stop"]),
        ('say "he said \'cut\'" and "go"', ["he said 'cut'", "go"]),
        ("加「他说『停』」", ["他说『停』"]),
        ("标题“第一集：出发”和《回家》", ["第一集：出发", "回家"]),
        ('title "never closed\nand captions', ["never closed"]),
        ('""', [""]),
        ("字幕'你好'显示", ["你好"]),
    ],
)
def test_where_quotations_begin_and_end(text: str, contents: list[str]) -> None:
    assert [quote.text for quote in quoted(text)] == contents


@given(st.text(alphabet="ab '\"“”‘’「」『』《》«»`\n1", max_size=80))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    end = 0
    for quote in quoted(text):
        assert end <= quote.start < quote.end <= len(text)
        assert quote.text in text[quote.start : quote.end]
        end = quote.end
