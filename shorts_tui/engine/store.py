"""The engine's records of sessions: their media, the versions of their drafts and their turns (SQLite)."""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import ValidationError

from shorts_tui.engine.assets import Asset, MediaInfo
from shorts_tui.engine.database import Database
from shorts_tui.engine.director.plan import Ask
from shorts_tui.engine.director.turn import Versions
from shorts_tui.engine.errors import EngineError
from shorts_tui.protocol.codes import Code
from shorts_tui.timeline.draft import EMPTY, Draft, decode, encode

INTERRUPTED = "The engine stopped while it was working on this."


@dataclass(frozen=True)
class Session:
    """A session as it was created. `language` is the code that answers are written in."""

    id: str
    task_id: str
    name: str
    language: str


@dataclass(frozen=True)
class Received:
    """A file that came in and lies at `path` under a name of ours; `label` is what the sender calls it."""

    path: Path
    label: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Turn:
    """What was said and what came of it; `ended` (epoch seconds) is None while it runs."""

    id: str
    message: str
    answer: str
    error: str
    started: float
    ended: float | None


class Store:
    """Sessions and what belongs to them; `media` is the directory of stored files, each named by its SHA-256."""

    def __init__(self, database: Database, media: Path) -> None:
        self.database = database
        self.media = media

    def create_session(self, name: str, language: str) -> Session:
        """A new session with an empty film."""
        session = Session(str(uuid.uuid4()), str(uuid.uuid4()), name, language)
        with self.database.write() as db:
            db.execute(
                "INSERT INTO sessions (id, task_id, name, language, created) VALUES (?, ?, ?, ?, ?)",
                (session.id, session.task_id, name, language, time.time()),
            )
        return session

    def session(self, session_id: str) -> Session:
        """The session with this id.

        Raises:
            EngineError: there is none (code 1002).
        """
        with self.database.read() as db:
            row = db.execute("SELECT id, task_id, name, language FROM sessions WHERE id = ?", (session_id,)).fetchone()
        if row is None:
            raise EngineError("The session was not found.", Code.NO_SESSION)
        return Session(*row)

    def count_sessions(self) -> int:
        """How many sessions there are."""
        with self.database.read() as db:
            return int(db.execute("SELECT count(*) FROM sessions").fetchone()[0])

    def versions(self, session_id: str) -> Versions:
        """The drafts of a session and which of them is in force."""
        with self.database.read() as db:
            rows = db.execute("SELECT draft FROM versions WHERE session = ? ORDER BY n", (session_id,)).fetchall()
            at = db.execute("SELECT at FROM sessions WHERE id = ?", (session_id,)).fetchone()
        if not rows or at is None:
            return Versions()
        return Versions(tuple(decode(json.loads(row["draft"])) for row in rows), at["at"])

    def current(self, session_id: str) -> Draft:
        """The draft in force."""
        with self.database.read() as db:
            row = db.execute(
                "SELECT draft FROM versions JOIN sessions ON id = session AND n = at WHERE session = ?", (session_id,)
            ).fetchone()
        return decode(json.loads(row["draft"])) if row is not None else Versions().current

    def put_draft(self, session_id: str, draft: Draft) -> None:
        """Put a draft in force: the version that equals it, if there is one, else a new one after the one in force."""
        versions = self.versions(session_id)
        same = [n for n, known in enumerate(versions.drafts) if known == draft]
        at = min(same, key=lambda n: abs(n - versions.at), default=versions.at + 1)
        with self.database.write() as db:
            if not same:
                db.execute("DELETE FROM versions WHERE session = ? AND n >= ?", (session_id, at))
                # The empty film that a session begins with is not on record before its first change.
                kept = [(0, EMPTY)] if at == 1 else []
                db.executemany(
                    "INSERT OR IGNORE INTO versions (session, n, draft, turn, created) VALUES (?, ?, ?, NULL, ?)",
                    [(session_id, n, json.dumps(encode(item)), time.time()) for n, item in [*kept, (at, draft)]],
                )
            db.execute("UPDATE sessions SET at = ? WHERE id = ?", (at, session_id))
            if at != versions.at:  # what a pending question is about may be gone from the film
                db.execute("UPDATE sessions SET question = NULL WHERE id = ?", (session_id,))

    def question(self, session_id: str) -> Ask | None:
        """What the last turn of a session asked back, where it is still to be answered."""
        with self.database.read() as db:
            row = db.execute("SELECT question FROM sessions WHERE id = ?", (session_id,)).fetchone()
        if row is None or row["question"] is None:
            return None
        try:
            return Ask.model_validate_json(row["question"])
        except ValidationError:  # as another version of this engine wrote it
            return None

    def answered(self, session_id: str) -> str:
        """The answer to the last turn of a session that came to an end; empty before there is one."""
        with self.database.read() as db:
            row = db.execute(
                "SELECT answer FROM turns WHERE session = ? AND answer <> '' ORDER BY rowid DESC LIMIT 1",
                (session_id,),
            ).fetchone()
        return "" if row is None else str(row["answer"])

    def copy_session(self, session: Session, name: str) -> Session:
        """A new session with the same media, and with the film in force as its first version."""
        copy = self.create_session(name, session.language)
        with self.database.write() as db:
            db.execute(
                "INSERT INTO assets (session, position, id, sha256, label, created) "
                "SELECT ?, position, id, sha256, label, created FROM assets WHERE session = ?",
                (copy.id, session.id),
            )
        if not (film := self.current(session.id)).is_empty:
            self.put_draft(copy.id, film)
        return copy

    def begin_turn(self, turn: str, session_id: str, message: str) -> None:
        """Write down what was said before anything is done about it."""
        with self.database.write() as db:
            db.execute(
                "INSERT INTO turns (id, session, message, started) VALUES (?, ?, ?, ?)",
                (turn, session_id, message, time.time()),
            )

    def end_turn(self, turn: str, answer: str, before: Versions, after: Versions, question: Ask | None = None) -> None:
        """The turn is done: its answer, what it asks back, and the session's versions, all or nothing."""
        with self.database.write() as db:
            session = db.execute("SELECT session FROM turns WHERE id = ?", (turn,)).fetchone()["session"]
            stored = db.execute("SELECT count(*) FROM versions WHERE session = ?", (session,)).fetchone()[0]
            same = min(_common(before, after), stored)
            db.execute("DELETE FROM versions WHERE session = ? AND n >= ?", (session, same))
            db.executemany(
                "INSERT INTO versions (session, n, draft, turn, created) VALUES (?, ?, ?, ?, ?)",
                [
                    (session, n, json.dumps(encode(draft)), turn, time.time())
                    for n, draft in enumerate(after.drafts[same:], same)
                ],
            )
            pending = None if question is None else question.model_dump_json()
            db.execute("UPDATE sessions SET at = ?, question = ? WHERE id = ?", (after.at, pending, session))
            db.execute("UPDATE turns SET answer = ?, ended = ? WHERE id = ?", (answer, time.time(), turn))

    def fail_turn(self, turn: str, error: str) -> None:
        """The turn came to nothing; the versions stay as they are."""
        with self.database.write() as db:
            db.execute(
                "UPDATE turns SET error = ?, ended = ? WHERE id = ? AND ended IS NULL", (error, time.time(), turn)
            )

    def fail_open_turns(self) -> int:
        """After a restart: turns that were cut are ended with a reason. Returns how many."""
        with self.database.write() as db:
            done = db.execute("UPDATE turns SET error = ?, ended = ? WHERE ended IS NULL", (INTERRUPTED, time.time()))
            return done.rowcount

    def turns(self, session_id: str) -> tuple[Turn, ...]:
        """The turns of a session, oldest first."""
        with self.database.read() as db:
            rows = db.execute(
                "SELECT id, message, answer, error, started, ended FROM turns WHERE session = ? ORDER BY started",
                (session_id,),
            ).fetchall()
        return tuple(Turn(*row) for row in rows)

    def known(self, sha256: str) -> MediaInfo | None:
        """What is known of a stored file, None where there is no such content."""
        with self.database.read() as db:
            row = db.execute("SELECT info FROM media WHERE sha256 = ?", (sha256,)).fetchone()
        return MediaInfo(**json.loads(row["info"])) if row is not None and self.path(sha256).exists() else None

    def path(self, sha256: str) -> Path:
        """Where content with this hash is stored."""
        return self.media / sha256

    def add_assets(self, session_id: str, files: Sequence[tuple[Received, MediaInfo]]) -> tuple[Asset, ...]:
        """Give stored files to a session, all or none. The same content again is the same asset with a new label."""
        with self.database.write() as db:
            place = db.execute(
                "SELECT coalesce(max(position), -1) + 1 FROM assets WHERE session = ?", (session_id,)
            ).fetchone()[0]
            found = []
            for position, (file, info) in enumerate(files, place):
                db.execute(
                    "INSERT OR IGNORE INTO media (sha256, size, info, created) VALUES (?, ?, ?, ?)",
                    (file.sha256, file.size, json.dumps(asdict(info)), time.time()),
                )
                asset = f"a_{file.sha256[:16]}"
                db.execute(
                    "INSERT INTO assets (session, position, id, sha256, label, created) VALUES (?, ?, ?, ?, ?, ?) "
                    "ON CONFLICT (session, id) DO UPDATE SET label = excluded.label",
                    (session_id, position, asset, file.sha256, file.label, time.time()),
                )
                found.append(Asset(asset, file.label, self.path(file.sha256), file.sha256, file.size, info))
        return tuple(found)

    def assets(self, session_id: str) -> tuple[Asset, ...]:
        """The media of a session in the order of upload."""
        with self.database.read() as db:
            rows = db.execute(
                "SELECT id, label, sha256, size, info FROM assets JOIN media USING (sha256) "
                "WHERE session = ? ORDER BY position",
                (session_id,),
            ).fetchall()
        return tuple(self._asset(row) for row in rows)

    def _asset(self, row: sqlite3.Row) -> Asset:
        info = MediaInfo(**json.loads(row["info"]))
        return Asset(row["id"], row["label"], self.path(row["sha256"]), row["sha256"], row["size"], info)

    def stored_media(self) -> frozenset[str]:
        """The hashes of all content on record."""
        with self.database.read() as db:
            return frozenset(row["sha256"] for row in db.execute("SELECT sha256 FROM media"))


def _common(before: Versions, after: Versions) -> int:
    """How many drafts at the beginning are the same in both."""
    pairs = zip(before.drafts, after.drafts, strict=False)
    return next(
        (n for n, (old, new) in enumerate(pairs) if old is not new and old != new),
        min(len(before.drafts), len(after.drafts)),
    )
