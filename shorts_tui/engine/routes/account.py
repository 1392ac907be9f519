"""Tokens and credits: on this machine there is one user, for whom everything is free."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Header
from starlette.responses import Response

from shorts_tui.engine.envelope import ok, refusal
from shorts_tui.engine.routes.common import Here
from shorts_tui.protocol.codes import Code
from shorts_tui.protocol.models import ClaimRequest

router = APIRouter()

USER_ID = "local"


@router.post("/api/auth/anonymous-token")
def anonymous_token(engine: Here, x_client_id: Annotated[str | None, Header()] = None) -> Response:
    """The token of this run, for who can reach the engine's private socket."""
    if not x_client_id or not x_client_id.strip():
        return refusal(Code.BAD_REQUEST, "The header X-Client-Id is missing.")
    if not engine.hands_out_token:
        return refusal(Code.BAD_TOKEN, "This engine gives its token to no one: it is in the engine's private file.")
    expires = datetime.now(UTC) + timedelta(days=7)
    data = {
        "token": engine.token,
        "credits": 100,
        "user_id": USER_ID,
        "expires_at": expires.isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    return ok(data)


@router.post("/api/auth/claim-token")
def claim_token(engine: Here, body: ClaimRequest) -> Response:
    """A token in the form of the service's; a session on this machine needs no claiming."""
    if engine.store.session(body.session_id).task_id != body.task_id:
        return refusal(Code.NOT_FOUND, "The task was not found.")
    return ok({"claim_token": f"clm_{secrets.token_urlsafe(24)}"})


@router.get("/api/credits/balance/simple")
def credits_left(engine: Here) -> Response:
    """Work on this machine costs nothing."""
    return ok({"available": 100, "frozen": 0, "total": 100, "unlimited": True})
