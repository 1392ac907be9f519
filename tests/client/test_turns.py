"""One turn over a real connection: its clean end, every way to be cut, silence, and refusals before the stream."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from shorts_tui.client.endpoint import Endpoint
from shorts_tui.client.errors import (
    BadToken,
    InvalidAnswer,
    NemoError,
    NoCredits,
    NoSession,
    RateLimited,
    ServiceError,
    StreamCut,
    StreamTooLarge,
    TimedOut,
    Unreachable,
)
from shorts_tui.client.stream import pieces
from shorts_tui.protocol.events import Heartbeat, StreamFault, TextPiece
from tests.client.kit import Kit, spoken
from tests.peer import replies
from tests.peer.server import Peer

TURN = replies.events(replies.says("Cut "), replies.says("Done.", turnComplete=True, finishReason="STOP"))


async def test_a_clean_end_of_the_body_ends_the_turn_and_nothing_before_it(any_peer: Peer, kit: Kit) -> None:
    any_peer.on("POST", "/run_sse", TURN.but(body=TURN.body + replies.events(replies.says("More.")).body))
    async with kit.client(any_peer) as client:
        assert [piece.text for piece in await spoken(client) if isinstance(piece, TextPiece)] == [
            "Cut ",
            "Done.",
            "More.",
        ]


async def test_an_empty_stream_is_a_turn_without_words(peer: Peer, kit: Kit) -> None:
    peer.on("POST", "/run_sse", replies.events())
    async with kit.client(peer) as client:
        assert await spoken(client) == []


@pytest.mark.parametrize("reset", [False, True])
async def test_a_connection_that_breaks_after_any_byte_is_a_cut_and_the_message_is_sent_once(
    peer: Peer, kit: Kit, reset: bool
) -> None:
    cuts = range(0, len(TURN.body) + 1, 9)
    for after in cuts:
        peer.on("POST", "/run_sse", TURN.but(cut_after=after, reset=reset))
    async with kit.client(peer) as client:
        for _ in cuts:
            with pytest.raises(StreamCut):
                await spoken(client)
    assert len(peer.seen) == len(cuts)


async def test_pieces_before_a_cut_are_heard(peer: Peer, kit: Kit) -> None:
    first = replies.events(replies.says("Cut "))
    peer.on("POST", "/run_sse", TURN.but(cut_after=len(first.body) + 5))
    async with kit.client(peer) as client, aclosing(client.say("s", "x")) as turn:
        assert await anext(turn) == TextPiece("Cut ")
        with pytest.raises(StreamCut):
            await anext(turn)


@pytest.mark.parametrize("fault", [{"raw": b""}, {"act_then_close": True}, {"raw": b"HTTP/1.1 200 OK\r\nContent-"}])
async def test_a_message_without_any_answer_is_a_cut(peer: Peer, kit: Kit, fault: dict[str, object]) -> None:
    peer.service.sessions["session-1"] = "en"
    peer.on("POST", "/run_sse", replies.Reply().but(**fault))
    async with kit.client(peer) as client:
        with pytest.raises(StreamCut):
            await spoken(client)
    assert len(peer.seen) == 1


async def test_silence_before_the_stream_times_out(peer: Peer, kit: Kit) -> None:
    peer.on("POST", "/run_sse", replies.Reply(silent=True))
    async with kit.but(heartbeat_limit=0.1).client(peer) as client:
        with pytest.raises(TimedOut, match="silent"):
            await spoken(client)


async def test_silence_within_the_stream_times_out(peer: Peer, kit: Kit) -> None:
    peer.on("POST", "/run_sse", TURN.but(hang=True))
    async with kit.but(heartbeat_limit=0.1).client(peer) as client:
        with pytest.raises(TimedOut, match="silent"):
            await spoken(client)


@pytest.mark.parametrize("beat", [b": ping\n\n", b"data:\n\n", b"event: heartbeat\ndata: {}\n\n", b'"'])
async def test_nothing_but_heartbeats_times_out(peer: Peer, kit: Kit, beat: bytes) -> None:
    peer.on("POST", "/run_sse", replies.events(endless=beat, pause=0.01))
    async with kit.but(heartbeat_limit=0.2).client(peer) as client:
        with pytest.raises(TimedOut, match="silent"):
            await spoken(client)


async def test_a_turn_has_a_last_moment_however_much_is_said(peer: Peer, kit: Kit) -> None:
    peer.on("POST", "/run_sse", replies.events(endless=replies.events(replies.says("and")).body, pause=0.01))
    async with kit.but(turn_limit=0.2).client(peer) as client, asyncio.timeout(20):
        with pytest.raises(TimedOut, match="a turn may take"):
            await spoken(client)


@pytest.mark.parametrize("reply", [TURN.but(hang=True), replies.Reply(silent=True)])
async def test_silence_does_not_put_off_the_last_moment(peer: Peer, kit: Kit, reply: replies.Reply) -> None:
    peer.on("POST", "/run_sse", reply)
    async with kit.but(turn_limit=0.1, heartbeat_limit=3600).client(peer) as client, asyncio.timeout(20):
        with pytest.raises(TimedOut, match="a turn may take"):
            await spoken(client)


@pytest.mark.parametrize(
    ("event", "limits", "words"),
    [(b'data: "and"\n\n', (60, 0.05), "a turn may take"), (b"event: heartbeat\ndata: {}\n\n", (0.05, 60), "silent")],
)
async def test_a_flood_that_never_pauses_has_the_same_limits(
    event: bytes, limits: tuple[float, float], words: str
) -> None:
    async def flood() -> AsyncIterator[bytes]:
        for _ in range(500_000):
            yield event

    until = asyncio.get_running_loop().time() + limits[1]
    async with aclosing(pieces(flood(), heartbeat_limit=limits[0], until=until)) as stream:
        with pytest.raises(TimedOut, match=words):
            async for _ in stream:
                pass


async def test_heartbeats_between_words_do_no_harm(peer: Peer, kit: Kit) -> None:
    peer.on("POST", "/run_sse", replies.events(b": ping\n\n", b"data:\n\n", replies.says("Done."), b": ping\n\n"))
    async with kit.client(peer) as client:
        assert [piece for piece in await spoken(client) if piece != Heartbeat()] == [TextPiece("Done.")]


async def test_an_endless_line_is_too_large(peer: Peer, kit: Kit) -> None:
    peer.on("POST", "/run_sse", replies.events(b"data: ", endless=b"x" * 1_000_000))
    async with kit.client(peer) as client:
        with pytest.raises(StreamTooLarge, match="16 MiB"):
            await spoken(client)


async def test_an_abandoned_turn_lets_go_of_its_connection(peer: Peer, kit: Kit) -> None:
    peer.on("POST", "/run_sse", TURN.but(hang=True))
    async with kit.client(peer) as client:
        async with aclosing(client.say("s", "x")) as turn:
            assert await anext(turn) == TextPiece("Cut ")
        assert (await client.credits()).available == 90


async def test_a_turn_can_be_cancelled_while_it_waits(peer: Peer, kit: Kit) -> None:
    peer.on("POST", "/run_sse", TURN.but(hang=True))
    begun = asyncio.Event()

    async def listen() -> None:
        async with aclosing(client.say("s", "x")) as turn:
            async for _ in turn:
                begun.set()

    async with kit.client(peer) as client:
        task = asyncio.create_task(listen())
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


REFUSALS: list[tuple[replies.Reply, type[NemoError]]] = [
    (replies.as_json({"detail": "Session not found: s"}, 404), NoSession),
    (replies.html(404), NoSession),
    (replies.code(1002, "no session"), NoSession),
    (replies.code(2001, "no credits", status=400), NoCredits),
    (replies.as_json({"detail": [{"loc": ["body"], "msg": "field required"}]}, 422), ServiceError),
    (replies.code(429, "slow", status=429).but(headers={"Retry-After": "0"}), RateLimited),
    (replies.html(502), ServiceError),
    (replies.as_json({"detail": "boom"}, 500), ServiceError),
    (replies.html(200), InvalidAnswer),
    (replies.as_json({"code": 0}), InvalidAnswer),
    (replies.as_json([]), InvalidAnswer),
    (replies.redirect("http://127.0.0.1:9/"), InvalidAnswer),
    (TURN.but(headers={"Content-Type": "text/event-stream", "Content-Encoding": "gzip"}), InvalidAnswer),
]  # fmt: skip


@pytest.mark.parametrize(("reply", "kind"), REFUSALS)
async def test_a_refused_message_is_a_typed_error_and_not_sent_again(
    peer: Peer, kit: Kit, reply: replies.Reply, kind: type[NemoError]
) -> None:
    peer.always("POST", "/run_sse", reply)
    async with kit.client(peer) as client:
        with pytest.raises(kind) as caught:
            await spoken(client)
    assert type(caught.value) is kind
    assert len(peer.seen) == 1


async def test_a_validation_error_says_what_the_service_says(peer: Peer, kit: Kit) -> None:
    peer.on("POST", "/run_sse", replies.as_json({"detail": [{"msg": "field required"}, {"msg": "bad\x1b[2J"}]}, 422))
    async with kit.client(peer) as client:
        with pytest.raises(ServiceError) as caught:
            await spoken(client)
    assert caught.value.message == "The service refused (422). It says: field required; bad[2J"


async def test_an_expired_token_is_renewed_once_and_the_message_goes_on(peer: Peer, kit: Kit) -> None:
    tokens = kit.anonymous(peer)
    async with kit.client(peer, tokens) as client:
        session = await client.create_session("en")
        peer.service.accepted.clear()
        assert await spoken(client, session=session.session_id) == [TextPiece("Do", partial=True), TextPiece("Done.")]
    assert peer.service.messages == ["cut it"]
    assert [seen.token for seen in peer.seen if seen.path == "/run_sse"] == [
        "nmv_usr_starter_canary",
        "nmv_usr_second_canary",
    ]


async def test_a_token_that_is_never_accepted_makes_no_loop(peer: Peer, kit: Kit) -> None:
    peer.always("POST", "/run_sse", replies.code(1001, "expired"))
    async with kit.client(peer, kit.anonymous(peer)) as client:
        with pytest.raises(BadToken):
            await spoken(client)
    assert peer.routes.count("POST /run_sse") == 2


async def test_a_fault_inside_the_stream_is_a_piece(peer: Peer, kit: Kit) -> None:
    peer.on("POST", "/run_sse", replies.events({"code": 2001, "message": "no credits"}))
    async with kit.client(peer) as client:
        assert await spoken(client) == [StreamFault("2001", "no credits")]


async def test_five_thousand_events_come_through_a_connection(any_peer: Peer, kit: Kit) -> None:
    any_peer.on("POST", "/run_sse", replies.events(*[replies.says(str(n), partial=True) for n in range(5000)]))
    async with kit.client(any_peer) as client:
        assert len(await spoken(client)) == 5000


async def test_a_server_that_is_not_there_was_sent_nothing(kit: Kit) -> None:
    with Peer() as gone:
        endpoint = gone.endpoint
    async with kit.client(endpoint) as client:
        with pytest.raises(Unreachable, match="the connection was refused") as caught:
            await spoken(client)
    assert caught.value.exit_status == 4


async def test_an_engine_whose_socket_is_gone_is_not_running(kit: Kit) -> None:
    async with kit.client(Endpoint("http://engine", kit.home / "none.sock")) as client:
        with pytest.raises(Unreachable, match="the engine on this machine can't be reached: it is not running"):
            await spoken(client)


async def test_a_name_that_does_not_resolve_is_unreachable(kit: Kit) -> None:
    async with kit.client(Endpoint("https://nemo.invalid")) as client:
        with pytest.raises(Unreachable, match=r"nemo\.invalid can't be reached: its name can't be resolved"):
            await spoken(client)
