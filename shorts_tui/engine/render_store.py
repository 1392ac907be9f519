"""The engine's records of renders: what was asked for, how far it is, what came of it (SQLite)."""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from shorts_tui.age import DAY, Age
from shorts_tui.engine.database import Database
from shorts_tui.engine.errors import EngineError
from shorts_tui.engine.review.finding import Finding
from shorts_tui.protocol.codes import Code
from shorts_tui.protocol.models import RenderState

MAX_ATTEMPTS = 3
"""Times that a render is begun again after the engine died over it."""

_COLUMNS = "id, session, job, status, message, attempts, size, duration, width, height, created, ended, findings"


@dataclass(frozen=True)
class Render:
    """One render: `id` is the client's, `job` ours; size in bytes, duration in ms, times in epoch seconds.

    `message` says why a failed one failed, and what may not be expected of a completed one. `findings` is what the
    check of a completed one found, None where there was no check.
    """

    id: str
    session: str
    job: str
    status: RenderState
    message: str
    attempts: int
    size: int
    duration: int
    width: int
    height: int
    created: float
    ended: float | None
    findings: tuple[Finding, ...] | None = None

    @property
    def finished(self) -> bool:
        """Will nothing change about it any more?"""
        return self.status not in ("pending", "processing")


def _render(row: Sequence[Any]) -> Render:
    """The render in a row of `_COLUMNS`."""
    *values, found = row
    findings = None if found is None else tuple(Finding(**finding) for finding in json.loads(found))
    return replace(Render(*values), findings=findings)


def digest(draft: Any) -> str:
    """The same for drafts that are equal as JSON values."""
    return hashlib.sha256(json.dumps(draft, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


class RenderStore:
    """The queue of renders on disk; `age` is the clock of the records."""

    def __init__(self, database: Database, age: Age) -> None:
        self.database, self._age = database, age

    def submit(self, render_id: str, session_id: str, draft: Any) -> tuple[Render, bool]:
        """Put a render into the queue, or find the one that was submitted before under the same id.

        Returns:
            The render, and whether it is new.

        Raises:
            EngineError: the id was used for another film (409).
        """
        mark = digest(draft)
        with self.database.write() as db:
            row = db.execute("SELECT session, digest FROM renders WHERE id = ?", (render_id,)).fetchone()
            if row is not None and (row["session"], row["digest"]) != (session_id, mark):
                raise EngineError("This render id was used for another film: choose a new one.", Code.CONFLICT)
            if row is None:
                db.execute(
                    "INSERT INTO renders (id, session, job, draft, digest, status, created) "
                    "VALUES (?, ?, ?, ?, ?, 'pending', ?)",
                    (render_id, session_id, uuid.uuid4().hex, json.dumps(draft), mark, time.time()),
                )
        return self.get(render_id), row is None

    def get(self, render_id: str) -> Render:
        """The render with this id.

        Raises:
            EngineError: there is none (404).
        """
        with self.database.read() as db:
            row = db.execute(f"SELECT {_COLUMNS} FROM renders WHERE id = ?", (render_id,)).fetchone()  # noqa: S608
        if row is None:
            raise EngineError("The render was not found.", Code.NOT_FOUND)
        return _render(row)

    def draft(self, render_id: str) -> Any:
        """The draft JSON of a render, untouched."""
        with self.database.read() as db:
            return json.loads(db.execute("SELECT draft FROM renders WHERE id = ?", (render_id,)).fetchone()["draft"])

    def take(self) -> Render | None:
        """The oldest render that waits, now `processing`; None when none does."""
        with self.database.write() as db:
            row = db.execute(
                "SELECT id FROM renders WHERE status = 'pending' ORDER BY created, rowid LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            db.execute("UPDATE renders SET status = 'processing', attempts = attempts + 1 WHERE id = ?", (row["id"],))
        return self.get(row["id"])

    def complete(
        self,
        render_id: str,
        *,
        size: int,
        duration: int,
        width: int,
        height: int,
        note: str = "",
        findings: Sequence[Finding] | None = None,
    ) -> bool:
        """The film is there. False when the render was cancelled meanwhile: then its file is not wanted."""
        return self._end(render_id, "completed", note, size, duration, width, height, findings=findings)

    def fail(self, render_id: str, message: str) -> bool:
        """The render came to nothing; `message` is one sentence."""
        return self._end(render_id, "failed", message)

    def _end(
        self, render_id: str, status: RenderState, message: str, *sizes: int, findings: Sequence[Finding] | None = None
    ) -> bool:
        values = (*sizes, 0, 0, 0, 0)[:4]
        found = None if findings is None else json.dumps([asdict(finding) for finding in findings])
        with self.database.write() as db:
            done = db.execute(
                "UPDATE renders SET status = ?, message = ?, size = ?, duration = ?, width = ?, height = ?, ended = ?, "
                "findings = ? WHERE id = ? AND status = 'processing'",
                (status, message, *values, time.time(), found, render_id),
            )
            return done.rowcount == 1

    def cancel(self, render_id: str) -> bool:
        """The render is not wanted any more. False when it had ended before."""
        with self.database.write() as db:
            done = db.execute(
                "UPDATE renders SET status = 'cancelled', ended = ? WHERE id = ? AND status IN "
                "('pending', 'processing')",
                (time.time(), render_id),
            )
            return done.rowcount == 1

    def put_back(self, render_id: str) -> None:
        """The engine stops in the middle of this render: it waits for the next start, and that was no attempt."""
        with self.database.write() as db:
            db.execute(
                "UPDATE renders SET status = 'pending', attempts = attempts - 1 WHERE id = ? AND status = 'processing'",
                (render_id,),
            )

    def requeue(self) -> None:
        """After a crash: what was being rendered waits again, unless the engine died over it too often."""
        with self.database.write() as db:
            db.execute(
                "UPDATE renders SET status = 'failed', ended = ?, message = ? "
                "WHERE status = 'processing' AND attempts >= ?",
                (time.time(), f"The engine died {MAX_ATTEMPTS} times while it rendered this film.", MAX_ATTEMPTS),
            )
            db.execute("UPDATE renders SET status = 'pending' WHERE status = 'processing'")

    def unfinished(self) -> int:
        """How many wait or are being rendered."""
        with self.database.read() as db:
            query = "SELECT count(*) FROM renders WHERE status IN ('pending', 'processing')"
            return int(db.execute(query).fetchone()[0])

    def completed(self, session_id: str | None = None) -> tuple[Render, ...]:
        """The renders whose film is there, oldest first; of one session or of all."""
        with self.database.read() as db:
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM renders WHERE status = 'completed' AND (? IS NULL OR session = ?) "  # noqa: S608
                "ORDER BY created",
                (session_id, session_id),
            ).fetchall()
        return tuple(_render(row) for row in rows)

    def forget(self, days: float) -> list[str]:
        """Delete the records of renders that have been over for so many days. Returns their jobs."""
        with self.database.write() as db:
            age = self._age.look(db)
            db.execute("UPDATE renders SET over = ? WHERE over IS NULL AND ended IS NOT NULL", (age,))
            query = "DELETE FROM renders WHERE over < ? RETURNING job"
            return [row["job"] for row in db.execute(query, (age - days * DAY,)).fetchall()]

    def forget_one(self, render_id: str) -> None:
        """Delete the record of a render whose film is gone."""
        with self.database.write() as db:
            db.execute("DELETE FROM renders WHERE id = ?", (render_id,))
