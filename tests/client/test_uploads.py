"""Sending files: what arrives, what is told meanwhile, and what the service refuses."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from shorts_tui.client.errors import (
    BadToken,
    FileTooLarge,
    InvalidAnswer,
    NemoError,
    RateLimited,
    UnsupportedFile,
)
from shorts_tui.client.multipart import framing
from tests.client.kit import Kit, ignored
from tests.peer import replies
from tests.peer.server import Peer

UPLOAD = ("POST", "/api/upload-video/*")


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


REFUSALS: list[tuple[replies.Reply, type[NemoError]]] = [
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


async def test_an_answer_in_small_pieces_over_a_connection_that_stays_open_is_read(
    any_peer: Peer, kit: Kit, clip: Path
) -> None:
    any_peer.on(*UPLOAD, replies.data({"files": [{"filename": "x"}]}, piece=5, pause=0.005, hang=True))
    async with kit.but(heartbeat_limit=5).client(any_peer) as client:
        assert (await client.upload("s", clip, "clip.mp4", ignored)).filename == "x"
