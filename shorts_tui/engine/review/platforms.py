"""What each platform takes, as data.

Sources: TikTok's Content Posting API ("Video restrictions"), Instagram's Graph API (Reels specifications), YouTube's
help on Shorts and on recommended upload settings; lengths, loudness and margins are those of our presets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

LOUDNESS = -14.0
"""LUFS that all of them play at."""
CEILING = -1.0
"""dBTP that a film should stay below."""
RATES = (22.9, 60.5)
"""Frames a second, with room for 23.976 and 59.94 written in any way."""
TOP, BOTTOM, RIGHT, LEFT = 250 / 1920, 460 / 1920, 180 / 1080, 60 / 1080
"""Shares of an upright picture that buttons and captions of at least one of the platforms cover."""

_GB = 1_000_000_000


@dataclass(frozen=True)
class Platform:
    """One platform.

    Attributes:
        key: its name on the command line.
        name: its name in sentences.
        shortest, longest: ms that it takes.
        usual: ms that it takes from everybody; more only from some accounts.
        most: bytes of a file.
        containers: ffmpeg's demuxers of the files that it takes.
        pictures, sounds: ffmpeg's names of the codecs that it takes; None where it takes nearly all.
        strict: does it refuse, rather than convert, what is merely unusual?
    """

    key: str
    name: str
    shortest: int
    longest: int
    usual: int
    most: int
    containers: frozenset[str]
    pictures: frozenset[str] | None
    sounds: frozenset[str] | None
    strict: bool


_PLATFORMS = (
    Platform(
        "tiktok", "TikTok", 3000, 600_000, 180_000, 4 * _GB,
        frozenset({"mov", "matroska"}), frozenset({"h264", "hevc", "vp8", "vp9"}), None, strict=True,
    ),
    Platform(
        "reels", "Instagram Reels", 3000, 180_000, 180_000, _GB,
        frozenset({"mov"}), frozenset({"h264", "hevc"}), frozenset({"aac"}), strict=True,
    ),
    Platform(
        "shorts", "YouTube Shorts", 1000, 180_000, 180_000, 256 * _GB,
        frozenset({"mov", "matroska", "avi"}), None, None, strict=False,
    ),
)  # fmt: skip

PLATFORMS: Mapping[str, Platform] = MappingProxyType({platform.key: platform for platform in _PLATFORMS})
"""All of them by key."""


def listed(platforms: Iterable[Platform], language: str = "en") -> str:
    """Their names as a sentence lists them."""
    names = [platform.name for platform in platforms]
    if language == "zh":
        return "、".join(names)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
