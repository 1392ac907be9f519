"""The lists of the studio: projects, versions, renders, waiting prompts and commands, and what is chosen there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from shorts_tui import text
from shorts_tui.timeline.draft import EMPTY, Draft
from shorts_tui.tui.commands import COMMANDS, KeyMap, shown
from shorts_tui.tui.link import Link, Wanted
from shorts_tui.tui.widgets.chat import Chat
from shorts_tui.tui.widgets.prompt import Prompt
from shorts_tui.tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from shorts_tui.studio.studio import Studio
    from shorts_tui.tui.lists import Progress, Row
    from shorts_tui.tui.remedy import Remedy

T = TypeVar("T")


class Managing(Screen[None]):
    """What the studio screen holds, and the commands that show a list.

    Attributes:
        keys: the key map in force.
        link: the studio and its jobs.
        draft: the film as it is shown; `before`, as it was when the last turn began.
        renders: the renders that are followed, by id.
        cure: what a key can do about the last error.
        prompt: where the user types; None before the screen is built. It holds its text when it is taken down.
    """

    link: Link

    def __init__(self, keys: KeyMap) -> None:
        super().__init__()
        self.keys = keys
        self.draft: Draft = EMPTY
        self.before: Draft = EMPTY
        self.renders: dict[str, Progress] = {}
        self.cure: Remedy | None = None
        self.prompt: Prompt | None = None

    def run_command(self, name: str) -> None:
        """Run the command with this id."""
        self.run_worker(self.run_action(name))

    @property
    def unsent(self) -> str:
        """What stands in the prompt, or stood there when it was taken down."""
        return self.prompt.text if self.prompt is not None else ""

    async def _stored(self, read: Callable[[Studio], T], nothing: T) -> T:
        """What `read` finds in the store, off the event loop; `nothing` where there is no studio or it fails."""
        from shorts_tui.client.errors import NemoError

        if self.link.studio is None:
            return nothing
        try:
            return await asyncio.to_thread(read, self.link.studio)
        except NemoError as error:
            self.warn(error.message)
            return nothing

    def warn(self, words: str) -> None:
        """A passing word about something that can't be done."""
        self.app.notify(text.one_line(words), severity="warning", markup=False)

    # -- projects

    def action_projects(self) -> None:
        """List the projects."""
        from shorts_tui.tui.lists import project_rows
        from shorts_tui.tui.screens.pick import PickScreen

        async def rows() -> list[Row]:
            return await self._stored(lambda studio: project_rows(studio.store, studio.project), [])

        verbs = {"ctrl+e": "rename", "ctrl+d": "delete"}
        self.app.push_screen(PickScreen("Projects", rows, verbs), self._project_chosen)

    async def _project_chosen(self, chosen: tuple[str, str] | None) -> None:
        verb, project = chosen or ("", "")
        if verb == "open" and self.link.studio is not None and project != self.link.studio.project.id:
            await self._reopen(replace(self.link.wanted, project=project, fresh=False, media=()))
        elif verb in ("rename", "delete"):
            self.run_worker(self._change_project(verb, project))

    async def _change_project(self, verb: str, project: str) -> None:
        from shorts_tui.tui.screens.ask import AskScreen, ConfirmScreen

        known = await self._stored(lambda studio: studio.store.find(project), None)
        studio = self.link.studio
        if known is None or studio is None:
            return
        if verb == "rename":
            name = await self.app.push_screen_wait(AskScreen("A new name for the project:", known.name))
            if name and known.id == studio.project.id:
                await studio.rename(name)
                self.query_one(StatusLine).set(project=name)
            elif name:
                await self._stored(lambda opened: opened.store.rename(project, name), None)
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
            await self._stored(lambda opened: opened.store.delete(project), None)
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

    # -- versions and renders

    def action_versions(self) -> None:
        """List the drafts that there were."""
        from shorts_tui.tui.lists import version_rows
        from shorts_tui.tui.screens.pick import PickScreen

        async def rows() -> list[Row]:
            return await self._stored(lambda studio: version_rows(studio.store, studio.project), [])

        self.app.push_screen(PickScreen("Versions", rows, enter="compare"), self._version_chosen)

    async def _version_chosen(self, chosen: tuple[str, str] | None) -> None:
        from shorts_tui.tui.lists import version_lines
        from shorts_tui.tui.screens.page import PageScreen

        number, now = (chosen or ("", ""))[1], self.draft
        if number:
            gone: list[str] = []
            lines = await self._stored(lambda s: version_lines(s.store, s.project, int(number), now), gone)
            self.app.push_screen(PageScreen("Version", lines))

    def action_renders(self) -> None:
        """List the renders."""
        from shorts_tui.tui.lists import render_rows
        from shorts_tui.tui.screens.pick import PickScreen

        async def rows() -> list[Row]:
            followed = dict(self.renders)
            return await self._stored(lambda studio: render_rows(studio.store, studio.project, followed), [])

        verbs = {"ctrl+k": "cancel", "ctrl+y": "copy path"}
        self.app.push_screen(PickScreen("Renders", rows, verbs, every=1, enter="go on"), self._render_chosen)

    async def _render_chosen(self, chosen: tuple[str, str] | None) -> None:
        from shorts_tui.client.errors import NemoError

        verb, render = chosen or ("", "")
        if not render or self.link.studio is None:
            return
        if verb == "copy path":
            renders = await self._stored(lambda studio: studio.store.renders(studio.project.id), None)
            self.copy(next((item.out for item in renders or () if item.id == render), ""))
        elif verb == "cancel":
            try:
                await self.link.studio.cancel(render)
                self.query_one(Chat).say("notice", "Render cancelled.")
            except NemoError as error:
                self.warn(error.message)
        elif render not in self.renders:
            self.link.resume(render)

    def copy(self, words: str) -> None:
        """Send words to the terminal's clipboard; whether it takes them, only the terminal knows."""
        if words:
            self.app.copy_to_clipboard(text.sanitize(words))
            self.app.notify("Sent to the terminal's clipboard.", markup=False)

    # -- the queue and the palette

    def show_queue(self) -> None:
        """Show what waits above the prompt."""
        waiting = [text.one_line(prompt, 60) for prompt in self.link.queue]
        line = self.query_one("#queue", Static)
        line.display = bool(waiting)
        if waiting:
            key = shown(self.keys.keys["queue"][0])
            line.update(Content(text.one_line(f"waiting ({key}: edit or drop): {' | '.join(waiting)}", 300)))

    def action_queue(self) -> None:
        """List the prompts that wait."""
        from shorts_tui.tui.lists import Row
        from shorts_tui.tui.screens.pick import PickScreen

        async def rows() -> list[Row]:
            return [Row(str(index), prompt) for index, prompt in enumerate(self.link.queue)]

        self.app.push_screen(PickScreen("Waiting", rows, {"ctrl+d": "drop"}, every=1, enter="edit"), self._waiting)

    def _waiting(self, chosen: tuple[str, str] | None) -> None:
        verb, index = chosen or ("", "")
        if index:
            prompt = self.link.drop(int(index))
            if verb == "open":
                self.query_one(Prompt).write(prompt)
                self.query_one(Prompt).focus()
            self.show_queue()

    def action_palette(self) -> None:
        """List the commands."""
        from shorts_tui.tui.lists import Row
        from shorts_tui.tui.screens.pick import PickScreen

        async def rows() -> list[Row]:
            return [
                Row(item.id, f"{item.title:<20} {', '.join(map(shown, self.keys.keys[item.id])):<6}", item.help)
                for item in COMMANDS
            ]

        def run(chosen: tuple[str, str] | None) -> None:
            if chosen and chosen[1]:
                self.run_command(chosen[1])

        self.app.push_screen(PickScreen("Commands", rows, enter="run"), run)
