"""What goes wrong in a job, at a place and a moment that a seed chooses."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

from tests.peer import replies
from tests.peer.replies import Reply, Seen
from tests.peer.server import Peer

ROUTES = {
    "session": ("POST", "/api/tasks/me/with-session/*"),
    "upload": ("POST", "/api/upload-video/*"),
    "message": ("POST", "/run_sse"),
    "state": ("GET", "/api/state/*"),
    "submit": ("POST", "/api/render/proxy/lambda"),
    "poll": ("GET", "/api/render/proxy/lambda/*"),
    "download": ("GET", "/films/*"),
}
"""Where a request can be hit."""
ASKED = {
    "upload": ("session", "upload", "upload"),
    "chat": ("state", "message", "message"),
    "export": ("state", "submit", "poll", "download"),
}
"""What a command asks for."""

NETWORK = ("drop before", "drop after", "reset", "cut", "502 before", "502 after")
"""What a network and its gateways do; `after`: the service did what was asked, and the answer was lost."""
KILLS = ("kill before", "kill after", "kill whenever")
"""When a client is killed: its request is there, its request is done, at any time."""
FULL = "disk full"
ENGINE = ("engine killed", "client of the engine killed")
FAULTS = (*NETWORK, *KILLS, FULL, *ENGINE)

Kill = Callable[[], None]


def play(fault: str, command: str, peer: Peer, chance: random.Random, kill: Kill) -> None:
    """Let a request that a command makes meet a fault of the network, or kill the client when it comes."""
    method, path = ROUTES[chance.choice(ASKED[command])]

    def answer(seen: Seen) -> Reply:
        done = peer.service.answer(seen) if fault not in ("drop before", "502 before", "kill before") else Reply()
        match fault:
            case "502 before" | "502 after":
                return replies.html(502)
            case "reset" | "cut":
                return done.but(cut_after=chance.randrange(max(1, len(done.body))), reset=fault == "reset")
            case "kill before" | "kill after":
                kill()
        return Reply(raw=b"", cut_after=0)

    peer.on(method, path, answer)


def kill_whenever(chance: random.Random, kill: Kill) -> threading.Timer:
    """Kill at any time of the life of a command, its start included."""
    timer = threading.Timer(chance.uniform(0.0, 1.2), kill)
    timer.start()
    return timer
