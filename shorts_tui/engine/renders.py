"""The render queue: one film at a time, in the order of asking, on disk so that it outlives the process."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.envelope import INTERNAL, NO_RECORDS
from shorts_tui.engine.errors import CancelledError, EngineError
from shorts_tui.engine.media.moods import mood_of
from shorts_tui.engine.render_store import Render, RenderStore
from shorts_tui.engine.review.finding import Finding
from shorts_tui.engine.services import Rendered, RenderWork
from shorts_tui.protocol.codes import Code
from shorts_tui.text import one_line
from shorts_tui.timeline.draft import Draft, decode

_log = logging.getLogger(__name__)

Work = Callable[[RenderWork, Callable[[float], None], threading.Event], Rendered]
Check = Callable[[RenderWork, threading.Event], tuple[Finding, ...] | None]


def _media_of(draft: Draft) -> frozenset[str]:
    """The ids of the media that a film shows or plays."""
    segments = (segment for track in draft.tracks for segment in track.segments if not track.is_text)
    return frozenset(segment.asset for segment in segments if segment.asset and mood_of(segment.asset) is None)


class RenderQueue:
    """Films that wait, the one in work, and those that are done, whose files lie in `directory`.

    `assets` gives the media of a session by id, `language` its language; `review` checks a film that `work` has made.
    Within one render all cores are used, so there is one at a time.
    """

    def __init__(
        self,
        records: RenderStore,
        assets: Callable[[str], Mapping[str, Asset]],
        language: Callable[[str], str],
        work: Work,
        review: Check,
        directory: Path,
    ) -> None:
        self._records = records
        self._assets = assets
        self._language = language
        self._work = work
        self._review = review
        self._directory = directory
        self._changed = threading.Condition()
        self._stopping = False
        self._current = ""
        self._progress = 0.0
        self._trouble = ""
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="renders", daemon=True)

    def start(self) -> None:
        """Sweep what a crash left behind, take up what it cut, and begin to work."""
        self._records.requeue()
        kept = set()
        for render in self._records.completed():
            if self.file(render).exists():
                kept.add(self.file(render).name)
            else:
                self._records.forget_one(render.id)
        for path in self._directory.iterdir():
            if path.name not in kept and not self._records.database.may_come_back:
                path.unlink(missing_ok=True)
        self._thread.start()

    def submit(self, render_id: str, session_id: str, raw: Any) -> Render:
        """Queue a film. The same id with the same film is the same render, however often it is submitted.

        Raises:
            EngineError: the film is empty or uses media that the session does not have (400), or the id stands for
                another film (409).
        """
        draft = decode(raw)
        if draft.is_empty:
            raise EngineError("There is nothing to export yet.", Code.BAD_REQUEST)
        if missing := _media_of(draft) - self._assets(session_id).keys():
            names = ", ".join(sorted(missing))
            raise EngineError(f"The film uses media that this session does not have: {names}.", Code.BAD_REQUEST)
        render, new = self._records.submit(render_id, session_id, raw)
        if new:
            with self._changed:
                self._changed.notify()
        return render

    def status(self, render_id: str) -> tuple[Render, float]:
        """A render and how much of it is done, 0..1. The `message` of one that has not ended says what it waits for."""
        render = self._records.get(render_id)
        if render.status == "completed":
            return render, 1.0
        with self._changed:
            if not render.finished:
                render = replace(render, message=self._trouble)
            return render, self._progress if self._current == render_id else 0.0

    def cancel(self, render_id: str) -> Render:
        """Stop a render or take it out of the queue; one that has ended stays as it is."""
        self._records.get(render_id)
        if self._records.cancel(render_id):
            with self._changed:
                if self._current == render_id:
                    self._cancelled.set()
        return self._records.get(render_id)

    def file(self, render: Render) -> Path:
        """Where the film of a render is or will be."""
        return self._directory / f"{render.job}.mp4"

    def completed(self, session_id: str) -> tuple[Render, ...]:
        """The films of a session that are there, oldest first."""
        return self._records.completed(session_id)

    @property
    def unfinished(self) -> int:
        """How many wait or are being rendered."""
        return self._records.unfinished()

    def sweep(self, days: float) -> None:
        """Delete films and records that have been over for so many days."""
        gone = self._records.forget(days)
        for job in gone:
            (self._directory / f"{job}.mp4").unlink(missing_ok=True)
        if gone:
            _log.info("%d old renders deleted", len(gone))

    def stop(self, timeout: float) -> None:
        """Stop working; the film in work is put back into the queue. Waits at most `timeout` seconds."""
        with self._changed:
            self._stopping = True
            self._cancelled.set()
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def _run(self) -> None:
        cut = ""
        while True:
            try:
                if cut:
                    self._records.put_back(cut)
                if (render := self._next()) is None:
                    return
                cut = render.id
                self._make(render)
                cut = ""
            except sqlite3.Error:  # a full disk: the film stays on record and is taken up when there is room again
                _log.exception("the queue of renders can't be read or written")
                with self._changed:
                    self._trouble = f"{NO_RECORDS} The film is made as soon as there is room."
                    if self._stopping:
                        return
                    self._changed.wait(1.0)

    def _next(self) -> Render | None:
        """Wait for work; None when it is time to stop."""
        with self._changed:
            self._current = ""
            while not self._stopping:
                if (render := self._records.take()) is not None:
                    self._trouble = ""
                    self._current, self._progress, self._cancelled = render.id, 0.0, threading.Event()
                    return render
                self._changed.wait()
        return None

    def _make(self, render: Render) -> None:
        cancelled = self._cancelled
        out = self.file(render)
        draft, session = decode(self._records.draft(render.id)), render.session
        work = RenderWork(draft, self._assets(session), out, self._language(session))
        started = time.monotonic()
        try:
            report = self._work(work, self._advance, cancelled)
            findings = self._checked(work, cancelled)
        except CancelledError:
            if self._stopping:
                self._records.put_back(render.id)
            out.unlink(missing_ok=True)
            return
        except EngineError as error:
            _log.warning("render %s failed: %s", one_line(render.id), one_line(error.message, 500))
            self._records.fail(render.id, one_line(error.message, 500))
            out.unlink(missing_ok=True)
            return
        except sqlite3.Error:
            raise
        except Exception:  # noqa: BLE001 - the outermost frame of the work on a film: one bad film must not stop the others
            _log.exception("render %s hit an internal error", one_line(render.id))
            self._records.fail(render.id, INTERNAL)
            out.unlink(missing_ok=True)
            return
        _log.info("render %s took %.1f s", one_line(render.id), time.monotonic() - started)
        wanted = self._records.complete(
            render.id,
            size=report.size,
            duration=report.duration,
            width=report.width,
            height=report.height,
            note=" ".join(report.notes),
            findings=findings,
        )
        if not wanted:
            out.unlink(missing_ok=True)

    def _checked(self, work: RenderWork, cancelled: threading.Event) -> tuple[Finding, ...] | None:
        """What a check of the film found; one that fails (None) is no reason to withhold the film."""
        try:
            return self._review(work, cancelled)
        except CancelledError:
            raise
        except (EngineError, OSError) as error:
            _log.warning("a film could not be checked: %s", one_line(str(error), 500))
            return None

    def _advance(self, done: float) -> None:
        with self._changed:
            self._progress = max(self._progress, min(1.0, done))
