"""Answers read leniently: every envelope that the service was seen to send, and a typed error for all else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from shorts_tui.client.errors import InvalidAnswer, NemoError
from shorts_tui.client.refusals import TABLE, redirected, refusal, remote_line
from shorts_tui.protocol.models import UploadData, UploadedFile, Wire

M = TypeVar("M", bound=Wire)

_FINE = frozenset({0, 200, "", "ok", "success"})
_IDENTIFIER = re.compile(r"[\x21-\x7e]{1,512}")


@dataclass(frozen=True)
class Answer:
    """A whole answer: status, body as it came, and the seconds of its Retry-After."""

    status: int
    body: bytes
    retry_after: float | None = None


def payload(answer: Answer) -> Any:
    """The JSON of an answer that is no refusal.

    Raises:
        NemoError: the typed error for the code or the HTTP status.
        InvalidAnswer: not JSON, or an envelope that makes no sense.
    """
    if 300 <= answer.status < 400:
        raise redirected(answer.status)
    try:
        value = json.loads(answer.body)
    except (ValueError, RecursionError):
        if answer.status >= 400:
            raise refusal(answer.status, status=answer.status, retry_after=answer.retry_after) from None
        raise InvalidAnswer(_not_ours(answer.body)) from None
    envelope = value if isinstance(value, Mapping) else {}
    code = _code(envelope.get("code"))
    if answer.status >= 400 or code not in _FINE:
        raise _refused(answer, code, _words(envelope))
    return value


def data(value: Any) -> Any:
    """What an envelope holds, or the value itself where it is a bare object.

    Raises:
        NemoError: the envelope says that the call failed.
    """
    if not isinstance(value, Mapping):
        return value
    if value.get("success") is False or (set(value) == {"detail"}):
        raise refusal("refused", _words(value))
    return value.get("data", value)


def fields(value: Any) -> Mapping[str, Any]:
    """An object of an answer.

    Raises:
        InvalidAnswer: it is something else.
    """
    if not isinstance(value, Mapping):
        raise InvalidAnswer("The service sent an answer of a kind that is not known.")
    return value


def model(kind: type[M], value: Any) -> M:
    """An object of an answer as a model; null is read as absent, numbers may come as strings.

    Raises:
        InvalidAnswer: something is missing or of a wrong type. The values are not told: one may be a token.
    """
    try:
        return kind.model_validate({key: item for key, item in fields(value).items() if item is not None})
    except ValidationError as error:
        where = ", ".join(sorted({".".join(map(str, problem["loc"])) for problem in error.errors()}))
        raise InvalidAnswer(
            f"The service sent an answer without a usable {remote_line(where, 80) or 'content'}."
        ) from None


def identifier(value: str, name: str) -> str:
    """An id that may stand in a URL and on a screen.

    Raises:
        InvalidAnswer: it has blanks or other characters that no id has.
    """
    if not _IDENTIFIER.fullmatch(value):
        raise InvalidAnswer(f"The service sent a {name} that can't be used.")
    return value


def uploaded(value: Any) -> UploadedFile:
    """The file that an upload's answer acknowledges, its name sanitized.

    `uploaded_files[].url` is read as `files[].cdn_url`.

    Raises:
        InvalidAnswer: the answer names no file.
    """
    found = fields(value)
    entries = found.get("files") or found.get("uploaded_files")
    listed = [
        {"cdn_url": entry.get("url"), **entry} if isinstance(entry, Mapping) else entry
        for entry in (entries if isinstance(entries, list) else [])
    ]
    files = model(
        UploadData,
        {
            "files": [
                {k: v for k, v in entry.items() if v is not None} if isinstance(entry, dict) else entry
                for entry in listed
            ]
        },
    ).files
    if not files:
        raise InvalidAnswer("The service acknowledged no file.")
    return files[0].model_copy(update={"filename": remote_line(files[0].filename)})


def _code(value: Any) -> int | str:
    """An envelope's code as a number where it is one."""
    if value is None or value is True:
        return 0
    if isinstance(value, str):
        text = value.strip()
        return int(text) if re.fullmatch(r"-?\d{1,9}", text) else text.lower() if text.lower() in _FINE else text
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value and abs(value) < 1e9:
        return int(value)
    raise InvalidAnswer("The service sent an answer of a kind that is not known.")


def _words(envelope: Mapping[str, Any]) -> str:
    """The failure in the service's words; FastAPI writes `detail` as a string or as a list of objects."""
    for key in ("message", "detail", "error", "msg", "errorMessage"):
        value = envelope.get(key)
        if isinstance(value, list):
            value = "; ".join(_words(item) if isinstance(item, Mapping) else str(item) for item in value[:5])
        elif isinstance(value, Mapping):
            value = _words(value)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _refused(answer: Answer, code: int | str, words: str) -> NemoError:
    """A code that the table knows says more than the HTTP status; otherwise the status counts."""
    said = code if code in TABLE or answer.status < 400 else answer.status
    if said == 404 and "session" in words.lower():
        said = 1002
    return refusal(said, words, status=answer.status, retry_after=answer.retry_after)


def _not_ours(body: bytes) -> str:
    start = body[:200].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<")):
        return "The service answered with a web page instead of data."
    if not start:
        return "The service sent an empty answer."
    return "The service sent an answer that is cut off or is not data."
