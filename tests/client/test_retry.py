"""What is tried again, how often, and how long the pauses are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shorts_tui.client.errors import (
    BadToken,
    ConnectionLost,
    InvalidAnswer,
    NemoError,
    NoCredits,
    RateLimited,
    ServiceError,
    StreamCut,
    TimedOut,
    Unreachable,
)
from shorts_tui.client.nemo import NemoClient
from shorts_tui.client.refusals import refusal
from shorts_tui.client.retry import is_transient, pause, retry_after
from shorts_tui.client.timing import ClientTiming
from shorts_tui.protocol.models import RenderRequest
from tests.client.kit import Kit
from tests.peer import replies
from tests.peer.server import Peer

NOW = 1_700_000_000.0
Call = Callable[[NemoClient], Awaitable[Any]]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("0", 0), ("3", 3), (" 2.5 ", 2.5), ("120", 120), ("-5", None), ("nan", None), ("soon", None), ("", None),
     (None, None), ("99999999999999999999", 1e8), ("inf", 1e8), ("Tue, 14 Nov 2023 22:14:20 GMT", 60),
     ("Tue, 14 Nov 2023 22:00:00 GMT", 0), ("Tue, 99 Nov 2023 22:00:00 GMT", None), ("1e999", 1e8)],
)  # fmt: skip
def test_retry_after_in_every_form(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text())
def test_no_retry_after_raises(value: str) -> None:
    found = retry_after(value, NOW)
    assert found is None or found >= 0


TRANSIENT = [
    Unreachable("x"), ConnectionLost("x"), TimedOut("x"), RateLimited("x"),
    *[refusal(status, status=status) for status in (408, 429, 500, 502, 503, 504, 599)],
]  # fmt: skip
LASTING = [
    StreamCut("x"), BadToken("x"), NoCredits("x"), InvalidAnswer("x"), ServiceError("x", code="odd"),
    *[refusal(status, status=status) for status in (400, 401, 402, 403, 404, 409, 413, 422, 1002, 4001)],
]  # fmt: skip


@pytest.mark.parametrize("error", TRANSIENT)
def test_it_may_work_later_after(error: NemoError) -> None:
    assert is_transient(error)


@pytest.mark.parametrize("error", LASTING)
def test_it_will_not_work_later_after(error: NemoError) -> None:
    assert not is_transient(error)


def test_pauses_double_with_jitter_and_end_growing() -> None:
    timing = ClientTiming(retry_base=0.5)
    error = ConnectionLost("x")
    assert [pause(error, tried, timing, 0) for tried in (1, 2, 3, 4)] == [0.5, 1, 2, 4]
    assert pause(error, 1, timing, 1) == 0.75
    assert pause(error, 10_000, timing, 1) == 22.5


def test_a_wait_that_the_service_asks_for_is_kept_up_to_the_limit() -> None:
    timing = ClientTiming(retry_after_max=120)
    assert pause(refusal(503, status=503, retry_after=120), 1, timing, 0) == 120
    assert pause(refusal(503, status=503, retry_after=0), 5, timing, 0) == 0
    assert pause(refusal(429, status=429, retry_after=121), 1, timing, 0) is None


RETRIED: dict[str, Call] = {
    "credits": lambda client: client.credits(),
    "state": lambda client: client.state("s"),
    "poll": lambda client: client.render_status("r"),
    "submit": lambda client: client.submit_render(RenderRequest(id="r", session_id="s", draft={})),
    "cancel": lambda client: client.cancel_render("r"),
}
FAULTS = {
    "502": replies.html(502),
    "503 with a wait": replies.code(503, status=503).but(headers={"Retry-After": "0"}),
    "429": replies.code(429, status=429).but(headers={"Retry-After": "garbage"}),
    "408": replies.html(408),
    "500 in a code": replies.code(500),
    "no answer": replies.Reply(raw=b""),
    "half an answer": replies.data({}).but(cut_after=5),
    "a reset": replies.data({}).but(cut_after=0, reset=True),
    "a wrong length": replies.data({}, length=5000),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", RETRIED)
async def test_a_call_that_changes_nothing_is_made_again_after(peer: Peer, kit: Kit, name: str, fault: str) -> None:
    peer.service.sessions["s"], peer.service.renders["r"] = "en", 0
    for method in ("GET", "POST"):
        peer.on(method, "*", FAULTS[fault], FAULTS[fault])
    async with kit.client(peer) as client:
        await RETRIED[name](client)
    assert len(peer.seen) == 3
    assert len({seen.route for seen in peer.seen}) == 1


async def test_a_render_is_submitted_again_under_its_own_id(peer: Peer, kit: Kit) -> None:
    peer.on("POST", "/api/render/proxy/lambda", replies.Reply(act_then_close=True), replies.html(504))
    async with kit.client(peer) as client:
        await client.submit_render(RenderRequest(id="render_5", session_id="s", draft={}))
    assert [seen.json["id"] for seen in peer.seen] == ["render_5"] * 3
    assert list(peer.service.renders) == ["render_5"]


async def test_twenty_gateway_errors_while_polling_are_survived(peer: Peer, kit: Kit) -> None:
    peer.service.renders["r"] = 2
    peer.on("GET", "/api/render/*", *[replies.html(502)] * 20)
    async with kit.client(peer) as client:
        assert (await client.render_status("r")).state == "completed"
    assert len(peer.seen) == 21


async def test_tries_end(peer: Peer, kit: Kit) -> None:
    peer.always("GET", "*", replies.html(502))
    async with kit.client(peer) as client:
        with pytest.raises(ServiceError, match=r"trouble \(502\)"):
            await client.credits()
    assert len(peer.seen) == 5


ONCE: dict[str, Call] = {
    "session": lambda client: client.create_session("en"),
    "claim": lambda client: client.claim_link("t", "s"),
    "upload by URL": lambda client: client.upload_url("s", "https://example.org/a.mp4"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", ONCE)
async def test_a_call_that_makes_something_is_made_once(peer: Peer, kit: Kit, name: str, fault: str) -> None:
    peer.always("POST", "*", FAULTS[fault])
    async with kit.client(peer) as client:
        with pytest.raises(NemoError):
            await ONCE[name](client)
    assert len(peer.seen) == 1


async def test_a_wait_that_is_too_long_is_shown_and_not_slept(peer: Peer, kit: Kit) -> None:
    peer.always("GET", "*", replies.code(429, status=429).but(headers={"Retry-After": "86400"}))
    async with kit.client(peer) as client:
        with pytest.raises(RateLimited) as caught:
            await client.credits()
    assert len(peer.seen) == 1
    assert caught.value.retry_after == 86_400
    assert caught.value.advice == "Try again in 24 hours."


async def test_a_call_has_a_total_deadline_however_slowly_bytes_come(peer: Peer, kit: Kit) -> None:
    peer.always("POST", "*", replies.Reply(endless=b" ", pause=0.01, length=10_000_000))
    async with kit.but(request=0.3).client(peer) as client:
        with pytest.raises(TimedOut):
            await client.create_session("en")


async def test_a_server_that_does_not_answer_times_out(peer: Peer, kit: Kit) -> None:
    peer.always("POST", "*", replies.Reply(silent=True))
    async with kit.but(request=0.2).client(peer) as client:
        with pytest.raises(TimedOut) as caught:
            await client.create_session("en")
    assert caught.value.exit_status == 4
