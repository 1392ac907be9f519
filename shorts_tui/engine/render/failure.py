"""What went wrong, in one plain sentence: ffmpeg's last words and system errors read for the user."""

from __future__ import annotations

import contextlib
import errno
import re
from collections.abc import Iterator

from shorts_tui.engine.errors import RenderError
from shorts_tui.engine.ffmpeg import FfmpegError
from shorts_tui.text import one_line

DISK_FULL = "There is no space left on the disk, so the film was not written."
_REASONS = (
    ("No space left on device", DISK_FULL),
    ("Disk quota exceeded", DISK_FULL),
    ("Cannot allocate memory", "{name} needs more memory than there is."),
    ("No such file or directory", "{name} is gone from the engine's store; upload it again."),
    ("Permission denied", "{name} can't be read."),
    ("Invalid data found", "{name} is damaged and can't be decoded."),
    ("moov atom not found", "{name} is damaged and can't be decoded."),
    ("matches no streams", "{name} lacks the picture or sound that the draft asks of it."),
    ("Picture size", "{name} has more pixels than the engine opens."),
)
_PATH = re.compile(r"(?:file:)?/\S+")
_PREFIX = re.compile(r"^(?:\[[^\]]*\]\s*)+")


def is_disk_full(error: FfmpegError) -> bool:
    """Did ffmpeg fail for want of space? Trying again would not help."""
    return _known(error.log, "") == DISK_FULL


def sentence(error: FfmpegError, name: str) -> str:
    """Why ffmpeg failed over `name` (what the user calls the clip, in quotes, or a part of the film)."""
    if known := _known(error.log, name):
        return known
    lines = [_PREFIX.sub("", line).strip() for line in error.log.splitlines()]
    last = next((line for line in reversed(lines) if "rror" in line), "") or error.message
    return f"{name} could not be rendered: {one_line(_PATH.sub('…', last), 120).rstrip('.')}."


def _known(log: str, name: str) -> str:
    return next((text.format(name=name) for phrase, text in _REASONS if phrase in log), "")


@contextlib.contextmanager
def plain_errors() -> Iterator[None]:
    """Whatever the system or ffmpeg refuse within becomes a RenderError.

    Raises:
        RenderError: the sentence says why.
    """
    try:
        yield
    except FfmpegError as error:
        raise RenderError(sentence(error, "The film")) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise RenderError(DISK_FULL) from error
        raise RenderError(f"The film could not be written: {one_line(error.strerror or str(error))}.") from error
