"""What holds for every test."""

from __future__ import annotations

import asyncio
import signal

import pytest
from hypothesis import settings

settings.register_profile("same-each-time", derandomize=True, deadline=None)
"""The suite tries the same examples in every run; `--hypothesis-profile default` looks for new ones."""
settings.load_profile("same-each-time")


def pytest_configure() -> None:
    """Give programs that tests start the signals that a terminal gives: a background job has some ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Every wait of a second or more, in order; none of them is slept."""
    waited: list[float] = []
    sleep = asyncio.sleep

    async def hurried(seconds: float) -> None:
        if seconds >= 1:
            waited.append(seconds)
        await sleep(0 if seconds >= 1 else seconds)

    monkeypatch.setattr(asyncio, "sleep", hurried)
    return waited
