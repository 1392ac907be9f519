"""A scripted peer: a real server in a thread on loopback or a unix socket, that speaks the API and plays every fault.

It writes HTTP by hand, because the faults that matter are those that no HTTP server lets one make.
"""

from __future__ import annotations

import asyncio
import fnmatch
import hashlib
import socket as sockets
import ssl
import struct
import threading
from collections import defaultdict, deque
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from shorts_tui.client.endpoint import Endpoint
from tests.peer.replies import Answering, Reply, Seen
from tests.peer.service import Service

CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""Of 127.0.0.1, signed by itself, for tests alone; SSL_CERT_FILE lets a client accept it."""
_KEPT = 2 * 1024 * 1024
_READ = 256 * 1024


class Peer:
    """Use as a context manager.

    `peer.on("POST", "/run_sse", reply, ...)` scripts the next answers of a route (a shell pattern); when they are used
    up, `peer.service` answers. `peer.always(...)` scripts all of them. `peer.seen` is every request, in order.
    """

    def __init__(self, *, uds: Path | None = None, tls: bool = False) -> None:
        self.socket = uds
        self._tls: ssl.SSLContext | None = None
        if tls:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(CERTIFICATE)
        self.port = 0
        self.seen: list[Seen] = []
        self.service = Service(lambda: self.base_url)
        self.read_pause = 0.0
        """Seconds between reads of a request's body."""
        self.trouble: list[str] = []
        """What went wrong in the peer itself."""
        # A connection that waits for ever is known to nobody else, and would be collected as garbage.
        self._held: set[asyncio.Task[None]] = set()
        self._once: dict[tuple[str, str], deque[Answering]] = defaultdict(deque)
        self._always: dict[tuple[str, str], Answering] = {}
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="peer", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10), "the peer did not start"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._loop is not None
        assert self._stopping is not None
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(10)
        assert not self.trouble, self.trouble

    @property
    def base_url(self) -> str:
        """What the client is to be told."""
        if self.socket:
            return "http://engine"
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def endpoint(self) -> Endpoint:
        """The same for the client."""
        return Endpoint(self.base_url, self.socket)

    @property
    def routes(self) -> list[str]:
        """Methods and paths of all requests, in order."""
        return [seen.route for seen in self.seen]

    def on(self, method: str, path: str, *replies: Answering) -> None:
        """The next answers of a route."""
        self._once[method, path].extend(replies)

    def always(self, method: str, path: str, reply: Answering) -> None:
        """All answers of a route, once its single ones are used up."""
        self._always[method, path] = reply

    def _scripted(self, seen: Seen) -> Answering | None:
        for (method, path), replies in self._once.items():
            if replies and method == seen.method and fnmatch.fnmatchcase(seen.path, path):
                return replies.popleft()
        for (method, path), reply in self._always.items():
            if method == seen.method and fnmatch.fnmatchcase(seen.path, path):
                return reply
        return None

    async def _serve(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        if self.socket:
            server = await asyncio.start_unix_server(self._connection, self.socket)
        else:
            server = await asyncio.start_server(self._connection, "127.0.0.1", 0, ssl=self._tls)
            self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopping.wait()
        server.close()
        running = asyncio.all_tasks() - {asyncio.current_task()}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._held.add(task)
        try:
            await self._exchange(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, TimeoutError):
            pass
        except asyncio.CancelledError:
            pass
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must fail
            self.trouble.append(repr(error))
        finally:
            writer.close()
            with suppress(ConnectionError, ssl.SSLError, asyncio.CancelledError):
                await writer.wait_closed()
            self._held.discard(task)

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen = _head(len(self.seen), await reader.readuntil(b"\r\n\r\n"))
        self.seen.append(seen)
        scripted = self._scripted(seen)
        reply = scripted if isinstance(scripted, Reply) else Reply()
        if reply.interim:
            writer.write(reply.interim)
            await writer.drain()
        if not reply.early and not await self._body(reader, seen, reply):
            _close(writer, reset=reply.reset)
            return
        if scripted is None or reply.act_then_close:
            answer = self.service.answer(seen)
        else:
            answer = scripted if isinstance(scripted, Reply) else scripted(seen)
        if reply.act_then_close:
            _close(writer, reset=reply.reset)
            return
        await _answer(reader, writer, answer)

    async def _body(self, reader: asyncio.StreamReader, seen: Seen, reply: Reply) -> bool:
        """Read the request's body; False where the reply is to stop in the middle."""
        left = int(seen.headers.get("content-length", 0))
        stop = reply.drop_body_after if reply.drop_body_after is not None else reply.stall_body_after
        digest = hashlib.sha256()
        while left:
            chunk = await reader.read(min(_READ, left))
            if not chunk:
                raise ConnectionResetError
            digest.update(chunk)
            seen.body_size += len(chunk)
            if len(seen.body) < _KEPT:
                seen.body += chunk
            left -= len(chunk)
            if stop is not None and seen.body_size >= stop:
                if reply.stall_body_after is not None:
                    await asyncio.Event().wait()
                return False
            if self.read_pause:
                await asyncio.sleep(self.read_pause)
        seen.body_sha256, seen.complete = digest.hexdigest(), True
        return True


def _head(number: int, raw: bytes) -> Seen:
    request, *lines = raw.decode("latin-1").split("\r\n")
    method, path, _ = request.split(" ", 2)
    pairs = (line.partition(":") for line in lines if line)
    return Seen(number, method, path, {name.lower(): value.strip() for name, _, value in pairs}, raw)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, reply: Reply) -> None:
    await asyncio.sleep(reply.before)
    if reply.silent:
        while await reader.read(_READ):
            pass
        return
    if reply.raw is not None:
        writer.write(reply.raw)
        await writer.drain()
        return
    headers = {"Connection": "close", **reply.headers}
    if reply.chunked:
        headers["Transfer-Encoding"] = "chunked"
    else:
        headers["Content-Length"] = str(len(reply.body) if reply.length is None else reply.length)
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    writer.write(f"HTTP/1.1 {reply.status} Reply\r\n{lines}\r\n".encode())
    body = reply.body if reply.cut_after is None else reply.body[: reply.cut_after]
    step = reply.piece or max(len(body), 1)
    for start in range(0, len(body), step):
        _write(writer, body[start : start + step], chunked=reply.chunked)
        if reply.pause or len(body) - start > _READ:
            await writer.drain()
            await asyncio.sleep(reply.pause)
    await writer.drain()
    while reply.endless:
        _write(writer, reply.endless, chunked=reply.chunked)
        await writer.drain()
        await asyncio.sleep(reply.pause)
    if reply.unread:
        await asyncio.Event().wait()
    elif reply.hang:
        while await reader.read(_READ):
            pass
    elif reply.cut_after is not None:
        _close(writer, reset=reply.reset)
    elif reply.chunked:
        writer.write(b"0\r\n\r\n")
        await writer.drain()


def _write(writer: asyncio.StreamWriter, chunk: bytes, *, chunked: bool) -> None:
    writer.write(b"%x\r\n%b\r\n" % (len(chunk), chunk) if chunked else chunk)


def _close(writer: asyncio.StreamWriter, *, reset: bool) -> None:
    raw = writer.get_extra_info("socket")
    if reset and raw.family != sockets.AF_UNIX:
        raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
    else:
        writer.close()
