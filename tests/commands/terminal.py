"""The command as a user runs it: a process of its own, with its exit status, its words and its JSON lines."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIMIT = 120
"""Seconds after which a command is given up."""
FOREIGN = (
    "NEMO_TOKEN",
    "NEMO_API_URL",
    "NEMO_WEB_URL",
    "NEMO_CLIENT_ID",
    "SKILL_SOURCE",
    "NO_COLOR",
    "PYTHONDONTWRITEBYTECODE",
)
QUICK = {
    "POLL": 0.05, "POLL_LOCAL": 0.05, "RECOVERY_FIRST": 0.01, "RECOVERY_NEXT": 0.01, "TOKEN_RETRY": 0.01,
    "RETRY_BASE": 0.001, "REQUEST": 20, "TRANSFER_IDLE": 20, "TURN_LIMIT": 60, "ENGINE_START": 60,
}  # fmt: skip
"""Shorter timings, as the environment gives them; nothing else differs from a user's."""


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    status: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """The JSON lines of its output; anything else there is an error."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def names(self) -> list[str]:
        """The events' names, each series of equal ones as one."""
        names = [event["event"] for event in self.events]
        return [name for place, name in enumerate(names) if place == 0 or names[place - 1] != name]

    def event(self, name: str) -> dict[str, Any]:
        """The last event of a name."""
        return [event for event in self.events if event["event"] == name][-1]


class Terminal:
    """Where a user works: a home of the program, a directory, and an environment."""

    def __init__(self, home: Path, here: Path, **environment: str) -> None:
        self.home, self.here = home, here
        kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        quick = {f"SHORTS_TUI_TIMING__{name}": str(value) for name, value in QUICK.items()}
        self.environment = {**kept, **quick, "SHORTS_TUI_HOME": str(home), "PYTHONUTF8": "1", **environment}

    def begin(self, *arguments: str, python: tuple[str, ...] = ("-m", "shorts_tui")) -> subprocess.Popen[str]:
        """Start a command."""
        return subprocess.Popen(
            [sys.executable, *python, *arguments],
            cwd=self.here,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str) -> Ended:
        """Run a command to its end."""
        return self.finish(self.begin(*arguments))

    def interrupt(self, command: subprocess.Popen[str], sign: int = signal.SIGINT) -> Ended:
        """Send a signal, as ctrl-C and closing the window do, and wait for the end."""
        command.send_signal(sign)
        return self.finish(command)

    def finish(self, command: subprocess.Popen[str]) -> Ended:
        """Wait for a command's end. No command ever shows a traceback."""
        with command:
            try:
                out, err = command.communicate(timeout=LIMIT)
            except BaseException:
                command.kill()
                raise
        assert "Traceback" not in out + err, err
        return Ended(command.returncode, out, err)

    def files(self) -> set[str]:
        """What lies where the user works, hidden and unfinished files included."""
        return {str(path.relative_to(self.here)) for path in self.here.rglob("*")}
