"""Media coming in: streamed to disk, checked by opening it, kept once for each content, given to a session."""

from __future__ import annotations

import errno
import logging
import os
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from shorts_tui.engine.assets import Asset, MediaInfo
from shorts_tui.engine.envelope import DiskFull
from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.multipart import IncomingFile, MultipartReader, label_of, too_large
from shorts_tui.engine.store import Received, Store
from shorts_tui.engine.threads import in_thread
from shorts_tui.settings import Settings

_log = logging.getLogger(__name__)

_BATCH = 1 << 20
"""Bytes that are collected before they are handed to a thread."""
_OVERHEAD = 64 * 1024
"""Bytes of a multipart body that may come on top of its files."""

Inspect = Callable[[Path, str], MediaInfo]


@contextmanager
def _disk_errors() -> Iterator[None]:
    """A full disk or quota as a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull("There is no room left on the disk for this upload.") from error
        raise


class Intake:
    """Receives files into `incoming` and keeps the good ones in the store."""

    def __init__(self, store: Store, inspect: Inspect, incoming: Path, settings: Settings) -> None:
        self._store = store
        self._inspect = inspect
        self._incoming = incoming
        self._settings = settings
        self.storing = threading.Lock()
        """Held while files are given to a session."""

    def sweep(self) -> None:
        """At start: delete what was half received, or stored and never recorded."""
        for path in self._incoming.iterdir():
            path.unlink(missing_ok=True)
        if self._store.database.may_come_back:
            return
        known = self._store.stored_media()
        for path in self._store.media.iterdir():
            if path.name not in known:
                path.unlink(missing_ok=True)

    async def receive(
        self, session_id: str, content_type: str, content_length: int | None, body: AsyncIterator[bytes]
    ) -> tuple[Asset, ...]:
        """The files of a multipart body. All of them are kept, or none.

        Args:
            session_id: the session that gets them.
            content_type: the request's header, with the boundary.
            content_length: of the whole body in bytes, None where it is not known beforehand.
            body: its bytes.

        Raises:
            EngineError: a file is too large (4002) or no usable media (4001), or the body makes no sense (400).
        """
        limit = self._settings.max_upload
        if content_length is not None and content_length > limit + _OVERHEAD:
            raise too_large("The upload", limit)
        reader = MultipartReader(content_type, self._incoming, limit)
        try:
            with _disk_errors():
                pending = bytearray()
                async for piece in body:
                    pending += piece
                    if len(pending) >= _BATCH:
                        await in_thread(reader.feed, bytes(pending))
                        pending.clear()
                await in_thread(reader.feed, bytes(pending))
                return await in_thread(self._keep, session_id, reader.finish())
        finally:
            reader.discard()

    async def fetch(self, session_id: str, urls: Sequence[str]) -> tuple[Asset, ...]:
        """The files behind URLs. All of them are kept, or none.

        Raises:
            EngineError: a URL can't be fetched (400), or as for `receive`.
        """
        from shorts_tui.engine.fetch import fetch  # brings httpx, which nothing else here needs

        files: list[IncomingFile] = []
        received: list[Received] = []
        timing, private = self._settings.timing, self._settings.engine.allow_private_urls
        try:
            with _disk_errors():
                for url in urls:
                    async with fetch(url, deadline=timing.engine_fetch, allow_private=private) as source:
                        limit = self._settings.max_upload
                        file = IncomingFile(self._incoming, label_of(source.name), limit)
                        files.append(file)
                        if source.length is not None and source.length > limit:
                            raise too_large(file.label, limit)
                        async for piece in source.body:
                            await in_thread(file.write, piece)
                    received.append(await in_thread(file.close))
                return await in_thread(self._keep, session_id, received)
        finally:
            for file in files:
                file.discard()

    def _keep(self, session_id: str, received: Iterable[Received]) -> tuple[Asset, ...]:
        """Open the files; if all of them are media, store what is new and give them to the session."""
        checked = []
        for file in received:
            if file.size == 0:
                raise MediaError(f"{file.label} is empty.")
            checked.append((file, self._store.known(file.sha256) or self._inspect(file.path, file.label)))
        with self.storing:
            for file, _ in checked:
                target = self._store.path(file.sha256)
                if not target.exists() and file.path.exists():
                    file.path.rename(target)
            _sync(self._store.media)
            assets = self._store.add_assets(session_id, checked)
        for asset in assets:
            _log.info("%s of %d bytes stored as %s", asset.info.kind, asset.size, asset.id)
        return assets


def _sync(directory: Path) -> None:
    """Put renames in a directory on disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
