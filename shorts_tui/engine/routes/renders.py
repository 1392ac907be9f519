"""Submitting, following, cancelling and downloading renders."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, Response

from shorts_tui.engine.envelope import ok, refusal
from shorts_tui.engine.render_store import Render
from shorts_tui.engine.routes.common import Here, download_url
from shorts_tui.protocol.codes import Code
from shorts_tui.protocol.models import RENDER_ID, RenderRequest

router = APIRouter()

_ATTRIBUTION = ("x-skill-source", "x-skill-version", "x-skill-platform")
_ID = re.compile(RENDER_ID)
_RANGE = re.compile(r"bytes=(?:(?P<first>\d{1,18})-(?P<last>\d{0,18})|-(?P<suffix>\d{1,18}))")


def _shown(request: Request, render: Render, progress: float) -> Response:
    data: dict[str, Any] = {"id": render.id, "status": render.status, "progress": round(progress, 3)}
    if render.status == "completed":
        data["output"] = {"url": download_url(request, render)}
        data |= {"size": render.size, "duration": render.duration / 1000}
        data |= {"width": render.width, "height": render.height}
        data |= {"note": render.message} if render.message else {}
        if render.findings is not None:
            data["findings"] = [asdict(finding) for finding in render.findings]
    elif render.message and not render.finished:
        data["note"] = render.message
    elif render.message:
        data |= {"message": render.message, "error": render.message}
    return ok(data, success=True)


@router.post("/api/render/proxy/lambda")
def submit(engine: Here, request: Request, body: RenderRequest) -> Response:
    """Queue a film; the same id with the same film is one render, however often it is sent."""
    if any(not request.headers.get(name, "").strip() for name in _ATTRIBUTION):
        return refusal(Code.PLAN_BLOCKED, "The attribution headers are missing, so the export is blocked.")
    if not _ID.fullmatch(body.id):
        return refusal(Code.BAD_REQUEST, "A render id has 1 to 128 letters, digits or any of . _ : -")
    if body.output.format != "mp4":
        return refusal(Code.BAD_REQUEST, "A film can be exported as mp4 alone.")
    engine.store.session(body.session_id)
    render = engine.renders.submit(body.id, body.session_id, body.draft)
    return _shown(request, *engine.renders.status(render.id))


@router.get("/api/render/proxy/lambda/{render_id}")
def status(engine: Here, request: Request, render_id: str) -> Response:
    """How far a render is."""
    return _shown(request, *engine.renders.status(render_id))


@router.post("/api/render/proxy/lambda/{render_id}/cancel")
def cancel(engine: Here, request: Request, render_id: str) -> Response:
    """Stop a render; one that has ended stays as it is."""
    engine.renders.cancel(render_id)
    return _shown(request, *engine.renders.status(render_id))


@router.get("/api/render/proxy/{render_id}/download")
def download(engine: Here, request: Request, render_id: str) -> Response:
    """The film, whole or a range of it."""
    render, _ = engine.renders.status(render_id)
    if render.status != "completed":
        return refusal(Code.CONFLICT, f"The film is not there: the render is {render.status}.")
    path = engine.renders.file(render)
    try:
        found = path.stat()
    except FileNotFoundError:
        return refusal(Code.NOT_FOUND, "The film was deleted.")
    first = _first_byte(request.headers.get("range", ""), found.st_size)
    if first is None:
        request.scope["headers"] = [item for item in request.scope["headers"] if item[0] != b"range"]
    elif first >= found.st_size:
        return refusal(
            Code.BAD_REQUEST,
            f"The film has {found.st_size} bytes, and none in that range.",
            status=416,
            headers={"Content-Range": f"bytes */{found.st_size}"},
        )
    return FileResponse(
        path,
        media_type="video/mp4",
        filename=f"{render.id}.mp4",
        stat_result=found,
        headers={"ETag": f'"{render.job}"', "Cache-Control": "private"},
    )


def _first_byte(header: str, length: int) -> int | None:
    """Where a range begins in a film of `length` bytes; past its end when there is nothing in it.

    None stands for the whole film: no range, several, another unit or nonsense, as RFC 9110 (14.2) allows.
    """
    asked = _RANGE.fullmatch(header.strip())
    if asked is None:
        return None
    if asked["suffix"]:
        return max(0, length - int(asked["suffix"]))
    if asked["last"] and int(asked["last"]) < int(asked["first"]):
        return None
    return int(asked["first"])
