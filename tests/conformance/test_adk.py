"""The event stream of a real google-adk API server, live where one is installed, and as captured from one."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from shorts_tui.client.attribution import Attribution
from shorts_tui.client.auth import FixedToken
from shorts_tui.client.endpoint import Endpoint
from shorts_tui.client.errors import NoSession
from shorts_tui.client.nemo import NemoClient
from shorts_tui.client.stream import frames, read
from shorts_tui.client.timing import ClientTiming
from shorts_tui.protocol.events import Piece, StateDelta, StreamFault, TextPiece, ToolCall, ToolResult
from tests.conformance.agents_draft import DRAFT

HERE = Path(__file__).parent
SEPARATED = "视频 🎬 a\u2028b\u2029c\u0085d\r\ne data: {}\n\nf"


def shape(pieces: list[Piece]) -> list[tuple[str, ...]]:
    """What was said, without ids and times."""
    told: list[tuple[str, ...]] = []
    for piece in pieces:
        match piece:
            case TextPiece(text=text, partial=partial):
                told.append(("partial" if partial else "text", text))
            case ToolCall(name=name):
                told.append(("call", name))
            case ToolResult(name=name):
                told.append(("result", name))
            case StateDelta(delta=delta):
                told.append(("state", *sorted(delta)))
            case StreamFault(code=code, message=message):
                told.append(("fault", code, message.splitlines()[0]))
    return told


EXPECTED: dict[str, list[tuple[str, ...]]] = {
    "plain": [("text", "Hello from nemo_agent.")],
    "partial": [
        ("partial", "Sure, "),
        ("partial", "trimmed "),
        ("partial", "to 5s."),
        ("text", "Sure, trimmed to 5s."),
    ],
    "twice": [("text", "same"), ("text", "same")],
    "thought": [("text", "visible")],
    "edit": [("call", "edit_video"), ("result", "edit_video"), ("state", "draft"), ("text", "Trimmed to 10 seconds.")],
    "silent": [("call", "add_bgm"), ("result", "add_bgm"), ("state", "draft")],
    "error": [("fault", "RESOURCE_EXHAUSTED", "Not enough credits")],
    "raise": [("partial", "before "), ("fault", "", 'RuntimeError: scripted failure: 出错了 "quoted"')],
}


async def replay(data: bytes, size: int) -> list[Piece]:
    """The pieces of a captured stream that comes in chunks of `size` bytes."""

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(data), size):
            yield data[start : start + size]

    return [piece async for frame in frames(chunks()) for piece in read(frame)]


@pytest.mark.parametrize("name", sorted(EXPECTED))
@pytest.mark.parametrize("size", [1, 7, 100_000])
async def test_a_captured_stream_means_the_same_however_it_is_cut(name: str, size: int) -> None:
    data = (HERE / "captures" / f"{name}.sse").read_bytes()
    assert shape(await replay(data, size)) == EXPECTED[name]


async def test_line_separators_inside_json_end_no_event() -> None:
    (piece,) = await replay((HERE / "captures" / "unicode.sse").read_bytes(), 3)
    assert isinstance(piece, TextPiece)
    # Read whole; the separators were made plain line breaks for the terminal.
    assert [line for line in piece.text.splitlines() if line] == ["视频 🎬 a", "b", "c", "d", "e data: {}", "f"]


async def test_the_draft_of_a_state_delta_is_untouched() -> None:
    pieces = await replay((HERE / "captures" / "edit.sse").read_bytes(), 50)
    (delta,) = [piece.delta for piece in pieces if isinstance(piece, StateDelta)]
    assert delta["draft"] == DRAFT


@pytest.fixture(scope="module")
def adk(adk_program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of a real API server with the scripted agent."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    directory = tmp_path_factory.mktemp("adk")
    command = [adk_program, "api_server", str(HERE / "agents"), "--port", str(port)]
    with (directory / "log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--session_service_uri", "memory://"],
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
    try:
        asyncio.run(_listening(port, server))
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


async def _listening(port: int, server: subprocess.Popen[bytes]) -> None:
    async with asyncio.timeout(60):
        while server.poll() is None:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.1)
                continue
            writer.close()
            return
    raise AssertionError("the API server did not start")


def new_session(base: str) -> str:
    """A session of the API server's own making."""
    url = f"{base}/apps/nemo_agent/users/me/sessions"
    request = urllib.request.Request(url, b"{}", {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return str(json.load(answer)["id"])


def client_for(base: str) -> NemoClient:
    """A client of the API server, which wants no token."""
    return NemoClient(Endpoint(base), FixedToken("none"), Attribution("s", "1", "unknown"), timing=ClientTiming())


@pytest.mark.adk
@pytest.mark.parametrize("name", sorted(EXPECTED))
async def test_a_live_stream_means_what_the_agent_did(adk: str, name: str) -> None:
    session = await asyncio.to_thread(new_session, adk)
    async with client_for(adk) as client:
        pieces = [piece async for piece in client.say(session, name)]
    assert shape(pieces) == EXPECTED[name]


@pytest.mark.adk
async def test_a_live_server_that_does_not_know_the_session_says_so(adk: str) -> None:
    async with client_for(adk) as client:
        with pytest.raises(NoSession):
            async for _ in client.say("nowhere", "plain"):
                pass
