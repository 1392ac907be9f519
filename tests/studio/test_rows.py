"""What the API says in seconds: how often a render is looked at, and when a cut stream's state is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from shorts_tui.settings import Settings, Timing
from shorts_tui.studio.errors import TurnLost
from shorts_tui.studio.studio import Studio
from tests.peer.replies import events, says
from tests.peer.server import Peer
from tests.studio.conftest import collect
from tests.studio.drafts import draft


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Every wait of a second or more, in order; none of them is slept."""
    waited: list[float] = []
    sleep = asyncio.sleep

    async def hurried(seconds: float) -> None:
        if seconds >= 1:
            waited.append(seconds)
        await sleep(0 if seconds >= 1 else seconds)

    monkeypatch.setattr(asyncio, "sleep", hurried)
    return waited


def test_the_deadlines_are_those_that_are_documented() -> None:
    timing = Timing()
    assert (timing.connect, timing.poll, timing.still_working) == (5, 30, 120)
    assert (timing.heartbeat_limit, timing.turn_limit) == (600, 900)
    assert (timing.recovery_first, timing.recovery_next, timing.recovery_tries) == (30, 60, 5)
    assert (timing.token_retry, timing.retry_after_max) == (30, 120)
    assert timing.poll_local < timing.poll


async def test_a_render_of_the_cloud_is_looked_at_every_thirty_seconds(
    settings: Callable[..., Settings], peer: Peer, waits: list[float]
) -> None:
    peer.service.draft = draft()
    async with Studio(settings(poll=30)) as studio:
        await collect(studio.export())
    looks = sum(route.startswith("GET /api/render/proxy/lambda/") for route in peer.routes)
    assert waits == [30] * looks
    assert looks == 3


async def test_after_a_cut_the_state_is_looked_at_after_half_a_minute_and_then_every_minute(
    settings: Callable[..., Settings], peer: Peer, waits: list[float]
) -> None:
    peer.on("POST", "/run_sse", events(says("Let me", partial=True), cut_after=60))
    async with Studio(settings(recovery_first=30, recovery_next=60)) as studio:
        with pytest.raises(TurnLost):
            await collect(studio.say("make a film"))
    assert waits == [30, 60, 60, 60, 60]
    assert peer.routes.count("POST /run_sse") == 1
