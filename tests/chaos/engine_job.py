"""The same job on the engine of this machine, which is killed while it works, or whose client is."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from shorts_tui.client.errors import NemoError
from shorts_tui.engine import process
from shorts_tui.paths import locations
from shorts_tui.studio.mp4 import verify
from tests import footage
from tests.chaos.job import Job, Outcome
from tests.commands.terminal import Terminal


class EngineJob(Job):
    """One job on a real engine."""

    prompts = ("cut to 1 second", "title 'Night lights'", "make it vertical")

    def run(self) -> Outcome:
        """Do the job and look at what it left."""
        footage.film(self.here / "city.mp4", 2, "160x90")
        self.terminal = Terminal(self.home, self.here, SHORTS_TUI_BACKEND="local", SHORTS_TUI_WORKERS="1")
        try:
            self.work()
            self.check(None)
            with closing(sqlite3.connect(self.home / "data" / "engine" / "engine.db")) as records:
                done = records.execute("SELECT message FROM turns WHERE error = ''").fetchall()
                renders = records.execute("SELECT count(*) FROM renders").fetchone()[0]
                assets = records.execute("SELECT count(*) FROM assets").fetchone()[0]
                state = records.execute("PRAGMA integrity_check").fetchone()[0]
            for prompt in self.prompts:
                self._duplicate(f"messages {prompt!r}", done.count((prompt,)), 1)
            self._duplicate("renders", renders, 1)
            self._duplicate("uploads", assets, 1)
            if state != "ok":
                self.outcome.losses.append(f"the engine's records: {state}")
        finally:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("SHORTS_TUI_HOME", str(self.home))
                process.stop(locations())
        return self.outcome

    def was_heard(self, prompt: str) -> bool:
        """Does the user see that the message was run?"""
        self.command("status", faulty=False)
        records = self.home / "data" / "engine" / "engine.db"
        if not records.exists():
            return False
        with closing(sqlite3.connect(records)) as connection:
            query = "SELECT count(*) FROM turns WHERE message = ? AND error = ''"
            return bool(connection.execute(query, (prompt,)).fetchone()[0])

    def strike(self, command: str) -> Any:
        """Kill the engine, or its client, at any time."""
        kill = self.kill if self.fault.startswith("client") else self._kill_engine
        timer = threading.Timer(self.chance.uniform(0.2, 2.0), kill)
        timer.start()
        return timer

    def _kill_engine(self) -> None:
        with suppress(OSError, ValueError, KeyError):
            os.kill(int(json.loads((self.home / "run" / "engine.json").read_bytes())["pid"]), signal.SIGKILL)

    def is_whole(self, film: Path) -> bool:
        try:
            verify(film)
        except (NemoError, OSError):
            return False
        return True
