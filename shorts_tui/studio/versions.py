"""The drafts that a project went through: a tree, in which one is in force and undo and redo move along a branch.

A new draft is the child of the one in force. Nothing is ever taken out of the tree: what was undone and then edited
over is still listed, and can be gone back to.
"""
# ruff: noqa: S608 - queries are put together from this module's constants; values go through parameters alone

from __future__ import annotations

import json
import sqlite3
import time
from typing import Any

from shorts_tui.studio.database import Database
from shorts_tui.studio.project import Session, Version, fingerprint
from shorts_tui.timeline.draft import decode

_COLUMNS = "id, at, cause, fingerprint, draft, parent"
_LONGEST = 2**62
"""What fits a column: a service may state any length, ms."""
_IN_FORCE = "(SELECT version FROM projects WHERE id = ?)"


class Versions(Database):
    """Versions of the drafts of all projects."""

    def add_version(self, project_id: str, draft: Any, cause: str) -> bool:
        """Keep a draft's JSON value and put it in force; False where it is in force already.

        A draft that equals the one before or after the one in force is that version: somebody else undid or redid it.
        """
        text, digest = json.dumps(draft, ensure_ascii=False, separators=(",", ":")), fingerprint(draft)
        with self.transaction() as connection:
            row = connection.execute(
                f"SELECT id, fingerprint, parent FROM versions WHERE id = {_IN_FORCE}", (project_id,)
            ).fetchone()
            now, last, before = row or (None, "", None)
            if last == digest:
                return False
            query = "SELECT id FROM versions WHERE project = ? AND fingerprint = ? AND (id = ? OR parent = ?)"
            known = connection.execute(query, (project_id, digest, before, now)).fetchone()
            if known is None:
                safe = text.encode("utf-8", "backslashreplace").decode()
                number = connection.execute(
                    "INSERT INTO versions (project, at, cause, fingerprint, draft, parent, duration) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (project_id, time.time(), cause, digest, safe, now, min(decode(draft).duration, _LONGEST)),
                ).lastrowid
            else:
                number = known[0]
            connection.execute("UPDATE projects SET version = ? WHERE id = ?", (number, project_id))
            return True

    def current_version(self, project_id: str) -> Version | None:
        """The draft in force."""
        return self._version(f"id = {_IN_FORCE}", project_id)

    def version(self, project_id: str, number: int) -> Version | None:
        """The draft with this id, if it is one of the project's."""
        return self._version("project = ? AND id = ?", project_id, number)

    def version_before(self, project_id: str) -> Version | None:
        """What undo leads to."""
        return self._version(f"id = (SELECT parent FROM versions WHERE id = {_IN_FORCE})", project_id)

    def version_after(self, project_id: str) -> Version | None:
        """What redo leads to: of several, the newest."""
        return self._version(f"parent = {_IN_FORCE} ORDER BY id DESC LIMIT 1", project_id)

    def versions(self, project_id: str, *, limit: int = 100) -> list[Version]:
        """The last `limit` drafts, the newest first."""
        query = f"SELECT {_COLUMNS} FROM versions WHERE project = ? ORDER BY id DESC LIMIT ?"
        return [_version(row) for row in self.rows(query, project_id, limit)]

    def put_in_force(self, project_id: str, number: int) -> None:
        """Go to a version of the project."""
        self.write("UPDATE projects SET version = ? WHERE id = ?", number, project_id, touch=project_id)

    def draft(self, project_id: str, digest: str) -> Any:
        """The JSON value of a draft that was kept, by its fingerprint; None where it was not."""
        found = self._version("project = ? AND fingerprint = ? LIMIT 1", project_id, digest)
        return found.draft if found is not None else None

    def seen(self, session: Session) -> str:
        """The fingerprint of the draft that a session's service had when it was last read; "" before that."""
        query = "SELECT seen FROM sessions WHERE project = ? AND server = ? AND session_id = ?"
        rows = self.rows(query, session.project, session.server, session.session_id)
        return str(rows[0][0]) if rows else ""

    def set_seen(self, session: Session, digest: str) -> None:
        """Remember what the service has."""
        query = "UPDATE sessions SET seen = ? WHERE project = ? AND server = ? AND session_id = ?"
        self.write(query, digest, session.project, session.server, session.session_id)

    def _version(self, condition: str, *values: Any) -> Version | None:
        rows = self.rows(f"SELECT {_COLUMNS} FROM versions WHERE {condition}", *values)
        return _version(rows[0]) if rows else None


def copy_versions(connection: sqlite3.Connection, old: str, new: str) -> None:
    """Give all versions of the project `old` to the project `new`, the one in force included."""
    ids: dict[int | None, int | None] = {None: None}
    rows = connection.execute("SELECT id, parent FROM versions WHERE project = ? ORDER BY id", (old,)).fetchall()
    for number, parent in rows:
        ids[number] = connection.execute(
            "INSERT INTO versions (project, at, cause, fingerprint, draft, parent, duration) "
            "SELECT ?, at, cause, fingerprint, draft, ?, duration FROM versions WHERE id = ?",
            (new, ids.get(parent), number),
        ).lastrowid
    (now,) = connection.execute("SELECT version FROM projects WHERE id = ?", (old,)).fetchone()
    connection.execute("UPDATE projects SET version = ? WHERE id = ?", (ids.get(now), new))


def _version(row: tuple[Any, ...]) -> Version:
    number, at, cause, digest, draft, parent = row
    return Version(number, at, cause, digest, parent, json.loads(draft))
