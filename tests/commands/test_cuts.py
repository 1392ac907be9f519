"""A message or an upload that a kill cut: on disk before it left, told once at the next start, never sent again."""

from __future__ import annotations

import signal
import sqlite3
import threading
import time
from contextlib import closing

import pytest

from tests.commands.conftest import TOKEN
from tests.commands.terminal import LIMIT, Ended, Terminal
from tests.peer import replies
from tests.peer.replies import Reply, Seen, says
from tests.peer.server import Peer

PROMPT = "make a film of it"


def notices(ended: Ended) -> list[str]:
    return [event["text"] for event in ended.events if event["event"] == "notice"]


class Slow:
    """A service that has been given all of a request and answers it when it likes: never. It acts, or has yet to."""

    def __init__(self, peer: Peer, answer: Reply, *, acts: bool) -> None:
        self._peer, self._answer, self._acts = peer, answer, acts
        self.at_work = threading.Event()

    def __call__(self, seen: Seen) -> Reply:
        if self._acts:
            self._peer.service.answer(seen)
        self.at_work.set()
        return self._answer


TALKING = replies.events(says("Working", partial=True), hang=True)


def cut(cloud: Terminal, service: Slow, *command: str, sign: signal.Signals = signal.SIGKILL) -> None:
    """A command that is killed while the service works on what it asked for."""
    running = cloud.begin(*command, "--json")
    assert service.at_work.wait(60)
    cloud.interrupt(running, sign)


def test_a_message_is_on_disk_before_it_leaves(cloud: Terminal, peer: Peer) -> None:
    cloud.run("upload", "city.mp4")
    found: list[tuple[str, str]] = []

    def reply(seen: Seen) -> Reply:
        with closing(sqlite3.connect(cloud.home / "config" / "projects.db")) as connection:
            found.extend(connection.execute("SELECT kind, text FROM sending"))
        return peer.service.answer(seen)

    peer.on("POST", "/run_sse", reply)
    cloud.run("chat", PROMPT)
    assert found == [("turn", PROMPT)]
    assert notices(cloud.run("status", "--json")) == []


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGHUP], ids=lambda sign: sign.name)
@pytest.mark.parametrize("acts", [True, False], ids=["worked", "idle"])
def test_a_message_that_was_cut_is_told_once_and_not_sent_again(
    cloud: Terminal, peer: Peer, acts: bool, sign: signal.Signals
) -> None:
    cloud.run("upload", "city.mp4")
    service = Slow(peer, TALKING, acts=acts)
    peer.on("POST", "/run_sse", service)
    cut(cloud, service, "chat", PROMPT, sign=sign)
    [told] = notices(cloud.run("status", "--json"))
    assert PROMPT in told
    assert "not sent again" in told
    assert ("no change" in told) != acts
    assert notices(cloud.run("status", "--json")) == []
    assert peer.routes.count("POST /run_sse") == 1
    with closing(sqlite3.connect(cloud.home / "config" / "projects.db")) as connection:
        history = list(connection.execute("SELECT role, text FROM messages"))
        causes = [cause for (cause,) in connection.execute("SELECT cause FROM versions")]
    assert ("user", PROMPT) in history
    assert ("notice", told) in history
    assert causes == ([PROMPT] if acts else [])


def test_a_message_whose_session_is_gone_is_told_as_gone(cloud: Terminal, peer: Peer) -> None:
    cloud.run("upload", "city.mp4")
    service = Slow(peer, TALKING, acts=False)
    peer.on("POST", "/run_sse", service)
    cut(cloud, service, "chat", PROMPT)
    peer.service.sessions = {"another": "en"}
    told = notices(cloud.run("status", "--json"))
    assert any("session is gone" in line and PROMPT in line for line in told)


def test_a_message_that_another_program_is_sending_is_not_taken_for_cut(cloud: Terminal, peer: Peer) -> None:
    cloud.run("upload", "city.mp4")
    service = Slow(peer, TALKING, acts=False)
    peer.on("POST", "/run_sse", service)
    running = cloud.begin("chat", PROMPT, "--json")
    assert service.at_work.wait(60)
    assert notices(cloud.run("status", "--json")) == []
    cloud.interrupt(running, signal.SIGKILL)
    assert len(notices(cloud.run("status", "--json"))) == 1


@pytest.mark.parametrize("arrived", [True, False])
def test_an_upload_that_was_cut_is_not_sent_twice(cloud: Terminal, peer: Peer, arrived: bool) -> None:
    service = Slow(peer, Reply(silent=True), acts=arrived)
    peer.on("POST", "/api/upload-video/*", service)
    cut(cloud, service, "upload", "city.mp4")
    assert "city.mp4" in notices(cloud.run("status", "--json"))[0]
    assert notices(cloud.run("status", "--json")) == []
    again = cloud.run("upload", "city.mp4", "--json")
    assert again.status == 0
    assert again.event("uploaded")["file"] == "city.mp4"
    assert len(peer.service.uploads) == 1
    assert sum("/api/upload-video/" in route for route in peer.routes) == (1 if arrived else 2)
    assert notices(cloud.run("status", "--json")) == []
    third = cloud.run("upload", "city.mp4", "--json")
    assert third.status == 0
    assert len(peer.service.uploads) == 2, "what is asked for once more, and was not cut, is sent"


def test_an_upload_whose_last_step_was_cut_is_known_to_have_arrived(cloud: Terminal, peer: Peer) -> None:
    cloud.run("upload", "city.mp4")
    with closing(sqlite3.connect(cloud.home / "config" / "projects.db")) as connection:
        connection.execute(
            "INSERT INTO sending SELECT 'x', project, server, session_id, 'upload', 'city.mp4', '0', 0, 0, ''"
            " FROM sessions"
        )
        connection.commit()
    peer.service.uploads[0]["hash"] = ""
    assert cloud.run("upload", "city.mp4", "--json").event("uploaded")["file"] == "city.mp4"
    assert len(peer.service.uploads) == 1
    assert notices(cloud.run("status", "--json")) == []


HALF = [says("Let me ", partial=True), says("see", partial=True)]
CUT_OFF = ("service", "Let me see ... (cut off here)")


def history(terminal: Terminal) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(terminal.home / "config" / "projects.db")) as connection:
        return list(connection.execute("SELECT role, text FROM messages ORDER BY id"))


def kept_of_it(terminal: Terminal) -> str:
    """What is on disk of an answer that is being written."""
    with closing(sqlite3.connect(terminal.home / "config" / "projects.db")) as connection:
        return "".join(text for (text,) in connection.execute("SELECT shown FROM sending"))


def kill_once_kept(cloud: Terminal, words: str, sign: signal.Signals = signal.SIGKILL) -> None:
    """Say something, and end the program when this much of the answer is on disk."""
    running = cloud.begin("chat", PROMPT, "--json")
    deadline = time.monotonic() + LIMIT / 2
    while (kept := kept_of_it(cloud)) != words and time.monotonic() < deadline:
        pass
    cloud.interrupt(running, sign)
    assert kept == words


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM], ids=lambda sign: sign.name)
@pytest.mark.parametrize("acts", [True, False], ids=["worked", "idle"])
def test_what_was_shown_of_an_answer_is_kept_as_far_as_it_came_and_told_once(
    cloud: Terminal, peer: Peer, acts: bool, sign: signal.Signals
) -> None:
    cloud.run("upload", "city.mp4")
    peer.on("POST", "/run_sse", Slow(peer, replies.events(*HALF, hang=True), acts=acts))
    kill_once_kept(cloud, "Let me see", sign)
    for _ in range(2):
        cloud.run("status", "--json")
        said = [line for line in history(cloud) if line[0] in ("user", "service", "notice")]
        assert said[-3:-1] == [("user", PROMPT), CUT_OFF]
        assert ("no change" in said[-1][1]) != acts
        assert said.count(CUT_OFF) == 1
    assert cloud.run("chat", "go on", "--json").event("reply")["text"]
    assert history(cloud).count(CUT_OFF) == 1


def test_a_message_that_was_whole_is_not_told_again_as_a_part(cloud: Terminal, peer: Peer) -> None:
    cloud.run("upload", "city.mp4")
    whole = [says("I will", partial=True), says("I will see.")]
    peer.on("POST", "/run_sse", Slow(peer, replies.events(*whole, *HALF, hang=True), acts=False))
    kill_once_kept(cloud, "Let me see")
    cloud.run("status")
    assert [line for line in history(cloud) if line[0] == "service"] == [("service", "I will see."), CUT_OFF]


def test_a_secret_that_comes_in_two_pieces_is_not_kept(cloud: Terminal, peer: Peer) -> None:
    cloud.run("upload", "city.mp4")
    echoed = [says(TOKEN[:5], partial=True), says(TOKEN[5:] + " is yours", partial=True)]
    peer.on("POST", "/run_sse", Slow(peer, replies.events(*echoed, hang=True), acts=False))
    kill_once_kept(cloud, "[token] is yours")
    cloud.run("status")
    assert ("service", "[token] is yours ... (cut off here)") in history(cloud)
    assert not any(TOKEN.encode() in path.read_bytes() for path in (cloud.home / "config").rglob("*") if path.is_file())
