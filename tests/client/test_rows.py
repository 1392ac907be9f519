"""What the API says in numbers: how long a token lasts, and when it is renewed."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest

from shorts_tui.client.tokenfile import expiry
from tests.client.kit import Kit
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
