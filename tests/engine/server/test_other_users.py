"""Another user of the machine: a process with another uid reaches neither engine nor records, token nor logs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from shorts_tui.engine import process
from shorts_tui.paths import Locations, locations, write_private
from shorts_tui.studio.project import new_project
from shorts_tui.studio.store import Store

if not hasattr(os, "getuid") or os.getuid() != 0:
    pytest.skip("only root can try it as another user", allow_module_level=True)

NOBODY = 65_534
STRANGER = """
import json, os, socket, sys
os.setgroups([]); os.setgid(65534); os.setuid(65534)
found = {}
for name in sys.argv[1:]:
    try:
        if name.endswith(".sock"):
            peer = socket.socket(socket.AF_UNIX); peer.settimeout(5); peer.connect(name)
        elif name.endswith("/new"):
            open(name, "w").close()
        elif os.path.isdir(name):
            os.listdir(name)
        else:
            open(name, "rb").read()
        found[name] = "reached"
    except OSError as error:
        found[name] = type(error).__name__
print(json.dumps(found))
"""


def as_stranger(*names: Path) -> dict[str, str]:
    """What came of reaching for files, directories and sockets as another user."""
    command = [sys.executable, "-c", STRANGER, *map(str, names)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.fixture(params=["short", "deep"])
def where(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Locations]:
    """A home that everybody could walk into, and an engine in it; once too deep for a socket's address."""
    monkeypatch.delenv("NEMO_TOKEN", raising=False)
    root = Path(tempfile.mkdtemp(prefix="open-"))
    before = os.umask(0)
    try:
        root.chmod(0o755)
        home = root / "home" if request.param == "short" else root.joinpath(*["deep-directory"] * 9)
        home.mkdir(parents=True, mode=0o755)
        monkeypatch.setenv("SHORTS_TUI_HOME", str(home))
        places = locations()
        with Store(places.projects) as store:
            store.save(new_project(name="private"))
            write_private(places.token, b"{}")
            process.ensure(places, 60)
            yield places
        process.stop(places)
    finally:
        os.umask(before)
        shutil.rmtree(root)


def test_another_user_reaches_nothing(where: Locations) -> None:
    home = where.config.parent
    open_file = home / "open.txt"
    open_file.write_text("for all")
    own = [path for root in (where.config, where.data, where.runtime) for path in (root, *root.rglob("*"))]
    assert {where.projects, where.token, where.engine_info, where.engine_data / "engine.db"} <= set(own)
    assert where.engine_socket.exists()
    new = [directory / "new" for directory in (where.config, where.data, where.runtime, where.engine_socket.parent)]
    found = as_stranger(open_file, home, where.engine_socket, where.engine_socket.parent, *own, *new)
    reached = {name for name, outcome in found.items() if outcome == "reached"}
    assert reached == {str(open_file), str(home)}, "the way there is open, and nothing of ours is"
    assert set(found.values()) == {"reached", "PermissionError"}
