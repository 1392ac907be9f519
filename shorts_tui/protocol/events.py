"""The shapes of the `/run_sse` stream: what the engine writes, and what one frame means to a reader.

Writing: `adk_event()` builds the google-adk event that real servers were seen to send. Reading: `parse_frame()`
turns the data of one server-sent event into typed pieces, whatever its shape; it never raises.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True)
class TextPiece:
    """Text of the service. A partial one is appended to the live buffer, another one replaces it."""

    text: str
    partial: bool = False


@dataclass(frozen=True)
class ToolCall:
    """The service starts a tool."""

    name: str
    args: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True)
class ToolResult:
    """A tool of the service has ended."""

    name: str
    response: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True)
class StateDelta:
    """Keys of the session's state that changed, `draft` among them where the film did."""

    delta: Mapping[str, Any]


@dataclass(frozen=True)
class Heartbeat:
    """Nothing but a sign of life."""


@dataclass(frozen=True)
class StreamFault:
    """An error told inside the stream. `code` is the service's own word, possibly empty."""

    code: str
    message: str


Piece: TypeAlias = TextPiece | ToolCall | ToolResult | StateDelta | Heartbeat | StreamFault


def adk_event(
    *,
    invocation: str,
    parts: list[dict[str, Any]] | None = None,
    partial: bool | None = None,
    state_delta: Mapping[str, Any] | None = None,
    error: tuple[str, str] | None = None,
    timestamp: float = 0.0,
    role: str = "model",
) -> dict[str, Any]:
    """One event in the shape of a google-adk API server, ready for `json.dumps`."""
    event: dict[str, Any] = {}
    if parts is not None:
        event["content"] = {"parts": parts, "role": role}
    if partial is not None:
        event["partial"] = partial
    if error is not None:
        event["errorCode"], event["errorMessage"] = error
    event |= {
        "invocationId": invocation,
        "author": "nemo_agent",
        "actions": {
            "stateDelta": dict(state_delta or {}),
            "artifactDelta": {},
            "requestedAuthConfigs": {},
            "requestedToolConfirmations": {},
        },
        "id": str(uuid.uuid4()),
        "timestamp": timestamp,
    }
    return event


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _string(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)


_ALIVE = frozenset({"heartbeat", "ping", "keepalive", "keep-alive"})
_WORDS = ("message", "detail", "error", "content", "msg")


def parse_frame(data: str, event: str = "") -> list[Piece]:
    """What one server-sent event says, in order; an empty list where it says nothing to us.

    Args:
        data: the event's data, lines joined with a newline.
        event: the event's name, if it has one.
    """
    text = data.strip()
    if not text or event.lower() in _ALIVE or text.lower() in _ALIVE:
        return [Heartbeat()]
    if text == "[DONE]":
        return []
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return [StreamFault("", _broken_error(text))]
    if event.lower() == "error":
        return [_fault(value)]
    if not isinstance(value, Mapping):
        return [TextPiece(value)] if isinstance(value, str) and value else []
    if isinstance(value.get("type"), str) and "actions" not in value and not isinstance(value.get("content"), Mapping):
        return list(_flat(value))
    if len(value) == 1 and next(iter(value)) in _ALIVE:
        return [Heartbeat()]
    return list(_adk(value))


def _broken_error(text: str) -> str:
    """The message in the invalid JSON that old servers send: `{"error": "it said "no"` and a second line."""
    if text.startswith("{") and '"error"' in text[:20]:
        text = text.split(":", 1)[1].strip().removeprefix('"')
        for end in ('"}', "}"):
            if text.endswith(end):
                return text.removesuffix(end).strip()
    return text


def _said(value: Any) -> str:
    """The words of an error, however deep: a string, an object with a message, or a list of either."""
    if isinstance(value, Mapping):
        return next((words for key in _WORDS if value.get(key) and (words := _said(value[key]))), "")
    if isinstance(value, list):
        return "; ".join(filter(None, map(_said, value[:5])))
    return _string(value)


def _fault(value: Any) -> StreamFault:
    """An error object, whose own object may be inside `error`; `code` is the nearest one."""
    fields = _mapping(value)
    inner = _mapping(fields.get("error"))
    code = inner.get("code") or inner.get("status") or fields.get("code") or fields.get("errorCode")
    return StreamFault(_string(code), _said(value))


def _flat(value: Mapping[str, Any]) -> Iterator[Piece]:
    kind = str(value.get("type")).lower()
    name, ident = _string(value.get("name")), _string(value.get("id"))
    if kind in _ALIVE:
        yield Heartbeat()
    elif kind == "text":
        if text := _string(value.get("content", value.get("text"))):
            yield TextPiece(text, value.get("partial") is True)
    elif kind == "tool_call":
        yield ToolCall(name, _mapping(value.get("args")), ident)
    elif kind == "tool_result":
        yield ToolResult(name, _mapping(value.get("response") or value.get("result")), ident)
    elif kind == "error":
        yield _fault(value)


def _adk(value: Mapping[str, Any]) -> Iterator[Piece]:
    partial = value.get("partial") is True
    parts = _mapping(value.get("content")).get("parts")
    texts: list[str] = []
    others: list[Piece] = []
    for part in parts if isinstance(parts, list) else []:
        part = _mapping(part)
        if isinstance(part.get("text"), str) and part.get("thought") is not True:
            texts.append(part["text"])
        if partial:
            continue
        if call := _mapping(part.get("functionCall")):
            others.append(ToolCall(_string(call.get("name")), _mapping(call.get("args")), _string(call.get("id"))))
        if answer := _mapping(part.get("functionResponse")):
            others.append(
                ToolResult(_string(answer.get("name")), _mapping(answer.get("response")), _string(answer.get("id")))
            )
    if text := "".join(texts):
        yield TextPiece(text, partial)
    yield from others
    if delta := _mapping(_mapping(value.get("actions")).get("stateDelta")):
        yield StateDelta(delta)
    if value.get("errorCode") or value.get("errorMessage"):
        yield StreamFault(_string(value.get("errorCode")), _string(value.get("errorMessage")))
    elif value.get("error") or _is_refusal(value):
        yield _fault(value)


def _is_refusal(value: Mapping[str, Any]) -> bool:
    """An answer of the other routes, told inside the stream: `{"code": 2001, ...}`, `{"detail": ...}`."""
    if "content" in value or "actions" in value:
        return False
    code = value.get("code", value.get("status_code"))
    return value.get("success") is False or bool(value.get("detail")) or code not in (None, 0, "0", 200, "200")
