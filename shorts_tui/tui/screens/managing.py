"""The lists of the film: versions, renders, waiting prompts and commands, and what is chosen there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from shorts_tui import text
from shorts_tui.tui.commands import COMMANDS, shown
from shorts_tui.tui.screens.projects import Projects
from shorts_tui.tui.widgets.chat import Chat
from shorts_tui.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from shorts_tui.studio.project import Render
    from shorts_tui.tui.lists import Row


class Managing(Projects):
    """The commands that show a list."""

    # -- versions and renders

    def action_versions(self) -> None:
        """List the drafts that there were."""
        from shorts_tui.tui.lists import version_rows
        from shorts_tui.tui.screens.pick import PickScreen

        async def rows() -> list[Row]:
            return await self.stored(lambda studio: version_rows(studio.store, studio.project), [])

        self.app.push_screen(
            PickScreen("Versions", rows, {"ctrl+e": "compare"}, enter="goes back to it"), self._version_chosen
        )

    async def _version_chosen(self, chosen: tuple[str, str] | None) -> None:
        from shorts_tui.tui.lists import version_lines
        from shorts_tui.tui.screens.page import PageScreen

        verb, number = chosen or ("", "")
        now = self.draft
        if number and verb == "open":
            self.go(int(number))
        elif number:
            gone: list[str] = []
            lines = await self.stored(lambda s: version_lines(s.store, s.project, int(number), now), gone)
            self.app.push_screen(PageScreen("Version", lines))

    def action_renders(self) -> None:
        """List the renders."""
        from shorts_tui.tui.lists import render_rows
        from shorts_tui.tui.screens.pick import PickScreen

        async def rows() -> list[Row]:
            followed = dict(self.renders)
            return await self.stored(lambda studio: render_rows(studio.store, studio.project, followed), [])

        verbs = {"ctrl+k": "cancel", "ctrl+o": "open folder", "ctrl+y": "copy path", "ctrl+l": "copy link"}
        self.app.push_screen(
            PickScreen("Renders", rows, verbs, every=1, enter="goes on, or says where it is"), self._render_chosen
        )

    async def _render_chosen(self, chosen: tuple[str, str] | None) -> None:
        from shorts_tui.client.errors import NemoError

        verb, render = chosen or ("", "")
        if not render or self.link.studio is None:
            return
        none: list[Render] = []
        renders = await self.stored(lambda studio: studio.store.renders(studio.project.id), none)
        known = next((item for item in renders if item.id == render), None)
        if known is None:
            return
        if verb == "copy path":
            self.copy(known.out)
        elif verb == "copy link":
            self.copy(known.url) if known.url.startswith("https://") else self.warn("This render has no public link.")
        elif verb == "open folder":
            await self._open_folder(Path(known.out).parent)
        elif verb == "cancel":
            followed = render in self.renders
            try:
                await self.link.studio.cancel(render)
                if not followed:  # whoever follows it is told by its end
                    self.query_one(Chat).say("notice", "Render cancelled.")
            except NemoError as error:
                self.warn(error.message)
        elif known.stage == "saved":
            self.copy(known.out)
            self.query_one(Chat).say("notice", f"It is saved: {known.out}")
        elif render not in self.renders:
            self.link.resume(render)

    async def _open_folder(self, folder: Path) -> None:
        """Show a folder in the desktop's file manager; where there is none, say where it is."""
        from shorts_tui.tui.desktop import open_folder

        if not await open_folder(folder):
            self.copy(str(folder))
            self.app.notify(f"There is no desktop here. The folder is {text.one_line(str(folder))}.", markup=False)

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
