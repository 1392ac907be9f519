"""The prompt: several lines, sent with enter, with a history, and completion of files (`@`) and commands (`/`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.widgets import TextArea

from shorts_tui.text import sanitize
from shorts_tui.tui.widgets.completions import Completions
from shorts_tui.tui.widgets.inorder import run_own


class Prompt(TextArea):
    """Where the user says what they want. Enter sends, ctrl+j breaks the line, up recalls."""

    DEFAULT_CSS = """
    Prompt {
        height: 3; padding: 0 1 0 0; background: $surface; scrollbar-size: 0 0;
        &.-textual-compact { border-left: outer $panel !important; }
        &.-textual-compact:focus { border-left: outer $accent !important; background: $boost; }
        & .text-area--cursor { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "send", show=False),
        Binding("ctrl+j,shift+enter,alt+enter", "break_line", "new line", show=False),
        Binding("tab", "complete", "complete", show=False),
        Binding("escape", "leave", "leave", show=False),
        Binding("pageup", "screen.scroll_chat(-1)", "back in the conversation", show=False),
        Binding("pagedown", "screen.scroll_chat(1)", "on in the conversation", show=False),
        Binding("ctrl+z", "screen.suspend", "suspend", show=False),
        Binding("ctrl+underscore", "undo", "take back", show=False),
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
    class Pasted(Message):
        """Something was pasted."""

        text: str
        """What was pasted, sanitized."""

    @dataclass
    class Left(Message):
        """The user wants out of the prompt."""

    def __init__(
        self,
        completions: Completions,
        *,
        id: str | None = None,  # noqa: A002 - the name that widgets use
        placeholder: str = "",
    ) -> None:
        self._drawn_rows = 0
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
        self._completions = completions
        self.suggestions: tuple[str, ...] = ()
        """What a digit in the empty prompt stands for, by its value less one."""

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

    def write(self, text: str) -> None:
        """Put a text in place of what is there, the cursor behind it."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    def suggest(self, number: int) -> None:
        """Write the suggestion with this number, from 1 on."""
        if number <= len(self.suggestions):
            self.write(self.suggestions[number - 1])

    @property
    def suggested(self) -> str:
        """The suggestion whose digit is all that is typed, or an empty string."""
        digit = self.text if self.text.isascii() and self.text.isdigit() else "0"
        return self.suggestions[int(digit) - 1] if 1 <= int(digit) <= len(self.suggestions) else ""

    # -- keys

    async def on_key(self, event: events.Key) -> None:
        """The prompt's own keys at once, everything else as text."""
        if await run_own(self, event):
            pass
        elif event.key.startswith("alt+"):
            # Some terminals send the letter along; it is a command and not something typed.
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Insert what is pasted without control characters, and say what it was."""
        event.prevent_default()
        event.stop()
        pasted = sanitize(event.text)
        self.replace(pasted, *self.selection)
        self.post_message(self.Pasted(pasted))

    def action_send(self) -> None:
        """Send what was typed, or take the completion that is offered."""
        if self._completions.is_open and self._take():
            return
        said = self.text.strip()
        if not said:
            return
        self._history.append(said)
        self._place = len(self._history)
        self.load_text("")
        self.post_message(self.Sent(said))

    def _take(self) -> bool:
        """Put the candidate in the word's place; False where it stands there already."""
        candidate = self._completions.chosen
        self._completions.offer([])
        if self.word == candidate.text:
            return False
        row, column = self.cursor_location
        self.replace(candidate.text, (row, column - len(self.word)), (row, column))
        return True

    def action_break_line(self) -> None:
        """Begin another line."""
        self.insert("\n")

    def action_complete(self) -> None:
        """Take the completion, or move on where there is none."""
        if self._completions.is_open:
            self._take()
        else:
            self.screen.focus_next()

    def action_copy(self) -> None:
        """Copy what is selected; with nothing selected the key is that of somebody who wants out."""
        if self.selected_text:
            super().action_copy()
        else:
            self.app.action_help_quit()

    def action_leave(self) -> None:
        """Close the list of completions, or leave the prompt."""
        if self._completions.display:
            self._completions.tell("")
        else:
            self.post_message(self.Left())

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up, or recall what was said before from the first line."""
        if self._completions.is_open:
            self._completions.move(-1)
        elif not select and self.cursor_location[0] == 0 and self._history and self._place > 0:
            if self._place == len(self._history):
                self._draft = self.text
            self._recall(self._place - 1)
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down, or come back towards what is being typed."""
        last = self.cursor_location[0] == self.document.line_count - 1
        if self._completions.is_open:
            self._completions.move(1)
        elif not select and last and self._place < len(self._history):
            self._recall(self._place + 1)
        else:
            super().action_cursor_down(select)

    def _recall(self, place: int) -> None:
        self._place = place
        self.write(self._history[place] if place < len(self._history) else self._draft)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell what is being typed."""
        event.stop()
        self.post_message(self.Edited(self.text))

    # -- drawing

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw again, but not the empty rows below the text: over a slow line they are most of what a key costs."""
        if regions or layout or recompose or not repaint or not self.is_mounted:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        rows, before = (self.wrapped_document.height if self.text else self.size.height), self._drawn_rows
        self._drawn_rows = rows
        if max(rows, before) >= self.size.height:
            return super().refresh()
        return super().refresh(Region(0, 0, self.outer_size.width, max(rows, before)))
