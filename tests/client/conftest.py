"""What the client's tests share: a scripted peer, a token, and a client with deadlines that no slow machine meets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from shorts_tui.client.attribution import Attribution
from shorts_tui.client.timing import ClientTiming
from tests.client.kit import Kit
from tests.peer.server import CERTIFICATE, Peer


@pytest.fixture
def peer() -> Iterator[Peer]:
    with Peer() as running:
        yield running


@pytest.fixture(params=["tcp", "unix", "tls"])
def any_peer(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Peer]:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    monkeypatch.setenv("NO_PROXY", "*")
    uds = tmp_path / "peer.sock" if request.param == "unix" else None
    with Peer(uds=uds, tls=request.param == "tls") as running:
        yield running


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    timing = ClientTiming(
        connect=20, request=30, heartbeat_limit=30, turn_limit=60, token_retry=0.01, retry_base=0.001, transfer_idle=30
    )
    return Kit(tmp_path, timing, Attribution("free-shorts", "1.9.0", "unknown"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "films").mkdir()
    return tmp_path / "films" / "out.mp4"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    path.write_bytes(os.urandom(300_001))
    return path


@pytest.fixture
def long_clip(tmp_path: Path) -> Path:
    """More than any socket buffers."""
    path = tmp_path / "long.mp4"
    with path.open("wb") as file:
        file.truncate(40_000_000)
    return path
