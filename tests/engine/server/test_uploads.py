"""Files coming in: streamed, checked, stored once for each content, and refused without a trace."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shorts_tui.engine.errors import EngineError
from shorts_tui.engine.multipart import MultipartReader, label_of
from tests.engine.harness import EngineProcess, eventually
from tests.engine.server.test_wire import refused

MEDIA = b"MEDIA" + bytes(range(256)) * 300


def stored(engine: EngineProcess) -> set[str]:
    return {path.name for path in (engine.where.engine_data / "media").iterdir()}


def incoming(engine: EngineProcess) -> list[Path]:
    return list((engine.where.engine_data / "incoming").iterdir())


def test_an_upload_is_described(engine: EngineProcess) -> None:
    session = engine.session()
    (file,) = engine.upload(session, ("My talk.mp4", MEDIA)).json()["data"]["files"]
    digest = hashlib.sha256(MEDIA).hexdigest()
    assert file == {
        "id": f"a_{digest[:16]}",
        "filename": "My talk.mp4",
        "file_type": "video",
        "cdn_url": f"asset:a_{digest[:16]}",
        "duration": 10.0,
        "width": 640,
        "height": 360,
        "fps": 29.97,
        "hash": digest,
        "size": len(MEDIA),
    }
    assert engine.state(session)["video_infos"] == [file]
    assert (engine.where.engine_data / "media" / digest).read_bytes() == MEDIA


def test_several_files_come_in_one_request_and_in_order(engine: EngineProcess) -> None:
    session = engine.session()
    answer = engine.upload(session, ("b.mp4", b"MEDIA b"), ("a.mp4", b"MEDIA a"), ("b again.mp4", b"MEDIA b"))
    assert [file["filename"] for file in answer.json()["data"]["files"]] == ["b.mp4", "a.mp4", "b again.mp4"]
    engine.upload(session, ("c.mp4", b"MEDIA c"))
    # The same content is one asset, under the name that was said last.
    assert [info["filename"] for info in engine.state(session)["video_infos"]] == ["b again.mp4", "a.mp4", "c.mp4"]


def test_what_came_in_is_expected_to_be_asked_about(own_engine: EngineProcess) -> None:
    session = own_engine.session()
    own_engine.upload(session, ("a.mp4", b"MEDIA a"), ("b.mp4", b"MEDIA b"))
    own_engine.upload(session, ("c.mp4", b"MEDIA c"), ("no.txt", b"no media"))
    own_engine.upload(session, ("a again.mp4", b"MEDIA a"))
    assert (own_engine.home / "gates" / "expected").read_text().split("\n")[:-1] == ["a.mp4", "b.mp4", "a again.mp4"]


def test_the_same_file_is_stored_once(engine: EngineProcess) -> None:
    before = stored(engine)
    content = MEDIA + b"the same"
    first, second = engine.session(), engine.session()
    ids = {
        engine.upload(session, (name, content)).json()["data"]["files"][0]["id"]
        for session, name in ((first, "one.mp4"), (first, "two.mp4"), (second, "three.mp4"))
    }
    assert len(ids) == 1
    assert stored(engine) - before == {hashlib.sha256(content).hexdigest()}
    assert [info["filename"] for info in engine.state(first)["video_infos"]] == ["two.mp4"]
    assert incoming(engine) == []


def test_what_is_no_media_is_refused_and_gone(engine: EngineProcess) -> None:
    session, before = engine.session(), stored(engine)
    message = refused(engine.upload(session, ("notes.mp4", b"Dear diary")), 415, 4001)
    assert message == "notes.mp4 is not a video, a picture or a sound."
    assert refused(engine.upload(session, ("empty.mp4", b"")), 415, 4001) == "empty.mp4 is empty."
    refused(engine.upload(session, ("good.mp4", b"MEDIA good"), ("bad.mp4", b"bad")), 415, 4001)
    assert (stored(engine), incoming(engine)) == (before, [])
    assert engine.state(session)["video_infos"] == []


def test_a_file_at_the_limit_is_taken_and_one_byte_more_is_not(engine: EngineProcess, upload_limit: int) -> None:
    session = engine.session()
    assert engine.upload(session, ("full.mp4", b"MEDIA".ljust(upload_limit, b"x"))).json()["code"] == 0
    before = stored(engine)
    refused(engine.upload(session, ("fuller.mp4", b"MEDIA".ljust(upload_limit + 1, b"x"))), 413, 4002)
    assert (stored(engine), incoming(engine)) == (before, [])


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_sent(
    engine: EngineProcess, upload_limit: int
) -> None:
    head = (
        f"POST /api/upload-video/nemo_agent/me/{engine.session()} HTTP/1.1\r\nHost: engine\r\n"
        f"Authorization: Bearer {engine.address.token}\r\nContent-Length: {upload_limit * 2000}\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
    )
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(engine.address.socket))
        connection.sendall(head.encode())
        received = b""
        while b'"data":null}' not in received:
            received += connection.recv(65536)
        assert received.startswith(b"HTTP/1.1 413 ")
        assert b'"code":4002' in received
        connection.sendall(b"x" * 100_000)  # what is under way does no harm to an answer that was given


def test_a_body_of_unknown_length_is_cut_off_at_the_limit(engine: EngineProcess, upload_limit: int) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="x.mp4"\r\n\r\nMEDIA'
        while True:
            sent += 100_000
            yield b"x" * 100_000

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    path = f"/api/upload-video/nemo_agent/me/{engine.session()}"
    answer = engine.http.post(path, content=endless(), headers=headers)
    refused(answer, 413, 4002)
    assert incoming(engine) == []


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"--b--"),
        ("multipart/form-data; boundary=" + "x" * 5000, b"--b--"),
        ("multipart/form-data; boundary=b", b""),
        ("multipart/form-data; boundary=b", b"nonsense"),
        ("multipart/form-data; boundary=b", b"--b--\r\n"),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="other"\r\n\r\n1\r\n--b--'),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="files"\r\n\r\nMEDIA'),
        ("multipart/form-data; boundary=b", b"--b\r\n" + b"A: " + b"x" * 100_000 + b"\r\n\r\nMEDIA\r\n--b--"),
        ("text/plain", b"MEDIA"),
        ("application/json", b"{}"),
        ("application/json", b'{"urls": [], "source_type": "url"}'),
        ("application/json", b'{"urls": ["x"], "source_type": "file"}'),
        ("application/json", b"["),
    ],
)
def test_an_upload_that_makes_no_sense_is_a_bad_request(engine: EngineProcess, content_type: str, body: bytes) -> None:
    path = f"/api/upload-video/nemo_agent/me/{engine.session()}"
    refused(engine.http.post(path, content=body, headers={"Content-Type": content_type}), 400, 400)
    assert incoming(engine) == []


def test_an_upload_that_breaks_off_leaves_nothing(engine: EngineProcess) -> None:
    session, before = engine.session(), stored(engine)
    part = b'--b\r\nContent-Disposition: form-data; name="files"; filename="x.mp4"\r\n\r\nMEDIA' + bytes(100_000)
    head = (
        f"POST /api/upload-video/nemo_agent/me/{session} HTTP/1.1\r\nHost: engine\r\n"
        f"Authorization: Bearer {engine.address.token}\r\nContent-Length: 200000\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
    )
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(engine.address.socket))
        connection.sendall(head.encode() + part)
        assert engine.http.get("/engine/health").json()["code"] == 0
    eventually(lambda: "the client went away" in engine.log)
    assert (stored(engine), incoming(engine)) == (before, [])
    assert engine.state(session)["video_infos"] == []


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("/etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("a\x1b]0;title\x07b\n.mp4", "a]0;titleb .mp4"),
        ("", "upload"),
        ("../", "upload"),
        ("它的 “クリップ”.mp4", "它的 “クリップ”.mp4"),
        ("x" * 500, "x" * 199 + "…"),
    ],
)
def test_a_file_name_is_a_label_and_nothing_else(name: str, label: str) -> None:
    assert label_of(name) == label


@pytest.mark.parametrize("name", ['say "hi".mp4', "-rf.mp4", "a'b; c.mp4", "片段.mp4"])
def test_names_that_need_quoting_arrive_whole(engine: EngineProcess, name: str) -> None:
    answer = engine.upload(engine.session(), (name, b"MEDIA" + name.encode()))
    assert answer.json()["data"]["files"][0]["filename"] == name


FORM = (
    b'--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nnot a file\r\n'
    b'--b\r\nContent-Disposition: form-data; name="files"; filename="one.mp4"\r\nContent-Type: video/mp4\r\n\r\n'
    b"1\r\n--b1\r\n--\r\n\r\n"
    b'--b\r\nContent-Disposition: form-data; name="files"; filename="two.mp4"\r\n\r\n2\r\n--b--\r\n'
)


@pytest.mark.parametrize("pieces", [[1], [2], [3], [7], *[[at, len(FORM)] for at in range(1, len(FORM))]])
def test_a_form_is_the_same_wherever_it_is_cut(tmp_path: Path, pieces: list[int]) -> None:
    reader = MultipartReader("multipart/form-data; boundary=b", tmp_path, 1000)
    at = 0
    for step in pieces * len(FORM):
        reader.feed(FORM[at : at + step])
        at += step
    found: list[Any] = [(file.label, file.path.read_bytes()) for file in reader.finish()]
    assert found == [("one.mp4", b"1\r\n--b1\r\n--\r\n"), ("two.mp4", b"2")]
    reader.discard()
    assert list(tmp_path.iterdir()) == []


def test_the_limit_holds_for_each_file(tmp_path: Path) -> None:
    enough = MultipartReader("multipart/form-data; boundary=b", tmp_path, 13)
    enough.feed(FORM)
    assert [file.size for file in enough.finish()] == [13, 1]
    short = MultipartReader("multipart/form-data; boundary=b", tmp_path, 12)
    with pytest.raises(EngineError, match=r"one.mp4 is larger than 12 B"):
        short.feed(FORM)
    for reader in (enough, short):
        reader.discard()


def test_files_that_were_half_received_are_swept_at_the_next_start(own_engine: EngineProcess) -> None:
    engine = own_engine
    session = engine.session()
    engine.upload(session, ("a.mp4", b"MEDIA kept"))
    kept = stored(engine)
    engine.kill()
    (engine.where.engine_data / "incoming" / "left.part").write_bytes(b"MEDIA half")
    (engine.where.engine_data / "media" / ("0" * 64)).write_bytes(b"stored, and never put on record")
    engine.start()
    assert (stored(engine), incoming(engine)) == (kept, [])
    assert [info["filename"] for info in engine.state(session)["video_infos"]] == ["a.mp4"]
