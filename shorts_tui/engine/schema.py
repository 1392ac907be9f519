"""The tables of the engine's records, as scripts that bring older ones up to date."""

from __future__ import annotations

from shorts_tui.age import TABLE

MIGRATIONS = (
    """
    CREATE TABLE sessions (
        id TEXT PRIMARY KEY, task_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, language TEXT NOT NULL,
        at INTEGER NOT NULL DEFAULT 0, created REAL NOT NULL
    );
    CREATE TABLE versions (
        session TEXT NOT NULL REFERENCES sessions (id), n INTEGER NOT NULL, draft TEXT NOT NULL,
        turn TEXT, created REAL NOT NULL, PRIMARY KEY (session, n)
    ) WITHOUT ROWID;
    CREATE TABLE media (
        sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, info TEXT NOT NULL, created REAL NOT NULL
    );
    CREATE TABLE assets (
        session TEXT NOT NULL REFERENCES sessions (id), position INTEGER NOT NULL, id TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES media (sha256), label TEXT NOT NULL, created REAL NOT NULL,
        PRIMARY KEY (session, id)
    );
    CREATE TABLE turns (
        id TEXT PRIMARY KEY, session TEXT NOT NULL REFERENCES sessions (id), message TEXT NOT NULL,
        answer TEXT NOT NULL DEFAULT '', error TEXT NOT NULL DEFAULT '', started REAL NOT NULL, ended REAL
    );
    CREATE INDEX turns_of_session ON turns (session, started);
    CREATE TABLE renders (
        id TEXT PRIMARY KEY, session TEXT NOT NULL REFERENCES sessions (id), job TEXT NOT NULL UNIQUE,
        draft TEXT NOT NULL, digest TEXT NOT NULL, status TEXT NOT NULL, message TEXT NOT NULL DEFAULT '',
        attempts INTEGER NOT NULL DEFAULT 0, size INTEGER NOT NULL DEFAULT 0, duration INTEGER NOT NULL DEFAULT 0,
        width INTEGER NOT NULL DEFAULT 0, height INTEGER NOT NULL DEFAULT 0, created REAL NOT NULL, ended REAL
    );
    CREATE INDEX renders_by_status ON renders (status, created);
    """,
    """
    ALTER TABLE renders ADD COLUMN findings TEXT;
    """,
    """
    ALTER TABLE sessions ADD COLUMN unnamed REAL;
    CREATE INDEX assets_by_content ON assets (sha256);
    """,
    TABLE,
    """
    UPDATE sessions SET unnamed = 0 WHERE unnamed IS NOT NULL;
    ALTER TABLE renders ADD COLUMN over REAL;
    """,
    """
    ALTER TABLE sessions ADD COLUMN question TEXT;
    """,
)
"""One script a version of the records, oldest first; scripts are never changed once released.

`sessions.unnamed` and `renders.over` are ages of the records, not times of the clock.
"""
