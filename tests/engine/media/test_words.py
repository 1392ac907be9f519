"""Words moved to the edges of the voice, and sentences made of them."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from shorts_tui.engine.assets import Span, SpokenWord
from shorts_tui.engine.media.words import sentences, snapped


def word(text: str, start: int, end: int, probability: float = 0.9) -> SpokenWord:
    return SpokenWord(text, start, end, probability)


def times(words: tuple[SpokenWord, ...]) -> list[tuple[int, int]]:
    return [(said.start, said.end) for said in words]


def spoken(text: str, pauses: dict[int, int] | None = None, length: int = 300) -> list[SpokenWord]:
    """Words of one length without gaps, but for `pauses`: ms of silence before the word of that number."""
    words, at = [], 0
    for index, part in enumerate(text.split()):
        at += (pauses or {}).get(index, 0)
        words.append(word(part, at, at + length))
        at += length
    return words


def texts(words: list[SpokenWord]) -> list[str]:
    return [" ".join(said.text for said in words[first:end]) for first, end in sentences(words)]


def test_a_word_that_begins_in_the_silence_before_it_begins_with_the_voice() -> None:
    assert times(snapped([word("Hello", 0, 900)], [Span(0, 400)])) == [(400, 900)]


def test_a_word_that_ends_in_the_silence_after_it_ends_with_the_voice() -> None:
    assert times(snapped([word("there.", 400, 1300)], [Span(1000, 2000)])) == [(400, 1000)]


def test_a_first_word_that_is_late_is_moved_to_where_the_voice_begins() -> None:
    assert times(snapped([word("So", 1450, 1700)], [Span(0, 1000)])) == [(1000, 1700)]


def test_a_last_word_that_ends_early_lasts_until_the_voice_ends() -> None:
    assert times(snapped([word("sea?", 500, 800)], [Span(1000, 2000)])) == [(500, 1000)]


def test_a_word_is_not_moved_over_its_neighbour() -> None:
    words = [word("one", 1000, 1200), word("two", 1300, 1500)]
    assert times(snapped(words, [Span(0, 1000), Span(1500, 3000)])) == [(1000, 1200), (1300, 1500)]


def test_an_unlikely_word_in_silence_was_made_up() -> None:
    words = [word("Hello.", 500, 1000), word("Thanks!", 2500, 2900, 0.1)]
    assert [said.text for said in snapped(words, [Span(1000, 4000)])] == ["Hello."]


def test_a_likely_word_far_from_any_voice_is_left_for_a_low_voice() -> None:
    words = [word("Hello.", 500, 1000), word("whisper", 4000, 4300, 0.9)]
    assert times(snapped(words, [Span(1000, 8000)])) == [(500, 1000), (4000, 4300)]


def test_a_word_that_strayed_into_a_pause_goes_to_the_voice_that_nobody_claims() -> None:
    words = [word("the", 0, 500), word("river", 1200, 1300), word("The", 3000, 3200)]
    assert times(snapped(words, [Span(900, 3000)])) == [(0, 500), (600, 900), (3000, 3200)]


def test_a_last_word_that_strayed_shares_the_voice_with_the_word_stretched_over_it() -> None:
    words = [word("the", 0, 1000), word("garden.", 1500, 1560), word("Nobody", 2100, 2600)]
    assert times(snapped(words, [Span(1000, 2000)])) == [(0, 300), (300, 1000), (2000, 2600)]


def test_words_of_one_breath_leave_no_gap_between_them() -> None:
    assert times(snapped([word("abc", 0, 300), word("abc", 700, 1000)], [])) == [(0, 500), (500, 1000)]


@given(
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 1500), st.floats(0, 1)), max_size=30),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(140, 3000)), max_size=12),
)
def test_whatever_the_model_says_words_are_in_order_and_last(
    heard: list[tuple[int, int, float]], pauses: list[tuple[int, int]]
) -> None:
    quiet: list[Span] = []
    for start, length in sorted(pauses):
        if not quiet or start > quiet[-1].end:
            quiet.append(Span(start, start + length))
    words = snapped([word("word", start, start + length, sure) for start, length, sure in sorted(heard)], quiet)
    assert all(said.end > said.start >= 0 for said in words)
    assert all(one.end <= other.start for one, other in itertools.pairwise(words))


def test_punctuation_ends_sentences() -> None:
    said = "Why there? It is dark, he said. Go! 走吧。 And so"
    assert texts(spoken(said)) == ["Why there?", "It is dark, he said.", "Go!", "走吧。", "And so"]


def test_titles_initials_and_numbers_do_not() -> None:
    said = "Mr. Smith met J. Doe for 3.5 hours. That is all I."
    assert texts(spoken(said)) == ["Mr. Smith met J. Doe for 3.5 hours.", "That is all I."]


def test_a_long_pause_ends_a_sentence_without_punctuation() -> None:
    assert texts(spoken("and then we left so it goes", {4: 900})) == ["and then we left", "so it goes"]


def test_a_quote_does_not_hide_the_full_stop() -> None:
    assert texts(spoken('He said "no." Then left')) == ['He said "no."', "Then left"]


def test_an_endless_sentence_is_parted_at_its_longest_pause() -> None:
    words = spoken(" ".join(["on"] * 80), {30: 400, 50: 200})
    assert [end - first for first, end in sentences(words)] == [30, 50]


def test_every_word_is_in_one_sentence() -> None:
    words = spoken("A b. C d e! f", {2: 2000})
    assert [place for first, end in sentences(words) for place in range(first, end)] == list(range(len(words)))
