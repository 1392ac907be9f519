"""Built-in music: a few moods, each a loop that is synthesised when it is first needed; nothing is fetched.

The notes are ours: four chords, a bass, a soft arpeggio and, where the mood has one, drums. No sample of anybody else
is in it, so films may be published with it.
"""

from __future__ import annotations

import hashlib
import os
import wave
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from shorts_tui.engine.assets import Asset, MediaInfo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Mood = Literal["calm", "upbeat", "epic", "sad", "lofi"]
VERSION = "2"
"""Changes whenever a mood would sound different."""
_PREFIX = "mood-"
_RATE = 48_000
_BARS = 8
_LEVEL, _PEAK = 0.13, 0.89
"""RMS and peak of every mood: as loud as songs of today, so that a share of one means what it means of the other."""


@dataclass(frozen=True)
class _Recipe:
    """How a mood is played: beats a minute, chords as semitones from A2, and which voices play."""

    tempo: int
    chords: tuple[tuple[int, ...], ...]
    drums: float = 0.0
    arpeggio: float = 0.3
    pad: float = 0.5
    bass: float = 0.4
    bright: float = 1.0
    swing: float = 0.0


_MAJOR, _MINOR = (0, 4, 7), (0, 3, 7)


def _chords(*roots: tuple[int, tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(root + step for step in kind) for root, kind in roots)


_RECIPES: Mapping[Mood, _Recipe] = {
    "calm": _Recipe(72, _chords((3, _MAJOR), (0, _MINOR), (8, _MAJOR), (10, _MAJOR)), pad=0.7, bright=0.6),
    "upbeat": _Recipe(
        120, _chords((3, _MAJOR), (10, _MAJOR), (0, _MINOR), (8, _MAJOR)), drums=0.8, arpeggio=0.45, pad=0.3
    ),
    "epic": _Recipe(
        90, _chords((0, _MINOR), (8, _MAJOR), (3, _MAJOR), (10, _MAJOR)), drums=0.6, pad=0.8, bass=0.7, arpeggio=0.2
    ),
    "sad": _Recipe(60, _chords((0, _MINOR), (5, _MINOR), (8, _MAJOR), (7, _MINOR)), pad=0.6, bright=0.5),
    "lofi": _Recipe(
        80,
        ((3, 7, 10, 14), (0, 3, 7, 10), (8, 12, 15, 19), (7, 11, 14, 17)),
        drums=0.45,
        arpeggio=0.25,
        bright=0.4,
        swing=0.12,
    ),
}


@dataclass(frozen=True)
class Built:
    """Music of a mood: what drafts call it, what people call it, and its length, ms."""

    id: str
    label: str
    duration: int


def built_in(mood: Mood) -> Built:
    """The music of a mood; it exists whether it has been played yet or not."""
    return Built(_PREFIX + mood, f"{mood} (built in)", _BARS * 4 * beat_of(_PREFIX + mood))


def mood_of(identity: str) -> Mood | None:
    """The mood that an asset id names, or None where it is somebody's file."""
    return next((mood for mood in _RECIPES if identity == _PREFIX + mood), None)


def beat_of(identity: str) -> int:
    """Ms from a beat to the next in the music of a mood; 0 for anything else."""
    mood = mood_of(identity)
    return round(60_000 / _RECIPES[mood].tempo) if mood else 0


def asset_of(identity: str, directory: Path) -> Asset | None:
    """The music as a file in `directory`, made there when it is missing; None where the id names no mood."""
    mood = mood_of(identity)
    if mood is None:
        return None
    music = built_in(mood)
    path = directory / f"{identity}-{VERSION}.wav"
    if not path.exists():
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, play(mood))
    digest = hashlib.sha256(f"{identity}-{VERSION}".encode()).hexdigest()
    info = MediaInfo("audio", "wav", music.duration, has_audio=True, audio_codec="pcm_s16le")
    return Asset(identity, music.label, path, digest, path.stat().st_size, info)


def play(mood: Mood) -> NDArray[np.float32]:
    """The loop of a mood, (samples, 2), -1..1; its end goes over into its beginning."""
    import numpy as np

    recipe = _RECIPES[mood]
    beat = round(_RATE * beat_of(_PREFIX + mood) / 1000)
    total = _BARS * 4 * beat
    out = np.zeros((total, 2), np.float32)
    for bar in range(_BARS):
        chord = recipe.chords[bar % len(recipe.chords)]
        start = bar * 4 * beat
        for number, note in enumerate(chord):
            held = _tone(note + 12, 4 * beat, recipe.bright * 0.6, 0.25)
            _mix(out, start, held, recipe.pad * 0.3, 0.3 + 0.4 * number / 3)
        for half in (0, 2):
            _mix(out, start + half * beat, _tone(chord[0] - 12, 2 * beat, 0.3, 0.02), recipe.bass * 0.6, 0.5)
        for step in range(8):
            late = round(recipe.swing * beat) if step % 2 else 0
            plucked = _tone(chord[(step * 2 + bar) % len(chord)] + 24, beat, recipe.bright, 0.005, 5.0)
            _mix(out, start + step * beat // 2 + late, plucked, recipe.arpeggio * 0.4, 0.35 + 0.3 * (step % 2))
        if recipe.drums:
            _drum(out, start, beat, recipe.drums, bar)
    out *= _LEVEL / max(float(np.sqrt(np.mean(out**2))), 1e-6)
    # What drums reach above the rest is rounded off, as a limiter would do.
    return np.asarray(np.tanh(out / _PEAK) * _PEAK, np.float32)


def _tone(note: int, samples: int, bright: float, attack: float, decay: float = 0.6) -> NDArray[np.float32]:
    """A note (semitones from A2) of a few harmonics that sets off softly and dies away."""
    import numpy as np

    time = np.arange(samples, dtype=np.float32) / _RATE
    pitch = 110.0 * 2 ** (note / 12)
    wave_ = sum(
        (bright**harmonic / harmonic) * np.sin(2 * np.pi * pitch * harmonic * time)
        for harmonic in range(1, 6)
        if pitch * harmonic < 12_000
    )
    shape = np.minimum(time / attack, 1) * np.exp(-time * decay)
    shape *= np.minimum((samples / _RATE - time) / 0.05, 1)
    return np.asarray(wave_ * shape, np.float32)


def _mix(out: NDArray[np.float32], start: int, sound: NDArray[np.float32], level: float, right: float) -> None:
    """Add a sound from a sample on; what reaches over the end comes in at the beginning."""
    import numpy as np

    places = (start + np.arange(len(sound))) % len(out)
    out[places, 0] += sound * level * (1 - right)
    out[places, 1] += sound * level * right


def _drum(out: NDArray[np.float32], start: int, beat: int, level: float, bar: int) -> None:
    """Kick on one and three, snare on two and four, hats between."""
    import numpy as np

    noise = np.random.default_rng(7 + bar)
    time = np.arange(beat, dtype=np.float32) / _RATE
    kick = np.sin(2 * np.pi * (48 * time + 8 * (1 - np.exp(-time * 30)))) * np.exp(-time * 14)
    snare = noise.standard_normal(beat).astype(np.float32) * np.exp(-time * 24) * 0.4
    hat = np.diff(noise.standard_normal(beat + 1)).astype(np.float32) * np.exp(-time * 70) * 0.15
    for step in range(4):
        _mix(out, start + step * beat, np.asarray(kick if step % 2 == 0 else snare, np.float32), level, 0.5)
        for half in (0, beat // 2):
            _mix(out, start + step * beat + half, hat, level * 0.6, 0.6)


def _write(path: Path, samples: NDArray[np.float32]) -> None:
    """A WAV under its final name, whole or not at all."""
    import numpy as np

    part = path.with_suffix(f".{os.getpid()}.part")
    with wave.open(str(part), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(np.asarray(np.clip(samples, -1, 1) * 32767, np.int16).tobytes())
    part.replace(path)
