"""An SQLite file in WAL mode, opened whatever state it is in: made, brought up to date, or set aside when damaged.

What is kept in it, and what is told of a file that was set aside, is left to its owner: the projects, or the engine.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

BUSY_TIMEOUT = 10.0
"""Seconds that a write waits for another program's."""

_PARTS = ("", "-wal", "-shm")
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PRIMARY = 0xFF
"""The low byte of an error code of SQLite says what kind it is."""


class NewerRecordsError(Exception):
    """A later version of the program made the file."""


def is_damage(error: BaseException) -> bool:
    """Does this error say that the file is no sound database?"""
    code = getattr(error, "sqlite_errorcode", 0)
    return isinstance(error, sqlite3.DatabaseError) and code & _PRIMARY in _DAMAGE


def open_records(
    path: Path, migrations: Sequence[str], *, thorough: bool = False
) -> tuple[sqlite3.Connection, Path | None]:
    """A connection, shared by threads, to the records at `path`; and where a damaged file is now, if there was one.

    Args:
        path: the file; its directory exists.
        migrations: script n brings records from `user_version` n to n + 1, all of them or none.
        thorough: look at every page, and not at those alone that an opening needs. After `suspect` that is done in
            any case.

    Raises:
        NewerRecordsError: they are left alone then.
        sqlite3.Error, OSError: they can't be opened or written.
    """
    try:
        return _connect(path, migrations, thorough=thorough), None
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
    from filelock import FileLock  # only here: opening is quicker without it

    # Of several programs that meet the damage, one sets the file aside; the others find the fresh one.
    with FileLock(path.with_name(f"{path.name}.lock"), timeout=BUSY_TIMEOUT, mode=0o600):
        try:
            return _connect(path, migrations, thorough=thorough), None
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
        aside = _set_aside(path)
        return _connect(path, migrations, thorough=False), aside


def suspect(path: Path) -> None:
    """Damage was met in use: the next opening looks at every page."""
    with suppress(OSError):
        _mark(path).touch(mode=0o600)


def damaged_beside(path: Path) -> list[Path]:
    """The damaged files that were set aside and still lie there, oldest first."""
    return sorted(path.parent.glob(f"{path.stem}-damaged-*{path.suffix}"))


def _connect(path: Path, migrations: Sequence[str], *, thorough: bool) -> sqlite3.Connection:
    # SQLite gives its -wal and -shm files the mode of the file itself.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600))
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        if thorough or _mark(path).exists():
            _look_at_all(connection)
            _mark(path).unlink(missing_ok=True)
        _migrate(connection, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


def _look_at_all(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        error = sqlite3.DatabaseError(str(found))
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _migrate(connection: sqlite3.Connection, migrations: Sequence[str]) -> None:
    version = _version(connection)
    if version == len(migrations):
        # The pages that every start needs are read here, so that their damage shows now.
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return
    if version > len(migrations):
        raise NewerRecordsError
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have migrated while this one waited for the lock.
        for script in migrations[_version(connection) :]:
            for statement in filter(str.strip, script.split(";")):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _set_aside(path: Path) -> Path:
    """Give the file and what belongs to it another name, under which it can be put back."""
    stamp = f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 1_000_000:06}"
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    for part in _PARTS:
        if (old := path.with_name(path.name + part)).exists():
            old.rename(aside.with_name(aside.name + part))
    _mark(path).unlink(missing_ok=True)
    return aside


def _mark(path: Path) -> Path:
    return path.with_name(f"{path.name}.suspect")
