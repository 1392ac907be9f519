"""The packaged sample footage: a drawn talk about lighthouses with what is said in it, and a loop of music.

Both were made for this project by tests/make_samples.py and may be used like its code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path


@dataclass(frozen=True)
class SampleSentence:
    """A sentence of the sample: who says it, and from where to where it is heard, ms."""

    text: str
    voice: str
    start: int
    end: int


@dataclass(frozen=True)
class SampleFacts:
    """What is known of the sample film. All times in ms.

    Attributes:
        duration: its length.
        scenes: where its pictures begin, 0 first.
        horns: where the foghorn, its loud moment, begins.
        sentences: what is said, in order.
    """

    duration: int
    scenes: Sequence[int]
    horns: Sequence[int]
    sentences: Sequence[SampleSentence]


def sample_footage() -> Path:
    """The sample film: about two minutes of 1280x720 H.264 with a spoken mono AAC track, under 2 MB."""
    return _packaged("lighthouse.mp4")


def sample_music() -> Path:
    """24 seconds of calm stereo music (AAC in MP4) that loop without a seam."""
    return _packaged("tide.m4a")


def sample_facts() -> SampleFacts:
    """What is said and shown when in the film."""
    facts = json.loads(_packaged("lighthouse.json").read_text(encoding="utf-8"))
    sentences = tuple(SampleSentence(**sentence) for sentence in facts["sentences"])
    return SampleFacts(facts["duration"], tuple(facts["scenes"]), tuple(facts["horns"]), sentences)


def _packaged(name: str) -> Path:
    path = Path(str(files(__name__).joinpath(name)))
    if not path.is_file():
        raise FileNotFoundError(f"{name} is missing: shorts-tui must be installed as files, not run from an archive.")
    return path
