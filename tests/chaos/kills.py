"""kill -9 at random moments of a program that writes projects: nothing acknowledged is missing, nothing is corrupt."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.chaos.job import Outcome

ROOT = Path(__file__).parents[2]
QUERIES = {
    "project": "SELECT id FROM projects",
    "session": "SELECT session_id FROM sessions",
    "message": "SELECT text FROM messages",
    "version": "SELECT cause FROM versions",
    "media": "SELECT label FROM media",
    "render": "SELECT id FROM renders",
}


def kill_store(root: Path, kills: int, seed: str) -> tuple[float, Outcome]:
    """Kill a writer so many times, each at a random number of acknowledged writes and a bit.

    Returns:
        The slowest start of the program after a kill, in seconds: from nothing to the list of its projects; and what
        came of it.
    """
    chance, outcome, path, slowest = random.Random(seed), Outcome(), root / "projects.db", 0.0
    acknowledged: dict[str, set[str]] = {kind: set() for kind in QUERIES}
    for life in range(kills):
        slowest = max(slowest, _one_life(path, f"{seed}.{life}", chance, acknowledged, outcome))
        outcome.tried += 1
        with closing(sqlite3.connect(path)) as connection:
            for kind, query in QUERIES.items():
                there = {row[0] for row in connection.execute(query)}
                outcome.losses += [f"{kind} {item}" for item in acknowledged[kind] - there]
            state = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if state != "ok":
            outcome.losses.append(f"corrupt: {state}")
    return slowest, outcome


def _one_life(
    path: Path, life: str, chance: random.Random, acknowledged: dict[str, set[str]], outcome: Outcome
) -> float:
    command = [sys.executable, "-m", "tests.chaos.writer", str(path), life]
    began = time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        _, notice = writer.stdout.readline().split(maxsplit=1)
        opened = time.monotonic() - began
        if notice.strip() != "''":
            outcome.losses.append(f"set aside: {notice}")
        for _ in range(chance.randrange(40)):
            kind, _, item = writer.stdout.readline().rstrip("\n").partition(" ")
            acknowledged[kind].add(item)
        writer.kill()
        for line in writer.stdout:  # what was still on its way
            kind, _, item = line.rstrip("\n").partition(" ")
            if line.endswith("\n"):
                acknowledged[kind].add(item)
    return opened
