"""The sound of the samples: flite's voices placed on a timeline, a quiet sea, a foghorn, and a loop of music."""

from __future__ import annotations

import subprocess
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.sample_film.script import SCENES, Line

Wave = NDArray[np.float64]
RATE = 16_000
MUSIC_RATE = 44_100
HORN_DELAY, HORN_LENGTH = 700, 2800
"""ms: from the end of the sentence to the horn, and how long it blows."""


@dataclass(frozen=True)
class Placed:
    """A sentence where it lies in the film, ms: from its first to its last audible sample."""

    line: Line
    start: int
    end: int


@dataclass(frozen=True)
class Track:
    """The whole sound: samples at `RATE`, sentences, the beginning of each scene and of each horn, ms."""

    samples: Wave
    sentences: tuple[Placed, ...]
    scenes: tuple[int, ...]
    horns: tuple[int, ...]

    @property
    def duration(self) -> int:
        """Its length, ms."""
        return len(self.samples) * 1000 // RATE


def speak(flite: str, line: Line, folder: Path) -> Wave:
    """The sentence as flite says it, without the silence around it."""
    path = folder / "line.wav"
    subprocess.run(
        [flite, "-voice", line.voice, "--setf", "duration_stretch=1.04", "-t", line.text, "-o", str(path)], check=True
    )
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        voice = np.frombuffer(file.readframes(file.getnframes()), np.int16) / 32768
    voice *= 10 ** (-21 / 20) / np.sqrt(np.mean(voice**2))
    loud = np.flatnonzero(np.abs(voice) > 0.01)
    return np.asarray(voice[loud[0] : loud[-1] + 1])


def film_sound(flite: str, folder: Path) -> Track:
    """Speak the whole script. A scene changes two thirds into the pause before its first sentence."""
    at, previous = 900, 0
    pieces: list[tuple[int, Wave]] = []
    sentences: list[Placed] = []
    scenes: list[int] = []
    horns: list[int] = []
    for scene in SCENES:
        scenes.append(at - previous // 3 if scenes else 0)
        for line in scene.lines:
            voice = speak(flite, line, folder)
            end = at + len(voice) * 1000 // RATE
            pieces.append((at, voice))
            sentences.append(Placed(line, at, end))
            if line.horn:
                horns.append(end + HORN_DELAY)
                pieces.append((end + HORN_DELAY, foghorn()))
            at, previous = end + line.pause, line.pause
    track = sea(at)
    for start, piece in pieces:
        first = start * RATE // 1000
        track[first : first + len(piece)] += piece
    return Track(track, tuple(sentences), tuple(scenes), tuple(horns))


def sea(duration: int) -> Wave:
    """Quiet surf, about -58 dBFS: a real room is never silent. `duration` in ms."""
    count = duration * RATE // 1000
    noise = np.random.default_rng(7).normal(0, 1, count)
    soft = np.convolve(noise, np.hanning(24) / np.hanning(24).sum(), "same")
    swell = 0.75 + 0.25 * np.sin(2 * np.pi * np.arange(count) / RATE / 7)
    return np.asarray(10 ** (-58 / 20) * swell * soft / soft.std())


def foghorn() -> Wave:
    """Two low reeds that don't quite agree, loud."""
    time = np.arange(HORN_LENGTH * RATE // 1000) / RATE
    sound = np.zeros_like(time)
    for pitch in (98.0, 147.6):
        for part in range(1, 14):
            sound += np.sin(2 * np.pi * pitch * part * time + part) / part**1.15
    envelope = np.minimum(np.minimum(time / 0.25, (time[-1] - time) / 0.5), 1).clip(0)
    return np.asarray(0.55 * envelope * sound / np.abs(sound).max())


def tide() -> Wave:
    """24 seconds of original music, stereo at `MUSIC_RATE`, which ends where it begins."""
    length, beat = 24.0, 0.75
    count = int(length * MUSIC_RATE)
    mix = np.zeros((count, 2))
    chords = ((57, 64, 69, 72), (53, 60, 69, 72), (48, 64, 67, 76), (55, 62, 67, 71))
    for bar in range(8):
        chord = chords[bar % 4]
        for note in chord:
            _note(mix, bar * 3.0, _pad(note, 4.2), 0.05, note % 3 / 2)
        _note(mix, bar * 3.0, _pluck(chord[0] - 12, 2.6), 0.24, 0.5)
        for step in range(4):
            note = chord[(step * 3 + bar) % 4] + 12
            _note(mix, bar * 3.0 + step * beat, _pluck(note, 1.5), 0.13, (step % 2) * 0.6 + 0.2)
    return np.asarray(mix / np.abs(mix).max() * 0.7)


def _note(mix: Wave, at: float, sound: Wave, volume: float, side: float) -> None:
    """Add `sound` at `at` seconds, its end wrapped around to the beginning of the loop; `side` 0 left, 1 right."""
    where = (int(at * MUSIC_RATE) + np.arange(len(sound))) % len(mix)
    mix[where, 0] += volume * sound * np.cos(side * np.pi / 2)
    mix[where, 1] += volume * sound * np.sin(side * np.pi / 2)


def _pitch(note: int) -> float:
    return float(440 * 2 ** ((note - 69) / 12))


def _pad(note: int, length: float) -> Wave:
    time = np.arange(int(length * MUSIC_RATE)) / MUSIC_RATE
    tone = sum(np.sin(2 * np.pi * _pitch(note) * (1 + drift) * time) for drift in (-0.0012, 0.0, 0.0015))
    return np.asarray(tone * np.sin(np.pi * time / length) ** 1.2)


def _pluck(note: int, length: float) -> Wave:
    time = np.arange(int(length * MUSIC_RATE)) / MUSIC_RATE
    tone = np.zeros_like(time)
    for part in range(1, 5):
        tone += np.sin(2 * np.pi * _pitch(note) * part * time) * np.exp(-time * (2.2 + 1.5 * part)) / part
    return np.asarray(tone * np.minimum(time / 0.008, 1))
