"""What a command loads: a glance is quick because it loads little."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.commands.terminal import Terminal
from tests.peer.server import Peer

LOADED = """
import sys
from shorts_tui.cli import main
try:
    status = main(sys.argv[1:])
except SystemExit as end:
    status = end.code
print(status, *sorted(sys.modules), file=sys.stderr)
"""


def loaded(terminal: Terminal, *arguments: str) -> set[str]:
    """The modules that a command has loaded when it ends, which it does well."""
    ended = terminal.finish(terminal.begin(*arguments, python=("-c", LOADED)))
    status, *modules = ended.err.splitlines()[-1].split()
    assert status == "0"
    return set(modules)


def packages(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def test_the_version_costs_nothing(cloud: Terminal) -> None:
    found = loaded(cloud, "--version")
    assert {name for name in found if name.startswith("shorts_tui")} == {"shorts_tui", "shorts_tui.cli"}
    assert not packages(found) & {"textual", "rich", "httpx", "pydantic", "asyncio", "sqlite3", "numpy", "av", "json"}


@pytest.mark.parametrize("command", ["status", "credits"])
def test_a_glance_loads_neither_the_screen_nor_the_engine(cloud: Terminal, peer: Peer, command: str) -> None:
    found = packages(loaded(cloud, command, "--quiet"))
    assert "httpx" in found
    assert not found & {"textual", "rich", "click", "pygments", "numpy", "av", "fastapi", "uvicorn", "faster_whisper"}


def test_httpx_is_whole_without_its_own_command_line() -> None:
    code = "import shorts_tui.client, httpx; httpx.AsyncClient, httpx.HTTPTransport, httpx.main"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_route_needs_no_network_and_no_home(cloud: Terminal, peer: Peer) -> None:
    found = packages(loaded(cloud, "route", "add captions, then export"))
    assert not found & {"textual", "numpy", "av", "fastapi"}
    assert cloud.run("route", "add captions, then export").out == "chat export\n"
    assert cloud.run("route", "导出", "--json").event("actions")["actions"] == ["export"]
    assert peer.seen == []
    assert not cloud.home.exists()
