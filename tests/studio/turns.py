"""A scripted turn: where it is asked for, what a service streams, and what of it was told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shorts_tui.studio.events import Reply
from shorts_tui.studio.studio import Studio
from tests.peer import replies
from tests.peer.server import Peer
from tests.studio.conftest import collect, told

SAY = ("POST", "/run_sse")
STATE = ("GET", "/api/state/*")
CALL = {"content": {"parts": [{"functionCall": {"id": "1", "args": {}, "name": "edit_multitrack"}}]}}
RESULT = {"content": {"parts": [{"functionResponse": {"id": "1", "name": "edit_multitrack", "response": {}}}]}}
HEARTBEAT = b"event: heartbeat\ndata: \n\n"


def texts(events: list[Any]) -> list[str]:
    return [event.text for event in told(events, Reply)]


def state(film: Any) -> replies.Reply:
    return replies.data({"state": {"draft": film, "video_infos": [], "generated_media": []}})


def doing(peer: Peer, film: Any, answer: replies.Reply) -> Callable[[replies.Seen], replies.Reply]:
    """The service changes the film and answers so."""

    def reply(seen: replies.Seen) -> replies.Reply:
        peer.service.draft = film
        return answer

    return reply


async def connected(studio: Studio) -> Studio:
    await collect(studio.connect())
    return studio
