"""The real work behind the wire: media inspection, director and renderer, each imported when first needed.

The server answers within a fraction of a second of its start because of that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from shorts_tui.engine.assets import MediaInfo
from shorts_tui.engine.director.turn import Observer, TurnOutcome, TurnRequest
from shorts_tui.engine.services import Rendered, RenderWork, Services
from shorts_tui.settings import Settings

if TYPE_CHECKING:
    from shorts_tui.engine.director.director import Director


class Workshop:
    """Makes `Services` of the engine's own parts; `cache` is a directory that may be deleted at any time."""

    def __init__(self, settings: Settings, cache: Path) -> None:
        self._settings = settings
        self._cache = cache
        self._lock = threading.Lock()

    def services(self) -> Services:
        """The callables that the server works with."""
        return Services(self.inspect, self.turn, self.render)

    @cached_property
    def _director(self) -> Director:
        from shorts_tui.engine.director.director import Director
        from shorts_tui.engine.media.analysis import Analyst

        return Director(Analyst(self._cache / "analysis", self._settings.speech))

    def inspect(self, path: Path, label: str) -> MediaInfo:
        """Open a file and say what it is."""
        from shorts_tui.engine.media.intake import inspect

        return inspect(path, label)

    def turn(self, request: TurnRequest, observe: Observer) -> TurnOutcome:
        """One turn of conversation."""
        with self._lock:
            director = self._director
        return director.turn(request, observe)

    def render(self, work: RenderWork, observe: Callable[[float], None], cancelled: threading.Event) -> Rendered:
        """Make a film."""
        from shorts_tui.engine.media.moods import asset_of
        from shorts_tui.engine.render.renderer import RenderJob, render

        used = {segment.asset for track in work.draft.tracks for segment in track.segments}
        built = {name: asset for name in used if (asset := asset_of(name, self._cache / "moods")) is not None}
        job = RenderJob(
            draft=work.draft,
            assets={**work.assets, **built},
            out=work.out,
            cache=self._cache / "segments",
            workers=self._settings.workers,
        )
        return render(job, observe, cancelled)
