"""A user of the cloud, played by the scripted peer, and a user of the engine, which is a real one for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shorts_tui.engine import process
from shorts_tui.paths import locations
from tests.commands.terminal import Terminal
from tests.peer.server import Peer
from tests.studio.drafts import draft
from tests.studio.films import mp4

TOKEN = "nmv_usr_canary_5e1b"


@pytest.fixture
def peer() -> Iterator[Peer]:
    """A cloud that makes a film of whatever it is told."""
    with Peer() as running:
        running.service.accepted = {TOKEN}
        running.service.drafts = [draft(), draft(title="Paradise Found")]
        running.service.film = mp4()
        yield running


def _terminal(root: Path, **environment: str) -> Terminal:
    here = root / "here"
    here.mkdir()
    (here / "city.mp4").write_bytes(mp4())
    return Terminal(root / "home", here, **environment)


@pytest.fixture
def cloud(tmp_path: Path, peer: Peer) -> Terminal:
    """A user with a token, a file, and the peer for a cloud."""
    return _terminal(
        tmp_path, NEMO_API_URL=peer.base_url, NEMO_WEB_URL="https://web.invalid", NEMO_TOKEN=TOKEN,
        SHORTS_TUI_BACKEND="cloud",
    )  # fmt: skip


@pytest.fixture
def anonymous(cloud: Terminal) -> Terminal:
    """The same without a token."""
    del cloud.environment["NEMO_TOKEN"]
    return cloud


@pytest.fixture(scope="session")
def engine_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home whose engine the tests share; it is started by the first command that needs it."""
    home = tmp_path_factory.mktemp("commands") / "home"
    yield home
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHORTS_TUI_HOME", str(home))
        process.stop(locations())


@pytest.fixture
def local(tmp_path: Path, engine_home: Path) -> Terminal:
    """A user of the engine on this machine, in an empty directory."""
    here = tmp_path / "here"
    here.mkdir()
    return Terminal(engine_home, here, SHORTS_TUI_BACKEND="local")
