"""The Textual app: themes, key map, signals, and the one screen that is always there."""

from __future__ import annotations

import signal
import sys
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.theme import Theme

from shorts_tui.tui.commands import COMMANDS
from shorts_tui.tui.link import Wanted
from shorts_tui.tui.screens.studio import StudioScreen

DARK = Theme(
    name="shorts-dark",
    primary="#5fafd7",
    secondary="#87afaf",
    accent="#d7af5f",
    warning="#d7af5f",
    error="#d75f5f",
    success="#87af5f",
    background="#121212",
    surface="#1c1c1c",
    panel="#303030",
    foreground="#d0d0d0",
    dark=True,
)
LIGHT = Theme(
    name="shorts-light",
    primary="#005f87",
    secondary="#005f5f",
    accent="#875f00",
    warning="#875f00",
    error="#af0000",
    success="#005f00",
    background="#eeeeee",
    surface="#ffffff",
    panel="#d0d0d0",
    foreground="#1c1c1c",
    dark=False,
)
THEMES = ("shorts-dark", "shorts-light", "textual-ansi")
"""What the theme key goes through; the last one uses the terminal's own sixteen colours."""


class ShortsApp(App[int]):
    """The studio on screen."""

    TITLE = "shorts-tui"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(command.keys), f"screen.{command.id}", command.title, show=False)
        for command in COMMANDS
        if command.keys
    ]

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self.wanted = wanted
        self.animation_level = "none"

    def on_mount(self) -> None:
        """Colours first, then the studio."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        self.push_screen(StudioScreen(self.wanted))
        self._handle_signals()

    def _handle_signals(self) -> None:
        import asyncio

        if sys.platform != "win32":
            for number in (signal.SIGHUP, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, self.exit, 128 + number)


def run(wanted: Wanted) -> int:
    """Open the studio; returns the exit status."""
    app = ShortsApp(wanted)
    return app.run(mouse=True) or 0
