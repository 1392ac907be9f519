"""Two small questions: a line of text, and yes or no."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from shorts_tui import text
from shorts_tui.tui.screens.dialog import Dialog
from shorts_tui.tui.widgets.inorder import Line

_BOX = """
    {name} {{ align: center middle; }}
    {name} > Vertical {{
        width: 90%; max-width: 80; height: auto; background: $panel; padding: 1 2;
        & Static {{ height: auto; }}
        & Input {{ border: none; height: 1; background: $boost; padding: 0 1; margin-top: 1; }}
    }}
"""


class AskScreen(Dialog[str]):
    """Dismissed with what was typed; empty when nothing was."""

    DEFAULT_CSS = _BOX.format(name="AskScreen")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back")]

    def __init__(self, question: str, value: str = "") -> None:
        super().__init__()
        self._question, self._value = question, value

    def compose(self) -> ComposeResult:
        """The question and a line for the answer."""
        with Vertical():
            yield Static(Content(text.sanitize(self._question)), markup=False)
            yield Line(text.one_line(self._value))

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        self.dismiss(text.one_line(event.value, 120))

    def action_leave(self) -> None:
        """No answer."""
        self.dismiss("")


class ConfirmScreen(Dialog[bool]):
    """Dismissed with True for `y`, with False for anything else."""

    DEFAULT_CSS = _BOX.format(name="ConfirmScreen")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes"),
        Binding("n,escape,enter,q", "answer(False)", "no"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question."""
        with Vertical():
            yield Static(Content(f"{text.sanitize(self._question)}\n\ny: yes   n: no"), markup=False)

    def action_answer(self, yes: bool) -> None:
        """Give the answer."""
        self.dismiss(yes)
