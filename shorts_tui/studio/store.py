"""Projects on disk: one SQLite file in WAL mode that several programs can share. Blocking; safe from any thread.

Every method is one transaction. What it acknowledges has reached the disk.
"""
# ruff: noqa: S608 - queries are put together from this module's constants; values go through parameters alone

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from shorts_tui.studio.errors import NoSuchProject, StorageFault
from shorts_tui.studio.project import (
    UNFINISHED,
    Media,
    Message,
    Project,
    Render,
    RenderStage,
    Role,
    Session,
    Version,
    fingerprint,
)
from shorts_tui.studio.schema import open_database
from shorts_tui.text import one_line

_PROJECT = "id, name, created, changed, language, job_key, prompt"
_SESSION = "project, server, session_id, task_id, user_id, created, used"
_VERSION = "id, at, cause, fingerprint, draft"
_MEDIA = "project, session_id, label, source, size, duration, hash, at"
_RENDER = "id, project, session_id, server, fingerprint, stage, out, url, created, changed"


class Store:
    """The projects of a user. `notice` says what happened at opening, where that is worth a line.

    Raises:
        StorageFault: from every method, when the file can't be opened, read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connection, self.notice = open_database(path)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _transaction(self, mode: str = "IMMEDIATE") -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self._connection.execute(f"BEGIN {mode}")
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException as error:
                with suppress(sqlite3.Error):
                    self._connection.rollback()
                if isinstance(error, sqlite3.Error):
                    sentence = f"The projects file {self.path} can't be used: {one_line(str(error))}."
                    raise StorageFault(sentence) from error
                raise

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._transaction("DEFERRED") as connection:
            return connection.execute(query, values).fetchall()

    def _write(self, query: str, *values: Any, touch: str = "") -> None:
        with self._transaction() as connection:
            connection.execute(query, values)
            if touch:
                connection.execute("UPDATE projects SET changed = max(changed, ?) WHERE id = ?", (time.time(), touch))

    # Projects

    def projects(self) -> list[Project]:
        """All projects, the one changed last first."""
        return [
            Project(*row) for row in self._rows(f"SELECT {_PROJECT} FROM projects ORDER BY changed DESC, rowid DESC")
        ]

    def last(self) -> Project | None:
        """The project changed last."""
        rows = self._rows(f"SELECT {_PROJECT} FROM projects ORDER BY changed DESC, rowid DESC LIMIT 1")
        return Project(*rows[0]) if rows else None

    def find(self, name_or_id: str) -> Project:
        """The project with this id, else the one changed last of those with this name.

        Raises:
            NoSuchProject: there is none.
        """
        rows = self._rows(
            f"SELECT {_PROJECT} FROM projects WHERE id = ? OR name = ? ORDER BY id = ? DESC, changed DESC LIMIT 1",
            name_or_id, name_or_id, name_or_id,
        )  # fmt: skip
        if not rows:
            raise NoSuchProject(f"There is no project named {one_line(name_or_id, 80)}.")
        return Project(*rows[0])

    def find_job(self, job_key: str) -> Project | None:
        """The newest project that was begun for this job and has a render that is not finished."""
        rows = self._rows(
            f"SELECT {_PROJECT} FROM projects AS p WHERE job_key = ? AND EXISTS (SELECT 1 FROM renders "
            f"WHERE project = p.id AND stage IN {UNFINISHED}) ORDER BY created DESC LIMIT 1",
            job_key,
        )
        return Project(*rows[0]) if rows else None

    def save(self, project: Project) -> None:
        """Add a project, or bring its name, language and job up to date."""
        self._write(
            f"INSERT INTO projects ({_PROJECT}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "name = excluded.name, language = excluded.language, job_key = excluded.job_key, "
            "changed = max(changed, excluded.changed)",
            project.id, project.name, project.created, project.changed,
            project.language, project.job_key, project.prompt,
        )  # fmt: skip

    def rename(self, project_id: str, name: str) -> None:
        """Give a project another name."""
        self._write("UPDATE projects SET name = ? WHERE id = ?", name, project_id, touch=project_id)

    def delete(self, project_id: str) -> None:
        """Forget a project and all that belongs to it; exported files stay.

        Raises:
            NoSuchProject: there is none with this id or name.
        """
        self._write("DELETE FROM projects WHERE id = ?", self.find(project_id).id)

    def keep_prompt(self, project_id: str, prompt: str) -> None:
        """Keep what the user is typing."""
        self._write("UPDATE projects SET prompt = ? WHERE id = ?", prompt, project_id)

    # Sessions

    def add_session(self, session: Session) -> None:
        """Remember a session that a server acknowledged."""
        row = (session.project, session.server, session.session_id, session.task_id, session.user_id)
        self._write(
            f"INSERT OR REPLACE INTO sessions ({_SESSION}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            *row, session.created or time.time(), session.used, touch=session.project,
        )  # fmt: skip

    def session(self, project_id: str, server: str) -> Session | None:
        """The newest session of a project on a server that the server has not forgotten."""
        rows = self._rows(
            f"SELECT {_SESSION} FROM sessions WHERE project = ? AND server = ? AND NOT forgotten "
            "ORDER BY created DESC, rowid DESC LIMIT 1",
            project_id, server,
        )  # fmt: skip
        return Session(*rows[0]) if rows else None

    def last_used_server(self, project_id: str) -> str:
        """Where the project was last worked on: the cloud's address, `local`, or "" where it never was."""
        rows = self._rows(
            "SELECT server FROM sessions WHERE project = ? AND used > 0 ORDER BY used DESC LIMIT 1", project_id
        )
        return str(rows[0][0]) if rows else ""

    def session_used(self, project_id: str, session_id: str) -> None:
        """The project uploaded or said something in this session."""
        query = "UPDATE sessions SET used = ? WHERE project = ? AND session_id = ?"
        self._write(query, time.time(), project_id, session_id, touch=project_id)

    def session_forgotten(self, project_id: str, session_id: str) -> None:
        """The server does not know this session any more."""
        self._write("UPDATE sessions SET forgotten = 1 WHERE project = ? AND session_id = ?", project_id, session_id)

    # History

    def add_message(self, project_id: str, role: Role, text: str) -> None:
        """Add a line to a project's history."""
        query = "INSERT INTO messages (project, at, role, text) VALUES (?, ?, ?, ?)"
        self._write(query, project_id, time.time(), role, text, touch=project_id)

    def messages(self, project_id: str, *, limit: int = 500) -> list[Message]:
        """The last `limit` lines of the history, the oldest of them first."""
        rows = self._rows(
            "SELECT role, text, at, id FROM messages WHERE project = ? ORDER BY id DESC LIMIT ?", project_id, limit
        )
        return [Message(*row) for row in reversed(rows)]

    # Versions of the draft

    def add_version(self, project_id: str, draft: Any, cause: str) -> bool:
        """Keep a draft's JSON value; False where it is the same as the last one kept."""
        text, digest = json.dumps(draft, ensure_ascii=False, separators=(",", ":")), fingerprint(draft)
        with self._transaction() as connection:
            query = "SELECT fingerprint FROM versions WHERE project = ? ORDER BY id DESC LIMIT 1"
            last = connection.execute(query, (project_id,)).fetchone()
            if last is not None and last[0] == digest:
                return False
            query = "INSERT INTO versions (project, at, cause, fingerprint, draft) VALUES (?, ?, ?, ?, ?)"
            safe = text.encode("utf-8", "backslashreplace").decode()
            connection.execute(query, (project_id, time.time(), cause, digest, safe))
            return True

    def last_version(self, project_id: str) -> Version | None:
        """The draft kept last."""
        rows = self._rows(f"SELECT {_VERSION} FROM versions WHERE project = ? ORDER BY id DESC LIMIT 1", project_id)
        return _version(rows[0]) if rows else None

    def versions(self, project_id: str, *, limit: int = 100, before: int | None = None) -> list[Version]:
        """The last `limit` drafts (those with an id below `before`), the newest first."""
        rows = self._rows(
            f"SELECT {_VERSION} FROM versions WHERE project = ? AND id < ? ORDER BY id DESC LIMIT ?",
            project_id, before if before is not None else 2**62, limit,
        )  # fmt: skip
        return [_version(row) for row in rows]

    def draft(self, project_id: str, digest: str) -> Any:
        """The JSON value of a draft that was kept, by its fingerprint; None where it was not."""
        query = "SELECT draft FROM versions WHERE project = ? AND fingerprint = ? LIMIT 1"
        rows = self._rows(query, project_id, digest)
        return json.loads(rows[0][0]) if rows else None

    # Media and renders

    def add_media(self, media: Media) -> None:
        """Remember a medium that a service acknowledged."""
        row = (media.project, media.session_id, media.label, media.source, media.size, media.duration, media.hash)
        query = f"INSERT INTO media ({_MEDIA}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        self._write(query, *row, media.at or time.time(), touch=media.project)

    def media(self, project_id: str) -> list[Media]:
        """What was uploaded into a project, in order."""
        return [
            Media(*row) for row in self._rows(f"SELECT {_MEDIA} FROM media WHERE project = ? ORDER BY id", project_id)
        ]

    def add_render(self, render: Render) -> bool:
        """Put a render on disk before it is asked for; False where its id is taken."""
        row = (render.id, render.project, render.session_id, render.server, render.fingerprint, render.stage)
        with self._transaction() as connection:
            query = f"INSERT OR IGNORE INTO renders ({_RENDER}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            values = (*row, render.out, render.url, render.created or time.time(), time.time())
            return connection.execute(query, values).rowcount == 1

    def set_render(self, render_id: str, stage: RenderStage, *, url: str | None = None, out: str | None = None) -> None:
        """What has become of a render."""
        query = "UPDATE renders SET stage = ?, url = coalesce(?, url), out = coalesce(?, out), changed = ? WHERE id = ?"
        self._write(query, stage, url, out, time.time(), render_id)

    def unfinished_render(self, session: Session, digest: str) -> Render | None:
        """The newest render of a draft, by its fingerprint, that was asked for in a session and has yet to be saved."""
        rows = self._rows(
            f"SELECT {_RENDER} FROM renders WHERE project = ? AND session_id = ? AND fingerprint = ? "
            f"AND stage IN {UNFINISHED} ORDER BY created DESC, rowid DESC LIMIT 1",
            session.project, session.session_id, digest,
        )  # fmt: skip
        return Render(*rows[0]) if rows else None

    def renders(self, project_id: str, *, stages: Sequence[RenderStage] = ()) -> list[Render]:
        """The renders of a project, the newest first; only those in `stages` where any are named."""
        marks = ", ".join("?" * len(stages))
        narrowed = f"AND stage IN ({marks})" if stages else ""
        query = f"SELECT {_RENDER} FROM renders WHERE project = ? {narrowed} ORDER BY created DESC, rowid DESC"
        return [Render(*row) for row in self._rows(query, project_id, *stages)]


def _version(row: tuple[Any, ...]) -> Version:
    number, at, cause, digest, draft = row
    return Version(number, at, cause, digest, json.loads(draft))
