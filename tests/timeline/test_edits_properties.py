"""What every cut keeps true, on random films."""

from __future__ import annotations

import copy
import json
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Draft, Segment, decode, encode
from shorts_tui.timeline.edits.ripple import Ripple, complement, joined
from tests.timeline.drafts import films, spans

FAST = settings(max_examples=120, deadline=None)


def covered(parts: tuple[tuple[int, int], ...]) -> int:
    return sum(end - start for start, end in parts)


def assert_sound(film: Draft) -> None:
    """What holds for every film."""
    assert film.duration == film.tracks[0].end
    assert film.duration == sum(clip.duration for clip in edits.clips(film))
    for track in film.tracks:
        ordered = sorted(track.segments, key=lambda segment: segment.start)
        for segment in ordered:
            assert segment.start >= 0
            assert segment.duration > 0
            assert segment.end <= film.duration
            for word in segment.words:
                assert 0 <= word.start <= word.end <= segment.duration
        for before, after in pairwise(ordered):
            assert before.end <= after.start
    ids = [segment.id for track in film.tracks for segment in track.segments if segment.id]
    assert len(ids) == len(set(ids))
    assert decode(json.loads(json.dumps(encode(film)))) == film


def source_at(film: Draft, moment: int) -> tuple[str, float]:
    """Which media is seen at a moment, and where in it."""
    clip = next(clip for clip in edits.clips(film) if clip.start <= moment < clip.end)
    return clip.asset, clip.source_in + (moment - clip.start) * clip.speed


@FAST
@given(films(), spans())
def test_what_is_kept_adds_up_and_nothing_overlaps(film: Draft, wanted: list[tuple[int, int]]) -> None:
    kept = joined(wanted, film.duration)
    assume(kept)
    before = copy.deepcopy(encode(film))
    cut = edits.keep_spans(film, wanted)
    assert cut.duration == covered(kept)
    assert_sound(cut)
    assert encode(film) == before


@FAST
@given(films(), spans())
def test_removing_takes_just_what_was_asked(film: Draft, unwanted: list[tuple[int, int]]) -> None:
    gone = joined(unwanted, film.duration)
    assume(covered(gone) < film.duration)
    cut = edits.remove_spans(film, unwanted)
    assert cut.duration == film.duration - covered(gone)
    assert cut == edits.keep_spans(film, complement(unwanted, film.duration))
    if not gone:
        assert cut is film


@FAST
@given(films(), spans(), st.data())
def test_every_moment_still_shows_its_picture(film: Draft, wanted: list[tuple[int, int]], data: st.DataObject) -> None:
    kept = joined(wanted, film.duration)
    assume(kept)
    cut = edits.keep_spans(film, wanted)
    ripple = Ripple(kept)
    start, end = data.draw(st.sampled_from(kept))
    moment = data.draw(st.integers(start, end - 1))
    asset, source = source_at(film, moment)
    asset_after, source_after = source_at(cut, ripple.at(moment))
    assert asset_after == asset
    assert abs(source_after - source) <= 1


@FAST
@given(films(), spans())
def test_unknown_keys_and_tracks_survive_a_cut(film: Draft, wanted: list[tuple[int, int]]) -> None:
    assume(joined(wanted, film.duration))
    cut = edits.keep_spans(film, wanted)
    assert len(cut.tracks) == len(film.tracks)
    assert cut.fields["z"] is None
    assert cut.meta["mood"] == [1]
    assert cut.tracks[-1].fields["unheard"] == "of"
    assert all(sticker.fields["emoji"] == "*" for sticker in cut.tracks[-1].segments)
    originals = {segment.id: segment for track in film.tracks for segment in track.segments}
    for segment in (segment for track in cut.tracks for segment in track.segments):
        if segment.id in originals:
            assert set(segment.fields) == set(originals[segment.id].fields)
    for clip in edits.clips(cut):
        assert "odd" in clip.fields


@FAST
@given(films(), spans())
def test_a_caption_keeps_the_words_that_are_still_heard(film: Draft, wanted: list[tuple[int, int]]) -> None:
    kept = joined(wanted, film.duration)
    assume(kept)
    ripple = Ripple(kept)

    def heard(lines: tuple[Segment, ...]) -> list[tuple[str, int, int]]:
        return [(word.text, line.start + word.start, line.start + word.end) for line in lines for word in line.words]

    expected = [
        (text, ripple.at(start), ripple.at(end))
        for text, start, end in heard(edits.captions(film))
        if start < end and 2 * (ripple.at(end) - ripple.at(start)) >= end - start
    ]
    found = [word for word in heard(edits.captions(edits.keep_spans(film, wanted))) if word[1] < word[2]]
    assert found == expected


@FAST
@given(films(), spans())
def test_music_lies_from_the_start_to_the_end_and_loops_when_it_must(
    film: Draft, wanted: list[tuple[int, int]]
) -> None:
    assume(joined(wanted, film.duration))
    cut = edits.keep_spans(film, wanted)
    for song in edits.music(cut):
        assert (song.start, song.end) == (0, cut.duration)
        assert song.source_in == 0
        assert song.meta["loop"] is (song.meta["length"] < cut.duration)
        assert song.meta["bpm"] == 98


@FAST
@given(films())
def test_keeping_all_is_no_edit(film: Draft) -> None:
    assert edits.keep_spans(film, [(0, film.duration)]) is film
    assert edits.keep_spans(film, [(-5, film.duration // 2), (film.duration // 2, film.duration + 9)]) is film


@FAST
@given(films(), st.lists(st.integers(1, 9000), min_size=1, max_size=4))
def test_appending_adds_up(film: Draft, lengths: list[int]) -> None:
    longer = edits.append_clips(film, [edits.Clip("new", "new.mp4", length) for length in lengths])
    assert longer.duration == film.duration + sum(lengths)
    assert_sound(longer)
    assert edits.clips(longer)[: len(edits.clips(film))] == edits.clips(film)


@FAST
@given(films(), st.integers(-130_000, 130_000), st.integers(1, 130_000))
def test_a_title_lands_inside_the_film_and_alone(film: Draft, start: int, duration: int) -> None:
    titled = edits.add_title(film, "Hello", start=start, duration=duration)
    assert_sound(titled)
    assert "Hello" in [title.text for title in edits.titles(titled)]
    assert edits.captions(titled) == edits.captions(film)
    assert edits.titles(edits.remove_titles(titled)) == ()
    moved = edits.change_titles(titled, text="Bye", start=start // 2, duration=duration, position="bottom")
    assert_sound(moved)
    assert "Bye" in [title.text for title in edits.titles(moved)]


@FAST
@given(films(), st.floats(0, 4), st.sampled_from(["clips", "music", "all"]))
def test_a_volume_set_twice_is_the_volume_set_once(film: Draft, level: float, target: edits.Target) -> None:
    once = edits.set_volume(film, target, level=level)
    assert edits.set_volume(once, target, level=level) is once
    assert_sound(once)


@FAST
@given(films(), st.sampled_from(["fill", "fit-blur"]))
def test_a_new_shape_is_idempotent(film: Draft, mode: str) -> None:
    once = edits.reframe(film, 1080, 1920, mode)
    assert once.size == (1080, 1920)
    assert edits.reframe(once, 1080, 1920, mode) is once
    assert all(clip.meta["crop"] == {"mode": mode, "x": 0.5} for clip in edits.clips(once))
    assert_sound(once)
