"""The program's own log: `studio.log`, rotated, 0600, without tokens or escapes, and a file of the user's choice.

What is logged says what happened and how long it took, never what was said or what is seen. The engine has its own log.
"""

from __future__ import annotations

import io
import logging
import logging.handlers
import os
import platform
import re
import sys
from pathlib import Path

from shorts_tui import __version__
from shorts_tui.paths import locations, private_directory
from shorts_tui.text import sanitize

_SIZE, _KEPT = 1_000_000, 3
"""Bytes of a log file, and how many older ones are kept."""
_SECRET = re.compile(r"(?:nmv_usr|clm)_[\w.~+/=-]+")


class Discreet(logging.Formatter):
    """A formatter whose lines hold no token of the service, no value of NEMO_TOKEN and no escape sequence."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The lines of a record; those after the first one are indented."""
        return discreet(super().format(record)).replace("\n", "\n    ")


def discreet(text: str) -> str:
    """Any text as it may be kept in a file that is shown to others."""
    secret = os.environ.get("NEMO_TOKEN", "")
    if len(secret) >= 8:
        text = text.replace(secret, "[token]")
    return sanitize(_SECRET.sub("[token]", text))


class _Handler(logging.handlers.RotatingFileHandler):
    """Makes its file, 0600, with the first line; a disk that can't be written stops the log and nothing else."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=True)
        self.setFormatter(Discreet())

    def _open(self) -> io.TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return io.TextIOWrapper(os.fdopen(handle, "ab"), encoding="utf-8", errors="backslashreplace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Be silent: a program whose log is full of holes is better than one that talks into its own screen."""


class _Own(_Handler):
    def _open(self) -> io.TextIOWrapper:
        private_directory(Path(self.baseFilename).parent)
        return super()._open()


def begin(log_file: str | None = None) -> None:
    """Log to `studio.log` from now on, and all details to `log_file` as well.

    Raises:
        OSError: `log_file` can't be written.
    """
    log = logging.getLogger("shorts_tui")
    log.setLevel(logging.DEBUG if log_file else logging.INFO)
    own = _Own(locations().logs / "studio.log")
    own.setLevel(logging.INFO)
    log.addHandler(own)
    if log_file:
        chosen = _Handler(Path(log_file).expanduser().absolute())
        chosen.acquire()
        try:
            chosen.stream = chosen._open()
        finally:
            chosen.release()
        log.addHandler(chosen)
    log.debug("shorts-tui %s, Python %s, %s", __version__, platform.python_version(), sys.platform)
