"""What `doctor` looks at on this side: settings, files, clock, terminal, proxies. Each look is one finding."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from shorts_tui import text
from shorts_tui.client.endpoint import Endpoint
from shorts_tui.client.tokenfile import load
from shorts_tui.paths import Locations, private_directory
from shorts_tui.settings import Settings
from shorts_tui.studio.schema import MIGRATIONS

_SPACE_NEEDED = 2_000_000_000
"""Bytes that an analysis, its segment encodes and a film may take together."""
_SMALLEST = (60, 18)
"""Columns and rows of a terminal in which the studio is of use."""
_DAY = 86_400.0


@dataclass(frozen=True)
class Finding:
    """One thing looked at. A finding that is not `vital` is told, and is no failure."""

    name: str
    ok: bool
    detail: str
    advice: str = ""
    vital: bool = True


def machine(places: Locations, settings: Settings) -> list[Finding]:
    """All that can be seen without a network and without the engine, in the order in which it matters."""
    return [
        _python(),
        _terminal(),
        _writable(places),
        _space(places),
        _projects(places),
        _clock(places),
        _proxies(settings),
    ]


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("python", sys.version_info >= (3, 11), version)


def _terminal() -> Finding:
    columns, rows = shutil.get_terminal_size()
    encoding = (sys.stdout.encoding or "").lower()
    term = os.environ.get("TERM") or "none"
    detail = f"{term}, {columns}x{rows}, {encoding}"
    if encoding.replace("-", "") != "utf8":
        return Finding("terminal", False, detail, "Set a UTF-8 locale, such as LANG=C.UTF-8.", vital=False)
    if term == "dumb":
        return Finding("terminal", False, detail, "Set TERM to your terminal's name for the studio.", vital=False)
    if columns < _SMALLEST[0] or rows < _SMALLEST[1]:
        return Finding("terminal", False, detail, "Make the window larger for the studio.", vital=False)
    return Finding("terminal", True, detail)


def _writable(places: Locations) -> Finding:
    for directory in (places.config, places.data, places.cache, places.runtime):
        advice = "Make it writable, or set SHORTS_TUI_HOME to a directory of yours."
        try:
            private_directory(directory)
        except OSError as error:
            return Finding("directories", False, f"{directory}: {error.strerror or error}", advice)
        if not os.access(directory, os.W_OK | os.X_OK) or os.statvfs(directory).f_flag & os.ST_RDONLY:
            return Finding("directories", False, f"{directory} can't be written", advice)
    return Finding("directories", True, f"{places.config}, {places.data}, {places.cache}")


def _space(places: Locations) -> Finding:
    found = {directory: shutil.disk_usage(_existing(directory)).free for directory in (places.cache, places.config)}
    free = min(found.values())
    ok = free >= _SPACE_NEEDED
    return Finding("disk space", ok, f"{text.size(free)} free", "" if ok else "Free some space.", vital=False)


def _projects(places: Locations) -> Finding:
    """The projects' file, looked at without touching it."""
    path = places.projects
    if not path.exists():
        return Finding("projects", True, "none yet")
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            [(state,)] = connection.execute("PRAGMA quick_check(1)")
            [(version,)] = connection.execute("PRAGMA user_version")
            count = connection.execute("SELECT count(*) FROM projects").fetchone()[0] if version else 0
    except sqlite3.OperationalError as error:
        return Finding("projects", False, f"{path}: {error}", "Close other programs that use it, or free some space.")
    except sqlite3.DatabaseError as error:
        return Finding("projects", False, f"{path}: {error}", "The next start sets it aside and begins a fresh one.")
    if version > len(MIGRATIONS):
        return Finding("projects", False, f"{path} was made by a newer version", "Update shorts-tui.")
    return Finding("projects", state == "ok", f"{count} in {path}", "" if state == "ok" else f"It is damaged: {state}.")


def _clock(places: Locations) -> Finding:
    """A clock that is behind what was written before it, or behind the program itself, breaks tokens and TLS."""
    written = [Path(__file__), places.projects, places.token, places.engine_data / "engine.db"]
    newest = max((path.stat().st_mtime for path in written if path.exists()), default=0.0)
    now = time.time()
    detail = datetime.fromtimestamp(now).astimezone().isoformat(timespec="seconds")
    if now < newest - _DAY:
        return Finding("clock", False, f"{detail}, and files were written later than that", "Set the clock.")
    return Finding("clock", True, detail)


def _proxies(settings: Settings) -> Finding:
    names = [
        name
        for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
        if os.environ.get(name, os.environ.get(name.lower()))
    ]
    host = urlsplit(settings.api_url).hostname or settings.api_url
    if not names:
        return Finding("proxy", True, f"none; the cloud is {host}", vital=False)
    return Finding("proxy", True, f"{', '.join(names)} set; the cloud is {host}", vital=False)


def token(places: Locations, settings: Settings) -> Finding:
    """Where a token would come from, and whether it is of use."""
    if found := os.environ.get("NEMO_TOKEN"):
        ok = found == found.strip() and found.isascii() and found.isprintable()
        advice = "" if ok else "NEMO_TOKEN has spaces or other stray characters: set it again."
        return Finding("token", ok, "from NEMO_TOKEN", advice, vital=False)
    if not places.token.exists():
        return Finding("token", True, "none yet; one is asked for when the cloud is used", vital=False)
    if stat.S_IMODE(places.token.stat().st_mode) & 0o077:
        return Finding("token", False, "others can read it", f"Run: chmod 600 {places.token}", vital=False)
    held = load(places.token, Endpoint(settings.api_url))
    if held is None:
        return Finding("token", True, "none for this cloud yet", vital=False)
    if held.ends_within(0):
        return Finding("token", False, "it has expired", "It is renewed when the cloud is used.", vital=False)
    date = datetime.fromtimestamp(held.expires_at).astimezone().strftime("%Y-%m-%d %H:%M")
    return Finding("token", True, f"stored, valid until {date}", vital=False)


def _existing(path: Path) -> Path:
    return next((item for item in (path, *path.parents) if item.exists()), Path("/"))
