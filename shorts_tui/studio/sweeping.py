"""What crashes and killed programs left behind: swept once it is old, and never where a project still uses it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from shorts_tui.age import DAY, Age
from shorts_tui.client.errors import CantWrite, NemoError
from shorts_tui.client.partfile import PartFile
from shorts_tui.client.threads import in_thread
from shorts_tui.paths import Locations, locations
from shorts_tui.studio.connect import LOCAL
from shorts_tui.studio.outbox import Outbox
from shorts_tui.studio.store import Store
from shorts_tui.studio.workspace import Workspace

_TEMPORARY = ".*.tmp"
"""What `write_private` calls a file that has yet to get its name."""
_LOOKED_AT = 1000
"""Renders that have ended, the latest ones, whose parts are looked for."""
REPORTS = 20
"""Crash reports that are kept."""


async def tidy(workspace: Workspace) -> None:
    """Sweep this machine, and tell its engine which sessions are still named. No failure of it is anybody's news."""
    with suppress(NemoError):
        await in_thread(sweep, workspace.store, locations(), workspace.settings.keep_leftovers)
        if workspace.link.backend == "local":
            await workspace.link.client.name_sessions(await in_thread(_named, workspace.store))


def sweep(store: Store, places: Locations, days: float, age: Age | None = None) -> None:
    """Delete parts of downloads that nobody will go on with, temporary files and surplus crash reports. Blocking.

    What is found goes after it has lain there unchanged for so many days of the store's own age.

    Raises:
        StorageFault: the store can't be read.
    """
    Outbox(store).sweep()
    parts = _parts(store)
    kept = {project.id for project in store.projects()}
    found = [path for directory in (places.config, places.runtime) for path in directory.glob(_TEMPORARY)]
    found += [path for path in (places.data / "imported").glob("*") if path.name not in kept]
    for path in _ripe(store, [*parts, *found], days, age or Age()):
        if path in parts:
            _discard(*parts[path])
        elif path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
    for path in sorted(places.logs.glob("crash-*.txt"))[:-REPORTS]:
        path.unlink(missing_ok=True)


def _parts(store: Store) -> dict[Path, tuple[Path, str]]:
    """The parts of downloads that are there although their renders have come to an end: of which film and render."""
    ended = store.rows(
        "SELECT id, out FROM renders WHERE stage IN ('saved', 'failed', 'cancelled') ORDER BY changed DESC LIMIT ?",
        _LOOKED_AT,
    )
    parts = dict[Path, tuple[Path, str]]()
    for render_id, out in ended:
        part = Path(f"{out}.part")
        with suppress(OSError):  # such as a name that is too long by now
            if part.exists():
                parts[part] = Path(out), render_id
    return parts


def _ripe(store: Store, paths: Iterable[Path], days: float, age: Age) -> list[Path]:
    """Those that were there as they are now so many days ago."""
    with store.transaction() as connection:
        now, known = age.look(connection), set[str]()
        for path in paths:
            with suppress(OSError, UnicodeError):
                connection.execute(
                    "INSERT INTO leftovers (path, written, since) VALUES (?1, ?2, ?3) ON CONFLICT (path) DO UPDATE "
                    "SET since = iif(written = ?2, since, ?3), written = ?2",
                    (str(path), path.stat().st_mtime, now),
                )
                known.add(str(path))
        rows = connection.execute("SELECT path, since FROM leftovers").fetchall()
        gone = [(path,) for path, _ in rows if path not in known]
        connection.executemany("DELETE FROM leftovers WHERE path = ?", gone)
    return [Path(path) for path, since in rows if path in known and since <= now - days * DAY]


def _discard(target: Path, render_id: str) -> None:
    """The part of a download, where it is one of this render and nobody is writing it."""
    if not target.with_name(f"{target.name}.part").exists():
        return
    with suppress(CantWrite), PartFile(target) as part:
        if part.note is not None and part.note.render_id == render_id:
            part.discard()


def _named(store: Store) -> list[str]:
    return [row[0] for row in store.rows("SELECT session_id FROM sessions WHERE server = ?", LOCAL)]
