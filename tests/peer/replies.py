"""What the scripted peer may answer: ordinary answers, and every fault that a server or a network can play."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias


@dataclass
class Seen:
    """A request as it reached the peer. The body is filled in as it comes; only its first 2 MiB are kept."""

    number: int
    method: str
    path: str
    headers: dict[str, str]
    """Names in lower case."""
    raw_head: bytes
    body: bytes = b""
    body_size: int = 0
    body_sha256: str = ""
    complete: bool = False
    """The whole body arrived."""

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def route(self) -> str:
        """Method and path, for comparing orders of requests."""
        return f"{self.method} {self.path}"

    @property
    def token(self) -> str:
        """What came in Authorization."""
        return self.headers.get("authorization", "").removeprefix("Bearer ")


@dataclass(frozen=True)
class Reply:
    """One answer and how it misbehaves; times in seconds."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    chunked: bool = False
    """No Content-Length: an end that can be told from a cut."""
    length: int | None = None
    """A Content-Length that is not the body's."""
    piece: int = 0
    """Bytes of a write, each its own chunk; 0 for all at once."""
    pause: float = 0.0
    """Between writes."""
    before: float = 0.0
    """Before the status line."""
    interim: bytes = b""
    """Sent as soon as the head of the request is there."""
    raw: bytes | None = None
    """Sent instead of an HTTP answer."""
    cut_after: int | None = None
    """Bytes of the body after which the connection is closed."""
    reset: bool = False
    """A close is a reset."""
    hang: bool = False
    """After the body the connection stays open and what comes is read, as careful servers do."""
    unread: bool = False
    """After the body the connection stays open and nothing is read."""
    endless: bytes = b""
    """After the body, sent every `pause` for as long as the client listens."""
    silent: bool = False
    """No byte, ever."""
    early: bool = False
    """Answered on the request's head, before its body is read."""
    drop_body_after: int | None = None
    """Bytes of the request's body after which the connection is closed without an answer."""
    stall_body_after: int | None = None
    """Bytes of the request's body after which nothing is read any more."""
    act_then_close: bool = False
    """The service does what was asked, and the answer is lost."""

    def but(self, **changes: Any) -> Reply:
        """The same with other faults."""
        return replace(self, **changes)


Answering: TypeAlias = Reply | Callable[[Seen], Reply]


def as_json(value: Any, status: int = 200, **faults: Any) -> Reply:
    """Any JSON value."""
    return Reply(status, {"Content-Type": "application/json"}, json.dumps(value).encode(), **faults)


def data(value: Any, **faults: Any) -> Reply:
    """A value in the service's envelope."""
    return as_json({"code": 0, "message": "ok", "data": value}, **faults)


def code(number: int | str, message: str = "", status: int = 200, **faults: Any) -> Reply:
    """A refusal in the service's envelope."""
    return as_json({"code": number, "message": message, "data": None}, status, **faults)


def html(status: int = 200, **faults: Any) -> Reply:
    """What a gateway says."""
    body = b"<!DOCTYPE html><html><body><h1>Bad Gateway</h1></body></html>"
    return Reply(status, {"Content-Type": "text/html; charset=utf-8"}, body, **faults)


def events(*items: Any, end: str = "\n\n", **faults: Any) -> Reply:
    """An event stream: dicts become `data:` lines, bytes and strings are sent as they are."""
    body = b"".join(
        item
        if isinstance(item, bytes)
        else item.encode()
        if isinstance(item, str)
        else f"data: {json.dumps(item, ensure_ascii=False)}{end}".encode()
        for item in items
    )
    return Reply(200, {"Content-Type": "text/event-stream"}, body, chunked=True, **faults)


def says(text: str, *, partial: bool | None = None, **keys: Any) -> dict[str, Any]:
    """An agent's event with one text part."""
    event: dict[str, Any] = {"content": {"parts": [{"text": text}], "role": "model"}, **keys}
    if partial is not None:
        event["partial"] = partial
    return {**event, "author": "nemo_agent", "id": "e-1", "timestamp": 1.5}


def changed(delta: Mapping[str, Any]) -> dict[str, Any]:
    """An agent's event that changes the session's state and says nothing."""
    return {"author": "nemo_agent", "actions": {"stateDelta": dict(delta)}, "id": "e-2", "timestamp": 2.5}


def redirect(location: str, status: int = 302) -> Reply:
    """Elsewhere."""
    return Reply(status, {"Location": location})
