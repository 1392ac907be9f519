"""What is being typed, kept for each program that has a project open: none writes over what another one has kept."""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from shorts_tui.studio.holding import Locks
from shorts_tui.studio.project import Project
from shorts_tui.studio.versions import Versions

if TYPE_CHECKING:
    from filelock import BaseFileLock

_LATEST = (
    "UPDATE projects SET prompt = coalesce("
    "(SELECT text FROM typing WHERE project = projects.id ORDER BY at DESC, rowid DESC LIMIT 1), '') WHERE id = ?"
)


class Prompts(Versions):
    """Prompts that are being typed. A project's own `prompt` is the latest of them."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._locks = Locks(path)
        self._owner = uuid.uuid4().hex
        self._held: BaseFileLock | None = None

    def close(self) -> None:
        """Let go of the file, and of what was typed here: the next program that opens the project takes it up."""
        super().close()
        if self._held is not None:
            self._held.release()

    def keep_prompt(self, project: Project, prompt: str) -> None:
        """Keep what the user is typing here, even where that is the first that happens in a project."""
        if prompt and self._held is None:
            self._held = self._locks.hold(self._owner)
        with self.transaction() as connection:
            if prompt:
                connection.execute(
                    "INSERT OR IGNORE INTO projects (id, name, created, changed, language, job_key) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    (project.id, project.name, project.created, project.changed, project.language, project.job_key),
                )
                connection.execute(
                    "INSERT INTO typing (owner, project, text, at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE "
                    "SET text = excluded.text, at = excluded.at",
                    (self._owner, project.id, prompt, time.time()),
                )
            else:
                query = "DELETE FROM typing WHERE owner = ? AND project = ?"
                connection.execute(query, (self._owner, project.id))
            connection.execute(_LATEST, (project.id,))

    def take_prompt(self, project: Project) -> str:
        """What was being typed in a project by programs that have ended; it belongs to this one from now on."""
        rows = self.rows("SELECT owner, text FROM typing WHERE project = ? ORDER BY at, rowid", project.id)
        if not rows and not project.prompt:
            return ""
        if not rows:  # kept by an earlier version of the program
            self.keep_prompt(project, project.prompt)
            return project.prompt
        left = [(owner, text) for owner, text in rows if owner == self._owner or self._locks.is_free(owner)]
        if not left:
            return ""
        prompt = "\n".join(dict.fromkeys(text for _, text in left))
        self.keep_prompt(project, prompt)
        with self.transaction() as connection:
            for owner, text in left:
                query = "DELETE FROM typing WHERE owner = ? AND project = ? AND text = ? AND owner <> ?"
                connection.execute(query, (owner, project.id, text, self._owner))
        return prompt
