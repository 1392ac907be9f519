"""Which of several rows of beats people would tap to: a song repeats after half a beat, a beat, and a bar as well.

What speaks for a row is weighed as it told the tempo best in songs of many kinds, tempi and metres. The songs were
made for that, so that their beats were known; each kind was judged by what had been learnt from all the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Frames = NDArray[np.int64]

MULTIPLES = (1 / 3, 1 / 2, 2 / 3, 1.0, 3 / 2, 2.0, 3.0)
"""Of the time after which a song repeats most, what may be its beat as well."""
SLOWEST, FASTEST = 55.0, 200.0
"""Beats a minute."""
_USUAL = 115.0
"""The tempo that people tap to most, beats a minute."""
_FAINT = 0.3
"""Strength below which nothing is to be heard in the bass."""
_UNUSUAL = -3.8
"""What counts how much: the octaves from the usual tempo to this one, squared;"""
_STRONG = 1.6
"""how strong the beats are;"""
_EVEN_BASS = -2.5
"""how like each other in the bass every first and every second beat are: where all are alike they may be halves;"""
_BETWEEN, _BASS_BETWEEN = 2.0, -3.0
"""how strong what lies half way between beats is, of what lies on them, in all and in the bass;"""
_THIRDS = -7.2
"""and what lies at their thirds."""


@dataclass(frozen=True)
class Heard:
    """How much begins in each frame, in all and in the `bass`, both in units of their spread; frames a minute."""

    all: Floats
    bass: Floats
    a_minute: float


def worth(heard: Heard, row: Frames, lag: float) -> float:
    """How much speaks for a row of beats that are `lag` frames apart."""
    beats = row.astype(float)
    steps = np.diff(beats)
    halves = beats[:-1] + steps / 2
    thirds = np.concatenate([beats[:-1] + steps / 3, beats[:-1] + steps * 2 / 3])
    on, bass = _strengths(heard.all, beats), _strengths(heard.bass, beats)
    strong = max(float(on.mean()), 1e-6)
    weaker, stronger = sorted((float(bass[::2].mean()), float(bass[1::2].mean())))
    return float(
        _UNUSUAL * np.log2(heard.a_minute / lag / _USUAL) ** 2
        + _STRONG * strong
        + _EVEN_BASS * weaker / max(stronger, _FAINT)
        + _BETWEEN * _strengths(heard.all, halves).mean() / strong
        + _BASS_BETWEEN * _strengths(heard.bass, halves).mean() / max(float(bass.mean()), _FAINT)
        + _THIRDS * _strengths(heard.all, thirds).mean() / strong
    )


def _strengths(onsets: Floats, frames: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much begins at each of these frames, or a frame or two beside it."""
    inside = np.clip(np.round(frames).astype(int), 2, len(onsets) - 3)
    return np.asarray(np.max([onsets[inside + by] for by in range(-2, 3)], axis=0), np.float64)
