"""Beats: the tempo and the places of the beats in songs of which both are known, because they were made here."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from numpy.typing import NDArray

from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.media.analysis import Analyst
from shorts_tui.engine.media.beats import RATE, Beats, track
from tests import footage

Kind = Literal["click", "straight", "house", "syncopated", "swing"]
Floats = NDArray[np.float32]
# What begins in each beat of a bar: voice, place in the beat, strength.
KICK, SNARE, HAT, CLICK = "kick", "snare", "hat", "click"
HATS = ((HAT, 0.0, 0.5), (HAT, 0.5, 0.5))
BARS: dict[Kind, tuple[tuple[tuple[str, float, float], ...], ...]] = {
    "click": (((CLICK, 0.0, 1.0),),) * 4,
    "straight": (((KICK, 0.0, 1.0), *HATS), ((SNARE, 0.0, 1.0), *HATS)) * 2,
    "house": (((KICK, 0.0, 1.0), (HAT, 0.5, 0.8)), ((KICK, 0.0, 1.0), (SNARE, 0.0, 0.7), (HAT, 0.5, 0.8))) * 2,
    "syncopated": (
        ((KICK, 0.0, 1.0), (KICK, 0.75, 0.8), *HATS),
        ((SNARE, 0.0, 1.0), (KICK, 0.5, 0.9), *HATS),
        ((KICK, 0.5, 0.9), *HATS),
        ((SNARE, 0.0, 1.0), (SNARE, 0.75, 0.3), *HATS),
    ),
    "swing": (((KICK, 0.0, 1.0), (HAT, 0.0, 0.5), (HAT, 0.66, 0.5)), ((SNARE, 0.0, 1.0), (HAT, 0.66, 0.5))) * 2,
}


def drum(voice: str, noise: np.random.Generator) -> Floats:
    time = np.arange(RATE // 4) / RATE
    if voice == KICK:
        sound = np.sin(2 * np.pi * (50 + 60 * np.exp(-30 * time)) * time) * np.exp(-18 * time)
    elif voice == SNARE:
        sound = (0.6 * noise.standard_normal(len(time)) + 0.5 * np.sin(380 * np.pi * time)) * np.exp(-22 * time)
    elif voice == HAT:
        sound = 0.3 * np.diff(noise.standard_normal(len(time) + 1)) * np.exp(-70 * time)
    else:
        sound = np.sin(2000 * np.pi * time) * np.exp(-60 * time)
    return np.asarray(sound, np.float32)


def song(tempo: int, kind: Kind, *, seconds: int = 16, begin: float = 0.13) -> tuple[Floats, NDArray[np.float64]]:
    """Samples, and the times of the beats, ms."""
    noise = np.random.default_rng(tempo)
    samples = np.asarray(0.002 * noise.standard_normal(RATE * seconds), np.float32)
    times = np.arange(begin, seconds - 0.3, 60 / tempo)
    for number, time in enumerate(times):
        for voice, place, strength in BARS[kind][number % 4]:
            at = round((time + place * 60 / tempo) * RATE)
            sound = drum(voice, noise)[: max(len(samples) - at, 0)]
            samples[at : at + len(sound)] += strength * sound
    return np.asarray(0.8 * samples / np.abs(samples).max(), np.float32), times * 1000


def late(found: Beats, times: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each beat that was found is from the nearest one, ms."""
    return np.array([np.abs(times - time).min() for time in found.times])


@pytest.mark.parametrize("kind", ["click", "straight", "house", "swing"])
@pytest.mark.parametrize("tempo", [80, 97, 113, 128, 144, 170])
def test_tempo_and_beats_are_found(kind: Kind, tempo: int) -> None:
    samples, times = song(tempo, kind)
    found = track(samples)
    assert 60_000 / found.period == pytest.approx(tempo, rel=0.02)
    assert np.mean(late(found, times) <= 60) >= 0.95
    assert np.median(late(found, times)) <= 15
    assert len(found.times) >= 0.9 * len(times)


@pytest.mark.parametrize("tempo", [97, 113, 128, 144])
def test_syncopation_does_not_lead_it_astray(tempo: int) -> None:
    samples, times = song(tempo, "syncopated")
    found = track(samples)
    assert 60_000 / found.period == pytest.approx(tempo, rel=0.02)
    assert np.mean(late(found, times) <= 60) >= 0.95


def test_the_row_goes_on_beyond_the_beats_that_were_heard() -> None:
    beats = Beats(500.0, (130, 630, 1130))
    assert [beats.at(number) for number in (-1, 0, 2, 4)] == [-370, 130, 1130, 2130]


@pytest.mark.parametrize("samples", [np.zeros(RATE * 10), np.zeros(0), np.ones(100), np.full(RATE * 10, 0.5)])
def test_where_nothing_repeats_there_is_no_beat(samples: NDArray[np.float64]) -> None:
    assert track(samples.astype(np.float32)) == Beats()


def test_a_song_is_opened_listened_to_once_and_remembered(analyst: Analyst, tmp_path: Path) -> None:
    samples, _ = song(120, "house", seconds=12)
    path = tmp_path / "song.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32767).astype(np.int16).tobytes())
    asset = footage.asset(path)
    found = analyst.beats(asset)
    assert 60_000 / found.period == pytest.approx(120, rel=0.02)
    path.unlink()
    assert analyst.beats(asset) == found
    with pytest.raises(MediaError):
        Analyst(tmp_path, analyst._speech).beats(asset)
