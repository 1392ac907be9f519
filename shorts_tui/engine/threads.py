"""Blocking work of the engine in threads that never keep the process alive, and how many there may be of them."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_MOST = 8
"""Cores that are worth sharing out."""


def side_by_side(count: int) -> int:
    """How many threads each of `count` things may take that are done at the same time: the cores, shared out."""
    return max(min(os.cpu_count() or 1, _MOST) // count, 1)


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a blocking function in a daemon thread and wait for it; what it raises is raised here.

    A waiter that is cancelled leaves the thread running; its result is dropped then.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]

    def work() -> None:
        result, error = None, None
        try:
            result = function(*args, **kwargs)
        except BaseException as caught:  # noqa: BLE001 - raised again where it is awaited
            error = caught
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=work, name=getattr(function, "__name__", "work"), daemon=True).start()
    return await future
