"""What is about to be sent, on disk before it leaves: a message or an upload that was cut is known at the next start.

Each entry is held for as long as its program lives: one that nobody holds was cut.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from shorts_tui.studio.database import Database
from shorts_tui.studio.holding import Locks
from shorts_tui.studio.project import Session

if TYPE_CHECKING:
    from filelock import BaseFileLock

Kind = Literal["turn", "upload"]


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
    shown: str = ""
    """What was shown of a message of the service that had yet to end."""


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
        self._locks = Locks(database.path)

    def begin(self, session: Session, kind: Kind, text: str, before: str = "") -> Claim:
        """Put an entry on disk and hold it. A new message takes the place of a cut one of the same session."""
        entry = Sending(
            uuid.uuid4().hex, session.project, session.server, session.session_id, kind, text, before, time.time()
        )
        lock = self._locks.hold(entry.id)
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

    def cut(self, project_id: str, server: str | None = None) -> list[Sending]:
        """What was on its way to a server, or to any, when its program ended, oldest first."""
        rows = self._database.rows(
            "SELECT id, project, server, session_id, kind, text, before, at, told, shown FROM sending "
            "WHERE project = ? AND server = coalesce(?, server) ORDER BY rowid",
            project_id, server,
        )  # fmt: skip
        return [entry for entry in (Sending(*row) for row in rows) if self._locks.is_free(entry.id)]

    def show(self, entry_id: str, text: str) -> None:
        """Keep what is shown of a message that the service is still writing."""
        self._database.write("UPDATE sending SET shown = ? WHERE id = ?", text, entry_id)

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
        query = "SELECT id FROM sending UNION SELECT owner FROM typing"
        self._locks.sweep(row[0] for row in self._database.rows(query))
