"""A disk that is full at any write, a directory that can't be written, a clock that jumps: nothing is lost by it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands.terminal import Ended, Terminal
from tests.peer.server import Peer

MAKE = ("make", "city.mp4", "-p", "cut it", "-o", "out.mp4", "--json")
LIMITED = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY)); "
    "from shorts_tui.cli import main; sys.exit(main())"
)
JUMPING = (
    "import itertools, sys, time; real, turns = time.time, itertools.count(); "
    "time.time = lambda: real() + (0, 4e8, -4e8)[next(turns) % 3]; "
    "from shorts_tui.cli import main; sys.exit(main())"
)


def python(terminal: Terminal, code: str, *arguments: str) -> Ended:
    return terminal.finish(terminal.begin(*arguments, python=("-c", code)))


def told_one_sentence(ended: Ended) -> None:
    """It failed, and said why in one line without the words of the machine."""
    assert ended.status not in (0, -9)
    lines = [line for line in ended.err.splitlines() if line.strip()]
    assert 1 <= len(lines) <= 2, ended.err
    assert "Errno" not in ended.err


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
@pytest.mark.parametrize("limit", [0, 5_000, 33_000, 70_000, 90_000])
def test_a_disk_that_is_full_at_any_write_spoils_nothing(cloud: Terminal, peer: Peer, limit: int) -> None:
    peer.service.film += b"\0" * 100_000
    first = python(cloud, LIMITED.format(limit=limit), *MAKE)
    told_one_sentence(first)
    assert "out.mp4" not in cloud.files()
    database = cloud.home / "config" / "projects.db"
    if database.exists():
        with closing(sqlite3.connect(database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    again = cloud.run(*MAKE)
    assert again.status == 0, again.out
    assert (cloud.here / "out.mp4").read_bytes() == peer.service.film
    assert not [name for name in cloud.files() if name.endswith((".tmp", ".part"))]


def test_a_configuration_that_can_not_be_written_is_one_sentence(cloud: Terminal, peer: Peer) -> None:
    assert cloud.run("upload", "city.mp4").status == 0
    config = cloud.home / "config"
    before = sorted(path.name for path in config.iterdir())
    config.chmod(0o500)
    for path in config.iterdir():
        if path.is_file():
            path.chmod(0o400)
    command = ["-m", "shorts_tui", "upload", "city.mp4", "--json"]
    if os.getuid() == 0:
        if (setpriv := shutil.which("setpriv")) is None:
            pytest.skip("root writes everywhere, and setpriv is not here to take that away")
        weakened = [setpriv, "--bounding-set", "-dac_override", sys.executable, *command]
        ended = python(cloud, f"import os; os.execv({setpriv!r}, {weakened!r})")
    else:
        ended = cloud.run(*command[2:])
    config.chmod(0o700)
    told_one_sentence(ended)
    assert "can't be used" in ended.err
    assert sorted(path.name for path in config.iterdir() if path.is_file()) == [n for n in before if "." in n]
    for path in config.iterdir():
        path.chmod(0o600 if path.is_file() else 0o700)
    assert cloud.run("upload", "city.mp4").status == 0
    assert len(peer.service.uploads) == 2


def test_a_clock_that_jumps_with_every_look_changes_nothing(cloud: Terminal, peer: Peer) -> None:
    ended = python(cloud, JUMPING, *MAKE)
    assert ended.status == 0, ended.out
    assert (cloud.here / "out.mp4").read_bytes() == peer.service.film
    assert (len(peer.service.messages), len(peer.service.uploads), len(peer.service.submits)) == (1, 1, 1)
    with closing(sqlite3.connect(cloud.home / "config" / "projects.db")) as connection:
        roles = [role for (role,) in connection.execute("SELECT role FROM messages ORDER BY id")]
        assert connection.execute("SELECT stage FROM renders").fetchall() == [("saved",)]
        assert connection.execute("SELECT count(*) FROM sending").fetchone() == (0,)
    assert roles[0] == "user"
    assert roles[-1] == "exported"
    assert python(cloud, JUMPING, "chat", "make it shorter", "--json").status == 0
    assert Path(cloud.home / "config" / "projects.db").exists()
