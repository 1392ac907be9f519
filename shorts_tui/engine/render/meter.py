"""Progress as work that is done over work that there is, gathered from several threads."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Meter:
    """Sums up the shares of parts of different weight; safe to tell from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._weights: dict[str, float] = {}
        self._done: dict[str, float] = {}
        self._shown = 0.0

    def expect(self, part: str, weight: float) -> Callable[[float], None]:
        """Announce a part (before any work begins); the function returned is told 0..1 as it goes on."""
        with self._lock:
            self._weights[part] = weight

        def tell(share: float) -> None:
            with self._lock:
                self._done[part] = max(self._done.get(part, 0.0), min(1.0, share))

        return tell

    @property
    def value(self) -> float:
        """0..1, never less than before."""
        with self._lock:
            total = sum(self._weights.values())
            done = sum(weight * self._done.get(part, 0.0) for part, weight in self._weights.items())
            self._shown = max(self._shown, done / total if total else 0.0)
            return self._shown
