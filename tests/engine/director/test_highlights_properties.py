"""What every choice of highlights keeps true, on random films."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from shorts_tui.engine.assets import Span, SpokenWord
from shorts_tui.engine.director.footage import STEP, Curve, Footage
from shorts_tui.engine.director.highlights import TOLERANCE, pick

FAST = settings(max_examples=60, deadline=None)
WORDS = st.sampled_from(["ask", "not", "what", "never,", "secret", "country?", "done.", "um", "可以", "42"])
GAPS = st.sampled_from([0, 20, 60, 120, 400, 900, 2500])


@st.composite
def talks(draw: st.DrawFn) -> Footage:
    """Somebody speaks, with pauses of every length, in sentences that may go on for very long."""
    words: list[SpokenWord] = []
    silences: list[Span] = []
    cursor = draw(st.sampled_from([0, 300, 5000]))
    for _ in range(draw(st.integers(1, 120))):
        length = draw(st.integers(60, 900))
        words.append(SpokenWord(draw(WORDS), cursor, cursor + length, draw(st.sampled_from([0.3, 1.0]))))
        gap = draw(GAPS)
        if gap >= 300:
            silences.append(Span(cursor + length, cursor + length + gap))
        cursor += length + gap
    duration = cursor + draw(st.sampled_from([0, 1, 700, 20_000]))
    inner = sorted(draw(st.sets(st.integers(1, len(words) - 1), max_size=20))) if len(words) > 1 else []
    sentences = tuple(pairwise([0, *inner, len(words)]))
    scenes = (0, *sorted(draw(st.sets(st.integers(1, duration), max_size=5))))
    levels = draw(st.lists(st.floats(-80, -5), min_size=1, max_size=20))
    curve = Curve(tuple(levels[index % len(levels)] for index in range(-(-duration // STEP))))
    return Footage(duration, tuple(words), sentences, tuple(silences), scenes, curve, Curve(), True)


def assert_in_order(spans: tuple[Span, ...], duration: int) -> None:
    assert spans
    assert spans[0].start >= 0
    assert spans[-1].end <= duration
    assert all(span.start < span.end for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@FAST
@given(talks(), st.data())
def test_the_length_is_what_was_asked_and_no_word_is_cut(film: Footage, data: st.DataObject) -> None:
    length = data.draw(st.integers(min(1000, film.duration), film.duration))
    found = pick(film, length)
    assert_in_order(found.spans, film.duration)
    assert abs(found.length - length) <= TOLERANCE
    for edge in (edge for span in found.spans for edge in (span.start, span.end)):
        assert not any(word.start < edge < word.end for word in film.words)
    assert pick(film, length) == found


@FAST
@given(talks(), st.data())
def test_without_words_the_length_is_still_what_was_asked(film: Footage, data: st.DataObject) -> None:
    length = data.draw(st.integers(min(1000, film.duration), film.duration))
    deaf = Footage(film.duration, (), (), film.silences, film.scenes, film.levels, film.motion)
    blind = Footage(film.duration, (), (), (Span(0, film.duration),), film.scenes, Curve(), film.motion, True)
    for footage in (deaf, blind):
        found = pick(footage, length)
        assert_in_order(found.spans, film.duration)
        assert abs(found.length - length) <= TOLERANCE
    assert abs(found.length - length) <= 20
