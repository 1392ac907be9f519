"""Text on the picture: where it stands, when, in which style, and that nobody's text is a command."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from shorts_tui.engine.render import fontsearch
from shorts_tui.engine.render.ass import document
from shorts_tui.engine.render.layout import safe_area
from shorts_tui.timeline.draft import Draft, Segment, decode
from tests.engine.render.studio import Film, Json, Studio, box, draft, text

SENTENCE = "And so, my fellow Americans, ask not what your country can do for you"


def spoken(sentence: str, step: int = 250) -> list[Json]:
    return [{"w": word, "s": n * step, "e": n * step + step - 30} for n, word in enumerate(sentence.split())]


def on_black(*texts: Json, size: tuple[int, int] = (270, 480), duration: int | None = None) -> Draft:
    return draft(texts=texts, size=size, duration=duration)


def ink(film: Film, ms: int) -> npt.NDArray[np.bool_]:
    """Where a black picture is drawn on."""
    return np.asarray(film.picture_at(ms).max(axis=2) > 60)


def segments(film: Draft) -> list[Segment]:
    return [segment for track in film.tracks for segment in track.segments]


@pytest.mark.parametrize("position", ["top", "middle", "bottom"])
@pytest.mark.parametrize("style", ["clean", "karaoke", "bold"])
def test_captions_stay_where_no_platform_covers_them(studio: Studio, style: str, position: str) -> None:
    caption = text(0, 4000, SENTENCE, "caption", style=style, position=position, words=spoken(SENTENCE))
    film = studio.render(on_black(caption))
    everything = film.pictures().max(axis=(0, 3)) > 60
    left, top, right, bottom = box(everything)
    # Of 1080x1920: 250 px at the top, 460 at the bottom, 180 at the right belong to the platforms.
    assert top >= 250 / 4
    assert bottom <= (1920 - 460) / 4
    assert right <= (1080 - 180) / 4
    assert (left + right) / 2 == pytest.approx(135, abs=4)
    wanted = {"top": top < 90, "middle": top < 240 < bottom, "bottom": bottom > 340}
    assert wanted[position]


def test_a_long_caption_of_a_wide_picture_stands_in_two_even_rows(studio: Studio) -> None:
    """A row from edge to edge would not be read at a glance."""
    caption = text(0, 300, "The second secret is a helmet that you actually like wearing.", "caption", style="clean")
    left, top, right, bottom = box(ink(studio.render(on_black(caption, size=(960, 540))), 100))
    assert right - left < 960 * 0.5
    assert bottom - top > 1.8 * 58 / 2
    rows = document(segments(on_black(caption)), 1920, 1080).events
    assert [event.body.rpartition("}")[2] for event in rows] == [
        "The second secret is a helmet",
        "that you actually like wearing.",
    ]


def test_very_long_words_and_texts_are_made_to_fit(studio: Studio) -> None:
    titles = [
        text(0, 200, "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"),
        text(200, 200, "word " * 300),
        text(400, 200, "W" * 500),
    ]
    everything = studio.render(on_black(*titles)).pictures().max(axis=(0, 3)) > 60
    area = safe_area(270, 480)
    left, top, right, bottom = box(everything)
    assert (left >= area.left, top >= area.top, right <= area.right, bottom <= area.bottom) == (True,) * 4


def test_a_title_shows_at_its_time_and_fades_in_and_out(studio: Studio) -> None:
    film = studio.render(on_black(text(500, 1500, "Urban Dreams"), duration=2500))
    light = film.pictures().astype(float).mean(axis=(1, 2, 3))
    assert light[:15].max() < 1
    assert light[60:].max() < 1
    assert light[30] > 2
    assert 0 < light[18] < light[30] * 0.8
    assert 0 < light[57] < light[30] * 0.8


def test_a_title_at_the_beginning_is_on_the_cover(studio: Studio) -> None:
    """The first frame is what platforms show before anybody plays the film."""
    film = studio.render(on_black(text(0, 900, "Urban Dreams")))
    light = film.pictures().astype(float).mean(axis=(1, 2, 3))
    assert light[0] == pytest.approx(light[12], rel=0.02)
    assert light[12] > 2
    assert light[26] < light[12] * 0.8


@pytest.mark.parametrize("size", [(270, 480), (480, 270)])
def test_a_lower_third_stands_on_a_plate_with_a_bright_edge(studio: Studio, size: tuple[int, int]) -> None:
    grey = {"s": 0, "d": 1200, "m": {"asset": "mute"}}
    third = text(0, 1200, "Anna Lee, captain of the boat", style="lower-third", position="bottom")
    bare, shown = (
        studio.render(draft([grey], texts=texts, size=size), f"{number}.mp4").picture_at(600)
        for number, texts in enumerate(((), (third,)))
    )
    darker = shown.max(axis=2) < bare.max(axis=2) * 0.7
    letters = (shown.min(axis=2) > 200) & (bare.min(axis=2) < 150)
    edge = (shown[:, :, 0] > 180) & (shown[:, :, 1] > 150) & (shown[:, :, 2] < 110)
    plate, inside, bright = (box(mask) for mask in (darker | letters | edge, letters, edge))
    area = safe_area(*size)
    assert plate[0] == pytest.approx(area.left, abs=2)
    assert plate[2] <= area.right + 1
    assert plate[3] <= area.bottom + 1
    # The letters have room on all sides, and the edge is at the left of them, as high as the plate.
    assert plate[0] < bright[2] < inside[0] < inside[2] < plate[2]
    assert plate[1] < inside[1] < inside[3] < plate[3]
    assert bright[3] - bright[1] == pytest.approx(plate[3] - plate[1], abs=2)


def test_text_is_timed_in_the_film_however_it_is_cut_up(studio: Studio) -> None:
    """A caption over a cut is drawn in both pieces, at the very same place."""
    video = [{"s": s, "d": 500, "m": {"asset": "mute", "volume": 1 + s}} for s in (0, 500, 1000)]
    caption = text(
        300, 900, "one two", "caption", words=[{"w": "one", "s": 0, "e": 300}, {"w": "two", "s": 300, "e": 800}]
    )
    film = studio.render(draft(video, texts=[caption], size=(270, 480)))
    white = film.pictures().min(axis=3) > 200
    drawn = [int(mask.sum()) for mask in white]
    assert [count > 50 for count in drawn] == [9 <= frame < 36 for frame in range(45)]
    assert (white[14] == white[16]).mean() > 0.999


def test_karaoke_lights_the_word_that_is_said(studio: Studio) -> None:
    caption = text(0, 1000, "left right", "caption", style="karaoke", words=spoken("left right", 500))
    film = studio.render(on_black(caption))
    places = []
    for ms in (250, 750):
        picture = film.picture_at(ms)
        yellow = (picture[:, :, 0] > 180) & (picture[:, :, 1] > 150) & (picture[:, :, 2] < 90)
        white = picture.min(axis=2) > 200
        assert yellow.sum() > 30
        assert white.sum() > 30
        places.append((np.flatnonzero(yellow.any(axis=0)).mean(), np.flatnonzero(white.any(axis=0)).mean()))
    assert places[0][0] < places[0][1]
    assert places[1][0] > places[1][1]


def test_bold_shows_few_words_in_capitals_and_larger(studio: Studio) -> None:
    lines = {
        style: document(
            segments(on_black(text(0, 4000, SENTENCE, "caption", style=style, words=spoken(SENTENCE)))), 270, 480
        )
        for style in ("clean", "bold")
    }
    assert len(lines["bold"].events) > len(lines["clean"].events)
    assert any("AMERICANS" in event.body for event in lines["bold"].events)
    assert any("Americans" in event.body for event in lines["clean"].events)
    small, large = (
        studio.render(on_black(text(0, 300, "hello", "caption", style=style)), f"{style}.mp4") for style in lines
    )
    assert box(ink(large, 100))[3] - box(ink(large, 100))[1] > 1.5 * (box(ink(small, 100))[3] - box(ink(small, 100))[1])


def test_a_title_makes_room_for_captions_at_the_same_place(studio: Studio) -> None:
    caption, title = text(0, 300, "caption", "caption", position="top"), text(0, 300, "title", position="top")
    both = ink(studio.render(on_black(caption, title), "both.mp4"), 100).any(axis=1)
    alone = [ink(studio.render(on_black(one), "one.mp4"), 100).any(axis=1) for one in (caption, title)]
    assert both.sum() >= alone[0].sum() + alone[1].sum() - 2


@pytest.mark.parametrize(
    "hostile",
    [
        r"{\pos(5,5)}x",
        r"{\fs400}x",
        r"x{\1c&H0000FF&}y",
        r"\{\pos(5,5)\}x",
        r"a\Nb\hc\nd",
        r"{\p1}m 0 0 l 999 0 999 999{\p0}",
        "x\nDialogue: 0,0:00:00.00,0:09:00.00,Text,,0,0,0,,{\\pos(5,5)}y",
        "x\n[Fonts]\nfontname: y",
        "x\x1b]52;c;aGk=\x07\u202e{y",
    ],
)
def test_nobodys_text_is_a_command(studio: Studio, hostile: str) -> None:
    """What is typed is what is shown: white letters, inside the area, at the time of the text alone."""
    film = studio.render(on_black(text(0, 300, hostile), duration=600))
    pictures = film.pictures().astype(np.int16)
    mask = pictures[4].max(axis=2) > 60
    left, top, right, bottom = box(mask)
    area = safe_area(270, 480)
    assert (left >= area.left, top >= area.top, right <= area.right, bottom <= area.bottom) == (True,) * 4
    assert (pictures[4].max(axis=2) - pictures[4].min(axis=2)).max() < 40  # nothing is coloured
    assert pictures[10:].max() < 20
    # All of its letters are there: as wide as the same number of letters that mean nothing.
    body = "".join(event.body for event in document(segments(on_black(text(0, 300, hostile))), 270, 480).events)
    for letter in "".join(filter(str.isalnum, hostile.split("\x1b")[0])):
        assert letter in body


def test_braces_and_backslashes_are_drawn_as_letters(studio: Studio) -> None:
    plain = ink(studio.render(on_black(text(0, 300, "ab")), "a.mp4"), 100)
    hostile = ink(studio.render(on_black(text(0, 300, r"a{\b1}b")), "b.mp4"), 100)
    assert hostile.sum() > plain.sum() * 1.8


def test_characters_of_other_scripts_get_a_font_that_has_them(studio: Studio) -> None:
    found = fontsearch.fonts_for(["Hi Привет"])
    assert found.faces[0].family == "Anton"
    film = studio.render(on_black(text(0, 300, "Привет")))
    if found.undrawn:  # a machine without any font that has Cyrillic
        assert "Привет"[0] in film.report.notes[0]
    else:
        assert film.report.notes == ()
    assert ink(film, 100).sum() > 200


def test_chinese_letters_are_heavy_and_lines_end_with_a_mark(studio: Studio) -> None:
    """Strokes of a regular face would drown in the dark edge around them."""
    if fontsearch.fonts_for(["骑"]).undrawn:
        pytest.skip("no font for Chinese here")
    film = studio.render(on_black(text(0, 300, "骑车上班：比汽车更快的秘密"), size=(540, 960)))
    white = film.picture_at(100).min(axis=2) > 180
    # Of the squares of its twelve characters, 24 in a hundred parts are inked by the regular face.
    assert white.sum() / (12 * 52**2) > 0.28
    page = document(segments(on_black(text(0, 300, "骑车上班：比汽车更快的秘密"))), 270, 480)
    assert [event.body.rpartition("}")[2] for event in page.events] == ["骑车上班：", "比汽车", "更快的秘密"]


def test_what_no_font_draws_is_said_and_the_film_is_made(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fontsearch, "_directories", lambda: [tmp_path / "no fonts here"])
    film = studio.render(on_black(text(0, 300, "城市之梦 Urban"), text(400, 300, "你好", "caption")))
    assert len(film.report.notes) == 1
    assert "城市之梦你好" in film.report.notes[0]
    assert "install a font" in film.report.notes[0]
    assert ink(film, 100).sum() > 200


def test_pictographs_that_no_font_draws_are_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fontsearch, "_directories", lambda: [tmp_path])
    page = document(segments(decode(on_black(text(0, 300, "Urban \U0001f306 Dreams")).raw)), 270, 480)
    assert page.events[0].body.endswith("Urban Dreams")
    assert "left out" in page.fonts.note()
