"""How long a media file is, as far as its header tells it in a few kB: MP4, MOV, M4A and WAV."""

from __future__ import annotations

import wave
from pathlib import Path

from shorts_tui.client.errors import NemoError
from shorts_tui.studio.mp4 import read_movie

_BOXES = (".mp4", ".mov", ".m4a")


def length(path: Path) -> int:
    """Milliseconds; 0 where the header does not tell, or the file can't be read. Blocking."""
    suffix = path.suffix.lower()
    try:
        if suffix in _BOXES:
            return read_movie(path).duration
        if suffix == ".wav":
            with wave.open(str(path), "rb") as sound:
                return sound.getnframes() * 1000 // sound.getframerate()
    except (NemoError, OSError, EOFError, wave.Error, ZeroDivisionError):
        return 0
    return 0
