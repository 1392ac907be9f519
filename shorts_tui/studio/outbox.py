"""What is about to be sent, on disk before it leaves: a message or an upload that was cut is known at the next start.

Each entry is held by a lock of its own for as long as its program lives, whatever the clock says: an entry whose lock
is free belongs to a program that was killed, or to work that was given up.
"""

from __future__ import annotations

import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from shorts_tui.studio.database import Database
from shorts_tui.studio.errors import StorageFault
from shorts_tui.studio.project import Session

if TYPE_CHECKING:
    from filelock import BaseFileLock

Kind = Literal["turn", "upload"]

_STALE = 3600.0
"""Seconds after which a lock's file without an entry is swept."""


@dataclass(frozen=True)
class Sending:
    """One thing on its way. `text` is the message or the source; `at` is in epoch seconds.

    `before` tells what was there when it was sent: the draft's fingerprint, or how often the source was uploaded.
    """

    id: str
    project: str
    server: str
    session_id: str
    kind: Kind
    text: str
    before: str
    at: float
    told: int = 0
    """Has the user been told that it was cut?"""


class Claim:
    """An entry that this program holds."""

    def __init__(self, outbox: Outbox, entry: Sending, lock: BaseFileLock) -> None:
        self.entry = entry
        self._outbox, self._lock = outbox, lock

    def settle(self) -> None:
        """What became of it is known and on disk: the entry goes."""
        self._outbox.settle(self.entry.id)
        Path(self._lock.lock_file).unlink(missing_ok=True)

    def release(self) -> None:
        """Let go of it; an entry that was not settled is one that was cut."""
        self._lock.release()


class Outbox:
    """The entries of all projects. Blocking; safe from any thread.

    Raises:
        StorageFault: from every method, when the disk can't be written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._locks = database.path.with_name("sending")

    def begin(self, session: Session, kind: Kind, text: str, before: str = "") -> Claim:
        """Put an entry on disk and hold it. A new message takes the place of a cut one of the same session."""
        entry = Sending(
            uuid.uuid4().hex, session.project, session.server, session.session_id, kind, text, before, time.time()
        )
        try:
            self._locks.mkdir(mode=0o700, exist_ok=True)
            lock = self._lock(entry.id)
            lock.acquire()
        except OSError as error:
            raise StorageFault(f"{self._locks} can't be written: {error.strerror or error}.") from error
        try:
            for old in self.cut(session.project, session.server):
                if old.kind == kind == "turn" and old.session_id == session.session_id:
                    self.settle(old.id)
            self._database.write(
                "INSERT INTO sending (id, project, server, session_id, kind, text, before, at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                entry.id, entry.project, entry.server, entry.session_id, kind, text, before, entry.at,
            )  # fmt: skip
        except BaseException:
            lock.release()
            raise
        return Claim(self, entry, lock)

    def cut(self, project_id: str, server: str) -> list[Sending]:
        """What was on its way to a server when its program ended, oldest first."""
        rows = self._database.rows(
            "SELECT id, project, server, session_id, kind, text, before, at, told FROM sending "
            "WHERE project = ? AND server = ? ORDER BY rowid",
            project_id, server,
        )  # fmt: skip
        return [entry for entry in (Sending(*row) for row in rows) if self._is_free(entry.id)]

    def settle(self, entry_id: str) -> bool:
        """Take an entry out; False where another program was first."""
        with self._database.transaction() as connection:
            return connection.execute("DELETE FROM sending WHERE id = ?", (entry_id,)).rowcount == 1

    def tell(self, entry_id: str) -> bool:
        """Note that the user is told of a cut entry that stays; False where that was done before."""
        with self._database.transaction() as connection:
            query = "UPDATE sending SET told = 1 WHERE id = ? AND NOT told"
            return connection.execute(query, (entry_id,)).rowcount == 1

    def sweep(self) -> None:
        """Delete the lock files that no entry and no program needs."""
        known = {row[0] for row in self._database.rows("SELECT id FROM sending")}
        with suppress(OSError):
            for path in self._locks.glob("*.lock"):
                if path.stem not in known and time.time() - path.stat().st_mtime > _STALE and self._is_free(path.stem):
                    path.unlink(missing_ok=True)

    def _lock(self, entry_id: str) -> BaseFileLock:
        from filelock import FileLock  # only where something is sent: a glance at a project is quicker without it

        return FileLock(self._locks / f"{entry_id}.lock", timeout=0, mode=0o600, thread_local=False)

    def _is_free(self, entry_id: str) -> bool:
        from filelock import Timeout

        if not (self._locks / f"{entry_id}.lock").exists():
            return True
        try:
            with self._lock(entry_id):
                return True
        except (Timeout, OSError):
            return False
