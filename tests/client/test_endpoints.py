"""Every call of the client, as the server sees it, over TCP and over a unix socket."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shorts_tui.client.endpoint import Endpoint
from shorts_tui.client.errors import InvalidAnswer, Unreachable
from shorts_tui.client.renders import RenderStatus
from shorts_tui.protocol.events import TextPiece
from shorts_tui.protocol.models import RenderRequest
from tests.client.kit import Kit, ignored, spoken, unchecked
from tests.peer import replies
from tests.peer.server import Peer

DRAFT = {"t": [{"tt": 0, "sg": [{"d": 6000, "x": {"z": 1, "a": 2.50}, "name": "夜\ud83d"}]}], "zz": None, "d": 6000}


async def test_the_whole_way_from_session_to_film_needs_one_request_a_step(any_peer: Peer, kit: Kit) -> None:
    film, target = kit.home / "clip.mp4", kit.home / "out.mp4"
    film.write_bytes(b"clip" * 1000)
    any_peer.service.drafts = [DRAFT]
    async with kit.client(any_peer) as client:
        session = await client.create_session("zh")
        assert await client.claim_link(session.task_id, session.session_id) == "clm_session-1"
        sent = await client.upload(session.session_id, film, "clip.mp4", ignored)
        pieces = await spoken(client, "cut it to 6 s")
        state = await client.state(session.session_id)
        credit = await client.credits()
        status = await client.submit_render(RenderRequest(id="render_1", session_id="session-1", draft=state.draft))
        looks = [await client.render_status("render_1") for _ in range(3)]
        size = await client.download("render_1", looks[-1].url, target, ignored, unchecked)

    assert (sent.filename, sent.duration, sent.width) == ("clip.mp4", 12.5, 1920)
    assert pieces == [TextPiece("Do", partial=True), TextPiece("Done.")]
    assert (credit.available, credit.frozen, credit.total) == (90, 10, 100)
    assert status == RenderStatus("render_1", "pending")
    assert [(look.state, look.progress) for look in looks] == [("pending", 0), ("processing", 0.5), ("completed", 1)]
    assert (target.read_bytes(), size) == (any_peer.service.film, len(any_peer.service.film))
    assert any_peer.routes == [
        "POST /api/tasks/me/with-session/nemo_agent",
        "POST /api/auth/claim-token",
        "POST /api/upload-video/nemo_agent/me/session-1",
        "POST /run_sse",
        "GET /api/state/nemo_agent/me/session-1/latest",
        "GET /api/credits/balance/simple",
        "POST /api/render/proxy/lambda",
        *["GET /api/render/proxy/lambda/render_1"] * 3,
        "GET /films/render_1.mp4",
    ]
    for seen in any_peer.seen:
        assert seen.token == "nmv_usr_environment"
        assert [seen.headers[f"x-skill-{name}"] for name in ("source", "version", "platform")] == [
            "free-shorts",
            "1.9.0",
            "unknown",
        ]
        assert seen.headers["accept-encoding"] == "identity"


async def test_a_session_is_asked_for_with_the_language(peer: Peer, kit: Kit) -> None:
    async with kit.client(peer) as client:
        session = await client.create_session("en")
    assert peer.seen[0].json == {"task_name": "project", "language": "en"}
    assert (session.session_id, session.task_id, session.user_id) == ("session-1", "task-1", None)


async def test_a_message_is_sent_in_the_documented_shape(peer: Peer, kit: Kit) -> None:
    peer.always("POST", "/run_sse", replies.events(replies.says("ok")))
    async with kit.client(peer) as client:
        await spoken(client, "加字幕 \ud800 please 🎬", "s-9")
    assert peer.seen[0].headers["accept"] == "text/event-stream"
    assert peer.seen[0].json == {
        "app_name": "nemo_agent",
        "user_id": "me",
        "session_id": "s-9",
        "new_message": {"parts": [{"text": "加字幕 \ufffd please 🎬"}]},
    }


async def test_a_render_carries_the_draft_untouched(peer: Peer, kit: Kit) -> None:
    async with kit.client(peer) as client:
        await client.submit_render(RenderRequest(id="render_7", session_id="s-9", draft=DRAFT))
    body = peer.seen[0].json
    assert list(body) == ["id", "sessionId", "draft", "output"]
    assert (body["id"], body["sessionId"], body["output"]) == ("render_7", "s-9", {"format": "mp4", "quality": "high"})
    assert json.dumps(body["draft"]) == json.dumps(DRAFT)


async def test_a_url_is_uploaded_by_name(peer: Peer, kit: Kit) -> None:
    async with kit.client(peer) as client:
        sent = await client.upload_url("s-9", "https://example.org/clip.mp4")
    assert peer.seen[0].json == {"urls": ["https://example.org/clip.mp4"], "source_type": "url"}
    assert sent.filename == "clip.mp4"


async def test_a_render_that_the_service_knows_already_is_looked_at_and_not_made_again(peer: Peer, kit: Kit) -> None:
    peer.service.renders["render_1"] = 1
    peer.on("POST", "/api/render/proxy/lambda", replies.code(409, "exists", status=409))
    async with kit.client(peer) as client:
        status = await client.submit_render(RenderRequest(id="render_1", session_id="s", draft={}))
    assert (status.state, status.progress) == ("processing", 0.5)


@pytest.mark.parametrize("body", [b"", b"{}", b'{"code":0}', b'{"success":true,"data":{"status":"cancelled"}}'])
async def test_a_cancel_may_be_answered_with_anything_that_is_no_refusal(peer: Peer, kit: Kit, body: bytes) -> None:
    peer.on("POST", "*/cancel", replies.Reply(body=body))
    async with kit.client(peer) as client:
        await client.cancel_render("render_1")
    assert peer.routes == ["POST /api/render/proxy/lambda/render_1/cancel"]


async def test_ids_from_outside_can_not_leave_their_place_in_a_url(peer: Peer, kit: Kit) -> None:
    peer.always("GET", "*", replies.data({"state": {}}))
    async with kit.client(peer) as client:
        await client.state("../../credits?x=1#y")
    assert peer.routes == ["GET /api/state/nemo_agent/me/..%2F..%2Fcredits%3Fx%3D1%23y/latest"]


STATES: list[tuple[Any, Any]] = [
    ({"code": 0, "data": {"state": {"draft": {"d": 1}, "video_infos": None}}}, {"d": 1}),
    ({"success": True, "data": {"draft": {"d": 2}}}, {"d": 2}),
    ({"draft": {"d": 3}, "canvas_config": {"w": 1}}, {"d": 3}),
    ({"code": "0", "data": {"state": {}}}, None),
]


@pytest.mark.parametrize(("answer", "draft"), STATES)
async def test_a_state_is_found_wherever_it_stands(peer: Peer, kit: Kit, answer: Any, draft: Any) -> None:
    peer.on("GET", "/api/state/*", replies.as_json(answer))
    async with kit.client(peer) as client:
        assert (await client.state("s")).draft == draft


async def test_a_state_tells_of_media_and_canvas_besides_the_draft(peer: Peer, kit: Kit) -> None:
    held = {"video_infos": [{"n": 1}], "generated_media": [{"n": 2}], "canvas_config": {"w": 1080}}
    peer.on("GET", "/api/state/*", replies.data({"state": {"draft": DRAFT, **held}}))
    async with kit.client(peer) as client:
        state = await client.state("s")
    assert state.model_dump() == {"draft": DRAFT, **held}


async def test_an_upload_is_acknowledged_with_all_that_is_known_of_the_file(peer: Peer, kit: Kit) -> None:
    entry = {"filename": "a.mp4", "file_type": "video", "cdn_url": "https://cdn.invalid/1", "duration": 12.5,
             "width": 1920, "height": 1080, "fps": 29.97, "hash": "ab12"}  # fmt: skip
    peer.on("POST", "/api/upload-video/*", replies.data({"files": [entry]}))
    async with kit.client(peer) as client:
        sent = await client.upload_url("s", "https://example.org/a.mp4")
    assert sent.model_dump(exclude_none=True) == entry


async def test_credits_may_come_as_strings(peer: Peer, kit: Kit) -> None:
    peer.service.credits = {"available": "12.5", "frozen": None, "total": "100"}
    async with kit.client(peer) as client:
        found = await client.credits()
    assert (found.available, found.frozen, found.total) == (12.5, 0, 100)


async def test_an_old_upload_answer_names_the_file_by_url(peer: Peer, kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"x")
    peer.on("POST", "/api/upload-video/*", replies.data({"uploaded_files": [{"url": "https://cdn.invalid/1"}]}))
    async with kit.client(peer) as client:
        assert (await client.upload("s", tmp_path / "a.mp4", "a.mp4", ignored)).cdn_url == "https://cdn.invalid/1"


WRONG: list[Any] = [
    [], "text", 7, None, {}, {"code": 0, "data": None}, {"code": 0, "data": []}, {"code": 0, "data": "oops"},
    {"code": {}, "data": {"session_id": "s"}}, {"code": 0, "data": {"session_id": {}}},
    {"code": 0, "data": {"session_id": ""}}, {"code": 0, "data": {"session_id": "a b\x1b]0;x"}},
]  # fmt: skip


@pytest.mark.parametrize("answer", WRONG)
async def test_a_session_answer_of_wrong_types_is_an_invalid_answer(peer: Peer, kit: Kit, answer: Any) -> None:
    peer.on("POST", "/api/tasks/*", replies.as_json(answer))
    async with kit.client(peer) as client:
        with pytest.raises(InvalidAnswer):
            await client.create_session("en")


WRONG_HELD: list[Any] = [
    [], "text", 7, {"state": []}, {"state": "x"}, {"state": {"video_infos": "x"}}, {"state": {"generated_media": {}}},
]  # fmt: skip


@pytest.mark.parametrize("held", WRONG_HELD)
async def test_a_state_of_wrong_types_is_an_invalid_answer(peer: Peer, kit: Kit, held: Any) -> None:
    peer.on("GET", "/api/state/*", replies.data(held))
    async with kit.client(peer) as client:
        with pytest.raises(InvalidAnswer):
            await client.state("s")


@pytest.mark.parametrize("available", ["soon", {}, [], float("nan"), float("inf")])
async def test_credits_that_are_no_number_are_an_invalid_answer(peer: Peer, kit: Kit, available: Any) -> None:
    peer.on("GET", "/api/credits/*", replies.data({"available": available}))
    async with kit.client(peer) as client:
        with pytest.raises(InvalidAnswer):
            await client.credits()


NOT_JSON: list[tuple[replies.Reply, str]] = [
    (replies.html(), "a web page instead of data"),
    (replies.Reply(body=b""), "an empty answer"),
    (replies.Reply(body=b'{"code":0,"data":{"session_'), "cut off or is not data"),
    (replies.Reply(body=b"\xff\xfe{}"), "cut off or is not data"),
    (replies.Reply(body=b"[" * 100_000), "cut off or is not data"),
    (replies.as_json({}, 302).but(headers={"Location": "/elsewhere"}), "on to another address"),
    (replies.data({"session_id": "s"}).but(headers={"Content-Encoding": "gzip"}), "a compressed answer"),
]


@pytest.mark.parametrize(("reply", "words"), NOT_JSON)
@pytest.mark.parametrize("call", ["session", "credits"])
async def test_what_is_no_json_is_an_invalid_answer(
    peer: Peer, kit: Kit, reply: replies.Reply, words: str, call: str
) -> None:
    for method in ("GET", "POST"):
        peer.on(method, "*", reply)
    async with kit.client(peer) as client:
        with pytest.raises(InvalidAnswer, match=words) as caught:
            await (client.credits() if call == "credits" else client.create_session("en"))
    assert len(peer.seen) == 1
    assert caught.value.exit_status == 1


async def test_an_answer_has_a_limit(peer: Peer, kit: Kit) -> None:
    peer.on("POST", "/api/tasks/*", replies.Reply(body=b" " * (4 * 1024 * 1024 + 1)))
    async with kit.client(peer) as client:
        with pytest.raises(InvalidAnswer, match="more than 4 MiB"):
            await client.create_session("en")


@pytest.mark.parametrize("url", ["", "ftp://a", "nemo", "http://", "https://me:pw@host", "http://[::1", "file:///etc"])
def test_an_endpoint_is_a_plain_web_address(url: str) -> None:
    with pytest.raises(Unreachable, match="is not a web address"):
        Endpoint(url)
