"""Text outside the safe area: the film's text is drawn alone, small, and where it lights up is what counts."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shorts_tui.engine.ffmpeg import run_ffmpeg
from shorts_tui.engine.render.ass import document
from shorts_tui.engine.render.encode import filter_path
from shorts_tui.engine.render.film import Cutlist
from shorts_tui.engine.render.overlaying import obstacles
from shorts_tui.engine.render.renderer import gather_fonts
from shorts_tui.engine.review.platforms import BOTTOM, LEFT, RIGHT, TOP
from shorts_tui.timeline.draft import Segment

_UPRIGHT = 1.5
"""Height over width from which a picture fills a phone, so that its margins are covered."""
_SIDE = 270
"""px of the drawing's width."""
_MOST = 240
"""Pictures that are drawn at most."""
_EVERY = 500
"""ms between two of them, in films that are short enough."""
_LIT = 96
_TOLERANCE = 0.008
"""Share of the picture by which smoothing alone may make letters larger."""


@dataclass(frozen=True)
class Strayed:
    """Text at `at` (ms of the film) that reaches outside; `caption` or title."""

    at: int
    caption: bool


def strayed(film: Cutlist, cancelled: threading.Event | None = None) -> tuple[Strayed, ...]:
    """The first caption and the first title of a film that reach outside of the area that no platform covers.

    Raises:
        RenderError: the text can't be drawn.
        CancelledError: `cancelled` was set.
    """
    if not film.texts or film.height / film.width < _UPRIGHT:
        return ()
    found: dict[bool, Strayed] = {}
    for captions in (True, False):
        texts = [segment for segment in film.texts if _is_caption(segment) is captions]
        at = _first_outside(film, texts, cancelled) if texts else None
        if at is not None:
            found[captions] = Strayed(at, captions)
    return tuple(found.values())


def _is_caption(segment: Segment) -> bool:
    return segment.role == "caption" or (segment.role != "title" and bool(segment.words))


def _first_outside(film: Cutlist, texts: Sequence[Segment], cancelled: threading.Event | None) -> int | None:
    drawn = document(texts, film.width, film.height, obstacles(film))
    step = max(_EVERY, -(-film.duration // _MOST))
    width, height = _SIDE, round(_SIDE * film.height / film.width / 2) * 2
    data = bytearray()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "text.ass").write_text(str(drawn), encoding="utf-8")
        gather_fonts(drawn.fonts, place / "fonts")
        graph = f"subtitles=filename={filter_path(place / 'text.ass')}:fontsdir={filter_path(place / 'fonts')}"
        canvas = f"color=black:s={width}x{height}:r=1000/{step}:d={film.duration / 1000}"
        # Half a step on, where a text that begins at the step has faded in.
        shifted = f"setpts=PTS+{step / 2000}/TB,{graph},format=gray"
        run_ffmpeg(
            ["-f", "lavfi", "-i", canvas, "-vf", shifted, "-f", "rawvideo", "pipe:1"],
            timeout=60 + film.duration / 1000,
            cancelled=cancelled,
            on_output=data.extend,
        )
    pictures = np.frombuffer(bytes(data), np.uint8)
    pictures = pictures[: len(pictures) // (width * height) * width * height].reshape(-1, height, width)
    outside = (pictures > _LIT) & ~_inside(width, height)
    places = np.flatnonzero(outside.any(axis=(1, 2)))
    return int(places[0]) * step + step // 2 if len(places) else None


def _inside(width: int, height: int) -> NDArray[np.bool_]:
    """The pixels that no platform covers."""
    across, down = (np.arange(width) + 0.5) / width, (np.arange(height) + 0.5) / height
    columns = (across >= LEFT - _TOLERANCE) & (across <= 1 - RIGHT + _TOLERANCE)
    rows = (down >= TOP - _TOLERANCE) & (down <= 1 - BOTTOM + _TOLERANCE)
    return np.asarray(rows[:, None] & columns[None, :])
