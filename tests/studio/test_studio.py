"""The studio as a whole on a scripted service: connecting, projects, glances."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable

import pytest

from shorts_tui.client.errors import NemoError
from shorts_tui.paths import locations
from shorts_tui.settings import Settings
from shorts_tui.studio.errors import NoSuchProject, UsageFault
from shorts_tui.studio.events import Connected, Connecting, Credits, DraftUpdate, Notice, Reply, Timeline
from shorts_tui.studio.store import Store
from shorts_tui.studio.studio import Studio
from tests.peer import replies
from tests.peer.server import Peer
from tests.studio.conftest import collect, told
from tests.studio.drafts import draft


async def test_a_user_with_nothing_gets_a_token_and_a_session(studio: Studio, peer: Peer) -> None:
    heard = await collect(studio.connect())
    assert heard == [Connecting("cloud"), Connected("cloud", "session-1", "Untitled")]
    assert peer.routes == ["POST /api/auth/anonymous-token", "POST /api/tasks/me/with-session/nemo_agent"]
    assert studio.backend == "cloud"
    assert studio.token_expires is not None


async def test_a_token_from_the_environment_is_used_directly(
    settings: Callable[..., Settings], peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEMO_TOKEN", "nmv_usr_environment")
    async with Studio(settings()) as studio:
        await collect(studio.connect())
        assert studio.token_expires is None
    assert peer.routes == ["POST /api/tasks/me/with-session/nemo_agent"]
    assert not locations().token.exists()


async def test_the_last_project_and_its_session_are_taken_up(settings: Callable[..., Settings], peer: Peer) -> None:
    async with Studio(settings()) as studio:
        await collect(studio.say("hello"))
        first = studio.project.id
    peer.service.draft = draft()
    async with Studio(settings()) as studio:
        heard = await collect(studio.connect())
        assert studio.project.id == first
        assert told(heard, Connected) == [Connected("cloud", "session-1", "Untitled")]
        assert told(heard, DraftUpdate) == [DraftUpdate(draft())]
        assert len(told(heard, Timeline)) == 1
        assert studio.draft.raw == draft()
    assert len(peer.service.sessions) == 1


async def test_projects_are_opened_by_name_or_begun_afresh(settings: Callable[..., Settings], peer: Peer) -> None:
    async with Studio(settings(), project="beach", fresh=True) as studio:
        await collect(studio.connect())
        beach = studio.project.id
    async with Studio(settings(), fresh=True) as studio:
        await collect(studio.connect())
        other = studio.project.id
    assert beach != other
    for name, expected in (("beach", beach), (other, other), (None, other)):
        async with Studio(settings(), project=name) as studio:
            assert studio.project.id == expected
    with pytest.raises(NoSuchProject):
        async with Studio(settings(), project="mountain"):
            pass


async def test_looking_around_leaves_no_project_behind(settings: Callable[..., Settings], peer: Peer) -> None:
    async with Studio(settings()) as studio:
        assert told(await collect(studio.status()), Timeline)
        assert told(await collect(studio.credits()), Credits) == [Credits(90, 10, 100, False)]
        assert studio.store.projects() == []
    assert not peer.service.sessions


async def test_a_glance_reads_the_state_once(settings: Callable[..., Settings], peer: Peer) -> None:
    async with Studio(settings()) as studio:
        await collect(studio.connect())
    peer.service.draft = draft()
    seen = len(peer.seen)
    async with Studio(settings()) as studio:
        heard = await collect(studio.status())
    assert len(told(heard, Timeline)) == 1
    assert [route.partition("/api/")[2].partition("/")[0] for route in peer.routes[seen:]] == ["state"]


async def test_credits_ask_for_nothing_else(settings: Callable[..., Settings], peer: Peer) -> None:
    async with Studio(settings()) as studio:
        await collect(studio.connect())
    seen = len(peer.seen)
    async with Studio(settings()) as studio:
        heard = await collect(studio.credits())
        assert len(told(heard, Credits)) == 1
        assert peer.routes[seen:] == ["GET /api/credits/balance/simple"]
        assert told(await collect(studio.credits()), Credits)
        assert told(await collect(studio.say("hello")), Reply), "and work goes on from there"


async def test_a_session_that_was_forgotten_meanwhile_is_replaced_when_connecting(
    settings: Callable[..., Settings], peer: Peer
) -> None:
    async with Studio(settings()) as studio:
        await collect(studio.connect())
    peer.service.sessions.clear()
    peer.service.sessions["taken"] = "en"
    async with Studio(settings()) as studio:
        heard = await collect(studio.connect())
        assert any("forgot this session" in notice.text for notice in told(heard, Notice))
        assert told(heard, Connected)[0].session_id == "session-2"
    async with Studio(settings()) as studio:
        assert not told(await collect(studio.connect()), Notice)


async def test_everything_that_is_asked_while_connecting_shares_the_connection(studio: Studio, peer: Peer) -> None:
    results = await asyncio.gather(
        collect(studio.connect()), collect(studio.say("hello")), collect(studio.credits()), return_exceptions=False
    )
    assert sum(len(told(heard, Connected)) for heard in results) == 1
    assert len(peer.service.sessions) == 1


async def test_a_claim_link_holds_a_claim_token_alone(studio: Studio, peer: Peer) -> None:
    await collect(studio.connect())
    assert await studio.claim_link() == "https://web.invalid/workspace/claim?ct=clm_session-1"
    assert peer.seen[-1].json == {"task_id": "task-1", "session_id": "session-1"}


async def test_the_loop_is_never_held_up_by_the_store(studio: Studio, peer: Peer) -> None:
    """While another program holds the database's lock, everything else goes on."""
    await collect(studio.connect())
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    with Store(locations().projects) as other:
        other._connection.execute("BEGIN IMMEDIATE")
        counter, turn = asyncio.create_task(count()), asyncio.create_task(collect(studio.say("hello")))
        while turns < 2000:
            await asyncio.sleep(0)
        assert not turn.done(), "the prompt is not on disk yet, so it was not sent"
        assert peer.service.messages == []
        other._connection.execute("ROLLBACK")
        assert told(await turn, Reply)
        counter.cancel()


async def test_a_failure_to_connect_can_be_followed_by_success(settings: Callable[..., Settings], peer: Peer) -> None:
    peer.on("POST", "/api/tasks/*", replies.code(500, "boom", status=500))
    async with Studio(settings()) as studio:
        with pytest.raises(NemoError):
            await collect(studio.connect())
        assert told(await collect(studio.say("hello")), Reply)


def test_a_glance_loads_neither_the_screen_nor_the_engine_nor_the_rules_of_language() -> None:
    heavy = ["textual", "av", "numpy", "fastapi", "shorts_tui.studio.router", "shorts_tui.engine.server"]
    look = f"import sys, shorts_tui.studio.studio; print([name for name in {heavy} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


async def test_an_empty_prompt_is_no_message(studio: Studio, peer: Peer) -> None:
    with pytest.raises(UsageFault):
        await collect(studio.say("  \n"))
    assert peer.service.messages == []
