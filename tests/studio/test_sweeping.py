"""What crashes leave behind: old parts, temporary files and reports go; what a project still uses stays."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path

import pytest

from shorts_tui.age import DAY, Age
from shorts_tui.paths import Locations, locations
from shorts_tui.studio.outbox import Outbox
from shorts_tui.studio.project import Project, Render, RenderStage, Session
from shorts_tui.studio.store import Store
from shorts_tui.studio.sweeping import REPORTS, sweep


@pytest.fixture
def places(home: Path) -> Locations:
    return locations()


@pytest.fixture
def store(places: Locations) -> Store:
    opened = Store(places.projects)
    opened.save(Project("p"))
    return opened


def use(store: Store, days: float) -> None:
    """So many days of use go by."""
    store.write("UPDATE age SET seconds = seconds + ?", days * DAY)


def sweep_after(store: Store, places: Locations, days: float) -> None:
    """What lies there is looked at now, and after so many days of use."""
    sweep(store, places, 7)
    use(store, days)
    sweep(store, places, 7)


def part(store: Store, target: Path, stage: RenderStage, *, of: str = "") -> Path:
    """A part of a download of a render that has come to a stage."""
    render = f"render_{target.stem}"
    store.add_render(Render(render, "p", "s", "local", "f", stage, str(target)))
    path = target.with_name(f"{target.name}.part")
    path.write_bytes(b"half")
    note = {"render_id": of or render, "source": "", "validator": ""}
    path.with_name(f"{path.name}.json").write_text(json.dumps(note))
    return path


def test_old_parts_of_renders_that_have_ended_go(store: Store, places: Locations, tmp_path: Path) -> None:
    ended: tuple[RenderStage, ...] = ("saved", "failed", "cancelled")
    gone = [part(store, tmp_path / f"{stage}.mp4", stage) for stage in ended]
    sweep_after(store, places, 6)
    assert all(path.exists() for path in gone)
    use(store, 2)
    sweep(store, places, 7)
    assert not any(path.exists() or path.with_name(f"{path.name}.json").exists() for path in gone)


def test_parts_that_may_be_gone_on_with_stay(store: Store, places: Locations, tmp_path: Path) -> None:
    kept = [
        part(store, tmp_path / "running.mp4", "running"),
        part(store, tmp_path / "completed.mp4", "completed"),
        part(store, tmp_path / "foreign.mp4", "failed", of="render_of_somebody_else"),
    ]
    sweep_after(store, places, 8)
    assert [path.read_bytes() for path in kept] == [b"half"] * 3


def test_a_part_that_was_written_meanwhile_has_all_its_days_again(
    store: Store, places: Locations, tmp_path: Path
) -> None:
    path = part(store, tmp_path / "again.mp4", "failed")
    sweep_after(store, places, 6)
    os.utime(path, (1, 1))
    sweep_after(store, places, 6)
    assert path.exists()
    use(store, 2)
    sweep(store, places, 7)
    assert not path.exists()


def test_a_film_whose_part_could_have_no_name_is_passed_over(store: Store, places: Locations, tmp_path: Path) -> None:
    store.add_render(Render("r", "p", "s", "local", "f", "failed", str(tmp_path / ("x" * 255))))
    path = part(store, tmp_path / "other.mp4", "failed")
    sweep_after(store, places, 8)
    assert not path.exists()


def test_a_part_that_is_being_written_stays(store: Store, places: Locations, tmp_path: Path) -> None:
    path = part(store, tmp_path / "busy.mp4", "failed")
    with path.open("rb+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        sweep_after(store, places, 8)
    assert path.exists()


def test_a_finished_film_is_never_touched(store: Store, places: Locations, tmp_path: Path) -> None:
    part(store, tmp_path / "out.mp4", "saved")
    (tmp_path / "out.mp4").write_bytes(b"film")
    sweep_after(store, places, 8)
    assert (tmp_path / "out.mp4").read_bytes() == b"film"


def test_old_temporary_files_and_surplus_reports_go(store: Store, places: Locations) -> None:
    old, new = places.config / ".token.json.abc.tmp", places.config / ".token.json.def.tmp"
    old.write_bytes(b"half")
    places.logs.mkdir(parents=True)
    for number in range(REPORTS + 5):
        (places.logs / f"crash-202601{number:02}-000000.txt").touch()
    sweep(store, places, 7)
    use(store, 8)
    new.write_bytes(b"half")
    sweep(store, places, 7)
    assert (old.exists(), new.exists()) == (False, True)
    left = sorted(path.name for path in places.logs.iterdir())
    assert (len(left), left[0]) == (REPORTS, "crash-20260105-000000.txt")


def test_media_that_were_imported_for_a_project_go_after_it(store: Store, places: Locations) -> None:
    def imported(name: str) -> None:
        (places.data / "imported" / name / "0").mkdir(parents=True)
        (places.data / "imported" / name / "0" / "a.mp4").write_bytes(b"footage")

    imported("p")
    imported("deleted")
    sweep(store, places, 7)
    use(store, 8)
    imported("just-now")
    sweep(store, places, 7)
    assert {path.name for path in (places.data / "imported").iterdir()} == {"p", "just-now"}


def test_the_lock_of_what_is_being_sent_stays(store: Store, places: Locations) -> None:
    session = Session("p", "local", "s")
    claim = Outbox(store).begin(session, "turn", "say")
    locks = places.config / "sending"
    (locks / "orphan.lock").touch()
    for path in locks.iterdir():
        os.utime(path, (0, 0))
    sweep_after(store, places, 8)
    assert [path.stem for path in locks.iterdir()] == [claim.entry.id]
    assert Outbox(store).cut("p", "local") == []
    claim.release()
    assert [entry.text for entry in Outbox(store).cut("p", "local")] == ["say"]


@pytest.mark.parametrize("jump", [400 * DAY, -400 * DAY])
def test_a_clock_that_jumps_sweeps_nothing(store: Store, places: Locations, tmp_path: Path, jump: float) -> None:
    path = part(store, tmp_path / "film.mp4", "failed")
    wall, steady = [1e9], [50.0]
    age = Age(lambda: wall[0], lambda: steady[0])
    for _ in range(5):
        sweep(store, places, 7, age)
        wall[0], steady[0] = wall[0] + jump, steady[0] + 3600
        sweep(store, places, 7, age)
        wall[0], steady[0] = wall[0] - jump, steady[0] + 3600
    assert path.exists()
    for _ in range(8):
        wall[0], steady[0] = wall[0] + DAY, steady[0] + DAY
        sweep(store, places, 7, age)
    assert not path.exists()
