"""What to do about each code: one table of the service's refusals, each a typed error with a sentence and advice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from shorts_tui.client.errors import (
    BadToken,
    FileTooLarge,
    InvalidAnswer,
    NemoError,
    NoCredits,
    NoSession,
    NotFound,
    PlanBlocked,
    RateLimited,
    ServiceError,
    UnsupportedFile,
)
from shorts_tui.protocol.codes import MAX_UPLOAD_BYTES, SUPPORTED_FORMATS, Code
from shorts_tui.text import one_line, size

PLAN_SENTENCE = "Register or upgrade your plan to unlock export."
FORMATS_SENTENCE = f"Supported formats: {' '.join(SUPPORTED_FORMATS)}."
_LATER = "Try again in a few minutes."
_SECRET = re.compile(r"nmv_usr_[^\s\"'<>&,;]*|(?i:bearer\s+)[^\s\"'<>,;]{16,}")


@dataclass(frozen=True)
class Row:
    """One line of the table. `quoted`: the service's own words follow the sentence."""

    error: type[NemoError]
    sentence: str
    advice: str = ""
    quoted: bool = False


TABLE: Mapping[int, Row] = MappingProxyType(
    {
        Code.BAD_TOKEN: Row(
            BadToken, "The service does not accept the token.", "Set NEMO_TOKEN to a token of your account."
        ),
        Code.NO_SESSION: Row(
            NoSession, "The service no longer knows this session.", "A new session keeps your history and timeline."
        ),
        Code.NO_CREDITS: Row(NoCredits, "No credits are left.", "Top up credits in your account."),
        Code.UNSUPPORTED_FILE: Row(UnsupportedFile, "The service does not take this kind of file.", FORMATS_SENTENCE),
        Code.FILE_TOO_LARGE: Row(
            FileTooLarge,
            f"The file is too large: the service takes up to {size(MAX_UPLOAD_BYTES)}.",
            "Compress it or trim it first.",
        ),
        Code.BAD_REQUEST: Row(ServiceError, "The service did not understand the request.", quoted=True),
        401: Row(BadToken, "The service does not accept the token.", "Set NEMO_TOKEN to a token of your account."),
        Code.PLAN_BLOCKED: Row(PlanBlocked, PLAN_SENTENCE),
        403: Row(ServiceError, "The service does not allow this.", quoted=True),
        Code.NOT_FOUND: Row(NotFound, "The service does not have what was asked for.", quoted=True),
        408: Row(ServiceError, "The service gave up waiting for the request.", _LATER),
        Code.CONFLICT: Row(ServiceError, "The service says that this was done already.", quoted=True),
        410: Row(NotFound, "The service no longer has what was asked for.", quoted=True),
        413: Row(
            FileTooLarge,
            f"The file is too large: the service takes up to {size(MAX_UPLOAD_BYTES)}.",
            "Compress it or trim it first.",
        ),
        415: Row(UnsupportedFile, "The service does not take this kind of file.", FORMATS_SENTENCE),
        Code.RATE_LIMITED: Row(RateLimited, "The service had too many requests.", "Try again in half a minute."),
    }
)
"""A code of the API or an HTTP status, and what the user gets. Statuses of 500 and more share one row."""

_TROUBLE = Row(ServiceError, "The service has trouble ({code}).", _LATER, quoted=True)
_REFUSED = Row(ServiceError, "The service refused ({code}).", quoted=True)


def row(code: int | str) -> Row:
    """The table's line for a code; codes it does not name are a refusal, or trouble from 500 to 599."""
    if isinstance(code, int) and code in TABLE:
        return TABLE[code]
    known = _TROUBLE if isinstance(code, int) and 500 <= code < 600 else _REFUSED
    return Row(known.error, known.sentence.format(code=one_line(str(code), 40)), known.advice, known.quoted)


def refusal(
    code: int | str,
    words: str = "",
    *,
    status: int = 200,
    retry_after: float | None = None,
    sent: int | None = None,
) -> NemoError:
    """The error for a code.

    Args:
        code: the service's code, or the HTTP status where it gave none.
        words: what the service said, from outside; sanitized here.
        status: the HTTP status of the answer.
        retry_after: seconds that the service asked to wait, if it did.
        sent: size of the file that was being sent, bytes.
    """
    line, said = row(code), remote_line(words)
    message, advice = line.sentence, line.advice
    if line.quoted and said:
        message = f"{message} It says: {said}"
    if line.error is FileTooLarge and sent is not None:
        message = f"The file is too large ({size(sent)}): the service takes up to {size(MAX_UPLOAD_BYTES)}."
    if retry_after is not None and issubclass(line.error, RateLimited | ServiceError):
        advice = f"Try again in {_span(retry_after)}."
    canonical = {401: int(Code.BAD_TOKEN), 413: int(Code.FILE_TOO_LARGE), 415: int(Code.UNSUPPORTED_FILE)}
    if line.error is RateLimited:
        error: NemoError = RateLimited(message, retry_after=retry_after, advice=advice)
    else:
        code = canonical.get(code, int(code)) if isinstance(code, int) else one_line(code, 40)
        error = line.error(message, code=code, advice=advice)
    error.status, error.retry_after, error.said = status, retry_after, said
    return error


def redirected(status: int) -> NemoError:
    """The error for a 3xx: nothing is followed, so that a token never goes to another origin."""
    error = InvalidAnswer(
        "The service sent the request on to another address, which is not followed.",
        advice="Check NEMO_API_URL or api_url.",
    )
    error.status = status
    return error


def remote_line(words: str, limit: int = 200) -> str:
    """Words from outside as one sanitized line without anything that looks like a token."""
    return one_line(_SECRET.sub("[token]", words), limit)


def without_tokens(words: str) -> str:
    """Text from outside with anything that looks like a token of the service taken out."""
    return _SECRET.sub("[token]", words) if "nmv_usr_" in words else words


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} seconds"
    if seconds < 5400:
        return f"{round(seconds / 60)} minutes"
    return f"{round(seconds / 3600)} hours" if seconds < 129_600 else f"{round(seconds / 86_400)} days"
