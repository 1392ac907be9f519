"""The driver of the terminal on POSIX: Textual's, made safe against terminals that go away and stops from outside."""

from __future__ import annotations

import os
import signal
import sys
from io import TextIOWrapper
from types import FrameType
from typing import Any, TextIO, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver


class Steady:
    """A file that loses what is written once its terminal has gone, where another would fail and stop its thread."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, words: str) -> int:
        """Write, or lose it."""
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
        self._file = cast("TextIOWrapper", Steady(sys.__stderr__ or sys.stderr))
        self._gave_back = False

    def run_input_thread(self) -> None:
        """Read keys until the end, which may be the terminal's."""
        try:
            super().run_input_thread()
        except OSError:
            self._app.call_later(self._app.exit, 128 + signal.SIGHUP)

    def _sigtstp_application(self, number: int, frame: FrameType | None) -> None:
        self._gave_back = True
        super()._sigtstp_application(number, frame)

    def _sigcont_application(self, number: int, frame: FrameType | None) -> None:
        if self._gave_back:
            self._gave_back = False
            super()._sigcont_application(number, frame)
        else:
            # Nothing was given back before the stop: taking it once more would read every key twice.
            self._app.call_later(self._app.refresh)
