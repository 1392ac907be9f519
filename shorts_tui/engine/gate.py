"""The door of the server: who may come in, how much they may carry, and what they see when something breaks."""

from __future__ import annotations

import hmac
import logging

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shorts_tui.engine.core import Engine
from shorts_tui.engine.envelope import INTERNAL, Answer, refusal
from shorts_tui.protocol.codes import Code

_log = logging.getLogger(__name__)

ANONYMOUS_TOKEN = "/api/auth/anonymous-token"  # noqa: S105 - a path
UPLOADS = "/api/upload-video/"
MAX_JSON = 16 * 1024 * 1024
"""Bytes of a JSON request."""


class Gate:
    """Wraps the whole application: counts activity, checks the token, caps bodies, answers for crashes."""

    def __init__(self, app: ASGIApp, engine: Engine) -> None:
        self.app = app
        self.engine = engine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with self.engine.activity.request():
            if (answer := self._turned_away(scope)) is not None:
                await answer(scope, receive, send)
                return
            if not scope["path"].startswith(UPLOADS):
                receive = _capped(receive)
            await self._guarded(scope, receive, send)

    def _turned_away(self, scope: Scope) -> Answer | None:
        if scope["path"] == ANONYMOUS_TOKEN:
            return None
        given = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
        kind, _, token = given.partition(b" ")
        if kind.lower() == b"bearer" and hmac.compare_digest(token.strip(), self.engine.token.encode()):
            return None
        return refusal(Code.BAD_TOKEN, "The token is missing or not accepted.", headers={"WWW-Authenticate": "Bearer"})

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except ClientDisconnect:
            _log.info("%s %s: the client went away", scope["method"], scope["path"])
        except Exception:  # the outermost frame of a request: what is half answered is cut, the rest gets a sentence
            if begun:
                raise
            _log.exception("%s %s failed", scope["method"], scope["path"])
            await refusal(Code.SERVER_ERROR, INTERNAL)(scope, receive, send)


def _capped(receive: Receive) -> Receive:
    """`receive` that gives up on a body over the limit for JSON."""
    taken = 0

    async def counting() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MAX_JSON:
            raise HTTPException(413, "The request is too large.")
        return message

    return counting
