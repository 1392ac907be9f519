"""The engine's process: one a user, private, found again, and gone when nobody needs it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from shorts_tui import __version__
from shorts_tui.engine import process
from shorts_tui.engine.process import EngineUnavailable
from shorts_tui.paths import Locations, locations, private_directory
from tests.engine.harness import ROOT, EngineFactory, EngineProcess, Gates, eventually, script
from tests.engine.server.conftest import SCRIPTED
from tests.engine.server.scripted import film
from tests.engine.server.test_wire import refused


@pytest.fixture
def where(make_engine: EngineFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Locations]:
    """The directories of a user for whom no engine runs yet."""
    monkeypatch.setenv("SHORTS_TUI_HOME", str(make_engine().home))
    monkeypatch.setenv("NEMO_TOKEN", "canary-of-the-cloud")
    yield locations()
    process.stop(locations())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_an_engine_is_started_found_and_ended(where: Locations) -> None:
    assert process.find(where) is None
    assert process.status(where) == {"running": False}
    assert process.stop(where) is False
    address = process.ensure(where, 30)
    assert (address.base_url, address.socket, address.version) == ("http://engine", where.engine_socket, __version__)
    assert process.find(where) == process.ensure(where, 30) == address
    told = process.status(where)
    assert told["running"] is True
    assert (told["pid"], told["sessions"], told["turns"], told["renders"]) == (address.pid, 0, 0, 0)
    assert address.token not in repr(address)
    assert process.stop(where) is True
    eventually(lambda: not is_running(address.pid))
    assert process.find(where) is None
    assert not where.engine_socket.exists()
    assert not where.engine_info.exists()


def test_an_engine_that_is_slow_to_answer_is_waited_for(where: Locations, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that is very busy no answer may come within the usual patience, however often one asks."""
    monkeypatch.setattr(process, "_PROBE", 0.05)
    private_directory(where.runtime)
    info = {"base_url": "http://engine", "socket": str(where.engine_socket), "token": "t", "pid": 1}
    where.engine_info.write_text(json.dumps({**info, "version": __version__}))
    answer = json.dumps({"data": {"pid": 1}}).encode()
    busy = threading.Event()

    def serve(listening: socket.socket) -> None:
        while not busy.is_set():
            connection, _ = listening.accept()
            with connection, contextlib.suppress(OSError):
                connection.recv(65536)
                busy.wait(0.3)
                connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + answer)

    with socket.socket(socket.AF_UNIX) as listening, FileLock(where.engine_alive):
        listening.bind(str(where.engine_socket))
        listening.listen(100)
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        assert process.ensure(where, 10).pid == 1
        busy.set()
    where.engine_info.unlink()


def test_nobody_else_can_reach_an_engine_or_read_what_it_keeps(where: Locations) -> None:
    process.ensure(where, 30)
    assert mode(where.runtime) == mode(where.engine_data) == mode(where.logs) == 0o700
    private = [where.engine_socket, where.engine_info, where.engine_lock, where.engine_alive]
    private += [path for path in where.data.rglob("*") if path.is_file()]
    assert [path for path in private if mode(path) != 0o600] == []


def test_an_engine_has_no_terminal_and_no_token_of_the_cloud(where: Locations) -> None:
    address = process.ensure(where, 30)
    proc = Path("/proc", str(address.pid))
    assert b"canary" not in (proc / "environ").read_bytes()
    assert address.token.encode() not in (proc / "cmdline").read_bytes()
    assert (proc / "fd" / "0").readlink() == Path("/dev/null")
    assert (proc / "cwd").readlink() == Path("/")
    assert os.getsid(address.pid) == address.pid


def test_programs_that_ask_at_the_same_time_get_one_engine(where: Locations) -> None:
    program = (
        "from shorts_tui.engine import process; from shorts_tui.paths import locations;"
        "print(process.ensure(locations(), 60).pid)"
    )
    asking = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) for _ in range(3)]
    told = {one.communicate()[0] for one in asking}
    address = process.find(where)
    assert address is not None
    assert told == {f"{address.pid}\n".encode()}


def test_a_second_engine_gives_way(own_engine: EngineProcess) -> None:
    command = [sys.executable, "-m", SCRIPTED]
    second = subprocess.run(command, cwd=ROOT, env={**os.environ, **own_engine.env}, capture_output=True)
    assert (second.returncode, second.stderr) == (process.ALREADY_RUNNING, b"")
    assert process.find(own_engine.where) == own_engine.address


def test_what_a_dead_engine_left_behind_is_no_obstacle(where: Locations) -> None:
    first = process.ensure(where, 30)
    os.kill(first.pid, signal.SIGKILL)
    eventually(lambda: not is_running(first.pid))
    assert where.engine_info.exists()
    assert process.find(where) is None
    assert process.stop(where) is False
    second = process.ensure(where, 30)
    assert second.pid != first.pid
    assert second.token != first.token


@pytest.mark.parametrize("info", [b"", b"{", b"[]", b'{"socket": 1}', b"\xff"])
def test_a_spoiled_record_of_an_engine_is_no_engine(where: Locations, info: bytes) -> None:
    where.runtime.mkdir(parents=True)
    where.engine_info.write_bytes(info)
    assert process.find(where) is None
    assert process.status(where) == {"running": False}


def test_an_engine_whose_directory_was_deleted_leaves_and_spoils_nothing_of_the_next_one(where: Locations) -> None:
    lost = process.ensure(where, 30)
    shutil.rmtree(where.runtime)
    found = process.ensure(where, 30)
    assert found.pid != lost.pid
    eventually(lambda: not is_running(lost.pid))
    assert process.find(where) == found
    assert where.engine_socket.exists()


def test_another_program_that_listens_there_is_not_taken_for_an_engine(where: Locations) -> None:
    where.runtime.mkdir(parents=True)
    info = {
        "base_url": "http://engine",
        "socket": str(where.engine_socket),
        "token": "t",
        "pid": os.getpid(),
        "version": __version__,
    }
    where.engine_info.write_text(json.dumps(info))
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(where.engine_socket))
        listener.listen()
        listener.settimeout(30)
        program = (
            "from shorts_tui.engine import process; from shorts_tui.paths import locations;"
            "print(process.find(locations()))"
        )
        asking = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
        connection, _ = listener.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n<html>hello</html>")
        assert asking.communicate()[0] == b"None\n"


def test_an_engine_of_another_version_finishes_its_work_and_makes_way(
    own_engine: EngineProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, gates = own_engine, Gates(own_engine.home)
    engine.submit(engine.session(), "r", film(1, ["wait", "work"], ["write", "x"]))
    gates.reached("work")
    info = json.loads(engine.where.engine_info.read_bytes())
    engine.where.engine_info.write_text(json.dumps({**info, "version": "0.0.1"}))
    monkeypatch.setenv("SHORTS_TUI_HOME", str(engine.home))
    assert process.find(engine.where) is None
    with pytest.raises(EngineUnavailable, match=r"version 0\.0\.1 is still at work"):
        process.ensure(engine.where, 0.1)
    gates.open("work")
    newer = process.ensure(engine.where, 30)
    assert newer.pid != engine.address.pid
    engine.connect(newer)
    assert engine.render("r")["status"] == "completed"


def test_an_engine_leaves_when_nobody_needs_it(make_engine: EngineFactory) -> None:
    engine = make_engine(SCRIPTED, SHORTS_TUI_TIMING__ENGINE_IDLE="0.3").start()
    gates, session = Gates(engine.home), engine.session()
    assert engine.process is not None
    # A turn without a listener is work too, and so is a render.
    with engine.http.stream(
        "POST", "/run_sse", json=engine.message(session, script(["say", "a"], ["wait", "turn"]))
    ) as answer:
        next(answer.iter_lines())
    gates.reached("turn")
    with pytest.raises(subprocess.TimeoutExpired):
        engine.process.wait(0.8)
    engine.submit(session, "r", film(1, ["wait", "render"], ["write", "x"]))
    gates.open("turn")
    gates.reached("render")
    with pytest.raises(subprocess.TimeoutExpired):
        engine.process.wait(0.8)
    gates.open("render")
    assert engine.process.wait(30) == 0
    assert not engine.where.engine_info.exists()
    assert not engine.where.engine_socket.exists()


def test_a_closed_terminal_does_not_end_an_engine(own_engine: EngineProcess) -> None:
    os.kill(own_engine.address.pid, signal.SIGHUP)
    assert own_engine.http.get("/engine/health").json()["code"] == 0


def test_an_engine_that_is_busy_is_ended_all_the_same(own_engine: EngineProcess) -> None:
    engine, gates = own_engine, Gates(own_engine.home)
    session = engine.session()
    engine.submit(session, "r", film(1, ["wait", "render"]))
    with engine.http.stream(
        "POST", "/run_sse", json=engine.message(session, script(["say", "a"], ["wait", "turn"]))
    ) as answer:
        gates.reached("turn")
        gates.reached("render")
        assert process.stop(engine.where) is True
        answer.read()
    assert engine.process is not None
    assert engine.process.wait(30) == 0


def test_an_engine_that_does_not_listen_is_killed(own_engine: EngineProcess) -> None:
    os.kill(own_engine.address.pid, signal.SIGSTOP)
    assert process.stop(own_engine.where, timeout=0.2) is True
    assert own_engine.process is not None
    assert own_engine.process.wait(30) == -signal.SIGKILL


def test_where_there_are_no_unix_sockets_the_token_is_in_a_private_file_alone(make_engine: EngineFactory) -> None:
    engine = make_engine(SCRIPTED, SHORTS_TUI_ENGINE__TCP="true").start()
    assert engine.address.socket is None
    assert engine.address.base_url.startswith("http://127.0.0.1:")
    assert mode(engine.where.engine_info) == 0o600
    assert engine.http.get("/engine/health").json()["code"] == 0
    with engine.another_client(None) as stranger:
        refused(stranger.post("/api/auth/anonymous-token", headers={"X-Client-Id": "x"}), 401, 1001)
        refused(stranger.get("/engine/health"), 401, 1001)
    assert process.stop(engine.where) is True


def test_an_engine_that_can_not_start_says_why(where: Locations, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHORTS_TUI_TIMING__ENGINE_IDLE", "-1")
    with pytest.raises(EngineUnavailable, match=r"^A setting makes no sense: timing\.engine_idle: .*\.$"):
        process.ensure(where, 30)
    monkeypatch.delenv("SHORTS_TUI_TIMING__ENGINE_IDLE")
    where.engine_data.parent.mkdir(parents=True, exist_ok=True)
    where.engine_data.write_text("in the way")
    with pytest.raises(EngineUnavailable, match=r"can't run: .*engine: File exists$"):
        process.ensure(where, 30)


def test_an_engine_that_can_not_even_write_why_may_lack_room(
    where: Locations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = tmp_path / "silent"
    silent.write_text("#!/bin/sh\nexit 1\n")
    silent.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(silent))
    with pytest.raises(EngineUnavailable, match=r"\(exit status 1\) nor write why: is the disk full\?$"):
        process.ensure(where, 30)


def test_an_engine_whose_place_is_taken_is_told_in_words(where: Locations) -> None:
    where.runtime.parent.mkdir(parents=True, exist_ok=True)
    where.runtime.write_text("in the way")
    with pytest.raises(EngineUnavailable, match=r"can't be started: .*run: File exists\.$"):
        process.ensure(where, 30)


def test_an_engine_that_is_not_installed_says_how_to_get_it(where: Locations, tmp_path: Path) -> None:
    # As after `pip install shorts-tui` without its extra: the packages are there for nobody.
    program = (
        "import importlib.util as u; real = u.find_spec;"
        "u.find_spec = lambda name, *a: None if name == 'fastapi' else real(name, *a)\n"
        "from shorts_tui.engine import process; from shorts_tui.paths import locations\n"
        "try: process.ensure(locations(), 5)\n"
        "except process.EngineUnavailable as error: print(error.message)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.stdout == (
        "The embedded engine is not installed (fastapi is missing): install it with pip install 'shorts-tui[local]'.\n"
    )


def test_a_runtime_directory_of_somebody_else_is_not_used(where: Locations) -> None:
    where.runtime.parent.mkdir(parents=True, exist_ok=True)
    where.runtime.symlink_to("/tmp")
    with pytest.raises(EngineUnavailable, match="is not a directory of yours"):
        process.ensure(where, 5)


def test_a_damaged_database_is_set_aside_with_what_only_it_names(own_engine: EngineProcess) -> None:
    engine = own_engine
    session = engine.session()
    engine.upload(session, ("a.mp4", b"MEDIA a"))
    engine.submit(session, "r", film(1, ["write", "film"]))
    engine.rendered("r")
    engine.end()
    files = [path for name in ("media", "renders") for path in (engine.where.engine_data / name).iterdir()]
    assert len(files) == 2
    database = engine.where.engine_data / "engine.db"
    whole = database.read_bytes()
    database.write_bytes(b"this is no database" * 100)
    for _ in range(2):
        engine.start()
        assert engine.http.get("/engine/health").json()["data"]["sessions"] == 0
        engine.end()
    (aside,) = engine.where.engine_data.glob("engine-damaged-*.db")
    assert aside.read_bytes().startswith(b"this is no database")
    assert "is damaged" in engine.log
    assert all(path.exists() for path in files), "the records may be put back"
    aside.unlink()
    database.write_bytes(whole)
    engine.start()
    assert len(engine.state(session)["video_infos"]) == 1
    assert engine.rendered("r")["status"] == "completed"


def test_records_of_a_later_version_are_left_alone(own_engine: EngineProcess) -> None:
    own_engine.end()
    database = own_engine.where.engine_data / "engine.db"
    with sqlite3.connect(database) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    before = database.read_bytes()
    command = [sys.executable, "-m", SCRIPTED]
    ended = subprocess.run(command, cwd=ROOT, env={**os.environ, **own_engine.env}, capture_output=True, text=True)
    assert ended.returncode == process.FAILED
    assert ended.stderr == (
        "engine: The embedded engine can't run: The engine's records were written by a later version of shorts-tui.\n"
    )
    assert database.read_bytes() == before


def test_finding_an_engine_imports_nothing_heavy() -> None:
    program = (
        "import sys; from shorts_tui.engine import process; from shorts_tui.paths import locations;"
        "process.find(locations()); print(*sorted(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    heavy = {"fastapi", "uvicorn", "httpx", "pydantic", "av", "numpy", "textual", "asyncio", "ssl", "subprocess"}
    assert heavy & set(told.stdout.split()) == set()
