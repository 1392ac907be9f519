"""What the commands of the studio do, but for those that show a list: places, the film, the service, the screen."""

from __future__ import annotations

import asyncio
import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from shorts_tui import text
from shorts_tui.tui.screens.managing import Managing
from shorts_tui.tui.themes import NAMES as THEME_NAMES
from shorts_tui.tui.widgets.chat import Chat
from shorts_tui.tui.widgets.details import MediaPane, facts
from shorts_tui.tui.widgets.prompt import Prompt
from shorts_tui.tui.widgets.timeline import TimelineView


class Doing(Managing):
    """The actions of the studio screen."""

    # -- places

    def action_focus_prompt(self) -> None:
        """Go to the prompt."""
        self.query_one(Prompt).focus()

    def action_focus_timeline(self) -> None:
        """Go to the timeline."""
        self.query_one(TimelineView).focus()

    def action_focus_chat(self) -> None:
        """Go to the conversation."""
        self.query_one(Chat).focus()

    def action_scroll_chat(self, pages: int) -> None:
        """Look back, or on, in the conversation without leaving the prompt."""
        chat = self.query_one(Chat)
        (chat.scroll_page_down if pages > 0 else chat.scroll_page_up)(animate=False)

    # -- the film

    def action_add_media(self) -> None:
        """Choose files to upload."""
        from shorts_tui.tui.screens.files import FilesScreen

        self.app.push_screen(FilesScreen(Path.cwd()), self._chosen)

    def _chosen(self, sources: tuple[str, ...] | None) -> None:
        if sources:
            self.link.upload(sources)

    def action_sample(self) -> None:
        """Add the packaged sample film."""
        from shorts_tui.samples import sample_footage

        if self._ready():
            self.link.upload((str(sample_footage()),))

    def action_export(self) -> None:
        """Render the film and fetch it; while a turn changes it, as soon as that is over."""
        if not self._ready():
            return
        if self.link.running("turn"):
            self.link.say("export")
            self.show_queue()
        else:
            self.link.export()

    def action_undo(self) -> None:
        """Back to the film before the last change."""
        self.go("undo")

    def action_redo(self) -> None:
        """Take back the last undo."""
        self.go("redo")

    def action_report(self) -> None:
        """Show the timeline as plain text."""
        from shorts_tui.tui.lists import report_lines
        from shorts_tui.tui.screens.page import PageScreen

        self.app.push_screen(PageScreen("Timeline", report_lines(self.draft)))

    def action_media(self) -> None:
        """Show the media and what is chosen, for screens without room beside the chat."""
        from shorts_tui.tui.screens.page import PageScreen

        chosen = facts(self.draft, *self.query_one(TimelineView).selected)
        self.app.push_screen(PageScreen("Media", [*self.query_one(MediaPane).lines, "", "Chosen", *chosen]))

    def _ready(self) -> bool:
        if self.link.studio is None:
            self.warn("Still opening the project.")
        return self.link.studio is not None

    # -- the service

    def action_stop(self) -> None:
        """Stop following the turn that runs."""
        if self.link.stop("turn"):
            self.query_one(Chat).say("notice", "Not waiting any more. The service may still finish it.")
        else:
            self.warn("No turn is running.")

    def action_switch_backend(self) -> None:
        """Work on the other backend."""
        if self._ready() and self.link.studio is not None:
            self.link.connect("cloud" if self.link.studio.backend == "local" else "local")

    def action_credits(self) -> None:
        """Ask what is left to spend."""
        if self._ready():
            self.link.credits()

    def action_remedy(self) -> None:
        """Do what the last error advises."""
        cure, self.cure = self.cure, None
        match cure.cure if cure is not None else "":
            case "link":
                self.run_worker(self.open_link(cure.link if cure else ""))
            case "local":
                self.link.connect("local")
            case "connect":
                self.link.connect()
            case "files":
                self.action_add_media()
            case "export":
                self.action_export()
            case "retry":
                self.query_one(Prompt).write(cure.prompt if cure else "")
                self.action_focus_prompt()
            case _:
                self.warn("There is nothing to do about it.")

    async def open_link(self, link: str) -> None:
        """Ask, showing the link in full, and then open it and send it to the clipboard; https only."""
        from shorts_tui.tui.screens.ask import ConfirmScreen

        safe = text.one_line(link, 2000)
        if not safe.startswith("https://"):
            self.warn(f"Not a link that is opened: {safe}")
        elif await self.app.push_screen_wait(ConfirmScreen(f"Open this link, and copy it?\n\n{safe}")):
            self.copy(safe)
            self.app.open_url(safe)

    # -- the screen

    def action_copy_last(self) -> None:
        """Send the last message to the terminal's clipboard."""
        self.copy(self.query_one(Chat).last_message)

    async def action_edit_prompt(self) -> None:
        """Write the prompt in the user's editor."""
        editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
        prompt = self.query_one(Prompt)
        with tempfile.NamedTemporaryFile("w+", suffix=".txt", encoding="utf-8") as file:
            file.write(prompt.text)
            file.flush()
            try:
                with self.app.suspend():
                    # Nothing of the screen can go on while another program has the terminal.
                    subprocess.run([*editor, file.name], check=True)  # noqa: ASYNC221
                written = await asyncio.to_thread(Path(file.name).read_text, encoding="utf-8")
            except (OSError, subprocess.CalledProcessError, UnicodeDecodeError) as error:
                self.warn(f"The editor {editor[0]} failed: {error}")
                return
        prompt.write(text.sanitize(written).rstrip("\n"))
        prompt.focus()

    def action_help(self) -> None:
        """Show all keys."""
        from shorts_tui.tui.screens.page import PageScreen, help_lines

        self.app.push_screen(PageScreen("Keys", help_lines(self.keys)))

    async def action_theme(self) -> None:
        """The next theme, by its name."""
        await self.app.run_action("app.next_theme")
        self.app.notify(f"Theme: {THEME_NAMES.get(self.app.theme, self.app.theme)}", markup=False, timeout=2)

    async def action_hide_tips(self) -> None:
        """No more tips."""
        await self.app.run_action("app.hide_tips")

    async def action_redraw(self) -> None:
        """Draw everything again."""
        await self.app.run_action("app.redraw")

    def action_suspend(self) -> None:
        """Go to the shell until it brings the studio back."""
        self.app.action_suspend_process()

    def action_quit(self) -> None:
        """Leave; renders go on."""
        self.app.exit(0)
