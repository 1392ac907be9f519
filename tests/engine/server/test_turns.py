"""Turns of conversation as event streams: their shape, their silence, their failures, and what stays of them."""

from __future__ import annotations

import sqlite3
import threading
from typing import Any

import httpx
import pytest

from shorts_tui.protocol.events import (
    Heartbeat,
    Piece,
    StateDelta,
    StreamFault,
    TextPiece,
    ToolCall,
    ToolResult,
    parse_frame,
)
from tests.engine.harness import EngineFactory, EngineProcess, Gates, eventually, frames, script
from tests.engine.server.conftest import SCRIPTED
from tests.engine.server.scripted import film


def pieces(events: list[dict[str, Any]]) -> list[Piece]:
    """What the events of a stream say to a client."""
    return [piece for event in events for piece in parse_frame(httpx.Response(200, json=event).text)]


def start(engine: EngineProcess, session: str, text: str) -> threading.Thread:
    """Say something and read the answer to its end, meanwhile."""
    thread = threading.Thread(target=engine.say, args=(session, text))
    thread.start()
    return thread


def records(engine: EngineProcess) -> list[tuple[str, str, str, bool]]:
    """The turns on record: message, answer, error, ended?"""
    with sqlite3.connect(f"file:{engine.where.engine_data / 'engine.db'}?mode=ro", uri=True) as db:
        rows = db.execute("SELECT message, answer, error, ended IS NOT NULL FROM turns ORDER BY started").fetchall()
    db.close()
    return [(message, answer, error, bool(ended)) for message, answer, error, ended in rows]


def test_a_turn_is_told_as_it_happens_and_then_whole(engine: EngineProcess) -> None:
    steps = (["tool", "probe_media"], ["say", "Cutting "], ["say", "…"], ["draft", 5000], ["answer", "Cut to 5 s."])
    events = engine.say(engine.session(), script(*steps))
    found = pieces(events)
    assert isinstance(found[0], ToolCall)
    assert isinstance(found[1], ToolResult)
    assert (found[0].name, dict(found[0].args)) == ("probe_media", {"of": "probe_media"})
    assert (found[1].name, found[1].id) == ("probe_media", found[0].id)
    assert found[2:] == [
        TextPiece("Cutting ", partial=True),
        TextPiece("…", partial=True),
        StateDelta({"draft": film(5000)}),
        TextPiece("Cut to 5 s."),
    ]


def test_events_have_the_shape_of_an_agent_server(engine: EngineProcess) -> None:
    call, answer, partial, change, final = engine.say(
        engine.session(), script(["tool", "trim"], ["say", "a"], ["draft", 1], ["answer", "b"])
    )
    for event in (call, answer, partial, change, final):
        assert event["author"] == "nemo_agent"
        assert event["invocationId"] == call["invocationId"]
        assert event["timestamp"] > 1.7e9
        assert event["actions"]["artifactDelta"] == {}
    assert len({event["id"] for event in (call, answer, partial, change, final)}) == 5
    assert (partial["partial"], final["partial"]) == (True, False)
    assert final["content"] == {"parts": [{"text": "b"}], "role": "model"}
    assert "content" not in change


def test_the_stream_is_server_sent_events_that_nothing_may_keep(engine: EngineProcess) -> None:
    body = engine.message(engine.session(), script(["answer", "line\nbreak\u2028 and 字"]))
    with engine.http.stream("POST", "/run_sse", json=body) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        content = answer.read()
    assert content.startswith(b"data: {")
    assert content.endswith(b"}\n\n")
    assert frames(content)[-1]["content"]["parts"][0]["text"] == "line\nbreak\n and 字"


def test_silence_is_filled_with_signs_of_life(engine: EngineProcess, gates: Gates) -> None:
    body = engine.message(engine.session(), script(["wait", "silence"], ["answer", "done"]))
    seen: list[Piece] = []
    with engine.http.stream("POST", "/run_sse", json=body) as answer:
        for line in answer.iter_lines():
            if line:
                seen += parse_frame(line.removeprefix("data: "))
            if seen.count(Heartbeat()) == 3:
                gates.open("silence")
    assert seen[:3] == [Heartbeat()] * 3
    assert seen[-1] == TextPiece("done")


def test_the_state_has_the_film_as_soon_as_the_answer_is_there(engine: EngineProcess) -> None:
    session = engine.session()
    for duration in (4000, 3000, 2000):
        engine.say(session, script(["draft", duration], ["answer", "done"]))
        assert engine.state(session)["draft"] == film(duration)


def test_a_silent_edit_has_no_words_but_a_film(engine: EngineProcess) -> None:
    session = engine.session()
    assert pieces(engine.say(session, script(["draft", 4000]))) == [StateDelta({"draft": film(4000)})]


def test_a_client_that_goes_away_does_not_stop_the_work(engine: EngineProcess, gates: Gates) -> None:
    session = engine.session()
    body = engine.message(session, script(["say", "a"], ["wait", "gone"], ["draft", 7000], ["answer", "done"]))
    with engine.http.stream("POST", "/run_sse", json=body) as answer:
        next(answer.iter_lines())
    gates.reached("gone")
    assert engine.state(session)["draft"]["d"] == 0
    gates.open("gone")
    eventually(lambda: engine.state(session)["draft"] == film(7000))


def test_a_second_turn_waits_for_the_first(engine: EngineProcess, gates: Gates) -> None:
    session = engine.session()
    first = start(engine, session, script(["wait", "first"], ["draft", 1000], ["answer", "one"]))
    gates.reached("first")
    body = engine.message(session, script(["list", ""], ["draft", 2000]))
    seen: list[Piece] = []
    with engine.http.stream("POST", "/run_sse", json=body) as answer:
        for line in answer.iter_lines():
            if line:
                seen += parse_frame(line.removeprefix("data: "))
            if seen == [Heartbeat()] * 2:
                gates.open("first")
    first.join()
    told = [piece for piece in seen if not isinstance(piece, Heartbeat)]
    assert told == [StateDelta({"draft": film(2000)}), TextPiece("0,1000 at 1")]


def test_sessions_do_not_wait_for_each_other(engine: EngineProcess, gates: Gates) -> None:
    busy = start(engine, engine.session(), script(["wait", "other"]))
    gates.reached("other")
    assert pieces(engine.say(engine.session(), script(["answer", "at once"]))) == [TextPiece("at once")]
    gates.open("other")
    busy.join()


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (["fail", "There is nothing to cut."], "There is nothing to cut."),
        (["crash", "a bug"], "The engine hit an internal error; details are in its log."),
    ],
)
def test_a_turn_that_fails_leaves_the_film_as_it_was(engine: EngineProcess, step: list[str], message: str) -> None:
    session = engine.session()
    engine.say(session, script(["draft", 4000]))
    found = pieces(engine.say(session, script(["show", 9000], step)))
    # What had been shown meanwhile is taken back with the failure.
    assert found == [StateDelta({"draft": film(9000)}), StateDelta({"draft": film(4000)}), StreamFault("500", message)]
    assert engine.state(session)["draft"] == film(4000)
    assert pieces(engine.say(session, script(["list", ""]))) == [TextPiece("0,4000 at 1")]


def test_versions_and_the_place_among_them_survive_the_process(own_engine: EngineProcess) -> None:
    session = own_engine.session()
    for steps in ([["draft", 1000]], [["draft", 2000]], [["draft", 3000]], [["undo", ""]]):
        own_engine.say(session, script(*steps))
    own_engine.kill()
    own_engine.start()
    assert own_engine.state(session)["draft"] == film(2000)
    assert pieces(own_engine.say(session, script(["list", ""]))) == [TextPiece("0,1000,2000,3000 at 2")]
    own_engine.say(session, script(["draft", 5000]))
    assert pieces(own_engine.say(session, script(["list", ""]))) == [TextPiece("0,1000,2000,5000 at 3")]


def test_what_was_said_is_on_record_with_what_came_of_it(own_engine: EngineProcess) -> None:
    session = own_engine.session()
    said = [script(["answer", "fine"]), script(["fail", "No."])]
    for text in said:
        own_engine.say(session, text)
    assert records(own_engine) == [(said[0], "fine", "", True), (said[1], "", "No.", True)]


def test_a_turn_that_the_death_of_the_engine_cut_is_ended_at_the_next_start(own_engine: EngineProcess) -> None:
    session, gates = own_engine.session(), Gates(own_engine.home)
    own_engine.say(session, script(["draft", 4000]))
    body = own_engine.message(session, script(["show", 9000], ["wait", "death"]))
    with own_engine.http.stream("POST", "/run_sse", json=body) as answer:
        gates.reached("death")
        own_engine.kill()
        with pytest.raises(httpx.RemoteProtocolError):
            answer.read()
    own_engine.start()
    assert own_engine.state(session)["draft"] == film(4000)
    assert records(own_engine)[-1][2:] == ("The engine stopped while it was working on this.", True)


def test_an_engine_that_is_told_to_end_tells_its_clients(make_engine: EngineFactory) -> None:
    engine = make_engine(SCRIPTED).start()
    session, gates = engine.session(), Gates(engine.home)
    engine.say(session, script(["draft", 4000]))
    waiting = engine.message(session, script(["draft", 5000]))
    body = engine.message(session, script(["show", 9000], ["wait", "end"]))
    with engine.http.stream("POST", "/run_sse", json=body) as answer:
        gates.reached("end")
        with engine.http.stream("POST", "/run_sse", json=waiting) as second:
            assert engine.end() == 0
            (queued,) = pieces(frames(second.read()))
        found = pieces(frames(answer.read()))
    message = "The engine stopped while it was working on this."
    assert queued == StreamFault("500", message)
    assert found[-2:] == [StateDelta({"draft": film(4000)}), StreamFault("500", message)]
    engine.start()
    assert engine.state(session)["draft"] == film(4000)
