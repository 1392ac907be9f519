"""From the draft to a finished, verified file: check, ask for a render, follow it, fetch it.

A render's id is on disk before it is asked for, and everything about it is asked under that id: a lost answer, an
offline spell or a closed terminal never makes a second render.
"""

from __future__ import annotations

import asyncio
import dataclasses
import os
import time
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import Any

from shorts_tui.client.errors import DamagedDownload, NemoError, NoSession
from shorts_tui.client.refusals import remote_line
from shorts_tui.client.retry import is_transient
from shorts_tui.client.threads import in_thread
from shorts_tui.studio.errors import BadTarget, NothingToExport, RenderFailed, StudioError
from shorts_tui.studio.events import EventStream, Exported, Notice, Rendering
from shorts_tui.studio.mp4 import read_movie, verify
from shorts_tui.studio.names import file_stem, free_path
from shorts_tui.studio.progress import Watch
from shorts_tui.studio.project import Render, fingerprint
from shorts_tui.studio.rendering import Following
from shorts_tui.studio.reviewing import findings_of
from shorts_tui.studio.uploading import is_url
from shorts_tui.studio.workspace import Workspace


def target(out: Path | None, name: str, suffix: str = ".mp4") -> Path:
    """Where a file goes: `out`, or a name made from the project's in `out` (a directory) or the current directory.

    Raises:
        BadTarget: nothing can be written there.
    """
    path = (out or Path()).expanduser().absolute()
    if out is None or path.is_dir():
        path = path / f"{file_stem(name)}{suffix}"
    if not path.parent.is_dir():
        raise BadTarget(f"There is no directory {path.parent}.", advice="Make it first, or name another.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise BadTarget(f"Nothing can be written into {path.parent}.", advice="Name another place with -o.")
    return path


class Export:
    """Exports of a workspace's draft into one place.

    Args:
        workspace: whose draft.
        out: where the file goes.
        overwrite: replace a file that is there; otherwise the next free name is taken.
        keep: leave the render running when the caller goes away; otherwise it is cancelled.
    """

    def __init__(self, workspace: Workspace, out: Path, *, overwrite: bool, keep: bool) -> None:
        self._workspace, self._out, self._overwrite, self._keep = workspace, out, overwrite, keep
        self._until = 0.0

    async def run(self) -> EventStream:
        """Export the current draft.

        Raises:
            NothingToExport: the draft is empty.
            RenderFailed: the service failed to render it, twice, or the render was cancelled.
            RenderUnfinished: it takes longer than is waited for.
            NemoError: the service refuses, or is not reachable.
        """
        workspace = self._workspace
        try:
            draft = await workspace.read("found when exporting")
        except NoSession:
            for event in await workspace.renew():
                yield event
            raise NothingToExport("The server forgot this film's session: there is nothing to export.") from None
        if draft.is_empty:
            raise NothingToExport("Nothing to export yet.")
        digest = await in_thread(fingerprint, draft.raw)
        with self._alone(digest):
            render = await in_thread(workspace.store.unfinished_render, workspace.session, digest)
            if render is not None:
                yield Notice(workspace.words.picked_up)
            following = self._follow(render or await self._new(digest), draft.raw, again=render is not None)
            async with aclosing(following) as events:
                async for event in events:
                    yield event

    async def resume(self, render: Render, draft: Any) -> EventStream:
        """Bring a render that was asked for earlier to its end; `draft` is the JSON that it is of.

        Raises:
            NemoError: as `run`.
        """
        with self._alone(render.fingerprint):
            async with aclosing(self._follow(render, draft, again=True)) as events:
                async for event in events:
                    yield event

    @contextmanager
    def _alone(self, digest: str) -> Iterator[None]:
        """One export of a draft at a time.

        Raises:
            StudioError: one is under way.
        """
        running = self._workspace.exporting
        if digest in running:
            raise StudioError("This film is being exported already.", code="export_running")
        running.add(digest)
        try:
            yield
        finally:
            running.discard(digest)

    async def _follow(self, render: Render, draft: Any, *, again: bool) -> EventStream:
        """Bring a render to its end; `again` when it may have been asked for before."""
        self._until = asyncio.get_running_loop().time() + self._workspace.settings.timing.render_limit
        render, path = dataclasses.replace(render, out=str(self._out)), self._out
        for final in (False, True):
            following = Following(self._workspace, render, until=self._until, keep=self._keep)
            async with aclosing(following.run(draft, again=again)) as events:
                async for event in events:
                    yield event
            last = following.last
            if last is None or last.state == "cancelled":
                raise RenderFailed("The render was cancelled.", advice="Export again to render anew.")
            if last.state == "completed":
                if last.note:
                    yield Notice(last.note)
                async with aclosing(self._fetch(render, last.url)) as events:
                    async for event in events:
                        yield event
                        path = Path(event.path) if isinstance(event, Exported) else path
                language = self._workspace.project.language
                for finding in await findings_of(path, last.findings, draft, language):
                    yield finding
                return
            reason = remote_line(last.message).rstrip(".") or "no reason given"
            if final:
                raise RenderFailed(f"The service could not render the film: {reason}.", advice="Try again later.")
            yield Notice(self._workspace.words.render_again.format(reason=reason))
            render, again = await self._new(render.fingerprint), False

    async def _new(self, digest: str) -> Render:
        """A render under an id of its own, on disk."""
        workspace, session = self._workspace, self._workspace.session
        stamp = time.time_ns() // 1_000_000
        while True:
            render = Render(
                f"render_{stamp}", session.project, session.session_id, session.server, digest, "new", str(self._out)
            )
            if await in_thread(workspace.store.add_render, render):
                return render
            stamp += 1

    async def _fetch(self, render: Render, url: str) -> EventStream:
        """Download a finished film, check it and put it under its name."""
        workspace, link = self._workspace, self._workspace.link
        while True:
            path = self._out if self._overwrite else free_path(self._out)
            watch: Watch[int] = Watch()
            work = link.client.download(render.id, url, path, watch.report, verify=verify)
            try:
                async with aclosing(watch.follow(work)) as steps:
                    async for done, total in steps:
                        yield Rendering(render.id, "downloading", min(done / total, 1.0) if total else 0.0)
                break
            except DamagedDownload:
                # The same render would be as damaged the next time.
                await in_thread(workspace.store.set_render, render.id, "failed")
                raise
            except NemoError as error:
                over = asyncio.get_running_loop().time() >= self._until
                if over or not (await link.revive(error) or is_transient(error)):
                    raise
                yield Notice(workspace.words.download_again.format(reason=error.message.rstrip(".")))
            await asyncio.sleep(link.poll)
        movie = await in_thread(read_movie, path)
        await in_thread(workspace.store.set_render, render.id, "saved", out=str(path))
        workspace.unfinished = None
        shown = _shown_link(url) if link.backend == "cloud" else ""
        yield Exported(str(path), watch.result, movie.duration / 1000, movie.width, movie.height, shown)


def _shown_link(url: str) -> str:
    """A download's address where it is one that can be shown and copied, else ""."""
    safe = remote_line(url, 8192)
    return safe if safe == url and is_url(url) else ""
