"""A home of its own and a scripted cloud for every test of the screen, and waiting without sleeping by the clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from shorts_tui.tui.app import ShortsApp
from shorts_tui.tui.link import Wanted
from shorts_tui.tui.screens.studio import StudioScreen
from tests.peer.server import Peer


@pytest.fixture
def peer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Peer]:
    """A cloud, and an environment that leads to it."""
    for name in ("NEMO_TOKEN", "NEMO_CLIENT_ID", "SKILL_SOURCE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHORTS_TUI_HOME", str(tmp_path / "home"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with Peer() as running:
        monkeypatch.setenv("NEMO_API_URL", running.base_url)
        yield running


def studio_app(*, fresh: bool = True) -> ShortsApp:
    """The studio on the scripted cloud."""
    return ShortsApp(Wanted(backend="cloud", fresh=fresh))


def screen_of(app: ShortsApp) -> StudioScreen:
    """The studio screen, whatever lies on it."""
    return next(screen for screen in app.screen_stack if isinstance(screen, StudioScreen))


async def until(pilot: Pilot[int], condition: Callable[[], object], *, within: float = 30) -> None:
    """Let the app run until a condition comes true."""
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("it never happened")
        await pilot.pause(0.01)
