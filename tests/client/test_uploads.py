"""Sending files: what arrives, what is told meanwhile, and every way in which it ends early."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shorts_tui.client.errors import (
    BadToken,
    ConnectionLost,
    FileChanged,
    FileTooLarge,
    FileUnreadable,
    InvalidAnswer,
    NemoError,
    RateLimited,
    TimedOut,
    UnsupportedFile,
)
from shorts_tui.client.multipart import framing
from tests.client.kit import Kit, ignored
from tests.peer import replies
from tests.peer.server import Peer

UPLOAD = ("POST", "/api/upload-video/*")


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    path.write_bytes(os.urandom(300_001))
    return path


@pytest.fixture
def long_clip(tmp_path: Path) -> Path:
    """More than any socket buffers."""
    path = tmp_path / "long.mp4"
    with path.open("wb") as file:
        file.truncate(40_000_000)
    return path


@pytest.mark.parametrize("size", [0, 1, 65_536, 1_048_576, 1_048_577, 3_000_000])
async def test_a_file_arrives_byte_for_byte_with_a_length(any_peer: Peer, kit: Kit, tmp_path: Path, size: int) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(os.urandom(size))
    told: list[tuple[int, int]] = []
    async with kit.client(any_peer) as client:
        sent = await client.upload("s", path, "clip.mp4", lambda *step: told.append(step))
    seen = any_peer.seen[0]
    frame = framing("clip.mp4", seen.headers["content-type"].partition("boundary=")[2])
    body = frame.head + path.read_bytes() + frame.tail
    assert (seen.body_size, seen.body_sha256) == (len(body), hashlib.sha256(body).hexdigest())
    assert seen.headers["content-length"] == str(len(body))
    assert "transfer-encoding" not in seen.headers
    assert sent.filename == "clip.mp4"
    assert told == sorted(told)
    assert told[-1:] == ([(size, size)] if size else [])


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("clip.mp4", "clip.mp4", "video/mp4"),
        ("夏日 海滩.MOV", "夏日 海滩.MOV", "video/quicktime"),
        ('a"b\\c\r\nX: 1.mp3', "a%22b%5Cc%0D%0AX: 1.mp3", "audio/mpeg"),
        ("-o --x;y.png", "-o --x;y.png", "image/png"),
        ("no-extension", "no-extension", "application/octet-stream"),
        ("lone\ud800.mp4", "lone?.mp4", "video/mp4"),
    ],
)
async def test_a_name_is_a_label_that_can_not_leave_its_quotes(
    peer: Peer, kit: Kit, clip: Path, name: str, label: str, kind: str
) -> None:
    async with kit.client(peer) as client:
        await client.upload("s", clip, name, ignored)
    head = peer.seen[0].body.partition(b"\r\n\r\n")[0].decode()
    assert head.split("\r\n")[1:] == [
        f'Content-Disposition: form-data; name="files"; filename="{label}"',
        f"Content-Type: {kind}",
    ]


REFUSALS = [
    (replies.html(413), FileTooLarge),
    (replies.code(4002, "too large", status=400), FileTooLarge),
    (replies.code(4001, "no", status=415), UnsupportedFile),
    (replies.code(429, status=429), RateLimited),
    (replies.html(200), InvalidAnswer),
    (replies.data({"files": []}), InvalidAnswer),
    (replies.data({"files": "x"}), InvalidAnswer),
    (replies.data({"files": [{"duration": {}}]}), InvalidAnswer),
]


@pytest.mark.parametrize(("reply", "kind"), REFUSALS)
async def test_a_refused_upload_is_a_typed_error_and_not_sent_again(
    any_peer: Peer, kit: Kit, clip: Path, reply: replies.Reply, kind: type[NemoError]
) -> None:
    any_peer.always(*UPLOAD, reply)
    async with kit.client(any_peer) as client:
        with pytest.raises(kind):
            await client.upload("s", clip, "clip.mp4", ignored)
    assert len(any_peer.seen) == 1


@pytest.mark.parametrize(
    "fault", [{"hang": True}, {"unread": True}, {"hang": True, "before": 0.05}, {"unread": True, "before": 0.05}]
)
async def test_a_refusal_while_the_file_is_still_being_sent_is_heard(
    any_peer: Peer, kit: Kit, long_clip: Path, fault: dict[str, object]
) -> None:
    any_peer.on(*UPLOAD, replies.html(413).but(early=True, **fault))
    async with kit.client(any_peer) as client:
        with pytest.raises(FileTooLarge) as caught:
            await client.upload("s", long_clip, "long.mp4", ignored)
    assert caught.value.message == "The file is too large (40.0 MB): the service takes up to 500 MB."
    assert not any_peer.seen[0].complete


async def test_a_refusal_by_a_server_that_closes_at_once_is_heard(kit: Kit, long_clip: Path, tmp_path: Path) -> None:
    with Peer(uds=tmp_path / "peer.sock") as peer:
        peer.always(*UPLOAD, replies.html(413).but(early=True))
        async with kit.client(peer) as client:
            with pytest.raises(FileTooLarge):
                await client.upload("s", long_clip, "long.mp4", ignored)


async def test_an_early_hint_is_no_answer(any_peer: Peer, kit: Kit, long_clip: Path) -> None:
    any_peer.on(*UPLOAD, replies.data({"files": [{"filename": "x"}]}).but(
        interim=b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"))  # fmt: skip
    async with kit.client(any_peer) as client:
        assert (await client.upload("s", long_clip, "long.mp4", ignored)).filename == "x"
    assert any_peer.seen[0].complete


async def test_an_expired_token_is_renewed_and_the_whole_file_sent_again(peer: Peer, kit: Kit, long_clip: Path) -> None:
    tokens = kit.anonymous(peer)
    peer.on(*UPLOAD, replies.code(1001, status=401).but(early=True, hang=True))
    async with kit.client(peer, tokens) as client:
        await client.upload("s", long_clip, "long.mp4", ignored)
    uploads = [seen for seen in peer.seen if seen.path.startswith("/api/upload")]
    assert [seen.complete for seen in uploads] == [False, True]
    assert uploads[0].token != uploads[1].token


async def test_a_token_rejected_twice_ends_the_upload(peer: Peer, kit: Kit, clip: Path) -> None:
    peer.always(*UPLOAD, replies.code(1001, status=401))
    async with kit.client(peer, kit.anonymous(peer)) as client:
        with pytest.raises(BadToken):
            await client.upload("s", clip, "clip.mp4", ignored)
    assert len([seen for seen in peer.seen if seen.path.startswith("/api/upload")]) == 2


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
        with pytest.raises(FileChanged, match="growing.mp4"):
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
from shorts_tui.client.nemo import Attribution, ClientTiming, Endpoint, NemoClient

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
