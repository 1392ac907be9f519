"""Names of projects and of exported files: readable, safe in any directory, and never those of an existing file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from shorts_tui.text import sanitize

UNTITLED = "Untitled"
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f]+')
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
_MAX_BYTES = 180
"""Of a file name's stem: 255 is what file systems take, less ` (999)`, a suffix and `.part`."""


def file_stem(name: str) -> str:
    """A project's name as the stem of a file's: no separators, no leading dots or dashes, at most 180 UTF-8 bytes.

    Letters of every script stay. What has nothing left becomes `short`.
    """
    text = unicodedata.normalize("NFC", " ".join(sanitize(name).split()))
    text = "".join(char for char in text if char.isprintable())
    text = " ".join(_FORBIDDEN.sub(" ", text).split()).strip(" .").lstrip(".-~ ")
    text = text.encode("utf-8")[:_MAX_BYTES].decode("utf-8", "ignore").rstrip(" .")
    if text.casefold() in _RESERVED:
        text = f"{text}-film"
    return text or "short"


def free_path(path: Path) -> Path:
    """`path` itself where nothing is there yet, else the first free of `name (2).mp4`, `name (3).mp4` and so on."""
    candidate, number = path, 2
    while candidate.exists() or candidate.is_symlink():
        candidate, number = path.with_name(f"{path.stem} ({number}){path.suffix}"), number + 1
    return candidate


def film_name(project: str, media: Iterable[str]) -> str:
    """What a project's film is called: not like one of its media (labels), which often lie in the same directory."""
    return f"{project}-short" if project in {project_name(label) for label in media} else project


def project_name(source: str) -> str:
    """What a project is called after its first media: the stem of a path or of a URL's last part."""
    if "://" in source:
        source = source.partition("://")[2].partition("?")[0].partition("#")[0].rstrip("/")
    stem = Path(source).stem
    return " ".join(sanitize(stem, limit=80).split()) or UNTITLED
