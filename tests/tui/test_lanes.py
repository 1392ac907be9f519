"""The geometry of the timeline: which cells of a row show which segment."""

from __future__ import annotations

from typing import Any

import pytest

from shorts_tui.timeline.draft import Draft, decode
from shorts_tui.tui.lanes import lanes, ruler
from shorts_tui.tui.lists import strip


def film(*clips: tuple[int, int], kind: int = 0, text: str = "clip") -> Draft:
    segments = [
        {"id": str(place), "s": start, "d": length, "m": {"name": text}} for place, (start, length) in enumerate(clips)
    ]
    total = max((start + length for start, length in clips), default=0)
    return decode({"d": total, "m": {}, "t": [{"tt": kind, "m": {}, "sg": segments}]})


@pytest.mark.parametrize(("origin", "scale"), [(0, 100), (0, 1000), (333, 77.7), (9_000, 5), (0, 100_000)])
@pytest.mark.parametrize("width", [1, 7, 80, 190])
def test_the_runs_of_a_row_cover_every_cell_once(origin: float, scale: float, width: int) -> None:
    lane = lanes(film((0, 1500), (1500, 20), (1520, 400), (4000, 6000)))[0]
    x = 0
    for run in lane.runs(origin, scale, width):
        assert run.x == x
        assert run.width >= 1
        x += run.width
    assert x == width


def test_every_segment_that_has_a_cell_of_its_own_shows_its_beginning() -> None:
    lane = lanes(film((0, 1050), (1050, 1050), (2100, 1050)))[0]
    assert [run.index for run in lane.runs(0, 100, 40) if run.first] == [0, 1, 2]


def test_a_gap_is_empty() -> None:
    lane = lanes(film((0, 1000), (3000, 1000)))[0]
    assert [(run.width, run.index) for run in lane.runs(0, 100, 40)] == [(10, 0), (20, None), (10, 1)]


def test_ten_thousand_segments_cost_what_the_row_costs() -> None:
    lane = lanes(film(*((place * 500, 500) for place in range(10_000))))[0]
    assert len(list(lane.runs(0, 50_000, 100))) <= 100
    assert next(iter(lane.runs(2_500_000, 10, 100))).index == 5000


def test_only_what_differs_from_before_is_marked() -> None:
    lane = lanes(film((0, 1000), (1000, 900)), film((0, 1000), (1000, 1000)))[0]
    assert [block.changed for block in lane.blocks] == [False, True]


def test_a_film_without_a_before_has_no_marks() -> None:
    assert not any(block.changed for block in lanes(film((0, 1000)))[0].blocks)


def test_an_unknown_kind_of_track_is_shown_as_such() -> None:
    assert lanes(film((0, 1000), kind=42))[0].letter == "?"


def test_a_hostile_name_is_a_harmless_label() -> None:
    drawn: Any = lanes(film((0, 1000), text="\x1b]52;c;aGk=\x07[red]\u202eevil"))[0].blocks[0].label
    assert drawn == "]52;c;aGk=[red]evil"


def test_the_ruler_names_round_times() -> None:
    assert ruler(0, 1000, 30).split() == ["|0:00", "|0:10", "|0:20"]


def test_a_film_in_one_line_shows_where_text_stands_and_where_nothing_is() -> None:
    draft = decode(
        {
            "d": 10_000,
            "t": [
                {"tt": 0, "sg": [{"s": 0, "d": 8000, "m": {"name": "clip"}}]},
                {"tt": 7, "sg": [{"s": 2000, "d": 2000, "m": {"text": "hello"}}]},
            ],
        }
    )
    assert strip(draft, 10) == "▄▄██▄▄▄▄  "


def test_where_two_blocks_meet_within_a_cell_the_second_one_has_it() -> None:
    meeting = [{"s": n * 3700, "d": 3700, "m": {"name": f"clip {n}"}} for n in range(5)]
    [drawn] = lanes(decode({"d": 18_500, "t": [{"tt": 0, "sg": meeting}]}))
    found = list(drawn.runs(0, 1000, 18))
    assert [run.index for run in found] == [0, 1, 2, 3, 4]
    assert [run.x for run in found] == [0, 3, 7, 11, 14]
    assert all(run.first for run in found)
