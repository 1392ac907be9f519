"""Every location on disk that the program uses, and how its directories and private files are made."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

APP = "shorts-tui"
_SOCKET_LIMIT = 100
"""Bytes that fit a unix socket's address everywhere (104 on macOS, 108 on Linux), less a terminator."""


@dataclass(frozen=True)
class Locations:
    """The four directories of a user; nothing is created by asking for one."""

    config: Path
    data: Path
    cache: Path
    runtime: Path

    @property
    def settings_file(self) -> Path:
        """What the user may edit."""
        return self.config / "config.toml"

    @property
    def projects(self) -> Path:
        """The projects' database."""
        return self.config / "projects.db"

    @property
    def token(self) -> Path:
        """The anonymous token, 0600."""
        return self.config / "token.json"

    @property
    def client_id(self) -> Path:
        """The client's UUID."""
        return self.config / "client_id"

    @property
    def engine_data(self) -> Path:
        """The embedded engine's database, media and renders."""
        return self.data / "engine"

    @property
    def engine_cache(self) -> Path:
        """Analyses and segment encodes: may be deleted at any time."""
        return self.cache / "engine"

    @property
    def engine_info(self) -> Path:
        """How to reach the running engine, 0600."""
        return self.runtime / "engine.json"

    @property
    def engine_lock(self) -> Path:
        """Held while an engine is being started."""
        return self.runtime / "engine.lock"

    @property
    def engine_alive(self) -> Path:
        """Locked by the engine's process as long as it lives: one engine a runtime directory."""
        return self.runtime / "engine.alive"

    @property
    def engine_socket(self) -> Path:
        """The engine's unix socket; in a short private directory where the runtime directory is too deep."""
        path = self.runtime / "engine.sock"
        if len(os.fsencode(path)) <= _SOCKET_LIMIT:
            return path
        digest = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"{APP}-{os.getuid()}-{digest}" / "engine.sock"

    @property
    def logs(self) -> Path:
        """Where log files go."""
        return self.data / "logs"


def locations() -> Locations:
    """The platform's directories, or those below `SHORTS_TUI_HOME` when that is set."""
    if home := os.environ.get("SHORTS_TUI_HOME"):
        root = Path(home).expanduser().absolute()
        return Locations(root / "config", root / "data", root / "cache", root / "run")
    import platformdirs

    dirs = platformdirs.PlatformDirs(APP, appauthor=False)
    # Not the session's runtime directory: that goes when the last login ends, and the engine outlives it.
    return Locations(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path, dirs.user_data_path / "run")


def in_words(error: OSError) -> str:
    """What went wrong and with which file, without the number that the system has for it."""
    return ": ".join(str(part) for part in (error.filename, error.strerror or error) if part)


def private_directory(path: Path) -> Path:
    """Make `path` a directory that is ours alone (0700), as are those on the way that are made for it; return it.

    Raises:
        PermissionError: it belongs to someone else, or is a link.
        OSError: it can't be made.
    """
    for directory in reversed((path, *path.parents)):
        # `parents=True` would make those on the way with whatever the umask allows.
        if directory == path or not directory.exists():
            directory.mkdir(mode=0o700, exist_ok=True)
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode) or (hasattr(os, "getuid") and status.st_uid != os.getuid()):
        raise PermissionError(f"{path} is not a directory of yours")
    if stat.S_IMODE(status.st_mode) & 0o077:
        path.chmod(0o700)
    return path


@contextmanager
def replacing(path: Path, mode: int = 0o600) -> Iterator[BinaryIO]:
    """A file to write that is at `path`, with `mode`, once all of it is on disk; until then, or if not, nothing is.

    Raises:
        OSError: it can't be written.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if mode != 0o600:
            temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_private(path: Path, data: bytes) -> None:
    """Write a 0600 file whole or not at all, in a 0700 directory."""
    private_directory(path.parent)
    with replacing(path) as file:
        file.write(data)
