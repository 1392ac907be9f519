"""The studio: chat and prompt, media and inspector, the timeline, the status line. Everything else is a key away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from shorts_tui.timeline.draft import EMPTY, Draft, decode
from shorts_tui.tui.commands import COMMANDS
from shorts_tui.tui.link import Ended, Link, Opened, Told, Wanted
from shorts_tui.tui.widgets.chat import Chat
from shorts_tui.tui.widgets.details import Inspector, MediaPane
from shorts_tui.tui.widgets.prompt import Prompt
from shorts_tui.tui.widgets.status import StatusLine
from shorts_tui.tui.widgets.timeline import TimelineView

if TYPE_CHECKING:
    from shorts_tui.studio.studio import Studio

WIDE = 100
"""Columns from which the media pane and the inspector have room."""


class StudioScreen(Screen[None]):
    """The main screen."""

    CSS_PATH = "studio.tcss"
    BINDINGS: ClassVar = []

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self.link = Link(self._tell, wanted)
        self.draft: Draft = EMPTY
        self.before: Draft = EMPTY
        self._uploads: dict[int, float] = {}
        self._renders: dict[str, float] = {}

    def compose(self) -> ComposeResult:
        """Chat and prompt at the left, details at the right, the timeline below, two rows of status and keys."""
        with Horizontal(id="work"):
            with Vertical(id="talk"):
                yield Chat(id="chat")
                yield Static(id="queue", markup=False)
                yield Prompt(
                    id="prompt", placeholder="Say what you want, then enter. esc: timeline and single-key commands"
                )
            with Vertical(id="details"):
                yield MediaPane(id="media")
                yield Inspector(id="inspector")
        yield TimelineView(id="timeline")
        yield StatusLine(id="status")
        yield Static(_hints(), id="hints", markup=False)

    def on_mount(self) -> None:
        """Be usable at once; load and connect after the first paint."""
        self.query_one(Prompt).focus()
        self.query_one(Chat).greet()
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        self.run_worker(self.link.open(), exit_on_error=True)

    def _tell(self, message: Message) -> None:
        self.post_message(message)

    def on_resize(self, event: events.Resize) -> None:
        """Show as much as there is room for."""
        self.set_class(event.size.width >= WIDE, "wide")
        self.set_class(event.size.height < 16, "low")

    # -- what the studio tells

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        self._show_project(message.studio)
        if self.link.wanted.media:
            self.link.upload(self.link.wanted.media)

    def _show_project(self, studio: Studio) -> None:
        project = studio.project
        self.query_one(StatusLine).set(project=project.name)

    @on(Told)
    async def _told(self, message: Told) -> None:
        from shorts_tui.tui.telling import tell

        await tell(self, message.event, message.job)

    @on(Ended)
    def _ended(self, message: Ended) -> None:
        if message.kind == "turn":
            self.query_one(Chat).rest()
            self._show_queue()
        if message.error is not None:
            self.query_one(Chat).say("error", f"{message.error.message} {message.error.advice}".strip())
        if message.kind == "connect":
            self.query_one(StatusLine).set(connection="ready" if message.error is None else "not connected")

    def show_draft(self, raw: object) -> None:
        """Draw the film as it is now; what differs from the start of the turn is marked."""
        self.draft = decode(raw)
        self.query_one(TimelineView).show(self.draft, self.before)

    def progress(self, *, uploads: dict[int, float]) -> None:
        """Show how far the uploads are, by job."""
        self._uploads |= uploads
        running = {job: share for job, share in self._uploads.items() if share < 1}
        self._uploads = running
        self.query_one(StatusLine).set(uploads=tuple(running.values()))

    def rendering(self, render: str, state: str, share: float) -> None:
        """Show how far a render is."""
        self._renders[render] = share
        if state in ("completed", "failed", "cancelled"):
            del self._renders[render]
        self.query_one(StatusLine).set(renders=tuple(self._renders.values()))

    # -- what the user does

    @on(Prompt.Sent)
    def _sent(self, message: Prompt.Sent) -> None:
        self.query_one(Chat).say("user", message.text)
        self.before = self.draft
        self.link.say(message.text)
        self._show_queue()

    def _show_queue(self) -> None:
        waiting = list(self.link.queue)
        line = self.query_one("#queue", Static)
        line.display = bool(waiting)
        if waiting:
            line.update(Content(f"waiting: {' | '.join(waiting)}"[:200]))

    @on(TimelineView.Selected)
    def _selected(self, message: TimelineView.Selected) -> None:
        self.query_one(Inspector).show(self.draft, message.track, message.segment)

    def action_focus_prompt(self) -> None:
        """Go to the prompt."""
        self.query_one(Prompt).focus()

    def action_focus_timeline(self) -> None:
        """Go to the timeline."""
        self.query_one(TimelineView).focus()

    def action_export(self) -> None:
        """Render the film and fetch it."""
        self.link.export()

    async def action_add_media(self) -> None:
        """Choose files to upload."""
        from shorts_tui.tui.screens.files import FilesScreen

        self.app.push_screen(FilesScreen(Path.cwd()), self._chosen)

    def _chosen(self, sources: tuple[str, ...] | None) -> None:
        if sources:
            self.link.upload(sources)


def _hints() -> Content:
    return Content(
        "  ".join(f"{command.keys[0].replace('ctrl+', '^')} {command.title}" for command in COMMANDS if command.hint)
    )
