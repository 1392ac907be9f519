"""What crashes and killed programs left behind: swept once it is old, and never where a project still uses it."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path

from shorts_tui.client.errors import CantWrite, NemoError
from shorts_tui.client.partfile import PartFile
from shorts_tui.client.threads import in_thread
from shorts_tui.paths import Locations, locations
from shorts_tui.studio.connect import LOCAL
from shorts_tui.studio.outbox import Outbox
from shorts_tui.studio.store import Store
from shorts_tui.studio.workspace import Workspace

_DAY = 86_400.0
_TEMPORARY = ".*.tmp"
"""What `write_private` calls a file that has yet to get its name."""
REPORTS = 20
"""Crash reports that are kept."""


async def tidy(workspace: Workspace) -> None:
    """Sweep this machine, and tell its engine which sessions are still named. No failure of it is anybody's news."""
    with suppress(NemoError):
        await in_thread(sweep, workspace.store, locations(), workspace.settings.keep_leftovers)
        if workspace.link.backend == "local":
            await workspace.link.client.name_sessions(await in_thread(_named, workspace.store))


def sweep(store: Store, places: Locations, days: float) -> None:
    """Delete parts of downloads that nobody will go on with, temporary files and surplus crash reports. Blocking.

    Raises:
        StorageFault: the store can't be read.
    """
    before = time.time() - days * _DAY
    Outbox(store).sweep()
    ended = store.rows(
        "SELECT id, out FROM renders WHERE stage IN ('saved', 'failed', 'cancelled') AND changed < ? AND changed > ?",
        before, before - 30 * _DAY,
    )  # fmt: skip
    for render_id, out in ended:
        _discard(Path(out), render_id)
    for directory in (places.config, places.runtime):
        for path in directory.glob(_TEMPORARY):
            with suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()
    kept = {project.id for project in store.projects()}
    for directory in (places.data / "imported").glob("*"):
        with suppress(OSError):
            if directory.name not in kept and directory.stat().st_mtime < before:
                shutil.rmtree(directory)
    for path in sorted(places.logs.glob("crash-*.txt"))[:-REPORTS]:
        path.unlink(missing_ok=True)


def _discard(target: Path, render_id: str) -> None:
    """The part of a download, where it is one of this render and nobody is writing it."""
    if not target.with_name(f"{target.name}.part").exists():
        return
    with suppress(CantWrite), PartFile(target) as part:
        if part.note is not None and part.note.render_id == render_id:
            part.discard()


def _named(store: Store) -> list[str]:
    return [row[0] for row in store.rows("SELECT session_id FROM sessions WHERE server = ?", LOCAL)]
