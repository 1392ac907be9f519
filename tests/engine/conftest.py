"""Engines as real processes on unix sockets, each with a home of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.harness import EngineFactory, EngineProcess


@pytest.fixture(scope="session")
def short_directory() -> Iterator[Path]:
    """A directory with a path short enough for the address of a unix socket."""
    path = Path(tempfile.mkdtemp(prefix="st-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def make_engine(short_directory: Path) -> Iterator[EngineFactory]:
    """Makes engines that are not yet started; all are ended with the tests."""
    made: list[EngineProcess] = []

    def make(module: str = "shorts_tui.engine", **env: str) -> EngineProcess:
        made.append(EngineProcess(Path(tempfile.mkdtemp(dir=short_directory)), module, env))
        return made[-1]

    yield make
    for engine in made:
        engine.close()
