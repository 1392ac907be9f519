"""Connecting, projects, backends: the studio as a whole on a scripted service."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shorts_tui.client.errors import NemoError, Unreachable
from shorts_tui.engine import process
from shorts_tui.paths import locations
from shorts_tui.settings import Settings, load_settings
from shorts_tui.studio import operations
from shorts_tui.studio.connect import LOCAL, candidates
from shorts_tui.studio.errors import EngineMissing, NoSuchProject, TurnLost, UsageFault
from shorts_tui.studio.events import Connected, Connecting, Credits, DraftUpdate, Notice, Reply, Timeline
from shorts_tui.studio.store import Store
from shorts_tui.studio.studio import Studio
from tests.peer import replies
from tests.peer.server import Peer
from tests.studio.conftest import QUICK, collect, failing
from tests.studio.drafts import draft


def told(events: list[Any], *kinds: type) -> list[Any]:
    return [event for event in events if isinstance(event, kinds)]


def nowhere(**changes: Any) -> Settings:
    """Settings for a cloud that refuses connections."""
    return load_settings(api_url="http://127.0.0.1:9", timing=QUICK, **changes)


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


async def test_a_cloud_that_was_asked_for_and_is_not_there_is_said(home: Path) -> None:
    async with Studio(nowhere(backend="cloud")) as studio:
        with pytest.raises(Unreachable) as failed:
            await collect(studio.connect())
        assert failed.value.exit_status == 4
        assert studio.store.projects() == []


async def test_a_host_without_a_name_is_said(home: Path) -> None:
    settings = load_settings(api_url="http://no-such-host.invalid", timing=QUICK, backend="cloud")
    async with Studio(settings) as studio:
        with pytest.raises(Unreachable):
            await collect(studio.connect())


async def test_without_cloud_and_engine_the_way_out_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "engine_installed", lambda: False)
    async with Studio(nowhere()) as studio:
        with pytest.raises(Unreachable) as failed:
            await collect(studio.connect())
    assert failed.value.exit_status == 4
    assert "shorts-tui[local]" in failed.value.advice


def no_engine(*_: object) -> process.EngineAddress:
    raise process.EngineUnavailable("The engine does not start.")


async def test_an_engine_that_was_asked_for_and_does_not_start_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "ensure", no_engine)
    async with Studio(nowhere(backend="local")) as studio:
        with pytest.raises(EngineMissing, match="does not start") as failed:
            await collect(studio.connect())
    assert failed.value.exit_status == 4


async def test_when_neither_is_there_both_are_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "ensure", no_engine)
    async with Studio(nowhere()) as studio:
        with pytest.raises(Unreachable, match="does not start") as failed:
            await collect(studio.connect())
    assert failed.value.exit_status == 4


@pytest.fixture
def engine(peer: Peer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Peer:
    """A second peer that passes for the engine, behind a unix socket."""
    peer.service.accepted.add("run-token")
    address = process.EngineAddress(peer.base_url, None, "run-token", 1, "0")
    monkeypatch.setattr(process, "ensure", lambda *_: address)
    return peer


async def test_the_engine_takes_over_where_the_cloud_is_not_there(home: Path, engine: Peer) -> None:
    async with Studio(nowhere()) as studio:
        heard = await collect(studio.connect())
        assert told(heard, Connecting) == [Connecting("cloud"), Connecting("local")]
        assert any("engine on this machine" in notice.text for notice in told(heard, Notice))
        assert told(heard, Connected)[0].backend == studio.backend == "local"
        assert told(await collect(studio.say("hello")), Reply)


async def test_a_cloud_that_does_not_answer_is_not_waited_for(home: Path, engine: Peer) -> None:
    with Peer() as silent:
        silent.always("POST", "*", replies.Reply(silent=True))
        settings = load_settings(api_url=silent.base_url, timing={**QUICK, "connect": 0.2})
        async with Studio(settings) as studio:
            heard = await collect(studio.connect())
    assert told(heard, Connected)[0].backend == "local"


async def test_a_project_of_the_engine_stays_there_though_the_cloud_is_back(
    settings: Callable[..., Settings], engine: Peer
) -> None:
    async with Studio(nowhere()) as studio:
        await collect(studio.say("hello"))
        name = studio.project.id
    with Peer() as cloud:
        back = load_settings(api_url=cloud.base_url, timing=QUICK)
        async with Studio(back, project=name) as studio:
            heard = await collect(studio.connect())
            assert told(heard, Connecting) == [Connecting("local")]
            assert told(heard, Connected)[0].session_id == "session-1"
        async with Studio(back, fresh=True) as studio:
            assert told(await collect(studio.connect()), Connected)[0].backend == "cloud"


async def test_one_call_switches_the_backend_and_back(engine: Peer) -> None:
    with Peer() as cloud:
        async with Studio(load_settings(api_url=cloud.base_url, timing=QUICK)) as studio:
            await collect(studio.connect())
            assert told(await collect(studio.connect(backend="local")), Connected)[0].backend == "local"
            assert told(await collect(studio.say("hello")), Reply)
            assert engine.service.messages == ["hello"]
            heard = await collect(studio.connect(backend="cloud"))
            assert told(heard, Connected)[0].session_id == "session-1"
        assert len(cloud.service.sessions) == 1


async def test_sessions_of_one_server_are_not_tried_on_another(settings: Callable[..., Settings], peer: Peer) -> None:
    async with Studio(settings()) as studio:
        await collect(studio.connect())
    with Peer() as other:
        elsewhere = load_settings(api_url=other.base_url, timing=QUICK, backend="cloud")
        async with Studio(elsewhere) as studio:
            heard = await collect(studio.connect())
        assert not told(heard, Notice)
        assert not any("session-" in route for route in other.routes)


async def test_an_engine_that_left_while_nobody_worked_is_started_again(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    with Peer() as first, Peer() as second:
        for token, peer in (("run-1", first), ("run-2", second)):
            peer.service.accepted.add(token)
            peer.service.sessions["session-1"] = "en"

        def ensure(*_: object) -> process.EngineAddress:
            calls.append(1)
            peer, token = (first, "run-1") if len(calls) < 2 else (second, "run-2")
            return process.EngineAddress(peer.base_url, None, token, len(token), "0")

        monkeypatch.setattr(process, "ensure", ensure)
        async with Studio(nowhere(backend="local")) as studio:
            await collect(studio.connect())
            assert told(await collect(studio.say("hello")), Reply)
        assert first.service.messages == []
        assert second.service.messages == ["hello"]


async def test_a_turn_that_died_with_its_engine_is_not_waited_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Peer() as first, Peer() as second:
        for peer in (first, second):
            peer.service.accepted.add("run-token")
        second.service.sessions["session-1"] = "en"
        alive = [first]

        def ensure(*_: object) -> process.EngineAddress:
            return process.EngineAddress(alive[0].base_url, None, "run-token", 1, "0")

        def dying(seen: replies.Seen) -> replies.Reply:
            alive[0] = second
            return replies.events(replies.says("Let me", partial=True), cut_after=50)

        monkeypatch.setattr(process, "ensure", ensure)
        first.on("POST", "/run_sse", dying)
        patient = {**QUICK, "recovery_first": 3600, "recovery_next": 3600}
        async with Studio(load_settings(backend="local", timing=patient)) as studio:
            await failing(studio.say("make a film"), TurnLost)
        assert [*first.routes, *second.routes].count("POST /run_sse") == 1


def test_where_to_work_is_decided_by_what_was_asked_and_where_the_media_are() -> None:
    assert candidates("cloud", last_server=LOCAL, engine=True) == ("cloud",)
    assert candidates("local", last_server="https://a", engine=False) == ("local",)
    assert candidates("auto", last_server="", engine=True) == ("cloud", "local")
    assert candidates("auto", last_server="https://a", engine=True) == ("cloud", "local")
    assert candidates("auto", last_server=LOCAL, engine=True) == ("local",)
    assert candidates("auto", last_server=LOCAL, engine=False) == ("cloud",)


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
