"""Fetching media from a URL: http and https, public addresses only, checked again at every redirect.

The name is resolved here and the connection is made to the very address that was checked, so that a name which
answers differently the second time leads nowhere.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import unquote

import httpx

from shorts_tui.engine.errors import EngineError
from shorts_tui.engine.threads import in_thread
from shorts_tui.protocol.codes import Code
from shorts_tui.text import one_line

MAX_REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
_CHUNK = 1 << 18
_READ_TIMEOUT = 30.0
"""Seconds that a server may stay silent."""
_GLOBAL_V6 = ipaddress.ip_network("2000::/3")
_TUNNELS_V6 = tuple(ipaddress.ip_network(net) for net in ("2001::/32", "2002::/16"))
"""Teredo and 6to4: other addresses hide in these."""


@dataclass(frozen=True)
class Source:
    """A file that is coming: `name` from the URL, `length` in bytes or None, `body` its bytes."""

    name: str
    length: int | None
    body: AsyncIterator[bytes]


def is_public(address: str) -> bool:
    """Does an IP address lead to the public internet, and to nothing of this machine or its networks?"""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip not in _GLOBAL_V6 or any(ip in tunnel for tunnel in _TUNNELS_V6):
            return False
    return ip.is_global and not ip.is_multicast


def _refused(message: str) -> EngineError:
    return EngineError(message, Code.BAD_REQUEST)


async def _resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The checked addresses of a host; a name with any address that is not public is refused."""
    try:
        found = await in_thread(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _refused(f"{one_line(host, 100)} is not a known host.") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses:
        raise _refused(f"{one_line(host, 100)} is not a known host.")
    if not allow_private and not all(is_public(address) for address in addresses):
        raise _refused(f"{one_line(host, 100)} is not on the public internet, so nothing is fetched from it.")
    return list(dict.fromkeys(addresses))


def _parse(url: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        parsed = httpx.URL(url) if base is None else base.join(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise _refused("That is not a valid URL.") from error
    if parsed.scheme not in _PORTS or not parsed.host:
        raise _refused("Only http and https URLs can be fetched.")
    if parsed.userinfo:
        raise _refused("A URL with a user name or password in it is not fetched.")
    return parsed


async def _open(client: httpx.AsyncClient, url: httpx.URL, *, allow_private: bool) -> httpx.Response:
    """Ask the first address of the host that answers."""
    unreachable: httpx.ConnectError | httpx.ConnectTimeout | None = None
    for address in await _resolve(url.host, url.port or _PORTS[url.scheme], allow_private=allow_private):
        request = client.build_request(
            "GET",
            url.copy_with(host=address),
            headers={"Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity", "User-Agent": "shorts-tui"},
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )
        try:
            return await client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            unreachable = error
    raise unreachable or httpx.ConnectError("no address")


@asynccontextmanager
async def fetch(url: str, *, deadline: float, allow_private: bool = False) -> AsyncIterator[Source]:
    """Open a URL, following redirects, for at most `deadline` seconds until the body is read.

    Raises:
        EngineError: it is no http(s) URL, leads to an address that is not public, can't be reached, answers
            anything but 200, or takes too long (400).
    """
    parsed = _parse(url)
    try:
        async with (
            asyncio.timeout(deadline),
            httpx.AsyncClient(follow_redirects=False, trust_env=False, timeout=_READ_TIMEOUT) as client,
        ):
            response = await _open(client, parsed, allow_private=allow_private)
            for _ in range(MAX_REDIRECTS):
                if not response.is_redirect:
                    break
                await response.aclose()
                parsed = _parse(response.headers["location"], parsed)
                response = await _open(client, parsed, allow_private=allow_private)
            try:
                if response.status_code != 200:
                    raise _refused(f"{one_line(parsed.host, 100)} answered {response.status_code} for that URL.")
                length = response.headers.get("content-length", "")
                name = unquote(parsed.path, errors="replace").rpartition("/")[2] or parsed.host
                yield Source(name, int(length) if length.isdigit() else None, response.aiter_raw(_CHUNK))
            finally:
                await response.aclose()
    except TimeoutError as error:
        raise _refused(f"Fetching from {one_line(parsed.host, 100)} took too long.") from error
    except httpx.HTTPError as error:
        raise _refused(f"{one_line(parsed.host, 100)} can't be reached or broke off.") from error
