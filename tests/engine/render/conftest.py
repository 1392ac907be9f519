"""Footage that many render tests share, made once: each clip's picture and sound say where in it one is."""

from __future__ import annotations

from pathlib import Path

import pytest

from shorts_tui.engine.assets import Asset
from tests.engine.render.studio import X264, Studio, asset, ffmpeg


@pytest.fixture(scope="session")
def footage(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Asset]:
    """Assets by name.

    talk: 8 s, 192x108, test picture with a 440 Hz tone in each even second and silence in each odd one.
    mute: 3 s of red without sound. song: 6 s of a 200 Hz tone. hum: 1 s of the same.
    """
    home = tmp_path_factory.mktemp("footage")

    def made(name: str, *args: str) -> Asset:
        path = home / name
        ffmpeg(*args, str(path))
        return asset(path, path.stem)

    tone = "0.3*sin(2*PI*440*t)*lt(mod(t,2),1)"
    speaking = f"aevalsrc='{tone}|{tone}':s=48000:d=8"
    found = [
        made(
            "talk.mp4",
            *("-f", "lavfi", "-i", "testsrc2=s=192x108:r=30:d=8", "-f", "lavfi", "-i", speaking),
            *(*X264, "-c:a", "aac"),
        ),
        made("mute.mp4", "-f", "lavfi", "-i", "color=red:s=192x108:r=30:d=3", *X264),
        made("song.wav", "-f", "lavfi", "-i", "sine=f=200:r=48000:d=6,volume=6dB"),
        made("hum.wav", "-f", "lavfi", "-i", "sine=f=200:r=48000:d=1,volume=6dB"),
    ]
    return {one.id: one for one in found}


@pytest.fixture
def studio(tmp_path: Path, footage: dict[str, Asset]) -> Studio:
    """A place to render with a cache of its own."""
    return Studio(tmp_path, dict(footage))
