"""The list of projects: opening, beginning, renaming, duplicating and deleting one."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from shorts_tui.tui.link import Wanted
from shorts_tui.tui.screens.holding import Holding
from shorts_tui.tui.widgets.prompt import Prompt
from shorts_tui.tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from shorts_tui.tui.lists import Row


class Projects(Holding):
    """The commands about projects."""

    def action_projects(self) -> None:
        """List the projects."""
        from shorts_tui.tui.lists import project_rows
        from shorts_tui.tui.screens.pick import PickScreen

        async def rows() -> list[Row]:
            return await self.stored(lambda studio: project_rows(studio.store, studio.project), [])

        verbs = {"ctrl+e": "rename", "ctrl+y": "duplicate", "ctrl+d": "delete"}
        self.app.push_screen(PickScreen("Projects", rows, verbs), self._project_chosen)

    async def _project_chosen(self, chosen: tuple[str, str] | None) -> None:
        verb, project = chosen or ("", "")
        if verb == "open" and self.link.studio is not None and project != self.link.studio.project.id:
            await self._reopen(replace(self.link.wanted, project=project, fresh=False, media=()))
        elif verb in ("rename", "duplicate", "delete"):
            self.run_worker(self._change_project(verb, project))

    async def _change_project(self, verb: str, project: str) -> None:
        from shorts_tui.client.errors import NemoError
        from shorts_tui.tui.screens.ask import AskScreen, ConfirmScreen

        known = await self.stored(lambda studio: studio.store.find(project), None)
        studio = self.link.studio
        if known is None or studio is None:
            return
        if verb == "rename":
            name = await self.app.push_screen_wait(AskScreen("A new name for the project:", known.name))
            if name and known.id == studio.project.id:
                await studio.rename(name)
                self.query_one(StatusLine).set(project=name)
            elif name:
                await self.stored(lambda opened: opened.store.rename(project, name), None)
        elif verb == "duplicate":
            name = await self.app.push_screen_wait(AskScreen("A name for the copy:", f"{known.name} copy"))
            try:
                if name:
                    await studio.duplicate(project, name)
            except NemoError as error:
                self.warn(f"{error.message} {error.advice}")
        else:
            question = f'Delete "{known.name}" with its history? Exported files stay.'
            if not await self.app.push_screen_wait(ConfirmScreen(question)):
                return
            if known.id == studio.project.id:
                self.query_one(Prompt).write("")
                await self.link.close()
                await self._forget(project)
                await self._reopen(replace(self.link.wanted, project=None, fresh=False, media=()))
                return
            await self.stored(lambda opened: opened.store.delete(project), None)
        self.action_projects()

    async def _forget(self, project: str) -> None:
        """Delete the project that was open until now."""
        from shorts_tui.client.errors import NemoError
        from shorts_tui.paths import locations
        from shorts_tui.studio.store import Store

        def delete() -> None:
            with Store(locations().projects) as store:
                store.delete(project)

        try:
            await asyncio.to_thread(delete)
        except NemoError as error:
            self.warn(error.message)

    async def action_new_project(self) -> None:
        """Begin with an empty film."""
        await self._reopen(replace(self.link.wanted, project=None, fresh=True, media=()))

    async def _reopen(self, wanted: Wanted) -> None:
        unsent = self.unsent
        self.query_one(Prompt).write("")
        self.query_one(StatusLine).set(connection="Opening...", available=None)
        await self.link.reopen(wanted, unsent)
