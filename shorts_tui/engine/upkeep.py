"""Sessions that no project names any more: marked when a client says so, deleted with their media days later.

The days count from the mark, not from the session's beginning: a projects' file that was set aside can be put back.
They are days of the records' own age, which the machine's clock can't make jump.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterable
from pathlib import Path

from shorts_tui.age import DAY, Age
from shorts_tui.engine.database import Database

_log = logging.getLogger(__name__)

_IDLE = (
    "SELECT id FROM sessions WHERE unnamed < ? "
    "AND NOT EXISTS (SELECT 1 FROM turns WHERE session = sessions.id AND ended IS NULL) "
    "AND NOT EXISTS (SELECT 1 FROM renders WHERE session = sessions.id AND status IN ('pending', 'processing'))"
)


class Upkeep:
    """Keeps what is named.

    Args:
        database: the engine's records.
        media: the directory of stored files.
        films: the directory of finished films.
        storing: held by whoever gives stored files to a session, so that none is deleted under its hands.
        age: the clock of the records.
    """

    def __init__(self, database: Database, media: Path, films: Path, storing: threading.Lock, age: Age) -> None:
        self._age = age
        self._database, self._media, self._films, self._storing = database, media, films, storing

    def name(self, sessions: Iterable[str]) -> None:
        """These sessions are in use by somebody's projects, and the others are not."""
        named = json.dumps(list(sessions))
        with self._database.write() as db:
            db.execute(
                "UPDATE sessions SET unnamed = NULL WHERE unnamed IS NOT NULL "
                "AND id IN (SELECT value FROM json_each(?))",
                (named,),
            )
            db.execute(
                "UPDATE sessions SET unnamed = ? WHERE unnamed IS NULL AND id NOT IN (SELECT value FROM json_each(?))",
                (self._age.look(db), named),
            )

    def sweep(self, days: float) -> int:
        """Delete the sessions that nobody has named for so many days and that do nothing. Returns how many."""
        with self._storing:
            with self._database.write() as db:
                gone = [row["id"] for row in db.execute(_IDLE, (self._age.look(db) - days * DAY,))]
                films = []
                for session in gone:
                    films += [row["job"] for row in db.execute("SELECT job FROM renders WHERE session = ?", (session,))]
                    for table in ("renders", "turns", "versions", "assets"):
                        db.execute(f"DELETE FROM {table} WHERE session = ?", (session,))  # noqa: S608 - one of four names
                    db.execute("DELETE FROM sessions WHERE id = ?", (session,))
                unused = "FROM media WHERE NOT EXISTS (SELECT 1 FROM assets WHERE sha256 = media.sha256)"
                media = [row["sha256"] for row in db.execute(f"SELECT sha256 {unused}")]
                db.execute(f"DELETE {unused}")
            # Only now: what a crash leaves between here and there is swept at the next start.
            for path in [*(self._media / name for name in media), *(self._films / f"{job}.mp4" for job in films)]:
                path.unlink(missing_ok=True)
        if gone:
            _log.info("%d sessions that no project names were deleted, with %d files", len(gone), len(media))
        return len(gone)
