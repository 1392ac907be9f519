"""One pass over media that one thread makes and others wait for: told how far it is, and free to leave."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from shorts_tui.engine.errors import CancelledError

Progress = Callable[[float], None]
"""Told 0..1; may raise CancelledError."""
_LOOK = 0.2
"""Seconds between two looks of one who waits."""


class Pass:
    """Made by whoever asks first, while others wait for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._share = 0.0

    @property
    def idle(self) -> bool:
        """Is nobody making it?"""
        return not self._lock.locked()

    @contextmanager
    def turn(self, progress: Progress | None, cancelled: threading.Event | None) -> Iterator[None]:
        """Wait until nobody else makes it, and tell meanwhile how far that one is."""
        while not self._lock.acquire(timeout=_LOOK):
            if cancelled is not None and cancelled.is_set():
                raise CancelledError
            if progress is not None:
                progress(self._share)
        try:
            self._share = 0.0
            yield
        finally:
            self._lock.release()

    def teller(self, progress: Progress | None) -> Progress:
        """What is told the progress of the pass: its maker, and those who wait."""

        def tell(share: float) -> None:
            self._share = share
            if progress is not None:
                progress(share)

        return tell
