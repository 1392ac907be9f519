"""One crew and one set of footage for all golden films, so that each recording is listened to once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.director.director import Director
from shorts_tui.engine.media.analysis import Analyst
from shorts_tui.settings import Speech
from tests.engine.render.studio import RATE, hear
from tests.golden import reels
from tests.golden.kit import Crew
from tests.golden.talk import SPOKEN_AT, Talk

SONG = 9500
"""Hz."""
STILLS = {"red.png": (200, 40, 40), "green.png": (40, 160, 40), "blue.png": (40, 40, 200)}


@pytest.fixture(scope="session")
def reel_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the footage lies."""
    return tmp_path_factory.mktemp("reels")


@pytest.fixture(scope="session")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Crew:
    """Everyone who makes films; the speech model is loaded once."""
    home = tmp_path_factory.mktemp("golden")
    return Crew(Director(Analyst(home / "analyses", Speech())), home)


@pytest.fixture(scope="session")
def talk(reel_home: Path) -> Talk:
    """A clock of 33 s over which eight sentences, an `um` and an `uh` are said, with pauses between."""
    return Talk.shot(reel_home / "talk.mp4", SPOKEN_AT, 33.0)


@pytest.fixture(scope="session")
def chat(reel_home: Path) -> Talk:
    """Two sentences in 8 s."""
    return Talk.shot(reel_home / "chat.mp4", ((1, 1.0), (2, 4.5)), 8.2)


@pytest.fixture(scope="session")
def dusk_talk(reel_home: Path) -> Talk:
    """The same before a plain grey."""
    dusk = reels.plain((90, 90, 90))
    return Talk.shot(reel_home / "dusk_talk.mp4", ((1, 1.0), (2, 4.8)), 8.5, lambda _second: dusk)


@pytest.fixture(scope="session")
def jfk(reel_home: Path) -> Asset:
    """Eleven seconds of real speech."""
    return reels.recorded(reel_home / "jfk.wav", hear(reels.MEDIA / "jfk.ogg").mean(axis=0))


@pytest.fixture(scope="session")
def dusk(reel_home: Path) -> Asset:
    """6 s of a dark blue with a low tone."""
    picture = reels.plain((30, 40, 70))
    return reels.shoot(reel_home / "dusk.mp4", 6, lambda _second: picture, reels.tone(6, 300, 0.1))


@pytest.fixture(scope="session")
def mute(reel_home: Path) -> Asset:
    """A clock of 11 s without sound."""
    return reels.shoot(reel_home / "mute.mp4", 11, reels.clock)


@pytest.fixture(scope="session")
def voice(reel_home: Path) -> Asset:
    """A sentence as a recording by itself."""
    return reels.recorded(reel_home / "voice.wav", reels.sentences()[4].samples)


@pytest.fixture(scope="session")
def tones(reel_home: Path) -> Asset:
    """A clock of 12 s with a tone that is 50 Hz higher in each second, from 300 Hz on."""
    sound = np.concatenate([reels.tone(1, 300 + 50 * second, 0.2) for second in range(12)])
    return reels.shoot(reel_home / "tones.mp4", 12, reels.clock, sound)


@pytest.fixture(scope="session")
def cheers(reel_home: Path) -> Asset:
    """A clock of 24 s, murmurs with pauses, and from 15 to 17 s a cheer."""
    sound = reels.quiet(24)
    noise = np.random.default_rng(5).standard_normal(2 * RATE)
    for at in range(0, 24, 3):
        reels.add(sound, at + 0.3, noise * 0.02)
    reels.add(sound, 15, noise * 0.2)
    return reels.shoot(reel_home / "cheers.mp4", 24, reels.clock, sound.clip(-1, 1))


@pytest.fixture(scope="session")
def blinks(reel_home: Path) -> Asset:
    """16 s of black: a flash and a beep of 0.2 s begin together at 0.7 s and every 1.5 s from there."""
    begins = [0.7 + 1.5 * number for number in range(10)]
    sound = reels.quiet(16)
    for at in begins:
        reels.add(sound, at, reels.tone(0.2, 1000, 0.4))
    white, black = reels.plain((235, 235, 235)), reels.plain((16, 16, 16))

    def paint(second: float) -> reels.Picture:
        return white if any(at - 0.001 <= second < at + 0.199 for at in begins) else black

    return reels.shoot(reel_home / "blinks.mp4", 16, paint, sound)


@pytest.fixture(scope="session")
def song(reel_home: Path) -> Asset:
    """4 s of a tone above all that the speakers' recordings hold; it goes around without a seam."""
    time = np.arange(4 * RATE) / RATE
    return reels.recorded(reel_home / "song.wav", 0.4 * np.sin(2 * np.pi * SONG * time))


@pytest.fixture(scope="session")
def stills(reel_home: Path) -> list[Asset]:
    """Three pictures of a colour each, with a white square of 80 px in the middle of 384x216."""
    return [reels.painted(reel_home / name, reels.squared(colour, 80, (384, 216))) for name, colour in STILLS.items()]


@pytest.fixture(scope="session")
def logo(reel_home: Path) -> Asset:
    """A green square."""
    return reels.painted(reel_home / "logo.png", reels.plain((0, 255, 0), (64, 64)))
