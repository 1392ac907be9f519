"""The whole engine at work on real footage: upload, talk, render, download, and a crash in the middle."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from shorts_tui.engine.ffmpeg import run_ffmpeg
from shorts_tui.engine.media.intake import inspect
from tests.engine.harness import EngineFactory, EngineProcess, eventually
from tests.engine.server.test_wire import refused


@pytest.fixture(scope="module")
def footage(short_directory: Path) -> bytes:
    """Four seconds of moving picture with a beep every second."""
    path = short_directory / "footage.mp4"
    picture = "testsrc2=s=640x360:r=30:d=4"
    sound = "aevalsrc=0.3*sin(2*PI*880*t)*lt(mod(t\\,1)\\,0.3):d=4:s=48000"
    codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "30", "-c:a", "aac"]
    run_ffmpeg(["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, *codecs, f"file:{path}"], timeout=60)
    return path.read_bytes()


@pytest.fixture(scope="module")
def engine(make_engine: EngineFactory) -> EngineProcess:
    return make_engine().start()


@pytest.fixture(scope="module")
def session(engine: EngineProcess, footage: bytes) -> str:
    """A session whose film is the footage, one second shorter."""
    session = engine.session()
    (file,) = engine.upload(session, ("beeps.mp4", footage)).json()["data"]["files"]
    assert (file["file_type"], file["width"], file["height"], file["fps"]) == ("video", 640, 360, 30.0)
    assert file["duration"] == pytest.approx(4, abs=0.1)
    events = engine.say(session, "trim the first second and make it vertical")
    assert "errorCode" not in events[-1], engine.log
    return session


def orphans(engine: EngineProcess) -> list[str]:
    """Programs other than the engine that work on files of this home."""
    home, found = str(engine.home).encode(), []
    for proc in Path("/proc").glob("[0-9]*"):
        try:
            command = (proc / "cmdline").read_bytes()
        except OSError:
            continue
        if home in command and int(proc.name) != os.getpid():
            found.append(command.replace(b"\0", b" ").decode())
    return found


def test_an_answer_offers_other_steps_than_the_one_before(engine: EngineProcess, footage: bytes) -> None:
    session = engine.session()
    engine.upload(session, ("beeps.mp4", footage))
    offered = []
    for text in ("make it vertical", "flurb the glorb"):
        told = str(engine.say(session, text)[-1]).rpartition("Next: ")[2]
        offered.append({step for step in ("title", "music", "brighter", "zoom", "TikTok", "captions") if step in told})
    assert len(offered[0]) == len(offered[1]) == 2
    assert not offered[0] & offered[1]


def test_words_become_a_film(engine: EngineProcess, session: str, tmp_path: Path) -> None:
    state = engine.state(session)
    assert state["draft"]["d"] == 3000
    assert (state["canvas_config"]["width"], state["canvas_config"]["height"]) == (1080, 1920)
    engine.submit(session, "film", state["draft"])
    seen: set[float] = set()

    def ended() -> bool:
        data = engine.render("film")
        seen.add(data["progress"])
        return data["status"] not in ("pending", "processing")

    eventually(ended, within=120)
    data = engine.render("film")
    assert data["status"] == "completed", data
    assert len(seen) > 2
    path = tmp_path / "film.mp4"
    path.write_bytes(engine.http.get(data["output"]["url"]).content)
    film = inspect(path, "film.mp4")
    assert (film.width, film.height, film.has_audio) == (1080, 1920, True)
    assert film.duration == pytest.approx(3000, abs=50)
    assert path.stat().st_size == data["size"]


def test_a_question_changes_nothing(engine: EngineProcess, session: str) -> None:
    before = engine.state(session)["draft"]
    final = engine.say(session, "how long is it?")[-1]
    assert "3" in final["content"]["parts"][0]["text"]
    assert engine.state(session)["draft"] == before


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"Dear diary,\n" * 100, id="text"),
        pytest.param(b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", id="hls"),
        pytest.param(b"ffconcat version 1.0\nfile /etc/passwd\n", id="ffconcat"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x00\x00\x00\x20ftypisom" + bytes(2000), id="a head alone"),
    ],
)
def test_what_only_looks_like_media_is_refused(engine: EngineProcess, content: bytes) -> None:
    session = engine.session()
    assert "holiday.mp4" in refused(engine.upload(session, ("holiday.mp4", content)), 415, 4001)
    assert engine.state(session)["video_infos"] == []


def test_a_crash_in_the_middle_of_a_render_costs_nothing_but_time(make_engine: EngineFactory, footage: bytes) -> None:
    engine = make_engine().start()
    session = engine.session()
    engine.upload(session, ("beeps.mp4", footage))
    engine.say(session, "make it vertical")
    draft = engine.state(session)["draft"]
    engine.submit(session, "film", draft)
    eventually(lambda: orphans(engine), within=60)
    engine.kill()
    eventually(lambda: not orphans(engine))
    engine.start()
    assert engine.rendered("film")["status"] == "completed"
    engine.submit(session, "other", {**draft, "m": {**draft["m"], "width": 720, "height": 1280}})
    eventually(lambda: orphans(engine), within=60)
    stopped = engine.http.post("/api/render/proxy/lambda/other/cancel").json()["data"]
    assert stopped["status"] == "cancelled"
    eventually(lambda: not orphans(engine))
    assert engine.submit(session, "film", draft).json()["data"]["status"] == "completed"
    assert len(list((engine.where.engine_data / "renders").iterdir())) == 1


def text_of(events: list[dict[str, Any]]) -> str:
    """The final answer of a turn."""
    return "".join(part.get("text", "") for part in events[-1]["content"]["parts"])


def test_a_question_back_is_answered_over_the_wire_and_outlives_the_engine(
    make_engine: EngineFactory, footage: bytes
) -> None:
    engine = make_engine().start()
    session = engine.session()
    engine.upload(session, ("beach.mp4", footage), ("street.mp4", footage + b"\0" * 8))
    before = engine.state(session).get("draft")
    asked = text_of(engine.say(session, "delete it"))
    assert asked == "Which clip: 1 (beach, 0:00–0:04) or 2 (street, 0:04–0:08)?"
    assert engine.state(session).get("draft") == before
    engine.kill()
    engine.start()
    told = text_of(engine.say(session, "the second"))
    assert "Removed clip 2 (street.mp4) (8.0 s → 4.0 s)." in told
    assert engine.state(session)["draft"]["d"] == 4000
    assert "Which clip" not in text_of(engine.say(session, "2"))
    engine.say(session, "undo")
    assert engine.state(session)["draft"]["d"] == 8000
    assert text_of(engine.say(session, "删掉它")).startswith("是哪个片段：1（beach")
    assert text_of(engine.say(session, "算了")) == "好的，没有做任何修改。"
    assert engine.state(session)["draft"]["d"] == 8000
    engine.close()
