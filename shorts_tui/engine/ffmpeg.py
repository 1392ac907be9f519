"""Running ffmpeg: found in its wheel, never reading stdin, cancelled at once, dead with its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from functools import lru_cache

from shorts_tui.engine.errors import CancelledError, RenderError

_PR_SET_PDEATHSIG = 1
MEMORY = 4 << 30
"""Bytes of its own that one ffmpeg may take: a few pictures of 40 megapixels, and the film."""
_KEPT_LINES = 40
"""Lines of ffmpeg's last words that are kept for a report."""


@lru_cache(maxsize=1)
def ffmpeg_path() -> str:
    """The ffmpeg program of the imageio-ffmpeg wheel (or the one that `IMAGEIO_FFMPEG_EXE` names).

    Raises:
        RenderError: there is none.
    """
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise RenderError("ffmpeg is missing: install the `local` extra of shorts-tui.") from error


class FfmpegError(RenderError):
    """ffmpeg failed; `log` holds its last lines (hostile text: sanitize before showing)."""

    def __init__(self, message: str, log: str = "") -> None:
        super().__init__(message)
        self.log = log


def die_with_parent() -> Callable[[], None] | None:
    """What a child does before it becomes another program: ask the kernel to kill it when its parent goes (Linux).

    To be given as `preexec_fn`. The kernel counts the thread that starts the child as the parent, so that thread has
    to wait for it. None where there is no such request.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl, parent = _libc().prctl, os.getpid()

    def prepare() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it went before the request was made
            os._exit(1)

    return prepare


def _confined() -> Callable[[], None] | None:
    """`die_with_parent`, and a ceiling on memory where the system has one."""
    orphaned = die_with_parent()
    if orphaned is None:
        return None
    import resource

    def prepare() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        orphaned()

    return prepare


@lru_cache(maxsize=1)
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def run_ffmpeg(
    args: Sequence[str],
    *,
    timeout: float,
    cancelled: threading.Event | None = None,
    on_progress: Callable[[int], None] | None = None,
    on_output: Callable[[bytes], None] | None = None,
    low_priority: bool = False,
) -> str:
    """Run ffmpeg with `args` (without the program's name) and return what it wrote to stderr (its last 64 kB).

    Args:
        args: options, inputs and outputs; `-hide_banner -nostdin -nostats -y` are added in front.
        timeout: wall-clock seconds after which it is killed.
        cancelled: killed as soon as this is set.
        on_progress: told the ms of output written so far, five times a second; takes stdout for itself.
        on_output: given stdout in pieces as it comes (for `pipe:1` outputs); not together with `on_progress`.
        low_priority: yield the processor to other programs.

    Raises:
        CancelledError: `cancelled` was set.
        FfmpegError: it failed or took too long.
    """
    command = [ffmpeg_path(), "-hide_banner", "-nostdin", "-nostats", "-y"]
    if on_progress is not None:
        command += ["-stats_period", "0.2", "-progress", "pipe:1"]
    command += args
    if cancelled is not None and cancelled.is_set():
        raise CancelledError
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if on_progress or on_output else subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=_confined(),  # noqa: PLW1509 - two calls of the system, nothing that could wait for a lock
        env={**os.environ, "AV_LOG_FORCE_NOCOLOR": "1"},
    )
    if low_priority and hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, process.pid, 5)
    log: deque[bytes] = deque(maxlen=400)
    reader = threading.Thread(target=_collect, args=(process, log), daemon=True)
    reader.start()
    watch = _Watch(process, time.monotonic() + timeout, cancelled)
    watch.start()
    try:
        if process.stdout is not None and on_progress is not None:
            for line in process.stdout:
                _tell(line, on_progress)
        elif process.stdout is not None and on_output is not None:
            descriptor = process.stdout.fileno()
            for piece in iter(lambda: os.read(descriptor, 65536), b""):
                on_output(piece)
        process.wait()
    except BaseException:
        process.kill()
        process.wait()
        raise
    finally:
        watch.stop()
        reader.join()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()
    text = b"".join(log).decode("utf-8", "replace")[-65536:]
    if cancelled is not None and cancelled.is_set():
        raise CancelledError
    if watch.timed_out:
        raise FfmpegError(f"ffmpeg took longer than {timeout:.0f} seconds and was stopped.", text)
    if process.returncode:
        last = "\n".join(text.strip().splitlines()[-_KEPT_LINES:])
        raise FfmpegError(f"ffmpeg failed (exit {process.returncode}).", last)
    return text


def _collect(process: subprocess.Popen[bytes], log: deque[bytes]) -> None:
    if process.stderr is not None:
        log.extend(process.stderr)


def _tell(line: bytes, on_progress: Callable[[int], None]) -> None:
    key, _, value = line.partition(b"=")
    if key == b"out_time_us" and value.strip().isdigit():
        on_progress(int(value) // 1000)


class _Watch(threading.Thread):
    """Kills the process when its time is over or it is cancelled."""

    def __init__(self, process: subprocess.Popen[bytes], deadline: float, cancelled: threading.Event | None) -> None:
        super().__init__(daemon=True)
        self.process, self.deadline, self.cancelled = process, deadline, cancelled
        self.finished = threading.Event()
        self.timed_out = False

    def run(self) -> None:
        """Look ten times a second until the process has ended."""
        while not self.finished.wait(0.1):
            if self.cancelled is not None and self.cancelled.is_set():
                self.process.kill()
                return
            if time.monotonic() > self.deadline:
                self.timed_out = True
                self.process.kill()
                return

    def stop(self) -> None:
        """The process has ended: stop watching."""
        self.finished.set()
        self.join()
