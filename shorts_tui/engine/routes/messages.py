"""The message route, `/run_sse`, with its event stream."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from shorts_tui.engine.envelope import refusal
from shorts_tui.engine.errors import EngineError
from shorts_tui.engine.routes.common import Here
from shorts_tui.engine.threads import in_thread
from shorts_tui.protocol.codes import AGENT, Code
from shorts_tui.protocol.models import RunRequest
from shorts_tui.text import one_line, sanitize

router = APIRouter()


@router.post("/run_sse")
async def run_sse(engine: Here, body: RunRequest) -> Response:
    """Take a message and stream what comes of it; the end of the body is the end of the turn."""
    if body.app_name != AGENT:
        return refusal(Code.NOT_FOUND, f"There is no agent of that name; this one is {AGENT}.")
    text = sanitize("\n".join(part.text for part in body.new_message.parts if part.text)).strip()
    if not text:
        return refusal(Code.BAD_REQUEST, "The message is empty.")
    try:
        session = await in_thread(engine.store.session, body.session_id)
    except EngineError as error:
        # `detail` is what agent servers of this kind say.
        return refusal(error.code, error.message, detail=f"Session not found: {one_line(body.session_id, 100)}")
    return StreamingResponse(
        engine.turns.say(session, text),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
