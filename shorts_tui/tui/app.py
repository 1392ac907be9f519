"""The Textual app: themes, key map, signals, and the one screen that is always there."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from textual.driver import Driver
from textual.filter import LineFilter

from shorts_tui import text
from shorts_tui.tui.commands import COMMANDS, key_map
from shorts_tui.tui.config import Memory, ScreenConfig, read_config, recall, remember
from shorts_tui.tui.link import Wanted
from shorts_tui.tui.painting import PaintingApp
from shorts_tui.tui.screens.studio import StudioScreen
from shorts_tui.tui.themes import DARK, LIGHT, THEMES
from shorts_tui.tui.wall import Wall


class ShortsApp(PaintingApp):
    """The studio on screen."""

    TITLE = "shorts-tui"
    CSS_PATH = "screens/studio.tcss"  # the studio's: those of a screen at the bottom are not read by themselves
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, wanted: Wanted, config: ScreenConfig | None = None, memory: Memory | None = None) -> None:
        super().__init__(driver_class=_driver())
        self.wanted = wanted
        self.config, self.memory = config or ScreenConfig(), memory or Memory()
        self.animation_level = "full" if self.config.animations else "none"
        self.fault: Exception | None = None
        """What ended the program, where that was a fault of its own."""
        self._settled, self._leaving = False, 0
        self._keys = key_map(self.config.keys)
        self._studio = StudioScreen(wanted, self._keys)
        self._wall = Wall()
        # Before anything is drawn: a later theme would draw everything again.
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = THEMES.get(self.config.theme or self.memory.theme, DARK.name)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through before it is written: the wall first."""
        return [self._wall, *super().get_line_filters()]

    def on_load(self) -> None:
        """Be ready for signals before anything is done to the terminal."""
        if sys.platform != "win32":
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, self._leave, 128 + number)

    def get_default_screen(self) -> StudioScreen:
        """The studio is the screen at the bottom: an empty one below it would be styled and drawn as well."""
        return self._studio

    async def on_mount(self) -> None:
        """Say what is wrong with the configuration."""
        keys = self._keys.keys
        self.set_keymap({item.id: ",".join(keys[item.id]) for item in COMMANDS if item.id in self.config.keys})
        for complaint in (*self.config.complaints, *self._keys.clashes):
            self.notify(text.one_line(complaint), title="config.toml", severity="warning", markup=False, timeout=10)
        self._settled = True
        if self._leaving:
            self.exit(self._leaving)

    def on_ready(self) -> None:
        """Load the rest, now that nothing holds the first frame back: sooner, loading would delay it."""
        self._studio.call_after_refresh(self._studio.open)

    def _leave(self, status: int) -> None:
        """End in order for a signal; a screen that is being built is finished first."""
        self._leaving = status
        if self._settled:
            self.exit(status)

    def _handle_exception(self, error: Exception) -> None:
        self.fault = self.fault or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print the traceback with the values of variables: what others wrote, tokens among it.
        self._close_messages_no_wait()

    async def action_next_theme(self) -> None:
        """Dark, light, the terminal's own colours, and so on."""
        names = list(THEMES)
        now = next((name for name in names if THEMES[name] == self.theme), names[-1])
        chosen = names[(names.index(now) + 1) % len(names)]
        self.theme = THEMES[chosen]
        await self.keep(replace(self.memory, theme=chosen))

    async def action_hide_tips(self) -> None:
        """No more tips, in this start and in later ones."""
        await self.keep(replace(self.memory, tips=-1))
        self.notify("No more tips.", markup=False)

    async def keep(self, memory: Memory) -> None:
        """Remember this for the next start, as far as the disk allows."""
        self.memory = memory
        with suppress(OSError):
            await asyncio.to_thread(remember, memory)


def _driver() -> type[Driver] | None:
    """How the terminal is driven; None for Textual's own way."""
    if sys.platform == "win32":
        return None
    from shorts_tui.tui.driver import SteadyDriver

    return SteadyDriver


def run(wanted: Wanted, *, mouse: bool = True) -> int:
    """Open the studio; returns the exit status.

    Raises:
        Exception: a fault of our own has ended it; the terminal is restored.
    """
    config = read_config()
    app = ShortsApp(wanted, config, recall())
    status = app.run(mouse=mouse and config.mouse)
    if app.fault is not None:
        raise app.fault
    return status if isinstance(status, int) else app.return_code or 0
