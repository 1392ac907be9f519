"""A list to choose from with a filter: the base of the palette, the projects, the versions and the renders."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from shorts_tui import text
from shorts_tui.tui.commands import shown
from shorts_tui.tui.lists import Row
from shorts_tui.tui.screens.dialog import Dialog
from shorts_tui.tui.widgets.inorder import Line
from shorts_tui.tui.widgets.listkeys import move


class PickScreen(Dialog[tuple[str, str]]):
    """Dismissed with (what to do, a row's id), or ("", "") when nothing was chosen.

    Args:
        title: what is chosen from.
        rows: reads the lines, best first.
        verbs: further keys and what they mean, such as `{"ctrl+d": "delete"}`; enter means `open`.
        every: seconds after which the lines are read again; 0 for never.
        enter: what enter does, for the line of keys.
    """

    DEFAULT_CSS = """
    PickScreen { align: center middle; }
    PickScreen > Vertical {
        width: 90%; max-width: 100; height: 80%; background: $surface; padding: 0 1;
        & Input { border: none; height: 1; background: $boost; padding: 0 1; }
        & OptionList { height: 1fr; border: none; background: $surface; padding: 0; }
        & #title { height: 1; text-style: bold; }
        & #keys { height: auto; color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back")]

    def __init__(
        self,
        title: str,
        rows: Callable[[], Awaitable[list[Row]]],
        verbs: dict[str, str] | None = None,
        *,
        every: float = 0,
        enter: str = "open",
    ) -> None:
        super().__init__()
        self._title, self._read, self._verbs, self._every, self._enter = title, rows, verbs or {}, every, enter
        self._rows: list[Row] = []
        self._shown: list[Row] = []

    def compose(self) -> ComposeResult:
        """The title, a filter, the list, the keys."""
        keys = [
            "type to filter",
            f"enter {self._enter}",
            *(f"{shown(key)} {verb}" for key, verb in self._verbs.items()),
            "esc back",
        ]
        with Vertical():
            yield Static(Content(self._title), id="title", markup=False)
            yield Line(id="filter", others=self._verbs)
            yield OptionList(id="rows", markup=False)
            yield Static(Content(" | ".join(keys)), id="keys", markup=False)

    async def on_mount(self) -> None:
        """Show all rows."""
        self.query_one(OptionList).can_focus = False
        await self._again()
        if self._every:
            self.set_interval(self._every, self._again)

    async def _again(self) -> None:
        rows = await self._read()
        if not self.is_attached or not self.query(OptionList):
            return  # left while the lines were read
        if rows != self._rows or not rows:
            self._rows = rows
            self._fill()

    @on(Input.Changed)
    def _fill(self) -> None:
        if not self.query(OptionList):
            return  # left, with the last letter still on its way
        needle = self.query_one(Input).value.casefold()
        self._shown = [row for row in self._rows if needle in f"{row.label} {row.note}".casefold()]
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        options.clear_options()
        options.add_options(Option(self._line(row)) for row in self._shown)
        if not self._shown:
            options.add_option(Option(Content("  nothing here"), disabled=True))
        options.highlighted = min(place, len(self._shown) - 1) if self._shown else None

    def _line(self, row: Row) -> Content:
        # Not one_line: the spaces of a label stand for columns.
        label = Content(" ".join(text.sanitize(row.label, limit=80).expandtabs(1).split("\n")))
        return label if not row.note else Content.assemble(label, ("  " + text.one_line(row.note, 120), "dim"))

    def on_key(self, event: events.Key) -> None:
        """The list moves while the filter has the focus; the verbs' keys act on the row."""
        options = self.query_one(OptionList)
        key = {"ctrl+n": "down", "ctrl+p": "up"}.get(event.key, event.key)
        if event.key in self._verbs:
            self._choose(self._verbs[event.key])
        elif not move(options, key):
            return
        event.stop()
        event.prevent_default()

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _opened(self) -> None:
        self._choose("open")

    def _choose(self, verb: str) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self._shown):
            self.dismiss((verb, self._shown[place].id))

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(("", ""))
