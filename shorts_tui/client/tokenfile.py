"""The anonymous token on disk: one 0600 file and its lock, a token for each server, and when it ends."""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import filelock

from shorts_tui.client.endpoint import Endpoint
from shorts_tui.client.errors import CantWrite, TimedOut
from shorts_tui.paths import private_directory, write_private

VALID_SECONDS = 7 * 86_400.0
"""How long a token lasts where the service does not say."""
RENEW_SECONDS = 86_400.0
"""How long before its end a token is renewed."""
_LOCK_WAIT = 300.0
_LOCK_LOOK = 0.02


@dataclass(frozen=True)
class HeldToken:
    """A token that the service gave us. `expires_at` in epoch seconds; `user_id` is for the registration URL."""

    token: str = field(repr=False)
    expires_at: float
    user_id: str | None = None
    credits: float | None = None

    def ends_within(self, seconds: float, now: float | None = None) -> bool:
        """Will it have expired by then?"""
        return self.expires_at <= (time.time() if now is None else now) + seconds


def load(path: Path, endpoint: Endpoint) -> HeldToken | None:
    """The token kept for a server; None where there is none or the file makes no sense."""
    entry = _entries(path).get(_key(endpoint))
    if not isinstance(entry, Mapping):
        return None
    token, user_id = entry.get("token"), entry.get("user_id")
    expires_at = _number(entry.get("expires_at"))
    if not isinstance(token, str) or not is_token(token) or expires_at is None:
        return None
    return HeldToken(token, expires_at, user_id if isinstance(user_id, str) else None, _number(entry.get("credits")))


def save(path: Path, endpoint: Endpoint, held: HeldToken) -> None:
    """Keep a token, and those of other servers beside it.

    Raises:
        CantWrite: the file can't be written.
    """
    entries = _entries(path)
    entries[_key(endpoint)] = {
        "token": held.token,
        "expires_at": held.expires_at,
        "user_id": held.user_id,
        "credits": held.credits,
    }
    private(path, json.dumps(entries, indent=1).encode())


@asynccontextmanager
async def alone(path: Path) -> AsyncIterator[None]:
    """Of all programs of this user, only one at a time: for asking for the token that goes into the file.

    Raises:
        TimedOut: another one never finishes.
        CantWrite: no lock file can be made.
    """
    clock = asyncio.get_running_loop().time
    until = clock() + _LOCK_WAIT
    try:
        private_directory(path.parent)
        lock = filelock.FileLock(path.with_name(path.name + ".lock"), mode=0o600)
        while True:
            try:
                lock.acquire(blocking=False)
                break
            except filelock.Timeout:
                if clock() > until:
                    raise TimedOut("Another program is asking for a token and does not finish.") from None
            await asyncio.sleep(_LOCK_LOOK)
    except OSError as error:
        raise CantWrite(f"{path.parent} can't be used: {error.strerror or 'no access'}.") from None
    try:
        yield
    finally:
        lock.release()


def private(path: Path, content: bytes) -> None:
    """Write a 0600 file.

    Raises:
        CantWrite: the disk is full, or the directory is not ours.
    """
    try:
        write_private(path, content)
    except OSError as error:
        raise CantWrite(f"{path} can't be written: {error.strerror or 'no access'}.") from None


def is_token(value: str) -> bool:
    """May this stand in an Authorization header?"""
    return 0 < len(value) <= 4096 and all("!" <= char <= "~" for char in value)


def expiry(value: str | None, now: float) -> float:
    """When a token ends, in epoch seconds.

    Args:
        value: ISO 8601, or an epoch in s or ms, as the service wrote it; nonsense or a moment gone by is 7 days.
        now: the wall clock, epoch seconds.
    """
    text = (value or "").strip()
    try:
        moment = float(text)
        moment = moment / 1000 if moment > 1e11 else moment
    except ValueError:
        try:
            parsed = datetime.fromisoformat(text)
            moment = (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError):
            moment = math.nan
    # A clock that runs ahead of the service's must not make every token look expired.
    return moment if math.isfinite(moment) and moment > now else now + VALID_SECONDS


def _key(endpoint: Endpoint) -> str:
    scheme, host, port = endpoint.origin
    return f"{scheme}://{host}:{port}"


def _entries(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)
