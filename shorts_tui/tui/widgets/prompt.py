"""The prompt: several lines, sent with enter, with a history, and completion of files (`@`) and commands (`/`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea


class Prompt(TextArea):
    """Where the user says what they want. Enter sends, ctrl+j breaks the line, up recalls."""

    DEFAULT_CSS = """
    Prompt {
        height: 3; border: none; padding: 0 1; background: $surface; scrollbar-size: 0 0;
        &:focus { border: none; background: $boost; }
        & .text-area--cursor { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "send", show=False, priority=True),
        Binding("ctrl+j,shift+enter,alt+enter", "break_line", "new line", show=False),
        Binding("tab", "complete", "complete", show=False, priority=True),
    ]

    @dataclass
    class Sent(Message):
        """The user has said something."""

        text: str
        """What was said, not empty."""

    @dataclass
    class Edited(Message):
        """The text changed: keep it."""

        text: str
        """The whole text as it stands."""

    @dataclass
    class CompletionWanted(Message):
        """The word at the cursor could be completed."""

        word: str
        """`@` or `/` and what follows, up to the cursor."""

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:  # noqa: A002 - the name that widgets use
        super().__init__(
            id=id,
            compact=True,
            soft_wrap=True,
            highlight_cursor_line=False,
            placeholder=placeholder,
            tab_behavior="focus",
        )
        self.cursor_blink = False
        self._history: list[str] = []
        self._place = 0
        self._draft = ""

    def remember(self, lines: list[str]) -> None:
        """What was said before, the oldest first; up recalls it."""
        self._history = list(lines)
        self._place = len(self._history)

    @property
    def word(self) -> str:
        """The word that ends at the cursor."""
        row, column = self.cursor_location
        line = self.document.get_line(row)[:column]
        return line.rpartition(" ")[2]

    def replace_word(self, text: str) -> None:
        """Put `text` in place of the word that ends at the cursor."""
        row, column = self.cursor_location
        self.replace(text, (row, column - len(self.word)), (row, column))

    def action_send(self) -> None:
        """Send what was typed."""
        said = self.text.strip()
        if not said:
            return
        self._history.append(said)
        self._place = len(self._history)
        self.load_text("")
        self.post_message(self.Sent(said))

    def action_break_line(self) -> None:
        """Begin another line."""
        self.insert("\n")

    def action_complete(self) -> None:
        """Ask for completions of the word at the cursor, or move on where there is none."""
        if self.word[:1] in ("@", "/"):
            self.post_message(self.CompletionWanted(self.word))
        else:
            self.screen.focus_next()

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up, or recall what was said before from the first line."""
        if not select and self.cursor_location[0] == 0 and self._history and self._place > 0:
            if self._place == len(self._history):
                self._draft = self.text
            self._recall(self._place - 1)
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down, or come back towards what is being typed."""
        last = self.cursor_location[0] == self.document.line_count - 1
        if not select and last and self._place < len(self._history):
            self._recall(self._place + 1)
        else:
            super().action_cursor_down(select)

    def _recall(self, place: int) -> None:
        self._place = place
        self.load_text(self._history[place] if place < len(self._history) else self._draft)
        self.move_cursor(self.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell what is being typed, and offer completions as it is typed."""
        event.stop()
        self.post_message(self.Edited(self.text))
        self.post_message(self.CompletionWanted(self.word if self.word[:1] in ("@", "/") else ""))
