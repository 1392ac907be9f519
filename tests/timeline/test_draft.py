"""The codec of the draft JSON: nothing is lost, and what can be read is read wherever it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shorts_tui.timeline.draft import EMPTY, Draft, Segment, Track, decode, encode, milliseconds
from tests.timeline.jsons import DRAFTS, SCALARS, VALUES


def dumped(value: Any) -> str:
    """Canonical in form, and with the keys in their own order."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def draft(*segments: Any, tt: Any = 0, **keys: Any) -> Draft:
    return decode({"t": [{"tt": tt, "sg": list(segments)}], **keys})


def first(*segments: Any, tt: Any = 0) -> Segment:
    return draft(*segments, tt=tt).tracks[0].segments[0]


@given(DRAFTS)
def test_any_json_value_survives_byte_for_byte(value: Any) -> None:
    text = dumped(value)
    assert dumped(encode(decode(json.loads(text)))) == text


@given(DRAFTS)
def test_replacing_nothing_changes_nothing(value: Any) -> None:
    before = decode(value)
    segments = [[each.replace(meta={}).replace() for each in track.segments] for track in before.tracks]
    again = [
        [each.replace(start=each.start, duration=each.duration) for each in track.segments] for track in before.tracks
    ]
    tracks = [track.replace(segments=kept).replace() for track, kept in zip(before.tracks, segments, strict=True)]
    assert segments == again
    assert dumped(encode(before.replace(tracks=tracks, meta={}).replace())) == dumped(value)


@given(DRAFTS)
def test_every_view_of_any_value_can_be_asked_everything(value: Any) -> None:
    film = decode(value)
    assert isinstance((film.duration, film.size, film.fps, film.title, film.is_empty), tuple)
    for track in film.tracks:
        assert (track.is_video, track.is_audio, track.is_text).count(True) <= 1
        assert track.end == max((each.end for each in track.segments), default=0)
        assert isinstance((track.type, track.id, track.name), tuple)
        for each in track.segments:
            assert min(each.start, each.duration, each.source_in) >= 0
            assert each.end == each.start + each.duration
            assert each.source_out >= each.source_in
            assert 0 < each.speed <= 1000
            assert isinstance((each.id, each.name, each.text, each.role, each.asset, each.words, each.volume), tuple)


@given(DRAFTS, st.integers(0, 10**6), SCALARS)
def test_an_edit_touches_its_own_keys_and_no_other(value: Any, ms: int, volume: Any) -> None:
    for track in decode(value).tracks:
        for each in track.segments:
            edited = each.replace(start=ms, duration=ms, meta={"volume": volume})
            touched = {"s", "st", "start", "d", "m"}
            assert {key: kept for key, kept in edited.fields.items() if key not in touched} == {
                key: kept for key, kept in each.fields.items() if key not in touched
            }
            assert {**edited.meta, "volume": 0} == {**each.meta, "volume": 0}
            assert [key for key in edited.fields if key in each.fields] == list(each.fields)
            placed = draft({"d": 0}, edited.raw).tracks[0].segments[1]
            assert placed.duration == ms
            assert placed.start == (ms if edited.start_key else 0)


def test_unknown_keys_and_track_types_are_kept_in_their_order() -> None:
    value = {
        "zeta": 1, "t": [{"tt": 9, "new": [], "sg": [{"q": None, "d": 5, "m": {"z": 1, "name": "x", "a": 2}}]}],
        "m": {"b": 1}, "alpha": {},
    }  # fmt: skip
    film = decode(value)
    track = film.tracks[0]
    edited = film.replace(
        tracks=[track.replace(segments=[track.segments[0].replace(duration=7, meta={"name": "y"})])], meta={"c": 2}
    )
    assert dumped(edited.raw) == (
        '{"zeta":1,"t":[{"tt":9,"new":[],"sg":[{"q":null,"d":7,"m":{"z":1,"name":"y","a":2}}]}],'
        '"m":{"b":1,"c":2},"alpha":{}}'
    )
    assert track.type == 9
    assert dumped(film.raw) == dumped(value)


@pytest.mark.parametrize("key", ["s", "st", "start"])
def test_a_start_may_have_any_of_its_names_and_keeps_it(key: str) -> None:
    segment = first({key: 1500, "d": 500})
    assert (segment.start, segment.end) == (1500, 2000)
    assert segment.replace(start=3000).raw == {key: 3000, "d": 500}


def test_segments_without_a_start_follow_each_other() -> None:
    track = draft({"d": 4000}, {"d": 2000}, {"s": 9000, "d": 500}, {"d": 250}).tracks[0]
    assert [(each.start, each.end) for each in track.segments] == [
        (0, 4000), (4000, 6000), (9000, 9500), (9500, 9750),
    ]  # fmt: skip


def test_a_segment_that_no_longer_follows_its_neighbour_gets_a_start_of_its_own() -> None:
    track = draft({"d": 4000}, {"d": 2000}, {"d": 1000}).tracks[0]
    kept = track.replace(segments=track.segments[1:])
    assert kept.raw["sg"] == [{"d": 2000, "s": 4000}, {"d": 1000}]
    assert [each.start for each in draft(*kept.raw["sg"]).tracks[0].segments] == [4000, 6000]


@given(st.lists(st.integers(0, 9000), max_size=8), st.data())
def test_whatever_is_taken_out_the_rest_stays_where_it_was(lengths: list[int], data: st.DataObject) -> None:
    track = draft(*({"d": length} for length in lengths)).tracks[0]
    kept = [each for each in track.segments if data.draw(st.booleans())]
    again = draft(*track.replace(segments=kept).raw["sg"]).tracks[0]
    assert [(each.start, each.duration) for each in again.segments] == [(each.start, each.duration) for each in kept]


@given(st.lists(st.integers(0, 9000), max_size=8))
def test_the_sum_of_durations_is_the_length(lengths: list[int]) -> None:
    film = draft(*({"d": length} for length in lengths))
    assert film.duration == sum(lengths) == film.tracks[0].end


@pytest.mark.parametrize("beside", [True, False], ids=["beside m", "in m"])
@pytest.mark.parametrize(
    ("key", "value", "attribute"),
    [
        ("name", "talk", "name"), ("n", "talk", "name"), ("title", "talk", "name"), ("file_name", "talk", "name"),
        ("text", "Hello", "text"), ("content", "Hello", "text"), ("txt", "Hello", "text"),
        ("volume", 0.35, "volume"), ("vol", 0.35, "volume"), ("v", 0.35, "volume"), ("role", "caption", "role"),
    ],
)  # fmt: skip
def test_names_texts_and_volumes_are_found_in_m_and_beside_it(
    key: str, value: Any, attribute: str, beside: bool
) -> None:
    segment = first({key: value} if beside else {"m": {key: value}})
    assert getattr(segment, attribute) == value


@pytest.mark.parametrize(
    ("said", "volume"),
    [(0, 0.0), (1, 1.0), ("0.35", 0.35), ("35%", 0.35), ("loud", None), (True, None), (None, None), (10**400, None)],
)
def test_a_volume_is_a_finite_number_or_unsaid(said: Any, volume: float | None) -> None:
    found = first({"m": {"volume": said}}).volume
    assert found == (None if volume is None else pytest.approx(volume))


@pytest.mark.parametrize(
    ("value", "ms"),
    [(1500, 1500), (1499.6, 1500), ("1500", 1500), (0, 0), (-1, None), (True, None), (None, None), ("x", None),
     (float("nan"), None), (float("inf"), None), (10**400, None), ([], None)],
)  # fmt: skip
def test_a_time_is_whole_milliseconds_or_nothing(value: Any, ms: int | None) -> None:
    assert milliseconds(value) == ms


@pytest.mark.parametrize(
    ("tt", "kind"), [(0, 0), (7, 7), (9, 9), ("7", 7), (1.0, 1), (None, None), (True, None), ("x", None)]
)
def test_a_track_type_is_its_number_known_or_not(tt: Any, kind: int | None) -> None:
    assert draft(tt=tt).tracks[0].type == kind


def test_the_length_is_what_the_draft_says_or_where_the_last_segment_ends() -> None:
    assert draft({"d": 4000}, d=9000).duration == 9000
    assert draft({"d": 4000}).duration == 4000
    assert draft({"d": 4000}, d=0).duration == 4000


def test_the_size_is_found_in_m_and_beside_it() -> None:
    assert decode({"m": {"width": 1080, "height": 1920}}).size == (1080, 1920)
    assert decode({"width": 1080, "height": 1920}).size == (1080, 1920)
    assert decode({"m": {"width": 1080}}).size is None


def test_a_key_set_to_none_in_m_is_taken_away_and_a_null_that_was_there_stays() -> None:
    segment = first({"m": {"a": None, "b": 1}})
    assert segment.replace(meta={"b": None}).raw == {"m": {"a": None}}
    assert first({"d": 1}).replace(meta={"b": None}).raw == {"d": 1}


def test_a_speed_that_makes_no_sense_is_as_recorded() -> None:
    assert [first({"d": 10, "m": {"speed": speed}}).speed for speed in (2, 0, -1, "x", 1e300)] == [2, 1, 1, 1, 1]


@given(VALUES)
def test_what_is_no_draft_is_an_empty_film(value: Any) -> None:
    film = decode([value])
    assert film.is_empty
    assert film.replace(tracks=EMPTY.tracks).raw == [value]


def test_a_draft_without_segments_is_empty() -> None:
    assert EMPTY.is_empty
    assert decode({"t": [{"tt": 0, "sg": []}, {"tt": 1}]}).is_empty
    assert not draft({"d": 1}).is_empty


def test_words_without_times_are_left_out() -> None:
    words = [{"w": "one", "s": 0, "e": 100}, {"w": "two"}, {"s": 1, "e": 2}, 5]
    assert [(word.text, word.start, word.end) for word in first({"m": {"words": words}}).words] == [("one", 0, 100)]


def test_views_are_compared_by_what_they_hold() -> None:
    assert decode({"t": [{"tt": 0}]}) == decode({"t": [{"tt": 0}]})
    assert decode({"t": []}).tracks == ()
    assert Track({"tt": 0}, ()) != Track({"tt": 1}, ())
