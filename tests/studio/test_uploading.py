"""Uploads with a scripted service: checked first, sent once, looked for before they are sent again."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from shorts_tui.client.errors import ConnectionLost, FileTooLarge, NemoError, UnsupportedFile
from shorts_tui.settings import Settings
from shorts_tui.studio.errors import UnusableMedia
from shorts_tui.studio.events import Notice, Reply, Uploaded, Uploading
from shorts_tui.studio.studio import Studio
from shorts_tui.studio.uploading import check
from tests.peer import replies
from tests.peer.server import Peer
from tests.studio.conftest import collect, told
from tests.studio.films import mp4

UPLOAD = ("POST", "/api/upload-video/*")
LIMIT = 500_000_000


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("missing.mp4", UnusableMedia, "no file"),
        ("folder", UnusableMedia, "is a folder"),
        ("empty.mp4", UnusableMedia, "is empty"),
        ("notes.txt", UnsupportedFile, "not a format"),
        ("noextension", UnsupportedFile, "not a format"),
        ("huge.mp4", FileTooLarge, "501 MB"),
        ("pipe.mp4", UnusableMedia, "can't be read"),
        ("bad\x00name.mp4", UnusableMedia, "no file"),
        ("esc\x1b]0;x\x07.txt", UnsupportedFile, "not a format"),
        ("http://", UnusableMedia, "not an address"),
        ("http://[::1", UnusableMedia, "not an address"),
    ],
)
async def test_what_cannot_be_used_is_refused_in_a_sentence_before_a_byte_is_sent(
    studio: Studio, peer: Peer, tmp_path: Path, name: str, kind: type[NemoError], words: str
) -> None:
    (tmp_path / "folder").mkdir()
    for file in ("empty.mp4", "notes.txt", "noextension", "huge.mp4", "esc\x1b]0;x\x07.txt"):
        (tmp_path / file).write_bytes(b"" if file == "empty.mp4" else b"x")
    os.truncate(tmp_path / "huge.mp4", 501_000_000)
    os.mkfifo(tmp_path / "pipe.mp4")
    good = tmp_path / "good.mp4"
    good.write_bytes(mp4())
    source = name if "://" in name else str(tmp_path / name)
    for refuse in (lambda: studio.check_sources([str(good), source]), None):
        with pytest.raises(kind, match=words) as refused:
            refuse() if refuse else await collect(studio.upload([str(good), source]))
        assert refused.value.exit_status == 2
        assert "\x1b" not in refused.value.message
    assert not peer.service.uploads, "not even the good one"


def test_the_advice_names_what_is_supported_or_what_to_do(tmp_path: Path) -> None:
    huge, notes = tmp_path / "huge.mp4", tmp_path / "notes.txt"
    huge.touch()
    notes.write_text("x")
    os.truncate(huge, LIMIT + 1)
    with pytest.raises(FileTooLarge) as large:
        check(str(huge), LIMIT)
    assert "ompress" in large.value.advice
    with pytest.raises(UnsupportedFile) as unsupported:
        check(str(notes), LIMIT)
    assert "mp4 mov avi webm mkv jpg png gif webp mp3 wav m4a aac" in unsupported.value.advice
    assert "Convert it" in unsupported.value.advice


def test_a_file_of_exactly_the_limit_and_an_upper_case_name_pass(tmp_path: Path) -> None:
    path = tmp_path / "Clip.MOV"
    path.touch()
    os.truncate(path, LIMIT)
    assert check(str(path), LIMIT).size == LIMIT


async def test_files_are_sent_in_order_with_progress(studio: Studio, peer: Peer, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a clip.mp4", "-b'\"海.mov", "c.PNG")]
    for number, path in enumerate(paths):
        path.write_bytes(mp4(media=bytes([number]) * 100_000))
    heard = await collect(studio.upload([str(path) for path in paths]))
    assert told(heard, Uploaded) == [Uploaded(path.name, 12.5) for path in paths]
    for path in paths:
        steps = [event for event in told(heard, Uploading) if event.file == path.name]
        assert steps[0].sent == 0
        assert steps[-1].sent == steps[-1].total == path.stat().st_size
        assert [step.sent for step in steps] == sorted(step.sent for step in steps)
    assert len(peer.service.uploads) == 3
    assert [medium.label for medium in studio.store.media(studio.project.id)] == [path.name for path in paths]
    assert studio.project.name == "a clip"
    assert studio.store.find("a clip").id == studio.project.id


async def test_progress_is_calm_however_large_the_file(studio: Studio, peer: Peer, tmp_path: Path) -> None:
    path = tmp_path / "big.mp4"
    path.touch()
    os.truncate(path, 30_000_000)
    started = asyncio.get_running_loop().time()
    heard = await collect(studio.upload([str(path)]))
    took = asyncio.get_running_loop().time() - started
    assert len(told(heard, Uploading)) <= 4 + took / 0.1


async def test_an_address_is_left_to_the_service_to_fetch(studio: Studio, peer: Peer) -> None:
    heard = await collect(studio.upload(["https://example.com/clips/talk.mp4?x=1"]))
    assert told(heard, Uploaded) == [Uploaded("talk.mp4", 12.5)]
    request = next(seen for seen in peer.seen if seen.path.startswith("/api/upload-video"))
    assert request.json == {"urls": ["https://example.com/clips/talk.mp4?x=1"], "source_type": "url"}
    assert studio.project.name == "talk"


async def test_an_upload_whose_answer_was_lost_is_found_in_the_state(studio: Studio, peer: Peer, clip: Path) -> None:
    peer.on(*UPLOAD, replies.Reply(act_then_close=True))
    heard = await collect(studio.upload([str(clip)]))
    assert told(heard, Uploaded) == [Uploaded("city.mp4", 12.5)]
    assert len(peer.service.uploads) == 1
    assert peer.routes[-1].startswith("GET /api/state/")


async def test_an_upload_that_never_arrived_is_sent_once_more(studio: Studio, peer: Peer, clip: Path) -> None:
    peer.on(*UPLOAD, replies.Reply(drop_body_after=100, reset=True))
    heard = await collect(studio.upload([str(clip)]))
    assert told(heard, Uploaded)
    assert len(peer.service.uploads) == 1
    ends = [route.partition(" ")[0] for route in peer.routes[-3:]]
    assert ends == ["POST", "GET", "POST"]


async def test_an_upload_is_not_sent_a_third_time(studio: Studio, peer: Peer, clip: Path) -> None:
    peer.always(*UPLOAD, replies.Reply(drop_body_after=100, reset=True))
    with pytest.raises(ConnectionLost):
        async with asyncio.timeout(30):
            await collect(studio.upload([str(clip)]))
    assert sum("upload-video" in route for route in peer.routes) == 2


async def test_an_upload_is_not_sent_again_while_the_state_cannot_be_read(
    studio: Studio, peer: Peer, clip: Path
) -> None:
    await collect(studio.connect())
    peer.on(*UPLOAD, replies.Reply(act_then_close=True))
    peer.always("GET", "/api/state/*", replies.html(503))
    with pytest.raises(NemoError):
        await collect(studio.upload([str(clip)]))
    assert sum("upload-video" in route for route in peer.routes) == 1


async def test_an_earlier_upload_of_the_same_name_is_not_taken_for_a_lost_one(
    studio: Studio, peer: Peer, clip: Path
) -> None:
    await collect(studio.upload([str(clip)]))
    clip.write_bytes(mp4(20_000))
    peer.on(*UPLOAD, replies.Reply(drop_body_after=100, reset=True))
    await collect(studio.upload([str(clip)]))
    assert len({upload["hash"] for upload in peer.service.uploads}) == 2


async def test_the_same_file_is_known_by_its_digest_whatever_the_service_calls_it(
    studio: Studio, peer: Peer, clip: Path
) -> None:
    peer.on(*UPLOAD, replies.Reply(act_then_close=True))
    original = peer.service._upload

    def store(seen: replies.Seen, session: str) -> replies.Reply:
        answer = original(seen, session)
        peer.service.uploads[-1]["filename"] = "0001.bin"
        return answer

    peer.service._upload = store  # type: ignore[method-assign]
    heard = await collect(studio.upload([str(clip)]))
    assert told(heard, Uploaded)
    assert len(peer.service.uploads) == 1


async def test_a_forgotten_session_is_replaced_before_the_file_is_sent_again(
    studio: Studio, peer: Peer, clip: Path
) -> None:
    await collect(studio.upload([str(clip)]))
    peer.on(*UPLOAD, replies.code(1002, "session not found"))
    heard = await collect(studio.upload([str(clip)]))
    assert told(heard, Uploaded)
    notices = [notice.text for notice in told(heard, Notice)]
    assert any("forgot this session" in text for text in notices)
    assert any("upload them again" in text for text in notices)
    assert [upload["session"] for upload in peer.service.uploads] == ["session-1", "session-2"]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (replies.code(4001, "no"), UnsupportedFile),
        (replies.code(4002, "no"), FileTooLarge),
        (replies.html(413), FileTooLarge),
    ],
)
async def test_a_refusal_by_the_service_has_advice(
    studio: Studio, peer: Peer, clip: Path, answer: replies.Reply, kind: type[NemoError]
) -> None:
    peer.on(*UPLOAD, answer)
    with pytest.raises(kind) as refused:
        await collect(studio.upload([str(clip)]))
    assert refused.value.exit_status == 2
    assert refused.value.advice
    assert sum("upload-video" in route for route in peer.routes) == 1


async def test_a_cancelled_upload_ends_and_leaves_the_studio_usable(studio: Studio, peer: Peer, tmp_path: Path) -> None:
    path = tmp_path / "big.mp4"
    path.touch()
    os.truncate(path, 50_000_000)
    peer.on(*UPLOAD, replies.Reply(stall_body_after=100))
    moving = asyncio.Event()

    async def upload() -> None:
        async for event in studio.upload([str(path)]):
            if isinstance(event, Uploading) and event.sent:
                moving.set()

    task = asyncio.create_task(upload())
    await moving.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert studio.store.media(studio.project.id) == []
    assert told(await collect(studio.say("hello")), Reply)


async def test_files_named_in_a_prompt_are_uploaded(studio: Studio, peer: Peer, clip: Path) -> None:
    heard = await collect(studio.say(str(clip)))
    assert told(heard, Uploaded)
    assert peer.service.messages == []


async def test_an_upload_without_names_asks_for_them(studio: Studio, peer: Peer) -> None:
    heard = await collect(studio.say("upload"))
    assert any("Name the files" in notice.text for notice in told(heard, Notice))
    assert peer.service.messages == []


async def test_the_limit_is_a_setting(settings: Callable[..., Settings], clip: Path) -> None:
    async with Studio(settings().model_copy(update={"max_upload": 100})) as studio:
        with pytest.raises(FileTooLarge, match="100 B"):
            studio.check_sources([str(clip)])
