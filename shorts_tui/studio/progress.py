"""A transfer that is watched: its progress as a calm series, however often and from whatever thread it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable
from typing import Generic, TypeVar

T = TypeVar("T")

CADENCE = 0.1
"""Seconds between two reports, so that a screen or a log is not flooded."""


class Watch(Generic[T]):
    """One piece of work with progress; `result` is there once `follow` has ended.

    Attributes:
        result: what the work returned.
    """

    result: T

    def __init__(self) -> None:
        self._latest = (0, 0)

    def report(self, done: int, total: int) -> None:
        """What the work calls as it proceeds."""
        self._latest = (done, total)

    async def follow(self, work: Awaitable[T]) -> AsyncGenerator[tuple[int, int], None]:
        """Do the work and yield the latest progress about ten times a second, when there is news.

        Raises:
            Exception: whatever the work raises.
        """
        task = asyncio.ensure_future(work)
        shown = self._latest
        try:
            while not task.done():
                await asyncio.wait({task}, timeout=CADENCE)
                if self._latest != shown:
                    shown = self._latest
                    yield shown
            self.result = task.result()
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait({task})
