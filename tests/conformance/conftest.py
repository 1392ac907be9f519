"""The servers that the suite is run on: the embedded engine as a process, and the scripted peer."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from shorts_tui.client.attribution import Attribution
from shorts_tui.client.auth import FixedToken
from shorts_tui.client.endpoint import Endpoint
from shorts_tui.client.nemo import NemoClient
from shorts_tui.client.timing import ClientTiming
from tests import footage
from tests.engine.harness import EngineProcess
from tests.peer.server import Peer

SKILL = Attribution("free-shorts", "1.9.0", "unknown")
PEER_DRAFT = {"v": 1, "d": 2000, "t": [{"tt": 0, "sg": [{"s": 0, "d": 2000, "m": {"name": "clip"}}]}]}


@dataclass(frozen=True)
class Server:
    """A server that speaks the API, and a client for it."""

    name: str
    endpoint: Endpoint
    token: str
    film: Path
    """A short film to upload."""

    def client(self, *, token: str | None = None, skill: Attribution = SKILL) -> NemoClient:
        """A client, with another token or other attribution where asked."""
        timing = ClientTiming(retry_base=0.01)
        source = FixedToken(self.token if token is None else token, origin="engine")
        return NemoClient(self.endpoint, source, skill, timing=timing)


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return footage.film(tmp_path_factory.mktemp("conformance") / "a clip.mp4", seconds=2)


@pytest.fixture(scope="session")
def engine(clip: Path) -> Iterator[Server]:
    home = Path(tempfile.mkdtemp(prefix="st-"))
    process = EngineProcess(home, "shorts_tui.engine", {}).start()
    yield Server("engine", Endpoint(process.address.base_url, process.address.socket), process.address.token, clip)
    process.close()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def peer(clip: Path) -> Iterator[Server]:
    with Peer() as server:
        server.service.drafts = [PEER_DRAFT]
        server.service.film = clip.read_bytes()
        yield Server("peer", server.endpoint, "nmv_usr_environment", clip)


@pytest.fixture(params=["engine", "peer"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def adk_program() -> str:
    """The `adk` program of an installed google-adk."""
    program = os.environ.get("ADK_PROGRAM") or shutil.which("adk")
    if program is None:
        pytest.skip("google-adk is not installed (put its `adk` on PATH, or name it in ADK_PROGRAM)")
    return program
