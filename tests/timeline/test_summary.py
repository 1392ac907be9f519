"""The summary of a draft and the table of its tracks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from shorts_tui.timeline.draft import decode
from shorts_tui.timeline.summary import kind_name, summary, tracks
from tests.timeline.jsons import DRAFTS

FORBIDDEN = frozenset([*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u200b", "\ufeff"])


def segment(start: int, duration: int, **meta: Any) -> dict[str, Any]:
    return {"s": start, "d": duration, "m": meta}


def film(*of: dict[str, Any]) -> dict[str, Any]:
    return {"d": 10_000, "t": list(of)}


def told(*of: dict[str, Any]) -> str:
    return summary(decode(film(*of)))


TITLE = {"start": 0, "d": 3000, "text": "Urban Dreams", "m": {"role": "title"}}
SAMPLE = (
    'Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)'
)


@pytest.mark.parametrize(
    "of",
    [
        [
            {"tt": 0, "sg": [segment(0, 10_000, name="city timelapse")]},
            {"tt": 1, "sg": [segment(0, 10_000, name="Lo-fi", volume=0.35)]},
            {"tt": 7, "sg": [segment(0, 3000, text="Urban Dreams")]},
        ],
        [
            {"tt": 0, "m": {"name": "Video"}, "sg": [{"d": 10_000, "name": "city timelapse", "volume": 1}]},
            {"tt": 1, "m": {"name": "BGM"}, "sg": [{"st": 0, "d": 10_000, "name": "Lo-fi", "volume": "35%"}]},
            {"tt": 7, "m": {"name": "Title"}, "sg": [TITLE]},
        ],
        [
            {"tt": 0, "m": {"name": "city timelapse"}, "sg": [{"d": 10_000}]},
            {"tt": 1, "m": {"name": "Lo-fi"}, "sg": [{"d": 10_000, "m": {"vol": 35}}]},
            {"tt": 7, "sg": [{"d": 3000, "m": {"content": "Urban Dreams"}}]},
        ],
    ],
    ids=["in m", "beside m", "names on the tracks"],
)  # fmt: skip
def test_the_summary_is_the_documented_one_wherever_the_draft_keeps_its_facts(of: list[dict[str, Any]]) -> None:
    assert told(*of) == SAMPLE


def test_a_track_of_many_segments_is_counted() -> None:
    clips = [segment(at * 1500, 1500, name=f"clip {at}") for at in range(12)]
    lines = [segment(at * 1000, 900, text=f"line {at}", role="caption") for at in range(3)]
    assert told({"tt": 0, "sg": clips}, {"tt": 7, "sg": lines}) == (
        "Timeline (2 tracks): 1. Video: 12 clips (0-18s) 2. Captions: 3 lines (0-2.9s)"
    )


def test_a_track_of_few_segments_names_them() -> None:
    assert told({"tt": 0, "sg": [segment(0, 4000, name="a"), segment(4000, 2500, volume=0)]}) == (
        "Timeline (1 track): 1. Video: a (0-4s), clip (4-6.5s, 0%)"
    )


def test_nothing_is_said_to_be_nothing() -> None:
    assert summary(decode({})) == "Timeline: nothing on it yet."
    assert told({"tt": 0, "sg": []}) == "Timeline (1 track): 1. Video: empty"


def test_very_many_tracks_stay_one_readable_line() -> None:
    line = told(*({"tt": 0, "sg": []} for _ in range(40)))
    assert line.endswith("12. Video: empty and 28 more")


@pytest.mark.parametrize(
    ("track", "kind"),
    [
        ({"tt": 0}, "Video"),
        ({"tt": 1}, "BGM"),
        ({"tt": 1, "m": {"name": "Lo-fi"}}, "BGM"),
        ({"tt": 1, "m": {"name": "Voice over"}}, "Audio"),
        ({"tt": 1, "m": {"name": "旁白"}}, "Audio"),
        ({"tt": 7}, "Title"),
        ({"tt": 7, "m": {"name": "Subtitles"}}, "Captions"),
        ({"tt": 7, "sg": [segment(0, 1, role="caption")]}, "Captions"),
        ({"tt": 7, "sg": [segment(at, 1, text="x") for at in range(9)]}, "Captions"),
        ({"tt": 7, "sg": [segment(at, 1, text="x", role="title") for at in range(9)]}, "Title"),
        ({"tt": 7, "sg": [segment(0, 1, role="sticker")]}, "Text"),
        ({"tt": 9}, "Track 9"),
        ({"tt": None}, "Track"),
        ("what?", "Track"),
    ],
)
def test_a_track_is_called_what_it_is(track: Any, kind: str) -> None:
    assert kind_name(decode({"t": [track]}).tracks[0]) == kind


def test_the_table_has_every_track_and_segment() -> None:
    draft = film(
        {"tt": 1, "m": {"name": "BGM"}, "sg": [segment(500, 9500, name="Lo-fi", volume=0.35)]},
        {"tt": 9, "sg": [{"d": 100}]},
        {"tt": 7, "sg": [segment(0, 3000, text="Urban Dreams", name="text 1")]},
    )
    lofi = {"name": "Lo-fi", "start_ms": 500, "end_ms": 10_000, "volume": 0.35}
    unnamed = {"name": "", "start_ms": 0, "end_ms": 100, "volume": None}
    title = {"name": "Urban Dreams", "start_ms": 0, "end_ms": 3000, "volume": None}
    assert tracks(decode(draft)) == [
        {"kind": "BGM", "name": "BGM", "segments": [lofi]},
        {"kind": "Track 9", "name": "", "segments": [unnamed]},
        {"kind": "Title", "name": "", "segments": [title]},
    ]


@given(DRAFTS)
def test_any_draft_is_summed_up_in_one_safe_line(value: Any) -> None:
    draft = decode(value)
    line = summary(draft)
    assert not FORBIDDEN & set(line)
    assert len(line) < 4000


@given(DRAFTS)
def test_the_table_of_any_draft_is_safe_and_fit_for_json(value: Any) -> None:
    draft = decode(value)
    table = tracks(draft)
    assert json.loads(json.dumps(table, allow_nan=False)) == table
    assert [len(track["segments"]) for track in table] == [len(track.segments) for track in draft.tracks]
    for track in table:
        for each in [track, *track["segments"]]:
            assert not FORBIDDEN & set(each["name"])
        for each in track["segments"]:
            assert 0 <= each["start_ms"] <= each["end_ms"]
            assert each["volume"] is None or 0 <= each["volume"] <= 10
