"""Every route of the engine's own description, with bodies that fit it, nearly fit, or don't: never a fault of ours."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.harness import EngineProcess
from tests.engine.server.scripted import film

LEFT_OUT = frozenset({"/engine/stop"})
"""What would end the engine of the other tests."""
QUIET = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

TEXT = st.one_of(st.text(max_size=30), st.sampled_from(["", "../../x", "\x00", "\ud800", "a" * 5000, "%2e%2e", "🎬"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def fitting(schema: dict[str, Any], whole: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of a JSON schema, as far as the engine's description goes."""
    if "$ref" in schema:
        return fitting(whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]], whole)
    if options := schema.get("anyOf") or schema.get("oneOf"):
        return st.one_of([fitting(option, whole) for option in options])
    if "enum" in schema or "const" in schema:
        return st.sampled_from(schema.get("enum") or [schema["const"]])
    match schema.get("type"):
        case "object":
            known = {name: fitting(item, whole) for name, item in schema.get("properties", {}).items()}
            required = {name: known.pop(name) for name in schema.get("required", []) if name in known}
            return st.fixed_dictionaries(required, optional=known)
        case "array":
            return st.lists(fitting(schema.get("items", {}), whole), max_size=4)
        case "string":
            return TEXT
        case "integer":
            return st.integers()
        case "number":
            return st.floats(allow_nan=False, allow_infinity=False)
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
    return JSON


@pytest.fixture(scope="module")
def known(engine: EngineProcess) -> list[str]:
    """Names that mean something: a session with a medium, a finished render."""
    session = engine.session()
    engine.upload(session, ("a.mp4", b"MEDIA fuzz"))
    engine.submit(session, "fuzzed", film(1, ["write", "x"]))
    engine.rendered("fuzzed")
    return [session, "fuzzed"]


def routes(engine: EngineProcess) -> list[tuple[str, str, dict[str, Any]]]:
    """Methods, paths and their operations."""
    description = engine.http.get("/openapi.json").json()
    return [
        (method, path, operation)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
        if path not in LEFT_OUT
    ]


def asked(engine: EngineProcess, method: str, path: str, **content: Any) -> httpx.Response:
    """Ask, and be answered: whatever it is, it is no failure of the engine's."""
    request = engine.http.build_request(method, path, **content)
    answer = engine.http.send(request)
    assert answer.status_code < 500, f"{method} {path}: {answer.status_code} {answer.text[:300]}"
    if answer.status_code >= 400:
        assert answer.json()["message"]
        assert answer.json()["data"] is None
    return answer


def described(operation: dict[str, Any], status: int) -> bool:
    """Does the description know of such an answer?"""
    return not {str(status), f"{status // 100}XX", "default"}.isdisjoint(operation["responses"])


def test_all_routes_are_described(engine: EngineProcess) -> None:
    assert {method for method, _, _ in routes(engine)} >= {"get", "post", "put"}
    assert len(routes(engine)) >= 12


@QUIET
@given(data=st.data())
def test_no_request_is_a_fault_of_the_engine(engine: EngineProcess, known: list[str], data: st.DataObject) -> None:
    description = engine.http.get("/openapi.json").json()
    method, path, operation = data.draw(st.sampled_from(routes(engine)))
    query: dict[str, str] = {}
    headers: dict[str, str] = {}
    for parameter in operation.get("parameters", []):
        value = data.draw(st.one_of(st.sampled_from(known), TEXT))
        if parameter["in"] == "path":
            name = value.encode("utf-8", "surrogatepass")
            path = path.replace(f"{{{parameter['name']}}}", quote(name, safe="") or "-")
        elif parameter["in"] == "query":
            query[parameter["name"]] = value.encode("utf-8", "replace").decode()
        elif parameter["in"] == "header":
            headers[parameter["name"]] = data.draw(st.text("abc09=-,;/bytes", max_size=30))
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    content: dict[str, Any] = {}
    if method != "get":
        body = data.draw(fitting(schema, description) if schema is not None and data.draw(st.booleans()) else JSON)
        if isinstance(body, dict) and data.draw(st.booleans()):
            body |= {name: known[0] for name in ("session_id", "sessionId") if name in body}
        raw = json.dumps(body).encode()
        cut = data.draw(st.integers(0, len(raw))) if data.draw(st.integers(0, 9)) == 0 else len(raw)
        content = {"content": raw[:cut]}
        kinds = ["application/json", "application/json", "text/plain", "multipart/form-data; boundary=x", ""]
        headers["Content-Type"] = data.draw(st.sampled_from(kinds))
    answer = asked(engine, method, path, params=query, headers=headers, **content)
    assert described(operation, answer.status_code), f"{method} {path}: {answer.status_code}"


def wrong(schema: dict[str, Any], whole: dict[str, Any]) -> list[tuple[str, Any]]:
    """Bodies that are right but for the type of one thing in them, and where that is."""
    if "$ref" in schema:
        return wrong(whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]], whole)
    match schema.get("type"):
        case "object":
            required = {name: right(schema["properties"][name], whole) for name in schema.get("required", [])}
            return [("", []), ("", "text")] + [
                (f"{name}.{place}", {**required, name: value})
                for name, item in schema.get("properties", {}).items()
                for place, value in wrong(item, whole)
            ]
        case "array":
            return [("", {}), ("", "text"), *((f"0.{at}", [value]) for at, value in wrong(schema["items"], whole))]
        case "string":
            return [("", 0), ("", None), ("", ["text"])]
    return []


def right(schema: dict[str, Any], whole: dict[str, Any]) -> Any:
    """The plainest value that fits."""
    if "$ref" in schema:
        return right(whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]], whole)
    match schema.get("type"):
        case "object":
            return {name: right(schema["properties"][name], whole) for name in schema.get("required", [])}
        case "array":
            return []
        case "string":
            return schema.get("const", "x")
    return None


def test_a_body_that_is_not_as_described_is_refused_wherever_it_differs(
    engine: EngineProcess, known: list[str]
) -> None:
    description, tried = engine.http.get("/openapi.json").json(), 0
    for method, path, operation in routes(engine):
        schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        for place, body in wrong(schema, description) if schema is not None else []:
            url = path.replace("{session_id}", known[0]).replace("{render_id}", known[1])
            answer = asked(engine, method, url, json=body)
            assert answer.status_code == 400, f"{method} {path}, {place}: {answer.status_code}"
            tried += 1
    assert tried > 40


@QUIET
@given(raw=JSON)
def test_no_film_is_a_fault_of_the_engine(engine: EngineProcess, known: list[str], raw: Any) -> None:
    session = known[0]
    asked(engine, "put", f"/engine/sessions/{session}/draft", content=json.dumps({"draft": raw}).encode())
    asked(engine, "get", f"/api/state/nemo_agent/me/{session}/latest")
    body = {"id": "fuzzed", "sessionId": session, "draft": raw, "output": {"format": "mp4", "quality": "high"}}
    asked(engine, "post", "/api/render/proxy/lambda", content=json.dumps(body).encode())


def test_half_a_character_is_a_bad_request(engine: EngineProcess, known: list[str]) -> None:
    for path, body in (
        ("/api/auth/claim-token", {"task_id": "", "session_id": "\ud800"}),
        ("/api/tasks/me/with-session/nemo_agent", {"task_name": "\ud800", "language": "en"}),
        ("/run_sse", EngineProcess.message(known[0], "\ud800")),
        ("/run_sse", EngineProcess.message("\udfff", "hello")),
    ):
        asked(engine, "post", path, content=json.dumps(body).encode())


def test_the_engine_is_well_after_all_that(engine: EngineProcess, known: list[str]) -> None:
    answer = engine.http.get("/engine/health")
    assert isinstance(answer, httpx.Response)
    assert answer.status_code == 200
