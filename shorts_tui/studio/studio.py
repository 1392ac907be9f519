"""Studio: the one object that the screen and the commands hold. Its methods tell what happens as StudioEvents."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Self
from urllib.parse import quote

from shorts_tui.client.threads import in_thread
from shorts_tui.paths import locations
from shorts_tui.settings import Backend, Settings
from shorts_tui.studio import events
from shorts_tui.studio.copying import duplicate
from shorts_tui.studio.errors import StudioError
from shorts_tui.studio.events import EventStream
from shorts_tui.studio.history import History
from shorts_tui.studio.names import UNTITLED
from shorts_tui.studio.operations import Operations
from shorts_tui.studio.outgoing import outgoing
from shorts_tui.studio.phrases import phrases
from shorts_tui.studio.project import Project, Render, new_project
from shorts_tui.studio.recovery import keep_cut_texts
from shorts_tui.studio.store import Store
from shorts_tui.studio.uploading import check
from shorts_tui.studio.workspace import Purpose, Workspace
from shorts_tui.timeline.draft import Draft


class Studio:
    """A project on a backend: an async context manager, whose methods yield what happens.

    Methods that need a connection make one first. Every failure is raised as a `NemoError` with a sentence, advice
    and an exit status, after what could be told of it was told. Nothing that is told holds a token.

    Args:
        settings: the settings in force.
        backend: where to work; by default as the settings say.
        project: the name or id of a project; by default the last one. With `fresh`, the name of a new one.
        fresh: begin a new project.
        job_key: what makes it the same job when it is begun again: a project that was begun for it and has an
            unfinished render is taken up, whatever `fresh` says.
        keep_renders: leave a render running when its export is abandoned, instead of cancelling it.

    Raises:
        NoSuchProject, StorageFault: on entering.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        backend: Backend | None = None,
        project: str | None = None,
        fresh: bool = False,
        job_key: str = "",
        keep_renders: bool = False,
    ) -> None:
        self.settings = settings
        self._backend: Backend = backend or settings.backend
        self._wanted, self._fresh, self._job_key, self._keep_renders = project, fresh, job_key, keep_renders
        self._store: Store | None = None
        self._open: Workspace | None = None
        self._connecting = asyncio.Lock()

    async def __aenter__(self) -> Self:
        self._store = await in_thread(Store, locations().projects)
        try:
            self._open = Workspace(self._store, await in_thread(self._begin, self._store), self.settings)
        except BaseException:
            self._store.close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._open is not None:
            await self._open.leave()
        self.store.close()

    def _begin(self, store: Store) -> Project:
        """The project to work in, with all that was ever shown of it in its history."""
        project = self._choose(store)
        keep_cut_texts(store, phrases(self.settings.language), project.id)
        return project

    def _choose(self, store: Store) -> Project:
        if self._job_key and (begun := store.find_job(self._job_key)) is not None:
            return begun
        if self._wanted is not None and not self._fresh:
            return store.find(self._wanted)
        last = None if self._fresh else store.last()
        return last or new_project(
            name=self._wanted or UNTITLED, language=self.settings.language, job_key=self._job_key
        )

    @property
    def _workspace(self) -> Workspace:
        if self._open is None:
            raise StudioError("The studio is not open.")
        return self._open

    @property
    def _operations(self) -> Operations:
        return Operations(self._workspace, keep_renders=self._keep_renders)

    @property
    def store(self) -> Store:
        """The projects on disk: history, versions, renders. Blocking."""
        if self._store is None:
            raise StudioError("The studio is not open.")
        return self._store

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self._workspace.project

    @property
    def draft(self) -> Draft:
        """The film as it was when it was last read."""
        return self._workspace.draft

    @property
    def backend(self) -> str:
        """`cloud`, `local`, or "" before there is a connection."""
        return self._workspace.link.backend if self._workspace.is_linked else ""

    @property
    def token_expires(self) -> float | None:
        """When the anonymous token ends, epoch seconds; None where there is none."""
        return self._workspace.link.token_expires if self._workspace.is_linked else None

    @property
    def has_unfinished_export(self) -> bool:
        """Was the film, as it is, being rendered for an export that was interrupted? Known once connected."""
        return self._workspace.unfinished is not None

    def check_sources(self, sources: Sequence[str]) -> None:
        """Look at files and addresses before anything is sent.

        Raises:
            UnusableMedia, UnsupportedFile, FileTooLarge: the first one that can't be sent.
        """
        for source in sources:
            check(source, self.settings.max_upload)

    async def connect(self, *, backend: Backend | None = None, purpose: Purpose = "work") -> EventStream:
        """Connect, or connect elsewhere; a session is opened only for work."""
        self._backend = backend or self._backend
        async with self._connecting, aclosing(self._connect(purpose)) as told:
            async for event in told:
                yield event

    def upload(self, sources: Sequence[str]) -> EventStream:
        """Upload files and URLs, in order."""
        return self._connected(self._operations.run_upload(sources))

    def say(self, prompt: str, *, export_to: Path | None = None, export: bool = True) -> EventStream:
        """Do what a prompt asks for: a message to the service, and whatever else is in it, in order.

        Args:
            prompt: the user's words.
            export_to: where an export goes that the prompt or the service asks for.
            export: False leaves every export to the caller.
        """
        # A glance never talks, and the rules of language cost a tenth of a second to load.
        from shorts_tui.studio.conversation import Conversation

        talk = Conversation(self._workspace, self._operations, export_to=export_to, may_export=export)
        return self._connected(talk.say(prompt))

    def export(self, out: Path | None = None, *, overwrite: bool = False) -> EventStream:
        """Render the film and fetch it into `out`, a file or a directory; by default named after the project."""
        return self._connected(self._operations.run_export(out, overwrite=overwrite))

    def export_as(self, form: str, out: Path | None = None, *, overwrite: bool = False) -> EventStream:
        """Write the film's `draft` JSON, or its captions as `srt`, `vtt` or `ass`."""
        return self._connected(self._operations.run_document(form, out, overwrite=overwrite))

    def undo(self) -> EventStream:
        """Back to the film before the last change. Needs no connection."""
        return outgoing(History(self._workspace).step("undo"), self._workspace)

    def redo(self) -> EventStream:
        """Take back the last undo. Needs no connection."""
        return outgoing(History(self._workspace).step("redo"), self._workspace)

    def go_to(self, version: int) -> EventStream:
        """Back, or forward, to any version of the film. Needs no connection."""
        return outgoing(History(self._workspace).go_to(version), self._workspace)

    def restore(self, sources: Sequence[str], version: int) -> EventStream:
        """Bring an imported project's media and film to a session."""
        return self._connected(self._operations.run_restore(sources, version))

    def credits(self) -> EventStream:
        """What is left to spend. Needs no session."""
        return self._connected(self._operations.run_credits(), "credits")

    def status(self) -> EventStream:
        """A glance: the film, running renders, the token. Opens no session."""
        return self._connected(self._operations.run_status(), "look")

    async def unfinished_renders(self) -> list[Render]:
        """Renders of this project's session that are not saved yet, the newest first. Known once connected."""
        return await self._operations.unfinished()

    def resume(self, render_id: str) -> EventStream:
        """Follow an unfinished render to its file."""
        return self._connected(self._operations.resume(render_id))

    async def cancel(self, render_id: str) -> None:
        """Stop an unfinished render."""
        await self._operations.cancel(render_id)

    def leave_renders(self) -> None:
        """From now on a render outlives its export, as with `keep_renders`: whoever follows it is about to go."""
        self._workspace.leaving = True

    async def rename(self, name: str) -> None:
        """Give the project another name."""
        await self._workspace.rename(name)

    async def duplicate(self, project_id: str, name: str) -> Project:
        """A new project that begins where another one stands; both must be on this machine."""
        return await duplicate(self._workspace, project_id, name)

    async def claim_link(self) -> str:
        """An address where a registered user takes this project over. It holds a claim token, never ours."""
        workspace = self._workspace
        claim = await workspace.link.client.claim_link(workspace.session.task_id, workspace.session.session_id)
        return f"{self.settings.web_url.rstrip('/')}/workspace/claim?ct={quote(claim, safe='')}"

    async def _connected(self, stream: EventStream, purpose: Purpose = "work") -> EventStream:
        """The stream, after a connection was made where there was none."""
        workspace = self._workspace
        # Whoever asks for something while a connection is being made waits for that one.
        async with self._connecting:
            if not (workspace.is_connected if purpose == "work" else workspace.is_linked):
                async with aclosing(self._connect(purpose)) as told:
                    async for event in told:
                        # A glance tells of the film itself.
                        if purpose == "work" or not isinstance(event, events.Timeline | events.DraftUpdate):
                            yield event
        async with aclosing(outgoing(stream, workspace)) as told:
            async for event in told:
                yield event

    async def _connect(self, purpose: Purpose) -> EventStream:
        if notice := self.store.notice:
            self.store.notice = ""
            yield events.Notice(notice)
        connecting = self._operations.connect(self._backend, purpose)
        async with aclosing(outgoing(connecting, self._workspace, keep=False)) as told:
            async for event in told:
                yield event
