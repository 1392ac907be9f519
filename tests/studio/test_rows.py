"""What the API says in numbers and names: where the service is, who asks, and when what is looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shorts_tui.client.errors import NoCredits
from shorts_tui.protocol.codes import MAX_UPLOAD_BYTES
from shorts_tui.settings import Settings, Timing, load_settings
from shorts_tui.studio.errors import TurnLost
from shorts_tui.studio.studio import Studio
from tests.peer.replies import code, events, says
from tests.peer.server import Peer
from tests.studio.conftest import collect
from tests.studio.drafts import draft


def test_the_service_is_where_it_is_documented(home: Path) -> None:
    settings = load_settings()
    assert settings.api_url == "https://mega-api-prod.nemovideo.ai"
    assert settings.web_url == "https://nemovideo.com"
    assert settings.max_upload == MAX_UPLOAD_BYTES == 500_000_000


def test_addresses_come_from_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEMO_API_URL", "https://api.invalid")
    monkeypatch.setenv("NEMO_WEB_URL", "https://web.invalid")
    settings = load_settings()
    assert (settings.api_url, settings.web_url) == ("https://api.invalid", "https://web.invalid")


async def test_who_asks_is_told_from_the_environment_on_every_request(
    settings: Callable[..., Settings], peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKILL_SOURCE", "my-agent")
    monkeypatch.setenv("NEMO_CLIENT_ID", "my-client")
    async with Studio(settings()) as studio:
        await collect(studio.say("hello"))
    assert peer.seen[0].headers["x-client-id"] == "my-client"
    assert {seen.headers["x-skill-platform"] for seen in peer.seen} == {"my-agent"}
    assert "POST /run_sse" in peer.routes


async def test_a_session_is_asked_for_by_the_documented_name_whatever_the_project_is_called(
    settings: Callable[..., Settings], peer: Peer
) -> None:
    async with Studio(settings(), project="beach", fresh=True) as studio:
        await collect(studio.connect())
    assert peer.seen[-1].json == {"task_name": "project", "language": "en"}


@pytest.mark.parametrize(
    ("of_session", "of_token", "named"),
    [("u-99", None, "u-99"), ("u-99", "u-17", "u-99"), (None, "u-17", "u-17"), ("a b&c", None, "a%20b%26c")],
)
async def test_who_has_no_credits_registers_under_the_name_that_the_session_or_the_token_gave(
    settings: Callable[..., Settings], peer: Peer, of_session: str | None, of_token: str | None, named: str
) -> None:
    peer.service.token_extra = {"user_id": of_token}
    peer.service.session_extra = {"user_id": of_session}
    peer.on("POST", "/run_sse", code(2001, "no credits"))
    async with Studio(settings()) as studio:
        with pytest.raises(NoCredits) as failed:
            await collect(studio.say("make a film"))
    assert failed.value.advice == f"Register to go on: https://web.invalid/register?bind={named}"
    assert failed.value.exit_status == 3


async def test_who_has_an_account_tops_up_there(
    settings: Callable[..., Settings], peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEMO_TOKEN", "nmv_usr_environment")
    peer.service.session_extra = {"user_id": "u-99"}
    peer.on("POST", "/run_sse", code(2001, "no credits"))
    async with Studio(settings()) as studio:
        with pytest.raises(NoCredits) as failed:
            await collect(studio.say("make a film"))
    assert failed.value.advice == "Top up credits in your account."


@pytest.mark.parametrize("user_id", [None, "nmv_usr_starter_canary"])
async def test_without_a_name_that_may_be_shown_there_is_no_address_to_register_at(
    settings: Callable[..., Settings], peer: Peer, user_id: str | None
) -> None:
    peer.service.token_extra = {}
    peer.service.session_extra = {"user_id": user_id}
    peer.on("POST", "/run_sse", code(2001, "no credits"))
    async with Studio(settings()) as studio:
        with pytest.raises(NoCredits) as failed:
            await collect(studio.say("make a film"))
    assert "bind" not in failed.value.advice


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
