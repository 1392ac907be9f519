"""A terminal window with the real program in it: keys go in, what a person would see comes out, every byte is kept."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

LIMIT = 60
"""Seconds after which something that is waited for is given up."""
FOREIGN = ("NEMO_TOKEN", "NEMO_API_URL", "NEMO_WEB_URL", "NEMO_CLIENT_ID", "SKILL_SOURCE", "NO_COLOR", "COLORTERM")
QUICK = {"POLL": 0.05, "POLL_LOCAL": 0.05, "RETRY_BASE": 0.001, "TOKEN_RETRY": 0.01, "ENGINE_START": 60}
"""Shorter timings, as the environment gives them; nothing else differs from a user's."""
OPEN_TTY = 'exec "$@" <>"$0" >&0 2>&1'
"""A leader of a session that opens a terminal has it as its own: keys that signal reach it, and so does a hangup."""
KEYS = {
    "enter": "\r", "tab": "\t", "esc": "\x1b", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "f1": "\x1bOP", "f2": "\x1bOQ", "backspace": "\x7f",
}  # fmt: skip
MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
KEYBOARD = re.compile(rb"\x1b\[([<>])[0-9]*u")
LASTING = frozenset((1000, 1002, 1003, 1004, 1006, 1015, 1016, 1049, 2004, 2048))
"""Modes that spoil a shell when they are left on: mouse, focus, alternate screen, bracketed paste, size reports."""


@dataclass(frozen=True)
class Ended:
    """A program that is over: its exit status (negative for a signal), and what its last screen said."""

    status: int
    screen: str


class Window:
    """A pty with a program on it. Use as a context manager.

    Attributes:
        raw: every byte that the program has written.
        attributes: the terminal's settings before it began, as termios gives them.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], here: Path, size: tuple[int, int] = (100, 30)
    ) -> None:
        self.raw = b""
        self._command, self._environment, self._here = command, environment, here
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._main, self._other = os.openpty()
        os.set_blocking(self._main, False)
        self._resize(*size)
        self.attributes = termios.tcgetattr(self._other)

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", OPEN_TTY, os.ttyname(self._other), *self._command],
            cwd=self._here,
            env=dict(self._environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(LIMIT)
        os.close(self._main)
        os.close(self._other)

    # -- what is seen

    @property
    def text(self) -> str:
        """The screen as lines of text, without spaces at their ends."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def read(self, within: float = 0.05) -> bytes:
        """Take what the program has written, without showing it; nothing where there was nothing."""
        readable, _, _ = select.select([self._main], [], [], within)
        if not readable:
            return b""
        try:
            data = os.read(self._main, 65536)
        except OSError:
            return b""
        self.raw += data
        return data

    def pump(self, within: float = 0.05) -> bool:
        """Read what the program has written; False where there was nothing."""
        data = self.read(within)
        if not data:
            return False
        # The emulator knows no sequences that begin with `CSI >` or `CSI <`: a keyboard protocol is switched by them.
        self._stream.feed(KEYBOARD.sub(b"", data))
        return True

    def wait(self, wanted: str | Callable[[], object], *, within: float = LIMIT) -> None:
        """Read until a text stands on the screen, or a condition holds."""
        deadline = time.monotonic() + within
        while not (wanted in self.text if isinstance(wanted, str) else wanted()):
            if not self.pump() and self.process.poll() is not None:
                raise AssertionError(f"ended with {self.process.returncode} before {wanted!r}:\n{self.text}")
            if time.monotonic() > deadline:
                raise AssertionError(f"never saw {wanted!r}:\n{self.text}")

    @property
    def left_on(self) -> set[int | str]:
        """What the program has switched on in the terminal and not off again."""
        on: set[int | str] = set()
        for found in MODE.finditer(self.raw):
            for number in found[1].split(b";"):
                (on.add if found[2] == b"h" else on.discard)(int(number))
        shown = {"hidden cursor"} if 25 not in on and re.search(rb"\x1b\[\?25[hl]", self.raw) else set()
        keyboard = sum(1 if found[1] == b">" else -1 for found in KEYBOARD.finditer(self.raw))
        return (on & LASTING) | shown | ({"keyboard"} if keyboard > 0 else set())

    @property
    def restored(self) -> bool:
        """Is the terminal as it was before?"""
        return not self.left_on and termios.tcgetattr(self._other) == self.attributes

    # -- what is done

    def send(self, data: str | bytes) -> None:
        """Send bytes as they are."""
        left = data.encode() if isinstance(data, str) else data
        while left:
            select.select([], [self._main], [], LIMIT)
            left = left[os.write(self._main, left) :]

    def press(self, *keys: str) -> None:
        """Press keys: names of `KEYS`, `^x`, `alt+x`, or text as it is."""
        for key in keys:
            if len(key) == 2 and key[0] == "^":
                self.send(bytes([ord(key[1].upper()) & 31]))
            elif key.startswith("alt+"):
                self.send("\x1b" + key[4:])
            else:
                self.send(KEYS.get(key, key))

    def leave(self, last: str) -> None:
        """Leave what lies on the studio with escape; `last` stands in its last row, so that all of it has been seen."""
        self.wait(last)
        self.press("esc")
        self.wait(lambda: last not in self.text)

    def paste(self, words: str) -> None:
        """Paste, as a terminal with bracketed paste does it."""
        self.send(f"\x1b[200~{words}\x1b[201~")

    def _resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._main, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size; the program is told by the system."""
        self._resize(columns, rows)
        self._screen.resize(rows, columns)

    def hang_up(self) -> None:
        """Close the window: the program loses its terminal. Nothing can be seen any more."""
        os.close(self._main)
        os.close(self._other)
        self._main, self._other = os.openpty()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    @property
    def stopped(self) -> bool:
        """Is the program suspended?"""
        found = os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT)
        return found is not None and found.si_status in (signal.SIGSTOP, signal.SIGTSTP)

    def finish(self) -> Ended:
        """Wait for the program's end; the terminal is left as it was and no traceback was shown."""
        deadline = time.monotonic() + LIMIT
        while self.process.poll() is None:
            self.pump()
            assert time.monotonic() < deadline, f"it does not end:\n{self.text}"
        while self.pump(0):
            pass
        assert b"Traceback" not in self.raw, self.text
        return Ended(self.process.returncode, self.text)


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a user whose home of the program is `home`."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    quick = {f"SHORTS_TUI_TIMING__{name}": str(value) for name, value in QUICK.items()}
    return {**kept, **quick, "TERM": "xterm-256color", "PYTHONUTF8": "1", "SHORTS_TUI_HOME": str(home), **more}


PROGRAM = (sys.executable, "-m", "shorts_tui")
"""The studio, as `shorts-tui` starts it."""
