"""Where pauses were cut out: what sounds on below is heard to do so, nothing clicks, and breaths stay whole."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from shorts_tui.timeline import edits
from tests.engine.render.studio import RATE
from tests.golden import reels
from tests.golden.kit import Crew, Shown, Sound, asked
from tests.golden.reels import Wave

WORDS = 34
PAUSE = 0.66
"""s between words and somewhat more, so that cuts come at any phase of what sounds below."""
DARK = reels.plain((40, 40, 40), (64, 36))
Spans = list[tuple[float, float]]


def word(seconds: float = 0.26) -> Wave:
    """As loud and as long as a word; nothing is heard of it before and after."""
    time = np.arange(round(seconds * RATE)) / RATE
    voice = sum(np.sin(2 * np.pi * 140 * part * time) / part for part in range(1, 9))
    return np.asarray(0.2 * voice * np.sin(np.pi * time / seconds) ** 0.5)


def chord(seconds: float) -> Wave:
    """Music that goes on."""
    time = np.arange(round(seconds * RATE)) / RATE
    return np.asarray(0.007 * sum(np.sin(2 * np.pi * hertz * time + hertz) for hertz in (220.0, 331.0)))


def hum(seconds: float) -> Wave:
    time = np.arange(round(seconds * RATE)) / RATE
    return np.asarray(0.012 * (np.sin(2 * np.pi * 100 * time) + 0.3 * np.sin(2 * np.pi * 300 * time)))


def hiss(seconds: float) -> Wave:
    return np.asarray(0.003 * np.random.default_rng(4).standard_normal(round(seconds * RATE)))


def talk(below: Callable[[float], Wave]) -> Wave:
    """Words with pauses over something that goes on."""
    starts = 0.7 + np.arange(WORDS) * (0.26 + PAUSE) + np.random.default_rng(1).uniform(0, 0.06, WORDS)
    track = below(float(starts[-1]) + 1)
    for at in starts:
        reels.add(track, at, word())
    return track


def around(sound: Sound, second: float, reach: float = 0.02) -> Wave:
    middle, far = round(second * RATE), round(reach * RATE)
    return np.asarray(sound[:, middle - far : middle + far].mean(axis=0), np.float64)


def loudness(samples: Wave) -> Wave:
    """The level of every 10 ms, dB."""
    power = np.convolve(samples**2, np.ones(480) / 480, mode="valid")
    return np.asarray(10 * np.log10(power + 1e-12))


def joins(shown: Shown) -> list[float]:
    """Where clips follow each other, s."""
    return [round(clip.start * 30 / 1000) / 30 for clip in edits.clips(shown.draft)[1:]]


@pytest.mark.parametrize("below", [chord, hum, hiss])
def test_what_goes_on_below_has_neither_holes_nor_clicks(
    crew: Crew, tmp_path: Path, below: Callable[[float], Wave]
) -> None:
    sound = talk(below)
    footage = reels.shoot(tmp_path / "talk.mp4", len(sound) / RATE, lambda _second: DARK, sound)
    shown = crew.film(["remove the silences"], footage)
    places = joins(shown)
    assert len(places) >= 30
    untouched = below(2)
    usual = loudness(untouched).mean()
    holes = [usual - loudness(around(shown.sound, place)).min() for place in places]
    assert np.median(holes) < 6
    assert max(holes) < 9
    steepest = np.abs(np.diff(untouched)).max()
    # Encoded and decoded, a step may be a little larger than it was.
    assert max(np.abs(np.diff(around(shown.sound, place))).max() for place in places) < 1.3 * steepest


def breath(seconds: float, level: float) -> Wave:
    """Air that is drawn in: it swells and ends."""
    count = round(seconds * RATE)
    noise = np.random.default_rng(8).standard_normal(count)
    air = np.convolve(noise, (0.25, 0.5, 0.25), mode="same")
    return np.asarray(level * air * np.sin(np.pi * np.arange(count) / count) ** 0.7)


def breathing(level: float) -> tuple[Wave, Spans]:
    """Sentences of three words in a room, each after a breath of a third of a second; and when the breaths are."""
    track, at, spans = reels.quiet(24, -62), 0.8, Spans()
    for _ in range(8):
        at += 0.9
        spans.append((at, at + 0.34))
        reels.add(track, at, breath(0.34, level))
        for number in range(3):
            reels.add(track, at + 0.37 + 0.3 * number, word())
        at += 0.37 + 0.9
    return track[: round((at + 0.8) * RATE)], spans


@pytest.mark.parametrize("level", [0.004, 0.01], ids=["soft", "loud"])
@asked("remove the silences")
def test_a_breath_before_a_word_stays_whole(crew: Crew, tmp_path: Path, level: float, told: tuple[str, ...]) -> None:
    sound, breaths = breathing(level)
    footage = reels.shoot(tmp_path / "breaths.mp4", len(sound) / RATE, lambda _second: DARK, sound)
    clips = edits.clips(crew.direct(told, footage)[0])
    assert len(clips) == len(breaths)
    assert sum(clip.duration for clip in clips) < 0.8 * len(sound) / RATE * 1000
    for begin, end in breaths:
        assert any(clip.source_in <= begin * 1000 + 20 and end * 1000 <= clip.source_out for clip in clips), begin
    assert all(after.source_in - before.source_out >= 100 for before, after in pairwise(clips))
