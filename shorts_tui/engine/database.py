"""One SQLite file in WAL mode, brought up to date by numbered migrations, shared by the engine's threads."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from shorts_tui.engine.errors import EngineError

_log = logging.getLogger(__name__)


class Database:
    """A connection that threads take in turn. Every write is a transaction that is on disk when it returns.

    A file that is no database any more is set aside under another name, and a fresh one is begun.

    Raises:
        EngineError: it was written by a later version of the program.
        OSError, sqlite3.OperationalError: it can't be opened or written.
    """

    def __init__(self, path: Path, migrations: Sequence[str]) -> None:
        self.path = path
        self._lock = threading.RLock()
        try:
            self._connection = self._open(migrations)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            aside = path.with_name(f"{path.name}.damaged-{time.time_ns()}")
            _log.warning("%s is damaged (%s): set aside as %s", path, error, aside.name)
            for ending in ("", "-wal", "-shm"):
                if (part := path.with_name(path.name + ending)).exists():
                    part.rename(aside.with_name(aside.name + ending))
            self._connection = self._open(migrations)

    def _open(self, migrations: Sequence[str]) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=10, isolation_level=None, check_same_thread=False)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            if (found := connection.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                raise sqlite3.DatabaseError(str(found))
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > len(migrations):
                raise EngineError("The engine's records were written by a later version of shorts-tui.")
            for number, script in enumerate(migrations[version:], version + 1):
                connection.executescript(f"BEGIN IMMEDIATE;{script};PRAGMA user_version = {number};COMMIT;")
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """The connection, to be read from."""
        with self._lock:
            yield self._connection

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """The connection inside a transaction: committed at the end, rolled back when something is raised."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite ends it by itself after some errors, such as a full disk
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Write everything into the one file and let go of it."""
        with self._lock:
            self._connection.close()
