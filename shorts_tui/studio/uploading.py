"""Media to the service: checked before a byte is sent, with progress, never sent twice without a look at the state."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from shorts_tui.client.errors import ConnectionLost, FileTooLarge, NemoError, NoSession, UnsupportedFile
from shorts_tui.client.refusals import FORMATS_SENTENCE
from shorts_tui.client.threads import in_thread
from shorts_tui.protocol.codes import Code, is_supported
from shorts_tui.protocol.models import UploadedFile
from shorts_tui.studio.errors import UnusableMedia
from shorts_tui.studio.events import EventStream, Uploaded, Uploading
from shorts_tui.studio.progress import Watch
from shorts_tui.studio.sending import sending
from shorts_tui.studio.workspace import Workspace
from shorts_tui.text import one_line, size

_DIGESTS: Mapping[int, str] = {32: "md5", 40: "sha1", 64: "sha256"}
"""The algorithm of a digest by its hexadecimal length; the service does not say which it uses."""


@dataclass(frozen=True)
class Source:
    """One thing to upload: a file, or the URL in `text` where `path` is None. `size` in bytes, 0 for a URL."""

    text: str
    label: str
    path: Path | None = None
    size: int = 0


def is_url(source: str) -> bool:
    """Is this the address of something on the web?"""
    return source.lower().startswith(("http://", "https://"))


def check(source: str, limit: int) -> Source:
    """Look at one source without sending anything.

    Args:
        source: a path, with ~ for the home directory, or an http or https URL.
        limit: the largest file that is sent, bytes.

    Raises:
        UnusableMedia: missing, a folder, empty, not readable, or no address.
        UnsupportedFile: a format that the service does not take.
        FileTooLarge: over the limit.
    """
    if is_url(source):
        return _check_url(source)
    path = Path(source).expanduser()
    label = one_line(path.name, 255)
    try:
        status = path.stat()
        readable = os.access(path, os.R_OK)
    except (OSError, ValueError):
        raise UnusableMedia(f"There is no file {one_line(source)}.") from None
    if stat.S_ISDIR(status.st_mode):
        raise UnusableMedia(f"{label or one_line(source)} is a folder.", advice="Name the files in it.")
    if not stat.S_ISREG(status.st_mode) or not readable:
        raise UnusableMedia(f"{label} can't be read.")
    if not is_supported(path.name):
        advice = f"{FORMATS_SENTENCE} Convert it to one of them first."
        raise UnsupportedFile(f"{label} is not a format that the service takes.", advice=advice)
    if status.st_size == 0:
        raise UnusableMedia(f"{label} is empty.")
    if status.st_size > limit:
        has = size(status.st_size) if size(status.st_size) != size(limit) else f"{status.st_size:,} bytes"
        raise FileTooLarge(
            f"{label} is too large: it has {has}, and the service takes up to {size(limit)}.",
            advice="Compress it or trim it first.",
        )
    return Source(source, label, path.absolute(), status.st_size)


def _check_url(source: str) -> Source:
    try:
        parts = urlsplit(source)
        host = parts.hostname
    except ValueError:
        host = None
    if not host:
        raise UnusableMedia(f"{one_line(source, 100)} is not an address.")
    name = one_line(unquote(parts.path.rstrip("/").rpartition("/")[2]), 120)
    return Source(source, name or host)


class Upload:
    """Sends checked sources to the session of a workspace, one after the other."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def run(self, sources: Sequence[Source]) -> EventStream:
        """Send them, with progress.

        Raises:
            NemoError: the first failure; what was acknowledged before stays.
        """
        await self._workspace.link.refresh()
        for source in sources:
            async with aclosing(self._send(source)) as events:
                async for event in events:
                    yield event

    async def _send(self, source: Source) -> EventStream:
        """One source; where an earlier start was cut while sending it, the state is asked before it is sent."""
        workspace = self._workspace
        cut = [
            entry
            for entry in await in_thread(workspace.outbox.cut, workspace.project.id, workspace.link.server)
            if (entry.kind, entry.text, entry.session_id) == ("upload", source.text, workspace.session.session_id)
        ]
        known = await workspace.known_media(source.text)
        if cut and len(known) > int(cut[-1].before):
            # Even that it had arrived was put down; only the end of it was cut.
            for entry in cut:
                await in_thread(workspace.outbox.settle, entry.id)
            yield Uploaded(source.label, known[-1].duration / 1000)
            return
        held = sending(workspace, "upload", source.text)
        async with held, aclosing(self._sent(source, doubtful=bool(cut))) as events:
            async for event in events:
                yield event
        for entry in cut:
            await in_thread(workspace.outbox.settle, entry.id)

    async def _sent(self, source: Source, *, doubtful: bool) -> EventStream:
        workspace, renewed, lost = self._workspace, False, False
        total = source.size or 1
        yield Uploading(source.label, 0, total)
        while True:
            watch: Watch[UploadedFile] = Watch()
            if doubtful:
                doubtful = False
                with suppress(NoSession):  # then it did not arrive, and sending finds the same
                    if (arrived := await self._arrived(source)) is not None:
                        file = arrived
                        break
            try:
                async with aclosing(watch.follow(self._request(source, watch))) as steps:
                    async for sent, _ in steps:
                        yield Uploading(source.label, min(sent, total), total)
                file = watch.result
                break
            except NoSession:
                if renewed:
                    raise
                renewed = True
                for event in await workspace.renew():
                    yield event
            except NemoError as error:
                if not _outcome_unknown(error):
                    _name(error, source)
                    raise
                arrived = await self._arrived(source)
                if arrived is not None:
                    file = arrived
                    break
                if lost:
                    raise
                lost = True
        seconds = file.duration or 0.0
        digest = file.hash or ""
        await workspace.add_media(source.label, source.text, size=source.size, seconds=seconds, digest=digest)
        await workspace.used()
        yield Uploading(source.label, total, total)
        yield Uploaded(source.label, seconds)

    async def _request(self, source: Source, watch: Watch[UploadedFile]) -> UploadedFile:
        workspace = self._workspace
        session, client = workspace.session.session_id, workspace.link.client
        if source.path is None:
            return await client.upload_url(session, source.text)
        return await client.upload(session, source.path, source.label, watch.report)

    async def _arrived(self, source: Source) -> UploadedFile | None:
        """The file as the state lists it, where it lists one more of its name than we know of.

        Raises:
            NemoError: the state can't be read.
        """
        workspace = self._workspace
        session = workspace.session.session_id
        await workspace.link.refresh()
        state = await workspace.link.client.state(session)
        known = [
            item for item in await in_thread(workspace.store.media, workspace.project.id) if item.label == source.label
        ]
        before = sum(item.session_id == session for item in known)
        entries = [entry for entry in state.video_infos if isinstance(entry, Mapping)]
        named = [entry for entry in entries if _names(entry, source)]
        if len(named) > before:
            return _as_file(named[-1], source)
        if source.path is None:
            return None
        digests: dict[str, str] = {}
        for entry in entries:
            found = str(entry.get("hash") or "").lower()
            if kind := _DIGESTS.get(len(found)):
                if kind not in digests:
                    digests[kind] = await in_thread(_digest, source.path, kind)
                if digests[kind] == found:
                    return _as_file(entry, source)
        return None


def _name(error: NemoError, source: Source) -> None:
    """Say in a refusal which source it is of, and why in the service's own words where it had some.

    Raises:
        UnusableMedia: nothing can be fetched from the address.
    """
    reason = error.said.rstrip(".")
    if isinstance(error, UnsupportedFile):
        if source.label in reason:
            # A reason of its own; what else is supported is beside the point.
            error.message, error.advice = f"{reason}.", ""
        else:
            error.message = f"The service does not take {source.label}{f': {reason}' if reason else ''}."
    elif isinstance(error, FileTooLarge):
        error.message = f"{source.label}: {error.message}"
    elif source.path is None and error.code == Code.BAD_REQUEST:
        message = f"{source.label} can't be fetched: {reason or 'the service refuses'}."
        raise UnusableMedia(message) from error


def _outcome_unknown(error: NemoError) -> bool:
    """Did the file perhaps arrive, although no answer did?"""
    return isinstance(error, ConnectionLost) or error.status in (502, 504)


def _names(entry: Mapping[str, Any], source: Source) -> bool:
    """Does an entry of the state's list speak of this source? A size or an address that differs says no."""
    stated = entry.get("size")
    if source.size and isinstance(stated, int) and stated not in (0, source.size):
        return False
    names = [entry.get(key) for key in ("filename", "file_name", "name", "url", "source_url", "original_url")]
    texts = [name for name in names if isinstance(name, str)]
    return any(name == source.text or one_line(name.rpartition("/")[2], 255) == source.label for name in texts)


def _as_file(entry: Mapping[str, Any], source: Source) -> UploadedFile:
    length = entry.get("duration")
    seconds = float(length) if isinstance(length, int | float) and not isinstance(length, bool) else None
    found = entry.get("hash")
    return UploadedFile(filename=source.label, duration=seconds, hash=found if isinstance(found, str) else None)


def _digest(path: Path, kind: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, kind).hexdigest()
