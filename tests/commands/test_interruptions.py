"""A command that is interrupted, or killed: an orderly end, no half file, and a render that is found again."""

from __future__ import annotations

import signal
import subprocess

import pytest

from tests.commands.terminal import Terminal
from tests.engine.harness import eventually
from tests.peer import replies
from tests.peer.replies import Reply
from tests.peer.server import Peer

MAKE = ("make", "city.mp4", "-p", "cut it to ten seconds", "-o", "out.mp4", "--json")
RENDERING = {"status": "processing", "progress": 0.4}
MOMENTS = {
    "connecting": ("POST", "/api/tasks/me/with-session/*", Reply(silent=True)),
    "uploading": ("POST", "/api/upload-video/*", Reply(stall_body_after=1)),
    "talking": ("POST", "/run_sse", replies.events(replies.says("Do", partial=True), hang=True)),
    "submitting": ("POST", "/api/render/proxy/lambda", Reply(silent=True)),
    "polling": ("GET", "/api/render/proxy/lambda/*", Reply(silent=True)),
    "downloading": (
        "GET",
        "/films/*",
        Reply(200, {"Content-Type": "video/mp4"}, b"x" * 9000, length=20_000, hang=True),
    ),
}
SUBMIT = "POST /api/render/proxy/lambda"


def reached(peer: Peer, command: subprocess.Popen[str], method: str, path: str) -> None:
    """The command has come to a moment."""
    prefix = f"{method} {path.rstrip('*')}"

    def is_there() -> bool:
        assert command.poll() is None, command.communicate()
        return any(route.startswith(prefix) for route in peer.routes)

    eventually(is_there)


@pytest.mark.parametrize("moment", MOMENTS)
def test_ctrl_c_ends_a_command_at_once_wherever_it_is(cloud: Terminal, peer: Peer, moment: str) -> None:
    method, path, reply = MOMENTS[moment]
    peer.always(method, path, reply)
    command = cloud.begin(*MAKE)
    reached(peer, command, method, path)
    ended = cloud.interrupt(command)
    assert ended.status == 130
    assert ended.err == "Interrupted.\n"
    assert [event["event"] for event in ended.events[-2:]] == ["error", "done"]
    assert "out.mp4" not in cloud.files()
    assert len(peer.service.submits) <= 1


def test_ctrl_c_stops_the_render_that_nobody_waits_for(cloud: Terminal, peer: Peer) -> None:
    peer.service.render_states = [RENDERING]
    command = cloud.begin(*MAKE)
    reached(peer, command, "GET", "/api/render/proxy/lambda/")
    cloud.interrupt(command)
    assert len(peer.service.cancelled) == 1
    assert cloud.files() == {"city.mp4"}


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL], ids=lambda sign: sign.name)
@pytest.mark.parametrize("again", [MAKE, ("export", "-o", "out.mp4", "--json")], ids=["make", "export"])
def test_a_render_outlives_its_command_and_is_found_again(
    cloud: Terminal, peer: Peer, sign: signal.Signals, again: tuple[str, ...]
) -> None:
    peer.service.render_states = [RENDERING]
    command = cloud.begin(*MAKE)
    reached(peer, command, "GET", "/api/render/proxy/lambda/")
    ended = cloud.interrupt(command, sign)
    assert ended.status == (-signal.SIGKILL if sign == signal.SIGKILL else 130)
    assert peer.service.cancelled == set()
    assert cloud.files() == {"city.mp4"}
    peer.service.render_states = [{"status": "completed", "progress": 1}]
    second = cloud.run(*again)
    assert second.status == 0
    assert (cloud.here / "out.mp4").read_bytes() == peer.service.film
    assert len(peer.service.messages) == len(peer.service.uploads) == len(peer.service.submits) == 1


def test_a_download_that_was_cut_by_a_kill_is_finished_by_the_same_command(cloud: Terminal, peer: Peer) -> None:
    peer.on(*MOMENTS["downloading"])
    command = cloud.begin(*MAKE)
    reached(peer, command, "GET", "/films/")
    cloud.interrupt(command, signal.SIGKILL)
    assert "out.mp4" not in cloud.files()
    assert cloud.run(*MAKE).status == 0
    assert (cloud.here / "out.mp4").read_bytes() == peer.service.film
    assert len(peer.service.submits) == 1
    assert cloud.files() == {"city.mp4", "out.mp4"}


def test_a_closed_pipe_is_no_failure(cloud: Terminal, peer: Peer) -> None:
    command = cloud.begin(*MAKE)
    assert command.stdout is not None
    command.stdout.readline()
    command.stdout.close()
    assert command.stderr is not None
    with command:
        assert "Traceback" not in command.stderr.read()
