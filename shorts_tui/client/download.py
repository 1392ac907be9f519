"""Fetching a finished film: resumed where it broke, checked, and only then given its name."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from shorts_tui.client.answers import payload
from shorts_tui.client.auth import TokenSource
from shorts_tui.client.endpoint import joined
from shorts_tui.client.errors import (
    BadToken,
    CantWrite,
    ConnectionLost,
    DamagedDownload,
    InvalidAnswer,
    NemoError,
    NotFound,
)
from shorts_tui.client.partfile import Note, PartFile
from shorts_tui.client.retry import DOWNLOAD, is_transient, pause
from shorts_tui.client.threads import in_thread
from shorts_tui.client.transfer import SLOWEST, Progress
from shorts_tui.client.wire import SMALL_BODY, Wire, refuse_compressed, whole, within

_BLOCK = 1024 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HOPS = 5
_LARGEST = 64_000_000_000
"""Bytes after which a film that never ends is given up."""
_REQUESTS = 1000
_NOTHING = Note("", "", "")
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")


class Download:
    """One film on its way into `target`.

    Args:
        wire: the server that rendered it.
        tokens: for addresses of the server's own origin; no other origin gets a token.
        render_id: what the film is known by; a part of another one is not resumed.
        target: the file's final name; `target.part` lies beside it meanwhile.
        on_progress: told bytes so far and bytes in all, 0 where the server does not say.
    """

    def __init__(self, wire: Wire, tokens: TokenSource, render_id: str, target: Path, on_progress: Progress) -> None:
        self._wire = wire
        self._tokens = tokens
        self._render_id = render_id
        self._target = target
        self._on_progress = on_progress

    async def run(self, urls: list[str], verify: Callable[[Path], None]) -> int:
        """Fetch from the first address that gives the whole film, check it, rename it; its size in bytes.

        Args:
            urls: where it may be had, in order.
            verify: called in a thread with the whole part; raises `DamagedDownload` for one that is no film.

        Raises:
            DamagedDownload: no address gave a film that passes; nothing is left behind.
            CantWrite: the disk is full, or the place is not ours.
            NemoError: no address gave it; what came stays as `target.part` and is resumed next time.
        """
        failure: NemoError | None = None
        with PartFile(self._target) as part:
            for url in urls:
                try:
                    await self._fetch(part, url)
                    await self._check(part, verify)
                except (CantWrite, BadToken):
                    raise
                except NemoError as error:
                    # What the last address says counts, unless it merely does not know the film either.
                    failure = failure if failure is not None and isinstance(error, NotFound) else error
                else:
                    size = part.size
                    await in_thread(part.publish)
                    return size
        raise failure or NotFound("The service gave no address of the film.")

    async def _check(self, part: PartFile, verify: Callable[[Path], None]) -> None:
        await in_thread(part.sync)
        try:
            if part.size == 0:
                raise DamagedDownload("The film that the service sent is empty.")
            await in_thread(verify, part.path)
        except DamagedDownload:
            part.begin(_NOTHING)  # no later fetch may build on it
            raise

    async def _fetch(self, part: PartFile, url: str) -> None:
        """The whole film from one address, in as many requests as it takes while they bring bytes."""
        fruitless = 0
        for _ in range(_REQUESTS):
            before = part.size
            try:
                return await self._once(part, url)
            except NemoError as error:
                fruitless = 1 if part.size > before else fruitless + 1
                wait = pause(error, fruitless, self._wire.timing, random.random())  # noqa: S311
                if fruitless >= DOWNLOAD.tries or wait is None or not is_transient(error):
                    raise
            await asyncio.sleep(wait)
        raise ConnectionLost("The film comes in pieces that are too small.")

    async def _once(self, part: PartFile, url: str) -> None:
        """One request, from where the part ends."""
        source, note = _source(url), part.note
        offset = 0
        headers = {}
        if note is not None and note.validator and (note.render_id, note.source) == (self._render_id, source):
            offset = part.size
        if note is not None and offset:
            headers = {"Range": f"bytes={offset}-", "If-Range": note.validator}
        async with self._opened(url, headers) as response:
            refuse_compressed(response)
            if response.status_code == 416 and offset:
                if _total_of(response) == offset:
                    return
                part.note = None
                raise ConnectionLost("The film on the server is another one now.")
            if response.status_code not in (200, 206) or _is_no_film(response):
                payload(await whole(response, SMALL_BODY))
                raise InvalidAnswer("The service sent something else than the film.")
            start, total = _extent(response)
            validator = _validator(response)
            if start != offset or (start and note is not None and validator not in ("", note.validator)):
                part.note = None
                if start:
                    raise ConnectionLost("The service sent another part of the film than was asked for.")
            if start == 0:
                part.begin(Note(self._render_id, source, validator))
            limit = self._wire.timing.transfer_idle + ((total or _LARGEST) - start) / SLOWEST
            async with within(limit, urlsplit(url).hostname or "the service"):
                await self._receive(response, part, total)
        if total is not None and part.size != total:
            part.note = part.note if part.size < total else None
            raise ConnectionLost("The service sent less or more of the film than it announced.")

    async def _receive(self, response: httpx.Response, part: PartFile, total: int | None) -> None:
        block = bytearray()
        try:
            async for chunk in response.aiter_raw():
                block += chunk
                if len(block) >= _BLOCK:
                    full, block = block, bytearray()
                    await in_thread(part.append, full)
                    self._on_progress(part.size, total or 0)
                    if part.size > _LARGEST:
                        raise InvalidAnswer("The service sends a film without end.")
        finally:
            if block:
                part.append(block)
                self._on_progress(part.size, total or 0)

    @asynccontextmanager
    async def _opened(self, url: str, headers: Mapping[str, str]) -> AsyncIterator[httpx.Response]:
        """The answer behind at most five redirects. Once another origin was named, no token goes anywhere."""
        timeout = self._wire.timeout(read=self._wire.timing.transfer_idle, write=self._wire.timing.transfer_idle)
        token = await self._tokens.get() if self._wire.is_own(url) else None
        renewed, hops = False, 0
        while True:
            async with self._wire.open("GET", url, token=token, headers=headers, timeout=timeout) as response:
                if response.status_code in _REDIRECTS and (location := response.headers.get("Location")):
                    hops += 1
                    target = joined(url, location)
                    if target is None or hops > _HOPS or (url.startswith("https:") and target.startswith("http:")):
                        raise InvalidAnswer("The film's address leads astray.")
                    url = target
                    token = token if self._wire.is_own(url) else None
                    continue
                if response.status_code != 401 or token is None or renewed:
                    yield response
                    return
            token, renewed = await self._tokens.renew(token), True


def _source(url: str) -> str:
    """An address without its signature, which changes from poll to poll."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


def _validator(response: httpx.Response) -> str:
    """What If-Range may name: a strong ETag, else a date."""
    etag = str(response.headers.get("ETag", ""))
    if etag.startswith('"'):
        return etag
    return str(response.headers.get("Last-Modified", ""))


def _extent(response: httpx.Response) -> tuple[int, int | None]:
    """Where the body begins in the film, and the film's size where it is said."""
    if response.status_code == 206:
        found = _RANGE.fullmatch(response.headers.get("Content-Range", "").strip())
        if found is None:
            raise ConnectionLost("The service did not say which part of the film it sends.")
        return int(found[1]), None if found[3] == "*" else int(found[3])
    length = response.headers.get("Content-Length", "")
    return 0, int(length) if length.isdecimal() else None


def _total_of(response: httpx.Response) -> int | None:
    total = str(response.headers.get("Content-Range", "")).removeprefix("bytes */")
    return int(total) if total.isdecimal() else None


def _is_no_film(response: httpx.Response) -> bool:
    """A web page or an envelope where the film should be."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind in ("text/html", "application/json", "application/xml", "text/xml")
