"""One HTTP exchange with a server of the API: headers, deadlines, and bounded bodies.

Nothing is followed, retried or kept open here: every request has a connection of its own, so that none dies because
the server had just closed an idle one, and what is never retried by itself is never lost that way.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self

import httpx

from shorts_tui.client.answers import Answer
from shorts_tui.client.attribution import Attribution
from shorts_tui.client.endpoint import Endpoint, origin_of
from shorts_tui.client.errors import ConnectionLost, InvalidAnswer, TimedOut
from shorts_tui.client.retry import retry_after
from shorts_tui.client.timing import ClientTiming
from shorts_tui.client.transport import transport_errors

SMALL_BODY = 4 * 1024 * 1024
"""Bytes of an ordinary answer that are read before it is given up."""
STATE_BODY = 64 * 1024 * 1024
"""Bytes of a session's state that are read before it is given up."""

_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=0)


class Wire:
    """An endpoint that can be asked: an async context manager.

    Args:
        endpoint: where the server is.
        attribution: named on every request.
        timing: how long the phases of a request may take.
    """

    def __init__(self, endpoint: Endpoint, attribution: Attribution, timing: ClientTiming) -> None:
        self.endpoint = endpoint
        self.timing = timing
        self._attribution = attribution
        self._http: httpx.AsyncClient | None = None
        self._elsewhere: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Let go of the connections."""
        for client in (self._http, self._elsewhere):
            if client is not None:
                await client.aclose()
        self._http = self._elsewhere = None

    def url(self, path: str) -> str:
        """The address of a route."""
        return self.endpoint.base_url + path

    def is_own(self, url: str) -> bool:
        """Is this an address of the endpoint's own origin, where a token may go?"""
        return origin_of(url) == self.endpoint.origin

    @asynccontextmanager
    async def open(
        self,
        method: str,
        url: str,
        *,
        token: str | None,
        headers: Mapping[str, str] | None = None,
        content: bytes | AsyncIterable[bytes] | None = None,
        timeout: httpx.Timeout | None = None,  # noqa: ASYNC109 - httpx's, of single phases
        lost: type[ConnectionLost] = ConnectionLost,
        trace: Any = None,
    ) -> AsyncIterator[httpx.Response]:
        """Send a request and hand over its answer, whose body is still to be read.

        Args:
            method: the HTTP verb.
            url: at another origin than the endpoint's, neither token nor attribution go along.
            token: goes into Authorization; None sends none.
            headers: further headers.
            content: the body.
            timeout: limits of the phases; without, only connecting has one and the caller keeps the time.
            lost: the error for a connection that breaks once the request may have been sent.
            trace: httpx's `trace` extension.

        Raises:
            Unreachable: no connection; nothing was sent.
            ConnectionLost: the connection broke; here or while the caller reads the body.
            TimedOut: the server takes no more of the body.
            InvalidAnswer: `url` is not an http or https address.
        """
        origin = origin_of(url)
        if origin is None:
            raise InvalidAnswer("The service sent an address that is not one of the web.")
        own = origin == self.endpoint.origin
        extensions: dict[str, Any] = {"timeout": (timeout or self.timeout()).as_dict()}
        if trace is not None:
            extensions["trace"] = trace
        with transport_errors(self.endpoint.name if own else origin[1], lost):
            request = httpx.Request(
                method,
                url,
                headers={**self._headers(token, own=own), **(headers or {})},
                content=content,
                extensions=extensions,
            )
            client = self._client() if own else self._abroad()
            response = await client.send(request, stream=True, auth=None, follow_redirects=False)
            try:
                yield response
            finally:
                await response.aclose()

    async def exchange(
        self,
        method: str,
        path: str,
        *,
        token: str | None,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        limit: int = SMALL_BODY,
        deadline: float | None = None,
    ) -> Answer:
        """A small request with a JSON body, and the whole answer within `deadline` seconds.

        Raises:
            TimedOut: the deadline is over.
            Unreachable, ConnectionLost: no connection, or a broken one.
            InvalidAnswer: the answer has more than `limit` bytes, or is compressed although that was not asked for.
        """
        deadline = self.timing.request if deadline is None else deadline
        extra = {"Accept": "application/json", **(headers or {})}
        content = None
        if body is not None:
            content = json_body(body)
            extra["Content-Type"] = "application/json"
        async with (
            within(deadline, self.endpoint.name),
            self.open(method, self.url(path), token=token, headers=extra, content=content) as response,
        ):
            return await whole(response, limit)

    def timeout(self, read: float | None = None, write: float | None = None) -> httpx.Timeout:
        """Limits of a request's phases, seconds: silence while reading, silence while writing, and connecting."""
        return httpx.Timeout(read, write=write, connect=self.timing.connect, pool=self.timing.connect)

    def _headers(self, token: str | None, *, own: bool) -> dict[str, str]:
        headers = {"Accept-Encoding": "identity", "User-Agent": "shorts-tui"}
        if own:
            headers |= self._attribution.headers()
            if token is not None:
                headers["Authorization"] = f"Bearer {token}"
        return headers

    def _client(self) -> httpx.AsyncClient:
        if self._http is None:
            path = self.endpoint.socket
            if path is not None or self.endpoint.origin[0] == "http":
                # No proxy may read a token, and a cheap context: there is no TLS to verify.
                bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                transport = httpx.AsyncHTTPTransport(uds=str(path) if path else None, verify=bare, limits=_LIMITS)
                self._http = httpx.AsyncClient(transport=transport, trust_env=False)
            else:
                self._http = httpx.AsyncClient(limits=_LIMITS)
        return self._http

    def _abroad(self) -> httpx.AsyncClient:
        """For other origins: nothing of ours, not even a cookie, goes there."""
        if self._elsewhere is None:
            self._elsewhere = httpx.AsyncClient(limits=_LIMITS)
        return self._elsewhere


def json_body(value: Any) -> bytes:
    """JSON in ASCII: it keeps lone surrogates of a draft as they came, for which UTF-8 has no form."""
    return json.dumps(value, separators=(",", ":")).encode("ascii")


@asynccontextmanager
async def within(seconds: float, name: str) -> AsyncIterator[None]:
    """The total deadline of a call to `name`.

    Raises:
        TimedOut: it is over.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise TimedOut(f"No whole answer from {name} in {seconds:g} seconds.", advice="Try again.") from None


async def whole(response: httpx.Response, limit: int) -> Answer:
    """All of an answer, at most `limit` bytes of body.

    Raises:
        InvalidAnswer: it is longer, or compressed.
    """
    refuse_compressed(response)
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > limit:
            raise InvalidAnswer(f"The service sent an answer of more than {limit // 1_048_576} MiB.")
    return Answer(response.status_code, bytes(body), retry_after(response.headers.get("Retry-After"), time.time()))


def refuse_compressed(response: httpx.Response) -> None:
    """A small compressed body may become a huge one; all requests ask for none.

    Raises:
        InvalidAnswer: the body is compressed.
    """
    if response.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise InvalidAnswer("The service sent a compressed answer although none was asked for.")
