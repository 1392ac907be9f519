"""What crashes leave behind: old parts, temporary files and reports go; what a project still uses stays."""

from __future__ import annotations

import fcntl
import json
import os
import time
from pathlib import Path

import pytest

from shorts_tui.paths import Locations, locations
from shorts_tui.studio.outbox import Outbox
from shorts_tui.studio.project import Project, Render, RenderStage, Session
from shorts_tui.studio.store import Store
from shorts_tui.studio.sweeping import REPORTS, sweep

DAY = 86_400.0


@pytest.fixture
def places(home: Path) -> Locations:
    return locations()


@pytest.fixture
def store(places: Locations) -> Store:
    opened = Store(places.projects)
    opened.save(Project("p"))
    return opened


def part(store: Store, target: Path, stage: RenderStage, *, days: float, of: str = "") -> Path:
    """A part of a download of a render that has come to a stage so many days ago."""
    render = f"render_{target.stem}"
    store.add_render(Render(render, "p", "s", "local", "f", stage, str(target)))
    store.write("UPDATE renders SET changed = ? WHERE id = ?", time.time() - days * DAY, render)
    path = target.with_name(f"{target.name}.part")
    path.write_bytes(b"half")
    note = {"render_id": of or render, "source": "", "validator": ""}
    path.with_name(f"{path.name}.json").write_text(json.dumps(note))
    return path


def test_old_parts_of_renders_that_have_ended_go(store: Store, places: Locations, tmp_path: Path) -> None:
    ended: tuple[RenderStage, ...] = ("saved", "failed", "cancelled")
    gone = [part(store, tmp_path / f"{stage}.mp4", stage, days=8) for stage in ended]
    sweep(store, places, 7)
    assert not any(path.exists() or path.with_name(f"{path.name}.json").exists() for path in gone)


def test_parts_that_may_be_gone_on_with_stay(store: Store, places: Locations, tmp_path: Path) -> None:
    kept = [
        part(store, tmp_path / "running.mp4", "running", days=8),
        part(store, tmp_path / "completed.mp4", "completed", days=8),
        part(store, tmp_path / "recent.mp4", "failed", days=6),
        part(store, tmp_path / "foreign.mp4", "failed", days=8, of="render_of_somebody_else"),
    ]
    sweep(store, places, 7)
    assert [path.read_bytes() for path in kept] == [b"half"] * 4


def test_a_part_that_is_being_written_stays(store: Store, places: Locations, tmp_path: Path) -> None:
    path = part(store, tmp_path / "busy.mp4", "failed", days=8)
    with path.open("rb+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        sweep(store, places, 7)
    assert path.exists()


def test_a_finished_film_is_never_touched(store: Store, places: Locations, tmp_path: Path) -> None:
    part(store, tmp_path / "out.mp4", "saved", days=8)
    (tmp_path / "out.mp4").write_bytes(b"film")
    sweep(store, places, 7)
    assert (tmp_path / "out.mp4").read_bytes() == b"film"


def test_old_temporary_files_and_surplus_reports_go(store: Store, places: Locations) -> None:
    old, new = places.config / ".token.json.abc.tmp", places.config / ".token.json.def.tmp"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    places.logs.mkdir(parents=True)
    for number in range(REPORTS + 5):
        (places.logs / f"crash-202601{number:02}-000000.txt").touch()
    sweep(store, places, 7)
    assert (old.exists(), new.exists()) == (False, True)
    left = sorted(path.name for path in places.logs.iterdir())
    assert (len(left), left[0]) == (REPORTS, "crash-20260105-000000.txt")


def test_media_that_were_imported_for_a_project_go_after_it(store: Store, places: Locations) -> None:
    for name in ("p", "deleted", "just-now"):
        (places.data / "imported" / name / "0").mkdir(parents=True)
        (places.data / "imported" / name / "0" / "a.mp4").write_bytes(b"footage")
    for name in ("p", "deleted"):
        os.utime(places.data / "imported" / name, (0, 0))
    sweep(store, places, 7)
    assert {path.name for path in (places.data / "imported").iterdir()} == {"p", "just-now"}


def test_the_lock_of_what_is_being_sent_stays(store: Store, places: Locations) -> None:
    session = Session("p", "local", "s")
    claim = Outbox(store).begin(session, "turn", "say")
    locks = places.config / "sending"
    (locks / "orphan.lock").touch()
    for path in locks.iterdir():
        os.utime(path, (0, 0))
    sweep(store, places, 7)
    assert [path.stem for path in locks.iterdir()] == [claim.entry.id]
    assert Outbox(store).cut("p", "local") == []
    claim.release()
    assert [entry.text for entry in Outbox(store).cut("p", "local")] == ["say"]
