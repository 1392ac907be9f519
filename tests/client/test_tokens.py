"""Where the token comes from, where it is kept, and when it is renewed."""

from __future__ import annotations

import asyncio
import json
import stat
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from shorts_tui.client.auth import FixedToken
from shorts_tui.client.endpoint import Endpoint
from shorts_tui.client.errors import BadToken, CantWrite, InvalidAnswer, NemoError, RateLimited, Unreachable
from shorts_tui.client.tokenfile import VALID_SECONDS, expiry
from tests.client.kit import Kit
from tests.peer import replies
from tests.peer.server import Peer

TOKEN = "POST /api/auth/anonymous-token"
ROUTE = ("POST", "/api/auth/anonymous-token")
NOW = 1_700_000_000.0


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def kept(kit: Kit) -> dict[str, object]:
    (entry,) = json.loads(kit.token_file.read_bytes()).values()
    assert isinstance(entry, dict)
    return entry


def age(kit: Kit, left: float) -> None:
    """Let the kept token end in `left` seconds."""
    entries = json.loads(kit.token_file.read_bytes())
    for entry in entries.values():
        entry["expires_at"] = time.time() + left
    kit.token_file.write_text(json.dumps(entries))


async def test_a_token_is_asked_for_once_and_kept_privately(any_peer: Peer, kit: Kit) -> None:
    async with kit.client(any_peer, kit.anonymous(any_peer)) as client:
        await client.credits()
        await client.credits()
    async with kit.client(any_peer, kit.anonymous(any_peer)) as client:
        await client.credits()
    assert any_peer.routes == [TOKEN, *["GET /api/credits/balance/simple"] * 3]
    assert {seen.token for seen in any_peer.seen[1:]} == {"nmv_usr_starter_canary"}
    assert [mode(path) for path in (kit.token_file, kit.client_id_file, kit.token_file.parent)] == [
        0o600,
        0o600,
        0o700,
    ]


async def test_the_token_request_names_the_client_and_the_skill_and_carries_no_token(peer: Peer, kit: Kit) -> None:
    await kit.anonymous(peer).get()
    headers = peer.seen[0].headers
    assert uuid.UUID(headers["x-client-id"]).version == 4
    assert headers["x-client-id"] == kit.client_id_file.read_text()
    assert (headers["x-skill-source"], headers["x-skill-version"]) == ("free-shorts", "1.9.0")
    assert "authorization" not in headers


async def test_a_client_id_from_the_environment_is_used_and_not_kept(peer: Peer, kit: Kit) -> None:
    await kit.anonymous(peer, client_id="my-id").get()
    assert peer.seen[0].headers["x-client-id"] == "my-id"
    assert not kit.client_id_file.exists()


async def test_what_the_service_says_of_the_token_is_known(peer: Peer, kit: Kit) -> None:
    tokens = kit.anonymous(peer)
    await tokens.get()
    held = kit.anonymous(peer).held
    assert held is not None
    assert (held.user_id, held.credits) == ("u-17", 100)
    assert held.expires_at == pytest.approx(time.time() + VALID_SECONDS, abs=60)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2023-11-15T00:00:00Z", 1_700_006_400),
        ("2023-11-15T01:00:00+01:00", 1_700_006_400),
        ("2023-11-15T00:00:00", 1_700_006_400),
        ("1700006400", 1_700_006_400),
        ("1700006400.0", 1_700_006_400),
        ("1700006400000", 1_700_006_400),
        ("soon", NOW + VALID_SECONDS),
        ("nan", NOW + VALID_SECONDS),
        ("2001-01-01", NOW + VALID_SECONDS),
        ("", NOW + VALID_SECONDS),
        (None, NOW + VALID_SECONDS),
    ],
)
def test_an_expiry_is_read_in_every_form(value: str | None, moment: float) -> None:
    assert expiry(value, NOW) == moment


async def test_a_token_in_its_last_day_is_renewed(peer: Peer, kit: Kit) -> None:
    await kit.anonymous(peer).get()
    age(kit, 86_000)
    assert await kit.anonymous(peer).get() == "nmv_usr_second_canary"
    assert kept(kit)["token"] == "nmv_usr_second_canary"


@pytest.mark.parametrize("reply", [replies.code(429, status=429), replies.html(502), replies.Reply(raw=b"")])
async def test_a_token_in_its_last_day_that_can_not_be_renewed_is_still_used(
    peer: Peer, kit: Kit, reply: replies.Reply
) -> None:
    tokens = kit.anonymous(peer)
    first = await tokens.get()
    age(kit, 86_000)
    peer.always(*ROUTE, reply)
    tokens = kit.anonymous(peer)
    assert [await tokens.get() for _ in range(5)] == [first] * 5
    assert peer.routes == [TOKEN, TOKEN]


async def test_an_expired_token_is_replaced_before_it_is_tried(peer: Peer, kit: Kit) -> None:
    await kit.anonymous(peer).get()
    age(kit, -5)
    assert await kit.anonymous(peer).get() == "nmv_usr_second_canary"


async def test_a_rejected_token_is_renewed_once_for_all_calls_at_that_moment(peer: Peer, kit: Kit) -> None:
    async with kit.client(peer, kit.anonymous(peer)) as client:
        await client.credits()
        peer.service.accepted.clear()
        await asyncio.gather(*[client.credits() for _ in range(8)])
    assert peer.routes.count(TOKEN) == 2
    assert {seen.token for seen in peer.seen[-8:]} <= {"nmv_usr_second_canary", "nmv_usr_starter_canary"}


async def test_a_token_renewed_by_another_program_is_taken_from_the_file(peer: Peer, kit: Kit) -> None:
    mine, other = kit.anonymous(peer), kit.anonymous(peer)
    first = await mine.get()
    assert await other.renew(first) == "nmv_usr_second_canary"
    assert await mine.renew(first) == "nmv_usr_second_canary"
    assert peer.routes == [TOKEN, TOKEN]


async def test_the_same_token_again_is_a_bad_token(peer: Peer, kit: Kit) -> None:
    peer.always(*ROUTE, replies.data({"token": "nmv_usr_same"}))
    async with kit.client(peer, kit.anonymous(peer)) as client:
        with pytest.raises(BadToken, match="does not accept the starter token"):
            await client.credits()
    assert peer.routes.count(TOKEN) == 2


async def test_a_new_token_that_is_rejected_too_makes_no_loop(peer: Peer, kit: Kit) -> None:
    peer.always("GET", "*", replies.code(1001, status=401))
    async with kit.client(peer, kit.anonymous(peer)) as client:
        with pytest.raises(BadToken):
            await client.credits()
    assert peer.routes == [TOKEN, "GET /api/credits/balance/simple"] * 2


async def test_a_missing_client_id_is_made_and_the_request_repeated_once(peer: Peer, kit: Kit) -> None:
    kit.client_id_file.parent.mkdir(mode=0o700)
    kit.client_id_file.write_text("old-id")
    peer.on(*ROUTE, replies.code(400, "X-Client-Id missing", status=400))
    await kit.anonymous(peer).get()
    assert [seen.headers["x-client-id"] for seen in peer.seen] == ["old-id", kit.client_id_file.read_text()]
    assert kit.client_id_file.read_text() != "old-id"
    peer.always(*ROUTE, replies.code(400, "X-Client-Id missing", status=400))
    with pytest.raises(NemoError) as caught:
        async with asyncio.timeout(20):
            await kit.anonymous(Endpoint(peer.base_url.replace("127.0.0.1", "localhost"))).get()
    assert caught.value.code == 400
    assert len(peer.seen) == 4


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "0"}, {"Retry-After": "garbage"}])
async def test_a_rate_limit_is_waited_out_once(peer: Peer, kit: Kit, headers: dict[str, str]) -> None:
    peer.on(*ROUTE, replies.code(429, status=429).but(headers=headers))
    assert await kit.anonymous(peer).get() == "nmv_usr_starter_canary"
    assert peer.routes == [TOKEN, TOKEN]


async def test_a_second_rate_limit_is_told(peer: Peer, kit: Kit) -> None:
    peer.service.tokens.clear()
    with pytest.raises(RateLimited, match="no further starter token"):
        async with asyncio.timeout(20):
            await kit.anonymous(peer).get()
    assert peer.routes == [TOKEN, TOKEN]


async def test_a_rate_limit_for_days_is_told_at_once(peer: Peer, kit: Kit) -> None:
    peer.always(*ROUTE, replies.code(429, status=429).but(headers={"Retry-After": "500000"}))
    with pytest.raises(RateLimited) as caught:
        async with asyncio.timeout(20):
            await kit.anonymous(peer).get()
    assert caught.value.retry_after == 500_000
    assert len(peer.seen) == 1


async def test_a_token_is_of_one_server_only(peer: Peer, kit: Kit) -> None:
    await kit.anonymous(peer).get()
    with Peer() as other:
        other.service.tokens = ["nmv_usr_other"]
        assert await kit.anonymous(other).get() == "nmv_usr_other"
        assert await kit.anonymous(peer).get() == "nmv_usr_starter_canary"
        assert "starter" not in repr([seen.raw_head for seen in other.seen])
    assert len(json.loads(kit.token_file.read_bytes())) == 2


@pytest.mark.parametrize("content", ["", "[]", '{"x', '{"http://x:80": {"token": "a b"}}', "\x00"])
async def test_a_spoiled_token_file_is_as_none(peer: Peer, kit: Kit, content: str) -> None:
    kit.token_file.parent.mkdir(mode=0o700)
    kit.token_file.write_text(content)
    assert await kit.anonymous(peer).get() == "nmv_usr_starter_canary"


@pytest.mark.parametrize("token", ["", "a b", "a\nb", "é", None, {}, "x" * 5000])
async def test_a_token_that_could_not_be_sent_is_an_invalid_answer(peer: Peer, kit: Kit, token: object) -> None:
    peer.always(*ROUTE, replies.data({"token": token}))
    with pytest.raises(InvalidAnswer):
        await kit.anonymous(peer).get()
    assert not kit.token_file.exists()


async def test_a_directory_that_is_a_file_is_one_sentence(peer: Peer, kit: Kit) -> None:
    kit.token_file.parent.write_text("in the way")
    with pytest.raises(CantWrite):
        await kit.anonymous(peer).get()


async def test_no_service_no_token(kit: Kit) -> None:
    with Peer() as gone:
        endpoint = gone.endpoint
    with pytest.raises(Unreachable):
        await kit.anonymous(endpoint).get()


async def test_an_environment_token_is_used_as_it_is_and_never_renewed(peer: Peer, kit: Kit) -> None:
    async with kit.client(peer, FixedToken(" nmv_usr_environment\n")) as client:
        await client.credits()
        peer.service.accepted.clear()
        with pytest.raises(BadToken, match="NEMO_TOKEN is not accepted by the service") as caught:
            await client.credits()
    assert peer.routes == ["GET /api/credits/balance/simple"] * 2
    assert caught.value.exit_status == 3


async def test_an_engine_that_rejects_its_token_is_named(peer: Peer, kit: Kit) -> None:
    async with kit.client(peer, FixedToken("stale", origin="engine")) as client:
        with pytest.raises(BadToken, match="engine on this machine does not accept"):
            await client.credits()


@pytest.mark.parametrize("token", ["", "a b", "a\r\nX-Evil: 1", "tøken"])
async def test_an_environment_token_that_could_not_be_sent_is_told_before_anything_is(
    peer: Peer, kit: Kit, token: str
) -> None:
    async with kit.client(peer, FixedToken(token)) as client:
        with pytest.raises(BadToken, match="NEMO_TOKEN is not a token") as caught:
            await client.credits()
    assert peer.seen == []
    assert not token or token not in str(caught.value)


_RACER = """
import asyncio, sys
from pathlib import Path
from shorts_tui.client.attribution import Attribution
from shorts_tui.client.auth import AnonymousToken
from shorts_tui.client.endpoint import Endpoint
from shorts_tui.client.timing import ClientTiming
home = Path(sys.argv[2])
tokens = AnonymousToken(Endpoint(sys.argv[1]), Attribution("a", "1", "b"), ClientTiming(connect=20),
                        token_file=home / "token.json", client_id_file=home / "client_id")
print(asyncio.run(tokens.get()))
"""


def test_programs_that_start_together_ask_for_one_token(peer: Peer, tmp_path: Path) -> None:
    peer.always(*ROUTE, lambda seen: replies.data({"token": f"nmv_usr_{seen.number}"}, before=0.1))
    command = [sys.executable, "-c", _RACER, peer.base_url, str(tmp_path / "config")]
    racers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert {racer.communicate(timeout=60)[0] for racer in racers} == {"nmv_usr_0\n"}
    assert len(peer.seen) == 1
