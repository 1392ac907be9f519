"""Which server a project works on, and the client that speaks to it: the cloud, or the engine on this machine."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Literal

from shorts_tui.client.attribution import Attribution, attribution
from shorts_tui.client.auth import AnonymousToken, FixedToken, TokenSource
from shorts_tui.client.endpoint import Endpoint
from shorts_tui.client.errors import BadToken, ConnectionLost, NemoError, Unreachable
from shorts_tui.client.nemo import NemoClient
from shorts_tui.client.threads import in_thread
from shorts_tui.client.timing import ClientTiming
from shorts_tui.engine import process
from shorts_tui.paths import Locations
from shorts_tui.settings import Backend, Settings
from shorts_tui.studio.errors import EngineMissing, StudioError

Server = Literal["cloud", "local"]
LOCAL = "local"
"""The name of the embedded engine among a project's servers."""


def engine_installed() -> bool:
    """Are the packages of the `local` extra here? Nothing is imported."""
    return all(importlib.util.find_spec(name) is not None for name in ("fastapi", "av", "imageio_ffmpeg"))


def candidates(backend: Backend, *, last_server: str, engine: bool) -> tuple[Server, ...]:
    """Where to try to work, in order.

    Args:
        backend: what was asked for. `auto` prefers the cloud, and the engine for a project that was last worked on
            there: its media are on this machine alone.
        last_server: where the project was last worked on, or "".
        engine: whether the engine is installed.
    """
    if backend != "auto":
        return (backend,)
    if not engine:
        return ("cloud",)
    return ("local",) if last_server == LOCAL else ("cloud", "local")


class Link:
    """A server and the client that speaks to it; open it before use, and close it.

    Attributes:
        backend: `cloud` or `local`.
        server: the cloud's address, or `local`: sessions are known by it.
        poll: seconds between two looks at a render.
    """

    def __init__(self, backend: Server, settings: Settings, places: Locations, environ: Mapping[str, str]) -> None:
        self.backend: Server = backend
        self.server = LOCAL if backend == "local" else settings.api_url.rstrip("/")
        self.poll = settings.timing.poll_local if backend == "local" else settings.timing.poll
        self._settings, self._places, self._environ = settings, places, environ
        self._timing = ClientTiming.of(settings.timing)
        self._stack = AsyncExitStack()
        self._client: NemoClient | None = None
        self._tokens: TokenSource | None = None
        self._address: process.EngineAddress | None = None

    @property
    def client(self) -> NemoClient:
        """The client of an open link."""
        if self._client is None:
            raise StudioError("Not connected.")
        return self._client

    @property
    def is_anonymous(self) -> bool:
        """Is the token one that the service gave to nobody in particular?"""
        return isinstance(self._tokens, AnonymousToken)

    @property
    def user_id(self) -> str:
        """The service's name for the holder of an anonymous token, or ""."""
        held = self._tokens.held if isinstance(self._tokens, AnonymousToken) else None
        return (held.user_id or "") if held else ""

    @property
    def token_expires(self) -> float | None:
        """When an anonymous token ends, epoch seconds; None for other tokens."""
        held = self._tokens.held if isinstance(self._tokens, AnonymousToken) else None
        return held.expires_at if held else None

    @property
    def secrets(self) -> tuple[str, ...]:
        """Tokens that were handed to us and must not be shown."""
        token = self._environ.get("NEMO_TOKEN", "").strip()
        return tuple(secret for secret in (token, self._address.token if self._address else "") if secret)

    async def open(self) -> None:
        """Make the client; for the engine, find its process or start it.

        Raises:
            EngineMissing: the engine is not installed or does not start.
            Unreachable: the cloud's address is not one.
        """
        ours = attribution(self._environ)
        if self.backend == "local":
            address = await self._engine()
            endpoint = Endpoint(address.base_url, address.socket)
            self._address, self._tokens = address, FixedToken(address.token, origin="engine")
        else:
            endpoint = Endpoint(self._settings.api_url)
            token = self._environ.get("NEMO_TOKEN", "").strip()
            self._tokens = FixedToken(token) if token else self._anonymous(endpoint, ours)
        client = NemoClient(endpoint, self._tokens, ours, timing=self._timing)
        self._client = await self._stack.enter_async_context(client)

    async def refresh(self) -> None:
        """Before work: an engine that left when it was idle, or crashed, is started again.

        Raises:
            EngineMissing: it does not start.
        """
        if self.backend == "local" and self._client is not None and await self._engine() != self._address:
            await self.close()
            await self.open()

    async def revive(self, error: NemoError) -> bool:
        """After a failure: bring the engine back where it has gone; True where the call may be made again.

        Raises:
            EngineMissing: it does not start.
        """
        if self.backend != "local" or not isinstance(error, Unreachable | ConnectionLost | BadToken):
            return False
        before = self._address
        await self.refresh()
        return self._address != before

    async def close(self) -> None:
        """Let go of the client; the engine's process stays."""
        self._client = None
        await self._stack.aclose()

    async def _engine(self) -> process.EngineAddress:
        try:
            return await in_thread(process.ensure, self._places, self._settings.timing.engine_start)
        except process.EngineUnavailable as error:
            raise EngineMissing(str(error)) from error

    def _anonymous(self, endpoint: Endpoint, ours: Attribution) -> AnonymousToken:
        return AnonymousToken(
            endpoint,
            ours,
            self._timing,
            token_file=self._places.token,
            client_id_file=self._places.client_id,
            client_id=self._environ.get("NEMO_CLIENT_ID", ""),
        )
