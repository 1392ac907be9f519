"""Captions: the right words, lit when they are said, where nothing covers them, and gone while nobody speaks."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from shorts_tui.engine.assets import Asset
from shorts_tui.timeline import edits
from tests.engine.render.studio import box, rms
from tests.golden.kit import FRAME, Crew, Shown, asked
from tests.golden.talk import Talk
from tests.hearing import plain, word_errors

JFK = "And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country."
SPELT = {"harbor": "harbour"}


def words_shown(shown: Shown) -> list[str]:
    said = plain(" ".join(word.text for line in edits.captions(shown.draft) for word in line.words))
    return [SPELT.get(word, word) for word in said]


def drawn(shown: Shown, at: int) -> npt.NDArray[np.bool_]:
    """Where coloured or white text stands on a grey picture."""
    picture = shown.frames[at].astype(np.int16)
    return np.asarray(np.ptp(picture, axis=2) > 70)


def lit(shown: Shown) -> list[float]:
    """When another word of karaoke captions turns yellow, ms."""
    masks = np.stack([drawn(shown, number) for number in range(len(shown.frames))])
    before = np.concatenate([np.zeros_like(masks[:1]), masks[:-1]])
    size = np.maximum(masks.sum(axis=(1, 2)), 1)
    fresh = (masks & ~before).sum(axis=(1, 2)) > 0.5 * size
    return [number * FRAME for number in np.flatnonzero(fresh & (size > 15))]


def spoken_at(shown: Shown, talk: Talk) -> list[float]:
    """When the words of the footage begin in the film, ms: read off the clock that it shows."""
    frames = {round(second * 30): number for number, second in enumerate(shown.seconds)}
    found = [(frames.get(word.start * 30 // 1000), word.start * 30 / 1000 % 1) for word in talk.words]
    return [(number + rest) * FRAME for number, rest in found if number is not None]


@asked(
    "make it vertical with karaoke captions in the middle",
    "竖屏，加卡拉OK字幕，放在中间",
    ("remove the silences", "make it vertical with karaoke captions in the middle"),
)
def test_each_word_lights_up_when_it_is_said(crew: Crew, chat: Talk, told: tuple[str, ...]) -> None:
    shown = crew.film(told, chat.asset)
    script = [word.text for word in chat.words]
    assert word_errors(script, words_shown(shown)) <= len(script) * 0.1
    errors = np.array(lit(shown)) - spoken_at(shown, chat)
    # The clock is read to a frame, and another one passes before a word is seen to have changed.
    assert np.abs(errors).mean() <= 75
    assert (np.abs(errors) <= 150).mean() >= 0.85
    assert np.abs(errors).max() <= 150 + 2 * FRAME


@asked("add karaoke captions")
def test_of_a_long_talk_nine_words_in_ten_are_right(crew: Crew, talk: Talk, told: tuple[str, ...]) -> None:
    draft, _ = crew.direct(told, talk.asset)
    shown = [
        (line.start + word.start, SPELT.get(text, text))
        for line in edits.captions(draft)
        for word in line.words
        for text in plain(word.text)
        if text not in ("um", "uh")
    ]
    script = [word.text for word in talk.words]
    assert word_errors(script, [text for _, text in shown]) <= len(script) * 0.1
    # Each word against the nearest one that is spelt like it.
    errors = [
        min(abs(at - word.start) for at, text in shown if text == word.text)
        for word in talk.words
        if word.text in {text for _, text in shown}
    ]
    assert np.mean(errors) <= 60
    assert np.mean(np.array(errors) <= 150) >= 0.97
    first = [min(abs(at - start) for at, _ in shown) for start, _ in talk.spans]
    assert max(first) <= 150


@asked("use jfk.wav as voice-over and add captions", ("用jfk.wav做旁白", "加字幕"))
def test_a_voice_over_a_picture_is_captioned_to_its_end(
    crew: Crew, stills: list[Asset], jfk: Asset, told: tuple[str, ...]
) -> None:
    """The picture lasts as long as the voice."""
    shown = crew.film(told, stills[2], jfk)
    assert shown.length == pytest.approx(jfk.info.duration, abs=FRAME)
    script = plain(JFK)
    assert word_errors(script, words_shown(shown)) <= len(script) * 0.1
    assert shown.sound.shape[1] / 48 == pytest.approx(jfk.info.duration, abs=2 * FRAME)
    assert rms(shown.sound, 9_000, 10_500) > -35
    white = [(picture.min(axis=2) > 200)[150:].sum() for picture in shown.frames]
    assert white[30 * 9] > 30
    assert white[0] == 0


def text_box(pictures: npt.NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Where text is seen in any picture of a film of greys."""
    return box(np.any([white_on_grey(picture) for picture in pictures], axis=0))


def white_on_grey(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Letters: white with a black edge at their side."""
    light, dark = picture.min(axis=2) > 235, picture.max(axis=2) < 30
    beside = np.zeros_like(dark)
    for by in (-3, -2, -1, 1, 2, 3):
        beside |= np.roll(dark, by, axis=1)
    return np.asarray(light & beside)


@asked(
    "make it vertical with captions",
    "make it for TikTok with bold captions",
    "做成抖音竖屏，字幕放在中间",
)
def test_captions_stay_clear_of_the_platforms_buttons(crew: Crew, dusk_talk: Talk, told: tuple[str, ...]) -> None:
    shown = crew.film(told, dusk_talk.asset)
    height, width = shown.frames.shape[1:3]
    assert (width, height) == (216, 384)
    left, top, right, bottom = text_box(shown.frames[::3])
    # Of 1080x1920, 250 px at the top, 460 at the bottom and 180 at each side are the platforms'.
    assert 180 / 5 <= left < right <= 900 / 5
    assert 250 / 5 <= top < bottom <= 1460 / 5
    inked = np.array([white_on_grey(picture).sum() > 5 for picture in shown.frames])
    # Nobody speaks in the first second, and between the sentences there is a pause of more than a second.
    assert not inked[: int(dusk_talk.spans[0][0] / FRAME) - 2].any()
    pause = int((dusk_talk.spans[0][1] + 500) / FRAME), int(dusk_talk.spans[1][0] / FRAME) - 1
    assert not inked[pause[0] : pause[1]].any()
    speaking = [number for start, end in dusk_talk.spans for number in range(int(start / FRAME) + 5, int(end / FRAME))]
    assert inked[speaking].mean() > 0.95


@asked(("make it vertical with captions", "captions off"), ("竖屏加字幕", "去掉字幕"))
def test_without_captions_nothing_is_drawn(crew: Crew, dusk_talk: Talk, told: tuple[str, ...]) -> None:
    shown = crew.film(told, dusk_talk.asset)
    assert not any(white_on_grey(picture).any() for picture in shown.frames[::3])


@asked("cut this into a 5-second short for TikTok with captions")
def test_the_main_job_in_its_real_size(crew: Crew, dusk_talk: Talk, told: tuple[str, ...]) -> None:
    shown = crew.film(told, dusk_talk.asset, whole=True)
    pictures = shown.film.pictures(every=8)
    assert pictures.shape[1:3] == (1920, 1080)
    assert shown.film.report.duration == pytest.approx(5000, abs=500)
    left, top, right, bottom = text_box(pictures)
    assert (left >= 180, top >= 250, right <= 900, bottom <= 1460) == (True,) * 4
    assert shown.film.report.loudness == pytest.approx(-14, abs=0.7)
    words = words_shown(shown)
    assert " ".join(words) in " ".join(word.text for word in dusk_talk.words)
    assert len(words) >= 8
