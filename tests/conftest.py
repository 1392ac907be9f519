"""What holds for every test."""

from __future__ import annotations

import signal


def pytest_configure() -> None:
    """Give programs that tests start the signals that a terminal gives: a background job has some ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
