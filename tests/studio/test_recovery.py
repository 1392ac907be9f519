"""Turns whose end never came: the state is looked at, and the message is never sent again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import aclosing

import pytest

from shorts_tui.settings import Settings
from shorts_tui.studio.errors import TurnLost
from shorts_tui.studio.events import Changed, Delta, Notice, Timeline
from shorts_tui.studio.studio import Studio
from tests.peer import replies
from tests.peer.replies import events, says
from tests.peer.server import Peer
from tests.studio.conftest import collect, told
from tests.studio.drafts import draft
from tests.studio.turns import CALL, HEARTBEAT, SAY, STATE, connected, doing, state, texts


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


async def test_what_a_stopped_turn_had_shown_stands_in_the_history_before_what_is_said_next(
    studio: Studio, peer: Peer
) -> None:
    await connected(studio)
    peer.on(*SAY, events(says("Let me ", partial=True), says("see", partial=True), hang=True), events(says("Done.")))
    shown = ""
    async with aclosing(studio.say("make a film")) as stream:
        async for event in stream:
            shown += event.text if isinstance(event, Delta) else ""
            if shown == "Let me see":
                break
    await collect(studio.say("make it shorter"))
    said = [line.text for line in studio.store.messages(studio.project.id) if line.role in ("user", "service")]
    assert said == ["make a film", "Let me see ... (cut off here)", "make it shorter", "Done."]
