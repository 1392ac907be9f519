"""The engine with scripted work: one for all tests that leave it as they found it, or one for a test alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engine.harness import EngineFactory, EngineProcess, Gates

SCRIPTED = "tests.engine.server.scripted"
HEARTBEAT = {"SHORTS_TUI_TIMING__ENGINE_HEARTBEAT": "0.05"}


@pytest.fixture(scope="session")
def upload_limit() -> int:
    """Bytes that the shared engine takes in one file."""
    return 300_000


@pytest.fixture(scope="session")
def engine(make_engine: EngineFactory, upload_limit: int) -> EngineProcess:
    """A running scripted engine with short heartbeats and a low limit on uploads."""
    return make_engine(SCRIPTED, **HEARTBEAT, SHORTS_TUI_MAX_UPLOAD=str(upload_limit)).start()


@pytest.fixture(scope="session")
def gates(engine: EngineProcess) -> Gates:
    return Gates(engine.home)


@pytest.fixture
def own_engine(make_engine: EngineFactory) -> Iterator[EngineProcess]:
    """A running scripted engine for this test alone."""
    engine = make_engine(SCRIPTED, **HEARTBEAT).start()
    yield engine
    engine.close()
