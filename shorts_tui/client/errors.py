"""The client's one error family: each failure has the service's code or a word of ours, a sentence, and advice."""

from __future__ import annotations

from shorts_tui.protocol.codes import Code


class NemoError(Exception):
    """A call that failed.

    Attributes:
        code: the service's code, an HTTP status, or a word of ours (`unreachable`, `stream_cut`, ...).
        message: one plain sentence saying what happened; sanitized, without secrets.
        advice: what the user can do, possibly empty.
        exit_status: the status with which a command ends for it.
        status: the HTTP status of the answer that said so; None where there was no answer.
        retry_after: seconds that the service asked to wait, None where it said nothing.
        said: the service's own words for it, one sanitized line; "" where it had none.
    """

    exit_status = 1
    status: int | None = None
    retry_after: float | None = None
    said: str = ""
    default_code: int | str = int(Code.SERVER_ERROR)
    default_advice = ""

    def __init__(self, message: str, *, code: int | str | None = None, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = self.default_code if code is None else code
        self.advice = self.default_advice if advice is None else advice


class BadToken(NemoError):
    """1001 (or HTTP 401): the token is not accepted or has expired."""

    exit_status = 3
    default_code = int(Code.BAD_TOKEN)


class NoSession(NemoError):
    """1002, or 404 on `/run_sse`: the server does not know the session."""

    default_code = int(Code.NO_SESSION)


class NoCredits(NemoError):
    """2001: nothing left to spend."""

    exit_status = 3
    default_code = int(Code.NO_CREDITS)


class UnsupportedFile(NemoError):
    """4001: not a format that the service takes."""

    exit_status = 2
    default_code = int(Code.UNSUPPORTED_FILE)


class FileTooLarge(NemoError):
    """4002 or HTTP 413: over 500 MB."""

    exit_status = 2
    default_code = int(Code.FILE_TOO_LARGE)


class PlanBlocked(NemoError):
    """402: export is blocked on this plan. Not a matter of credits."""

    exit_status = 3
    default_code = int(Code.PLAN_BLOCKED)


class RateLimited(NemoError):
    """429; `retry_after` seconds as the server asked, None where it said nothing."""

    default_code = int(Code.RATE_LIMITED)

    def __init__(self, message: str, *, retry_after: float | None = None, advice: str | None = None) -> None:
        super().__init__(message, advice=advice)
        self.retry_after = retry_after


class NotFound(NemoError):
    """404: what was asked for is not there."""

    default_code = int(Code.NOT_FOUND)


class ServiceError(NemoError):
    """Any other refusal or failure of the service."""


class InvalidAnswer(ServiceError):
    """The service answered something that is not this API (HTML, truncated JSON, wrong types)."""

    default_code = "invalid_answer"


class Unreachable(NemoError):
    """No connection: refused, unresolvable, timed out before an answer."""

    exit_status = 4
    default_code = "unreachable"


class TimedOut(NemoError):
    """The total deadline of a call is over."""

    exit_status = 4
    default_code = "timed_out"


class ConnectionLost(NemoError):
    """The connection broke after the request was sent: whether it took effect is unknown."""

    exit_status = 4
    default_code = "connection_lost"


class StreamCut(ConnectionLost):
    """An event stream ended without its clean end. The message must never be sent again."""

    default_code = "stream_cut"


class StreamTooLarge(NemoError):
    """A line or an event over the limit."""

    default_code = "stream_too_large"


class DamagedDownload(NemoError):
    """What was downloaded is not the whole file, or does not open as media."""

    default_code = "damaged_download"


class FileUnreadable(NemoError):
    """A file to send is not there, not a file, or may not be read."""

    exit_status = 2
    default_code = "file_unreadable"


class FileChanged(NemoError):
    """A file was written to while it was being sent; the service has no part of it."""

    default_code = "file_changed"
    default_advice = "Wait until nothing writes to it, then send it again."


class CantWrite(NemoError):
    """A file of ours can't be written: the disk is full, or the place is not ours."""

    default_code = "cant_write"
