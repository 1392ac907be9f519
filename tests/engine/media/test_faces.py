"""Where one looks in a picture: what moves, on footage that is made here, and the parts of the face finder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from shorts_tui.engine.assets import Span
from shorts_tui.engine.media.faces import FaceFinder, networks, resized
from shorts_tui.engine.media.focus import looks
from shorts_tui.engine.media.moods import asset_of, beat_of, built_in, mood_of, play
from tests.engine.render.studio import X264, asset, ffmpeg


def test_what_moves_is_followed(tmp_path: Path) -> None:
    """A white ball goes from left to right in four seconds."""
    ball = "color=black:s=320x180:r=30:d=4,geq=lum='if(lt(hypot(X-(40+240*T/4),Y-90),14),235,16)':cb=128:cr=128"
    ffmpeg("-f", "lavfi", "-i", ball, *X264, str(tmp_path / "ball.mp4"))
    found = looks(asset(tmp_path / "ball.mp4", "ball"), Span(0, 4000), None, dense=True)
    assert len(found) > 10
    for look in found:
        assert look.x == pytest.approx((40 + 240 * look.time / 4000) / 320, abs=0.015)
        assert not look.face


def test_the_networks_are_found_and_see_no_face_in_noise() -> None:
    folder = networks()
    assert folder is not None
    noise = np.random.default_rng(1).integers(0, 255, (120, 160, 3), dtype=np.uint8)
    assert FaceFinder(folder).find(noise) == []


def test_a_picture_is_resized_without_moving() -> None:
    ramp = np.repeat(np.linspace(0, 1, 64, dtype=np.float32)[None, :, None], 32, axis=0)
    small = resized(ramp, 8, 16)
    assert small.shape == (8, 16, 1)
    assert small[0, :, 0] == pytest.approx(np.linspace(0.024, 0.976, 16), abs=0.02)


def test_moods_are_music_that_goes_around(tmp_path: Path) -> None:
    for mood in ("calm", "upbeat"):
        sound = play(mood)
        length = built_in(mood).duration
        assert len(sound) == pytest.approx(length * 48, abs=48 * 32)
        assert 0.1 < np.abs(sound).max() <= 0.5
        seam = np.abs(np.diff(np.concatenate([sound[-200:], sound[:200]]), axis=0)).max()
        assert seam < 0.25
    made = asset_of("mood-calm", tmp_path)
    assert made is not None
    assert made.path.stat().st_size > 1_000_000
    assert asset_of("someone's-file", tmp_path) is None
    assert (mood_of("mood-epic"), beat_of("mood-epic")) == ("epic", 667)
