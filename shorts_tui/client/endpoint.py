"""Where a server of the API is: its base URL, and the unix socket behind it where it has one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from shorts_tui.client.errors import Unreachable
from shorts_tui.text import one_line

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Endpoint:
    """A server: `base_url` without a trailing slash; with `socket`, the host in it is a name only.

    Raises:
        Unreachable: `base_url` is not a plain http or https address.
    """

    base_url: str
    socket: Path | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "base_url", self.base_url.rstrip("/"))
        origin = origin_of(self.base_url)
        if origin is None or "@" in urlsplit(self.base_url).netloc:
            raise Unreachable(
                f"{one_line(self.base_url, 80)!r} is not a web address.", advice="Check NEMO_API_URL or api_url."
            )

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: what a token belongs to."""
        found = origin_of(self.base_url)
        assert found is not None, "checked when the endpoint was made"  # noqa: S101
        return found

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        return "the engine on this machine" if self.socket else (urlsplit(self.base_url).netloc or self.base_url)


def origin_of(url: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an http or https URL; None for anything else."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host:
        return None
    return parts.scheme, host, port or _PORTS[parts.scheme]


def joined(base: str, url: str) -> str | None:
    """A URL that may be relative to `base`, made absolute; None where that is no http or https address."""
    try:
        absolute = urljoin(base, url)
    except ValueError:
        return None
    return absolute if origin_of(absolute) is not None else None
