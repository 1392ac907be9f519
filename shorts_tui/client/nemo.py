"""NemoClient: one method an endpoint of the NemoVideo API, over HTTPS and over the engine's unix socket alike."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import quote

from shorts_tui.client import stream, transfer
from shorts_tui.client.answers import data, fields, identifier, model, payload, uploaded
from shorts_tui.client.attribution import Attribution
from shorts_tui.client.auth import TokenSource
from shorts_tui.client.download import Download
from shorts_tui.client.endpoint import Endpoint, joined
from shorts_tui.client.errors import BadToken, InvalidAnswer, NemoError
from shorts_tui.client.renders import RenderStatus, read_render
from shorts_tui.client.retry import ONCE, POLL, READ, SUBMIT, Policy, retrying
from shorts_tui.client.timing import ClientTiming
from shorts_tui.client.transfer import Progress
from shorts_tui.client.wire import SMALL_BODY, STATE_BODY, Wire
from shorts_tui.protocol.codes import AGENT, USER, Code
from shorts_tui.protocol.events import Piece
from shorts_tui.protocol.models import (
    ClaimData,
    ClaimRequest,
    CreditsData,
    DraftRequest,
    NamedSessions,
    NewMessage,
    Part,
    RenderRequest,
    RunRequest,
    SessionData,
    SessionRequest,
    StateData,
    UploadedFile,
    UrlUpload,
)

T = TypeVar("T")


class NemoClient:
    """A server of the API: an async context manager.

    Every call raises a `NemoError`: the typed error for the service's code, `InvalidAnswer` for what is not this API,
    `Unreachable` where nothing was sent, `ConnectionLost` where the outcome is unknown, `TimedOut` after a deadline.
    A rejected token is renewed once a call, and the call, which did nothing, is made again.

    Args:
        endpoint: where the server is.
        tokens: where its token comes from.
        attribution: named on every request.
        timing: deadlines.
    """

    def __init__(
        self, endpoint: Endpoint, tokens: TokenSource, attribution: Attribution, *, timing: ClientTiming
    ) -> None:
        self.endpoint = endpoint
        self._tokens = tokens
        self._timing = timing
        self._wire = Wire(endpoint, attribution, timing)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._wire.aclose()

    async def create_session(self, language: str) -> SessionData:
        """A new session; `language` is what the service should answer in, such as `en` or `zh`."""
        body = SessionRequest(language=language).model_dump()
        answer = await self._call("POST", f"/api/tasks/{USER}/with-session/{AGENT}", body=body)
        session = model(SessionData, data(answer))
        identifier(session.session_id, "session id")
        return session

    async def claim_link(self, task_id: str, session_id: str) -> str:
        """The claim token (`clm_…`) that lets a registered user take the session over; fit for a URL."""
        body = ClaimRequest(task_id=task_id, session_id=session_id).model_dump()
        answer = await self._call("POST", "/api/auth/claim-token", body=body)
        claim = identifier(model(ClaimData, data(answer)).claim_token, "claim token")
        if claim.startswith("nmv_usr_"):
            raise InvalidAnswer("The service sent a claim token that must not stand in an address.")
        return claim

    async def say(self, session_id: str, text: str) -> AsyncGenerator[Piece, None]:
        """One turn: what the service streams, until its clean end. To be closed with `aclose()` when abandoned.

        The message is never sent twice, but after a rejected token, when nothing was done.

        Raises:
            StreamCut: the connection broke after the message may have left: look at the state, don't send it again.
            TimedOut: `turn_limit`, or nothing but heartbeats for `heartbeat_limit`.
            StreamTooLarge: an event over the limit.
            NoSession: the server does not know the session.
        """
        plain = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        message = RunRequest(
            app_name=AGENT, user_id=USER, session_id=session_id, new_message=NewMessage(parts=[Part(text=plain)])
        )
        # `role` is optional, and the public document leaves it out.
        body = message.model_dump(exclude={"new_message": {"role"}})
        until = asyncio.get_running_loop().time() + self._timing.turn_limit
        token, renewed = await self._tokens.get(), False
        while True:
            try:
                async with aclosing(stream.turn(self._wire, token, body, until)) as turn:
                    async for piece in turn:
                        yield piece
                return
            except BadToken:
                if renewed:
                    raise
            token, renewed = await self._tokens.renew(token), True

    async def upload(self, session_id: str, path: Path, name: str, on_progress: Progress) -> UploadedFile:
        """Send a file under `name`; `on_progress` is told its bytes that have left, and its size.

        Raises:
            ConnectionLost: the outcome is unknown: look at the state before sending it again.
            FileUnreadable, FileChanged: nothing was accepted.
        """
        url = self._wire.url(self._uploads(session_id))
        return await self._authorized(lambda token: transfer.upload(self._wire, url, token, path, name, on_progress))

    async def upload_url(self, session_id: str, url: str) -> UploadedFile:
        """Let the service fetch a file from the web; it may take as long as a turn."""
        body = UrlUpload(urls=[url]).model_dump()
        answer = await self._call("POST", self._uploads(session_id), body=body, deadline=self._timing.turn_limit)
        return uploaded(data(answer))

    async def credits(self) -> CreditsData:
        """What is left to spend."""
        found = model(CreditsData, data(await self._call("GET", "/api/credits/balance/simple", policy=READ)))
        if not all(map(math.isfinite, (found.available, found.frozen, found.total))):
            raise InvalidAnswer("The service sent credits that are no number.")
        return found

    async def state(self, session_id: str) -> StateData:
        """What the session holds; `draft` as the service sent it."""
        path = f"/api/state/{AGENT}/{USER}/{quote(session_id, safe='')}/latest"
        found = fields(data(await self._call("GET", path, policy=READ, limit=STATE_BODY)))
        return model(StateData, found["state"] if found.get("state") is not None else found)

    async def put_draft(self, session_id: str, draft: Any) -> None:
        """Let the session go on from this film. A route of the embedded engine alone."""
        body = DraftRequest(draft=draft).model_dump()
        await self._call("PUT", f"/engine/sessions/{quote(session_id, safe='')}/draft", body=body, policy=READ)

    async def name_sessions(self, sessions: Sequence[str]) -> None:
        """Tell which sessions our projects name. A route of the embedded engine alone."""
        body = NamedSessions(sessions=list(sessions)).model_dump()
        await self._call("PUT", "/engine/sessions/named", body=body, policy=READ)

    async def copy_session(self, session_id: str, language: str) -> SessionData:
        """A new session with the same media and film. A route of the embedded engine alone."""
        body = SessionRequest(task_name="project", language=language).model_dump()
        answer = await self._call("POST", f"/engine/sessions/{quote(session_id, safe='')}/copy", body=body)
        return model(SessionData, data(answer))

    async def submit_render(self, request: RenderRequest) -> RenderStatus:
        """Ask for a film; repeated with the same id until the service has it. A film known already is looked at."""
        body = request.model_dump(by_alias=True)
        try:
            answer = await self._call("POST", "/api/render/proxy/lambda", body=body, policy=SUBMIT)
        except NemoError as error:
            if error.code != Code.CONFLICT:
                raise
            return await self.render_status(request.id)
        return read_render(answer, request.id, otherwise="pending")

    async def render_status(self, render_id: str) -> RenderStatus:
        """A look at a render. Survives minutes of gateway errors by itself."""
        answer = await self._call("GET", f"/api/render/proxy/lambda/{quote(render_id, safe='')}", policy=POLL)
        return read_render(answer, render_id)

    async def cancel_render(self, render_id: str) -> None:
        """Stop a render; asking twice is no error."""
        await self._call(
            "POST", f"/api/render/proxy/lambda/{quote(render_id, safe='')}/cancel", policy=READ, may_be_empty=True
        )

    async def download(
        self,
        render_id: str,
        url: str,
        target: Path,
        on_progress: Progress,
        verify: Callable[[Path], None],
    ) -> int:
        """Fetch a film into `target`, which appears whole, verified, or not at all; its size in bytes.

        Args:
            render_id: the render.
            url: where the service says that it is; empty, unreachable or expired falls back to the service's route.
            target: where to; an existing file is replaced. `target.part` is resumed when it is of the same film.
            on_progress: told bytes so far and bytes in all, 0 where unknown.
            verify: called in a thread with the whole part; raises `DamagedDownload` where it is no film.
        """
        fallback = self._wire.url(f"/api/render/proxy/{quote(render_id, safe='')}/download")
        named = joined(self.endpoint.base_url + "/", url) if url else None
        urls = [named, fallback] if named is not None and named != fallback else [fallback]
        return await Download(self._wire, self._tokens, render_id, target, on_progress).run(urls, verify)

    def _uploads(self, session_id: str) -> str:
        return f"/api/upload-video/{AGENT}/{USER}/{quote(session_id, safe='')}"

    async def _authorized(self, send: Callable[[str], Awaitable[T]]) -> T:
        """What `send` returns with a token, or, where that one is rejected, with one other."""
        token = await self._tokens.get()
        try:
            return await send(token)
        except BadToken:
            token = await self._tokens.renew(token)
        return await send(token)

    async def _call(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        policy: Policy = ONCE,
        limit: int = SMALL_BODY,
        deadline: float | None = None,
        may_be_empty: bool = False,
    ) -> Any:
        """The JSON of an answer that is no refusal."""

        async def send(token: str) -> Any:
            answer = await self._wire.exchange(method, path, token=token, body=body, limit=limit, deadline=deadline)
            if may_be_empty and answer.status < 300 and not answer.body.strip():
                return {}
            return payload(answer)

        return await retrying(lambda: self._authorized(send), policy, self._timing)
