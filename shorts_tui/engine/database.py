"""One SQLite file in WAL mode, brought up to date by numbered migrations, shared by the engine's threads."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from shorts_tui.engine.errors import EngineError
from shorts_tui.records import NewerRecordsError, damaged_beside, open_records

_log = logging.getLogger(__name__)


class Database:
    """A connection that threads take in turn. Every write is a transaction that is on disk when it returns.

    A file that is no database any more is set aside under another name, and a fresh one is begun.

    Raises:
        EngineError: it was written by a later version of the program.
        OSError, sqlite3.Error: it can't be opened or written.
    """

    def __init__(self, path: Path, migrations: Sequence[str]) -> None:
        self.path = path
        self._lock = threading.RLock()
        try:
            self._connection, aside = open_records(path, migrations, thorough=True)
        except NewerRecordsError as error:
            raise EngineError("The engine's records were written by a later version of shorts-tui.") from error
        self._connection.row_factory = sqlite3.Row
        if aside is not None:
            _log.warning("%s is damaged: set aside as %s", path, aside.name)

    @property
    def may_come_back(self) -> bool:
        """Do records that were set aside lie there still? What only they name is wanted when they are put back."""
        return bool(damaged_beside(self.path))

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
