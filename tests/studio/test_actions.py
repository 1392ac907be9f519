"""What is run besides a message: for the user, and once for a service that speaks of a window."""

from __future__ import annotations

from shorts_tui.studio.events import Action, Credits, Exported, Notice
from shorts_tui.studio.studio import Studio
from tests.peer.replies import events, says
from tests.peer.server import Peer
from tests.studio.conftest import collect, told
from tests.studio.drafts import draft
from tests.studio.turns import SAY, connected, texts


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
