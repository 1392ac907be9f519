"""Projects on disk: one SQLite file in WAL mode that several programs can share. Blocking; safe from any thread.

Every method is one transaction. What it acknowledges has reached the disk.
"""
# ruff: noqa: S608 - queries are put together from this module's constants; values go through parameters alone

from __future__ import annotations

import time
from collections.abc import Sequence

from shorts_tui.studio.database import TOUCH as _TOUCH
from shorts_tui.studio.errors import NoSuchProject
from shorts_tui.studio.project import (
    UNFINISHED,
    Media,
    Message,
    Project,
    Render,
    RenderStage,
    Role,
    Session,
)
from shorts_tui.studio.prompts import Prompts
from shorts_tui.studio.versions import copy_versions
from shorts_tui.text import one_line

_PROJECT = "id, name, created, changed, language, job_key, prompt"
_SESSION = "project, server, session_id, task_id, user_id, created, used"
_THIS_SESSION = "project = ? AND server = ? AND session_id = ?"
_MEDIA = "project, session_id, label, source, size, duration, hash, at"
_ADD_MESSAGE = "INSERT INTO messages (project, at, role, text) VALUES (?, ?, ?, ?)"
_RENDER = "id, project, session_id, server, fingerprint, stage, out, url, created, changed"


class Store(Prompts):
    """The projects of a user. `notice` says what happened at opening, where that is worth a line.

    Raises:
        StorageFault: from every method, when the file can't be opened, read or written.
    """

    # Projects

    def projects(self) -> list[Project]:
        """All projects, the one changed last first."""
        return [
            Project(*row) for row in self.rows(f"SELECT {_PROJECT} FROM projects ORDER BY changed DESC, rowid DESC")
        ]

    def last(self) -> Project | None:
        """The project changed last."""
        rows = self.rows(f"SELECT {_PROJECT} FROM projects ORDER BY changed DESC, rowid DESC LIMIT 1")
        return Project(*rows[0]) if rows else None

    def find(self, name_or_id: str) -> Project:
        """The project with this id, else the one changed last of those with this name.

        Raises:
            NoSuchProject: there is none.
        """
        rows = self.rows(
            f"SELECT {_PROJECT} FROM projects WHERE id = ? OR name = ? ORDER BY id = ? DESC, changed DESC LIMIT 1",
            name_or_id, name_or_id, name_or_id,
        )  # fmt: skip
        if not rows:
            raise NoSuchProject(f"There is no project named {one_line(name_or_id, 80)}.")
        return Project(*rows[0])

    def find_job(self, job_key: str) -> Project | None:
        """The newest project that was begun for this job and has a render that is not finished."""
        rows = self.rows(
            f"SELECT {_PROJECT} FROM projects AS p WHERE job_key = ? AND EXISTS (SELECT 1 FROM renders "
            f"WHERE project = p.id AND stage IN {UNFINISHED}) ORDER BY created DESC LIMIT 1",
            job_key,
        )
        return Project(*rows[0]) if rows else None

    def save(self, project: Project) -> None:
        """Add a project, or bring its name, language and job up to date."""
        self.write(
            f"INSERT INTO projects ({_PROJECT}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "name = excluded.name, language = excluded.language, job_key = excluded.job_key, "
            "changed = max(changed, excluded.changed)",
            project.id, project.name, project.created, project.changed,
            project.language, project.job_key, project.prompt,
        )  # fmt: skip

    def rename(self, project_id: str, name: str) -> None:
        """Give a project another name."""
        self.write("UPDATE projects SET name = ? WHERE id = ?", name, project_id, touch=project_id)

    def copy_project(self, project_id: str, copy: Project, session: Session) -> None:
        """Add a project with the history, versions and media of another one, and a session of its own."""
        with self.transaction() as connection:
            connection.execute(
                f"INSERT INTO projects ({_PROJECT}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (copy.id, copy.name, copy.created, copy.changed, copy.language, copy.job_key, copy.prompt),
            )
            connection.execute(
                f"INSERT INTO sessions ({_SESSION}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    copy.id,
                    session.server,
                    session.session_id,
                    session.task_id,
                    session.user_id,
                    time.time(),
                    time.time(),
                ),
            )
            connection.execute(
                "INSERT INTO messages (project, at, role, text) "
                "SELECT ?, at, role, text FROM messages WHERE project = ? ORDER BY id",
                (copy.id, project_id),
            )
            connection.execute(
                f"INSERT INTO media ({_MEDIA}) SELECT ?, ?, label, source, size, duration, hash, at "
                "FROM media WHERE project = ? ORDER BY id",
                (copy.id, session.session_id, project_id),
            )
            copy_versions(connection, project_id, copy.id)

    def delete(self, project_id: str) -> None:
        """Forget a project and all that belongs to it; exported files stay.

        Raises:
            NoSuchProject: there is none with this id or name.
        """
        self.write("DELETE FROM projects WHERE id = ?", self.find(project_id).id)

    # Sessions

    def add_session(self, session: Session) -> None:
        """Remember a session that a server acknowledged."""
        row = (session.project, session.server, session.session_id, session.task_id, session.user_id)
        self.write(
            f"INSERT OR REPLACE INTO sessions ({_SESSION}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            *row, session.created or time.time(), session.used, touch=session.project,
        )  # fmt: skip

    def session(self, project_id: str, server: str) -> Session | None:
        """The newest session of a project on a server that the server has not forgotten."""
        rows = self.rows(
            f"SELECT {_SESSION} FROM sessions WHERE project = ? AND server = ? AND NOT forgotten "
            "ORDER BY created DESC, rowid DESC LIMIT 1",
            project_id, server,
        )  # fmt: skip
        return Session(*rows[0]) if rows else None

    def last_used_server(self, project_id: str) -> str:
        """Where the project was last worked on: the cloud's address, `local`, or "" where it never was."""
        rows = self.rows(
            "SELECT server FROM sessions WHERE project = ? AND used > 0 ORDER BY used DESC LIMIT 1", project_id
        )
        return str(rows[0][0]) if rows else ""

    def session_used(self, session: Session) -> None:
        """The project uploaded or said something in this session."""
        query = f"UPDATE sessions SET used = ? WHERE {_THIS_SESSION}"
        self.write(query, time.time(), *_key(session), touch=session.project)

    def session_forgotten(self, session: Session) -> None:
        """The server does not know this session any more."""
        self.write(f"UPDATE sessions SET forgotten = 1 WHERE {_THIS_SESSION}", *_key(session))

    # History

    def add_message(self, project_id: str, role: Role, text: str, *, sending: str = "") -> None:
        """Add a line to a project's history; in place of what was shown of it while it came in answer to `sending`."""
        with self.transaction() as connection:
            connection.execute(_ADD_MESSAGE, (project_id, time.time(), role, text))
            connection.execute("UPDATE sending SET shown = '' WHERE id = ? AND shown <> ''", (sending,))
            connection.execute(_TOUCH, (time.time(), project_id))

    def add_shown(self, sending: str, form: str) -> None:
        """What was shown of a message that will not end any more becomes a line of the history, put into `form`."""
        with self.transaction() as connection:
            query = "SELECT project, shown FROM sending WHERE id = ? AND shown <> ''"
            for project_id, shown in connection.execute(query, (sending,)).fetchall():
                line = form.format(text=shown.rstrip())
                connection.execute(_ADD_MESSAGE, (project_id, time.time(), "service", line))
                connection.execute("UPDATE sending SET shown = '' WHERE id = ?", (sending,))

    def messages(self, project_id: str, *, limit: int = 500) -> list[Message]:
        """The last `limit` lines of the history, the oldest of them first."""
        rows = self.rows(
            "SELECT role, text, at, id FROM messages WHERE project = ? ORDER BY id DESC LIMIT ?", project_id, limit
        )
        return [Message(*row) for row in reversed(rows)]

    # Media and renders

    def add_media(self, media: Media) -> None:
        """Remember a medium that a service acknowledged."""
        row = (media.project, media.session_id, media.label, media.source, media.size, media.duration, media.hash)
        query = f"INSERT INTO media ({_MEDIA}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        self.write(query, *row, media.at or time.time(), touch=media.project)

    def media(self, project_id: str) -> list[Media]:
        """What was uploaded into a project, in order."""
        return [
            Media(*row) for row in self.rows(f"SELECT {_MEDIA} FROM media WHERE project = ? ORDER BY id", project_id)
        ]

    def forget_imported_media(self, project_id: str) -> None:
        """The media of an imported project have been uploaded, and stand among those of its session."""
        self.write("DELETE FROM media WHERE project = ? AND session_id = ''", project_id)

    def add_render(self, render: Render) -> bool:
        """Put a render on disk before it is asked for; False where its id is taken."""
        row = (render.id, render.project, render.session_id, render.server, render.fingerprint, render.stage)
        with self.transaction() as connection:
            query = f"INSERT OR IGNORE INTO renders ({_RENDER}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            values = (*row, render.out, render.url, render.created or time.time(), time.time())
            return connection.execute(query, values).rowcount == 1

    def set_render(self, render_id: str, stage: RenderStage, *, url: str | None = None, out: str | None = None) -> None:
        """What has become of a render."""
        query = "UPDATE renders SET stage = ?, url = coalesce(?, url), out = coalesce(?, out), changed = ? WHERE id = ?"
        self.write(query, stage, url, out, time.time(), render_id)

    def unfinished_render(self, session: Session, digest: str) -> Render | None:
        """The newest render of a draft, by its fingerprint, that was asked for in a session and has yet to be saved."""
        rows = self.rows(
            f"SELECT {_RENDER} FROM renders WHERE {_THIS_SESSION} AND fingerprint = ? "
            f"AND stage IN {UNFINISHED} ORDER BY created DESC, rowid DESC LIMIT 1",
            *_key(session), digest,
        )  # fmt: skip
        return Render(*rows[0]) if rows else None

    def renders(self, project_id: str, *, stages: Sequence[RenderStage] = ()) -> list[Render]:
        """The renders of a project, the newest first; only those in `stages` where any are named."""
        marks = ", ".join("?" * len(stages))
        narrowed = f"AND stage IN ({marks})" if stages else ""
        query = f"SELECT {_RENDER} FROM renders WHERE project = ? {narrowed} ORDER BY created DESC, rowid DESC"
        return [Render(*row) for row in self.rows(query, project_id, *stages)]


def _key(session: Session) -> tuple[str, str, str]:
    """What `_THIS_SESSION` is filled with: two servers may give the same session id."""
    return session.project, session.server, session.session_id
