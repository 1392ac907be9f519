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
from shorts_tui.engine.media.moods import Mood, beat_of, play
from tests import footage

Kind = Literal[
    "click", "straight", "house", "syncopated", "swing", "off-beat hats", "skank", "sparse", "shuffle", "clave",
    "waltz", "arpeggio", "ballad",
]  # fmt: skip
Floats = NDArray[np.float32]
# What begins in each beat of a bar: voice, place in the beat, strength.
KICK, SNARE, HAT, OPEN, CLICK, RIM = "kick", "snare", "hat", "open", "click", "rim"
BASS, STAB, CHORD, PLUCK, PAD = "bass", "stab", "chord", "pluck", "pad"
HATS = ((HAT, 0.0, 0.5), (HAT, 0.5, 0.5))
PLUCKS = ((PLUCK, 0.0, 0.5), (PLUCK, 0.5, 0.4))
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
    "off-beat hats": (((KICK, 0.0, 0.5), (OPEN, 0.5, 1.2)),) * 4,
    "skank": (((KICK, 0.0, 0.6), (BASS, 0.0, 0.8), (CHORD, 0.5, 0.8)), ((RIM, 0.0, 0.5), (CHORD, 0.5, 0.8))) * 2,
    "sparse": (
        ((KICK, 0.0, 1.0), (PAD, 0.0, 0.5), (HAT, 0.0, 0.25)),
        ((HAT, 0.0, 0.25),),
        ((SNARE, 0.0, 0.4), (HAT, 0.0, 0.25)),
        ((HAT, 0.0, 0.25),),
    ),
    "shuffle": tuple(
        ((drum, 0.0, 1.0), (HAT, 0.0, 0.5), (HAT, 0.667, 0.5), (STAB, 0.0, 0.5), (STAB, 0.667, 0.4))
        for drum in (KICK, SNARE, KICK, SNARE)
    ),
    "clave": (
        ((RIM, 0.0, 0.9), (KICK, 0.0, 0.5), (BASS, 0.0, 0.8), *HATS),
        ((RIM, 0.5, 0.9), (BASS, 0.5, 0.3), *HATS),
        ((KICK, 0.0, 0.5), (BASS, 0.0, 0.8), *HATS),
        ((RIM, 0.0, 0.9), (BASS, 0.5, 0.3), *HATS),
    ),
    "waltz": (((KICK, 0.0, 1.0), (BASS, 0.0, 0.6)), *(((HAT, 0.0, 0.5), (CHORD, 0.0, 0.7)),) * 2),
    "arpeggio": (((BASS, 0.0, 0.7), *PLUCKS), PLUCKS, PLUCKS, PLUCKS),
    "ballad": (((BASS, 0.0, 0.7), (PAD, 0.0, 0.5)), *(((PAD, 0.0, 0.4),),) * 3),
}


def sound(voice: str, noise: np.random.Generator) -> Floats:
    """A drum, or a note in some pitch of a chord."""
    time = np.arange(RATE // 2) / RATE
    if voice == KICK:
        heard = np.sin(2 * np.pi * (50 + 60 * np.exp(-30 * time)) * time) * np.exp(-18 * time)
    elif voice == SNARE:
        heard = (0.6 * noise.standard_normal(len(time)) + 0.5 * np.sin(380 * np.pi * time)) * np.exp(-22 * time)
    elif voice in (HAT, OPEN):
        fades = 70 if voice == HAT else 18
        heard = 0.3 * np.diff(noise.standard_normal(len(time) + 1)) * np.exp(-fades * time)
    elif voice == RIM:
        heard = np.sin(3400 * np.pi * time) * np.exp(-90 * time)
    elif voice == CLICK:
        heard = np.sin(2000 * np.pi * time) * np.exp(-60 * time)
    else:
        lowest, fades, count, length = {
            BASS: (55, 5, 1, 0.5),
            STAB: (65, 8, 1, 0.25),
            CHORD: (220, 9, 3, 0.5),
            PLUCK: (440, 5, 1, 0.5),
            PAD: (220, 2, 3, 0.5),
        }[voice]
        steps = noise.permutation((0, 3, 7))[:count]
        heard = sum(
            0.5 * 0.6**part / part * np.sin(2 * np.pi * lowest * 2 ** (step / 12) * part * time)
            for step in steps
            for part in (1, 2, 3, 4)
        )
        heard = heard * np.exp(-fades * time) * np.clip(np.minimum(time / 0.005, (length - time) / 0.02), 0, 1)
    return np.asarray(heard, np.float32)


def song(
    tempo: int, kind: Kind, *, seconds: int = 16, begin: float = 0.13, drift: float = 0.0
) -> tuple[Floats, NDArray[np.float64]]:
    """Samples, and the times of the beats, ms; `drift` is the part by which the tempo goes up and down."""
    noise = np.random.default_rng(tempo)
    samples = np.asarray(0.002 * noise.standard_normal(RATE * seconds), np.float32)
    even = np.arange(begin, seconds - 0.3, 60 / tempo)
    steps = 60 / tempo * (1 + drift * np.sin(np.arange(len(even)) * 8 / len(even)))
    times = begin + np.cumsum([0, *steps[:-1]])
    times, bar = times[times < seconds - 0.3], BARS[kind]
    for number, time in enumerate(times):
        for voice, place, strength in bar[number % len(bar)]:
            at = round((time + place * steps[number]) * RATE)
            heard = sound(voice, noise)[: max(len(samples) - at, 0)]
            samples[at : at + len(heard)] += strength * heard
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


@pytest.mark.parametrize(
    ("kind", "tempi"),
    [
        ("straight", (68, 76)),
        ("off-beat hats", (92, 108, 126, 148)),
        ("skank", (76, 92, 108, 126, 144)),
        ("sparse", (64, 76, 92, 104)),
        ("shuffle", (84, 92, 100, 108, 118)),
        ("clave", (84, 104, 136, 148)),
        ("waltz", (88, 104, 126, 148)),
        ("arpeggio", (76, 92, 108, 126)),
        ("ballad", (64, 76, 92, 108)),
    ],
)
def test_beats_are_told_from_what_lies_between_them(kind: Kind, tempi: tuple[int, ...]) -> None:
    """Neither twice nor half as fast, and on the beat though something louder or lower lies beside it."""
    for tempo in tempi:
        samples, times = song(tempo, kind)
        found = track(samples)
        assert 60_000 / found.period == pytest.approx(tempo, rel=0.02), tempo
        assert np.mean(late(found, times) <= 60) >= 0.95, tempo


@pytest.mark.parametrize("kind", ["straight", "skank", "waltz"])
@pytest.mark.parametrize("tempo", [84, 100, 120])
def test_beats_are_followed_where_the_tempo_drifts(kind: Kind, tempo: int) -> None:
    samples, times = song(tempo, kind, seconds=24, drift=0.05)
    found = track(samples)
    assert np.mean(late(found, times) <= 60) >= 0.95
    assert found.period == pytest.approx(np.diff(times).mean(), rel=0.02)
    assert len(found.times) == pytest.approx(len(times), abs=3)


@pytest.mark.parametrize("mood", ["calm", "upbeat", "epic", "lofi"])
def test_the_beats_of_the_built_in_moods_are_those_that_they_are_played_with(mood: Mood) -> None:
    samples = play(mood).mean(axis=1)
    found = track(np.asarray(samples[: len(samples) // 3 * 3].reshape(-1, 3).mean(axis=1), np.float32))
    beat = beat_of(f"mood-{mood}")
    assert found.period == pytest.approx(beat, rel=0.01)
    assert np.abs((np.array(found.times) + beat / 2) % beat - beat / 2).max() <= 60


def test_the_row_goes_on_beyond_the_beats_that_were_heard() -> None:
    beats = Beats(500.0, (130, 630, 1130))
    assert [beats.nearest(moment) for moment in (-400, 100, 600, 1200, 2000)] == [-370, 130, 630, 1130, 2130]


def test_beats_are_those_that_were_heard_where_the_tempo_has_drifted() -> None:
    faster = tuple(round(500 * number * 0.99**number) for number in range(40))
    assert all(Beats(420.0, faster).nearest(time + 60) == time for time in faster[:30])


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
