"""Talks without their pauses and without what is said while thinking; picture and sound stay together."""

from __future__ import annotations

import numpy as np
import pytest

from shorts_tui.engine.assets import Asset
from tests.engine.render.studio import RATE, beeps, flashes, rms
from tests.golden.kit import FRAME, Crew, Shown, asked
from tests.golden.talk import Talk

BREATH = (20, 300)
"""ms that are left of a pause before and after what is said; soft consonants count as a part of it."""


def kept_whole(shown: Shown, span: tuple[int, int]) -> bool:
    """Is a stretch of the footage (ms) in the film from its beginning to its end?"""
    return any(start * 1000 <= span[0] and span[1] <= end * 1000 for start, end in shown.stretches)


def longest_silence(shown: Shown) -> float:
    """The longest time in which the film is quiet, ms."""
    steps = shown.sound[0][: shown.sound.shape[1] // 480 * 480].reshape(-1, 480)
    loud = np.flatnonzero(np.sqrt((steps**2).mean(axis=1)) > 10 ** (-48 / 20))
    return float(np.diff(loud).max() * 10)


@asked("remove the silences", "去掉停顿", "cut out the dead air and the ums")
def test_pauses_go_and_every_word_stays(crew: Crew, talk: Talk, told: tuple[str, ...]) -> None:
    shown = crew.film(told, talk.asset)
    assert all(kept_whole(shown, span) for span in talk.spans)
    assert longest_silence(shown) < 700
    assert shown.length < 27_000
    inner = [(start, end) for start, end in zip(shown.stretches, shown.stretches[1:], strict=False)]
    for before, after in inner:
        last = max(end for _, end in (*talk.spans, *talk.fillers) if end <= before[1] * 1000 + 1)
        following = [start for start, _ in (*talk.spans, *talk.fillers) if start >= after[0] * 1000 - 1]
        assert BREATH[0] <= before[1] * 1000 - last <= BREATH[1]
        assert not following or BREATH[0] <= min(following) - after[0] * 1000 <= BREATH[1]


@asked("remove the pauses longer than 1.5 seconds")
def test_only_long_pauses_go(crew: Crew, talk: Talk, told: tuple[str, ...]) -> None:
    shown = crew.film(told, talk.asset)
    assert all(kept_whole(shown, span) for span in talk.spans)
    pauses = np.array([after[0] - before[1] for before, after in zip(talk.spans, talk.spans[1:], strict=False)])
    assert len(shown.stretches) - 1 == (pauses > 1500).sum() == 1


@asked("remove the ums and uhs", "去掉语气词")
def test_what_is_said_while_thinking_goes(crew: Crew, talk: Talk, told: tuple[str, ...]) -> None:
    shown = crew.film(told, talk.asset)
    for start, end in talk.fillers:
        assert not ((shown.seconds * 1000 > start + 40) & (shown.seconds * 1000 < end - 40)).any()
    assert all(kept_whole(shown, span) for span in talk.spans)
    assert shown.length > 31_500


@asked("mute the filler words instead of cutting them")
def test_or_is_not_heard_while_the_picture_goes_on(crew: Crew, talk: Talk, told: tuple[str, ...]) -> None:
    shown = crew.film(told, talk.asset)
    assert shown.length == pytest.approx(33_000, abs=FRAME)
    assert all(rms(shown.sound, start + 40, end - 40) < -55 for start, end in talk.fillers)
    assert all(rms(shown.sound, start, end) > -28 for start, end in talk.spans)


@asked("mute the first 2 seconds of the sound", "静音前2秒")
def test_a_muted_stretch_is_silent_and_nothing_else(crew: Crew, talk: Talk, told: tuple[str, ...]) -> None:
    shown = crew.film(told, talk.asset)
    assert rms(shown.sound, 0, 1980) < -70
    assert rms(shown.sound, 2020, 3100) > -30
    assert shown.length == pytest.approx(33_000, abs=FRAME)


@asked(
    "remove the silences",
    "speed it up 1.5x",
    "play it at half speed",
    "去掉停顿，加速1.5倍",
    ("split it at 5s and 10s", "crossfade between the clips"),
    ("split it at 4.4s and 10.5s", "reverse the order of the clips", "add a dip to black between the clips"),
    ("remove the silences", "make it vertical"),
)
def test_flash_and_beep_stay_within_a_frame(crew: Crew, blinks: Asset, told: tuple[str, ...]) -> None:
    shown = crew.film(told, blinks)
    seen, heard = flashes(shown.film), beeps(shown.film)
    assert len(seen) == len(heard) == 10
    off = [flash - beep for flash, beep in zip(seen, heard, strict=True)]
    assert max(map(abs, off)) <= FRAME, off
    assert shown.sound.shape[1] / RATE * 1000 == pytest.approx(shown.length, abs=2 * FRAME)
