"""Looking at the film while a turn runs, for services whose streams tell that a tool is done but not what it did."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from shorts_tui.client.errors import NemoError
from shorts_tui.timeline.draft import Draft


class Glances:
    """Drafts that were seen in the service's state, in `seen`.

    Args:
        look: reads the draft; a failure is passed over, since the turn itself goes on.
        after: seconds between a tool's answer and the look. A stream that tells the draft within them needs none.
    """

    def __init__(self, look: Callable[[], Awaitable[Draft]], after: float) -> None:
        self.seen: asyncio.Queue[Draft] = asyncio.Queue()
        self._look, self._after = look, after
        self._coming: asyncio.Task[None] | None = None
        self._again = False

    def wake(self) -> None:
        """A tool has answered: look soon, and once more when it answers again meanwhile."""
        if self._coming is None or self._coming.done():
            self._coming = asyncio.create_task(self._glance())
        else:
            self._again = True

    def told(self) -> None:
        """The stream told the draft itself."""
        self._again = False
        if self._coming is not None:
            self._coming.cancel()
        while not self.seen.empty():
            self.seen.get_nowait()

    async def close(self) -> None:
        """Look no more."""
        self.told()
        if self._coming is not None:
            await asyncio.wait({self._coming})

    async def _glance(self) -> None:
        while True:
            self._again = False
            await asyncio.sleep(self._after)
            with suppress(NemoError):
                self.seen.put_nowait(await self._look())
            if not self._again:
                return
