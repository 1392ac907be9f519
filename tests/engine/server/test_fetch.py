"""Uploads by URL: public addresses only, looked at again at every hop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from shorts_tui.engine import fetch as fetching
from shorts_tui.engine.errors import EngineError
from shorts_tui.engine.fetch import fetch, is_public
from tests.engine.harness import EngineFactory, EngineProcess
from tests.engine.server.conftest import SCRIPTED
from tests.engine.server.test_uploads import incoming, stored
from tests.engine.server.test_wire import refused


class Site(ThreadingHTTPServer):
    """A web site on every loopback address, which remembers who asked for what: (address, Host header, path)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("0.0.0.0", 0), _Pages)
        self.seen: list[tuple[str, str, str]] = []
        self.redirect = ""

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


class _Pages(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.seen.append((self.connection.getsockname()[0], self.headers["Host"], self.path))
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", self.server.redirect)
            self.end_headers()
        elif self.path == "/round":
            self.send_response(301)
            self.send_header("Location", "/round")
            self.end_headers()
        elif self.path == "/endless.mp4":
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                while True:
                    self.wfile.write(b"x" * 65536)
        elif self.path == "/huge.mp4":
            self.send_response(200)
            self.send_header("Content-Length", str(10**12))
            self.end_headers()
        elif self.path == "/cut.mp4":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"MEDIA cut")
        elif ".mp4" in self.path:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"MEDIA" + self.path.encode())
        else:
            self.send_error(404)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def fetcher(make_engine: EngineFactory) -> EngineProcess:
    """An engine that may fetch from this machine."""
    env = {"SHORTS_TUI_ENGINE__ALLOW_PRIVATE_URLS": "true", "SHORTS_TUI_MAX_UPLOAD": "300000"}
    return make_engine(SCRIPTED, **env).start()


def ask(engine: EngineProcess, session: str, *urls: str) -> Any:
    body = {"urls": list(urls), "source_type": "url"}
    return engine.http.post(f"/api/upload-video/nemo_agent/me/{session}", json=body)


def test_what_is_behind_a_url_becomes_media_of_the_session(fetcher: EngineProcess, site: Site) -> None:
    session = fetcher.session()
    site.redirect = site.url("/d/clip%20one.mp4?x=1", host="localhost")
    answer = ask(fetcher, session, site.url("/a.mp4"), site.url("/elsewhere"))
    assert [file["filename"] for file in answer.json()["data"]["files"]] == ["a.mp4", "clip one.mp4"]
    assert len(fetcher.state(session)["video_infos"]) == 2


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/missing", 400, 400),
        ("/round", 400, 400),
        ("/cut.mp4", 400, 400),
        ("/huge.mp4", 413, 4002),
        ("/endless.mp4", 413, 4002),
    ],
)
def test_a_fetch_that_fails_leaves_nothing(
    fetcher: EngineProcess, site: Site, path: str, status: int, code: int
) -> None:
    session, before = fetcher.session(), stored(fetcher)
    refused(ask(fetcher, session, site.url("/good.mp4"), site.url(path)), status, code)
    assert (stored(fetcher), incoming(fetcher)) == (before, [])
    assert fetcher.state(session)["video_infos"] == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "notes.mp4",
        "file:///etc/passwd",
        "ftp://example.com/a.mp4",
        "http://",
        "http://me:secret@127.0.0.1/a.mp4",
        "http://[::1",
        "http://a b/",
        "http://nowhere.invalid/a.mp4",
        "https://127.0.0.1:1/a.mp4",
    ],
)
def test_what_is_no_http_url_is_refused(fetcher: EngineProcess, url: str) -> None:
    message = refused(ask(fetcher, fetcher.session(), url), 400, 400)
    assert "secret" not in message


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "2130706433"])
def test_this_machine_is_not_on_the_public_internet(engine: EngineProcess, site: Site, host: str) -> None:
    refused(ask(engine, engine.session(), site.url("/a.mp4", host=host)), 400, 400)
    assert site.seen == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:4700::6810:84e5", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::1", False),
        ("2001:0:a00:1::1", False),
    ],
)
def test_public_addresses_are_told_from_others(address: str, public: bool) -> None:
    assert is_public(address) is public


async def read(url: str, **options: Any) -> bytes:
    async with fetch(url, deadline=options.pop("deadline", 30), **options) as source:
        return b"".join([piece async for piece in source.body])


async def test_a_redirect_to_a_private_address_is_not_followed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    site.redirect = site.url("/secret.mp4", host="127.0.0.2")
    with pytest.raises(EngineError, match=r"127\.0\.0\.2 is not on the public internet"):
        await read(site.url("/elsewhere"))
    assert [path for _, _, path in site.seen] == ["/elsewhere"]


async def test_the_address_that_was_checked_is_the_one_that_is_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["127.0.0.1", "127.0.0.2", "127.0.0.2"])

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        assert host == "two-faced.example"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert await read(site.url("/a.mp4", host="two-faced.example")) == b"MEDIA/a.mp4"
    assert site.seen == [("127.0.0.1", f"two-faced.example:{site.port}", "/a.mp4")]


async def test_one_private_address_among_public_ones_is_enough_to_refuse(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("93.184.215.14", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(EngineError, match="is not on the public internet"):
        await read(site.url("/a.mp4", host="mixed.example"))
    assert site.seen == []


async def test_a_fetch_has_an_end_however_slowly_the_bytes_come() -> None:
    given_up = asyncio.Event()

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nMEDIA")
        await writer.drain()
        await reader.read()  # until the other side has given up
        writer.close()
        await writer.wait_closed()
        given_up.set()

    async with await asyncio.start_server(drip, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(EngineError, match="took too long"):
            await read(f"http://127.0.0.1:{port}/a.mp4", allow_private=True, deadline=0.2)
        await given_up.wait()
