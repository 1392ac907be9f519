"""Failures: the exit status of the table, one plain sentence on stderr, and nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import TOKEN
from tests.commands.terminal import Terminal
from tests.peer import replies
from tests.peer.server import Peer
from tests.peer.service import film
from tests.studio.drafts import draft

MAKE = ("make", "city.mp4", "-p", "cut it to ten seconds", "-o", "out.mp4")
SESSION, UPLOAD, TURN = "/api/tasks/me/with-session/*", "/api/upload-video/*", "/run_sse"
SUBMIT = "/api/render/proxy/lambda"


@pytest.mark.parametrize(
    ("path", "code", "http", "status", "word"),
    [
        (SESSION, 1001, 401, 3, "token"),
        (SESSION, 2001, 200, 3, "credits"),
        (SESSION, 400, 400, 1, "request"),
        (SESSION, 500, 500, 1, "trouble"),
        (UPLOAD, 4001, 200, 2, "city.mp4"),
        (UPLOAD, 4001, 415, 2, "formats"),
        (UPLOAD, 4002, 413, 2, "too large"),
        (TURN, 2001, 402, 3, "credits"),
        (TURN, 1001, 401, 3, "token"),
        (SUBMIT, 402, 402, 3, "upgrade your plan to unlock export"),
        (SUBMIT, 400, 400, 1, "request"),
    ],
)
def test_each_code_has_its_exit_status_and_its_sentence(
    cloud: Terminal, peer: Peer, path: str, code: int, http: int, status: int, word: str
) -> None:
    peer.always("POST", path, replies.code(code, "no\x1b]0;x\x07 " + TOKEN, status=http))
    ended = cloud.run(*MAKE)
    assert ended.status == status
    assert word in ended.err.splitlines()[-1]
    assert "\x1b" not in ended.err
    assert TOKEN not in ended.err + ended.out
    assert cloud.files() == {"city.mp4"}


def test_failures_are_json_lines_as_well(cloud: Terminal, peer: Peer) -> None:
    peer.always("POST", UPLOAD, replies.code(4001, "what is this", status=415))
    ended = cloud.run(*MAKE, "--json")
    assert ended.status == 2
    assert ended.event("error")["code"] == 4001
    assert ended.event("error")["message"] == "The service does not take city.mp4: what is this."
    assert "mp4 mov avi webm mkv jpg png gif webp mp3 wav m4a aac" in ended.event("error")["advice"]
    assert ended.events[-1] == {"event": "done", "ok": False}
    assert ended.err.startswith("The service does not take city.mp4")


def test_who_has_no_credits_and_no_account_is_told_where_to_register(anonymous: Terminal, peer: Peer) -> None:
    peer.always("POST", TURN, replies.code(2001, "no credits"))
    ended = anonymous.run(*MAKE)
    assert ended.status == 3
    assert "https://web.invalid/register?bind=u-17" in ended.err


def test_the_plan_is_told_without_a_word_of_credits(cloud: Terminal, peer: Peer) -> None:
    peer.always("POST", SUBMIT, replies.code(402, "buy credits", status=402))
    ended = cloud.run(*MAKE)
    assert "Register or upgrade your plan to unlock export." in ended.err
    assert "credits" not in ended.err.splitlines()[-1]


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://nowhere.invalid"])
@pytest.mark.parametrize("command", [("credits",), ("chat", "cut it"), MAKE])
def test_a_server_that_is_not_there_is_not_reachable(cloud: Terminal, address: str, command: tuple[str, ...]) -> None:
    cloud.environment["NEMO_API_URL"] = address
    ended = cloud.run(*command, "--quiet")
    assert ended.status == 4
    assert len(ended.err.splitlines()) == 1
    assert ended.out == ""
    assert cloud.files() == {"city.mp4"}


def test_nothing_to_export_is_said(cloud: Terminal, peer: Peer) -> None:
    ended = cloud.run("export", "-o", "out.mp4")
    assert ended.status == 1
    assert "Nothing to export yet." in ended.err
    assert peer.service.submits == []


def test_a_film_that_is_no_film_is_not_put_under_its_name(cloud: Terminal, peer: Peer) -> None:
    peer.service.film = b"<html>gone</html>"
    ended = cloud.run(*MAKE)
    assert ended.status == 1
    assert cloud.files() == {"city.mp4"}


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("make",), "at least one"),
        (("make", "city.mp4"), "-p"),
        (("make", "city.mp4", "-p", " "), "-p"),
        (("make", "gone.mp4", "-p", "x"), "no file gone.mp4"),
        (("make", "folder.mp4", "-p", "x"), "is a folder"),
        (("make", "empty.mp4", "-p", "x"), "is empty"),
        (("make", "notes.txt", "-p", "x"), "formats"),
        (("make", "huge.mp4", "-p", "x"), "too large"),
        (("make", "http://", "-p", "x"), "not an address"),
        (("make", "city.mp4", "-p", "x", "-o", "nowhere/out.mp4"), "no directory"),
        (("make", "city.mp4", "-p", "x", "-o", "folder.mp4"), "is a directory"),
        (("make", "city.mp4", "-p", "x", "-o", "./city.mp4"), "one of the inputs"),
        (("make", "--each", "city.mp4", "-p", "x", "-o", "notes.txt"), "is a file"),
        (("make", "--batch", "gone.jsonl"), "can't be read"),
        (("make", "--batch", "notes.txt"), "not JSON"),
        (("make", "--batch", "empty.mp4"), "no jobs"),
        (("make", "--batch", "shape.jsonl"), "a job looks like"),
        (("make", "--batch", "twice.jsonl"), "Two jobs write to"),
        (("upload", "gone.mp4"), "no file"),
        (("chat", "  "), "nothing to say"),
        (("status", "--project", "unknown"), "project"),
        (("projects", "--delete", "unknown"), "project"),
        (("make", "city.mp4", "-p", "x", "--backend", "moon"), "--backend"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_sent(
    cloud: Terminal, peer: Peer, arguments: tuple[str, ...], word: str
) -> None:
    (cloud.here / "folder.mp4").mkdir()
    (cloud.here / "empty.mp4").touch()
    (cloud.here / "notes.txt").write_text("notes")
    (cloud.here / "shape.jsonl").write_text('["media"]')
    (cloud.here / "twice.jsonl").write_text('{"media": ["city.mp4"], "prompts": ["x"], "out": "o.mp4"}\n' * 2)
    with (cloud.here / "huge.mp4").open("wb") as huge:
        huge.truncate(500_000_001)
    before = cloud.files()
    ended = cloud.run(*arguments)
    assert ended.status == 2
    assert word in ended.err.splitlines()[-1]
    assert all(route.startswith("GET ") or "with-session" in route for route in peer.routes)
    assert arguments[0] == "chat" or peer.seen == []
    assert cloud.files() == before


@pytest.mark.parametrize("setting", ["SHORTS_TUI_TIMING__POLL", "SHORTS_TUI_BACKEND"])
def test_a_setting_that_makes_no_sense_is_named(cloud: Terminal, setting: str) -> None:
    cloud.environment[setting] = "soon"
    ended = cloud.run("credits")
    assert ended.status == 2
    assert setting.rpartition("_")[2].lower() in ended.err


def test_a_token_is_seen_by_the_service_alone(cloud: Terminal, peer: Peer) -> None:
    with Peer() as elsewhere:
        elsewhere.always("GET", "/film.mp4?sig=1", lambda seen: film(seen, peer.service.film))
        peer.service.film_url = f"http://localhost:{elsewhere.port}/film.mp4?sig=1"
        told = cloud.run(*MAKE, "--json")
        assert told.status == 0
        assert [seen.path for seen in elsewhere.seen] == ["/film.mp4?sig=1"]
        assert all(TOKEN.encode() not in seen.raw_head + seen.body for seen in elsewhere.seen)
    echo = replies.events(replies.says(f"Your token is {TOKEN}."))
    peer.on("POST", TURN, echo)
    talked = cloud.run("chat", "make it brighter")
    peer.always("GET", "*", replies.code(500, f"bad {TOKEN}", status=400))
    failed = cloud.run("credits")
    assert "Your token is [token]" in talked.out
    assert failed.status == 1
    for ended in (told, talked, failed):
        assert TOKEN not in ended.out + ended.err
    assert holders(cloud.home, TOKEN) == holders(cloud.here, TOKEN) == []
    assert all(TOKEN not in seen.path and TOKEN.encode() not in seen.body for seen in peer.seen)


def test_a_free_token_lies_in_its_own_file_alone(anonymous: Terminal, peer: Peer) -> None:
    secret = peer.service.tokens[0]
    peer.service.draft = draft()
    peer.on("POST", TURN, replies.events(replies.says(f"Your token is {secret}.")))
    peer.on("GET", "/api/render/proxy/lambda/*", replies.code(500, f"bad {secret}", status=500))
    made = anonymous.run(*MAKE, "--json")
    assert made.status == 0
    assert "[token]" in made.out
    with Peer() as elsewhere:
        ended = [made]
        for command in (("chat", "make it brighter"), ("status",), ("credits",), ("export", "-o", "other.mp4")):
            peer.on("GET", "*", replies.redirect(f"{elsewhere.base_url}/x"))
            peer.on("POST", "*", replies.code(7000, f"Authorization: Bearer {secret}", status=400))
            ended += [anonymous.run(*command), anonymous.run(*command, "--json")]
        assert elsewhere.seen == []
    assert any(one.status for one in ended)
    assert all(secret not in one.out + one.err for one in ended)
    assert holders(anonymous.home, secret) == [anonymous.home / "config" / "token.json"]
    assert holders(anonymous.here, secret) == []
    assert (anonymous.home / "config" / "token.json").stat().st_mode & 0o777 == 0o600
    assert all(secret not in seen.path and secret.encode() not in seen.body for seen in peer.seen)


def holders(home: Path, secret: str) -> list[Path]:
    """The files below a directory that hold a text."""
    return [path for path in home.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
