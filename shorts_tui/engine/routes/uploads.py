"""The upload route: files in a multipart form, or URLs in JSON."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from shorts_tui.engine.envelope import ok
from shorts_tui.engine.errors import EngineError
from shorts_tui.engine.routes.common import Here
from shorts_tui.engine.routes.sessions import file_entry
from shorts_tui.engine.threads import in_thread
from shorts_tui.protocol.codes import Code
from shorts_tui.protocol.models import UrlUpload

router = APIRouter()

_MAX_URLS = 20
_MAX_JSON = 1 << 20

_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                }
            },
            "application/json": {"schema": UrlUpload.model_json_schema()},
        },
    }
}


async def _urls(request: Request) -> list[str]:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _MAX_JSON:
            raise EngineError("The list of URLs is too long.", Code.BAD_REQUEST)
    try:
        urls = UrlUpload.model_validate(json.loads(body)).urls
    except (ValidationError, ValueError, RecursionError) as error:
        raise EngineError("The upload is neither a multipart form nor a list of URLs.", Code.BAD_REQUEST) from error
    if not 0 < len(urls) <= _MAX_URLS:
        raise EngineError(f"An upload may have 1 to {_MAX_URLS} URLs.", Code.BAD_REQUEST)
    return urls


@router.post("/api/upload-video/nemo_agent/me/{session_id}", openapi_extra=_BODY)
async def upload(engine: Here, request: Request, session_id: str) -> Response:
    """Keep media for a session; the answer describes each file in the order in which it came."""
    await in_thread(engine.store.session, session_id)
    content_type = request.headers.get("content-type", "")
    if content_type.lower().startswith("multipart/form-data"):
        length = request.headers.get("content-length", "")
        size = int(length) if length.isdigit() else None
        assets = await engine.intake.receive(session_id, content_type, size, request.stream())
    else:
        assets = await engine.intake.fetch(session_id, await _urls(request))
    await in_thread(engine.expect, assets)
    return ok({"files": [file_entry(asset) for asset in assets]})
