"""Which program an entry belongs to: each entry is held by a lock for as long as its program lives.

The clock says nothing of that, and neither does a process id: an entry whose lock is free belongs to a program that has
ended, or to work that was given up.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from shorts_tui.studio.errors import StorageFault

if TYPE_CHECKING:
    from filelock import BaseFileLock

_STALE = 3600.0
"""Seconds after which a lock's file without an entry is swept."""


class Locks:
    """The locks beside a file of projects. Blocking; safe from any thread."""

    def __init__(self, database: Path) -> None:
        self._directory = database.with_name("sending")

    def hold(self, entry: str) -> BaseFileLock:
        """Hold an entry, until the lock is released or the program ends.

        Raises:
            StorageFault: the disk can't be written.
        """
        try:
            self._directory.mkdir(mode=0o700, exist_ok=True)
            lock = self._lock(entry)
            lock.acquire()
        except OSError as error:
            raise StorageFault(f"{self._directory} can't be written: {error.strerror or error}.") from error
        return lock

    def is_free(self, entry: str) -> bool:
        """Does no program hold this entry?"""
        from filelock import Timeout

        if not (self._directory / f"{entry}.lock").exists():
            return True
        try:
            with self._lock(entry):
                return True
        except (Timeout, OSError):
            return False

    def sweep(self, known: Iterable[str]) -> None:
        """Delete the lock files that no entry and no program needs."""
        kept = set(known)
        with suppress(OSError):
            for path in self._directory.glob("*.lock"):
                old = time.time() - path.stat().st_mtime > _STALE
                if path.stem not in kept and old and self.is_free(path.stem):
                    path.unlink(missing_ok=True)

    def _lock(self, entry: str) -> BaseFileLock:
        from filelock import FileLock  # only where something is held: a glance at a project is quicker without it

        return FileLock(self._directory / f"{entry}.lock", timeout=0, mode=0o600, thread_local=False)
