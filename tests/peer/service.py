"""What the scripted peer does when no script says otherwise: the whole API, kept in memory."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

from tests.peer.replies import Reply, Seen, code, data, events, says

ATTRIBUTION = ("x-skill-source", "x-skill-version", "x-skill-platform")
_SESSION = r"nemo_agent/me/(?P<session>[^/]+)"


class Service:
    """The state of the peer. Tests read and change its attributes between requests."""

    def __init__(self, base_url: Callable[[], str]) -> None:
        self._base_url = base_url
        self.tokens: list[str] = ["nmv_usr_starter_canary", "nmv_usr_second_canary", "nmv_usr_third_canary"]
        """Given out in this order."""
        self.accepted: set[str] = {"nmv_usr_environment"}
        self.token_extra: dict[str, Any] = {"credits": 100, "user_id": "u-17"}
        self.session_extra: dict[str, Any] = {}
        """What the answer of create-session says besides its ids."""
        self.generated: list[Any] = []
        """The state's `generated_media`."""
        self.draft: Any = None
        """What every session's state shows."""
        self.drafts: list[Any] = []
        """Taken over one by one, one a message."""
        self.sessions: dict[str, str] = {}
        """Session ids and their languages."""
        self.messages: list[str] = []
        self.uploads: list[dict[str, Any]] = []
        self.submits: list[dict[str, Any]] = []
        """Every render request, repeated ones too."""
        self.renders: dict[str, int] = {}
        """Render ids and how often they were looked at."""
        self.cancelled: set[str] = set()
        self.render_states: list[dict[str, Any]] = [
            {"status": "pending"},
            {"status": "processing", "progress": 0.5},
            {"status": "completed", "progress": 1},
        ]
        """One look each; the last one stays."""
        self.film = b"film" * 5000
        self.etag = '"film-1"'
        self.film_url: str | None = None
        """Where a completed render says that its film is; by default a route of the peer's own."""
        self.credits: dict[str, Any] = {"available": 90, "frozen": 10, "total": 100}

    def answer(self, seen: Seen) -> Reply:
        """What a request gets."""
        path = seen.path.partition("?")[0]
        if seen.route == "POST /api/auth/anonymous-token":
            return self._token(seen)
        for method, pattern, handler in self._routes():
            found = re.fullmatch(pattern, path)
            if found and method == seen.method:
                if seen.token not in self.accepted:
                    return code(1001, "invalid token", status=401)
                return handler(seen, **found.groupdict())
        return code(404, "no such route", status=404)

    def _routes(self) -> list[tuple[str, str, Callable[..., Reply]]]:
        return [
            ("POST", "/api/tasks/me/with-session/nemo_agent", self._create),
            ("POST", "/api/auth/claim-token", lambda seen: data({"claim_token": f"clm_{seen.json['session_id']}"})),
            ("POST", "/run_sse", self._message),
            ("POST", f"/api/upload-video/{_SESSION}", self._upload),
            ("GET", "/api/credits/balance/simple", lambda seen: data(self.credits)),
            ("GET", f"/api/state/{_SESSION}/latest", self._state),
            ("POST", "/api/render/proxy/lambda", self._submit),
            ("GET", "/api/render/proxy/lambda/(?P<render>[^/]+)", self._look),
            ("POST", "/api/render/proxy/lambda/(?P<render>[^/]+)/cancel", self._cancel),
            ("GET", "/api/render/proxy/(?P<render>[^/]+)/download", self._download),
            ("GET", "/films/(?P<render>[^/]+).mp4", self._download),
        ]

    def _token(self, seen: Seen) -> Reply:
        if not seen.headers.get("x-client-id"):
            return code(400, "X-Client-Id missing", status=400)
        if not self.tokens:
            return code(429, "one token per client", status=429)
        token = self.tokens.pop(0)
        self.accepted.add(token)
        return data({"token": token, **self.token_extra})

    def _create(self, seen: Seen) -> Reply:
        session = f"session-{len(self.sessions) + 1}"
        self.sessions[session] = seen.json["language"]
        return data({"task_id": f"task-{len(self.sessions)}", "session_id": session, **self.session_extra})

    def _message(self, seen: Seen) -> Reply:
        session = seen.json["session_id"]
        if session not in self.sessions:
            return Reply(404, {"Content-Type": "application/json"}, b'{"detail":"Session not found"}')
        self.messages.append(seen.json["new_message"]["parts"][0]["text"])
        if self.drafts:
            self.draft = self.drafts.pop(0)
        return events(says("Do", partial=True), says("Done.", partial=False))

    def _upload(self, seen: Seen, session: str) -> Reply:
        if seen.headers.get("content-type", "").startswith("application/json"):
            name, digest = seen.json["urls"][0].rpartition("/")[2], ""
        else:
            head, _, rest = seen.body.partition(b"\r\n\r\n")
            found = re.search(rb'filename="([^"]*)"', head)
            name = found[1].decode() if found else ""
            digest = hashlib.sha256(rest.rpartition(b"\r\n--")[0]).hexdigest()
        entry = {"filename": name, "file_type": "video", "cdn_url": f"https://cdn.invalid/{len(self.uploads)}",
                 "duration": 12.5, "width": 1920, "height": 1080, "fps": 30, "hash": digest}  # fmt: skip
        self.uploads.append({**entry, "session": session})
        return data({"files": [entry]})

    def _state(self, seen: Seen, session: str) -> Reply:
        if session not in self.sessions:
            return code(1002, "session not found")
        return data({"state": {"draft": self.draft, "video_infos": self.uploads, "generated_media": []}})

    def _submit(self, seen: Seen) -> Reply:
        if any(not seen.headers.get(name) for name in ATTRIBUTION):
            return code(402, "no plan", status=402)
        self.submits.append(seen.json)
        self.renders.setdefault(seen.json["id"], 0)
        return data({"id": seen.json["id"], "status": "pending"})

    def _look(self, seen: Seen, render: str) -> Reply:
        if render not in self.renders:
            return code(404, "no such render", status=404)
        state = dict(self.render_states[min(self.renders[render], len(self.render_states) - 1)])
        self.renders[render] += 1
        if render in self.cancelled:
            state = {"status": "cancelled"}
        if state["status"] == "completed":
            state["output"] = {"url": self.film_url or f"{self._base_url()}/films/{render}.mp4"}
        return data({"id": render, **state})

    def _cancel(self, seen: Seen, render: str) -> Reply:
        self.cancelled.add(render)
        return data({"id": render, "status": "cancelled"})

    def _download(self, seen: Seen, render: str) -> Reply:
        return film(seen, self.film, self.etag)


def film(seen: Seen, content: bytes, etag: str = '"film-1"') -> Reply:
    """A file with Range and If-Range, as a web server sends it."""
    headers = {"Content-Type": "video/mp4", "Accept-Ranges": "bytes", "ETag": etag}
    found = re.fullmatch(r"bytes=(\d+)-", seen.headers.get("range", ""))
    if found is None or seen.headers.get("if-range", etag) != etag:
        return Reply(200, headers, content)
    start = int(found[1])
    if start >= len(content):
        return Reply(416, {**headers, "Content-Range": f"bytes */{len(content)}"})
    return Reply(206, {**headers, "Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}, content[start:])
