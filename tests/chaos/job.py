"""A whole job as a stubborn user does it: an upload, three turns, an export, each begun again until it is done.

While it runs, faults happen. At its end, nothing that was sent, shown or acknowledged may be missing, nothing that the
service holds may be there twice, and no file may hold a secret or be half a film under a whole one's name.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.chaos import faults
from tests.commands.terminal import Terminal
from tests.peer.server import Peer
from tests.studio.drafts import draft
from tests.studio.films import mp4

TOKEN = "nmv_usr_chaos_canary_77"
ATTEMPTS = 15
"""After so many of one step the job counts as lost."""
LIMITED = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY)); "
    "from shorts_tui.cli import main; sys.exit(main())"
)
PLAIN = ("-m", "shorts_tui")


@dataclass
class Outcome:
    """What came of a job: how many faults it met, and in words what is missing, twice there, or not a secret."""

    tried: int = 0
    losses: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)


class Job:
    """One job on the cloud under one kind of fault; `prompts` are what is said, in order."""

    prompts: tuple[str, ...] = ("make a film of it", "give it a title", "make it shorter")

    def __init__(self, root: Path, fault: str, seed: str) -> None:
        self.fault, self.chance, self.outcome = fault, random.Random(seed), Outcome()
        self.here, self.home = root / "here", root / "home"
        self.here.mkdir(parents=True)
        self.shown: list[dict[str, Any]] = []
        self.terminal: Terminal
        self.running: Any = None

    def run(self) -> Outcome:
        """Do the job and look at what it left."""
        with Peer() as peer:
            self.peer, service = peer, peer.service
            service.accepted = {TOKEN}
            service.drafts = [draft(), draft(title="Another"), draft(length=8000)]
            service.film = mp4() + b"\0" * 60_000
            (self.here / "city.mp4").write_bytes(mp4())
            self.terminal = Terminal(
                self.home, self.here, NEMO_API_URL=peer.base_url, NEMO_TOKEN=TOKEN, SHORTS_TUI_BACKEND="cloud"
            )
            self.work()
            self.check(service.film)
            self._duplicate("uploads", len(service.uploads), 1)
            self._duplicate("renders", len(service.renders), 1)
            for prompt in self.prompts:
                self._duplicate(f"messages {prompt!r}", service.messages.count(prompt), 1)
            known = {media[0] for media in self.rows("SELECT label FROM media")}
            self._missing("asset", {item["filename"] for item in service.uploads} - known)
            self._missing("render", set(service.renders) - {row[0] for row in self.rows("SELECT id FROM renders")})
        return self.outcome

    # The user

    def work(self) -> None:
        """All steps, each until it is done."""
        self._until_done("upload", "city.mp4")
        for prompt in self.prompts:
            self._until_done("chat", prompt)
        self._until_done("export", "-o", "out.mp4")

    def _until_done(self, command: str, *arguments: str) -> None:
        for attempt in range(ATTEMPTS):
            faulty = self.chance.random() < (0.7 if attempt == 0 else 0.3)
            status = self.command(command, *arguments, faulty=faulty)
            if status == 0 or (command == "chat" and self.was_heard(arguments[0])):
                return
            # Killed with its last breath: the film, or the medium, is there, and nobody asks for it again.
            if command == "export" and (self.here / "out.mp4").exists():
                return
            if command == "upload" and self.has_media():
                return
        self.outcome.losses.append(f"{command} never came to an end")

    def was_heard(self, prompt: str) -> bool:
        """Does the user see that the message was run, although its command came to no good end?"""
        self.command("status", faulty=False)
        return prompt in self.peer.service.messages

    def has_media(self) -> bool:
        """Does the user see the medium in the project?"""
        try:
            return bool(self.rows("SELECT id FROM media"))
        except sqlite3.OperationalError:  # killed before there was a project
            return False

    def command(self, *arguments: str, faulty: bool) -> int:
        """Run one command, perhaps under the fault, and keep what it showed."""
        timer, python = None, PLAIN
        if faulty:
            self.outcome.tried += 1
            if self.fault == faults.FULL:
                python = ("-c", LIMITED.format(limit=self.chance.randrange(200_000)))
            elif self.fault == "kill whenever":
                timer = faults.kill_whenever(self.chance, self.kill)
            else:
                timer = self.strike(arguments[0])
        self.running = self.terminal.begin(*arguments, "--json", python=python)
        with self.running as running:
            out, err = running.communicate(timeout=120)
        self.running = None
        if timer is not None:
            timer.cancel()
        if "Traceback" in out + err or "error of its own" in err:
            self.outcome.losses.append(f"{arguments[0]} crashed: {err[-300:]}")
        if TOKEN in out + err:
            self.outcome.secrets.append(f"the output of {arguments[0]}")
        for line in out.splitlines():
            with suppress(ValueError):  # the last line of a command that was killed
                self.shown.append(json.loads(line))
        film = self.here / "out.mp4"
        if film.exists() and not self.is_whole(film):
            self.outcome.losses.append("a film that is not whole under its final name")
        return int(running.returncode)

    def strike(self, command: str) -> Any:
        """Arm a fault of the network, or a kill at a request."""
        faults.play(self.fault, command, self.peer, self.chance, self.kill)

    def kill(self) -> None:
        """End the command that runs as kill -9 does."""
        if (running := self.running) is not None:
            running.kill()

    def is_whole(self, film: Path) -> bool:
        return film.read_bytes() == self.peer.service.film

    # What is left of it

    def check(self, film: bytes | None) -> None:
        """The list of what must not be lost."""
        [(state,)] = self.rows("PRAGMA integrity_check")
        if state != "ok":
            self.outcome.losses.append(f"the projects' file: {state}")
        said = set(self.rows("SELECT role, text FROM messages"))
        self._missing("prompt", {("user", prompt) for prompt in self.prompts} - said)
        for event in self.shown:
            match event["event"]:
                case "reply":
                    self._missing("text", {("service", event["text"])} - said)
                case "changed":
                    self._missing("change", {("changed", "; ".join(event["changes"]))} - said)
        ids = {event["session_id"] for event in self.shown if event["event"] == "connected" and event["session_id"]}
        self._missing("session", ids - {row[0] for row in self.rows("SELECT session_id FROM sessions")})
        renders = {event["id"] for event in self.shown if event["event"] == "rendering"}
        self._missing("render", renders - {row[0] for row in self.rows("SELECT id FROM renders")})
        if len(self.rows("SELECT id FROM versions")) < 1:
            self.outcome.losses.append("no version of the film was kept")
        if not self.here.joinpath("out.mp4").exists():
            self.outcome.losses.append("the film was never exported")
        left = [path.name for path in self.here.iterdir() if path.suffix in (".part", ".tmp")]
        if left:
            self.outcome.losses.append(f"left over: {left}")
        for path in self.files():
            if TOKEN.encode() in path.read_bytes():
                self.outcome.secrets.append(str(path))

    def files(self) -> Iterator[Path]:
        """Every file that the program may have written."""
        return (path for root in (self.home, self.here) for path in root.rglob("*") if path.is_file())

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Look into the projects' file."""
        with closing(sqlite3.connect(self.home / "config" / "projects.db")) as connection:
            return connection.execute(query).fetchall()

    def _missing(self, what: str, items: set[Any]) -> None:
        self.outcome.losses.extend(f"{what} {item!r}" for item in items)

    def _duplicate(self, what: str, count: int, most: int) -> None:
        if count > most:
            self.outcome.duplicates.append(f"{count} {what}")
