"""How long a key takes while a service writes 100 tokens a second, beside the same key on a quiet screen."""

from __future__ import annotations

import json
import multiprocessing
import statistics
import time
from dataclasses import dataclass
from itertools import cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path

from tests.peer.replies import Reply, says
from tests.peer.server import Peer
from tests.tui.terminal import PROGRAM, Window, environment

KEYS = "ZQXWVY"
"""What is typed: letters that neither what the service writes nor an escape sequence has in it."""
WORDS = (
    "the ", "film ", "is ", "cut ", "to ", "**time**, ", "and ", "here ", "comes\n\n", "- more ", "`code` ", "of it. ",
)  # fmt: skip


@dataclass(frozen=True)
class Latency:
    """Milliseconds from a key to its letter on the screen; `rate` is the bytes a second while the service writes."""

    quiet: tuple[float, ...]
    streaming: tuple[float, ...]
    rate: float

    @property
    def ninety_fifth(self) -> tuple[float, float]:
        """The 95th percentiles: quiet, streaming."""
        return _high(self.quiet), _high(self.streaming)


def measure(directory: Path, keys: int = 100, tokens: int = 100, size: tuple[int, int] = (120, 40)) -> Latency:
    """Type on a quiet screen and while `tokens` a second are written."""
    (directory / "here").mkdir(parents=True)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    # A process of its own: what writes the tokens must not hold up what reads the clock.
    service = context.Process(target=serve, args=(theirs, int((keys * 0.13 + 8) * tokens), 1 / tokens), daemon=True)
    service.start()
    where = environment(directory / "home", NEMO_API_URL=ours.recv(), COLORTERM="truecolor")
    with Window((*PROGRAM, "--backend", "cloud", "--new"), where, directory / "here", size) as window:
        window.wait("ready")
        quiet = _type(window, keys)
        window.send("\x15go on\r")
        window.wait("here comes")
        began, seen = time.monotonic(), len(window.raw)
        streaming = _type(window, keys)
        rate = (len(window.raw) - seen) / (time.monotonic() - began)
        window.press("^q")
        window.finish()
    ours.send(None)
    service.join(10)
    return Latency(tuple(quiet), tuple(streaming), rate)


def serve(pipe: Connection, count: int, pause: float) -> None:
    """A service that writes `count` tokens, one every `pause` seconds, until it is told to stop."""
    events = [
        b"data: " + json.dumps(says(word, partial=True)).encode() + b"\n\n" for word in islice(cycle(WORDS), count)
    ]
    piece = max(map(len, events))
    # Comments fill the events up to one length, so that a write is a token.
    stream = b"".join(
        event + b":" * (piece - len(event) - 1) + b"\n" if len(event) < piece else event for event in events
    )
    with Peer() as peer:
        headers = {"Content-Type": "text/event-stream"}
        peer.on("POST", "/run_sse", Reply(200, headers, stream, chunked=True, piece=piece, pause=pause))
        pipe.send(peer.base_url)
        pipe.recv()


def _type(window: Window, keys: int) -> list[float]:
    taken = []
    for index in range(keys):
        letter = KEYS[index % len(KEYS)].encode()
        begun = time.monotonic()
        window.send(letter)
        while letter not in window.read(1):
            assert time.monotonic() < begun + 10, "the key does nothing"
        taken.append((time.monotonic() - begun) * 1000)
        # Keys come at any moment between two redraws.
        while (rest := begun + 0.1 + 0.013 * (index % 5) - time.monotonic()) > 0:
            window.read(rest)
    return taken


def _high(values: tuple[float, ...]) -> float:
    return statistics.quantiles(values, n=20)[-1]
