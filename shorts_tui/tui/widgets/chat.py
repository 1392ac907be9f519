"""The conversation: what the user said, what the service answers while it writes, and what was done meanwhile."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.timer import Timer

from shorts_tui import text
from shorts_tui.tui.messages import Note, Prose
from shorts_tui.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shorts_tui.studio.project import Message


FLUSH = 1 / 15
"""Seconds between two redraws of a message that is being written."""

GREETING = """Share your video clips and I'll get started on AI short video creation. \
Or just tell me what you're thinking.

Try saying:
  1  "generate my video clips"
  2  "export 1080p MP4"
  3  "cut this into a 60-second short"

1, 2 or 3 and enter take one. F2 adds a sample film, ^O your own files."""
SUGGESTIONS = ("generate my video clips", "export 1080p MP4", "cut this into a 60-second short")
"""What the greeting offers, by the digit less one."""


class Chat(Transcript):
    """The conversation, and below it one quiet line about what goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", "down", show=False),
        Binding("k,up", "scroll_up", "up", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name that widgets use
        super().__init__(id=id)
        self._live: Prose | None = None
        self._pending = ""
        self._flushing: Timer | None = None
        self._activity = Note("activity", "")
        self._began: float | None = None
        self._tool = ""
        self._clock: Timer | None = None
        self.greets = False
        """Is the greeting shown, and nothing was said yet?"""
        self.last_message = ""

    # -- whole messages

    def greet(self) -> None:
        """What an empty project says."""
        self.greets = True
        self.put(Note("greeting", GREETING))

    def begin(self) -> None:
        """The conversation has begun: the greeting has done its work."""
        self.greets = False

    def empty(self) -> None:
        """Forget everything: another project."""
        self.rest()
        self._stop_flushing()
        self._live, self.greets, self.last_message = None, False, ""
        self.clear()

    def say(self, kind: str, words: str) -> None:
        """Add a line: `user`, `notice`, `action`, `changed`, `exported` or `error`.

        A change that the answer has told in the same words is not told again.
        """
        if kind == "changed" and words in self.last_message:
            return
        if kind in ("exported", "error"):
            self.last_message = words
        self.put(Note(kind, text.sanitize(words)))

    def remind(self, messages: Sequence[Message]) -> None:
        """Show the history of a project."""
        shown: list[Prose | Note] = []
        for message in messages:
            role, words = message.role, text.sanitize(message.text)
            if role in ("service", "exported", "error"):
                self.last_message = words
            elif role == "changed" and words in self.last_message:
                continue
            shown.append(Prose(words) if role == "service" else Note(role, words))
        self.put(*shown)

    def reply(self, words: str) -> None:
        """A whole message of the service, in place of what was written of it so far."""
        words = text.sanitize(words)
        live, self._live = self._live, None
        self._stop_flushing()
        self.last_message = words
        if live is None or live not in self.messages:
            self.put(Prose(words))
        else:
            live.settle(words)
            self.changed()

    # -- a message that is being written

    def delta(self, piece: str) -> None:
        """A piece of the message that is being written; drawn a few times a second."""
        self._pending += piece
        if self._flushing is None:
            self._flushing = self.set_timer(FLUSH, self._flush)

    def _flush(self) -> None:
        self._flushing = None
        # The second half of a line break may still be on its way.
        whole = self._pending.removesuffix("\r")
        piece, self._pending = text.sanitize(whole), self._pending[len(whole) :]
        if not piece:
            return
        if self._live is None:
            self._live = Prose("")
            self.put(self._live)
        self._live.append(piece)
        self.changed()

    def _stop_flushing(self) -> None:
        self._pending = ""
        if self._flushing is not None:
            self._flushing.stop()
            self._flushing = None

    # -- what is going on

    @property
    def busy(self) -> bool:
        """Does something go on?"""
        return self._began is not None

    def working(self, tool: str = "") -> None:
        """Show one quiet line with the tool in use and the time since the turn began."""
        if self._began is None:
            self._began = time.monotonic()
            self._clock = self.set_interval(1, self._tick)
        elif not tool or tool == self._tool:
            return
        self._tool = tool or self._tool
        self._tick()

    def doing(self, action: str) -> None:
        """Name what is done now in the activity line, where there is one."""
        if self._began is not None:
            self._tool = action
            self._tick()

    def rest(self) -> None:
        """Nothing goes on any more: what was not written to its end stays as it is."""
        self._flush()
        self._live = None
        if self._clock is not None:
            self._clock.stop()
        self._clock, self._began, self._tool = None, None, ""
        self.foot(None)

    def _tick(self) -> None:
        if self._began is not None:
            doing = self._tool.replace("_", " ") or "thinking"
            self._activity.tell(f"{doing} ... {time.monotonic() - self._began:.0f} s")
            self.foot(self._activity)
