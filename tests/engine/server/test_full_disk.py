"""An engine whose disk is full: requests are refused with a sentence, nothing is half there, room makes it well."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.engine.harness import EngineProcess, Gates, eventually, script
from tests.engine.server.scripted import film
from tests.engine.server.test_uploads import incoming, stored

if sys.platform != "linux":
    pytest.skip("limits of a running process are set on Linux alone", allow_module_level=True)

Limit = Callable[[int], None]
UNLIMITED = resource.RLIM_INFINITY


@pytest.fixture
def full(own_engine: EngineProcess) -> Iterator[Limit]:
    """Limits the size of every file that the engine writes, as a full disk would."""
    running = own_engine.process
    assert running is not None

    def limit(size: int) -> None:
        resource.prlimit(running.pid, resource.RLIMIT_FSIZE, (size, UNLIMITED))

    yield limit
    if running.poll() is None:
        limit(UNLIMITED)


def test_an_upload_that_does_not_fit_leaves_nothing(own_engine: EngineProcess, full: Limit) -> None:
    session = own_engine.session()
    full(100_000)
    answer = own_engine.upload(session, ("big.mp4", b"MEDIA " + b"x" * 200_000))
    assert answer.status_code == 507
    assert "no room" in answer.json()["message"]
    assert (incoming(own_engine), stored(own_engine)) == ([], set())
    full(UNLIMITED)
    assert own_engine.upload(session, ("big.mp4", b"MEDIA " + b"x" * 200_000)).json()["code"] == 0


def test_records_that_do_not_fit_are_refused_and_the_engine_goes_on(own_engine: EngineProcess, full: Limit) -> None:
    session = own_engine.session()
    full(1)
    requests = [
        own_engine.http.post("/api/tasks/me/with-session/nemo_agent", json={"task_name": "p", "language": "en"}),
        own_engine.upload(session, ("a.mp4", b"MEDIA a")),
        own_engine.submit(session, "r", film(1, ["write", "x"])),
        own_engine.http.put("/engine/sessions/named", json={"sessions": []}),
    ]
    assert [answer.status_code for answer in requests] == [507] * 4
    assert own_engine.http.get("/engine/health").status_code == 200
    stream = own_engine.http.post("/run_sse", json=own_engine.message(session, script()))
    assert "is the disk full?" in stream.text
    assert "internal" not in stream.text
    full(UNLIMITED)
    assert own_engine.state(session)["video_infos"] == []
    assert own_engine.upload(session, ("a.mp4", b"MEDIA a")).json()["code"] == 0
    own_engine.submit(session, "r", film(1, ["write", "x"]))
    assert own_engine.rendered("r")["status"] == "completed"
    assert own_engine.say(session, script(["say", "well again"]))


def test_a_film_that_was_cut_by_a_full_disk_is_made_when_there_is_room(own_engine: EngineProcess, full: Limit) -> None:
    gates = Gates(own_engine.home)
    own_engine.submit(own_engine.session(), "r", film(1, ["wait", "full"], ["write", "x" * 50_000]))
    gates.reached("full")
    full(20_000)
    gates.open("full")
    eventually(lambda: "the queue of renders can't be" in own_engine.log)
    waiting = own_engine.render("r")
    assert waiting["status"] == "processing"
    assert "disk full" in waiting["note"]
    assert "error" not in waiting
    full(UNLIMITED)
    made = own_engine.rendered("r")
    assert made["status"] == "completed"
    assert "note" not in made
    [path] = (own_engine.where.engine_data / "renders").iterdir()
    assert path.stat().st_size == 50_000


def test_an_engine_that_dies_on_a_full_disk_is_whole_after_it(own_engine: EngineProcess, full: Limit) -> None:
    session = own_engine.session()
    kept = [own_engine.upload(session, (f"{n}.mp4", b"MEDIA %d" % n)).json()["code"] for n in range(5)]
    full(1)
    own_engine.upload(session, ("lost.mp4", b"MEDIA lost"))
    own_engine.kill()
    own_engine.start()
    assert kept == [0] * 5
    assert [info["filename"] for info in own_engine.state(session)["video_infos"]] == [f"{n}.mp4" for n in range(5)]
    eventually(lambda: len(stored(own_engine)) == 5)
