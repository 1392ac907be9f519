"""Footage is listened to and looked at while its owner still types: what a first turn asks of it is known by then."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.errors import CancelledError, EngineError
from shorts_tui.engine.media.analysis import Analyst
from shorts_tui.text import one_line

_log = logging.getLogger(__name__)

LONGEST_TALK = 30 * 60_000
"""ms; what is said in a longer file is listened for when somebody asks: that takes minutes."""

Job = Callable[[threading.Event], object]


class Ahead:
    """Asks the analyst of videos what turns are going to ask, in threads that never keep the process alive.

    One thread listens and one looks, each to one file after the other. A turn that asks for what is being made waits
    for it, and is told how far it is. Nothing that goes wrong here is told to anybody: the turn meets it again.
    """

    def __init__(self, analyst: Analyst) -> None:
        self._analyst = analyst
        self._over = threading.Event()
        self._ears, self._eyes = _Lane("listening ahead", self._over), _Lane("looking ahead", self._over)

    def expect(self, assets: Iterable[Asset]) -> None:
        """Begin with these; returns at once."""
        for asset in assets:
            if asset.info.kind == "video":
                self._ears.add(asset, self._listen(asset))
                self._eyes.add(asset, self._look(asset))

    def _look(self, asset: Asset) -> Job:
        return lambda stop: self._analyst.picture(asset, cancelled=stop)

    def stop(self, timeout: float) -> None:
        """Give up what is being done, and wait up to `timeout` seconds for that."""
        self._over.set()
        for lane in (self._ears, self._eyes):
            lane.join(timeout)

    def _listen(self, asset: Asset) -> Job:
        def listen(stop: threading.Event) -> None:
            if asset.info.duration <= LONGEST_TALK:
                self._analyst.transcript(asset, cancelled=stop)
            self._analyst.sound(asset, cancelled=stop)  # known by now, unless there is nobody to ask for words

        return listen


class _Lane:
    """Jobs done one after the other by a thread that lives as long as there are any."""

    def __init__(self, name: str, over: threading.Event) -> None:
        self._name, self._over = name, over
        self._lock = threading.Lock()
        self._waiting: deque[tuple[Asset, Job]] = deque()
        self._thread: threading.Thread | None = None

    def add(self, asset: Asset, job: Job) -> None:
        with self._lock:
            self._waiting.append((asset, job))
            if self._thread is None and not self._over.is_set():
                self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
                self._thread.start()

    def join(self, timeout: float) -> None:
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(timeout)

    def _next(self) -> tuple[Asset, Job] | None:
        with self._lock:
            if self._waiting and not self._over.is_set():
                return self._waiting.popleft()
            self._thread = None
            return None

    def _work(self) -> None:
        while (found := self._next()) is not None:
            asset, job = found
            try:
                job(self._over)
            except CancelledError:
                continue
            except (EngineError, OSError) as error:
                _log.info("%s of %s came to nothing: %s", self._name, asset.id, one_line(str(error), 300))
            except Exception:  # noqa: BLE001 - the outermost frame of a thread; a turn meets the same and says so
                _log.exception("%s of %s came to nothing", self._name, asset.id)
