"""Looking at the engine's process and ending it: routes of our own, beside the service's API."""

from __future__ import annotations

import os
import time
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from shorts_tui import __version__
from shorts_tui.engine.envelope import ok
from shorts_tui.engine.routes.common import Here

router = APIRouter()


class StopRequest(BaseModel):
    """When to end: at once, or as soon as there is no work."""

    when: Literal["now", "idle"] = "now"


@router.get("/engine/health")
def health(engine: Here) -> Response:
    """Who is serving, for how long (seconds), and what it is doing."""
    return ok(
        {
            "version": __version__,
            "pid": os.getpid(),
            "uptime": round(time.monotonic() - engine.started, 3),
            "sessions": engine.store.count_sessions(),
            "renders": engine.renders.unfinished,
            "turns": engine.turns.running,
        }
    )


@router.post("/engine/stop")
def stop(engine: Here, body: StopRequest | None = None) -> Response:
    """End the process: what is being rendered is taken up again at the next start."""
    if body is not None and body.when == "idle":
        engine.leave_when_idle = True
    else:
        engine.leave()
    return ok({"pid": os.getpid()})
