"""What renders keep: finished pieces by the hash of all that they depend on, and a working directory for each render.

Any number of renders, in any number of processes, may share a cache: files appear by rename, a render holds its own
links to what it uses, and a working directory is locked for as long as its render lives.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from shorts_tui.engine.ffmpeg import ffmpeg_path
from shorts_tui.paths import private_directory

FORMAT = 1
"""Raised when pieces of an earlier program must not be used any more."""
DEFAULT_LIMIT = 4_000_000_000
"""Bytes of pieces that are kept."""
_YOUNG = 60.0
"""Seconds in which a working directory may still be without its lock."""
_STALE_PART = 600.0


class PieceCache:
    """Files below `directory` by key, the least recently used dropped beyond `limit` bytes."""

    def __init__(self, directory: Path, limit: int = DEFAULT_LIMIT) -> None:
        self.directory = private_directory(directory)
        self.limit = limit

    def path(self, key: str) -> Path:
        """Where the file of a key is or would be."""
        return self.directory / key

    def take(self, key: str, link: Path, intact: Callable[[Path], bool]) -> bool:
        """Make `link` the file of `key`; False when there is none, or only a damaged one, which is dropped."""
        stored = self.path(key)
        try:
            _link(stored, link)
        except FileNotFoundError:
            return False
        if not intact(link):
            link.unlink()
            stored.unlink(missing_ok=True)
            return False
        with contextlib.suppress(FileNotFoundError):
            os.utime(stored)
        return True

    def keep(self, key: str, file: Path) -> None:
        """Store a finished file under `key`; it stays where it is, too."""
        temporary = self.directory / f".{key}.{secrets.token_hex(4)}.part"
        try:
            _link(file, temporary)
            temporary.replace(self.path(key))
        finally:
            temporary.unlink(missing_ok=True)

    def trim(self) -> None:
        """Drop the least recently used files until the rest fit the limit, and what killed renders left."""
        files = []
        for entry in os.scandir(self.directory):
            with contextlib.suppress(FileNotFoundError):
                status = entry.stat()
                if entry.name.startswith("."):
                    if time.time() - status.st_mtime > _STALE_PART:
                        Path(entry.path).unlink(missing_ok=True)
                else:
                    files.append((status.st_mtime, status.st_size, Path(entry.path)))
        total = sum(size for _, size, _ in files)
        for _, size, path in sorted(files):
            if total <= self.limit:
                break
            path.unlink(missing_ok=True)
            total -= size


@contextlib.contextmanager
def workspace(directory: Path) -> Iterator[Path]:
    """A private directory below `directory` for one render, gone afterwards; those of dead renders are swept."""
    private_directory(directory)
    _sweep(directory)
    place = private_directory(directory / secrets.token_hex(8))
    lock = FileLock(place / "lock")
    try:
        with lock:
            yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _sweep(directory: Path) -> None:
    for place in directory.iterdir():
        lock = place / "lock"
        try:
            if not lock.exists() and time.time() - place.stat().st_mtime < _YOUNG:
                continue
            with FileLock(lock, timeout=0):
                shutil.rmtree(place, ignore_errors=True)
        except (Timeout, OSError):
            continue  # in use, or gone meanwhile


def key_of(*parts: Any) -> str:
    """A file name for a result that depends on `parts` (JSON values) and on the encoder's build."""
    program = Path(ffmpeg_path())
    status = program.stat()
    text = json.dumps([FORMAT, program.name, status.st_size, status.st_mtime_ns, *parts], ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def _link(source: Path, target: Path) -> None:
    """A second name for a file, or a copy where the file system has no such thing."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.EMLINK, errno.EOPNOTSUPP):
            raise
        shutil.copyfile(source, target)
