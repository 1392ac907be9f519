"""Undo, redo and going back to a version: done here, at once, with no word to the service."""

from __future__ import annotations

from typing import Literal

from shorts_tui.client.threads import in_thread
from shorts_tui.studio.errors import StudioError
from shorts_tui.studio.events import Changed, EventStream, Notice
from shorts_tui.studio.film import film_events
from shorts_tui.studio.project import Version
from shorts_tui.studio.workspace import Workspace
from shorts_tui.timeline.diff import changes
from shorts_tui.timeline.draft import EMPTY, decode


class History:
    """Moves a workspace through the versions of its film. Needs no connection."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def step(self, to: Literal["undo", "redo"]) -> EventStream:
        """To the version before the one in force, or to the one after it.

        Raises:
            StudioError: there is none.
        """
        store, words = self._workspace.store, self._workspace.words
        find = store.version_before if to == "undo" else store.version_after
        version = await in_thread(find, self._workspace.project.id)
        if version is None:
            raise StudioError(words.nothing_to_undo if to == "undo" else words.nothing_to_redo, code="no_version")
        async for event in self._go(version, words.undone if to == "undo" else words.redone):
            yield event

    async def go_to(self, number: int) -> EventStream:
        """To the version with this id.

        Raises:
            StudioError: the project has none with it.
        """
        workspace = self._workspace
        version = await in_thread(workspace.store.version, workspace.project.id, number)
        if version is None:
            raise StudioError(workspace.words.version_gone, code="no_version")
        async for event in self._go(version, workspace.words.went_back):
            yield event

    async def _go(self, version: Version, heading: str) -> EventStream:
        workspace = self._workspace
        now = await in_thread(workspace.store.current_version, workspace.project.id)
        await workspace.go_to(version)
        before = EMPTY if now is None else decode(now.draft)
        yield Notice(heading)
        yield Changed(changes(before, workspace.draft, workspace.words.language))
        for event in film_events(workspace.draft):
            yield event
