"""Captions parted into what is read at a glance, with every word at its time."""

from __future__ import annotations

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shorts_tui.engine.render.cues import cues_of, joined, partition, tokens_of
from shorts_tui.timeline.draft import Segment


def spoken(text: str, words: list[tuple[str, int, int]], duration: int = 10_000, start: int = 500) -> Segment:
    meta = {"text": text, "words": [{"w": word, "s": s, "e": e} for word, s, e in words]}
    return Segment({"s": start, "d": duration, "m": meta}, start, duration)


def test_words_are_shown_at_their_film_times() -> None:
    segment = spoken("one two", [("one", 100, 300), ("two", 400, 900)])
    assert [(token.text, token.start, token.end) for token in tokens_of(segment, "one two")] == [
        ("one", 600, 800),
        ("two", 900, 1400),
    ]


def test_a_word_that_was_corrected_keeps_its_time() -> None:
    segment = spoken("so wired", [("so", 100, 300), ("weird", 400, 900)])
    assert [(token.text, token.start) for token in tokens_of(segment, "so wired")] == [("so", 600), ("wired", 900)]


def test_a_text_that_was_rewritten_is_spread_over_its_segment() -> None:
    segment = spoken("all of it is new", [("old", 0, 100)], duration=4000)
    tokens = tokens_of(segment, "all of it is new")
    assert [token.text for token in tokens] == ["all", "of", "it", "is", "new"]
    assert tokens[0].start == 500
    assert tokens[-1].end == 4500
    assert all(one.end == two.start for one, two in pairwise(tokens))


def test_scripts_without_spaces_are_parted_by_character() -> None:
    segment = spoken("你好,世界 ok", [("你好,", 0, 400), ("世界", 400, 800), ("ok", 800, 900)])
    tokens = tokens_of(segment, "你好,世界 ok")
    assert [token.text for token in tokens] == ["你", "好,", "世", "界", "ok"]
    assert joined(tokens) == "你好,世界 ok"
    assert tokens[3].start == 500 + 600


def test_cues_break_at_pauses_and_sentences_first() -> None:
    words = [("Stop.", 0, 300), ("Now", 400, 500), ("go", 500, 700), ("on", 2000, 2300)]
    segment = spoken("Stop. Now go on", words, duration=2500)
    cues = cues_of(segment, tokens_of(segment, "Stop. Now go on"), 2, lambda first, last: True)
    assert [joined(cue.tokens) for cue in cues] == ["Stop.", "Now go", "on"]
    assert [(cue.start, cue.end) for cue in cues] == [(500, 900), (900, 2500), (2500, 3000)]


@given(
    st.lists(st.text("ab.,世 界", min_size=1, max_size=12), min_size=1, max_size=30),
    st.integers(1, 6),
    st.integers(1, 20),
)
def test_no_word_is_lost_and_none_is_shown_twice(words: list[str], most: int, width: int) -> None:
    text = " ".join(words)
    segment = spoken(text, [])
    tokens = tokens_of(segment, text)
    cues = cues_of(segment, tokens, most, lambda first, last: len(joined(tokens[first:last])) <= width)
    assert "".join(joined(cue.tokens).replace(" ", "") for cue in cues) == "".join(text.split())
    assert all(len(cue.tokens) <= most for cue in cues)
    assert all(cue.start <= cue.end for cue in cues)
    assert all(one.end <= two.start for one, two in pairwise(cues))


@given(st.integers(0, 12), st.lists(st.floats(0, 9), min_size=200, max_size=200))
def test_a_partition_is_the_cheapest(count: int, costs: list[float]) -> None:
    def cost(first: int, last: int) -> float:
        return costs[first * 13 + last] if last - first <= 3 else math.inf

    runs = partition(count, cost)
    assert [place for first, last in runs for place in range(first, last)] == list(range(count))
    best = [0.0] + [math.inf] * count
    for last in range(1, count + 1):
        best[last] = min(best[first] + cost(first, last) for first in range(last))
    assert math.isclose(sum(cost(first, last) for first, last in runs), best[count], abs_tol=1e-9)
