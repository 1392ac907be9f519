"""Creating sessions and reading their state."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.envelope import ok, refusal
from shorts_tui.engine.render_store import Render
from shorts_tui.engine.routes.account import USER_ID
from shorts_tui.engine.routes.common import Here, download_url
from shorts_tui.protocol.codes import Code
from shorts_tui.protocol.models import DraftRequest, NamedSessions, SessionRequest
from shorts_tui.text import one_line
from shorts_tui.timeline.draft import Draft, decode, encode

router = APIRouter()


def file_entry(asset: Asset) -> dict[str, Any]:
    """A stored file as uploads and states show it: duration in seconds, `hash` SHA-256, `size` in bytes."""
    return {
        "id": asset.id,
        "filename": asset.label,
        "file_type": asset.info.kind,
        "cdn_url": f"asset:{asset.id}",
        "duration": asset.info.duration / 1000,
        "width": asset.info.width,
        "height": asset.info.height,
        "fps": round(asset.info.fps, 3),
        "hash": asset.sha256,
        "size": asset.size,
    }


def _film_entry(request: Request, render: Render) -> dict[str, Any]:
    return {
        "id": render.id,
        "type": "video",
        "url": download_url(request, render),
        "duration": render.duration / 1000,
        "width": render.width,
        "height": render.height,
        "size": render.size,
    }


def _canvas(draft: Draft) -> dict[str, Any] | None:
    if draft.size is None:
        return None
    width, height = draft.size
    return {"width": width, "height": height, "fps": draft.fps}


@router.post("/api/tasks/me/with-session/nemo_agent")
def create_session(engine: Here, body: SessionRequest) -> Response:
    """A new session with an empty film."""
    session = engine.store.create_session(one_line(body.task_name, 100), one_line(body.language, 20) or "en")
    return ok({"task_id": session.task_id, "session_id": session.id, "user_id": USER_ID})


@router.post("/engine/sessions/{session_id}/copy")
def copy_session(engine: Here, session_id: str, body: SessionRequest) -> Response:
    """A session of its own with the same media and film: a route of ours, beside the service's API."""
    session = engine.store.copy_session(engine.store.session(session_id), one_line(body.task_name, 100))
    return ok({"task_id": session.task_id, "session_id": session.id, "user_id": USER_ID})


@router.put("/engine/sessions/named")
def name_sessions(engine: Here, body: NamedSessions) -> Response:
    """Which sessions somebody's projects name; the others go some weeks later. A route of ours."""
    engine.upkeep.name(body.sessions)
    return ok({})


@router.put("/engine/sessions/{session_id}/draft")
def put_draft(engine: Here, session_id: str, body: DraftRequest) -> Response:
    """Go on from this film: a route of ours, beside the service's API."""
    session = engine.store.session(session_id)
    if engine.turns.is_busy(session.id):
        return refusal(Code.CONFLICT, "A turn is changing this film right now.")
    engine.store.put_draft(session.id, decode(body.draft))
    return ok({})


@router.get("/api/state/nemo_agent/me/{session_id}/latest")
def latest_state(engine: Here, request: Request, session_id: str) -> Response:
    """The film in force, the media and the finished films of a session."""
    engine.store.session(session_id)
    draft = engine.store.current(session_id)
    state = {
        "draft": encode(draft),
        "video_infos": [file_entry(asset) for asset in engine.store.assets(session_id)],
        "generated_media": [_film_entry(request, render) for render in engine.renders.completed(session_id)],
        "canvas_config": _canvas(draft),
    }
    return ok({"state": state})
