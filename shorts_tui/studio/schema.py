"""The projects' database file: its tables, their migrations, and what is saved of a file that is damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from shorts_tui.age import TABLE
from shorts_tui.paths import private_directory
from shorts_tui.records import NewerRecordsError, open_records
from shorts_tui.studio.errors import StorageFault

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
    """
    ALTER TABLE sending ADD COLUMN shown TEXT NOT NULL DEFAULT '';
    CREATE TABLE typing (
        owner TEXT NOT NULL, project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE,
        text TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (owner, project)
    ) STRICT;
    CREATE INDEX typing_by_project ON typing (project, at);
    """
    f"""
    {TABLE};
    CREATE TABLE leftovers (path TEXT PRIMARY KEY, written REAL NOT NULL, since REAL NOT NULL) STRICT;
    """,
)
"""Scripts are added, never changed."""

TABLES = ("projects", "sessions", "messages", "versions", "media", "renders", "sending", "typing")
"""In the order in which rows refer to one another."""


def open_database(path: Path) -> tuple[sqlite3.Connection, str]:
    """A connection to the database at `path`, made or migrated as needed, and a notice for the user or "".

    A damaged file is set aside under another name, and what can be read of it goes into a fresh one.

    Raises:
        StorageFault: it can't be opened or written, or a newer version of the program made it.
    """
    try:
        private_directory(path.parent)
        connection, aside = open_records(path, MIGRATIONS)
        if aside is None:
            return connection, ""
        saved = _save(connection, aside)
    except NewerRecordsError as error:
        raise StorageFault(
            f"The projects file {path} was made by a newer version of shorts-tui.", advice="Update shorts-tui."
        ) from error
    except sqlite3.Error as error:
        raise StorageFault(f"The projects file {path} can't be used: {error}.") from error
    except OSError as error:
        raise StorageFault(f"The projects file {path} can't be used: {error.strerror or error}.") from error
    held = f"what could be read of it ({saved} projects) is in a fresh one" if saved else "a fresh one was begun"
    return connection, f"The projects file was damaged. It is kept as {aside}, and {held}."


def _save(connection: sqlite3.Connection, aside: Path) -> int:
    """Copy the rows of a damaged file that can still be read into a fresh one. Returns how many projects there are."""
    with closing(sqlite3.connect(f"{aside.as_uri()}?mode=ro", uri=True)) as damaged:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in TABLES:
            for rows in (_readable(damaged, table, "ASC"), _readable(damaged, table, "DESC")):
                _insert(connection, table, rows)
        for table in TABLES[1:]:
            connection.execute(f"DELETE FROM {table} WHERE project NOT IN (SELECT id FROM projects)")  # noqa: S608 - ours
        connection.execute(
            "UPDATE projects SET version = (SELECT max(id) FROM versions WHERE project = projects.id) "
            "WHERE NOT EXISTS (SELECT 1 FROM versions WHERE id = projects.version)"
        )
        connection.execute("COMMIT")
    return int(connection.execute("SELECT count(*) FROM projects").fetchone()[0])


def _readable(damaged: sqlite3.Connection, table: str, order: str) -> list[dict[str, object]]:
    """The rows of a table from one end up to the first page that can't be read."""
    rows = list[dict[str, object]]()
    with suppress(sqlite3.Error):
        cursor = damaged.execute(f"SELECT * FROM {table} NOT INDEXED ORDER BY rowid {order}")  # noqa: S608 - ours
        names = [column[0] for column in cursor.description]
        for row in cursor:
            rows.append(dict(zip(names, row, strict=True)))  # those before the first error count
    return rows


def _insert(connection: sqlite3.Connection, table: str, rows: list[dict[str, object]]) -> None:
    known = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    for row in rows:
        kept = {name: value for name, value in row.items() if name in known}
        marks = ", ".join("?" * len(kept))
        with suppress(sqlite3.IntegrityError):  # a row whose bytes make no sense any more
            connection.execute(
                f"INSERT OR IGNORE INTO {table} ({', '.join(kept)}) VALUES ({marks})",  # noqa: S608 - ours
                tuple(kept.values()),
            )
