"""The answers of the API: `{"code", "message", "data"}` with the HTTP status that belongs to the code."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from shorts_tui.engine.errors import EngineError
from shorts_tui.protocol.codes import Code
from shorts_tui.text import one_line

INTERNAL = "The engine hit an internal error; details are in its log."
NO_RECORDS = "The engine's records can't be written: is the disk full?"

_STATUS: Mapping[int, int] = {
    Code.BAD_TOKEN: 401,
    Code.NO_SESSION: 404,
    Code.NO_CREDITS: 402,
    Code.UNSUPPORTED_FILE: 415,
    Code.FILE_TOO_LARGE: 413,
    Code.BAD_REQUEST: 400,
    Code.PLAN_BLOCKED: 402,
    Code.NOT_FOUND: 404,
    Code.CONFLICT: 409,
    Code.RATE_LIMITED: 429,
}


class DiskFull(EngineError):
    """What was sent does not fit on the disk any more."""

    status = 507


class Answer(JSONResponse):
    """JSON in UTF-8; what no JSON can say (a lone surrogate, NaN) is replaced rather than failed on."""

    def render(self, content: Any) -> bytes:
        """The body's bytes."""
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


class LingeringAnswer(Answer):
    """A refusal before the request's body was read: the answer first, then what is still sent is read away.

    Closing at once would reset the connection while the client writes, and the answer could be lost with it. After
    `linger` seconds the connection is closed whatever the client does.
    """

    linger = 2.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, wait for the end of the request's body or for the deadline, and close."""
        headers = [*self.raw_headers, (b"connection", b"close")]
        await send({"type": "http.response.start", "status": self.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        deadline = time.monotonic() + self.linger
        try:
            async with asyncio.timeout(self.linger):
                while time.monotonic() < deadline:
                    message = await receive()
                    if message["type"] != "http.request" or not message.get("more_body", False):
                        break
        except TimeoutError:
            pass
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def ok(data: Any = None, **more: Any) -> Answer:
    """Code 0 with `data`; `more` are further keys of the envelope."""
    return Answer({"code": 0, "message": "ok", **more, "data": data})


def refusal(
    code: int,
    message: str,
    *,
    status: int | None = None,
    headers: Mapping[str, str] | None = None,
    lingering: bool = False,
    **more: Any,
) -> Answer:
    """An error envelope. `message` is one sentence; `status` defaults to the one of the code."""
    answer = LingeringAnswer if lingering else Answer
    body = {"code": int(code), "message": one_line(message, 500), **more, "data": None}
    return answer(body, status_code=status or status_of(code), headers=headers)


def status_of(code: int, fallback: int = 500) -> int:
    """The HTTP status that goes with a code of the API's table."""
    return _STATUS.get(code, fallback)


def refuse(error: EngineError) -> Answer:
    """The envelope of an error; a file that is too large is refused while it may still be on its way."""
    status = status_of(error.code, error.status if error.status >= 400 else 500)
    return refusal(error.code, error.message, status=status, lingering=error.code == Code.FILE_TOO_LARGE)
