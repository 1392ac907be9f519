"""Memory that was freed goes back to the system, though threads had it."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import threading
from shorts_tui.engine import memory

memory.keep_little()

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096

def work():
    # Pieces too small for maps of their own, with something that stays at the end of each arena.
    held = [bytearray(60_000) for _ in range(1000)]
    kept.append(bytearray(60_000))
    del held

kept = []
before = resident()
threads = [threading.Thread(target=work) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
memory.give_back()
print(resident() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux and glibc")
def test_what_threads_have_freed_is_given_back() -> None:
    """Eight threads had 60 MB each."""
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert int(ended.stdout) < 20_000_000
