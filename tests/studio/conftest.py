"""A home of its own for each test, a scripted peer, and a studio on it whose deadlines are settings."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from shorts_tui.client.errors import NemoError
from shorts_tui.settings import Settings, Timing, load_settings
from shorts_tui.studio.studio import Studio
from tests.peer.server import Peer
from tests.studio.drafts import draft
from tests.studio.films import mp4

QUICK = {
    "connect": 5, "request": 5, "poll": 0.01, "poll_local": 0.05, "still_working": 60, "heartbeat_limit": 60,
    "turn_limit": 60, "recovery_first": 0.01, "recovery_next": 0.01, "recovery_tries": 5, "token_retry": 0.01,
    "retry_base": 0.001, "retry_after_max": 1, "render_limit": 60, "transfer_idle": 5, "engine_start": 60,
    "engine_idle": 60,
}  # fmt: skip
"""The settings of a client in a hurry; nothing but their length differs from the real ones."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user with nothing."""
    for name in ("NEMO_TOKEN", "NEMO_API_URL", "NEMO_WEB_URL", "NEMO_CLIENT_ID", "SKILL_SOURCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHORTS_TUI_HOME", str(tmp_path / "home"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return tmp_path / "home"


@pytest.fixture
def peer(home: Path) -> Iterator[Peer]:
    """A cloud."""
    with Peer() as running:
        running.service.film = mp4()
        yield running


ErrorT = TypeVar("ErrorT", bound=NemoError)


@pytest.fixture
def settings(home: Path, peer: Peer) -> Callable[..., Settings]:
    """Settings for the peer; keywords change the timing."""

    def make(**timing: float) -> Settings:
        return load_settings(
            api_url=peer.base_url, web_url="https://web.invalid", backend="cloud", timing=Timing(**{**QUICK, **timing})
        )

    return make


@pytest.fixture
async def studio(settings: Callable[..., Settings]) -> AsyncIterator[Studio]:
    """A studio on the peer, not yet connected."""
    async with Studio(settings()) as opened:
        yield opened


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Footage, as far as a client can tell."""
    path = tmp_path / "city.mp4"
    path.write_bytes(mp4())
    return path


@pytest.fixture
async def filmed(studio: Studio, peer: Peer) -> Studio:
    """A connected studio with a film."""
    peer.service.draft = draft()
    await collect(studio.connect())
    return studio


async def collect(stream: AsyncIterator[Any]) -> list[Any]:
    """All events of a stream."""
    return [event async for event in stream]


def told(events: list[Any], *kinds: type) -> list[Any]:
    """Those of some kinds, in order."""
    return [event for event in events if isinstance(event, kinds)]


async def failing(stream: AsyncIterator[Any], kind: type[ErrorT], words: str | None = None) -> tuple[list[Any], ErrorT]:
    """The events of a stream up to its failure, which must be of a kind and hold some words; and that failure."""
    told: list[Any] = []
    with pytest.raises(kind, match=words) as failed:  # noqa: PT012 - what was told before the failure counts
        async for event in stream:
            told.append(event)  # noqa: PERF401
    return told, failed.value
