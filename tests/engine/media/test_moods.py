"""The music that is built in: how loud it is, and that it goes around."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from shorts_tui.engine.media import sound
from shorts_tui.engine.media.moods import Mood, asset_of, beat_of, built_in, mood_of, play


@pytest.mark.parametrize("mood", ["calm", "upbeat", "epic", "sad", "lofi"])
def test_every_mood_is_as_loud_as_a_song(tmp_path: Path, mood: Mood) -> None:
    """A quarter of it lies under speech and not below hearing, whichever is chosen."""
    made = asset_of(f"mood-{mood}", tmp_path)
    assert made is not None
    heard = sound.measure(made, lambda share: None)
    assert heard.loudness == pytest.approx(-16, abs=1)
    assert heard.peak < -0.5


def test_moods_are_music_that_goes_around(tmp_path: Path) -> None:
    for mood in ("calm", "upbeat"):
        samples = play(mood)
        length = built_in(mood).duration
        assert len(samples) == pytest.approx(length * 48, abs=48 * 32)
        assert 0.1 < np.abs(samples).max() < 0.9
        seam = np.abs(np.diff(np.concatenate([samples[-200:], samples[:200]]), axis=0)).max()
        assert seam <= np.abs(np.diff(samples, axis=0)).max()
    made = asset_of("mood-calm", tmp_path)
    assert made is not None
    assert made.path.stat().st_size > 1_000_000
    assert asset_of("someone's-file", tmp_path) is None
    assert (mood_of("mood-epic"), beat_of("mood-epic")) == ("epic", 667)
