"""The queue of renders: submitted once however often it is asked for, followed, stopped, and never lost."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest

from tests.engine.harness import EngineProcess, Gates, eventually
from tests.engine.server.scripted import film
from tests.engine.server.test_wire import refused

CONTENT = "".join(f"{n:05}" for n in range(4000))


@pytest.fixture
def session(engine: EngineProcess) -> str:
    return engine.session()


@pytest.fixture(scope="module")
def download(engine: EngineProcess) -> str:
    """The path of a finished film with the content above."""
    engine.submit(engine.session(), "shared", film(1, ["write", CONTENT]))
    url = engine.rendered("shared")["output"]["url"]
    return str(url).removeprefix("http://engine")


def films(engine: EngineProcess) -> list[Path]:
    return sorted((engine.where.engine_data / "renders").iterdir())


def test_a_film_is_made_and_can_be_fetched(engine: EngineProcess, session: str) -> None:
    answer = engine.submit(session, "render_1", film(60_000, ["progress", 0.5], ["write", CONTENT]))
    body = answer.json()
    assert (answer.status_code, body["code"], body["success"]) == (200, 0, True)
    assert body["data"]["id"] == "render_1"
    assert body["data"]["status"] in ("pending", "processing")
    data = engine.rendered("render_1")
    assert data == {
        "id": "render_1",
        "status": "completed",
        "progress": 1.0,
        "output": {"url": "http://engine/api/render/proxy/render_1/download"},
        "size": len(CONTENT),
        "duration": 60.0,
        "width": 1080,
        "height": 1920,
    }
    fetched = engine.http.get(data["output"]["url"])
    assert fetched.text == CONTENT
    assert fetched.headers["content-type"] == "video/mp4"
    assert fetched.headers["content-length"] == str(len(CONTENT))
    assert fetched.headers["content-disposition"] == 'attachment; filename="render_1.mp4"'
    (media,) = engine.state(session)["generated_media"]
    assert (media["id"], media["url"], media["duration"]) == ("render_1", data["output"]["url"], 60.0)


def test_what_the_renderer_notes_of_a_film_is_told(engine: EngineProcess, session: str) -> None:
    engine.submit(session, "r-note", film(1, ["note", "No font draws it."], ["write", "x"]))
    data = engine.rendered("r-note")
    assert data["note"] == "No font draws it."
    assert "error" not in data


def test_what_the_check_of_a_film_finds_is_told(engine: EngineProcess) -> None:
    session = engine.session(language="zh")
    engine.submit(session, "r-found", film(1, ["write", "x"], ["check_find", "problem"], ["check_find", "advice"]))
    found = {"check": "script", "what": "Told in zh.", "fix": "do it"}
    assert engine.rendered("r-found")["findings"] == [{**found, "level": "problem"}, {**found, "level": "advice"}]


def test_a_check_that_fails_withholds_no_film(engine: EngineProcess, session: str) -> None:
    engine.submit(session, "r-unchecked", film(1, ["write", "x"], ["check_fail", "It can't be looked at."]))
    data = engine.rendered("r-unchecked")
    assert data["status"] == "completed"
    assert "findings" not in data
    assert engine.http.get(data["output"]["url"]).text == "x"


def test_a_film_can_be_cancelled_while_it_is_checked(engine: EngineProcess, session: str, gates: Gates) -> None:
    before = films(engine)
    engine.submit(session, "r-checking", film(1, ["write", "x"], ["check_wait", "checking"]))
    gates.reached("checking")
    assert engine.render("r-checking")["status"] == "processing"
    engine.http.post("/api/render/proxy/lambda/r-checking/cancel")
    assert engine.render("r-checking")["status"] == "cancelled"
    eventually(lambda: films(engine) == before)


def test_the_address_of_a_film_is_on_the_server_that_was_asked(engine: EngineProcess, download: str) -> None:
    data = engine.http.get("/api/render/proxy/lambda/shared", headers={"Host": "localhost:8080"}).json()["data"]
    assert data["output"]["url"] == f"http://localhost:8080{download}"


def test_progress_is_what_the_renderer_says(engine: EngineProcess, session: str, gates: Gates) -> None:
    engine.submit(
        session, "r-progress", film(1, ["progress", 0.25], ["wait", "p1"], ["progress", 0.75], ["wait", "p2"])
    )
    assert engine.render("r-progress")["progress"] <= 0.25
    for gate, progress in (("p1", 0.25), ("p2", 0.75)):
        gates.reached(gate)
        data = engine.render("r-progress")
        assert (data["status"], data["progress"]) == ("processing", progress)
        assert "output" not in data
        gates.open(gate)
    assert engine.rendered("r-progress")["progress"] == 1.0


def test_a_submit_that_is_repeated_is_one_render(engine: EngineProcess, session: str, gates: Gates) -> None:
    draft = film(4711, ["wait", "twice"], ["write", "x"])
    # As after a reply that was lost: the same body again, with its keys in another order, before and after the end.
    engine.submit(session, "r-twice", draft)
    gates.reached("twice")
    again = engine.submit(session, "r-twice", dict(reversed(draft.items()))).json()["data"]
    assert (again["id"], again["status"]) == ("r-twice", "processing")
    gates.open("twice")
    engine.rendered("r-twice")
    assert engine.submit(session, "r-twice", draft).json()["data"]["status"] == "completed"
    assert gates.films_begun.count(4711) == 1


def test_an_id_stands_for_one_film(engine: EngineProcess, session: str) -> None:
    engine.submit(session, "r-taken", film(1, ["write", "x"]))
    refused(engine.submit(session, "r-taken", film(2, ["write", "x"])), 409, 409)
    refused(engine.submit(engine.session(), "r-taken", film(1, ["write", "x"])), 409, 409)


@pytest.mark.parametrize("draft", [None, {}, [], "x", 7, {"t": []}, {"t": [{"tt": 0, "sg": []}]}, {"t": {"sg": [1]}}])
def test_there_is_nothing_to_export_without_a_segment(engine: EngineProcess, session: str, draft: Any) -> None:
    assert refused(engine.submit(session, "r-empty", draft), 400, 400) == "There is nothing to export yet."
    refused(engine.http.get("/api/render/proxy/lambda/r-empty"), 404, 404)


def test_a_film_uses_the_media_of_its_own_session(engine: EngineProcess, session: str) -> None:
    (file,) = engine.upload(session, ("a.mp4", b"MEDIA of one")).json()["data"]["files"]
    draft = film(1, ["write", "x"], asset=file["id"])
    assert file["id"] in refused(engine.submit(engine.session(), "r-foreign", draft), 400, 400)
    assert engine.submit(session, "r-own", draft).json()["code"] == 0
    assert engine.rendered("r-own")["status"] == "completed"


@pytest.mark.parametrize("header", ["X-Skill-Source", "X-Skill-Version", "X-Skill-Platform"])
def test_without_attribution_the_export_is_blocked(engine: EngineProcess, session: str, header: str) -> None:
    body = {"id": "r-402", "sessionId": session, "draft": film(1)}
    answer = engine.http.post("/api/render/proxy/lambda", json=body, headers={header: ""})
    assert "credit" not in refused(answer, 402, 402)


@pytest.mark.parametrize("name", ["", "../x", "a/b", "x" * 129, "a b", "ü"])
def test_a_render_id_is_a_plain_name(engine: EngineProcess, session: str, name: str) -> None:
    refused(engine.submit(session, name, film(1)), 400, 400)


def test_other_formats_than_mp4_are_refused(engine: EngineProcess, session: str) -> None:
    body = {"id": "r-webm", "sessionId": session, "draft": film(1), "output": {"format": "webm"}}
    refused(engine.http.post("/api/render/proxy/lambda", json=body), 400, 400)


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (["refuse", "clip.mp4 is gone.\n\x1b[31m"], "clip.mp4 is gone. [31m"),
        (["crash", "a bug in the renderer"], "The engine hit an internal error; details are in its log."),
    ],
)
def test_a_render_that_fails_says_why(engine: EngineProcess, session: str, step: list[str], message: str) -> None:
    name = f"r-{step[0]}"
    engine.submit(session, name, film(1, ["progress", 0.5], step))
    data = engine.rendered(name)
    assert (data["status"], data["message"]) == ("failed", message)
    assert "output" not in data
    refused(engine.http.get(f"/api/render/proxy/{name}/download"), 409, 409)
    engine.submit(session, f"{name}-next", film(1, ["write", "x"]))
    assert engine.rendered(f"{name}-next")["status"] == "completed"


def test_films_are_made_one_after_the_other_and_can_be_stopped(
    engine: EngineProcess, session: str, gates: Gates
) -> None:
    for n in (1, 2, 3):
        engine.submit(session, f"r-queue-{n}", film(9000 + n, ["wait", f"queue-{n}"], ["write", "x"]))
    gates.reached("queue-1")
    assert [engine.render(f"r-queue-{n}")["status"] for n in (1, 2, 3)] == ["processing", "pending", "pending"]
    stopped = engine.http.post("/api/render/proxy/lambda/r-queue-2/cancel").json()["data"]
    assert stopped["status"] == "cancelled"
    refused(engine.http.get("/api/render/proxy/r-queue-1/download"), 409, 409)
    stopped = engine.http.post("/api/render/proxy/lambda/r-queue-1/cancel").json()["data"]
    assert stopped["status"] == "cancelled"
    gates.reached("queue-3")  # the one in work has stopped, the one that waited is never begun
    gates.open("queue-3")
    assert engine.rendered("r-queue-3")["status"] == "completed"
    assert [n for n in gates.films_begun if 9000 < n < 10_000] == [9001, 9003]
    # What has ended stays as it is.
    for n, ended in ((3, "completed"), (1, "cancelled")):
        assert engine.http.post(f"/api/render/proxy/lambda/r-queue-{n}/cancel").json()["data"]["status"] == ended


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=100-", 100, 20_000),
        ("bytes=-5", 19_995, 20_000),
        ("bytes=-99999", 0, 20_000),
        ("bytes=19999-50000", 19_999, 20_000),
    ],
)
def test_a_part_of_a_film_can_be_fetched(
    engine: EngineProcess, download: str, asked: str, start: int, end: int
) -> None:
    answer = engine.http.get(download, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.text == CONTENT[start:end]
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/20000"
    assert answer.headers["content-length"] == str(end - start)


@pytest.mark.parametrize("asked", ["bytes=20000-", "bytes=99999-100000", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused(engine: EngineProcess, download: str, asked: str) -> None:
    answer = engine.http.get(download, headers={"Range": asked})
    refused(answer, 416, 400)
    assert answer.headers["content-range"] == "bytes */20000"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "bytes=9-5", "bytes=-", "bytes=x-", "frames=0-9", "", "bytes"])
def test_a_range_that_means_nothing_is_the_whole_film(engine: EngineProcess, download: str, asked: str) -> None:
    answer = engine.http.get(download, headers={"Range": asked})
    assert (answer.status_code, answer.text) == (200, CONTENT)


def test_a_download_is_resumed_only_for_the_same_film(engine: EngineProcess, download: str) -> None:
    mark = engine.http.get(download).headers["etag"]
    assert mark.startswith('"')
    for condition, status in ((mark, 206), ('"another"', 200), (f"W/{mark}", 200)):
        answer = engine.http.get(download, headers={"Range": "bytes=5-", "If-Range": condition})
        assert (answer.status_code, answer.text) == (status, CONTENT[5:] if status == 206 else CONTENT)


def test_a_render_that_a_crash_cut_is_finished_after_it(own_engine: EngineProcess) -> None:
    engine, gates = own_engine, Gates(own_engine.home)
    session = engine.session()
    engine.submit(session, "before", film(1, ["write", "x"]))
    engine.rendered("before")
    engine.submit(session, "cut", film(2, ["wait", "crash"], ["write", "whole"]))
    engine.submit(session, "next", film(3, ["write", "next"]))
    gates.reached("crash")
    engine.kill()
    (engine.where.engine_data / "renders" / "half.mp4").write_bytes(b"half a film")
    gates.open("crash")
    engine.start()
    assert [engine.rendered(name)["status"] for name in ("before", "cut", "next")] == ["completed"] * 3
    assert engine.http.get("/api/render/proxy/cut/download").text == "whole"
    assert gates.films_begun == [1, 2, 2, 3]
    assert len(films(engine)) == 3


def test_a_film_that_kills_the_engine_is_not_tried_for_ever(own_engine: EngineProcess) -> None:
    engine, gates = own_engine, Gates(own_engine.home)
    engine.submit(engine.session(), "deadly", film(1, ["wait", "never"]))
    for _ in range(3):
        gates.reached("never")
        (gates.directory / "never.reached").unlink()
        engine.kill()
        engine.start()
    data = engine.render("deadly")
    assert data["status"] == "failed"
    assert data["message"] == "The engine died 3 times while it rendered this film."


def test_a_render_waits_for_the_next_start_when_the_engine_is_told_to_end(own_engine: EngineProcess) -> None:
    engine, gates = own_engine, Gates(own_engine.home)
    engine.submit(engine.session(), "r", film(1, ["wait", "term"], ["write", "whole"]))
    for _ in range(4):  # more often than a crash would be forgiven
        gates.reached("term")
        (gates.directory / "term.reached").unlink()
        assert engine.end(signal.SIGTERM) == 0
        assert films(engine) == []
        engine.start()
    gates.open("term")
    assert engine.rendered("r")["status"] == "completed"


def test_a_film_that_somebody_deleted_is_not_found(own_engine: EngineProcess) -> None:
    own_engine.submit(own_engine.session(), "gone", film(1, ["write", "x"]))
    own_engine.rendered("gone")
    films(own_engine)[0].unlink()
    refused(own_engine.http.get("/api/render/proxy/gone/download"), 404, 404)
    own_engine.kill()
    own_engine.start()
    refused(own_engine.http.get("/api/render/proxy/lambda/gone"), 404, 404)
