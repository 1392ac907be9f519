"""A disk that is full at each single write of a command: `make` on the cloud, from nothing to the film.

The writes of one run are counted; then it is run again and again, and each time the disk is full from one more write
on, until there is room again and it is begun once more. Needs a C compiler and Linux.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from tests.chaos.job import TOKEN, Outcome
from tests.commands.terminal import Ended, Terminal
from tests.peer.server import Peer
from tests.studio.drafts import draft
from tests.studio.films import mp4

SOURCE = Path(__file__).with_suffix(".c")
AVAILABLE = sys.platform == "linux" and shutil.which("cc") is not None
MAKE = ("make", "city.mp4", "-p", "cut it", "-o", "out.mp4", "--json")


def build(directory: Path) -> Path:
    """The library that makes a disk full."""
    library = directory / "full_disk.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return library


class FullDisk:
    """Runs of the command, each in a directory of its own below `root`."""

    def __init__(self, root: Path) -> None:
        self.root, self.library = root, build(root)

    def writes(self) -> int:
        """How many writes there are where there is room."""
        outcome = Outcome()
        self._run(0, outcome)
        assert outcome.losses == []
        return int((self.root / "count.txt").read_text())

    def run(self, places: Iterable[int]) -> Iterator[tuple[int, Outcome]]:
        """What came of a disk that was full from each of these writes on."""
        for place in places:
            outcome = Outcome(tried=1)
            self._run(place, outcome)
            yield place, outcome

    def _run(self, place: int, outcome: Outcome) -> None:
        here = self.root / f"run{place}"
        here.mkdir()
        with Peer() as peer:
            peer.service.accepted, peer.service.drafts = {TOKEN}, [draft()]
            peer.service.film = mp4() + b"\0" * 60_000
            (here / "city.mp4").write_bytes(mp4())
            terminal = Terminal(here / "home", here, NEMO_API_URL=peer.base_url, SHORTS_TUI_BACKEND="cloud")
            terminal.environment |= {"NEMO_TOKEN": TOKEN, "PYTHONDONTWRITEBYTECODE": "1"}
            room = dict(terminal.environment)
            terminal.environment |= {
                "LD_PRELOAD": str(self.library), "FULL_ROOT": str(here), "FULL_COUNT": str(self.root / "count.txt"),
            } | ({"FULL_AT": str(place)} if place else {})  # fmt: skip
            first = terminal.run(*MAKE)
            film = here / "out.mp4"
            self._look(first, film, peer.service.film, outcome)
            terminal.environment = room
            if place and (first.status != 0 or not film.exists()):
                again = terminal.run(*MAKE)
                if again.status != 0:
                    outcome.losses.append(f"with room again: {again.out[-300:]}")
                self._look(again, film, peer.service.film, outcome)
            self._check(here, peer, outcome)
        shutil.rmtree(here)

    def _look(self, ended: Ended, film: Path, whole: bytes, outcome: Outcome) -> None:
        """A command that came to its end: said in a sentence, and no half a film."""
        lines = [line for line in ended.err.splitlines() if line.strip()]
        if ended.status not in (0, 1, 2) or len(lines) > 2 or "Errno" in ended.err or "of its own" in ended.err:
            outcome.losses.append(f"ended with {ended.status}: {ended.err[-400:]}")
        if ended.status == 0 and not film.exists():
            outcome.losses.append("said to be done, and there is no film")
        if film.exists() and film.read_bytes() != whole:
            outcome.losses.append("a film that is not whole under its final name")

    def _check(self, here: Path, peer: Peer, outcome: Outcome) -> None:
        if (here / "out.mp4").exists() is False:
            outcome.losses.append("the film was never made")
        with closing(sqlite3.connect(here / "home" / "config" / "projects.db")) as connection:
            if (state := connection.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                outcome.losses.append(f"corrupt: {state}")
            renders = {row[0] for row in connection.execute("SELECT id FROM renders")}
        outcome.losses += [f"render {name}" for name in set(peer.service.renders) - renders]
        left = [path.name for path in here.rglob("*") if path.suffix in (".part", ".tmp")]
        if left:
            outcome.losses.append(f"left over: {left}")
        for path in (path for path in here.rglob("*") if path.is_file()):
            if TOKEN.encode() in path.read_bytes():
                outcome.secrets.append(str(path))
        for what, most in (("uploads", peer.service.uploads), ("renders", peer.service.renders)):
            if len(most) > 2:  # what was done when the disk was full, and what was begun anew
                outcome.duplicates.append(f"{len(most)} {what}")
