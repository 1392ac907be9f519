"""What is heard and seen in a film, in times of the film, whatever was cut before."""

from __future__ import annotations

from shorts_tui.engine.assets import Picture, Sound, Span
from shorts_tui.engine.director import footage
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Segment
from tests.engine.director.stage import talk

SAID = talk((1_000, "ask not what your country"), (6_000, "can do for you"))


def clips(*kept: tuple[int, int], speed: float = 1.0) -> tuple[Segment, ...]:
    film = edits.new_film([edits.Clip("a", "a.mp4", 10_000)], width=640, height=360)
    if speed != 1.0:
        clip = film.tracks[0].segments[0].replace(meta={"speed": speed}, duration=round(10_000 / speed))
        film = film.replace(tracks=[film.tracks[0].replace(segments=[clip])], duration=clip.duration)
    return edits.clips(edits.keep_spans(film, kept) if kept else film)


def test_words_follow_the_cuts() -> None:
    words, sentences = footage.words_of(clips((900, 2_000), (6_000, 7_000)), {"a": SAID})
    assert [(word.text, word.start, word.end) for word in words] == [
        ("ask", 100, 340),
        ("not", 400, 640),
        ("what", 700, 940),
        ("can", 1_100, 1_340),
        ("do", 1_400, 1_640),
        ("for", 1_700, 1_940),
    ]
    assert sentences == ((0, 3), (3, 6))


def test_a_word_that_is_mostly_cut_away_is_not_heard() -> None:
    words, _ = footage.words_of(clips((1_150, 2_000)), {"a": SAID})
    assert [word.text for word in words] == ["not", "what"]
    words, _ = footage.words_of(clips((1_100, 2_000)), {"a": SAID})
    assert next((word.text, word.start, word.end) for word in words) == ("ask", 0, 140)


def test_a_sentence_whose_pause_was_shortened_is_still_one() -> None:
    _, sentences = footage.words_of(clips((1_000, 1_550), (1_580, 3_000)), {"a": SAID})
    assert sentences == ((0, 5),)


def test_words_of_a_fast_clip_are_heard_faster() -> None:
    words, _ = footage.words_of(clips(speed=2.0), {"a": SAID})
    assert [(word.start, word.end) for word in words][:2] == [(500, 620), (650, 770)]


def test_silences_join_across_clips_and_clips_without_sound_are_silent() -> None:
    sound = Sound((Span(0, 1_000), Span(9_000, 10_000)), -20.0, -1.0, 50, ())
    film = edits.new_film(
        [edits.Clip("a", "a", 10_000), edits.Clip("b", "b", 2_000), edits.Clip("a", "a", 10_000)], width=2, height=2
    )
    found = footage.silences_of(edits.clips(film), {"a": sound})
    assert found == (Span(0, 1_000), Span(9_000, 13_000), Span(21_000, 22_000))


def test_levels_and_motion_follow_the_cuts() -> None:
    sound = Sound((), -20.0, -1.0, 50, tuple(-20.0 if index < 100 else -60.0 for index in range(200)))
    cut = clips((4_000, 6_000))
    curve = footage.levels_of(cut, {"a": sound}, 2_000)
    assert (curve.mean(0, 1_000), curve.mean(1_000, 2_000)) == (-20.0, -60.0)
    assert curve.lowest(500, 2_000) >= 1_000
    assert curve.highest(0, 2_000, 500) == -20.0
    motion = footage.motion_of(cut, {"a": Picture((0,), 1_000, (0.0,) * 4 + (1.0,) * 6)}, 2_000)
    assert motion.mean(0, 2_000) == 1.0
    assert footage.levels_of(cut, {}, 2_000).mean(0, 2_000) == -90.0


def test_scenes_are_cuts_in_the_footage_and_joins_that_jump() -> None:
    picture = Picture((0, 3_000, 5_000), 500, ())
    assert footage.scenes_of(clips(), {"a": picture}) == (0, 3_000, 5_000)
    assert footage.scenes_of(clips((0, 1_000), (4_000, 10_000)), {"a": picture}) == (0, 1_000, 2_000)
    assert footage.scenes_of(clips((0, 1_000), (1_050, 10_000)), {"a": picture}) == (0, 2_950, 4_950)
