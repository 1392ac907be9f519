"""Running ffmpeg: its output, its failures, and its end together with whoever started it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from shorts_tui.engine.errors import CancelledError
from shorts_tui.engine.ffmpeg import FfmpegError, run_ffmpeg

ENDLESS = ["-re", "-f", "lavfi", "-i", "anullsrc", "-f", "null", "-"]


def test_output_comes_in_pieces() -> None:
    pieces: list[bytes] = []
    run_ffmpeg(
        ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono:d=3", "-f", "s16le", "pipe:1"],
        timeout=30,
        on_output=pieces.append,
    )
    assert sum(map(len, pieces)) == 48_000


def test_progress_is_in_ms_and_grows() -> None:
    told: list[int] = []
    run_ffmpeg(["-f", "lavfi", "-i", "anullsrc=d=5", "-f", "null", "-"], timeout=30, on_progress=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(5000, abs=50)


def test_a_failure_carries_the_last_words() -> None:
    with pytest.raises(FfmpegError, match=r"^ffmpeg failed \(exit \d+\)\.$") as caught:
        run_ffmpeg(["-i", "file:/nowhere/at/all.mp4", "-f", "null", "-"], timeout=30)
    assert "No such file" in caught.value.log


def test_it_is_stopped_when_it_takes_too_long() -> None:
    with pytest.raises(FfmpegError, match="took longer than"):
        run_ffmpeg(ENDLESS, timeout=0.3)


def test_it_is_stopped_when_cancelled() -> None:
    stop = threading.Event()
    with pytest.raises(CancelledError):
        run_ffmpeg(ENDLESS, timeout=30, cancelled=stop, on_progress=lambda _ms: stop.set())


def test_a_listener_that_fails_leaves_no_ffmpeg_behind() -> None:
    def fail(_piece: bytes) -> None:
        raise KeyboardInterrupt

    before = set(children(os.getpid()))
    with pytest.raises(KeyboardInterrupt):
        run_ffmpeg(["-re", *ENDLESS[1:-3], "-f", "s16le", "pipe:1"], timeout=30, on_output=fail)
    assert set(children(os.getpid())) <= before


def children(parent: int) -> list[int]:
    """Processes that `parent` started and that still run."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, above = entry.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(above) == parent and state != "Z":
            found.append(int(entry.parent.name))
    return found


if sys.platform.startswith("linux"):

    def test_it_dies_with_its_parent() -> None:
        script = (
            "from shorts_tui.engine.ffmpeg import run_ffmpeg\n"
            f"run_ffmpeg({ENDLESS!r}, timeout=60, on_progress=lambda _ms: print('running', flush=True))\n"
        )
        with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
            assert parent.stdout is not None
            assert parent.stdout.readline() == b"running\n"
            (ffmpeg,) = children(parent.pid)
            handle = os.pidfd_open(ffmpeg)
            try:
                parent.send_signal(signal.SIGKILL)
                assert select.select([handle], [], [], 20)[0], "ffmpeg outlived its parent"
            finally:
                os.close(handle)
