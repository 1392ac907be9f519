"""A canary token is seen by its own server and in its own file, and nowhere else."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import pytest

from shorts_tui.client.auth import FixedToken
from shorts_tui.client.errors import InvalidAnswer, NemoError
from shorts_tui.client.wire import Wire
from shorts_tui.protocol.events import StreamFault, TextPiece
from shorts_tui.protocol.models import RenderRequest, TokenData
from tests.client.kit import Kit, ignored, spoken, unchecked
from tests.peer import replies
from tests.peer.server import Peer
from tests.peer.service import film

CANARY = "nmv_usr_canary_7d1f"


def told(error: BaseException) -> str:
    """All that an error could show, causes included."""
    return "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))


@pytest.mark.parametrize("location", ["http://localhost:{port}/x", "//localhost:{port}/x", "https://127.0.0.1:{port}"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(peer: Peer, kit: Kit, location: str, status: int) -> None:
    with Peer() as other:
        target = location.format(port=other.port)
        for method in ("GET", "POST"):
            peer.always(method, "*", replies.redirect(target, status))
        (kit.home / "a.mp4").write_bytes(b"x")
        async with kit.client(peer, FixedToken(CANARY)) as client:
            for call in (
                client.credits(),
                client.create_session("en"),
                client.upload("s", kit.home / "a.mp4", "a.mp4", ignored),
                client.submit_render(RenderRequest(id="r", session_id="s", draft={})),
                spoken(client),
            ):
                with pytest.raises(InvalidAnswer, match="sent the request on to another address"):
                    await call
        assert other.seen == []


async def test_a_token_request_is_not_redirected_either(peer: Peer, kit: Kit) -> None:
    with Peer() as other:
        peer.always("POST", "*", replies.redirect(f"{other.base_url}/api/auth/anonymous-token", 307))
        with pytest.raises(InvalidAnswer):
            await kit.anonymous(peer).get()
        assert other.seen == []


async def test_a_film_from_another_origin_is_fetched_without_a_word_about_us(peer: Peer, kit: Kit) -> None:
    peer.service.accepted.add(CANARY)
    with Peer() as cdn:
        cdn.always("GET", "/r.mp4?sig=1", lambda seen: film(seen, b"film"))
        async with kit.client(peer, FixedToken(CANARY)) as client:
            await client.download("r", f"{cdn.base_url}/r.mp4?sig=1", kit.home / "a.mp4", ignored, unchecked)
            peer.on("GET", "/api/render/proxy/r/download", replies.redirect(f"{cdn.base_url}/r.mp4?sig=1"))
            await client.download("r", "", kit.home / "b.mp4", ignored, unchecked)
        assert [seen.route for seen in cdn.seen] == ["GET /r.mp4?sig=1"] * 2
        for seen in cdn.seen:
            assert CANARY not in seen.raw_head.decode()
            assert not {"authorization", "cookie", "x-skill-source", "x-client-id"} & set(seen.headers)
    assert peer.seen[0].token == CANARY


async def test_a_film_that_is_sent_abroad_and_back_home_gets_no_token(peer: Peer, kit: Kit) -> None:
    peer.service.accepted.add(CANARY)
    with Peer() as cdn:
        cdn.always("GET", "*", replies.redirect(f"{peer.base_url}/api/credits/balance/simple"))
        async with kit.client(peer, FixedToken(CANARY)) as client:
            with pytest.raises(NemoError):
                await client.download("r", f"{cdn.base_url}/r.mp4", kit.home / "a.mp4", ignored, unchecked)
    home = [seen for seen in peer.seen if seen.path == "/api/credits/balance/simple"]
    assert home
    assert all("authorization" not in seen.headers for seen in home)


async def test_a_film_that_is_sent_round_by_another_origin_gets_no_token_at_home(peer: Peer, kit: Kit) -> None:
    peer.service.accepted.add(CANARY)
    with Peer() as cdn:
        peer.always("GET", "/api/render/proxy/r/download", replies.redirect(f"{cdn.base_url}/r.mp4"))
        cdn.always("GET", "*", replies.redirect(f"{peer.base_url}/api/credits/balance/simple"))
        async with kit.client(peer, FixedToken(CANARY)) as client:
            with pytest.raises(NemoError):
                await client.download("r", "", kit.home / "a.mp4", ignored, unchecked)
    assert peer.seen[0].token == CANARY
    home = [seen for seen in peer.seen if seen.path == "/api/credits/balance/simple"]
    assert home
    assert all("authorization" not in seen.headers for seen in home)


async def test_no_other_origin_is_told_who_asks_whatever_the_caller_hands_over(peer: Peer, kit: Kit) -> None:
    with Peer() as other:
        async with (
            Wire(peer.endpoint, kit.attribution, kit.timing) as wire,
            wire.open("GET", f"{other.base_url}/x", token=CANARY),
        ):
            pass
        assert not {"authorization", "x-skill-source", "x-skill-platform"} & set(other.seen[0].headers)


ECHOES = [
    replies.code(1001, f"token {CANARY} expired", status=401),
    replies.code(7000, f"bad Authorization: Bearer {CANARY}"),
    replies.as_json({"detail": [{"msg": CANARY}]}, 422),
    replies.Reply(502, {"Content-Type": "text/html"}, CANARY.encode()),
    replies.Reply(body=CANARY.encode()),
    replies.data({"session_id": [CANARY]}),
    replies.data({"session_id": f"{CANARY} x"}),
    replies.Reply(raw=CANARY.encode()),
    replies.Reply(raw=b"HTTP/1.1 200 OK\r\n" + CANARY.encode() + b"\r\n\r\n"),
    replies.data({}).but(cut_after=3),
]  # fmt: skip


@pytest.mark.parametrize("reply", ECHOES)
async def test_an_error_never_holds_the_token_even_when_the_service_echoes_it(
    peer: Peer, kit: Kit, caplog: pytest.LogCaptureFixture, reply: replies.Reply
) -> None:
    caplog.set_level(logging.DEBUG)
    peer.always("POST", "*", reply)
    async with kit.client(peer, FixedToken(CANARY)) as client:
        for call in (client.create_session("en"), spoken(client)):
            with pytest.raises(NemoError) as caught:
                await call
            assert CANARY not in told(caught.value)
        assert CANARY not in repr(client) + repr(vars(client))
    # httpcore's debug log shows what the server wrote in its head, which is not ours to keep from it.
    assert CANARY not in "".join(r.getMessage() for r in caplog.records if not r.name.startswith("httpcore"))
    assert peer.seen[0].token == CANARY


async def test_a_spoken_token_is_not_shown(peer: Peer, kit: Kit) -> None:
    peer.always("POST", "/run_sse", replies.events(replies.says(f"use {CANARY}"), {"error": CANARY}))
    async with kit.client(peer) as client:
        assert await spoken(client) == [TextPiece("use [token]"), StreamFault("", "[token]")]


async def test_the_starter_token_is_in_its_file_and_in_no_log(
    peer: Peer, kit: Kit, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    peer.service.tokens = [CANARY]
    peer.service.film = b"film"
    tokens = kit.anonymous(peer)
    async with kit.client(peer, tokens) as client:
        session = await client.create_session("en")
        await spoken(client, session=session.session_id)
        await client.submit_render(RenderRequest(id="r", session_id="s", draft={}))
        await client.download("r", f"{peer.base_url}/films/r.mp4", kit.home / "out.mp4", ignored, unchecked)
    assert CANARY not in caplog.text
    assert CANARY not in repr(tokens) + repr(tokens.held) + repr(TokenData(token=CANARY)) + repr(FixedToken(CANARY))
    holding = [path for path in _files(kit.home) if CANARY.encode() in path.read_bytes()]
    assert holding == [kit.token_file]
    assert all(CANARY not in seen.path for seen in peer.seen)


async def test_a_claim_token_that_is_a_user_token_is_refused(peer: Peer, kit: Kit) -> None:
    peer.on("POST", "/api/auth/claim-token", replies.data({"claim_token": CANARY}))
    async with kit.client(peer) as client:
        with pytest.raises(InvalidAnswer) as caught:
            await client.claim_link("t", "s")
    assert CANARY not in told(caught.value)


async def test_a_plain_http_server_is_never_asked_through_a_proxy(
    peer: Peer, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Peer() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.base_url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        async with kit.client(peer) as client:
            await client.credits()
        assert proxy.seen == []


def _files(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]
