"""Whole jobs under faults, and a store that is killed at any moment: `python -m tests.chaos --runs 100 --kills 200`.

Prints a line a kind of fault: how often it was tried, what was lost, what was there twice, what secrets were found.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from tests.chaos.engine_job import EngineJob
from tests.chaos.faults import ENGINE, FAULTS
from tests.chaos.full_disk import AVAILABLE, FullDisk
from tests.chaos.job import Job, Outcome
from tests.chaos.kills import kill_store

EVERY_WRITE = "disk full from write n on"
START = 2.0
"""Seconds that a start after a kill may take."""


def one(fault: str, seed: str) -> Outcome:
    """One job under one kind of fault, in a directory of its own."""
    kind = EngineJob if fault in ENGINE else Job
    with tempfile.TemporaryDirectory(prefix="chaos-", ignore_cleanup_errors=True) as root:
        return kind(Path(root), fault, seed).run()


def add(total: Outcome, outcome: Outcome) -> None:
    """Count one in."""
    total.tried += outcome.tried
    total.losses += outcome.losses
    total.duplicates += outcome.duplicates
    total.secrets += outcome.secrets


def table(totals: dict[str, Outcome]) -> str:
    """The lines that are printed."""
    lines = [f"{'fault':<26} {'tried':>6} {'losses':>7} {'duplicates':>11} {'secrets':>8}"]
    lines += [
        f"{fault:<26} {found.tried:>6} {len(found.losses):>7} {len(found.duplicates):>11} {len(found.secrets):>8}"
        for fault, found in totals.items()
    ]
    return "\n".join(lines)


def main() -> int:
    """Run as many jobs as are wanted; 0 where nothing was lost, doubled or given away."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--runs", type=int, default=100, help="whole jobs (100)")
    parser.add_argument("--kills", type=int, default=200, help="kill -9 of a program that writes projects (200)")
    parser.add_argument(
        "--writes", action=argparse.BooleanOptionalAction, default=True, help="a disk that is full from each write on"
    )
    parser.add_argument("--seed", default="1", help="what the faults are drawn from")
    parser.add_argument("--fault", choices=FAULTS, help="this kind alone")
    args = parser.parse_args()
    totals: dict[str, Outcome] = defaultdict(Outcome)
    kinds = (args.fault,) if args.fault else FAULTS
    for number in range(args.runs):
        fault = kinds[number % len(kinds)]
        outcome = one(fault, f"{args.seed}.{number}")
        add(totals[fault], outcome)
        for trouble in (*outcome.losses, *outcome.duplicates, *outcome.secrets):
            sys.stderr.write(f"{fault}, seed {args.seed}.{number}: {trouble}\n")
    if args.writes and AVAILABLE:
        with tempfile.TemporaryDirectory(prefix="chaos-") as root:
            disk = FullDisk(Path(root))
            for place, outcome in disk.run(range(1, disk.writes() + 1)):
                add(totals[EVERY_WRITE], outcome)
                for trouble in (*outcome.losses, *outcome.duplicates, *outcome.secrets):
                    sys.stderr.write(f"{EVERY_WRITE} {place}: {trouble}\n")
    if args.kills:
        with tempfile.TemporaryDirectory(prefix="chaos-") as root:
            slowest, totals["kill -9 of the store"] = kill_store(Path(root), args.kills, args.seed)
            sys.stdout.write(f"the slowest start after a kill took {slowest:.2f} s\n")
        if slowest > START:
            totals["kill -9 of the store"].losses.append(f"a start took {slowest:.2f} s")
        for trouble in totals["kill -9 of the store"].losses:
            sys.stderr.write(f"kill -9 of the store: {trouble}\n")
    sys.stdout.write(table(totals) + "\n")
    return int(any(found.losses or found.duplicates or found.secrets for found in totals.values()))


if __name__ == "__main__":
    sys.exit(main())
