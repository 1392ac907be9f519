"""The draft as a file other than a video: its JSON, or its captions as subtitles."""

from __future__ import annotations

import json
import os
from pathlib import Path

from shorts_tui.paths import replacing
from shorts_tui.studio.errors import BadTarget, StudioError
from shorts_tui.studio.substation import ass
from shorts_tui.studio.subtitles import captions, srt, vtt
from shorts_tui.timeline.draft import Draft, encode

SUFFIXES = {"draft": ".json", "srt": ".srt", "vtt": ".vtt", "ass": ".ass"}
"""The forms, and what a file of each is called."""


def document(draft: Draft, form: str) -> bytes:
    """The contents of a file of a form: `draft`, `srt`, `vtt` or `ass`.

    Raises:
        StudioError: there are no captions.
    """
    if form == "draft":
        text = json.dumps(encode(draft), ensure_ascii=False, indent=2) + "\n"
        # A lone surrogate has no UTF-8; Python's escape for it is JSON's as well.
        return text.encode("utf-8", "backslashreplace")
    if not captions(draft):
        raise StudioError("The film has no captions to export.", code="no_captions", advice="Ask for captions first.")
    if form == "ass":
        return ass(draft, captions(draft)).encode()
    return (srt(draft) if form == "srt" else vtt(draft)).encode()


def save(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; what is there is replaced.

    Raises:
        BadTarget: it can't be written.
    """
    try:
        with replacing(path, 0o666 & ~_umask()) as file:
            file.write(content)
    except OSError as error:
        raise BadTarget(f"{path} can't be written: {error.strerror or error}.") from error


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
