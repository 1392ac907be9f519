"""Measuring: seconds on the wall, seconds of processor time, and the memory of a process with all that it started."""

from __future__ import annotations

import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Cost:
    """Seconds on the wall and of processor time, children included."""

    wall: float = 0.0
    processor: float = 0.0


@contextmanager
def cost() -> Iterator[Cost]:
    """What the block costs; the values stand when it has ended."""
    found = Cost()
    wall, processor = time.monotonic(), _processor()
    yield found
    found.wall, found.processor = time.monotonic() - wall, _processor() - processor


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


class MemoryWatch(threading.Thread):
    """Looks at the resident memory of a process and its descendants (Linux) until it is stopped."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process = process
        self.peak = 0
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(0.1):
            self.peak = max(self.peak, _resident(self.process))

    def stop(self) -> int:
        """The most bytes at once."""
        self._over.set()
        self.join()
        return self.peak


def _resident(root: int) -> int:
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = dict(line.split(":", 1) for line in (place / "status").read_text().splitlines() if ":" in line)
        except OSError:
            continue
        parents[int(place.name)] = int(fields["PPid"])
        sizes[int(place.name)] = int(fields.get("VmRSS", "0 kB").split()[0]) * 1024
    total = 0
    for process, size in sizes.items():
        place_in_tree: int | None = process
        while place_in_tree and place_in_tree != root:
            place_in_tree = parents.get(place_in_tree)
        total += size if place_in_tree == root else 0
    return total
