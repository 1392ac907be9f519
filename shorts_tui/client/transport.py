"""Failures of the transport in our words: was anything sent, did the connection break, and why is there none?"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from shorts_tui.client.errors import ConnectionLost, InvalidAnswer, TimedOut, Unreachable

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


@contextmanager
def transport_errors(name: str, lost: type[ConnectionLost] = ConnectionLost) -> Iterator[None]:
    """Say httpx's transport errors in our words; their own texts may quote headers and are not passed on."""
    try:
        yield
    except _NOT_SENT as error:
        raise Unreachable(f"{name} can't be reached: {_reason(error)}.", advice="Check the connection.") from None
    except httpx.WriteTimeout:
        raise TimedOut(f"{name} takes no more data.", advice="Check the connection.") from None
    except httpx.TimeoutException:
        raise lost(f"The connection to {name} fell silent.", advice="Check the connection.") from None
    except httpx.InvalidURL:
        raise InvalidAnswer("The service sent an address that is not one of the web.") from None
    except (httpx.HTTPError, httpx.StreamError):
        raise lost(f"The connection to {name} broke.", advice="Check the connection.") from None


def _reason(error: BaseException) -> str:
    """Why there is no connection, from the operating system's error behind httpx's."""
    for found in _causes(error):
        if isinstance(found, ConnectionRefusedError):
            return "the connection was refused"
        if isinstance(found, FileNotFoundError):
            return "it is not running"
        if isinstance(found, ssl.SSLCertVerificationError):
            return "its certificate is not accepted"
        if isinstance(found, socket.gaierror):
            return "its name can't be resolved"
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return "no connection in time"
    return "no connection"


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        found = waiting.pop()
        if id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        waiting += [link for link in (found.__cause__, found.__context__) if link is not None]
        if isinstance(found, BaseExceptionGroup):
            waiting += found.exceptions
