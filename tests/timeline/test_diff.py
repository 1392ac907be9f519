"""What changed between two drafts, in words."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shorts_tui.timeline.diff import MOST, changes
from shorts_tui.timeline.draft import decode
from shorts_tui.timeline.summary import tracks
from tests.timeline.drafts import films
from tests.timeline.jsons import DRAFTS

Film = dict[str, Any]
FORBIDDEN = frozenset([*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u200b", "\ufeff"])


def segment(start: int, duration: int, **meta: Any) -> dict[str, Any]:
    return {"s": start, "d": duration, "m": meta}


def film() -> Film:
    lines = [segment(at * 1000, 900, text=f"line {at}", role="caption", style="clean") for at in range(6)]
    return {
        "d": 10_000,
        "m": {"width": 1920, "height": 1080, "fps": 30},
        "t": [
            {"tt": 0, "sg": [segment(0, 6000, name="city"), segment(6000, 4000, name="beach")]},
            {"tt": 1, "sg": [segment(0, 10_000, name="Lo-fi", volume=0.35)]},
            {"tt": 7, "sg": [segment(0, 3000, text="Urban Dreams")]},
            {"tt": 7, "sg": lines},
        ],
    }


VIDEO, MUSIC, TITLE, CAPTIONS = range(4)


def put(film: Film, track: int, number: int, **meta: Any) -> None:
    film["t"][track]["sg"][number]["m"].update(meta)


def every(film: Film, track: int, **meta: Any) -> None:
    for each in film["t"][track]["sg"]:
        each["m"].update(meta)


def swap(film: Film) -> None:
    city, beach = film["t"][VIDEO]["sg"]
    film["t"][VIDEO]["sg"] = [beach | {"s": 0}, city | {"s": 4000}]


def shorten(film: Film) -> None:
    film["d"] = 6000
    film["t"][VIDEO]["sg"].pop()
    film["t"][MUSIC]["sg"][0]["d"] = 6000


def trim(film: Film) -> None:
    film["d"] = 8000
    film["t"][VIDEO]["sg"][1]["d"] = 2000
    film["t"][MUSIC]["sg"][0]["d"] = 8000


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda film: put(film, TITLE, 0, text="Paradise Found"), ["Title: 'Urban Dreams' → 'Paradise Found'"]),
        (lambda film: put(film, MUSIC, 0, volume=0.2), ["BGM 35% → 20%"]),
        (trim, ["Video: 10s → 8s", "Clip 2 (beach): 4s → 2s"]),
        (shorten, ["Video: 2 clips, 10s → 1 clip, 6s", "Video removed: beach"]),
        (swap, ["Video order: beach, city"]),
        (lambda film: put(film, VIDEO, 1, volume=0), ["Clip 2 (beach) volume 100% → 0%"]),
        (lambda film: every(film, VIDEO, volume=0.5), ["Video volume 100% → 50%"]),
        (lambda film: put(film, VIDEO, 0, speed=2), ["Clip 1 (city) speed 1× → 2×"]),
        (lambda film: every(film, VIDEO, crop={"mode": "fill", "x": 0.4}), ["Video framing: fill"]),
        (lambda film: every(film, VIDEO, grade={"warmth": 2}), ["Video colours changed"]),
        (lambda film: put(film, VIDEO, 0, **{"in": 5000}), ["Video: 1 clip from another part of the footage"]),
        (lambda film: put(film, VIDEO, 0, sparkle=True), ["Clip 1 (city) sparkle: on"]),
        (lambda film: film["m"].update(width=1080, height=1920), ["Canvas: 1920×1080 → 1080×1920"]),
        (lambda film: film["m"].update(fps=25), ["Frame rate: 30 → 25"]),
        (lambda film: film["t"].pop(TITLE), ["Title removed: 'Urban Dreams'"]),
        (lambda film: film["t"].pop(MUSIC), ["BGM removed: Lo-fi"]),
        (lambda film: film["t"].pop(CAPTIONS), ["Captions removed"]),
        (lambda film: put(film, MUSIC, 0, name="Jazz"), ["BGM: Lo-fi → Jazz"]),
        (lambda film: put(film, MUSIC, 0, duck=True), ["BGM ducking: on"]),
        (lambda film: film["t"][TITLE]["sg"][0].update(s=2000), ["Title 'Urban Dreams': 0-3s → 2-5s"]),
        (lambda film: put(film, TITLE, 0, position="top"), ["Title position: top"]),
        (lambda film: every(film, CAPTIONS, style="bold"), ["Captions style clean → bold"]),
        (lambda film: put(film, CAPTIONS, 2, text="other"), ["Captions: 1 line changed"]),
        (lambda film: film["t"][CAPTIONS]["sg"].pop(), ["Captions: 6 → 5 lines"]),
        (lambda film: film["t"][CAPTIONS]["sg"][0].update(s=50), ["Captions: 1 line at another time"]),
        (lambda film: film["t"].append({"tt": 9, "sg": [segment(0, 5)]}), ["Track 9 added: 1 segment"]),
        (lambda film: film["t"].append({"tt": 0, "sg": []}), ["Video added, empty"]),
        (lambda film: film["t"].reverse(), ["Tracks reordered"]),
        (lambda film: film.update(d=12_000), ["Length: 10s → 12s"]),
        (lambda film: film.update(v=2, updated="now"), []),
        (lambda film: put(film, VIDEO, 0, volume=1.0), []),
    ],
)  # fmt: skip
def test_an_edit_is_told_in_a_few_words(edit: Callable[[Film], object], words: list[str]) -> None:
    before, after = film(), film()
    edit(after)
    assert changes(decode(before), decode(after)) == words


def test_a_silent_edit_is_told_as_documented() -> None:
    before, after = film(), film()
    put(after, TITLE, 0, text="Paradise Found")
    put(after, MUSIC, 0, volume=0.2)
    assert (
        "; ".join(changes(decode(before), decode(after))) == "Title: 'Urban Dreams' → 'Paradise Found'; BGM 35% → 20%"
    )


def test_a_first_cut_is_told_track_by_track() -> None:
    assert changes(decode({}), decode(film())) == [
        "Canvas: 1920×1080",
        "Video added: 2 clips",
        "BGM added: Lo-fi, 35%",
        "Title added: 'Urban Dreams' (0-3s)",
        "Captions added: 6 lines",
    ]


def test_a_clip_that_was_cut_in_pieces_is_counted() -> None:
    before, after = film(), film()
    after["t"][VIDEO]["sg"] = [
        segment(at * 1000, 1000, name=name) for at, name in enumerate(["city"] * 6 + ["beach"] * 4)
    ]
    assert changes(decode(before), decode(after)) == ["Video: 2 clips → 10 clips"]


def test_ids_tell_which_segment_became_which() -> None:
    titles: list[Film] = [
        {"id": name, "s": 0, "d": 1000, "m": {"text": name, "role": "title"}} for name in ("one", "two")
    ]
    after = copy.deepcopy(titles[::-1])
    after[0]["m"]["text"] = "three"
    assert changes(decode({"t": [{"tt": 7, "sg": titles}]}), decode({"t": [{"tt": 7, "sg": after}]})) == [
        "Title: 'two' → 'three'"
    ]


def test_what_is_too_much_to_tell_is_counted() -> None:
    after = {"t": [{"tt": number, "sg": []} for number in range(20, 20 + MOST + 5)]}
    told = changes(decode({}), decode(after))
    assert len(told) == MOST + 1
    assert told[-1] == "and 5 more changes"


def test_very_many_segments_are_compared() -> None:
    lines = [segment(at * 10, 10, text="same", role="caption") for at in range(20_000)]
    moved = [line | {"s": line["s"] + 5} for line in lines]
    told = changes(decode({"t": [{"tt": 7, "sg": lines}]}), decode({"t": [{"tt": 7, "sg": moved}]}))
    assert told == ["Captions: 20000 lines at another time"]


@given(DRAFTS)
def test_a_draft_does_not_differ_from_itself(value: Any) -> None:
    assert changes(decode(value), decode(copy.deepcopy(value))) == []


@given(DRAFTS, DRAFTS)
def test_the_changes_between_any_two_drafts_are_few_safe_lines(one: Any, other: Any) -> None:
    told = changes(decode(one), decode(other))
    assert len(told) <= MOST + 1
    assert all(line and not FORBIDDEN & set(line) and len(line) < 600 for line in told)
    assert len(set(told)) == len(told)


def _shown(film: Any) -> list[Any]:
    return [
        (
            track["kind"],
            track["name"],
            each["name"],
            each["start_ms"] // 100,
            each["end_ms"] // 100,
            each["volume"] or 0,
        )
        for track in tracks(film)
        for each in track["segments"]
    ]


@given(films(), st.data())
def test_what_shows_in_the_table_and_differs_is_told(before: Any, data: st.DataObject) -> None:
    raw = copy.deepcopy(before.raw)
    track = data.draw(st.sampled_from([track for track in raw["t"] if track["sg"]]))
    each = data.draw(st.sampled_from(track["sg"]))
    what = data.draw(st.sampled_from(["text", "volume", "d", "s", "gone"]))
    if what == "gone":
        track["sg"].remove(each)
    elif what in ("d", "s"):
        each[what] += data.draw(st.integers(1000, 5000))
    else:
        each.setdefault("m", {})[what] = "other words" if what == "text" else 0.5
    after = decode(raw)
    if _shown(before) != _shown(after):
        assert changes(before, after)
