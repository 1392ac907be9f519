"""The driver of the terminal on POSIX: Textual's, made safe against terminals that go away and stops from outside."""

from __future__ import annotations

import os
import selectors
import signal
import sys
import termios
import threading
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from types import FrameType
from typing import Any, TextIO, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from shorts_tui.tui.keyboard import Keyboard
from shorts_tui.tui.painting import PaintingApp

PATIENCE = 2.0
"""Seconds in which a terminal has to take in the last words."""
TICK = 0.1
"""Seconds between two looks at whether the program ends."""


class Steady:
    """A file that loses what is written once its terminal has gone, where another would fail and stop its thread.

    `taken` is how many characters the terminal has taken in; `tell` is called when that becomes more.
    """

    def __init__(self, file: TextIO, tell: Callable[[], object]) -> None:
        os.set_blocking(file.fileno(), True)
        self._file = file
        self._tell = tell
        self._written = 0
        self.taken = 0

    def write(self, words: str) -> int:
        """Write, or lose it."""
        self._written += len(words)
        try:
            return self._file.write(words)
        except OSError:
            self._give_up()
            return len(words)

    def flush(self) -> None:
        """Write what is held back, or lose it."""
        try:
            self._file.flush()
        except OSError:
            self._give_up()
        self.taken = self._written
        self._tell()

    def _give_up(self) -> None:
        # What the file holds back goes to nowhere, so that the program's end does not fail on it either.
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, self._file.fileno())
        os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class SteadyDriver(LinuxDriver):
    """Ends the app when the terminal has gone; a process that was stopped from outside goes on as it was."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._steady = Steady(sys.__stderr__ or sys.stderr, self._taken)
        self._file = cast("TextIOWrapper", self._steady)
        self._gave_back = False
        self._asked = 0
        self._waits = False

    @property
    def busy(self) -> bool:
        """Is something written that the terminal has not taken in? If so the app paints after it."""
        self._waits = True
        if self._asked != self._steady.taken:
            return True
        self._waits = False
        return False

    def write(self, data: str) -> None:
        """Write, in the thread for it."""
        self._asked += len(data)
        super().write(data)

    def start_application_mode(self) -> None:
        """Take the terminal, which shows somebody else's words."""
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual's has no annotations
        self._redraw()

    def close(self) -> None:
        """Wait until everything is written, but not for ever: a terminal that takes nothing in must not keep us."""
        closing = threading.Thread(target=super().close, daemon=True)
        closing.start()
        closing.join(PATIENCE)
        if closing.is_alive():
            with suppress(termios.error):
                termios.tcflush(self.fileno, termios.TCOFLUSH)
            closing.join(PATIENCE)

    def _taken(self) -> None:
        """In the writing thread: the terminal has taken in what was written so far."""
        if self._waits and self._asked == self._steady.taken:
            self._waits = False
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._paint)

    def _paint(self) -> None:
        if isinstance(self._app, PaintingApp):
            self._app.paint()

    def _redraw(self) -> None:
        if isinstance(self._app, PaintingApp):
            self._app.redraw()

    def run_input_thread(self) -> None:
        """Read keys until the end, which may be the terminal's."""
        keyboard = Keyboard()
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    if selector.select(TICK):
                        data = os.read(self.fileno, 4096)
                        if not data:
                            raise EOFError
                        for message in keyboard.feed(data):
                            self.process_message(message)
                    for message in keyboard.tick():
                        self.process_message(message)
        except (OSError, EOFError):
            self._app.call_later(self._app.exit, 128 + signal.SIGHUP)
        except Exception as error:  # noqa: BLE001 - the outermost frame of this thread: a program without keys has to end
            self._app.call_later(self._app._handle_exception, error)

    def _sigtstp_application(self, number: int, frame: FrameType | None) -> None:
        self._gave_back = True
        super()._sigtstp_application(number, frame)

    def _sigcont_application(self, number: int, frame: FrameType | None) -> None:
        if self._gave_back:
            self._gave_back = False
            super()._sigcont_application(number, frame)
        else:
            # Nothing was given back before the stop: taking it once more would read every key twice.
            self._app.call_later(self._redraw)
