"""Sending files over bad connections, from changing files, and with flat memory."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shorts_tui.client.errors import (
    ConnectionLost,
    FileChanged,
    FileUnreadable,
    TimedOut,
)
from tests.client.kit import Kit, ignored
from tests.peer import replies
from tests.peer.server import Peer

UPLOAD = ("POST", "/api/upload-video/*")


@pytest.mark.parametrize(
    "fault",
    [{"act_then_close": True}, {"act_then_close": True, "reset": True}, {"raw": b""}, {"drop_body_after": 100},
     {"drop_body_after": 5_000_000, "reset": True}],
)  # fmt: skip
async def test_a_connection_that_breaks_leaves_the_outcome_unknown_and_nothing_is_sent_again(
    any_peer: Peer, kit: Kit, long_clip: Path, fault: dict[str, object]
) -> None:
    any_peer.on(*UPLOAD, replies.Reply().but(**fault))
    async with kit.client(any_peer) as client:
        with pytest.raises(ConnectionLost):
            await client.upload("s", long_clip, "long.mp4", ignored)
    assert len(any_peer.seen) == 1


async def test_a_server_that_takes_no_more_bytes_is_given_up(any_peer: Peer, kit: Kit, long_clip: Path) -> None:
    any_peer.on(*UPLOAD, replies.Reply(stall_body_after=1000))
    async with kit.but(transfer_idle=0.2).client(any_peer) as client:
        with pytest.raises(TimedOut, match="takes no more data"):
            await client.upload("s", long_clip, "long.mp4", ignored)


async def test_a_file_that_was_taken_without_an_answer_is_an_unknown_outcome(peer: Peer, kit: Kit, clip: Path) -> None:
    peer.on(*UPLOAD, replies.Reply(silent=True))
    async with kit.but(heartbeat_limit=0.2).client(peer) as client:
        with pytest.raises(ConnectionLost):
            await client.upload("s", clip, "clip.mp4", ignored)
    assert peer.seen[0].complete


async def test_a_slow_server_gets_the_whole_file_while_the_event_loop_stays_free(
    peer: Peer, kit: Kit, tmp_path: Path
) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(os.urandom(6_000_000))
    peer.read_pause = 0.01
    done = False
    turns = 0

    async def spin() -> None:
        nonlocal turns
        while not done:
            turns += 1
            await asyncio.sleep(0)

    async with kit.client(peer) as client:
        spinning = asyncio.create_task(spin())
        await client.upload("s", path, "clip.mp4", ignored)
        done = True
        await spinning
    assert peer.seen[0].complete
    assert turns > 100


async def test_an_upload_can_be_cancelled_and_the_server_gets_no_whole_file(
    peer: Peer, kit: Kit, long_clip: Path
) -> None:
    begun = asyncio.Event()

    def on_progress(done: int, total: int) -> None:
        begun.set()

    peer.read_pause = 0.05
    async with kit.client(peer) as client:
        task = asyncio.create_task(client.upload("s", long_clip, "long.mp4", on_progress))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert peer.service.uploads == []


@pytest.mark.parametrize("change", ["shorter", "longer", "rewritten"])
async def test_a_file_that_changes_meanwhile_is_told_and_never_arrives_whole(
    peer: Peer, kit: Kit, tmp_path: Path, change: str
) -> None:
    path = tmp_path / "growing.mp4"
    path.write_bytes(b"x" * 3_000_000)
    os.utime(path, (1, 1))
    done = False

    def on_progress(sent: int, total: int) -> None:
        nonlocal done
        if not done:
            done = True
            with path.open("r+b") as file:
                if change == "shorter":
                    file.truncate(1_000_000)
                elif change == "longer":
                    file.seek(0, 2)
                    file.write(b"y")
                else:
                    file.write(b"z")

    async with kit.client(peer) as client:
        with pytest.raises(FileChanged, match=r"growing\.mp4"):
            await client.upload("s", path, "growing.mp4", on_progress)
    assert peer.service.uploads == []


async def test_what_is_no_readable_file_is_refused_before_anything_is_sent(
    peer: Peer, kit: Kit, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    (tmp_path / "folder.mp4").mkdir()
    async with kit.client(peer) as client:
        for name in ("pipe.mp4", "folder.mp4", "missing.mp4"):
            with pytest.raises(FileUnreadable, match=name) as caught:
                await client.upload("s", tmp_path / name, name, ignored)
            assert caught.value.exit_status == 2
    assert peer.seen == []


_SENDER = """
import asyncio, json, resource, sys, tracemalloc
from pathlib import Path
from shorts_tui.client.auth import FixedToken
from shorts_tui.client.attribution import Attribution
from shorts_tui.client.endpoint import Endpoint
from shorts_tui.client.nemo import NemoClient
from shorts_tui.client.timing import ClientTiming

async def main():
    endpoint = Endpoint(sys.argv[1])
    async with NemoClient(endpoint, FixedToken("nmv_usr_environment"), Attribution("a", "1", "b"),
                          timing=ClientTiming()) as client:
        await client.credits()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        await client.upload("s", Path(sys.argv[2]), "big.mp4", lambda done, total: None)
        print(json.dumps({"grown": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before}))

asyncio.run(main())
"""


def test_memory_stays_flat_however_large_the_file_is(peer: Peer, tmp_path: Path) -> None:
    path = tmp_path / "big.mp4"
    with path.open("wb") as file:
        file.truncate(250_000_000)
    done = subprocess.run(
        [sys.executable, "-c", _SENDER, peer.base_url, str(path)], capture_output=True, text=True, timeout=120
    )
    assert done.stderr == ""
    assert json.loads(done.stdout)["grown"] < 25_000  # kB
    assert peer.seen[1].complete
    assert peer.seen[1].body_size > 250_000_000
