"""What any client may rely on: the door, the envelopes, and the answers of the small routes."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.harness import EngineProcess, frames, script

ROUTES = [
    ("POST", "/api/tasks/me/with-session/nemo_agent"),
    ("POST", "/api/auth/claim-token"),
    ("POST", "/run_sse"),
    ("POST", "/api/upload-video/nemo_agent/me/x"),
    ("GET", "/api/credits/balance/simple"),
    ("GET", "/api/state/nemo_agent/me/x/latest"),
    ("POST", "/api/render/proxy/lambda"),
    ("GET", "/api/render/proxy/lambda/x"),
    ("POST", "/api/render/proxy/lambda/x/cancel"),
    ("GET", "/api/render/proxy/x/download"),
    ("GET", "/engine/health"),
    ("POST", "/engine/stop"),
    ("GET", "/openapi.json"),
    ("GET", "/no/such/route"),
]

KEYS = ["app_name", "user_id", "session_id", "sessionId", "new_message", "parts", "text", "id", "draft", "output"]
KEYS += ["format", "t", "tt", "sg", "s", "d", "m", "asset", "task_id", "task_name", "language", "urls", "source_type"]


def refused(answer: httpx.Response, status: int, code: int) -> str:
    """The sentence of a refusal, which has to be an envelope."""
    body = answer.json()
    assert (answer.status_code, body["code"]) == (status, code), answer.text
    assert body["data"] is None
    message = str(body["message"])
    assert message.endswith((".", ":")) or message[-1].isalnum() or message[-1] == "-"
    assert "\n" not in message
    assert "Traceback" not in message
    return message


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("token", [None, "nmv_usr_wrong"])
def test_every_route_wants_the_token_of_the_run(
    engine: EngineProcess, method: str, path: str, token: str | None
) -> None:
    with engine.another_client(token) as stranger:
        refused(stranger.request(method, path), 401, 1001)


def test_the_token_is_given_out_over_the_private_socket(engine: EngineProcess) -> None:
    with engine.another_client(None) as newcomer:
        answer = newcomer.post("/api/auth/anonymous-token", headers={"X-Client-Id": "5b0c"})
        data = answer.json()["data"]
        assert (data["credits"], data["user_id"]) == (100, "local")
        assert data["token"].startswith("nmv_usr_")
        assert data["expires_at"].endswith("Z")
        with engine.another_client(data["token"]) as friend:
            assert friend.get("/engine/health").json()["code"] == 0


def test_a_token_is_given_to_nobody_without_a_client_id(engine: EngineProcess) -> None:
    assert "X-Client-Id" in refused(engine.http.post("/api/auth/anonymous-token"), 400, 400)


def test_work_on_this_machine_is_free(engine: EngineProcess) -> None:
    data = engine.http.get("/api/credits/balance/simple").json()["data"]
    assert data == {"available": 100, "frozen": 0, "total": 100, "unlimited": True}


def test_a_session_begins_with_an_empty_film(engine: EngineProcess) -> None:
    body = {"task_name": "project", "language": "zh"}
    data = engine.http.post("/api/tasks/me/with-session/nemo_agent", json=body).json()["data"]
    assert data["task_id"]
    assert data["user_id"] == "local"
    state = engine.state(data["session_id"])
    assert state["draft"] == {"v": 1, "d": 0, "m": {}, "t": []}
    assert (state["video_infos"], state["generated_media"], state["canvas_config"]) == ([], [], None)


def test_a_session_can_be_claimed_by_its_own_task(engine: EngineProcess) -> None:
    data = engine.http.post("/api/tasks/me/with-session/nemo_agent", json={}).json()["data"]
    pair = {"task_id": data["task_id"], "session_id": data["session_id"]}
    claim = engine.http.post("/api/auth/claim-token", json=pair).json()["data"]["claim_token"]
    assert claim.startswith("clm_")
    refused(engine.http.post("/api/auth/claim-token", json={**pair, "task_id": "other"}), 404, 404)


def test_a_session_that_was_never_made_is_not_found(engine: EngineProcess) -> None:
    asked = engine.http.post("/run_sse", json=engine.message("nope", "hello"))
    refused(asked, 404, 1002)
    assert asked.json()["detail"] == "Session not found: nope"
    refused(engine.http.get("/api/state/nemo_agent/me/nope/latest"), 404, 1002)
    refused(engine.upload("nope", ("a.mp4", b"MEDIA")), 404, 1002)
    refused(engine.submit("nope", "r", {}), 404, 1002)
    refused(engine.http.post("/api/auth/claim-token", json={"task_id": "t", "session_id": "nope"}), 404, 1002)


def test_what_is_not_there_is_said_in_an_envelope(engine: EngineProcess) -> None:
    refused(engine.http.get("/no/such/route"), 404, 404)
    refused(engine.http.delete("/run_sse"), 405, 405)
    refused(engine.http.get("/api/render/proxy/lambda/nope"), 404, 404)
    refused(engine.http.post("/api/render/proxy/lambda/nope/cancel"), 404, 404)
    refused(engine.http.get("/api/render/proxy/nope/download"), 404, 404)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"text"', b"{}", b"\xff\xfe", b"[" * 100_000, b'{"session_id": {}}'],
)
@pytest.mark.parametrize("path", ["/run_sse", "/api/render/proxy/lambda", "/api/auth/claim-token"])
def test_a_body_that_makes_no_sense_is_a_bad_request(engine: EngineProcess, path: str, body: bytes) -> None:
    answer = engine.http.post(path, content=body, headers={"Content-Type": "application/json"})
    refused(answer, 400, 400)


def test_what_is_missing_is_named(engine: EngineProcess) -> None:
    body = {"app_name": "nemo_agent", "user_id": "me", "session_id": "x"}
    assert "new_message" in refused(engine.http.post("/run_sse", json=body), 400, 400)


def test_a_message_needs_words_and_the_right_agent(engine: EngineProcess) -> None:
    session = engine.session()
    refused(engine.http.post("/run_sse", json=engine.message(session, "  \n ")), 400, 400)
    other = {**engine.message(session, "hello"), "app_name": "other_agent"}
    refused(engine.http.post("/run_sse", json=other), 404, 404)


def test_json_over_the_limit_is_refused_however_it_is_sent(engine: EngineProcess) -> None:
    def endless() -> Any:
        for _ in range(20):
            yield b" " * 1_000_000

    answer = engine.http.post("/run_sse", content=endless(), headers={"Content-Type": "application/json"})
    refused(answer, 413, 413)


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "😀" * 50, "%2e%2e", "' OR 1=1 --"])
def test_odd_characters_break_nothing(engine: EngineProcess, odd: str) -> None:
    quoted = odd.encode("utf-8", "surrogatepass").hex()
    path = "".join(f"%{quoted[n : n + 2]}" for n in range(0, len(quoted), 2))
    refused(engine.http.get(f"/api/state/nemo_agent/me/{path}/latest"), 404, 1002)
    refused(engine.http.get(f"/api/render/proxy/lambda/{path}"), 404, 404)


def test_half_a_character_breaks_nothing(engine: EngineProcess) -> None:
    lone, json_type = b"\\ud800", {"Content-Type": "application/json"}
    create = "/api/tasks/me/with-session/nemo_agent"
    made = engine.http.post(create, content=b'{"task_name": "x%s\\u0000"}' % lone, headers=json_type)
    session = made.json()["data"]["session_id"].encode()
    message = b'{"app_name":"nemo_agent","user_id":"me","session_id":"%s","new_message":{"parts":[{"text":"%s"}]}}'
    refused(engine.http.post("/run_sse", content=message % (session, lone), headers=json_type), 400, 400)
    text = b'[[\\"answer\\", \\"a\\\\ud800b\\"]]'
    answer = engine.http.post("/run_sse", content=message % (session, text), headers=json_type)
    assert frames(answer.content)[-1]["content"]["parts"] == [{"text": "ab"}]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    path=st.sampled_from([path for method, path in ROUTES if method == "POST" and path != "/engine/stop"]),
    body=st.dictionaries(st.sampled_from(KEYS), JSON, max_size=8),
    host=st.sampled_from(["engine", "a b", "é", "x" * 300, "[::1", "h:99999", ""]),
)
def test_no_body_and_no_host_makes_the_engine_stumble(
    engine: EngineProcess, path: str, body: dict[str, Any], host: str
) -> None:
    session = engine.session()
    body = {**body, **{key: session for key in ("session_id", "sessionId") if key in body}}
    answer = engine.http.post(
        path.replace("/x", f"/{session}", 1),
        content=json.dumps(body).encode("utf-8", "surrogatepass"),
        headers={b"Content-Type": b"application/json", b"Host": host.encode("latin-1")},
    )
    assert answer.status_code in (200, 400, 404, 409)
    assert answer.headers["content-type"].startswith(("application/json", "text/event-stream", "text/plain"))


def test_a_bug_is_a_sentence_for_the_client_and_a_traceback_for_the_log(engine: EngineProcess) -> None:
    session = engine.session()
    message = refused(engine.upload(session, ("a.mp4", b"CRASH")), 500, 500)
    assert message == "The engine hit an internal error; details are in its log."
    assert "a bug in the inspection" in engine.log
    assert engine.upload(session, ("a.mp4", b"MEDIA after all")).json()["code"] == 0


def test_no_token_is_in_the_log(engine: EngineProcess) -> None:
    engine.say(engine.session(), script(["crash", f"with {engine.address.token} in it"]))
    engine.http.get("/no/such/route", params={"token": engine.address.token})
    assert "with (token) in it" in engine.log
    assert engine.address.token not in engine.log
    assert engine.address.token not in (engine.home / "output.txt").read_text()


def test_the_description_of_the_api_names_every_route(engine: EngineProcess) -> None:
    paths = engine.http.get("/openapi.json").json()["paths"]
    described = {path.replace("{session_id}", "x").replace("{render_id}", "x") for path in paths}
    assert {path for _, path in ROUTES} - {"/openapi.json", "/no/such/route"} <= described
