"""A project as one file: out of a studio and into one, with the film that it had, whatever became of its media."""

from __future__ import annotations

import json
from pathlib import Path

from tests import footage
from tests.commands.conftest import TOKEN
from tests.commands.terminal import Ended, Terminal
from tests.peer.server import Peer

WISH = "cut to 2 seconds, make it vertical, title 'Harbour lights'"


def notices(ended: Ended) -> str:
    return "\n".join(event["text"] for event in ended.events if event["event"] == "notice")


def newest(terminal: Terminal) -> dict[str, object]:
    found: dict[str, object] = terminal.run("projects", "--json").events[0]
    return found


def made(terminal: Terminal, name: str) -> Path:
    """Footage that was made into a film in a project of its name."""
    clip = footage.film(terminal.here / f"{name}.mp4", 3)
    assert terminal.run("make", clip.name, "-p", WISH, "-o", "first.mp4").status == 0
    return clip


def test_a_project_with_its_media_goes_on_where_it_was(local: Terminal) -> None:
    clip = made(local, "harbour")
    old = newest(local)
    assert local.run("projects", "--export", str(old["id"]), "-o", "harbour.shorts", "--with-media").status == 0
    assert local.run("projects", "--delete", str(old["id"])).status == 0
    clip.unlink()
    ended = local.run("projects", "--import", "harbour.shorts", "--json")
    assert ended.status == 0, ended.out
    new = newest(local)
    assert (new["name"], new["duration_ms"]) == (old["name"], old["duration_ms"])
    assert new["id"] != old["id"]
    assert "Harbour lights" in ended.event("timeline")["summary"]
    assert local.run("export", "-o", "again.mp4").status == 0
    assert (local.here / "again.mp4").stat().st_size > 1000
    status = local.run("chat", "undo that", "--json")
    assert status.status == 0


def test_media_by_reference_are_taken_only_where_they_are_the_same(local: Terminal) -> None:
    clip = made(local, "bridge")
    old = newest(local)
    assert local.run("projects", "--export", "bridge", "-o", "bridge.shorts").status == 0
    assert (local.here / "bridge.shorts").stat().st_size < clip.stat().st_size
    assert local.run("projects", "--import", "bridge.shorts", "--json").names[-2:] == ["timeline", "done"]
    content = bytearray(clip.read_bytes())
    content[-1] ^= 1
    clip.write_bytes(content)
    changed = local.run("projects", "--import", "bridge.shorts", "--json")
    assert changed.status == 0
    assert "Add these again, they are not in the file: bridge.mp4" in notices(changed)
    assert newest(local)["duration_ms"] == old["duration_ms"], "the film is kept as a version"


def test_a_project_of_the_cloud_keeps_its_history_and_holds_no_secret(cloud: Terminal, peer: Peer) -> None:
    cloud.run("make", "city.mp4", "-p", "make a film", "-o", "out.mp4")
    ended = cloud.run("projects", "--export", str(newest(cloud)["id"]), "-o", "city.shorts", "--with-media", "--json")
    assert ended.status == 0
    content = (cloud.here / "city.shorts").read_bytes()
    assert TOKEN.encode() not in content
    assert (cloud.here / "city.shorts").stat().st_mode & 0o077 == 0
    seen = len(peer.seen)
    imported = cloud.run("projects", "--import", "city.shorts", "--json")
    assert imported.status == 0
    assert "kept as a version" in notices(imported)
    assert len(peer.seen) == seen, "importing asks the cloud for nothing"
    assert len(cloud.run("projects", "--json").events) == 3


def test_what_can_not_be_carried_is_one_sentence(cloud: Terminal) -> None:
    for arguments in (
        ("--export", "nothing"),
        ("--import", "nothing.shorts"),
        ("--import", "city.mp4"),
        ("--import", "."),
    ):
        ended = cloud.run("projects", *arguments, "--json")
        assert ended.status == 2, arguments
        assert ended.names == ["error", "done"]
    assert json.loads(cloud.run("projects", "--json").out.splitlines()[-1])["ok"]
