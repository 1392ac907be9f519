"""What each edit does to a film, by example."""

from __future__ import annotations

import pytest

from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import EMPTY, Draft, Word, decode

TALK = edits.Clip("a1", "talk.mp4", 10_000)
BEACH = edits.Clip("a2", "beach.mp4", 5_000, start=700)
SONG = edits.Song("a3", "song.mp3", 8_000)


@pytest.fixture
def film() -> Draft:
    return edits.new_film([TALK, BEACH], width=1280, height=720, title="talk")


def texts(draft: Draft) -> list[tuple[int, int, str]]:
    return [(title.start, title.end, title.text) for title in edits.titles(draft)]


def test_clips_of_a_new_film_follow_each_other(film: Draft) -> None:
    assert film.duration == 15_000
    assert film.size == (1280, 720)
    assert [(clip.id, clip.start, clip.end, clip.source_in) for clip in edits.clips(film)] == [
        ("c1", 0, 10_000, 0),
        ("c2", 10_000, 15_000, 700),
    ]


def test_a_clip_without_length_is_not_laid(film: Draft) -> None:
    assert edits.append_clips(film, [edits.Clip("a9", "empty.mp4", 0)]) is film


def test_a_cut_through_a_clip_splits_it_and_its_fades(film: Draft) -> None:
    clip = film.tracks[0].segments[0].replace(meta={"fade_in": 200, "fade_out": 300, "speed": 2.0})
    faded = film.replace(tracks=[film.tracks[0].replace(segments=[clip, film.tracks[0].segments[1]])])
    first, second, third = edits.clips(edits.remove_spans(faded, [(4_000, 6_000)]))
    assert (first.id, second.id, third.id) == ("c1", "c3", "c2")
    assert (first.source_in, first.source_out, second.source_in, second.source_out) == (0, 8_000, 12_000, 20_000)
    assert (first.meta.get("fade_in"), first.meta.get("fade_out")) == (200, None)
    assert (second.meta.get("fade_in"), second.meta.get("fade_out")) == (None, 300)


def test_a_film_can_not_be_cut_to_nothing(film: Draft) -> None:
    with pytest.raises(ValueError, match="nothing would be left"):
        edits.remove_spans(film, [(0, 15_000)])
    with pytest.raises(ValueError, match="nothing would be left"):
        edits.keep_spans(film, [(20_000, 30_000)])


def test_an_opening_title_stays_at_the_start_whatever_is_cut(film: Draft) -> None:
    titled = edits.add_title(film, "Urban Dreams")
    assert texts(edits.keep_spans(titled, [(8_000, 12_000)])) == [(0, 3_000, "Urban Dreams")]
    assert texts(edits.keep_spans(titled, [(8_000, 9_000)])) == [(0, 1_000, "Urban Dreams")]


def test_a_title_at_the_end_stays_at_the_end(film: Draft) -> None:
    titled = edits.add_title(film, "Bye", start=-2_000)
    assert texts(titled) == [(13_000, 15_000, "Bye")]
    assert texts(edits.keep_spans(titled, [(0, 6_000)])) == [(4_000, 6_000, "Bye")]


def test_a_title_in_the_middle_moves_with_its_pictures(film: Draft) -> None:
    titled = edits.add_title(film, "Here", start=6_000, duration=2_000)
    assert texts(edits.remove_spans(titled, [(1_000, 3_000)])) == [(4_000, 6_000, "Here")]
    assert texts(edits.remove_spans(titled, [(5_000, 9_000)])) == []


def test_titles_that_a_cut_pushes_together_share_the_time(film: Draft) -> None:
    titled = edits.add_title(edits.add_title(film, "One", duration=2_000), "Two", start=5_000, duration=4_000)
    assert texts(edits.remove_spans(titled, [(0, 6_000)])) == [(0, 2_000, "One"), (2_000, 3_000, "Two")]


def test_a_new_title_replaces_the_one_in_its_place_only(film: Draft) -> None:
    two = edits.add_title(edits.add_title(film, "One"), "Two", start=5_000)
    assert texts(two) == [(0, 3_000, "One"), (5_000, 8_000, "Two")]
    assert texts(edits.add_title(two, "Three", start=6_000)) == [(0, 3_000, "One"), (6_000, 9_000, "Three")]


def test_a_title_changes_in_place_and_keeps_its_id(film: Draft) -> None:
    titled = edits.add_title(film, "One")
    changed = edits.change_titles(titled, text="Two", position="bottom")
    assert [title.id for title in edits.titles(changed)] == [title.id for title in edits.titles(titled)]
    assert texts(changed) == [(0, 3_000, "Two")]
    assert edits.titles(changed)[0].meta["position"] == "bottom"
    assert edits.change_titles(changed, text="Two", position="bottom") is changed
    assert edits.change_titles(film, text="Two") is film


def test_without_titles_their_track_is_gone(film: Draft) -> None:
    assert edits.remove_titles(edits.add_title(film, "One")) == film


def test_music_lies_under_the_whole_film_ducked_and_faded(film: Draft) -> None:
    scored = edits.set_music(film, SONG, volume=0.25)
    (song,) = edits.music(scored)
    assert (song.start, song.end, song.volume, song.source_in) == (0, 15_000, 0.25, 0)
    assert (song.meta["loop"], song.meta["duck"], song.meta["fade_out"]) == (True, True, 1500)
    shorter = edits.keep_spans(scored, [(2_000, 8_000)])
    assert (edits.music(shorter)[0].end, edits.music(shorter)[0].meta["loop"]) == (6_000, False)
    assert edits.music(edits.append_clips(shorter, [TALK]))[0].meta["loop"] is True


def test_other_music_takes_the_place_of_the_old(film: Draft) -> None:
    scored = edits.set_music(edits.set_music(film, SONG, volume=0.25), edits.Song("a4", "b.wav", 99_000), volume=0.5)
    assert [(song.asset, song.volume) for song in edits.music(scored)] == [("a4", 0.5)]
    assert edits.remove_music(scored) == film


def test_a_voice_over_is_no_music_and_is_cut_with_the_film(film: Draft) -> None:
    voice = {
        "id": "voice",
        "tt": 1,
        "m": {"role": "voice"},
        "sg": [{"id": "v1", "s": 2000, "d": 6000, "m": {"in": 10}}],
    }
    spoken = decode({**film.raw, "t": [*film.raw["t"], voice]})
    cut = edits.remove_spans(edits.remove_music(spoken), [(4_000, 5_000)])
    pieces = cut.tracks[1].segments
    assert [(piece.start, piece.end, piece.source_in) for piece in pieces] == [
        (2_000, 4_000, 10),
        (4_000, 7_000, 3_010),
    ]


def test_volumes_of_one_clip_of_the_clips_and_of_the_music(film: Draft) -> None:
    scored = edits.set_music(film, SONG, volume=0.25)
    muted = edits.set_volume(scored, "clips", level=0.0, within=(10_000, 15_000))
    assert [clip.volume for clip in edits.clips(muted)] == [None, 0.0]
    louder = edits.set_volume(muted, "all", factor=2.0)
    assert [clip.volume for clip in edits.clips(louder)] == [2.0, 0.0]
    assert edits.music(louder)[0].volume == 0.5
    assert edits.set_volume(scored, "clips", factor=100.0).tracks[0].segments[0].volume == 4.0


def test_captions_are_laid_inside_the_film_and_never_overlap(film: Draft) -> None:
    lines = [
        edits.Caption(500, 2_500, "ask not", (Word("ask", 0, 400), Word("not", 500, 2_000))),
        edits.Caption(2_000, 4_000, "what"),
        edits.Caption(14_500, 16_000, "country"),
        edits.Caption(15_500, 16_000, "beyond"),
    ]
    captioned = edits.set_captions(film, lines, style="clean", position="bottom")
    found = edits.captions(captioned)
    assert [(line.start, line.end, line.text) for line in found] == [
        (500, 2_000, "ask not"),
        (2_000, 4_000, "what"),
        (14_500, 15_000, "country"),
    ]
    assert [(word.text, word.start, word.end) for word in found[0].words] == [("ask", 0, 400), ("not", 500, 1_500)]
    assert captioned.meta["captions"] == {"style": "clean", "position": "bottom"}


def test_captions_change_their_look_and_go_without_a_trace(film: Draft) -> None:
    titled = edits.add_title(film, "One")
    captioned = edits.set_captions(titled, [edits.Caption(0, 900, "ask")], style="clean", position="bottom")
    bold = edits.style_captions(captioned, style="bold")
    assert edits.captions(bold)[0].meta["style"] == "bold"
    assert bold.meta["captions"] == {"style": "bold", "position": "bottom"}
    assert edits.titles(bold) == edits.titles(titled)
    assert edits.style_captions(bold, style="bold", position="bottom") is bold
    assert edits.clear_captions(bold) == titled
    assert edits.style_captions(titled, style="bold") is titled


def test_a_word_more_than_half_cut_away_is_not_written(film: Draft) -> None:
    words = (Word("ask", 0, 1_000), Word("not", 1_000, 2_000), Word("what", 2_000, 3_000))
    captioned = edits.set_captions(
        film, [edits.Caption(1_000, 4_000, "ask not what", words)], style="clean", position=""
    )
    (line,) = edits.captions(edits.keep_spans(captioned, [(1_400, 2_600), (3_700, 9_000)]))
    assert line.text == "ask not"
    assert [(word.text, word.start, word.end) for word in line.words] == [("ask", 0, 600), ("not", 600, 1_200)]


def test_what_a_platform_wants_is_noted(film: Draft) -> None:
    made = edits.fit_platform(film, "tiktok")
    assert (made.meta["platform"], made.meta["loudness"], made.fps) == ("tiktok", -14.0, 30)
    assert edits.fit_platform(made, "tiktok") is made


def test_an_empty_draft_survives_every_edit() -> None:
    assert edits.remove_titles(EMPTY) is EMPTY
    assert edits.remove_music(EMPTY) is EMPTY
    assert edits.clear_captions(EMPTY) is EMPTY
    assert edits.set_volume(EMPTY, "all", level=0.5) is EMPTY
    assert edits.append_clips(EMPTY, [TALK]).duration == 10_000


def test_one_title_of_several_is_changed_or_taken_away_alone(film: Draft) -> None:
    titled = edits.add_title(edits.add_title(film, "One"), "Two", start=5_000)
    changed = edits.change_titles(titled, look={"color": "red"}, start=6_000, only=1)
    assert texts(changed) == [(0, 3_000, "One"), (6_000, 9_000, "Two")]
    assert [title.meta.get("color") for title in edits.titles(changed)] == [None, "red"]
    assert texts(edits.remove_titles(titled, only=0)) == [(5_000, 8_000, "Two")]
    assert edits.change_titles(titled, text="Three", only=2) is titled
