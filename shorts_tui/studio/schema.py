"""The projects' database file: its tables, their migrations, and opening it whatever state it is in."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from shorts_tui.paths import private_directory
from shorts_tui.studio.errors import StorageFault

BUSY_TIMEOUT = 10.0
"""Seconds that a write waits for another program's."""

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE projects (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, created REAL NOT NULL, changed REAL NOT NULL,
        language TEXT NOT NULL DEFAULT 'en', job_key TEXT NOT NULL DEFAULT '', prompt TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE INDEX projects_by_change ON projects (changed);
    CREATE INDEX projects_by_job ON projects (job_key) WHERE job_key <> '';
    CREATE TABLE sessions (
        project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE, server TEXT NOT NULL, session_id TEXT NOT NULL,
        task_id TEXT NOT NULL DEFAULT '', user_id TEXT NOT NULL DEFAULT '', created REAL NOT NULL,
        used REAL NOT NULL DEFAULT 0, forgotten INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (project, server, session_id)
    ) STRICT;
    CREATE TABLE messages (
        id INTEGER PRIMARY KEY, project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE,
        at REAL NOT NULL, role TEXT NOT NULL, text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX messages_by_project ON messages (project, id);
    CREATE TABLE versions (
        id INTEGER PRIMARY KEY, project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE,
        at REAL NOT NULL, cause TEXT NOT NULL, fingerprint TEXT NOT NULL, draft TEXT NOT NULL
    ) STRICT;
    CREATE INDEX versions_by_project ON versions (project, id);
    CREATE TABLE media (
        id INTEGER PRIMARY KEY, project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE,
        session_id TEXT NOT NULL, label TEXT NOT NULL, source TEXT NOT NULL, size INTEGER NOT NULL,
        duration INTEGER NOT NULL, hash TEXT NOT NULL, at REAL NOT NULL
    ) STRICT;
    CREATE INDEX media_by_project ON media (project, id);
    CREATE TABLE renders (
        id TEXT PRIMARY KEY, project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE,
        session_id TEXT NOT NULL, server TEXT NOT NULL, fingerprint TEXT NOT NULL, stage TEXT NOT NULL,
        out TEXT NOT NULL, url TEXT NOT NULL DEFAULT '', created REAL NOT NULL, changed REAL NOT NULL
    ) STRICT;
    CREATE INDEX renders_by_project ON renders (project, created);
    """,
    """
    ALTER TABLE versions ADD COLUMN parent INTEGER;
    ALTER TABLE projects ADD COLUMN version INTEGER;
    ALTER TABLE sessions ADD COLUMN seen TEXT NOT NULL DEFAULT '';
    UPDATE versions SET parent = (
        SELECT max(older.id) FROM versions AS older WHERE older.project = versions.project AND older.id < versions.id
    );
    UPDATE projects SET version = (SELECT max(id) FROM versions WHERE project = projects.id);
    CREATE INDEX versions_by_parent ON versions (parent);
    """,
    """
    CREATE TABLE sending (
        id TEXT PRIMARY KEY, project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE, server TEXT NOT NULL,
        session_id TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, before TEXT NOT NULL, at REAL NOT NULL,
        told INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX sending_by_project ON sending (project, server);
    ALTER TABLE versions ADD COLUMN duration INTEGER;
    """,
)
"""Script n brings a database from `user_version` n to n + 1. Scripts are added, never changed."""


def open_database(path: Path) -> tuple[sqlite3.Connection, str]:
    """A connection to the database at `path`, made or migrated as needed, and a notice for the user or "".

    A file that is no database any more is set aside under another name, and a fresh one begun.

    Raises:
        StorageFault: it can't be opened or written, or a newer version of the program made it.
    """
    try:
        private_directory(path.parent)
        try:
            return _connect(path), ""
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            aside = path.with_name(f"{path.stem}-damaged-{time.strftime('%Y%m%d-%H%M%S')}{path.suffix}")
            for suffix in ("", "-wal", "-shm"):
                part = path.with_name(path.name + suffix)
                if part.exists():
                    part.rename(aside.with_name(aside.name + suffix))
            return _connect(path), f"The projects file was damaged. It is kept as {aside}, and a fresh one was begun."
    except sqlite3.OperationalError as error:
        raise StorageFault(f"The projects file {path} can't be used: {error}.") from error
    except OSError as error:
        raise StorageFault(f"The projects file {path} can't be used: {error.strerror or error}.") from error


def _connect(path: Path) -> sqlite3.Connection:
    # SQLite gives its -wal and -shm files the mode of the file itself.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600))
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection)
    if version == len(MIGRATIONS):
        # A damaged index would show only when it is used: look at the pages that every start needs.
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return
    if version > len(MIGRATIONS):
        raise StorageFault(
            f"The projects file {path} was made by a newer version of shorts-tui.", advice="Update shorts-tui."
        )
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have migrated while this one waited for the lock.
        for script in MIGRATIONS[_version(connection) :]:
            for statement in filter(str.strip, script.split(";")):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    with closing(connection.execute("PRAGMA user_version")) as cursor:
        return int(cursor.fetchone()[0])
