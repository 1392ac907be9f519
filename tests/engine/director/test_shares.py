"""A film of several files that is cut to a length keeps something of each of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shorts_tui.engine.assets import Asset, Span, Transcript
from shorts_tui.engine.director.footage import Footage
from shorts_tui.engine.director.highlights import TOLERANCE
from shorts_tui.engine.director.highlights.shares import Part, pick_shared
from shorts_tui.engine.director.plan import CutTo
from shorts_tui.timeline import edits
from tests.engine.director.stage import Analyst, Stage, asset, talk
from tests.engine.director.test_highlights_properties import talks

FORTY = talk(*((300 + at * 4_000, f"Sentence number {at} is about the old lighthouse tower.") for at in range(10)))


def two_files() -> Stage:
    return Stage(Analyst({"talk.mp4": FORTY}), [asset("talk.mp4", 40_000), asset("bikes.mp4", 10_000)])


def used(stage: Stage) -> dict[str, int]:
    found: dict[str, int] = {}
    for clip in edits.clips(stage.draft):
        found[clip.name] = found.get(clip.name, 0) + clip.duration
    return found


@pytest.mark.parametrize("length", [3_000, 8_000, 20_000, 30_000, 45_000])
def test_a_clip_without_speech_has_a_real_share_beside_a_talk(length: int) -> None:
    stage = two_files()
    told = stage.say(CutTo(length=length))
    assert abs(stage.draft.duration - length) <= TOLERANCE
    shares = used(stage)
    least = min(max(2_000, length // 10), length // 2) * 3 // 4
    assert shares["bikes.mp4"] >= least
    assert shares["talk.mp4"] >= least
    assert f"talk.mp4 {shares['talk.mp4'] / 1000:.1f} s, bikes.mp4 {shares['bikes.mp4'] / 1000:.1f} s" in told
    assert min(clip.duration for clip in edits.clips(stage.draft)) >= 1_000


def test_sentences_stay_whole_and_the_clip_without_speech_takes_up_the_rest() -> None:
    stage = two_files()
    told = stage.say(CutTo(length=30_000))
    assert "pieces" not in told
    kept = [(clip.source_in, clip.source_out) for clip in edits.clips(stage.draft) if clip.name == "talk.mp4"]
    for first, last in FORTY.sentences:
        words = FORTY.words[first:last]
        inside = [any(start <= word.start and word.end <= end for start, end in kept) for word in words]
        assert all(inside) or not any(inside)


def test_of_many_clips_the_first_ones_are_shown_and_the_others_named() -> None:
    labels = [f"shot{number}.mp4" for number in range(1, 9)]
    stage = Stage(Analyst(), [asset(label, 6_000) for label in labels])
    told = stage.say(CutTo(length=9_000))
    assert abs(stage.draft.duration - 9_000) <= TOLERANCE
    assert list(used(stage)) == labels[:6]
    assert "There was no room for shot7.mp4, shot8.mp4." in told


def test_two_talks_share_a_short() -> None:
    other = Transcript("en", FORTY.words, FORTY.sentences)
    analyst = Analyst({"one.mp4": FORTY, "two.mp4": other})
    stage = Stage(analyst, [asset("one.mp4", 40_000), asset("two.mp4", 40_000)])
    stage.say(CutTo(length=12_000))
    assert abs(stage.draft.duration - 12_000) <= TOLERANCE
    assert min(used(stage).values()) >= 1_500


def test_one_file_alone_is_told_of_without_shares() -> None:
    one: Asset = asset("talk.mp4", 40_000)
    stage = Stage(Analyst({"talk.mp4": FORTY}), [one])
    assert "Of each file" not in stage.say(CutTo(length=20_000))


@settings(max_examples=60, deadline=None)
@given(talks(), st.data())
def test_shares_keep_the_length_and_the_words_of_any_film(film: Footage, data: st.DataObject) -> None:
    gaps = sorted(
        {(before.end + after.start) // 2 for before, after in pairwise(film.words) if after.start - before.end > 300}
    )
    joins = sorted(data.draw(st.sets(st.sampled_from(gaps), max_size=4))) if gaps else []
    parts = [Part("abc"[at % 3], *ends) for at, ends in enumerate(pairwise([0, *joins, film.duration]))]
    length = data.draw(st.integers(min(1000, film.duration), film.duration))
    spans: tuple[Span, ...] = pick_shared(film, length, parts).spans
    assert abs(sum(span.duration for span in spans) - length) <= TOLERANCE
    assert all(before.end <= after.start for before, after in pairwise(spans))
    for edge in (edge for span in spans for edge in (span.start, span.end)):
        assert not any(word.start < edge < word.end for word in film.words)
