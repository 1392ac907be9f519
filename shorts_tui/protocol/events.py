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


def parse_frame(data: str, event: str = "") -> list[Piece]:
    """What one server-sent event says, in order; an empty list where it says nothing to us.

    Args:
        data: the event's data, lines joined with a newline.
        event: the event's name, if it has one.
    """
    if not data.strip() or event == "heartbeat" or data.strip().lower() == "heartbeat":
        return [Heartbeat()]
    if data.strip() == "[DONE]":
        return []
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return [StreamFault("", _broken_error(data))]
    if not isinstance(value, Mapping):
        return [TextPiece(value)] if isinstance(value, str) else []
    if "type" in value and "content" in value and not isinstance(value["content"], Mapping):
        return list(_flat(value))
    if isinstance(value.get("type"), str) and "actions" not in value and not isinstance(value.get("content"), Mapping):
        return list(_flat(value))
    return list(_adk(value))


def _broken_error(data: str) -> str:
    """The message in the invalid JSON that old servers send: `{"error": "it said "no"` and a second line."""
    text = data.strip()
    if text.startswith("{") and '"error"' in text[:20]:
        text = text.split(":", 1)[1].strip().rstrip("}").strip().strip('"')
    return text


def _flat(value: Mapping[str, Any]) -> Iterator[Piece]:
    kind = _string(value.get("type"))
    if kind == "heartbeat":
        yield Heartbeat()
    elif kind == "text":
        yield TextPiece(_string(value.get("content")), value.get("partial") is True)
    elif kind == "tool_call":
        yield ToolCall(_string(value.get("name")), _mapping(value.get("args")), _string(value.get("id")))
    elif kind == "tool_result":
        yield ToolResult(
            _string(value.get("name")), _mapping(value.get("response") or value.get("result")), _string(value.get("id"))
        )
    elif kind == "error":
        yield StreamFault(_string(value.get("code")), _string(value.get("message") or value.get("content")))


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
    elif value.get("error"):
        error = value["error"]
        fields = _mapping(error)
        yield StreamFault(_string(fields.get("code")), _string(fields.get("message") or error))
    elif "code" in value and "content" not in value and value.get("code") not in (0, None):
        yield StreamFault(_string(value.get("code")), _string(value.get("message")))
