"""The commands on the cloud: JSON lines as scripts rely on them, and requests without a duplicate."""

from __future__ import annotations

import json
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from shorts_tui.client.attribution import front_matter
from tests.commands.conftest import TOKEN
from tests.commands.terminal import Terminal
from tests.peer import replies
from tests.peer.replies import Seen
from tests.peer.server import Peer
from tests.studio.drafts import draft

KEYS = {
    "connecting": {"backend"},
    "connected": {"backend", "session_id", "project"},
    "credits": {"available", "frozen", "total", "unlimited"},
    "uploading": {"file", "sent", "total"},
    "uploaded": {"file", "seconds"},
    "tool": {"name"},
    "working": {"elapsed"},
    "delta": {"text"},
    "reply": {"text"},
    "action": {"name"},
    "changed": {"changes"},
    "timeline": {"summary", "tracks"},
    "rendering": {"id", "status", "progress"},
    "exported": {"path", "bytes", "seconds", "width", "height", "link"},
    "notice": {"text"},
    "error": {"code", "message", "advice"},
    "actions": {"actions"},
    "done": {"ok"},
}
SKILL = Path(__file__).parents[2] / "shorts_tui" / "skill" / "SKILL.md"
UPLOAD = "POST /api/upload-video/nemo_agent/me/session-1"
STATE = "GET /api/state/nemo_agent/me/session-1/latest"
SUBMIT = "POST /api/render/proxy/lambda"
MAKE = ("make", "city.mp4", "-p", "cut it to ten seconds", "-o", "out.mp4", "--json")


def once(routes: Sequence[str]) -> list[str]:
    """Routes without the reads that may be repeated."""
    return [route for route in routes if not route.startswith("GET ")]


def test_make_tells_everything_in_the_lines_that_scripts_rely_on(cloud: Terminal, peer: Peer) -> None:
    ended = cloud.run(*MAKE)
    assert (ended.status, ended.err) == (0, "")
    assert all(map(known, ended.events))
    telling = [name for name in ended.names if name not in ("notice", "tool")]
    assert telling == [
        "connecting", "connected", "uploading", "uploaded", "delta", "reply", "changed", "timeline",
        "rendering", "exported", "done",
    ]  # fmt: skip
    assert ended.events[0] == {"event": "connecting", "backend": "cloud"}
    assert ended.event("connected")["session_id"] == "session-1"
    assert ended.event("uploaded") == {"event": "uploaded", "file": "city.mp4", "seconds": 12.5}
    assert ended.event("reply")["text"] == "Done."
    assert ended.event("timeline")["summary"].startswith("Timeline (3 tracks): 1. Video: city timelapse (0-10s)")
    kinds = [track["kind"] for track in ended.event("timeline")["tracks"]]
    assert kinds == ["Video", "BGM", "Title"]
    segment = ended.event("timeline")["tracks"][1]["segments"][0]
    assert segment == {"name": "Lo-fi", "start_ms": 0, "end_ms": 10_000, "volume": 0.35}
    exported = ended.event("exported")
    assert Path(exported["path"]).read_bytes() == peer.service.film
    assert exported["bytes"] == len(peer.service.film)
    assert (exported["seconds"], exported["width"], exported["height"]) == (10.0, 1080, 1920)
    assert ended.events[-1] == {"event": "done", "ok": True}
    assert cloud.files() == {"city.mp4", "out.mp4"}


def known(event: dict[str, Any]) -> bool:
    """Is it one of the documented lines, with all its keys?"""
    return KEYS[event["event"]] <= event.keys()


def test_make_asks_for_each_thing_once_in_order_and_says_who_it_is(cloud: Terminal, peer: Peer) -> None:
    cloud.run(*MAKE)
    assert once(peer.routes) == ["POST /api/tasks/me/with-session/nemo_agent", UPLOAD, "POST /run_sse", SUBMIT]
    assert peer.service.messages == ["cut it to ten seconds"]
    render = peer.service.submits[0]
    assert render["draft"] == draft()
    assert render["sessionId"] == "session-1"
    assert render["output"] == {"format": "mp4", "quality": "high"}
    films = [seen for seen in peer.seen if seen.path.startswith("/films/")]
    for seen in peer.seen:
        assert named(seen)
        assert seen.token == TOKEN or seen in films
    assert peer.routes.index(STATE) < peer.routes.index(SUBMIT)


def named(seen: Seen) -> bool:
    """Does a request say which skill asks, in which version, on which platform?"""
    told = [seen.headers[f"x-skill-{name}"] for name in ("source", "version", "platform")]
    return told == ["free-shorts", front_matter(SKILL.read_text("utf-8"))["version"], "unknown"]


def test_several_prompts_are_said_in_turn(cloud: Terminal, peer: Peer) -> None:
    ended = cloud.run("make", "city.mp4", "-p", "cut it", "-p", "title 'Paradise Found'", "-o", "out.mp4", "--json")
    assert ended.status == 0
    assert peer.service.messages == ["cut it", "title 'Paradise Found'"]
    assert "Title: 'Urban Dreams' → 'Paradise Found'" in ended.event("changed")["changes"]
    assert len(peer.service.submits) == 1


def test_a_project_is_worked_on_in_steps(cloud: Terminal, peer: Peer) -> None:
    uploaded = cloud.run("upload", "city.mp4", "--json")
    talked = cloud.run("chat", "cut it to ten seconds", "--json")
    looked = cloud.run("status", "--json")
    exported = cloud.run("export", "-o", "out.mp4", "--json")
    assert [step.status for step in (uploaded, talked, looked, exported)] == [0, 0, 0, 0]
    assert uploaded.names == ["connecting", "connected", "uploading", "uploaded", "done"]
    assert [name for name in talked.names if name != "notice"] == [
        "connecting", "connected", "delta", "reply", "changed", "timeline", "done",
    ]  # fmt: skip
    assert looked.names == ["connecting", "connected", "timeline", "done"]
    assert looked.event("connected")["project"] == "city"
    assert exported.names == ["connecting", "connected", "timeline", "rendering", "exported", "done"]
    assert all(known(event) for step in (uploaded, talked, looked, exported) for event in step.events)
    assert once(peer.routes) == ["POST /api/tasks/me/with-session/nemo_agent", UPLOAD, "POST /run_sse", SUBMIT]
    assert all(map(named, peer.seen))
    assert all(seen.token == TOKEN for seen in peer.seen if not seen.path.startswith("/films/"))
    message = next(seen for seen in peer.seen if seen.path == "/run_sse")
    assert message.headers["accept"] == "text/event-stream"
    assert message.json == {
        "app_name": "nemo_agent",
        "user_id": "me",
        "session_id": "session-1",
        "new_message": {"parts": [{"text": "cut it to ten seconds"}]},
    }


def test_a_glance_tells_what_renders_and_how_long_the_token_lasts(anonymous: Terminal, peer: Peer) -> None:
    peer.service.render_states = [{"status": "processing", "progress": 0.5}]
    anonymous.run("upload", "city.mp4")
    anonymous.run("chat", "cut it to ten seconds")
    export = anonymous.begin("export", "-o", "out.mp4", "--json")
    assert export.stdout is not None
    next(line for line in export.stdout if json.loads(line).get("status") == "processing")
    anonymous.interrupt(export, signal.SIGHUP)
    looked = anonymous.run("status", "--json")
    assert looked.names == ["connecting", "connected", "timeline", "rendering", "notice", "done"]
    assert all(map(known, looked.events))
    (render,) = peer.service.renders
    assert looked.event("rendering") == {"event": "rendering", "id": render, "status": "processing", "progress": 0.5}
    assert looked.event("notice")["text"].startswith("The token is valid until 2")


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/run_sse"), ("POST", "/api/upload-video/*"), ("POST", "/api/render/proxy/lambda")],
    ids=["message", "upload", "render"],
)
def test_an_answer_that_is_lost_leads_to_nothing_twice(cloud: Terminal, peer: Peer, method: str, path: str) -> None:
    peer.on(method, path, replies.Reply(act_then_close=True))
    ended = cloud.run(*MAKE)
    assert (ended.status, ended.err) == (0, "")
    assert len(peer.service.messages) == len(peer.service.uploads) == len(peer.service.renders) == 1
    assert (cloud.here / "out.mp4").read_bytes() == peer.service.film


def test_a_long_turn_is_said_to_be_going_on(cloud: Terminal, peer: Peer) -> None:
    cloud.environment["SHORTS_TUI_TIMING__STILL_WORKING"] = "0.05"
    beat = b"event: heartbeat\ndata: \n\n"
    long = replies.events(beat * 8, replies.says("Done."), piece=len(beat), pause=0.05)
    peer.on("POST", "/run_sse", long, long)
    assert "\n⏳ Still working... (" in cloud.run("chat", "think hard").err
    told = [event for event in cloud.run("chat", "think hard", "--json").events if event["event"] == "working"]
    assert told
    assert all(known(event) for event in told)


def test_a_new_project_is_begun_where_that_is_asked_for_and_may_be_named(cloud: Terminal, peer: Peer) -> None:
    for options in ([], [], ["--new"], ["--new", "--project", "Harbour"]):
        assert cloud.run("upload", "city.mp4", *options).status == 0
    assert cloud.run("chat", "cut it", "--json").event("connected")["project"] == "Harbour"
    assert cloud.run("chat", "cut it", "--new", "--json").event("connected")["project"] == "Untitled"
    listed = [line.split("  ")[-1] for line in cloud.run("projects").out.splitlines()]
    assert sorted(listed) == ["Harbour", "Untitled", "city", "city"]


def test_words_that_ask_for_an_export_export(cloud: Terminal, peer: Peer) -> None:
    cloud.run("upload", "city.mp4")
    ended = cloud.run("chat", "cut it to ten seconds, then export", "--json")
    assert ended.event("action") == {"event": "action", "name": "export"}
    assert ended.event("exported")["path"] == str(cloud.here / "city-short.mp4")
    assert len(peer.service.messages) == len(peer.service.submits) == 1


def test_credits_are_told(cloud: Terminal, peer: Peer) -> None:
    ended = cloud.run("credits", "--json")
    assert ended.event("credits") == {
        "event": "credits", "available": 90, "frozen": 10, "total": 100, "unlimited": False,
    }  # fmt: skip
    assert once(peer.routes) == []
    assert cloud.run("credits", "--quiet").out == "90 of 100 credits available, 10 reserved for running work.\n"


def test_a_glance_at_nothing_makes_no_session(cloud: Terminal, peer: Peer) -> None:
    assert cloud.run("status", "--json").names == ["connecting", "connected", "timeline", "done"]
    assert once(peer.routes) == []
    assert cloud.run("projects").out == "No projects yet.\n"


@pytest.mark.parametrize(
    ("form", "begin"), [("draft", "{"), ("srt", "1\n"), ("vtt", "WEBVTT\n"), ("ass", "[Script Info]\n")]
)
def test_the_draft_and_its_captions_are_exported_as_files(cloud: Terminal, peer: Peer, form: str, begin: str) -> None:
    peer.service.drafts = [draft(captions=2)]
    cloud.run("upload", "city.mp4")
    cloud.run("chat", "add captions")
    ended = cloud.run("export", "--as", form, "-o", f"film.{form}", "--json")
    assert ended.status == 0
    content = (cloud.here / f"film.{form}").read_text()
    assert content.startswith(begin)
    assert form == "draft" or "line 1" in content
    assert form != "draft" or json.loads(content) == draft(captions=2)
    assert ended.event("exported")["bytes"] == len(content.encode())
    assert peer.service.submits == []


def test_each_input_has_a_session_and_a_film_of_its_own(cloud: Terminal, peer: Peer) -> None:
    peer.service.drafts = [draft(), draft()]
    (cloud.here / "two").mkdir()
    for name in ("two/city.mp4", "notes.txt"):
        (cloud.here / name).write_bytes(b"footage")
    inputs = ("city.mp4", "notes.txt", "two/city.mp4")
    ended = cloud.run("make", "--each", *inputs, "-p", "cut it", "-o", "shorts", "--json")
    assert ended.status == 2
    assert {event["item"] for event in ended.events} == set(inputs)
    done = {event["item"]: event["ok"] for event in ended.events if event["event"] == "done"}
    assert done == {"city.mp4": True, "notes.txt": False, "two/city.mp4": True}
    assert {"shorts/city.mp4", "shorts/city (2).mp4"} <= cloud.files()
    assert len(peer.service.sessions) == len(peer.service.submits) == 2
    assert [upload["session"] for upload in peer.service.uploads] == ["session-1", "session-2"]


def test_a_batch_goes_on_after_a_job_that_failed(cloud: Terminal, peer: Peer) -> None:
    jobs = [
        {"media": ["gone.mp4"], "prompts": ["cut it"], "out": "a.mp4"},
        {"media": ["city.mp4"], "prompts": ["cut it", "title it"], "out": "b.mp4"},
    ]
    (cloud.here / "jobs.jsonl").write_text("\n".join(map(json.dumps, jobs)))
    ended = cloud.run("make", "--batch", "jobs.jsonl", "--json")
    assert ended.status == 2
    assert cloud.files() == {"city.mp4", "jobs.jsonl", "b.mp4"}
    assert peer.service.messages == ["cut it", "title it"]
    assert "gone.mp4" in ended.event("error")["message"]


def test_without_a_token_a_free_one_is_asked_for_and_kept(anonymous: Terminal, peer: Peer) -> None:
    ended = anonymous.run(*MAKE)
    assert ended.status == 0
    assert peer.routes[0] == "POST /api/auth/anonymous-token"
    assert "authorization" not in peer.seen[0].headers
    assert anonymous.run("credits").status == 0
    assert peer.routes.count("POST /api/auth/anonymous-token") == 1
    token = anonymous.home / "config" / "token.json"
    assert token.stat().st_mode & 0o777 == 0o600
    content = token.read_bytes()
    copy = token.with_name(".token.json.k1ll3d.tmp")
    copy.write_bytes(content[: len(content) // 2])
    assert "forgotten" in anonymous.run("logout").err
    assert not token.exists()
    assert not copy.exists(), "what a program that was killed while it wrote had of it"
    [held] = json.loads(content).values()
    files = [path for path in anonymous.home.rglob("*") if path.is_file()]
    assert not [path for path in files if held["token"].encode() in path.read_bytes()]
    assert "no stored token" in anonymous.run("logout").err


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/run_sse"), ("POST", "/api/upload-video/*"), ("GET", "/api/render/proxy/lambda/*")],
    ids=["turn", "upload", "poll"],
)
def test_a_token_that_expires_on_the_way_is_renewed_once(
    anonymous: Terminal, peer: Peer, method: str, path: str
) -> None:
    def expire(seen: Seen) -> replies.Reply:
        peer.service.accepted.discard(seen.token)
        return replies.code(1001, "expired", status=401)

    peer.on(method, path, expire)
    ended = anonymous.run(*MAKE)
    assert (ended.status, ended.err) == (0, "")
    assert peer.routes.count("POST /api/auth/anonymous-token") == 2
    assert len(peer.service.messages) == len(peer.service.uploads) == len(peer.service.submits) == 1


def test_twenty_gateway_errors_while_polling_change_nothing(cloud: Terminal, peer: Peer) -> None:
    peer.on("GET", "/api/render/proxy/lambda/*", *[replies.html(502)] * 20)
    ended = cloud.run(*MAKE)
    assert ended.status == 0
    assert len(peer.service.submits) == 1
    assert (cloud.here / "out.mp4").read_bytes() == peer.service.film
