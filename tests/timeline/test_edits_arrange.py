"""Stretches of a film in another order or at another speed: what goes with them, and what stays."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Draft, Word
from tests.timeline.drafts import films
from tests.timeline.test_edits_properties import assert_sound

FAST = settings(max_examples=80, deadline=None)


def film(*lengths: int) -> Draft:
    clips = [edits.Clip(f"a{number}", f"{number}.mp4", length) for number, length in enumerate(lengths, 1)]
    return edits.new_film(clips, width=1080, height=1920)


def shape(draft: Draft) -> list[tuple[str, int, int]]:
    return [(clip.name, clip.start, clip.duration) for clip in edits.clips(draft)]


def test_clips_change_places_and_take_their_texts_along() -> None:
    before = edits.add_title(film(4000, 6000), "Six", start=5000, duration=2000)
    lines = [edits.Caption(1000, 2000, "one", (Word("one", 0, 900),))]
    before = edits.set_captions(before, lines, style="clean", position="bottom")
    after = edits.rearranged(before, [edits.Stretch(4000, 10_000), edits.Stretch(0, 4000)])
    assert shape(after) == [("2.mp4", 0, 6000), ("1.mp4", 6000, 4000)]
    assert [(title.start, title.end) for title in edits.titles(after)] == [(1000, 3000)]
    assert [(line.start, line.end) for line in edits.captions(after)] == [(7000, 8000)]
    assert_sound(after)


def test_a_copy_gets_ids_of_its_own() -> None:
    after = edits.rearranged(film(4000), [edits.Stretch(0, 4000), edits.Stretch(0, 4000)])
    assert shape(after) == [("1.mp4", 0, 4000), ("1.mp4", 4000, 4000)]
    assert_sound(after)


def test_twice_as_fast_is_half_as_long_words_included() -> None:
    lines = [edits.Caption(1000, 3000, "one two", (Word("one", 0, 800), Word("two", 1000, 2000)))]
    before = edits.set_captions(film(6000), lines, style="clean", position="bottom")
    after = edits.rearranged(before, [edits.Stretch(0, 6000, 2.0)])
    (clip,) = edits.clips(after)
    assert (clip.duration, clip.speed, clip.source_out) == (3000, 2.0, 6000)
    (line,) = edits.captions(after)
    assert (line.start, line.duration) == (500, 1000)
    assert [(word.start, word.end) for word in line.words] == [(0, 400), (500, 1000)]
    back = edits.rearranged(after, [edits.Stretch(0, 3000, 0.5)])
    assert edits.clips(back) == edits.clips(before)


def test_music_and_a_logo_last_as_long_as_the_film() -> None:
    before = edits.set_music(film(6000), edits.Song("m", "song.mp3", 4000), volume=0.2)
    before = edits.add_overlay(before, edits.Picture("l", "logo.png"))
    for after in (
        edits.rearranged(before, [edits.Stretch(0, 6000, 0.5)]),
        edits.remove_spans(before, [(0, 1000), (3000, 4000)]),
        edits.append_clips(before, [edits.Clip("b", "b.mp4", 3000)]),
    ):
        assert {edits.music(after)[0].end, edits.overlays(after)[0].end} == {after.duration}
        assert len(edits.overlays(after)) == 1


def test_a_split_changes_nothing_that_is_seen() -> None:
    after = edits.split(film(4000, 6000), [1000, 4000, 7000])
    assert shape(after) == [
        ("1.mp4", 0, 1000),
        ("1.mp4", 1000, 3000),
        ("2.mp4", 4000, 3000),
        ("2.mp4", 7000, 3000),
    ]
    assert [clip.source_in for clip in edits.clips(after)] == [0, 1000, 0, 3000]
    assert edits.split(after, [1000]) == after


def test_a_voice_over_stands_where_it_was_put() -> None:
    after = edits.add_voice(film(6000), "v", "me.wav", 2000, start=1000)
    assert edits.music(after) == ()
    track = after.tracks[-1]
    assert [(one.start, one.end) for one in track.segments] == [(1000, 3000)]
    assert [(one.start, one.end) for one in edits.remove_spans(after, [(0, 500)]).tracks[-1].segments] == [(500, 2500)]


@FAST
@given(films(), st.data())
def test_any_order_at_any_speed_adds_up(before: Draft, data: st.DataObject) -> None:
    moments = sorted(data.draw(st.sets(st.integers(1, before.duration - 1), max_size=3)))
    edges = [0, *moments, before.duration]
    stretches = [
        edits.Stretch(start, end, data.draw(st.sampled_from([0.5, 1.0, 1.25, 2.0])))
        for start, end in pairwise(edges)
        if end - start > 20
    ]
    if not stretches:
        return
    after = edits.rearranged(before, data.draw(st.permutations(stretches)))
    assert after.duration == sum(stretch.length for stretch in stretches)
    assert_sound(after)


def test_other_clips_take_the_place_of_all_and_titles_and_music_stay() -> None:
    before = edits.add_title(film(4000, 6000), "Late", start=8000, duration=2000)
    before = edits.set_music(before, edits.Song("song", "song.mp3", 60_000), volume=0.3)
    lines = [edits.Caption(1000, 2000, "one", (Word("one", 0, 900),))]
    before = edits.set_captions(before, lines, style="bold", position="top")
    after = edits.relay_clips(before, [edits.Clip("b", "b.mp4", 9000)])
    assert shape(after) == [("b.mp4", 0, 9000)]
    assert [(title.text, title.start, title.end) for title in edits.titles(after)] == [("Late", 8000, 9000)]
    assert [(song.start, song.end) for song in edits.music(after)] == [(0, 9000)]
    assert not edits.captions(after)
    assert after.meta["captions"] == before.meta["captions"]
    assert_sound(after)


@FAST
@given(films(), st.integers(1, 200_000))
def test_any_film_takes_other_clips(before: Draft, length: int) -> None:
    after = edits.relay_clips(before, [edits.Clip("b", "b.mp4", length)])
    assert shape(after) == [("b.mp4", 0, length)]
    assert after.duration == length
    assert all(title.end <= length for title in edits.titles(after))
