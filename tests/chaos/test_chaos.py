"""A few of the jobs and kills of `python -m tests.chaos`, always the same ones; the table is printed after the run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.__main__ import EVERY_WRITE, table
from tests.chaos.engine_job import EngineJob
from tests.chaos.faults import FULL
from tests.chaos.full_disk import AVAILABLE, FullDisk
from tests.chaos.job import Job, Outcome
from tests.chaos.kills import kill_store

Count = Callable[[str, Outcome], None]


def nothing_wrong(found: Outcome) -> None:
    assert found.tried
    assert (found.losses, found.duplicates, found.secrets) == ([], [], [])


@pytest.mark.parametrize("fault", ["drop after", "kill after", FULL])
def test_a_job_under_faults_loses_nothing_and_does_nothing_twice(tmp_path: Path, count: Count, fault: str) -> None:
    found = Job(tmp_path, fault, "suite").run()
    count(fault, found)
    nothing_wrong(found)


def test_a_job_whose_engine_is_killed_loses_nothing(tmp_path: Path, count: Count) -> None:
    found = EngineJob(tmp_path, "engine killed", "suite").run()
    count("engine killed", found)
    nothing_wrong(found)


@pytest.mark.skipif(not AVAILABLE, reason="making single writes fail needs Linux and a C compiler")
def test_a_disk_that_is_full_from_any_write_on_spoils_nothing(tmp_path: Path, count: Count) -> None:
    disk = FullDisk(tmp_path)
    writes = disk.writes()
    assert writes > 100
    for _, found in disk.run(round(writes * share) for share in (0.01, 0.1, 0.35, 0.5, 0.8)):
        count(EVERY_WRITE, found)
        nothing_wrong(found)


def test_a_store_that_is_killed_at_any_moment_has_all_that_it_acknowledged(tmp_path: Path, count: Count) -> None:
    _, found = kill_store(tmp_path, 10, "suite")
    count("kill -9 of the store", found)
    nothing_wrong(found)


def test_the_table_counts_each_kind_of_trouble() -> None:
    lines = table({"reset": Outcome(7, ["a", "b"], ["c"], []), "cut": Outcome(3, [], [], ["d"])}).splitlines()
    assert [line.split() for line in lines] == [
        ["fault", "tried", "losses", "duplicates", "secrets"],
        ["reset", "7", "2", "1", "0"],
        ["cut", "3", "0", "0", "1"],
    ]


class Broken(Job):
    """A job whose history, film and secrets come to grief at its end."""

    def work(self) -> None:
        super().work()
        self.shown.append({"event": "reply", "text": "never kept"})
        (self.here / "left.part").write_bytes(b"half")
        (self.home / "config" / "note.txt").write_text("nmv_usr_chaos_canary_77")
        self.peer.service.messages.append(self.prompts[0])


def test_a_job_that_lost_something_is_found_out(tmp_path: Path) -> None:
    found = Broken(tmp_path, "drop after", "suite").run()
    assert sorted(line.partition(" ")[0] for line in found.losses) == ["left", "text"]
    assert len(found.duplicates) == 1
    assert len(found.secrets) == 1
