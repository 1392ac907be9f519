"""Turns that fail: every channel once, sessions that a server forgot, tokens that it does not take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shorts_tui.client.errors import BadToken, NemoError, NoCredits, ServiceError, Unreachable
from shorts_tui.settings import Settings
from shorts_tui.studio.errors import TurnLost
from shorts_tui.studio.events import Changed, Notice
from shorts_tui.studio.studio import Studio
from tests.peer import replies
from tests.peer.replies import events, says
from tests.peer.server import Peer
from tests.studio.conftest import collect, failing, told
from tests.studio.drafts import draft
from tests.studio.turns import CALL, SAY, STATE, connected, doing, state, texts


@pytest.mark.parametrize(
    ("stream", "kind", "words"),
    [
        (
            events({"errorCode": "RESOURCE_EXHAUSTED", "errorMessage": "too busy", "actions": {}}),
            ServiceError,
            "too busy",
        ),
        (events({"error": "RuntimeError: it broke"}), ServiceError, "it broke"),
        (events('data: {"error": "it said "no"\nsecond line"}\n\n'), ServiceError, "it said"),
        (events("data: <html>oh no</html>\n\n"), ServiceError, "oh no"),
        (events({"code": 2001, "message": "no credits"}), NoCredits, "No credits"),
        (events({"type": "error", "code": 500, "message": "boom"}), ServiceError, "boom"),
        (replies.as_json({"detail": "bad request"}, 400), ServiceError, "bad request"),
        (
            replies.as_json({"detail": [{"loc": ["body"], "msg": "field required"}]}, 422),
            ServiceError,
            "field required",
        ),
        (replies.code(2001, "no credits"), NoCredits, "No credits"),
        (replies.code(500, "boom", status=500), ServiceError, "boom"),
    ],
)
async def test_each_channel_of_failure_is_told_once(
    studio: Studio, peer: Peer, stream: replies.Reply, kind: type[NemoError], words: str
) -> None:
    peer.on(*SAY, stream)
    with pytest.raises(NemoError) as failed:
        await collect(studio.say("make a film"))
    assert isinstance(failed.value, kind)
    assert words in failed.value.message
    assert peer.routes.count("POST /run_sse") == 1
    assert [line.role for line in studio.store.messages(studio.project.id)] == ["user", "error"]


async def test_the_same_failure_in_two_channels_and_a_cut_is_one_failure(studio: Studio, peer: Peer) -> None:
    first = {"errorCode": "500", "errorMessage": "it broke", "actions": {}}
    peer.on(*SAY, events(says("before the crash"), first, {"error": "RuntimeError: it broke"}, cut_after=400))
    heard, _ = await failing(studio.say("make a film"), ServiceError, "it broke")
    assert texts(heard) == ["before the crash"]
    assert not any("connection" in notice.text for notice in told(heard, Notice))


async def test_a_failure_after_an_edit_tells_the_edit_as_well(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    peer.on(*SAY, doing(peer, draft(), events(CALL, {"error": "it broke"})))
    heard, _ = await failing(studio.say("make a film"), ServiceError, "it broke")
    assert told(heard, Changed)


async def test_a_service_that_is_not_there_is_told_at_once(
    settings: Callable[..., Settings], peer: Peer, home: Any
) -> None:
    async with Studio(settings()) as studio:
        await connected(studio)
        gone = settings().model_copy(update={"api_url": "http://127.0.0.1:9"})
        studio._workspace.link._settings = gone
        await studio._workspace.link.close()
        await studio._workspace.link.open()
        with pytest.raises(Unreachable) as failed:
            await collect(studio.say("make a film"))
        assert failed.value.exit_status == 4


@pytest.mark.parametrize("refusal", [replies.code(1002, "gone"), replies.as_json({"detail": "Session not found"}, 404)])
async def test_a_forgotten_session_is_replaced_and_the_message_said_once_more(
    studio: Studio, peer: Peer, refusal: replies.Reply
) -> None:
    await connected(studio)
    peer.on(*SAY, refusal)
    heard = await collect(studio.say("make a film"))
    assert any("forgot this session" in notice.text for notice in told(heard, Notice))
    assert texts(heard) == ["Done."]
    assert peer.service.messages == ["make a film"]
    assert len(peer.service.sessions) == 2
    assert [line.role for line in studio.store.messages(studio.project.id)] == ["user", "notice", "service"]


async def test_a_session_refused_inside_the_stream_is_replaced_as_well(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    peer.on(*SAY, events({"code": 1002, "message": "session not found"}))
    assert texts(await collect(studio.say("make a film"))) == ["Done."]
    assert peer.routes.count("POST /run_sse") == 2


async def test_a_message_is_not_said_a_third_time(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    peer.always(*SAY, replies.code(1002, "gone"))
    with pytest.raises(NemoError):
        await collect(studio.say("make a film"))
    assert peer.routes.count("POST /run_sse") == 2


async def test_a_session_forgotten_in_the_middle_of_a_turn_is_not_a_reason_to_say_it_again(
    studio: Studio, peer: Peer
) -> None:
    await connected(studio)
    peer.on(*SAY, events(CALL, {"code": 1002, "message": "session not found"}))
    with pytest.raises(TurnLost):
        await collect(studio.say("make a film"))
    assert peer.routes.count("POST /run_sse") == 1


async def test_a_message_whose_stream_broke_is_not_said_again_in_a_new_session(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    peer.on(*SAY, events(cut_after=0))
    peer.on(*STATE, state(None), replies.code(1002, "session not found"))
    with pytest.raises(TurnLost):
        await collect(studio.say("make a film"))
    assert peer.routes.count("POST /run_sse") == 1


async def test_the_draft_of_before_is_kept_when_the_session_is_forgotten(studio: Studio, peer: Peer) -> None:
    peer.service.draft = draft()
    await connected(studio)
    await collect(studio.say("hello"))
    peer.service.sessions.clear()
    peer.service.draft = None
    heard = await collect(studio.say("hello again"))
    assert any("forgot" in notice.text for notice in told(heard, Notice))
    version = studio.store.current_version(studio.project.id)
    assert version is not None
    assert version.draft == draft()


async def test_a_token_that_expires_in_the_middle_is_renewed_without_a_word(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    peer.service.accepted.clear()
    heard = await collect(studio.say("make a film"))
    assert texts(heard) == ["Done."]
    assert peer.service.messages == ["make a film"]


async def test_a_token_from_the_environment_that_is_not_accepted_is_said(
    settings: Callable[..., Settings], peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEMO_TOKEN", "canary-0123456789")
    async with Studio(settings()) as studio:
        with pytest.raises(BadToken, match="NEMO_TOKEN") as failed:
            await connected(studio)
    assert failed.value.exit_status == 3
    assert "canary" not in failed.value.message + failed.value.advice


async def test_no_token_that_a_service_echoes_is_shown_or_kept(studio: Studio, peer: Peer, home: Any) -> None:
    await connected(studio)
    peer.on(*SAY, events(says("your token is nmv_usr_starter_canary!"), CALL, {"error": "bad nmv_usr_starter_canary"}))
    heard, failure = await failing(studio.say("tell me"), ServiceError)
    assert "canary" not in repr(heard) + failure.message + failure.advice
    holders = [path for path in home.rglob("*") if path.is_file() and b"canary" in path.read_bytes()]
    assert [path.name for path in holders] == ["token.json"]


async def test_a_token_of_any_form_is_neither_shown_nor_kept(
    settings: Callable[..., Settings], peer: Peer, home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEMO_TOKEN", "canary-0123456789")
    peer.service.accepted.add("canary-0123456789")
    whole = says("Your token is canary-0123456789.")
    parts = [says("It is canary-", partial=True), says("0123456789.", partial=True)]
    peer.on(*SAY, events(whole, *parts, {"error": "bad canary-0123456789"}))
    async with Studio(settings()) as studio:
        heard, failure = await failing(studio.say("tell me"), ServiceError)
    assert texts(heard) == ["Your token is [token].", "It is [token]."]
    assert "canary-0123456789" not in repr(heard) + failure.message + failure.advice
    assert not [path for path in home.rglob("*") if path.is_file() and b"canary-0123456789" in path.read_bytes()]
