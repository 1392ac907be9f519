"""The list of all projects with the lengths of their films, without reading a single draft. Blocking."""

from __future__ import annotations

from dataclasses import dataclass

from shorts_tui.studio.project import Project
from shorts_tui.studio.store import Store
from shorts_tui.timeline.draft import decode


@dataclass(frozen=True)
class Listed:
    """A project and the length of its film in ms, 0 where there is none yet."""

    project: Project
    duration: int


def list_projects(store: Store) -> list[Listed]:
    """All projects, the one changed last first.

    Raises:
        StorageFault: the store can't be read.
    """
    rows = store.rows(
        "SELECT p.id, p.name, p.created, p.changed, p.language, p.job_key, p.prompt, v.id, v.duration "
        "FROM projects AS p LEFT JOIN versions AS v ON v.id = p.version ORDER BY p.changed DESC, p.rowid DESC"
    )
    listed = []
    for *columns, version, duration in rows:
        if version is not None and duration is None:
            duration = _measured(store, columns[0], version)
        listed.append(Listed(Project(*columns), duration or 0))
    return listed


def _measured(store: Store, project_id: str, number: int) -> int:
    """The length of a film that was kept before lengths were, once and for all."""
    version = store.version(project_id, number)
    duration = decode(version.draft).duration if version is not None else 0
    store.write("UPDATE versions SET duration = ? WHERE id = ?", duration, number)
    return duration
