"""A film to download: its bytes, where a peer has it, and what is left of it on disk."""

from __future__ import annotations

import os
from pathlib import Path

from shorts_tui.client.errors import DamagedDownload
from tests.client.kit import Kit, ignored
from tests.peer.server import Peer

FILM = os.urandom(200_003)
URL = "/films/r.mp4"
ROUTE = ("GET", URL)
FALLBACK = "GET /api/render/proxy/r/download"
HEAD = {"Content-Type": "video/mp4"}


async def fetched(peer: Peer, kit: Kit, target: Path, url: str = URL) -> int:
    """A film fetched with a check of its content."""
    peer.service.film = FILM

    def verify(part: Path) -> None:
        if part.read_bytes() != FILM:
            raise DamagedDownload("not the film")

    async with kit.client(peer) as client:
        return await client.download("r", f"{peer.base_url}{url}" if url else "", target, ignored, verify)


def left(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


def ranges(peer: Peer) -> list[str]:
    return [seen.headers.get("range", "") for seen in peer.seen]
