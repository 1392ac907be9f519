"""The service's result codes and the limits that both ends of the wire agree on."""

from __future__ import annotations

from enum import IntEnum

SUPPORTED_FORMATS = ("mp4", "mov", "avi", "webm", "mkv", "jpg", "png", "gif", "webp", "mp3", "wav", "m4a", "aac")
"""File name extensions that the service takes; `jpeg` is read as `jpg`."""

MAX_UPLOAD_BYTES = 500_000_000
"""Largest file that the service takes."""

MAX_EVENT_BYTES = 16 * 1024 * 1024
"""Longest event of a stream that is read before the stream is given up."""

AGENT = "nemo_agent"
USER = "me"


class Code(IntEnum):
    """`code` of an envelope; those from 400 on are HTTP statuses that the service also uses as codes."""

    OK = 0
    BAD_TOKEN = 1001
    NO_SESSION = 1002
    NO_CREDITS = 2001
    UNSUPPORTED_FILE = 4001
    FILE_TOO_LARGE = 4002
    BAD_REQUEST = 400
    PLAN_BLOCKED = 402
    NOT_FOUND = 404
    CONFLICT = 409
    RATE_LIMITED = 429
    SERVER_ERROR = 500


def is_supported(name: str) -> bool:
    """Does a file's name end in a format that the service takes?"""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    return extension in SUPPORTED_FORMATS or extension == "jpeg"
