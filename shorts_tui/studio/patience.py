"""A turn's stream with a sign of life wherever nothing came for a while; the client says when it takes too long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from shorts_tui.protocol.events import Heartbeat, Piece
from shorts_tui.studio.events import Working


async def patiently(stream: AsyncGenerator[Piece, None], every: float) -> AsyncGenerator[Piece | Working, None]:
    """The stream's pieces, and after each `every` seconds without one, heartbeats aside, that it is being worked on.

    Args:
        stream: what is waited for; closed when this is.
        every: seconds of quiet between two signs of life.

    Raises:
        NemoError: as the stream does.
    """
    clock = asyncio.get_running_loop().time
    began = told = clock()
    coming: asyncio.Future[Piece] | None = None
    try:
        while True:
            now = clock()
            if now >= told + every:
                told = now
                yield Working(round(now - began, 1))
                continue
            coming = coming or asyncio.ensure_future(anext(stream))
            done, _ = await asyncio.wait({coming}, timeout=told + every - now)
            if not done:
                continue
            try:
                piece = coming.result()
            except StopAsyncIteration:
                return
            finally:
                coming = None
            if not isinstance(piece, Heartbeat):
                told = clock()
            yield piece
    finally:
        if coming is not None:
            coming.cancel()
            await asyncio.wait({coming})
        await stream.aclose()
