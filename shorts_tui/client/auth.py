"""Where a token comes from and how it is renewed: from the environment, from an engine, or asked for anonymously."""

from __future__ import annotations

import asyncio
import time
import uuid
from pathlib import Path
from typing import Literal, Protocol

from shorts_tui.client import tokenfile
from shorts_tui.client.answers import data, identifier, model, payload
from shorts_tui.client.attribution import Attribution
from shorts_tui.client.endpoint import Endpoint
from shorts_tui.client.errors import BadToken, InvalidAnswer, NemoError, RateLimited
from shorts_tui.client.timing import ClientTiming
from shorts_tui.client.tokenfile import HeldToken
from shorts_tui.protocol.models import TokenData

_PATH = "/api/auth/anonymous-token"
_RENEWAL_REST = 3600.0
"""Seconds of peace after a renewal ahead of time that failed."""


class TokenSource(Protocol):
    """What the client asks for a token."""

    async def get(self) -> str:
        """A token that should be accepted."""
        ...

    async def renew(self, rejected: str) -> str:
        """Another token than the one that the service has just rejected.

        Raises:
            BadToken: there is none.
        """
        ...


class FixedToken:
    """A token that can't be renewed: NEMO_TOKEN, or that of a run of the embedded engine."""

    def __init__(self, token: str, *, origin: Literal["environment", "engine"] = "environment") -> None:
        self._token = token.strip()
        self._origin = origin

    def __repr__(self) -> str:
        return f"FixedToken(origin={self._origin!r})"

    async def get(self) -> str:
        """The token.

        Raises:
            BadToken: it has characters that no token has.
        """
        if not tokenfile.is_token(self._token):
            raise BadToken("NEMO_TOKEN is not a token.", advice="Copy it again from your account, or unset it.")
        return self._token

    async def renew(self, rejected: str) -> str:
        """Always refused.

        Raises:
            BadToken: naming where the token came from.
        """
        if self._origin == "engine":
            raise BadToken(
                "The engine on this machine does not accept its token.",
                advice="Run `shorts-tui engine stop`, then try again.",
            )
        raise BadToken(
            "NEMO_TOKEN is not accepted by the service.",
            advice="Check it, or unset it to use a free starter token.",
        )


class AnonymousToken:
    """The free starter token of this client: asked for once, kept 0600, renewed a day before it ends.

    Args:
        endpoint: the server that gives it and the only one that sees it.
        attribution: named on the request.
        timing: deadlines, and how long to wait after a 429.
        token_file: where it is kept.
        client_id_file: where the client's UUID is kept.
        client_id: a client id from the environment, used instead of the file's.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        attribution: Attribution,
        timing: ClientTiming,
        *,
        token_file: Path,
        client_id_file: Path,
        client_id: str = "",
    ) -> None:
        self._endpoint = endpoint
        self._attribution = attribution
        self._timing = timing
        self._file = token_file
        self._client_id_file = client_id_file
        self._client_id = client_id.strip()
        self._held: HeldToken | None = None
        self._turn = asyncio.Lock()
        self._rest_until = 0.0

    def __repr__(self) -> str:
        return f"AnonymousToken({self._endpoint.base_url!r})"

    @property
    def held(self) -> HeldToken | None:
        """What is known of the token: in memory, else on disk; its `user_id` is for the registration URL."""
        return self._held or tokenfile.load(self._file, self._endpoint)

    async def get(self) -> str:
        """A token: kept, renewed within its last day, or asked for.

        Raises:
            NemoError: there is none and the service gives none.
        """
        if self._held is not None and not self._is_due(self._held):
            return self._held.token
        async with self._turn:
            self._held = self.held
            if self._held is not None and not self._is_due(self._held):
                return self._held.token
            seen = self._held
            async with tokenfile.alone(self._file):
                # Another program may have renewed it while we waited.
                self._held = tokenfile.load(self._file, self._endpoint) or seen
                if self._held is None or self._held.ends_within(0):
                    self._held = await self._ask(patient=True)
                elif self._is_due(self._held):
                    self._held = await self._renewed_early(self._held)
            return self._held.token

    async def renew(self, rejected: str) -> str:
        """A token other than `rejected`; calls at the same moment share one request.

        Raises:
            BadToken: the service gave the same one again.
            NemoError: it gave none.
        """
        async with self._turn:
            if self._held is not None and self._held.token != rejected:
                return self._held.token
            async with tokenfile.alone(self._file):
                kept = tokenfile.load(self._file, self._endpoint)
                if kept is None or kept.token == rejected or kept.ends_within(0):
                    kept = await self._ask(patient=True)
                self._held = kept
            if kept.token == rejected:
                raise BadToken(
                    "The service does not accept the starter token that it gave.",
                    advice="Register, and set NEMO_TOKEN to the token of your account.",
                )
            return kept.token

    def _is_due(self, held: HeldToken) -> bool:
        resting = time.monotonic() < self._rest_until
        return held.ends_within(0 if resting else tokenfile.RENEW_SECONDS)

    async def _renewed_early(self, held: HeldToken) -> HeldToken:
        """A fresh token, or the one we have where the service gives none yet: it still holds."""
        try:
            return await self._ask(patient=False)
        except NemoError:
            self._rest_until = time.monotonic() + _RENEWAL_REST
            return held

    async def _ask(self, *, patient: bool) -> HeldToken:
        """One token from the service: a missing client id is made, a 429 waited out, each once."""
        client_id, made, waited = self._known_client_id(), False, not patient
        while True:
            try:
                held = await self._request(client_id)
            except RateLimited as error:
                wait = self._timing.token_retry if error.retry_after is None else error.retry_after
                if waited or wait > self._timing.retry_after_max:
                    raise _limited(error) from None
                waited = True
                await asyncio.sleep(wait)
            except NemoError as error:
                if made or error.code != 400:
                    raise
                client_id, made = self._new_client_id(), True
            else:
                tokenfile.save(self._file, self._endpoint, held)
                return held

    async def _request(self, client_id: str) -> HeldToken:
        from shorts_tui.client.wire import Wire

        async with Wire(self._endpoint, self._attribution, self._timing) as wire:
            answer = await wire.exchange("POST", _PATH, token=None, headers={"X-Client-Id": client_id})
        given = model(TokenData, data(payload(answer)))
        if not tokenfile.is_token(given.token):
            raise InvalidAnswer("The service sent a token that can't be used.")
        user_id = given.user_id
        if user_id is not None:
            user_id = identifier(user_id, "user id")
        return HeldToken(given.token, tokenfile.expiry(given.expires_at, time.time()), user_id, given.credits)

    def _known_client_id(self) -> str:
        """The environment's client id, else the one kept, else a new one."""
        if self._client_id and tokenfile.is_token(self._client_id):
            return self._client_id
        try:
            kept = self._client_id_file.read_text("ascii").strip()
        except (OSError, ValueError):
            kept = ""
        return kept if tokenfile.is_token(kept) else self._new_client_id()

    def _new_client_id(self) -> str:
        client_id = str(uuid.uuid4())
        tokenfile.private(self._client_id_file, client_id.encode())
        return client_id


def _limited(error: RateLimited) -> RateLimited:
    """The service gives one starter token a client in seven days."""
    limited = RateLimited(
        "The service gives no further starter token to this client yet.",
        retry_after=error.retry_after,
        advice="Try again later, or set NEMO_TOKEN to a token of your account.",
    )
    limited.status = error.status
    return limited
