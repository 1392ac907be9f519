"""A turn's stream with a sign of life wherever nothing came for a while; the client says when it takes too long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from shorts_tui.protocol.events import Heartbeat, Piece
from shorts_tui.studio.events import Working
from shorts_tui.timeline.draft import Draft


async def patiently(
    stream: AsyncGenerator[Piece, None], every: float, aside: asyncio.Queue[Draft]
) -> AsyncGenerator[Piece | Working | Draft, None]:
    """The stream's pieces, and after each `every` seconds without one, heartbeats aside, that it is being worked on.

    Args:
        stream: what is waited for; closed when this is.
        every: seconds of quiet between two signs of life.
        aside: films that were seen meanwhile, passed on as they come.

    Raises:
        NemoError: as the stream does.
    """
    clock = asyncio.get_running_loop().time
    began = told = clock()
    coming: asyncio.Future[Piece] | None = None
    beside: asyncio.Future[Draft] | None = None
    try:
        while True:
            now = clock()
            if now >= told + every:
                told = now
                yield Working(round(now - began, 1))
                continue
            coming = coming or asyncio.ensure_future(anext(stream))
            beside = beside or asyncio.ensure_future(aside.get())
            waiting: set[asyncio.Future[Any]] = {coming, beside}
            done, _ = await asyncio.wait(waiting, timeout=told + every - now, return_when=asyncio.FIRST_COMPLETED)
            if beside in done:
                item, beside = beside.result(), None
                yield item
            if coming not in done:
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
        left: set[asyncio.Future[Any]] = {future for future in (coming, beside) if future is not None}
        for future in left:
            future.cancel()
        if left:
            await asyncio.wait(left)
        await stream.aclose()
