"""The file picker: filter as you type, several at once, with the reason where a file can't be taken; takes URLs too."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from shorts_tui import text
from shorts_tui.tui.listing import Entry, entries
from shorts_tui.tui.screens.dialog import Dialog
from shorts_tui.tui.widgets.inorder import Line
from shorts_tui.tui.widgets.listkeys import move

HINTS = "type to filter or a URL | enter takes | tab marks | ^D all | esc back"


def _cells(name: str, width: int) -> str:
    """A name in a column, cut where it is too long: CJK names are two cells a character."""
    return set_cell_size(name, width) if cell_len(name) <= width else set_cell_size(name, width - 1) + "…"


class FilesScreen(Dialog[tuple[str, ...]]):
    """Dismissed with the chosen paths or URL, or with nothing."""

    DEFAULT_CSS = """
    FilesScreen { align: center middle; }
    FilesScreen > Vertical {
        width: 90%; max-width: 110; height: 90%; background: $surface; padding: 0 1;
        & Input { border: none; height: 1; background: $boost; padding: 0 1; }
        & OptionList { height: 1fr; border: none; background: $surface; padding: 0; }
        & Static { height: auto; max-height: 2; color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back"),
        Binding("tab", "mark", "mark", priority=True),
        Binding("ctrl+d", "hidden", "hidden files", priority=True),
    ]

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self.directory = directory
        self._hidden = False
        self._marked: list[Path] = []
        self._entries: list[Entry] = []
        self._lengths: dict[Path, int] = {}

    def compose(self) -> ComposeResult:
        """A filter, the list, where we are, and the keys."""
        with Vertical():
            yield Static(id="where", markup=False)
            yield Line(placeholder="filter, path or URL", id="filter")
            yield OptionList(id="entries", markup=False)
            yield Static(Content(HINTS), id="hints", markup=False)

    def on_mount(self) -> None:
        """Show the directory."""
        self.query_one("#entries").can_focus = False
        self._read()

    # -- the list

    def _read(self) -> None:
        needle = self.query_one(Input).value
        if "/" in needle or "://" in needle:
            needle = ""
        options = self.query_one(OptionList)
        try:
            self._entries = entries(self.directory, needle=needle, hidden=self._hidden)
            trouble = ""
        except OSError as error:
            self._entries, trouble = [], error.strerror or "not readable"
        parent = Entry(self.directory.parent, True)
        shown = [] if needle else [parent]
        self._entries = [*shown, *self._entries]
        options.clear_options()
        options.add_options(
            Option(self._row(entry, up=bool(shown) and index == 0)) for index, entry in enumerate(self._entries)
        )
        if self._entries:
            options.highlighted = 1 if shown and len(self._entries) > 1 else 0
        marked = f" | {text.plural(len(self._marked), 'file')} marked" if self._marked else ""
        where = text.one_line(str(self.directory), 100)
        self.query_one("#where", Static).update(Content(f"{where}{marked} {trouble}"))
        listed = self._entries
        # A function, since a coroutine that gives way to a newer one before it runs would be complained of.
        work = partial(self._measure, listed)
        self.run_worker(work, group="lengths", exclusive=True)  # type: ignore[arg-type] # mypy finds it ambiguous

    async def _measure(self, listed: list[Entry]) -> None:
        """Add lengths to the rows, once the names are there to choose from."""
        from shorts_tui.tui.lengths import length

        for index, entry in enumerate(listed):
            if entry.kind in ("video", "sound") and not entry.reason and entry.path not in self._lengths:
                self._lengths[entry.path] = await asyncio.to_thread(length, entry.path)
                if self._lengths[entry.path] and listed is self._entries:
                    self.query_one(OptionList).replace_option_prompt_at_index(index, self._row(entry, up=False))

    def _row(self, entry: Entry, *, up: bool) -> Content:
        name = ".." if up else text.one_line(entry.path.name, 70) + ("/" if entry.is_directory else "")
        mark = "*" if entry.path in self._marked else " "
        if entry.is_directory:
            return Content(f"{mark} {name}")
        known = self._lengths.get(entry.path, 0)
        length = text.timecode(known) if known else ""
        facts = entry.reason or f"{text.size(entry.size):>8} {length:>8}"
        width = self.query_one(OptionList).size.width or self.app.size.width * 9 // 10
        column = min(40, max(12, width - 32))
        row = Content(f"{mark} {_cells(name, column)} {entry.kind:<6} {facts}")
        return row.stylize("dim") if entry.reason else row

    @property
    def _current(self) -> Entry | None:
        index = self.query_one(OptionList).highlighted
        return self._entries[index] if index is not None and index < len(self._entries) else None

    # -- keys

    @on(Input.Changed)
    def _filter(self) -> None:
        if not self.query(OptionList):
            return  # left, with the last letter still on its way
        self._read()

    def on_key(self, event: events.Key) -> None:
        """The list moves while the filter has the focus."""
        if move(self.query_one(OptionList), event.key):
            event.stop()
            event.prevent_default()
        elif event.key in ("backspace", "left") and not self.query_one(Input).value:
            self._enter(self.directory.parent)
            event.stop()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self._take(event.value.strip())

    @on(OptionList.OptionSelected)
    def _clicked(self) -> None:
        self._take("")

    def _take(self, typed: str) -> None:
        """Take a path or URL that was typed, or what is highlighted."""
        if "://" in typed:
            self.dismiss((typed,))
            return
        if "/" in typed:
            self._go(Path(typed).expanduser())
            return
        entry = self._current
        if entry is not None and entry.is_directory:
            self._enter(entry.path)
        elif self._marked:
            self.dismiss(tuple(str(path) for path in self._marked))
        elif entry is not None and entry.reason:
            self.notify(f"{entry.path.name}: {entry.reason}", markup=False, severity="warning")
        elif entry is not None:
            self.dismiss((str(entry.path),))

    def _go(self, path: Path) -> None:
        if path.is_dir():
            self._enter(path)
        elif path.exists():
            self.dismiss((str(path),))
        else:
            self.notify(f"{path}: there is no such file", markup=False, severity="warning")

    def _enter(self, directory: Path) -> None:
        self.directory = directory
        self.query_one(Input).value = ""
        self._read()

    def action_mark(self) -> None:
        """Mark the file, or take the mark away, and go on to the next."""
        entry, options = self._current, self.query_one(OptionList)
        if entry is None or entry.is_directory or entry.reason:
            return
        place = options.highlighted
        if entry.path in self._marked:
            self._marked.remove(entry.path)
        else:
            self._marked.append(entry.path)
        self._read()
        if place is not None:
            options.highlighted = min(place + 1, len(self._entries) - 1)

    def action_hidden(self) -> None:
        """Show or hide files whose names begin with a dot."""
        self._hidden = not self._hidden
        self._read()

    def action_leave(self) -> None:
        """Take nothing."""
        self.dismiss(())
