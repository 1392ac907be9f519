"""The table of codes, row by row: the error, the sentence, the advice and the exit status that each ends in."""

from __future__ import annotations

import pytest

from shorts_tui.client.errors import (
    BadToken,
    FileTooLarge,
    NemoError,
    NoCredits,
    NoSession,
    NotFound,
    PlanBlocked,
    RateLimited,
    ServiceError,
    UnsupportedFile,
)
from shorts_tui.client.refusals import refusal, remote_line
from shorts_tui.protocol.models import RenderRequest
from tests.client.kit import Kit
from tests.peer import replies
from tests.peer.server import Peer

ROWS: list[tuple[int, int, type[NemoError], int, int | str, str]] = [
    # code, HTTP status, error, exit status, code told to the user, a word of the sentence or the advice
    (1001, 200, BadToken, 3, 1001, "token"),
    (1001, 401, BadToken, 3, 1001, "token"),
    (1002, 200, NoSession, 1, 1002, "session"),
    (1002, 404, NoSession, 1, 1002, "session"),
    (2001, 200, NoCredits, 3, 2001, "Top up credits in your account."),
    (2001, 402, NoCredits, 3, 2001, "No credits"),
    (4001, 200, UnsupportedFile, 2, 4001, "mp4 mov avi webm mkv jpg png gif webp mp3 wav m4a aac"),
    (4001, 415, UnsupportedFile, 2, 4001, "Supported formats"),
    (4002, 200, FileTooLarge, 2, 4002, "500 MB"),
    (4002, 413, FileTooLarge, 2, 4002, "trim"),
    (400, 400, ServiceError, 1, 400, "did not understand"),
    (402, 402, PlanBlocked, 3, 402, "Register or upgrade your plan to unlock export."),
    (402, 200, PlanBlocked, 3, 402, "Register or upgrade your plan to unlock export."),
    (404, 404, NotFound, 1, 404, "does not have"),
    (409, 409, ServiceError, 1, 409, "already"),
    (500, 500, ServiceError, 1, 500, "trouble (500)"),
    (7777, 200, ServiceError, 1, 7777, "refused (7777)"),
]


@pytest.mark.parametrize(("code", "status", "kind", "exit_status", "told", "words"), ROWS)
async def test_a_code_becomes(
    peer: Peer, kit: Kit, code: int, status: int, kind: type[NemoError], exit_status: int, told: int | str, words: str
) -> None:
    peer.always("POST", "/api/tasks/*", replies.code(code, "service text", status=status))
    async with kit.client(peer) as client:
        with pytest.raises(NemoError) as caught:
            await client.create_session("en")
    error = caught.value
    if kind is BadToken:  # an environment's token can't be renewed, and says so
        assert error.message == "NEMO_TOKEN is not accepted by the service."
    assert (type(error), error.exit_status, error.code) == (kind, exit_status, told)
    assert words in f"{error.message} {error.advice}"


@pytest.mark.parametrize(
    ("status", "kind", "told"),
    [(401, BadToken, 1001), (402, PlanBlocked, 402), (403, ServiceError, 403), (404, NotFound, 404),
     (408, ServiceError, 408), (413, FileTooLarge, 4002), (415, UnsupportedFile, 4001), (418, ServiceError, 418),
     (500, ServiceError, 500), (503, ServiceError, 503)],
)  # fmt: skip
@pytest.mark.parametrize("page", [True, False])
async def test_a_status_counts_where_no_code_says_more(
    peer: Peer, kit: Kit, status: int, kind: type[NemoError], told: int, page: bool
) -> None:
    reply = replies.html(status) if page else replies.as_json({"detail": "x"}, status)
    peer.always("POST", "/api/tasks/*", reply)
    async with kit.client(peer) as client:
        with pytest.raises(kind) as caught:
            await client.create_session("en")
    assert caught.value.code == told


async def test_a_blocked_plan_says_exactly_this_and_no_word_of_credits(peer: Peer, kit: Kit) -> None:
    peer.on("POST", "/api/render/proxy/lambda", replies.code(402, "buy credits", status=402))
    async with kit.client(peer) as client:
        with pytest.raises(PlanBlocked) as caught:
            await client.submit_render(RenderRequest(id="r", session_id="s", draft={}))
    assert caught.value.message == "Register or upgrade your plan to unlock export."
    assert "credit" not in (caught.value.message + caught.value.advice).lower()


async def test_without_attribution_headers_an_export_is_blocked(peer: Peer, kit: Kit) -> None:
    peer.service.film = b""
    async with kit.client(peer) as client:
        await client.submit_render(RenderRequest(id="r", session_id="s", draft={}))
    assert all(peer.seen[0].headers[f"x-skill-{name}"] for name in ("source", "version", "platform"))


def test_a_file_that_is_too_large_is_named_with_its_size() -> None:
    assert refusal(4002, sent=612_000_000).message == "The file is too large (612 MB): the service takes up to 500 MB."


@pytest.mark.parametrize(
    ("wait", "advice"),
    [(None, "half a minute"), (0, "in 1 seconds"), (30, "in 30 seconds"), (600, "in 10 minutes"),
     (7200, "in 2 hours"), (604_800, "in 7 days")],
)  # fmt: skip
def test_a_rate_limit_says_how_long_to_wait(wait: float | None, advice: str) -> None:
    error = refusal(429, status=429, retry_after=wait)
    assert isinstance(error, RateLimited)
    assert error.retry_after == wait
    assert advice in error.advice


def test_a_code_may_be_a_word_or_a_numeric_string() -> None:
    assert refusal("QUOTA\x1b", "no").message == "The service refused (QUOTA). It says: no"


async def test_a_numeric_string_is_the_code_that_it_spells(peer: Peer, kit: Kit) -> None:
    peer.on("GET", "/api/credits/*", replies.code("2001"))
    async with kit.client(peer) as client:
        with pytest.raises(NoCredits):
            await client.credits()


async def test_success_false_is_a_refusal(peer: Peer, kit: Kit) -> None:
    peer.on("GET", "/api/credits/*", replies.as_json({"success": False, "error": {"message": "no account"}}))
    async with kit.client(peer) as client:
        with pytest.raises(ServiceError, match="no account"):
            await client.credits()


def test_words_from_outside_are_one_clean_line_without_tokens() -> None:
    said = "line\none \x1b[31mred nmv_usr_canary, Authorization: Bearer abcdefghijklmnopqrstuvwxyz"
    assert remote_line(said) == "line one [31mred [token], Authorization: [token]"
