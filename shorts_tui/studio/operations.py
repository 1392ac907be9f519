"""The use cases besides talking: connecting, uploading, exporting, credits and status, as streams of events."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from contextlib import aclosing, suppress
from datetime import datetime
from pathlib import Path

from shorts_tui.client.errors import ConnectionLost, NemoError, NoSession, TimedOut, Unreachable
from shorts_tui.client.threads import in_thread
from shorts_tui.paths import locations
from shorts_tui.settings import Backend
from shorts_tui.studio import documents, rendering
from shorts_tui.studio.connect import Link, candidates, engine_installed
from shorts_tui.studio.errors import EngineMissing, NothingToExport, StudioError
from shorts_tui.studio.events import (
    Connecting,
    Credits,
    EventStream,
    Exported,
    Notice,
    Rendering,
    StudioEvent,
)
from shorts_tui.studio.exporting import Export, target
from shorts_tui.studio.film import film_events
from shorts_tui.studio.names import film_name, free_path
from shorts_tui.studio.project import UNFINISHED, Render
from shorts_tui.studio.sweeping import tidy
from shorts_tui.studio.uploading import Upload, check
from shorts_tui.studio.workspace import Purpose, Workspace

_AWAY = (Unreachable, TimedOut, ConnectionLost)
_INSTALL = "Try again later, or install the engine to work on this machine: pip install 'shorts-tui[local]'."


class Operations:
    """Runs them on one workspace.

    Args:
        workspace: the project.
        keep_renders: leave a render running when nobody follows it any more, instead of cancelling it.
    """

    def __init__(self, workspace: Workspace, *, keep_renders: bool) -> None:
        self._workspace, self._keep = workspace, keep_renders

    async def connect(self, backend: Backend, purpose: Purpose) -> EventStream:
        """Connect to the first backend that answers.

        Raises:
            Unreachable: none answers.
            EngineMissing: the engine was asked for and is not there.
            NemoError: the service refuses.
        """
        workspace = self._workspace
        await workspace.leave()
        last = await in_thread(workspace.store.last_used_server, workspace.project.id)
        order = candidates(backend, last_server=last, engine=engine_installed())
        away: NemoError | None = None
        for server in order:
            yield Connecting(server)
            link = Link(server, workspace.settings, locations(), os.environ)
            # Only where there is an alternative is the cloud not waited for.
            hurry = workspace.settings.timing.connect if server != order[-1] else None
            try:
                told = await _entered(workspace, link, hurry, purpose)
            except _AWAY as error:
                if server == order[-1]:
                    if backend == "auto" and server == "cloud":
                        error.advice = _INSTALL
                    raise
                away = error
                yield Notice(workspace.words.cloud_unreachable)
            except EngineMissing as error:
                if away is None:
                    raise
                raise Unreachable(f"{away.message} {error.message}", advice=_INSTALL) from error
            else:
                for event in told:
                    yield event
                await tidy(workspace)
                return

    async def run_upload(self, sources: Sequence[str]) -> EventStream:
        """Check all the sources, then send them one after the other."""
        workspace = self._workspace
        if not sources:
            yield Notice(workspace.words.name_files)
            return
        checked = [check(source, workspace.settings.max_upload) for source in sources]
        async with aclosing(Upload(workspace).run(checked)) as events:
            async for event in events:
                yield event

    async def run_export(self, out: Path | None, *, overwrite: bool | None = None) -> EventStream:
        """Export the draft; a file named by the caller is replaced unless `overwrite` says otherwise."""
        workspace = self._workspace
        path = target(out, await self._film_name())
        replace = out is not None if overwrite is None else overwrite
        export = Export(workspace, path, overwrite=replace, keep=self._keep)
        async with aclosing(export.run()) as events:
            async for event in events:
                yield event

    async def run_restore(self, sources: Sequence[str], version: int) -> EventStream:
        """Give the session the media of an imported project, and the film that is in force in it."""
        workspace = self._workspace
        async with aclosing(self.run_upload(sources)) as events:
            async for event in events:
                yield event
        await in_thread(workspace.store.forget_imported_media, workspace.project.id)
        await workspace.read("found when importing")
        found = await in_thread(workspace.store.version, workspace.project.id, version)
        if found is not None:
            await workspace.go_to(found)
            await workspace.give()
        for event in film_events(workspace.draft):
            yield event

    async def run_document(self, form: str, out: Path | None, *, overwrite: bool) -> EventStream:
        """Write the draft's JSON or its captions."""
        workspace = self._workspace
        draft = await workspace.read("found when exporting")
        if draft.is_empty:
            raise NothingToExport("Nothing to export yet.")
        path = target(out, await self._film_name(), documents.SUFFIXES[form])
        path = path if overwrite else free_path(path)
        content = documents.document(draft, form)
        await in_thread(documents.save, path, content)
        width, height = draft.size or (0, 0)
        yield Exported(str(path), len(content), draft.duration / 1000, width, height, "")

    async def _film_name(self) -> str:
        workspace = self._workspace
        media = await in_thread(workspace.store.media, workspace.project.id)
        return film_name(workspace.project.name, [item.label for item in media])

    async def run_credits(self) -> EventStream:
        """What is left to spend."""
        workspace = self._workspace
        left, workspace.balance = workspace.balance, None
        if left is None:
            await workspace.link.refresh()
            left = await workspace.link.client.credits()
        yield Credits(left.available, left.frozen, left.total, left.unlimited)

    async def run_status(self) -> EventStream:
        """The film as it is now, its renders, and how long the token lasts."""
        workspace = self._workspace
        if workspace.is_connected:
            try:
                await workspace.current()
            except NoSession:
                for event in await workspace.renew():
                    yield event
        for event in film_events(workspace.draft):
            yield event
        for render in await self.unfinished():
            with suppress(NemoError, TimeoutError):
                async with asyncio.timeout(workspace.settings.timing.connect):
                    status = await workspace.link.client.render_status(render.id)
                yield Rendering(render.id, status.state, status.progress)
        if (ends := workspace.link.token_expires) is not None:
            date = datetime.fromtimestamp(ends).astimezone().strftime("%Y-%m-%d %H:%M")
            yield Notice(workspace.words.expiry.format(date=date))

    async def unfinished(self) -> list[Render]:
        """The project's renders that are not saved yet and belong to the session that is open, the newest first."""
        workspace = self._workspace
        if not workspace.is_connected:
            return []
        session = workspace.session
        renders = await in_thread(workspace.store.renders, workspace.project.id, stages=UNFINISHED)
        return [r for r in renders if (r.server, r.session_id) == (session.server, session.session_id)]

    async def resume(self, render_id: str) -> EventStream:
        """Follow an unfinished render of an earlier start to its file."""
        workspace = self._workspace
        render = await self._render(render_id)
        draft = await in_thread(workspace.store.draft, workspace.project.id, render.fingerprint)
        export = Export(workspace, target(Path(render.out), await self._film_name()), overwrite=False, keep=self._keep)
        async with aclosing(export.resume(render, draft)) as events:
            async for event in events:
                yield event

    async def cancel(self, render_id: str) -> None:
        """Stop an unfinished render."""
        render = await self._render(render_id)
        await rendering.cancel(self._workspace, render)

    async def _render(self, render_id: str) -> Render:
        for render in await self.unfinished():
            if render.id == render_id:
                return render
        raise StudioError("This render is not running any more.", code="no_render")


async def _entered(workspace: Workspace, link: Link, hurry: float | None, purpose: Purpose) -> list[StudioEvent]:
    """The events of entering a workspace over a link, within `hurry` seconds.

    Raises:
        TimedOut: the server does not answer within them.
        NemoError: it refuses, or is not reachable.
    """
    try:
        async with asyncio.timeout(hurry):
            await link.open()
            return await workspace.enter(link, purpose)
    except TimeoutError:
        await link.close()
        raise TimedOut("The NemoVideo cloud does not answer.") from None
    except BaseException:
        await link.close()
        raise
