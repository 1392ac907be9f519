"""A page of plain text that scrolls: the help, the timeline as text, the difference between two versions."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from shorts_tui import text
from shorts_tui.tui.commands import COMMANDS, KeyMap, shown
from shorts_tui.tui.screens.dialog import Dialog


class PageScreen(Dialog[None]):
    """Shows lines; any of the usual keys leaves."""

    DEFAULT_CSS = """
    PageScreen { align: center middle; }
    PageScreen > VerticalScroll {
        width: 90%; max-width: 110; height: 90%; background: $surface; padding: 0 1; scrollbar-size-vertical: 1;
    }
    PageScreen Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,f1", "leave", "back"),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]

    def __init__(self, title: str, lines: list[str]) -> None:
        super().__init__()
        self._title, self._lines = title, lines

    def compose(self) -> ComposeResult:
        """The title and the text."""
        body = text.sanitize("\n".join(self._lines))
        with VerticalScroll():
            yield Static(Content.assemble((self._title, "bold"), f"  (esc: back)\n\n{body}"), markup=False)

    def action_scroll(self, count: int) -> None:
        """A line down or up."""
        self.query_one(VerticalScroll).scroll_relative(y=count, animate=False)

    def action_leave(self) -> None:
        """Back to the studio."""
        self.dismiss(None)


def help_lines(keys: KeyMap) -> list[str]:
    """All commands with their keys, by group, and the keys of the panes."""
    lines: list[str] = []
    group = ""
    for command in COMMANDS:
        if command.group != group:
            group = command.group
            lines += ["", group]
        names = [shown(key) for key in keys.keys[command.id]]
        letter = keys.letters[command.id]
        if letter:
            names.append(letter)
        lines.append(f"  {', '.join(names):<14} {command.help}")
    lines += [
        "",
        "In the prompt",
        "  enter          Send. While a turn runs, it waits in the queue.",
        "  ^j             Break the line.",
        "  up, down       What was said before.",
        "  @              Complete the name of a file; it is uploaded when the prompt is sent.",
        "  /              Complete a command, such as /export.",
        "",
        "On the timeline (esc goes there; single letters are commands)",
        "  h l, left right   Segment before, after.",
        "  j k, down up      Lane below, above.",
        "  0 $, home end     First, last segment.",
        "  , . and < >       Playhead by a second, by a tenth.",
        "  enter             Say something about the place where the playhead is.",
        "  + - f             Closer, wider, whole film.",
    ]
    return lines + (
        ["", "Key clashes in config.toml", *(f"  {clash}" for clash in keys.clashes)] if keys.clashes else []
    )
