"""The frame grid: whatever is cut, the frames add up, nothing overlaps and nothing is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shorts_tui.engine.assets import Asset, MediaInfo
from shorts_tui.engine.errors import RenderError
from shorts_tui.engine.render.cutlist import cutlist, output_size
from shorts_tui.engine.render.film import Clip, Shot, frame_at
from shorts_tui.engine.render.picture import PIECE_SECONDS, pieces_of
from shorts_tui.timeline.draft import decode
from tests.engine.render.studio import Json, clip, draft

VIDEO = Asset("v", "v.mp4", Path("/v.mp4"), "0" * 64, 1, MediaInfo("video", "mov", 30_000, 1920, 1080, 0, 30.0, True))
SONG = Asset("a", "a.wav", Path("/a.wav"), "1" * 64, 1, MediaInfo("audio", "wav", 4_000, has_audio=True))
ASSETS = {"v": VIDEO, "a": SONG}

segments = st.lists(
    st.builds(
        lambda start, length, source, speed, asset: clip(start, length, asset, **{"in": source, "speed": speed}),
        st.integers(0, 20_000),
        st.integers(0, 9_000),
        st.integers(0, 40_000),
        st.sampled_from([0.1, 0.5, 1, 1.37, 4]),
        st.sampled_from(["v", "v", "a"]),
    ),
    min_size=1,
    max_size=12,
)


@given(segments, segments, st.sampled_from([None, 15, 23.976, 25, 29.97, 30, 50, 60, 240, 1e9, -3]))
def test_shots_cover_every_frame_once(lower: list[Json], upper: list[Json], fps: object) -> None:
    total = max(item["s"] + item["d"] for item in lower + upper)
    if not total:
        return
    raw = {"d": total, "m": {"fps": fps}, "t": [{"tt": 0, "sg": lower}, {"tt": 0, "sg": upper}]}
    film = cutlist(decode(raw), ASSETS)
    assert film.frames == max(1, frame_at(total, film.fps))
    edges = [0, *(shot.end for shot in film.shots)]
    assert [shot.start for shot in film.shots] == edges[:-1]
    assert edges[-1] == film.frames
    assert all(shot.frames > 0 for shot in film.shots)
    for lane in film.lanes:
        assert all(one.end <= two.start for one, two in zip(lane.clips, lane.clips[1:], strict=False))
        assert all(0 <= one.start < one.end <= film.frames for one in lane.clips)
    pieces = pieces_of(film)
    assert sum(piece.frames for piece in pieces) == film.frames
    assert max(piece.frames for piece in pieces) <= PIECE_SECONDS * film.fps


@given(st.lists(st.integers(40, 3000), min_size=1, max_size=200))
def test_boundaries_never_drift(lengths: list[int]) -> None:
    """However many odd lengths are laid in a row, each cut is within half a frame of its time."""
    at, cuts = 0, []
    for length in lengths:
        cuts.append(clip(at, length, "v", **{"in": at % 7919 * 3}))
        at += length
    film = cutlist(draft(cuts), ASSETS)
    for shot, cut in zip(film.shots, cuts, strict=True):
        assert abs(shot.start * 1000 / 30 - cut["s"]) <= 1000 / 60 + 1e-6
    assert abs(film.duration - at) <= 17


def test_picture_and_sound_are_cut_at_the_same_frames() -> None:
    cuts = [clip(0, 333, "v"), clip(333, 450, "v", **{"in": 5000}), clip(783, 218, "v", **{"in": 100})]
    film = cutlist(draft(cuts), ASSETS)
    heard = film.lanes[0].clips
    assert [(shot.start, shot.end, shot.source) for shot in film.shots] == [
        (one.start, one.end, one.source) for one in heard
    ]


def test_a_later_start_covers_an_earlier_one_and_gives_back_the_rest() -> None:
    film = cutlist(draft([clip(0, 3000, "v"), clip(1000, 1000, "v", **{"in": 9000})]), ASSETS)
    assert [(shot.start, shot.end, shot.source) for shot in film.shots] == [(0, 30, 0), (30, 60, 9000), (60, 90, 2000)]


def test_a_loop_is_laid_end_to_end() -> None:
    film = cutlist(draft(audio=[clip(0, 10_000, "a", loop=True, fade_out=500, **{"in": 1000})]), ASSETS)
    assert [(one.start, one.end, one.source, one.fade_out) for one in film.lanes[0].clips] == [
        (0, 90, 1000, 0),
        (90, 180, 1000, 0),
        (180, 270, 1000, 0),
        (270, 300, 1000, 500),
    ]


def test_clips_that_go_on_where_the_last_one_ended_are_one_sound() -> None:
    cuts = [clip(0, 1000, "v"), clip(1000, 1000, "v", **{"in": 1000}), clip(2000, 1000, "v", **{"in": 2500})]
    film = cutlist(draft(cuts), ASSETS)
    assert [(one.start, one.end) for one in film.lanes[0].clips] == [(0, 60), (60, 90)]
    assert len(film.shots) == 3


@pytest.mark.parametrize(
    ("asked", "made"),
    [
        ((1080, 1920), (1080, 1920)),
        ((2160, 3840), (1080, 1920)),
        ((3840, 2160), (1920, 1080)),
        ((1921, 1081), (1920, 1080)),
        ((1440, 1440), (1080, 1080)),
        ((101, 205), (100, 204)),
        ((1, 1), (64, 64)),
        ((100_000, 10), (1920, 64)),
    ],
)
def test_sizes_are_even_and_within_what_platforms_take(asked: tuple[int, int], made: tuple[int, int]) -> None:
    assert output_size(asked) == made


def test_the_first_picture_gives_the_size_where_the_draft_gives_none() -> None:
    raw = {"d": 1000, "t": [{"tt": 0, "sg": [clip(0, 1000, "v")]}]}
    film = cutlist(decode(raw), ASSETS)
    assert (film.width, film.height, film.fps) == (1920, 1080, 30)


@pytest.mark.parametrize(
    ("meta", "loudness"),
    [
        ({}, None),
        ({"platform": "reels"}, -14),
        ({"loudness": -16}, -16),
        ({"platform": "x"}, None),
        ({"loudness": 3}, -8),
    ],
)
def test_the_loudness_that_is_asked_for(meta: dict[str, object], loudness: float | None) -> None:
    film = cutlist(draft([clip(0, 1000, "v")], **meta), ASSETS)  # type: ignore[arg-type]
    assert film.loudness == loudness


def test_a_film_of_many_hours_is_refused() -> None:
    with pytest.raises(RenderError, match="longer than three hours"):
        cutlist(draft([clip(0, 4 * 3_600_000, "v")]), ASSETS)


def test_values_that_make_no_sense_are_taken_for_none() -> None:
    odd = clip(
        0, 1000, "v", volume=-5, fade_in="long", crop={"mode": 7, "x": float("nan"), "y": 12}, speed=float("inf")
    )
    film = cutlist(draft([odd, clip(1000, 500, "a", volume=True, fade_out=1e9)]), ASSETS)
    assert film.shots[0].framing.x == 0.5
    assert film.shots[0].framing.y == 1
    assert isinstance(film.shots[0], Shot)
    assert film.shots[1].asset is None
    assert [type(one) for one in film.lanes[0].clips] == [Clip]
    assert film.lanes[0].clips[0].fade_out == 60_000
