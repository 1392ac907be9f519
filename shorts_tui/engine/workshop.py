"""The real work behind the wire: media inspection, director and renderer, each imported when first needed.

The server answers within a fraction of a second of its start because of that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from shorts_tui.engine.assets import Asset, MediaInfo, Transcript
from shorts_tui.engine.director.turn import Observer, TurnOutcome, TurnRequest
from shorts_tui.engine.review.finding import Finding
from shorts_tui.engine.services import Rendered, RenderWork, Services
from shorts_tui.settings import Settings

if TYPE_CHECKING:
    from shorts_tui.engine.director.director import Director
    from shorts_tui.engine.media.ahead import Ahead
    from shorts_tui.engine.media.analysis import Analyst

_PATIENCE = 2.0
"""Seconds that a pass may take to notice that it is over."""


class Workshop:
    """Makes `Services` of the engine's own parts; `cache` is a directory that may be deleted at any time."""

    def __init__(self, settings: Settings, cache: Path) -> None:
        self._settings = settings
        self._cache = cache
        self._lock = threading.Lock()
        self._ahead: Ahead | None = None

    def services(self) -> Services:
        """The callables that the server works with."""
        return Services(self.inspect, self.turn, self.render, self.review, self.expect, self.give_up)

    @cached_property
    def _analyst(self) -> Analyst:
        from shorts_tui.engine.media.analysis import Analyst

        return Analyst(self._cache / "analysis", self._settings.speech)

    @cached_property
    def _director(self) -> Director:
        from shorts_tui.engine.director.director import Director

        return Director(self._analyst)

    def expect(self, assets: Sequence[Asset]) -> None:
        """Begin to listen to footage, and to look at it, where the settings want that."""
        from shorts_tui.engine.media.ahead import Ahead

        if self._settings.engine.listen_ahead:
            with self._lock:
                self._ahead = self._ahead or Ahead(self._analyst)
            self._ahead.expect(assets)

    def give_up(self) -> None:
        """Stop listening and looking ahead."""
        with self._lock:
            ahead = self._ahead
        if ahead is not None:
            ahead.stop(_PATIENCE)

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

        with self._lock:
            if "_analyst" in self.__dict__:
                self._analyst.rest()
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

    def review(self, work: RenderWork, cancelled: threading.Event) -> tuple[Finding, ...]:
        """Check a finished film for the platform that it was fitted to, or for what holds anywhere."""
        from shorts_tui.engine.review.review import Origin, platforms_for, review

        with self._lock:
            analyst = self._analyst

        def words_of(asset_id: str) -> Transcript | None:
            asset = work.assets.get(asset_id)
            return analyst.known_transcript(asset) if asset is not None else None

        origin = Origin(work.draft, work.assets, words_of)
        platforms = platforms_for(work.draft)
        done = review(work.out, work.out.name, platforms, language=work.language, origin=origin, cancelled=cancelled)
        return done.findings
