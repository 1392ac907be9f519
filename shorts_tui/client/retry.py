"""Which failures are retried, when, and for how long: the one table, and the loop that follows it.

Not here because never retried by themselves: a message (it may have been charged) and an upload whose outcome is
unknown (the state tells). Both are sent under `ONCE`.
"""

from __future__ import annotations

import asyncio
import math
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TypeVar

from shorts_tui.client.errors import ConnectionLost, NemoError, RateLimited, StreamCut, TimedOut, Unreachable
from shorts_tui.client.timing import ClientTiming

T = TypeVar("T")


@dataclass(frozen=True)
class Policy:
    """How often a call is made in all, and the seconds after which no new try begins."""

    tries: int
    limit: float = math.inf


ONCE = Policy(1)
"""Session, claim link, token, message, upload: a second one is not the same as the first."""
READ = Policy(5, 180)
"""Credits, state, cancel: asking again changes nothing. The longest Retry-After that is slept has room in it."""
POLL = Policy(30, 900)
"""Looks at a render: gateways were seen to answer 502 for minutes."""
SUBMIT = Policy(8, 300)
"""A render: the service knows it by its id, and a second submit of one id starts nothing."""
DOWNLOAD = Policy(8, 900)
"""Tries of a download that bring no byte; one that does starts the count anew."""

_MOST_DOUBLED = 30.0
"""The longest backoff, in first pauses."""
_CLOCK_SKEW = 1e8


def is_transient(error: NemoError) -> bool:
    """May the same call succeed later without anybody doing anything? 408, 429, 5xx and transport errors may."""
    if isinstance(error, StreamCut):
        return False
    if isinstance(error, Unreachable | ConnectionLost | TimedOut | RateLimited):
        return True
    codes = (error.status, error.code)
    return any(isinstance(code, int) and (code == 408 or code == 429 or 500 <= code < 600) for code in codes)


def pause(error: NemoError, tried: int, timing: ClientTiming, chance: float) -> float | None:
    """Seconds to wait before the next try, or None where the wait asked for is longer than we sleep.

    Args:
        error: what went wrong; its `retry_after` wins over the backoff.
        tried: how often the call was made, from 1.
        timing: the first pause and the longest Retry-After that is slept.
        chance: 0..1, the jitter: an exponential pause is stretched by up to a half.
    """
    if error.retry_after is not None:
        return error.retry_after if error.retry_after <= timing.retry_after_max else None
    return timing.retry_base * min(2.0 ** min(tried - 1, 16), _MOST_DOUBLED) * (1 + chance / 2)


def retry_after(value: str | None, now: float) -> float | None:
    """The seconds of a Retry-After header, 0 for a moment gone by; None where there is none or it makes no sense.

    Args:
        value: seconds or an HTTP date.
        now: the wall clock, epoch seconds.
    """
    text = (value or "").strip()
    try:
        seconds = float(text)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(text).timestamp() - now
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
        return min(max(seconds, 0.0), _CLOCK_SKEW)
    if math.isnan(seconds) or seconds < 0:
        return None
    return min(seconds, _CLOCK_SKEW)


async def retrying(call: Callable[[], Awaitable[T]], policy: Policy, timing: ClientTiming) -> T:
    """The call's result, after as many tries as `policy` allows.

    Raises:
        NemoError: the last failure, when it is not transient, the tries or the time are used up, or the service
            asks for a longer pause than is slept.
    """
    clock = asyncio.get_running_loop().time
    started, tried = clock(), 0
    while True:
        tried += 1
        try:
            return await call()
        except NemoError as error:
            if tried >= policy.tries or not is_transient(error):
                raise
            wait = pause(error, tried, timing, random.random())  # noqa: S311
            if wait is None or clock() - started + wait > policy.limit:
                raise
        await asyncio.sleep(wait)
