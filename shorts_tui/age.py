"""How long records have been in use: a clock that goes on with the machine's, and that no jump of that one moves.

What is deleted by its age is deleted by this clock. A machine's own may be a month ahead for a moment, or go back.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

DAY = 86_400.0
ABSENCE = 2 * DAY
"""Seconds that count at most for a time in which nobody was looking: for all that is known, the clock was set then."""

TABLE = "CREATE TABLE age (one INTEGER PRIMARY KEY CHECK (one = 1), seconds REAL NOT NULL, wall REAL NOT NULL) STRICT"
"""What the records need for it."""


def steady() -> float:
    """Seconds on a clock that is never set, and that goes on while a laptop sleeps where the system has such a one."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class Age:
    """The clock of one program; several may share the records.

    Args:
        wall: the machine's clock, in seconds.
        steady: one that never jumps, in seconds since any moment.
    """

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = steady) -> None:
        self._wall, self._steady = wall, steady
        self._seen: float | None = None

    def look(self, connection: sqlite3.Connection) -> float:
        """Seconds of use up to now, put on record; to be called within a transaction."""
        wall, now = self._wall(), self._steady()
        row = connection.execute("SELECT seconds, wall FROM age").fetchone()
        seconds, before = row if row is not None else (0.0, wall)
        most = ABSENCE if self._seen is None else now - self._seen
        seconds += min(max(0.0, wall - before), most)
        connection.execute("INSERT OR REPLACE INTO age (one, seconds, wall) VALUES (1, ?, ?)", (seconds, wall))
        self._seen = now
        return float(seconds)
