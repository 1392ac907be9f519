"""Turns of conversation with a scripted service: every shape of its stream, silent edits, cut streams, failures."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from typing import Any

import pytest

from shorts_tui.client.errors import BadToken, NemoError, NoCredits, ServiceError, Unreachable
from shorts_tui.settings import Settings
from shorts_tui.studio.errors import TurnLost
from shorts_tui.studio.events import (
    Action,
    Changed,
    Connected,
    Credits,
    Delta,
    DraftUpdate,
    Exported,
    Notice,
    Reply,
    Timeline,
    Tool,
    Working,
)
from shorts_tui.studio.studio import Studio
from tests.peer import replies
from tests.peer.replies import changed, events, says
from tests.peer.server import Peer
from tests.studio.conftest import collect, failing
from tests.studio.drafts import draft

SAY = ("POST", "/run_sse")
STATE = ("GET", "/api/state/*")
CALL = {"content": {"parts": [{"functionCall": {"id": "1", "args": {}, "name": "edit_multitrack"}}]}}
RESULT = {"content": {"parts": [{"functionResponse": {"id": "1", "name": "edit_multitrack", "response": {}}}]}}
HEARTBEAT = b"event: heartbeat\ndata: \n\n"


def told(events: list[Any], *kinds: type) -> list[Any]:
    """Those of some kinds, in order."""
    return [event for event in events if isinstance(event, kinds)]


def texts(events: list[Any]) -> list[str]:
    return [event.text for event in told(events, Reply)]


def state(film: Any) -> replies.Reply:
    return replies.data({"state": {"draft": film, "video_infos": [], "generated_media": []}})


def doing(peer: Peer, film: Any, answer: replies.Reply) -> Callable[[replies.Seen], replies.Reply]:
    """The service changes the film and answers so."""

    def reply(seen: replies.Seen) -> replies.Reply:
        peer.service.draft = film
        return answer

    return reply


async def connected(studio: Studio) -> Studio:
    await collect(studio.connect())
    return studio


async def test_a_message_is_streamed_then_told_whole(studio: Studio, peer: Peer) -> None:
    peer.on(*SAY, events(says("Let me ", partial=True), says("look.", partial=True), says("Let me look.")))
    heard = await collect(studio.say("what do you see?"))
    assert told(heard, Delta, Reply) == [Delta("Let me "), Delta("look."), Reply("Let me look.")]
    assert studio.store.messages(studio.project.id)[0].text == "what do you see?"
    assert studio.store.messages(studio.project.id)[1].text == "Let me look."


async def test_thoughts_and_tool_results_stay_inside_and_tools_are_named(studio: Studio, peer: Peer) -> None:
    thought = {"content": {"parts": [{"text": "hmm", "thought": True}, {"text": "Done."}]}}
    peer.on(*SAY, events(CALL, RESULT, thought))
    heard = await collect(studio.say("trim it"))
    assert told(heard, Tool, Delta, Reply) == [Tool("edit_multitrack"), Reply("Done.")]


async def test_flat_events_say_the_same_as_nested_ones(studio: Studio, peer: Peer) -> None:
    flat = [
        {"type": "heartbeat"},
        {"type": "tool_call", "name": "trim"},
        {"type": "tool_result", "name": "trim"},
        {"type": "text", "content": "Done."},
    ]
    peer.on(*SAY, events(*flat))
    assert told(await collect(studio.say("trim it")), Tool, Reply) == [Tool("trim"), Reply("Done.")]


async def test_two_equal_messages_are_both_told(studio: Studio, peer: Peer) -> None:
    peer.on(*SAY, events(says("same"), says("same")))
    assert texts(await collect(studio.say("hello"))) == ["same", "same"]


async def test_trouble_at_the_end_of_an_answer_is_not_told(studio: Studio, peer: Peer) -> None:
    peer.on(*SAY, events(says("Trimmed."), says("I encountered a temporary issue, please try again.")))
    assert texts(await collect(studio.say("trim it"))) == ["Trimmed."]


async def test_a_silent_edit_is_put_into_words(studio: Studio, peer: Peer) -> None:
    peer.service.draft = draft()
    await connected(studio)
    peer.on(*SAY, doing(peer, draft(title="Paradise Found", music=0.2), events(CALL, RESULT)))
    heard = await collect(studio.say("call it Paradise Found, music at 20%"))
    [change] = told(heard, Changed)
    assert "Title: 'Urban Dreams' → 'Paradise Found'" in change.changes
    assert "BGM 35% → 20%" in change.changes
    [reply] = texts(heard)
    assert reply.startswith("Done: ")
    assert "Paradise Found" in reply
    assert "Paradise Found" in told(heard, Timeline)[-1].summary


async def test_a_silent_turn_that_changed_nothing_says_so(studio: Studio, peer: Peer) -> None:
    peer.service.draft = draft()
    await connected(studio)
    for stream in (events(), events(CALL, RESULT), events(HEARTBEAT)):
        peer.on(*SAY, stream)
        heard = await collect(studio.say("do nothing"))
        assert texts(heard) == ["Nothing changed on the timeline."]
        assert not told(heard, Changed)


async def test_no_content_at_the_end_of_a_silent_edit_is_no_failure(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    nothing = {"errorCode": "MODEL_RETURNED_NO_CONTENT", "errorMessage": "nothing", "actions": {}}
    peer.on(*SAY, doing(peer, draft(), events(CALL, nothing)))
    heard = await collect(studio.say("make a film"))
    assert texts(heard)[0].startswith("Done: ")


async def test_an_edit_with_an_answer_is_told_with_its_changes(studio: Studio, peer: Peer) -> None:
    peer.service.draft = draft()
    await connected(studio)
    peer.service.drafts = [draft(length=6000)]
    heard = await collect(studio.say("six seconds"))
    assert texts(heard) == ["Done."]
    assert told(heard, Changed)
    assert told(heard, DraftUpdate)[-1].draft == draft(length=6000)


async def test_a_draft_in_the_stream_is_shown_at_once(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    peer.on(*SAY, doing(peer, draft(), events(changed({"draft": draft()}), says("Done."))))
    heard = await collect(studio.say("make a film"))
    kinds = [type(event) for event in heard]
    assert kinds.index(DraftUpdate) < kinds.index(Reply)


async def test_a_first_cut_is_announced_while_the_service_adds_to_it(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    cut = draft(title=None, music=None)
    stream = events(CALL, changed({"draft": cut}), CALL, says("Your film is ready."))
    peer.on(*SAY, doing(peer, draft(), stream))
    heard = await collect(studio.say("make a film"))
    ready = next(i for i, event in enumerate(heard) if isinstance(event, Notice) and "cut is ready" in event.text)
    first, second = [i for i, event in enumerate(heard) if isinstance(event, Changed)]
    assert first < ready < second
    assert not any("Video" in change for change in heard[second].changes), "only what was added since"
    assert any("Urban Dreams" in change for change in heard[second].changes)


async def test_a_cut_that_comes_with_the_answer_announces_nothing_more(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    peer.on(*SAY, doing(peer, draft(), events(CALL, changed({"draft": draft()}), says("Done."))))
    heard = await collect(studio.say("make a film"))
    assert not told(heard, Notice)
    assert len(told(heard, Changed)) == 1


async def test_what_the_service_added_since_is_told_at_the_next_turn(studio: Studio, peer: Peer) -> None:
    peer.service.draft = draft(music=None)
    await connected(studio)
    await collect(studio.say("hello"))
    peer.service.draft = draft()
    heard = await collect(studio.say("hello again"))
    assert any("since the last turn" in notice.text for notice in told(heard, Notice))
    assert len(told(heard, Changed)) == 1


async def test_a_quiet_service_is_said_to_be_working(settings: Callable[..., Settings], peer: Peer) -> None:
    async with Studio(settings(still_working=0.02)) as studio:
        peer.on(*SAY, events(HEARTBEAT, HEARTBEAT, HEARTBEAT, says("Done."), piece=len(HEARTBEAT), pause=0.05))
        heard = await collect(studio.say("think hard"))
        working = told(heard, Working)
        assert len(working) >= 2
        assert [event.elapsed for event in working] == sorted(event.elapsed for event in working)
        assert texts(heard) == ["Done."]


async def test_heartbeats_do_not_put_off_the_sign_of_life(settings: Callable[..., Settings], peer: Peer) -> None:
    async with Studio(settings(still_working=0.1)) as studio:
        peer.on(*SAY, events(HEARTBEAT * 30, says("Done."), piece=len(HEARTBEAT), pause=0.01))
        assert told(await collect(studio.say("think hard")), Working)


async def test_nothing_but_heartbeats_for_too_long_is_recovered_from_the_state(
    settings: Callable[..., Settings], peer: Peer
) -> None:
    async with Studio(settings(heartbeat_limit=0.2)) as studio:
        await connected(studio)
        peer.on(*SAY, events(endless=HEARTBEAT, pause=0.01))
        peer.on(*STATE, state(None), state(None), state(draft()))
        heard = await collect(studio.say("think hard"))
        assert told(heard, Changed)
        assert peer.routes.count("POST /run_sse") == 1


async def test_a_turn_that_never_ends_is_recovered_from_the_state(
    settings: Callable[..., Settings], peer: Peer
) -> None:
    async with Studio(settings(turn_limit=0.3)) as studio:
        await connected(studio)
        peer.on(*SAY, doing(peer, draft(), events(says("still", partial=True), hang=True)))
        heard = await collect(studio.say("think hard"))
        assert told(heard, Changed)
        assert peer.routes.count("POST /run_sse") == 1


@pytest.mark.parametrize("look", [1, 3, 5])
async def test_a_cut_stream_is_recovered_when_the_state_shows_a_change(studio: Studio, peer: Peer, look: int) -> None:
    await connected(studio)
    peer.on(*SAY, events(CALL, says("Let me", partial=True), says(" cut"), cut_after=120))
    peer.on(*STATE, *[state(None)] * look, state(draft()))
    seen = len(peer.seen)
    heard = await collect(studio.say("make a film"))
    assert any("not sent again" in notice.text for notice in told(heard, Notice))
    assert texts(heard)[-1].startswith("Done: ")
    assert told(heard, Timeline)
    routes = [route.partition(" ")[0] for route in peer.routes[seen:]]
    assert routes == ["GET", "POST", *["GET"] * look], "one message, then looks alone"


@pytest.mark.parametrize("reset", [False, True])
async def test_a_cut_stream_without_a_trace_is_given_up_with_an_offer(studio: Studio, peer: Peer, reset: bool) -> None:
    await connected(studio)
    peer.on(*SAY, events(says("Let me", partial=True), cut_after=60, reset=reset))
    seen = len(peer.seen)
    with pytest.raises(TurnLost) as lost:
        await collect(studio.say("make a film"))
    assert "no change" in lost.value.message
    assert "again" in lost.value.advice
    assert lost.value.exit_status == 1
    assert len(peer.seen) - seen == 1 + 1 + 5, "the draft before, the message, five looks"
    assert peer.routes.count("POST /run_sse") == 1
    assert studio.store.messages(studio.project.id)[-1].role == "error"


async def test_a_message_that_the_service_ran_but_never_answered_is_not_sent_again(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    peer.service.drafts = [draft()]
    peer.on(*SAY, replies.Reply(act_then_close=True))
    heard = await collect(studio.say("make a film"))
    assert told(heard, Changed)
    assert peer.service.messages == ["make a film"]


async def test_a_gateway_that_lost_sight_of_the_service_is_a_cut_stream(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    peer.on(*SAY, doing(peer, draft(), replies.html(502)))
    assert told(await collect(studio.say("make a film")), Changed)
    assert peer.routes.count("POST /run_sse") == 1


async def test_what_was_written_before_a_cut_is_kept(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    stream = events(says("Half a sentence", partial=True), says("never"))
    peer.on(*SAY, doing(peer, draft(), stream.but(cut_after=stream.body.index(b"never"))))
    assert texts(await collect(studio.say("make a film")))[0] == "Half a sentence"


async def test_a_state_that_cannot_be_read_after_a_cut_is_looked_at_again(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    peer.on(*SAY, events(cut_after=0))
    peer.on(*STATE, state(None), *[replies.html(503)] * 7, state(draft()))
    assert told(await collect(studio.say("make a film")), Changed)


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


async def test_an_action_that_the_service_asks_for_is_run_once(studio: Studio, peer: Peer) -> None:
    peer.service.draft = draft()
    await connected(studio)
    peer.on(*SAY, events(says('Your film is ready. Click the "Export" button to export it.'), says("Click Export.")))
    heard = await collect(studio.say("make it shorter"))
    assert [event.action for event in told(heard, Action)] == ["export"]
    assert len(told(heard, Exported)) == 1
    assert len(peer.service.renders) == 1
    assert not any("click" in text.lower() for text in texts(heard))


async def test_an_action_that_two_turns_of_a_prompt_ask_for_is_run_once(studio: Studio, peer: Peer) -> None:
    peer.service.draft = draft()
    await connected(studio)
    peer.on(*SAY, events(says("Done. Click Export.")), events(says("Shorter. Click Export.")))
    heard = await collect(studio.say("add captions, then show credits, then make it shorter"))
    assert [event.action for event in told(heard, Action)] == ["export", "credits"]
    assert peer.routes.count("POST /run_sse") == 2
    assert len(peer.service.renders) == 1


async def test_an_export_that_the_user_asked_for_is_not_run_again_for_the_service(studio: Studio, peer: Peer) -> None:
    peer.service.draft = draft()
    await connected(studio)
    peer.on(*SAY, events(says('Captions added. Click the "Export" button to export it.')))
    heard = await collect(studio.say("add captions, then export"))
    assert [event.action for event in told(heard, Action)] == ["export"]
    assert len(peer.service.renders) == 1


async def test_an_export_that_makes_no_sense_yet_is_no_failure_of_the_users(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    peer.on(*SAY, events(says('Click the "Export" button to export it.')))
    heard = await collect(studio.say("hello"))
    assert any("Nothing to export yet" in notice.text for notice in told(heard, Notice))


async def test_an_action_on_offer_is_mentioned_and_not_run(studio: Studio, peer: Peer) -> None:
    peer.service.draft = draft()
    await connected(studio)
    peer.on(*SAY, events(says("Captions added. You can export whenever you like.")))
    heard = await collect(studio.say("add captions"))
    assert texts(heard) == ["Captions added."]
    assert [notice.text for notice in told(heard, Notice)] == ['Say "export" when you want the film.']
    assert not told(heard, Action)


async def test_exports_can_be_left_to_the_caller(studio: Studio, peer: Peer) -> None:
    peer.service.draft = draft()
    await connected(studio)
    peer.on(*SAY, events(says('Done. Click the "Export" button to export it.')))
    heard = await collect(studio.say("add captions, then export", export=False))
    assert not told(heard, Action, Exported)
    assert not peer.service.renders


async def test_status_and_credits_are_answered_without_a_message(studio: Studio, peer: Peer) -> None:
    peer.service.draft = draft()
    heard = await collect(studio.say("status"))
    assert told(heard, Action) == [Action("status")]
    assert "Urban Dreams" in texts(heard)[0]
    heard = await collect(studio.say("credits"))
    assert told(heard, Credits) == [Credits(90, 10, 100, False)]
    assert peer.service.messages == []


async def test_a_turn_that_is_abandoned_closes_its_stream_and_the_next_one_works(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    peer.on(*SAY, events(says("thinking", partial=True), hang=True))
    async with aclosing(studio.say("think hard")) as turn:
        async for event in turn:
            if isinstance(event, Delta):
                break
    assert texts(await collect(studio.say("again"))) == ["Done."]


async def test_a_cancelled_turn_ends_at_once(studio: Studio, peer: Peer) -> None:
    await connected(studio)
    peer.on(*SAY, events(says("thinking", partial=True), hang=True))
    started = asyncio.Event()

    async def turn() -> None:
        async for event in studio.say("think hard"):
            if isinstance(event, Delta):
                started.set()

    task = asyncio.create_task(turn())
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert texts(await collect(studio.say("again"))) == ["Done."]


async def test_chinese_users_are_spoken_to_in_chinese(settings: Callable[..., Settings], peer: Peer) -> None:
    async with Studio(settings().model_copy(update={"language": "zh-CN"})) as studio:
        peer.on(*SAY, events())
        heard = await collect(studio.say("你好"))
        assert texts(heard) == ["时间线没有变化。"]
        assert peer.service.sessions == {"session-1": "zh-CN"}
        assert told(heard, Connected)


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
