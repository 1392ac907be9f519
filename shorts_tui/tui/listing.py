"""What the file picker shows of a directory: entries with type, size, and the reason why one can't be taken."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from shorts_tui import text
from shorts_tui.protocol.codes import MAX_UPLOAD_BYTES, is_supported

LIMIT = 5000
"""Entries of one directory that are looked at."""
_KINDS = {
    "video": ("mp4", "mov", "avi", "webm", "mkv", "gif"),
    "image": ("jpg", "jpeg", "png", "webp"),
    "sound": ("mp3", "wav", "m4a", "aac"),
}


@dataclass(frozen=True)
class Entry:
    """A file or directory. `reason` says why it can't be taken, empty where it can."""

    path: Path
    is_directory: bool
    size: int = 0
    reason: str = ""

    @property
    def kind(self) -> str:
        """`folder`, `video`, `image`, `sound` or `file`."""
        if self.is_directory:
            return "folder"
        extension = self.path.suffix[1:].lower()
        return next((kind for kind, known in _KINDS.items() if extension in known), "file")


def entries(directory: Path, *, needle: str = "", hidden: bool = False) -> list[Entry]:
    """The entries of a directory whose names hold `needle`, folders first, those that can't be taken last.

    Raises:
        OSError: it can't be read.
    """
    found = []
    with os.scandir(directory) as scan:
        for index, item in enumerate(scan):
            if index >= LIMIT:
                break
            if (not hidden and item.name.startswith(".")) or needle.casefold() not in item.name.casefold():
                continue
            found.append(_entry(item))
    return sorted(found, key=lambda entry: (not entry.is_directory, bool(entry.reason), entry.path.name.casefold()))


def _entry(item: os.DirEntry[str]) -> Entry:
    path = Path(item.path)
    try:
        if item.is_dir():
            return Entry(path, True)
        size = item.stat().st_size
    except OSError as error:
        return Entry(path, False, reason=error.strerror or "not readable")
    return Entry(path, False, size, refusal(path.name, size))


def refusal(name: str, size: int) -> str:
    """Why a file can't be uploaded, or an empty string."""
    if not is_supported(name):
        return "format not supported"
    if size == 0:
        return "empty"
    return f"over {text.size(MAX_UPLOAD_BYTES)}" if size > MAX_UPLOAD_BYTES else ""
