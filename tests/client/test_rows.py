"""What the API says in numbers: how long a token lasts, when it is renewed, and how long a 429 is waited out."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from email.utils import formatdate

import pytest

from shorts_tui.client.tokenfile import expiry
from tests.client.kit import Kit
from tests.peer import replies
from tests.peer.server import Peer

DAY = 86_400


async def test_a_token_ends_when_the_service_says(peer: Peer, kit: Kit) -> None:
    ends = time.time() + 3 * DAY
    peer.service.token_extra = {"expires_at": datetime.fromtimestamp(ends, UTC).isoformat()}
    tokens = kit.anonymous(peer)
    await tokens.get()
    assert tokens.held is not None
    assert tokens.held.expires_at == pytest.approx(ends, abs=1)


def test_a_token_without_an_end_lasts_seven_days() -> None:
    assert expiry(None, 1_700_000_000.0) == 1_700_000_000.0 + 7 * DAY


async def test_a_token_is_left_alone_until_its_last_day(peer: Peer, kit: Kit) -> None:
    first = await kit.anonymous(peer).get()
    entries = json.loads(kit.token_file.read_bytes())
    for entry in entries.values():
        entry["expires_at"] = time.time() + DAY + 3600
    kit.token_file.write_text(json.dumps(entries))
    assert await kit.anonymous(peer).get() == first
    assert len(peer.seen) == 1


# What a 429 says, as a date where it is in minutes from now, and the seconds that are waited then.
WAITS = [(None, 30), ("7", 7), ("0", 0), ("+1 min", 60), ("-1 min", 0), ("soon", 30), ("-5", 30), ("120", 120)]


def limited(said: str | None) -> replies.Reply:
    if said is not None and said.endswith(" min"):
        said = formatdate(time.time() + 60 * int(said.removesuffix(" min")), usegmt=True)
    return replies.code(429, status=429).but(headers={} if said is None else {"Retry-After": said})


def as_said(waited: float) -> list[object]:
    return [pytest.approx(waited, abs=20)] if waited else []


@pytest.mark.parametrize(("said", "waited"), WAITS)
async def test_a_token_is_asked_for_once_more_after_the_time_that_a_429_names_or_half_a_minute(
    peer: Peer, kit: Kit, waits: list[float], said: str | None, waited: float
) -> None:
    peer.on("POST", "/api/auth/anonymous-token", limited(said))
    await kit.but(token_retry=30).anonymous(peer).get()
    assert waits == as_said(waited)
    assert len(peer.seen) == 2


@pytest.mark.parametrize(("said", "waited"), WAITS)
async def test_a_read_is_made_again_after_the_time_that_a_429_names_or_a_first_pause(
    peer: Peer, kit: Kit, waits: list[float], said: str | None, waited: float
) -> None:
    peer.on("GET", "/api/credits/*", limited(said))
    async with kit.but(retry_base=30).client(peer) as client:
        await client.credits()
    assert waits == as_said(waited)
    assert len(peer.seen) == 2
