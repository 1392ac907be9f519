"""Starting, finding and stopping the engine's process. Imports nothing heavy: the screen's first frame waits for it."""

from __future__ import annotations

import contextlib
import errno
import importlib.util
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from shorts_tui import __version__
from shorts_tui.paths import Locations, in_words, private_directory

if TYPE_CHECKING:
    import subprocess

SOCKET_BASE = "http://engine"
"""The base URL of an engine on a unix socket."""
ALREADY_RUNNING, NOT_INSTALLED, FAILED = 11, 12, 13
"""Exit statuses of an engine that did not start."""
INSTALL = "install it with pip install 'shorts-tui[local]'."
_NEEDED = ("fastapi", "uvicorn", "python_multipart", "av", "numpy", "imageio_ffmpeg")
_PROBE = 2.0
"""Seconds that a look at a running engine may take."""
_LOG_SIZE = 1_000_000
_PAUSE = 0.03


class EngineUnavailable(Exception):
    """There is no engine, and none could be started; `message` is one sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class EngineAddress:
    """How to reach a running engine; `socket` is None where it listens on a port of 127.0.0.1."""

    base_url: str
    socket: Path | None
    token: str = field(repr=False)
    pid: int
    version: str


def _connect(address: EngineAddress, timeout: float) -> socket.socket:
    if address.socket is None:
        host, _, port = address.base_url.removeprefix("http://").rpartition(":")
        return socket.create_connection((host, int(port)), timeout=timeout)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(timeout)
        connection.connect(str(address.socket))
    except BaseException:
        connection.close()
        raise
    return connection


def _ask(
    address: EngineAddress,
    method: str,
    path: str,
    body: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> dict[str, Any] | None:
    """The `data` of an answer of the engine; None when there is no proper one.

    Spoken by hand: an HTTP library would cost more than all the rest of this module.
    """
    content = json.dumps(body).encode() if body is not None else b""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: engine\r\nAuthorization: Bearer {address.token}\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    timeout = _PROBE if timeout is None else timeout
    deadline = time.monotonic() + timeout
    try:
        with _connect(address, timeout) as connection:
            connection.sendall(head.encode("latin-1") + content)
            received = b""
            while (piece := connection.recv(65536)) and time.monotonic() < deadline:
                received += piece
        top, _, answer = received.partition(b"\r\n\r\n")
        data = json.loads(answer).get("data") if b" 200 " in top.partition(b"\r\n")[0] else None
    except (OSError, ValueError, AttributeError):
        return None
    return data if isinstance(data, dict) else None


def _recorded(where: Locations) -> EngineAddress | None:
    """What the last engine wrote about itself; it need not be alive."""
    try:
        info = json.loads(where.engine_info.read_bytes())
        path = info["socket"]
        return EngineAddress(
            str(info["base_url"]), Path(path) if path else None, str(info["token"]), int(info["pid"]), info["version"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def recorded_pid(where: Locations) -> int | None:
    """Which process says that it is the engine; it need not be alive."""
    address = _recorded(where)
    return address.pid if address is not None else None


def _health(where: Locations, timeout: float | None = None) -> tuple[EngineAddress, dict[str, Any]] | None:
    """A running engine of whatever version, and what it says of itself."""
    address = _recorded(where)
    if address is None or (health := _ask(address, "GET", "/engine/health", timeout=timeout)) is None:
        return None
    return (address, health) if health.get("pid") == address.pid else None


def find(where: Locations) -> EngineAddress | None:
    """The running engine of this very version, or None. Looking counts as use: it will not leave right after."""
    found = _health(where)
    return found[0] if found is not None and found[0].version == __version__ else None


def _is_alive(where: Locations) -> bool:
    """Does an engine's process hold its lock, whether it answers or not?"""
    if not where.engine_alive.exists():
        return False
    from filelock import FileLock, Timeout

    try:
        with FileLock(where.engine_alive, timeout=0, mode=0o600):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def ensure(where: Locations, timeout: float) -> EngineAddress:
    """The running engine, started if there is none; blocks for at most `timeout` seconds.

    However many programs call this at the same time, one engine comes of it. One of another version is asked to leave
    as soon as it has no work.

    Raises:
        EngineUnavailable: it is not installed, can't run, or takes too long.
    """
    if (address := find(where)) is not None:
        return address
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise EngineUnavailable(f"The embedded engine is not installed ({missing[0]} is missing): {INSTALL}")
    from filelock import FileLock, Timeout

    deadline = time.monotonic() + timeout
    try:
        private_directory(where.runtime)
        private_directory(where.logs)
        with FileLock(where.engine_lock, timeout=timeout, mode=0o600, poll_interval=_PAUSE):
            return _start(where, deadline)
    except Timeout as error:
        raise EngineUnavailable(f"Another program has been starting the engine for {timeout:g} seconds.") from error
    except OSError as error:
        raise EngineUnavailable(f"The embedded engine can't be started: {in_words(error)}.") from error


def _start(where: Locations, deadline: float) -> EngineAddress:
    child: subprocess.Popen[bytes] | None = None
    asked_to_leave = False
    with _output(where) as output:
        begin = output.tell()
        patience = _PROBE
        while True:
            found = _health(where, min(patience, max(deadline - time.monotonic(), _PAUSE)))
            # A machine that is very busy answers late: to hang up and ask anew each time would never get an answer.
            patience *= 2
            if found is not None and found[0].version == __version__:
                return found[0]
            if found is not None and not asked_to_leave:
                _ask(found[0], "POST", "/engine/stop", {"when": "idle"})
                asked_to_leave = True
            if child is not None and child.poll() not in (None, 0, ALREADY_RUNNING):
                raise EngineUnavailable(_last_words(where, begin, child.returncode))
            if found is None and (child is None or child.poll() is not None) and not _is_alive(where):
                child = _spawn(output)
            if time.monotonic() > deadline:
                raise EngineUnavailable(_too_late(found))
            time.sleep(_PAUSE)


def _too_late(found: tuple[EngineAddress, dict[str, Any]] | None) -> str:
    if found is not None:
        return f"An engine of version {found[0].version} is still at work; try again when it has finished."
    return "The embedded engine did not answer in time; try again, or end it with `shorts-tui engine stop` first."


def _output(where: Locations) -> IO[bytes]:
    """The file that takes what the engine's process prints; the engine's own log is another one."""
    path = where.logs / "engine-output.log"
    if path.exists() and path.stat().st_size > _LOG_SIZE:
        path.replace(path.with_suffix(".log.1"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def _spawn(output: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start the process for good: no terminal, no descriptor and no secret of ours goes along."""
    import subprocess

    environment = {name: value for name, value in os.environ.items() if name != "NEMO_TOKEN"}
    process = subprocess.Popen(
        [sys.executable, "-m", "shorts_tui.engine"],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        cwd="/",
        env=environment,
        start_new_session=True,
    )
    # Most engines outlive the program that started them. Where one doesn't, this keeps it from becoming a zombie.
    threading.Thread(target=process.wait, name="engine", daemon=True).start()
    return process


def _last_words(where: Locations, begin: int, status: int) -> str:
    """Why the process ended, in its own words where it had some."""
    path = where.logs / "engine-output.log"
    lines = path.read_bytes()[begin:].decode("utf-8", "replace").splitlines()
    told = [line.removeprefix("engine: ") for line in lines if line.startswith("engine: ")]
    if told:
        return told[-1]
    if not lines or any(os.strerror(errno.ENOSPC) in line for line in lines):
        return f"The embedded engine could not start (exit status {status}) nor write why: is the disk full?"
    return f"The embedded engine could not start (exit status {status}); its log is {path}."


def stop(where: Locations, timeout: float = 10.0) -> bool:
    """End the running engine, whatever its version; what it renders is taken up at its next start.

    It is asked first and signalled when it does not listen. Returns whether there was one.
    """
    deadline = time.monotonic() + timeout
    while (address := _recorded(where)) is None and _is_alive(where) and time.monotonic() < deadline:
        time.sleep(_PAUSE)  # it is just starting
    if address is None or not _is_alive(where):
        return False
    _ask(address, "POST", "/engine/stop")
    for at, sign in ((deadline - timeout / 2, signal.SIGTERM), (deadline, getattr(signal, "SIGKILL", signal.SIGTERM))):
        while time.monotonic() < at:
            if not _is_alive(where):
                return True
            time.sleep(_PAUSE)
        with contextlib.suppress(ProcessLookupError):
            os.kill(address.pid, sign)
    while _is_alive(where) and time.monotonic() < deadline + 1:
        time.sleep(_PAUSE)
    return True


def status(where: Locations) -> dict[str, Any]:
    """What `engine status` shows: `running`, and where it runs `pid`, `version`, `uptime` (seconds), counts of work."""
    found = _health(where)
    if found is None:
        return {"running": False}
    address, health = found
    return {"running": True, "base_url": address.base_url, "socket": str(address.socket or "") or None, **health}
