"""The doctor: each likely cause of trouble is found and comes with advice, and its report gives nothing away."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from shorts_tui.client.endpoint import Endpoint
from shorts_tui.client.tokenfile import HeldToken, save
from shorts_tui.commands import checks
from shorts_tui.commands.checks import Finding, machine, token
from shorts_tui.engine import check, ffmpeg
from shorts_tui.engine.render import font
from shorts_tui.paths import Locations, locations
from shorts_tui.settings import Settings, load_settings
from shorts_tui.studio.schema import MIGRATIONS
from shorts_tui.studio.store import Store
from tests.commands.conftest import TOKEN
from tests.commands.terminal import Terminal
from tests.peer.server import Peer

Patch = pytest.MonkeyPatch


@pytest.fixture
def places(tmp_path: Path, monkeypatch: Patch) -> Locations:
    for name in ("NEMO_TOKEN", "NEMO_API_URL", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHORTS_TUI_HOME", str(tmp_path / "home"))
    return locations()


def found(places: Locations, name: str) -> Finding:
    settings = load_settings()
    [finding] = [item for item in [*machine(places, settings), token(places, settings)] if item.name == name]
    return finding


def _damaged(places: Locations, _: Patch) -> None:
    places.config.mkdir(parents=True)
    places.projects.write_bytes(b"no database at all, but something else" * 100)


def _newer(places: Locations, _: Patch) -> None:
    Store(places.projects).close()
    with closing(sqlite3.connect(places.projects)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


def _locked_away(places: Locations, _: Patch) -> None:
    places.config.parent.mkdir(parents=True)
    places.config.write_text("a file in the way")


def _written_in_the_future(places: Locations, _: Patch) -> None:
    Store(places.projects).close()
    os.utime(places.projects, (time.time() + 1e6, time.time() + 1e6))


def _expired(places: Locations, _: Patch) -> None:
    save(places.token, Endpoint(load_settings().api_url), HeldToken("nmv_usr_old", 1000.0))


def _readable(places: Locations, _: Patch) -> None:
    save(places.token, Endpoint(load_settings().api_url), HeldToken("nmv_usr_old", time.time() + 1e6))
    places.token.chmod(0o644)


CAUSES: dict[str, tuple[str, Callable[[Locations, Patch], object]]] = {
    "a projects file that is damaged": ("projects", _damaged),
    "a projects file of a newer version": ("projects", _newer),
    "a directory that can't be made": ("directories", _locked_away),
    "a disk that is full": ("disk space", lambda _, patch: patch.setattr(checks, "_SPACE_NEEDED", 2**62)),
    "a clock that is behind": ("clock", _written_in_the_future),
    "a dumb terminal": ("terminal", lambda _, patch: patch.setenv("TERM", "dumb")),
    "a token that expired": ("token", _expired),
    "a token that others can read": ("token", _readable),
    "a token with a stray newline": ("token", lambda _, patch: patch.setenv("NEMO_TOKEN", "nmv_usr_x\n")),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_a_likely_cause_is_found_with_advice(places: Locations, monkeypatch: Patch, cause: str) -> None:
    name, make = CAUSES[cause]
    make(places, monkeypatch)
    finding = found(places, name)
    assert not finding.ok
    assert finding.advice
    assert "nmv_usr" not in finding.detail + finding.advice


def engine_finding(name: str) -> check.Finding:
    """What the engine's own look finds, which doctor has from a process of its own, where nothing is known before."""
    for known in (ffmpeg.ffmpeg_path, font.packaged_face):
        known.cache_clear()
    [finding] = [item for item in check.findings() if item.name == name]
    return finding


def _missing(*modules: str) -> Callable[[Locations, Patch], object]:
    """As if a package were not installed."""

    def take_away(_: Locations, patch: Patch) -> None:
        for module in modules:
            patch.setitem(sys.modules, module, None)

    return take_away


def _no_ffmpeg(places: Locations, patch: Patch) -> None:
    patch.setenv("IMAGEIO_FFMPEG_EXE", "/bin/false")


def _damaged_records(places: Locations, _: Patch) -> None:
    places.engine_data.mkdir(parents=True)
    (places.engine_data / "engine.db").write_bytes(b"no database at all" * 100)


def _newer_records(places: Locations, _: Patch) -> None:
    places.engine_data.mkdir(parents=True)
    with closing(sqlite3.connect(places.engine_data / "engine.db")) as connection:
        connection.execute("PRAGMA user_version = 99")


ENGINE_CAUSES: dict[str, tuple[str, Callable[[Locations, Patch], object]]] = {
    "packages of the engine are missing": ("engine packages", _missing("fastapi", "av")),
    "an ffmpeg that does not work": ("ffmpeg", _no_ffmpeg),
    "no ffmpeg": ("ffmpeg", _missing("imageio_ffmpeg")),
    "no font": ("font", _missing("fontpkg_anton")),
    "no speech model": ("speech model", lambda _, patch: patch.setenv("SHORTS_TUI_SPEECH__MODEL", "no_such_wheel")),
    "records of the engine that are damaged": ("engine records", _damaged_records),
    "records of the engine of a newer version": ("engine records", _newer_records),
}


@pytest.mark.parametrize("cause", ENGINE_CAUSES)
def test_a_likely_cause_in_the_engine_is_found_with_advice(places: Locations, monkeypatch: Patch, cause: str) -> None:
    name, make = ENGINE_CAUSES[cause]
    assert engine_finding(name).ok
    make(places, monkeypatch)
    finding = engine_finding(name)
    monkeypatch.undo()
    assert engine_finding("ffmpeg").ok
    assert engine_finding("font").ok
    assert not finding.ok
    assert finding.detail
    assert finding.advice


def test_a_cloud_that_does_not_answer_is_a_note_and_no_failure(cloud: Terminal, peer: Peer) -> None:
    cloud.environment["NEMO_API_URL"] = "http://127.0.0.1:1"
    ended = cloud.run("doctor", "--json")
    assert ended.status == 0
    [finding] = [event for event in ended.events if event["event"] == "check" and event["name"] == "cloud"]
    assert finding["ok"] is False
    assert "--backend local" in finding["advice"]
    [line] = [line for line in cloud.run("doctor").out.splitlines() if "cloud:" in line]
    assert line.endswith(". Work goes on with --backend local.")


def test_where_nothing_is_wrong_nothing_is_found(places: Locations, monkeypatch: Patch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    Store(places.projects).close()
    findings = [*machine(places, Settings()), token(places, Settings())]
    assert [item.name for item in findings if not item.ok and item.name not in ("terminal", "disk space")] == []


def test_looking_changes_nothing(places: Locations, monkeypatch: Patch) -> None:
    _damaged(places, monkeypatch)
    before = places.projects.read_bytes()
    found(places, "projects")
    assert [path.name for path in places.config.iterdir()] == ["projects.db"]
    assert places.projects.read_bytes() == before


def test_the_report_has_what_is_needed_and_gives_nothing_away(cloud: Terminal, peer: Peer) -> None:
    prompt = "a very private sentence about the harbour"
    assert cloud.run("make", "city.mp4", "-p", prompt, "-o", "out.mp4").status == 0
    logs = cloud.home / "data" / "logs"
    (logs / "crash-20260101-000000.txt").write_text(f"a crash with {TOKEN} and \x1b]52;c;eA==\x07")
    cloud.environment["SHORTS_TUI_WORKERS"] = "3"
    ended = cloud.run("doctor", "--report", "report.txt", "--json")
    assert ended.status == 0
    report = (cloud.here / "report.txt").read_text()
    for needed in ("shorts-tui 0.", "textual ", "ok python", "workers = 3", "exported", "a crash with", "127.0.0.1"):
        assert needed in report, needed
    assert report.count("== ") >= 6
    for secret in (TOKEN, prompt, "\x1b", "NEMO_TOKEN="):
        assert secret not in report
    assert cloud.run("doctor", "--report", "report.txt", "--with-prompts").status == 0
    report = (cloud.here / "report.txt").read_text()
    assert prompt in report
    assert TOKEN not in report


def test_settings_that_make_no_sense_are_one_finding_among_others(cloud: Terminal) -> None:
    cloud.environment["SHORTS_TUI_WORKERS"] = "many"
    ended = cloud.run("doctor", "--json")
    assert ended.status == 1
    checked = {event["name"]: event for event in ended.events if event["event"] == "check"}
    assert checked["settings"]["ok"] is False
    assert "workers" in checked["settings"]["detail"]
    assert checked["ffmpeg"]["ok"] is True


def test_a_log_file_tells_what_happened_and_not_what_was_said(cloud: Terminal) -> None:
    ended = cloud.run("make", "city.mp4", "-p", "a private wish", "-o", "out.mp4", "--log-file", "x.log", "--json")
    assert ended.status == 0
    log = (cloud.here / "x.log").read_text()
    assert "connected to cloud" in log
    assert "DEBUG" in log
    assert "private wish" not in log
    assert TOKEN not in log
    assert (cloud.here / "x.log").stat().st_mode & 0o077 == 0
    refused = cloud.run("projects", "--log-file", "no/such/x.log")
    assert refused.status == 2
    assert refused.err.startswith("The log can't be written to no/such/x.log")
    assert json.loads(cloud.run("projects", "--json").out.splitlines()[0])["event"] == "project"
