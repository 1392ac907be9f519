"""Analyses kept on disk by the content's hash, so that no file is ever listened to twice."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from shorts_tui.paths import write_private

T = TypeVar("T")


class AnalysisCache:
    """Results as JSON files in `folder`, one for each content, kind of analysis and version of its parameters.

    Losing any of them costs time, never data: an entry that can't be read counts as not there, and a disk that
    takes no more is no reason to fail.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, sha256: str, kind: str, version: str, decode: Callable[[Any], T]) -> T | None:
        """The stored result, or None when there is none that `decode` understands."""
        try:
            return decode(json.loads(self._path(sha256, kind, version).read_bytes()))
        except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
            return None

    def store(self, sha256: str, kind: str, version: str, value: object) -> None:
        """Keep `value` (anything that JSON can hold), whole or not at all."""
        with contextlib.suppress(OSError):
            write_private(self._path(sha256, kind, version), json.dumps(value, separators=(",", ":")).encode())

    def _path(self, sha256: str, kind: str, version: str) -> Path:
        return self._folder / (re.sub("[^0-9A-Za-z.-]", "_", f"{sha256}-{kind}-{version}") + ".json")
