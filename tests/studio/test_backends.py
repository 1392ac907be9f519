"""Where a studio works: on the cloud, on the engine of this machine, and what happens when either is not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shorts_tui.client.errors import Unreachable
from shorts_tui.engine import process
from shorts_tui.settings import Settings, load_settings
from shorts_tui.studio import operations
from shorts_tui.studio.connect import LOCAL, candidates
from shorts_tui.studio.errors import EngineMissing, TurnLost
from shorts_tui.studio.events import Connected, Connecting, Notice, Reply
from shorts_tui.studio.studio import Studio
from tests.peer import replies
from tests.peer.server import Peer
from tests.studio.conftest import QUICK, collect, failing, told


def nowhere(**changes: Any) -> Settings:
    """Settings for a cloud that refuses connections."""
    return load_settings(api_url="http://127.0.0.1:9", timing=QUICK, **changes)


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
