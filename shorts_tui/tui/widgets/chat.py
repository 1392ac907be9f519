"""The conversation: what the user said, what the service answers while it writes, and what was done meanwhile."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from shorts_tui import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widgets import Markdown

    from shorts_tui.studio.project import Message


FLUSH = 1 / 15
"""Seconds between two redraws of a message that is being written."""
KEPT = 300
"""Messages on the screen; older ones are in the project's history."""

GREETING = """Share your video clips and I'll get started on AI short video creation. \
Or just tell me what you're thinking.

Try saying:
  1  "generate my video clips"
  2  "export 1080p MP4"
  3  "cut this into a 60-second short"

Keys 1, 2, 3 put one in the prompt. F2 adds a sample film, ^O your own files."""
SUGGESTIONS = ("generate my video clips", "export 1080p MP4", "cut this into a 60-second short")
"""What the greeting offers, by the digit less one."""
MARKS = {"user": "> ", "changed": "~ ", "error": "! ", "exported": "= "}
"""What stands before a line of each kind, so that colour is never all that tells them apart."""


class Note(Static):
    """One line or paragraph of plain text: never markup, whoever wrote it."""

    def __init__(self, words: str, *, classes: str) -> None:
        super().__init__(Content(words), classes=classes, markup=False)
        self.words = words


class Chat(VerticalScroll, can_focus=True):
    """The messages, the newest at the bottom, which stays in sight unless the user has scrolled up."""

    DEFAULT_CSS = """
    Chat {
        padding: 0 1; scrollbar-size-vertical: 1;
        & > Note { height: auto; margin: 0; }
        & > .user { color: $text-accent; text-style: bold; margin-top: 1; }
        & > .activity, & > .action, & > .changed, & > .notice { color: $text-muted; padding-left: 2; }
        & > .exported { color: $text-success; margin-top: 1; }
        & > .error { color: $text-error; margin-top: 1; }
        & > Markdown { margin: 1 0 0 0; padding: 0; background: transparent; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", "down", show=False),
        Binding("k,up", "scroll_up", "up", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name that widgets use
        super().__init__(id=id)
        self._live: Markdown | None = None
        self._greeting: Note | None = None
        self._pending = ""
        self._written = ""
        self._flushing: Timer | None = None
        self._activity: Note | None = None
        self._began = 0.0
        self._tool = ""
        self._clock: Timer | None = None
        self.last_message = ""

    def on_resize(self) -> None:
        """More or less room: is there something to follow?"""
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        """Stay at the newest message once there is more than fits; until then what there is stands at the top."""
        full = self.virtual_size.height > self.container_size.height
        if full != self.is_anchored:
            self.anchor(full)
            if not full:
                self.scroll_home(animate=False, immediate=True)

    # -- whole messages

    def greet(self) -> None:
        """What an empty project says."""
        self._greeting = Note(GREETING, classes="greeting")
        self._add(self._greeting)

    @property
    def greets(self) -> bool:
        """Is the greeting shown, and nothing was said yet?"""
        return self._greeting is not None

    def begin(self) -> None:
        """The conversation has begun: the greeting has done its work."""
        self._greeting = None

    async def empty(self) -> None:
        """Forget everything: another project."""
        self.rest()
        self._stop_flushing()
        self._live, self._greeting, self._written, self.last_message = None, None, "", ""
        await self.remove_children()
        self._follow()

    def say(self, kind: str, words: str) -> None:
        """Add a line: `user`, `notice`, `action`, `changed`, `exported` or `error`."""
        if kind in ("exported", "error"):
            self.last_message = words
        self._add(Note(MARKS.get(kind, "") + text.sanitize(words), classes=kind))

    async def remind(self, messages: Sequence[Message]) -> None:
        """Show the history of a project."""
        from textual.widgets import Markdown

        widgets: list[Widget] = []
        for message in messages:
            words = text.sanitize(message.text)
            if message.role == "service":
                widgets.append(Markdown(words, open_links=False))
            else:
                widgets.append(Note(MARKS.get(message.role, "") + words, classes=message.role))
            if message.role in ("service", "exported", "error"):
                self.last_message = words
        await self.mount_all(widgets, before=self._activity)
        self.call_after_refresh(self._follow)

    async def reply(self, words: str) -> None:
        """A whole message of the service, in place of what was written of it so far."""
        words = text.sanitize(words)
        live, self._live = self._live, None
        self._stop_flushing()
        self.last_message = words
        if live is None:
            await self._markdown(words)
        elif self._written != words:
            await live.update(words)
        self._written = ""

    # -- a message that is being written

    def delta(self, piece: str) -> None:
        """A piece of the message that is being written; drawn a few times a second."""
        self._pending += text.sanitize(piece)
        if self._flushing is None:
            self._flushing = self.set_timer(FLUSH, self._flush)

    async def _flush(self) -> None:
        self._flushing = None
        piece, self._pending = self._pending, ""
        if not piece:
            return
        if self._live is None:
            self._written = ""
            self._live = await self._markdown("")
        self._written += piece
        await self._live.append(piece)
        self.call_after_refresh(self._follow)

    def _stop_flushing(self) -> None:
        self._pending = ""
        if self._flushing is not None:
            self._flushing.stop()
            self._flushing = None

    async def _markdown(self, words: str) -> Markdown:
        from textual.widgets import Markdown

        message = Markdown(words, open_links=False)
        self._trim()
        await self.mount(message, before=self._activity)
        self.call_after_refresh(self._follow)
        return message

    # -- what is going on

    def working(self, tool: str = "") -> None:
        """Show one quiet line with the tool in use and the time since the turn began."""
        if self._activity is None:
            self._began = time.monotonic()
            self._activity = Note("", classes="activity")
            self.mount(self._activity)
            self._clock = self.set_interval(1, self._tick)
        self._tool = tool or self._tool
        self._tick()

    def doing(self, action: str) -> None:
        """Name what is done now in the activity line, where there is one."""
        if self._activity is not None:
            self._tool = action
            self._tick()

    def rest(self) -> None:
        """Nothing goes on any more: what was not written to its end stays as it is."""
        self._live, self._written = None, ""
        if self._clock is not None:
            self._clock.stop()
            self._clock = None
        if self._activity is not None:
            self._activity.remove()
            self._activity = None
        self._tool = ""

    def _tick(self) -> None:
        if self._activity is not None:
            doing = self._tool.replace("_", " ") or "thinking"
            self._activity.update(Content(f"{doing} ... {time.monotonic() - self._began:.0f} s"))

    # -- putting things in

    def _add(self, widget: Widget) -> None:
        self._trim()
        self.mount(widget, before=self._activity)
        self.call_after_refresh(self._follow)

    def _trim(self) -> None:
        if len(self.children) > KEPT:
            for old in list(self.children)[: len(self.children) - KEPT]:
                if old is not self._live and old is not self._activity:
                    old.remove()
