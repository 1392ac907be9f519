"""Turns of conversation with a scripted service: every shape of its stream, silent edits, signs of life."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing

import pytest

from shorts_tui.settings import Settings
from shorts_tui.studio.events import Changed, Connected, Delta, DraftUpdate, Notice, Reply, Timeline, Tool, Working
from shorts_tui.studio.studio import Studio
from tests.peer.replies import changed, events, says
from tests.peer.server import Peer
from tests.studio.conftest import collect, told
from tests.studio.drafts import draft
from tests.studio.turns import CALL, HEARTBEAT, RESULT, SAY, connected, doing, texts


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


async def test_the_film_is_looked_at_while_a_turn_runs_whose_stream_does_not_tell_it(
    settings: Callable[..., Settings], peer: Peer
) -> None:
    peer.service.draft = draft()
    stream = events(CALL, RESULT, hang=True)
    async with Studio(settings(glance=0.01)) as studio:
        await connected(studio)
        peer.on(*SAY, doing(peer, draft(title="Meanwhile"), stream))
        async with aclosing(studio.say("call it Meanwhile")) as turn:
            async for event in turn:
                if isinstance(event, DraftUpdate) and event.draft == draft(title="Meanwhile"):
                    break
            else:
                raise AssertionError("nothing was told before the end of the turn")


async def test_a_stream_that_tells_the_film_itself_is_believed_without_a_look(
    settings: Callable[..., Settings], peer: Peer
) -> None:
    async with Studio(settings(glance=0.2)) as studio:
        await connected(studio)
        peer.on(*SAY, doing(peer, draft(), events(CALL, RESULT, changed({"draft": draft()}), says("Done."))))
        before = peer.routes.count(f"GET /api/state/nemo_agent/me/{next(iter(peer.service.sessions))}/latest")
        heard = await collect(studio.say("make a film"))
        looks = peer.routes.count(f"GET /api/state/nemo_agent/me/{next(iter(peer.service.sessions))}/latest") - before
        assert [event.draft for event in told(heard, DraftUpdate)] == [draft(), draft()], "meanwhile, and in the end"
        assert looks <= 2, "before the turn and after it"


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
