"""What the engine knows of a stored media file: the values that media analysis, director and renderer exchange.

All times are whole ms of the source unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MediaKind = Literal["video", "audio", "image"]


@dataclass(frozen=True)
class MediaInfo:
    """What opening a file tells.

    Attributes:
        kind: `video` has moving pictures, `audio` only sound, `image` one still picture.
        demuxer: the ffmpeg demuxer that was forced (`mov`, `matroska`, ...); always pass it as `-f` before `-i`.
        duration: ms; 0 for an image.
        width, height: px as displayed, rotation applied; 0 for audio.
        rotation: degrees clockwise that a player turns the picture; ffmpeg does so by itself.
        fps: average frames a second; 0 for audio and images.
        has_audio: is there a sound track that decodes?
        pixel_format: ffmpeg's name, such as `yuv420p10le`; empty for audio.
        video_codec, audio_codec: ffmpeg's names, empty where there is no such stream.
    """

    kind: MediaKind
    demuxer: str
    duration: int
    width: int = 0
    height: int = 0
    rotation: int = 0
    fps: float = 0.0
    has_audio: bool = False
    pixel_format: str = ""
    video_codec: str = ""
    audio_codec: str = ""


@dataclass(frozen=True)
class Asset:
    """A stored file of a session. `label` is the user's name for it (text, never a path); `id` names it in drafts."""

    id: str
    label: str
    path: Path
    sha256: str
    size: int
    info: MediaInfo


@dataclass(frozen=True)
class Span:
    """A stretch of time, ms: `start` inclusive, `end` exclusive."""

    start: int
    end: int

    @property
    def duration(self) -> int:
        """Its length, ms."""
        return self.end - self.start


@dataclass(frozen=True)
class SpokenWord:
    """A word that was heard, with its punctuation, from `start` to `end`; `probability` 0..1."""

    text: str
    start: int
    end: int
    probability: float = 1.0


@dataclass(frozen=True)
class Transcript:
    """What is said. `language` is a code such as `en`; `sentences` index into `words` as (first, past the last)."""

    language: str
    words: tuple[SpokenWord, ...]
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Sound:
    """The one audio pass.

    Attributes:
        silences: stretches quieter than speech for 0.3 s or more.
        loudness: integrated LUFS of the whole file (-70 for nothing).
        peak: of the samples (dBFS), or the true one between them (dBTP).
        step: ms between two values of `levels`.
        levels: RMS level of each step, dBFS (-90 at the lowest).
    """

    silences: tuple[Span, ...]
    loudness: float
    peak: float
    step: int
    levels: tuple[float, ...]


@dataclass(frozen=True)
class Picture:
    """The one keyframe pass.

    Attributes:
        scenes: where scenes begin, 0 first; as exact as the keyframes are dense.
        step: ms between two values of `motion`.
        motion: how much the picture changes in each step, 0..1.
    """

    scenes: tuple[int, ...]
    step: int
    motion: tuple[float, ...]
