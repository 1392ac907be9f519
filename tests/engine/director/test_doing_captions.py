"""Words become lines that can be read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shorts_tui.engine.assets import SpokenWord
from shorts_tui.engine.director.captions import caption_lines, regrouped
from shorts_tui.engine.director.plan import CaptionStyle
from shorts_tui.timeline import edits
from shorts_tui.timeline.edits.phrasing import torn
from shorts_tui.timeline.edits.wording import LINE_WIDTH, width
from tests.engine.director.stage import talk

STYLES: tuple[CaptionStyle, ...] = ("clean", "karaoke", "bold")
LONG = "a French engineer cut glass into rings, and every ring bends the light the same way over the dark sea at night."


@st.composite
def spoken(draw: st.DrawFn) -> list[SpokenWord]:
    words, cursor = [], 0
    for _ in range(draw(st.integers(1, 60))):
        cursor += draw(st.sampled_from([0, 30, 200, 800, 4_000]))
        end = cursor + draw(st.integers(40, 900))
        text = draw(
            st.sampled_from(["ask", "not", "unbelievably-long-word", "country.", "well,", "可以", "为你的国家做"])
        )
        words.append(SpokenWord(text, cursor, end))
        cursor = end
    return words


@settings(max_examples=100, deadline=None)
@given(spoken(), st.sampled_from(STYLES))
def test_lines_keep_every_word_in_order_and_never_overlap(words: list[SpokenWord], style: CaptionStyle) -> None:
    lines = caption_lines(words, style)
    heard = [(word.text, line.start + word.start, line.start + word.end) for line in lines for word in line.words]
    assert heard == [(word.text, word.start, word.end) for word in words]
    assert all(before.end <= after.start for before, after in pairwise(lines))
    for line in lines:
        assert line.start < line.end
        rows = line.text.split("\n")
        assert len(rows) <= 2
        assert len(line.words) == 1 or max(map(width, rows)) <= LINE_WIDTH
        assert line.text.replace("\n", "").replace(" ", "") == "".join(word.text for word in line.words)


def test_a_long_sentence_is_parted_at_its_comma_into_even_lines() -> None:
    lines = caption_lines(talk((0, LONG)).words)
    assert lines[0].text.replace("\n", " ").endswith("rings,")
    assert all(line.end - line.start <= 6_000 for line in lines)
    assert min(len(line.words) for line in lines) >= 3


@pytest.mark.parametrize(
    ("sentence", "style", "lines"),
    [
        (
            "I get to work 20 minutes faster than my neighbour does in his expensive new automobile.",
            "karaoke",
            ["I get to work 20 minutes", "faster than my neighbour", "does in his expensive", "new automobile."],
        ),
        (
            "What happened to me in November changed everything.",
            "clean",
            ["What happened to me", "in November changed everything."],
        ),
        (
            "Why would anyone build a tower in the most dangerous place they could find?",
            "clean",
            ["Why would anyone build a tower", "in the most dangerous", "place they could find?"],
        ),
        ("But here is the surprising truth", "bold", ["But here is", "the surprising truth"]),
        ("The first secret is lights", "bold", ["The first secret", "is lights"]),
    ],
)
def test_no_line_ends_with_a_word_that_belongs_to_the_next(
    sentence: str, style: CaptionStyle, lines: list[str]
) -> None:
    shown = "\n".join(line.text for line in caption_lines(talk((0, sentence)).words, style)).split("\n")
    assert shown[: len(lines)] == lines


@pytest.mark.parametrize(
    ("first", "second", "hurts"),
    [
        ("the", "house", 1.0),
        ("20", "minutes", 1.0),
        ("Dr.", "Smith", 1.0),
        ("秘", "的", 1.0),
        ("of", "course", 0.7),
        ("更", "快", 0.7),
        ("we", "go", 0.4),
        ("汽", "车", 0.3),
        ("house", "burns", 0.0),
        ("house", "in", -0.3),
        ("", "burns", 0.0),
        ("house,", "and", -1.0),
        ("“the”", "house", 1.0),
    ],
)
def test_a_break_hurts_as_much_as_it_tears_apart(first: str, second: str, hurts: float) -> None:
    assert torn(first, second) == hurts


def test_a_line_ends_with_its_sentence_and_at_a_pause() -> None:
    words = talk((0, "Ask not. What can"), (5_000, "you do")).words
    assert [line.text for line in caption_lines(words)] == ["Ask not.", "What can", "you do"]


def test_a_line_ends_where_a_sentence_starts_even_without_punctuation() -> None:
    words = talk((0, "ask not what can")).words
    assert [line.text for line in caption_lines(words, sentence_starts={0, 2})] == ["ask not", "what can"]


def test_a_line_stays_long_enough_to_be_read_but_not_into_the_next() -> None:
    words = (SpokenWord("No.", 1_000, 1_100), SpokenWord("Never.", 3_000, 3_200), SpokenWord("Yes.", 3_300, 3_400))
    lines = caption_lines(words)
    assert [(line.start, line.end) for line in lines] == [(1_000, 1_700), (3_000, 3_300), (3_300, 4_000)]


def test_bold_captions_have_at_most_three_words() -> None:
    lines = caption_lines(talk((0, LONG)).words, "bold")
    assert max(len(line.words) for line in lines) <= 3
    assert not any("\n" in line.text for line in lines)


@given(spoken(), st.sampled_from(STYLES), st.integers(1, 7))
@settings(max_examples=50, deadline=None)
def test_no_line_holds_more_words_than_were_asked_for(words: list[SpokenWord], style: CaptionStyle, most: int) -> None:
    lines = caption_lines(words, style, most=most)
    assert max(len(line.words) for line in lines) <= most
    assert sum(len(line.words) for line in lines) == len(words)


def test_chinese_words_stand_without_spaces() -> None:
    words = [SpokenWord(text, index * 300, index * 300 + 250) for index, text in enumerate(["不要", "问", "国家。"])]
    assert [line.text for line in caption_lines(words)] == ["不要问国家。"]


@pytest.mark.parametrize("style", STYLES)
def test_captions_of_a_film_are_regrouped_for_another_style(style: CaptionStyle) -> None:
    words = talk((500, LONG)).words
    film = edits.new_film([edits.Clip("a", "a.mp4", 20_000)], width=640, height=360)
    captioned = edits.set_captions(film, caption_lines(words, "clean"), style="clean", position="bottom")
    assert regrouped(edits.captions(captioned), style) == caption_lines(words, style)


def test_captions_without_times_of_words_are_left_as_they_are() -> None:
    film = edits.new_film([edits.Clip("a", "a.mp4", 20_000)], width=640, height=360)
    written = edits.set_captions(film, [edits.Caption(0, 900, "by hand")], style="clean", position="bottom")
    assert regrouped(edits.captions(written), "bold") is None
