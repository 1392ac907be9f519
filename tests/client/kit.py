"""Clients for tests: how to make one for a peer, and small helpers around its calls."""

from __future__ import annotations

import dataclasses
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from shorts_tui.client.attribution import Attribution
from shorts_tui.client.auth import AnonymousToken, FixedToken, TokenSource
from shorts_tui.client.endpoint import Endpoint
from shorts_tui.client.nemo import NemoClient
from shorts_tui.client.timing import ClientTiming
from shorts_tui.protocol.events import Piece
from tests.peer.server import Peer


@dataclass(frozen=True)
class Kit:
    """Makes clients whose files lie below `home`."""

    home: Path
    timing: ClientTiming
    attribution: Attribution

    def but(self, **timing: float) -> Kit:
        """The same with other deadlines."""
        return dataclasses.replace(self, timing=dataclasses.replace(self.timing, **timing))

    def client(self, where: Peer | Endpoint, tokens: TokenSource | None = None) -> NemoClient:
        """A client, by default with the token that a fresh peer accepts."""
        endpoint = where.endpoint if isinstance(where, Peer) else where
        return NemoClient(endpoint, tokens or FixedToken("nmv_usr_environment"), self.attribution, timing=self.timing)

    @property
    def token_file(self) -> Path:
        return self.home / "config" / "token.json"

    @property
    def client_id_file(self) -> Path:
        return self.home / "config" / "client_id"

    def anonymous(self, where: Peer | Endpoint, client_id: str = "") -> AnonymousToken:
        """The starter token's source, as after a fresh start of the program."""
        return AnonymousToken(
            where.endpoint if isinstance(where, Peer) else where,
            self.attribution,
            self.timing,
            token_file=self.token_file,
            client_id_file=self.client_id_file,
            client_id=client_id,
        )


async def spoken(client: NemoClient, text: str = "cut it", session: str = "session-1") -> list[Piece]:
    """All pieces of one turn."""
    async with aclosing(client.say(session, text)) as turn:
        return [piece async for piece in turn]


def ignored(done: int, total: int) -> None:
    """Progress that nobody looks at."""


def unchecked(part: Path) -> None:
    """A verification that everything passes."""
