"""The connection to the projects' file and its transactions, which everything that is kept there goes through."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from shorts_tui.records import is_damage, suspect
from shorts_tui.studio.errors import StorageFault
from shorts_tui.studio.schema import open_database
from shorts_tui.text import one_line

TOUCH = "UPDATE projects SET changed = max(changed, ?) WHERE id = ?"
"""A project has changed at a time."""
_AGAIN = "Start once more: it is then set aside, and what can be read of it is saved."


class Database:
    """An open file of projects. `notice` says what happened at opening, where that is worth a line.

    Raises:
        StorageFault: from every method, when the file can't be opened, read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connection, self.notice = open_database(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self, mode: str = "IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """All or nothing of what is done in it, and on disk when it is over."""
        with self._lock:
            try:
                self._connection.execute(f"BEGIN {mode}")
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException as error:
                with suppress(sqlite3.Error):
                    self._connection.rollback()
                if is_damage(error):
                    suspect(self.path)
                    raise StorageFault(f"The projects file {self.path} is damaged.", advice=_AGAIN) from error
                if isinstance(error, sqlite3.Error):
                    sentence = f"The projects file {self.path} can't be used: {one_line(str(error))}."
                    raise StorageFault(sentence) from error
                raise

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query finds."""
        with self.transaction("DEFERRED") as connection:
            return connection.execute(query, values).fetchall()

    def write(self, query: str, *values: Any, touch: str = "") -> None:
        """Run one statement; the project with the id `touch` has changed now."""
        with self.transaction() as connection:
            connection.execute(query, values)
            if touch:
                connection.execute(TOUCH, (time.time(), touch))
