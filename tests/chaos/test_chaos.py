"""A few of the jobs and kills of `python -m tests.chaos`, always the same ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.__main__ import table
from tests.chaos.engine_job import EngineJob
from tests.chaos.job import Job, Outcome
from tests.chaos.kills import kill_store


def nothing_wrong(fault: str, found: Outcome) -> None:
    print(table({fault: found}))
    assert found.tried
    assert (found.losses, found.duplicates, found.secrets) == ([], [], [])


@pytest.mark.parametrize("fault", ["drop after", "kill after"])
def test_a_job_under_faults_loses_nothing_and_does_nothing_twice(tmp_path: Path, fault: str) -> None:
    nothing_wrong(fault, Job(tmp_path, fault, "suite").run())


def test_a_job_whose_engine_is_killed_loses_nothing(tmp_path: Path) -> None:
    nothing_wrong("engine killed", EngineJob(tmp_path, "engine killed", "suite").run())


def test_a_store_that_is_killed_at_any_moment_has_all_that_it_acknowledged(tmp_path: Path) -> None:
    _, found = kill_store(tmp_path, 5, "suite")
    nothing_wrong("kill -9 of the store", found)
