"""The engine's process: one a user, on a private socket, gone when nobody needs it."""

from __future__ import annotations

import json
import logging
import logging.handlers
import os
import secrets
import signal
import socket
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

import uvicorn
from filelock import FileLock, Timeout

from shorts_tui import __version__
from shorts_tui.engine.core import Engine
from shorts_tui.engine.errors import EngineError
from shorts_tui.engine.process import ALREADY_RUNNING, FAILED, SOCKET_BASE, recorded_pid
from shorts_tui.engine.server import create_app
from shorts_tui.engine.services import Services
from shorts_tui.paths import Locations, in_words, private_directory, write_private
from shorts_tui.settings import Settings

_log = logging.getLogger(__name__)

_LOOK = 20
"""Ticks (0.1 s) between two looks at whether clients can find it."""
_GRACE = 3
"""Seconds that open connections are given to end."""


class _Discreet(logging.Formatter):
    """A formatter that shows the run's token nowhere, wherever it may have got into."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """The line, or lines, of a record."""
        return super().format(record).replace(self._token, "(token)")


class _Server(uvicorn.Server):
    """A server that stops the engine's work before it waits for its connections to end."""

    def __init__(
        self, config: uvicorn.Config, engine: Engine, ready: Callable[[], None], reachable: Callable[[], bool]
    ) -> None:
        super().__init__(config)
        self._engine = engine
        self._ready = ready
        self._reachable = reachable

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then say so."""
        await super().startup(sockets)
        self._ready()

    async def on_tick(self, counter: int) -> bool:
        """Leave where nobody can come any more: somebody has deleted the directory in which it was to be found."""
        if counter % _LOOK == 0 and self._engine.idle and not self._reachable():
            _log.warning("what led to this engine is gone")
            self.should_exit = True
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams of running turns, so that nobody is waited for in vain."""
        await self._engine.turns.stop()
        await super().shutdown(sockets)


def _listen(where: Locations, *, tcp: bool) -> socket.socket:
    """A socket that only this user can reach: 0600 in a 0700 directory, or a port of 127.0.0.1."""
    if tcp or not hasattr(socket, "AF_UNIX"):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.bind(("127.0.0.1", 0))
        return listener
    path = where.engine_socket
    private_directory(path.parent)
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listener.bind(str(path))
    finally:
        os.umask(before)
    return listener


def _log_to(where: Locations, token: str) -> None:
    private_directory(where.logs)
    handler = logging.handlers.RotatingFileHandler(where.logs / "engine.log", maxBytes=1_000_000, backupCount=3)
    handler.setFormatter(_Discreet(token))
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    for noisy in ("python_multipart", "httpx", "httpcore", "faster_whisper", "uvicorn.error"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _announce(where: Locations, listener: socket.socket, token: str) -> None:
    """Write down how to reach the engine, for clients of the same user."""
    unix = hasattr(socket, "AF_UNIX") and listener.family == socket.AF_UNIX
    info = {
        "base_url": SOCKET_BASE if unix else f"http://127.0.0.1:{listener.getsockname()[1]}",
        "socket": str(where.engine_socket) if unix else None,
        "token": token,
        "pid": os.getpid(),
        "version": __version__,
        "started": time.time(),
    }
    write_private(where.engine_info, json.dumps(info).encode())
    _log.info("version %s serves as process %d on %s", __version__, os.getpid(), info["socket"] or info["base_url"])


def _ignore(_: int, __: FrameType | None) -> None:
    """For SIGTERM once the server has acted on it and raises it again at its end."""


def run(where: Locations, settings: Settings, services: Services) -> int:
    """Serve until nobody needs the engine or it is told to stop; returns the exit status of the process.

    The one line that is printed when it can't start begins with `engine: ` and is meant for the user.
    """
    os.umask(0o077)
    signal.signal(signal.SIGTERM, _ignore)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        private_directory(where.runtime)
        with FileLock(where.engine_alive, timeout=1, mode=0o600):
            return _serve(where, settings, services)
    except Timeout:
        return ALREADY_RUNNING
    except (OSError, sqlite3.Error, EngineError) as error:
        _log.exception("the engine can't run")
        reason = in_words(error) if isinstance(error, OSError) else error
        sys.stderr.write(f"engine: The embedded engine can't run: {reason}\n")
        return FAILED


def _serve(where: Locations, settings: Settings, services: Services) -> int:
    token = f"nmv_usr_{secrets.token_urlsafe(32)}"
    _log_to(where, token)
    where.engine_info.unlink(missing_ok=True)
    listener = _listen(where, tcp=settings.engine.tcp)
    unix = listener.family != socket.AF_INET
    servers: list[_Server] = []

    def leave() -> None:
        for server in servers:
            server.should_exit = True

    engine = Engine(services, settings, where.engine_data, token=token, hands_out_token=unix, leave=leave)
    config = uvicorn.Config(
        create_app(engine),
        http="h11",
        loop="asyncio",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_GRACE,
    )
    servers.append(
        _Server(config, engine, lambda: _announce(where, listener, token), lambda: recorded_pid(where) == os.getpid())
    )
    try:
        servers[0].run([listener])
    finally:
        # The directory may have been deleted meanwhile, and another engine be at home there.
        if recorded_pid(where) == os.getpid():
            where.engine_info.unlink(missing_ok=True)
            if unix:
                where.engine_socket.unlink(missing_ok=True)
        engine.close()
        _log.info("the engine has ended")
    if any(thread.daemon and thread.is_alive() for thread in threading.enumerate()):
        # A turn that is being analysed can't be interrupted, and native code must not be caught by the end of Python.
        logging.shutdown()
        os._exit(0)
    return 0
