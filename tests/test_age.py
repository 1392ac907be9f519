"""The age of records: it goes on with the days, and no clock that is set makes it jump."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from shorts_tui.age import ABSENCE, DAY, TABLE, Age

HOUR = 3600.0


@pytest.fixture
def records() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(TABLE)
        yield connection


class Machine:
    """A machine with two clocks: one that people set, one that nobody does."""

    def __init__(self, records: sqlite3.Connection) -> None:
        self.records, self.wall, self.boot = records, 1e9, 10.0
        self.start()

    def start(self) -> None:
        """The program starts."""
        self.age = Age(lambda: self.wall, lambda: self.boot)

    def sleep(self, seconds: float) -> None:
        """Time goes by, whether anybody looks or not."""
        self.wall, self.boot = self.wall + seconds, self.boot + seconds

    def look(self) -> float:
        return self.age.look(self.records)


@pytest.fixture
def machine(records: sqlite3.Connection) -> Machine:
    return Machine(records)


def test_it_goes_on_while_the_program_runs_a_laptop_that_slept_included(machine: Machine) -> None:
    machine.look()
    for _ in range(3):
        machine.sleep(20 * DAY)
        machine.look()
    assert machine.look() == 60 * DAY


def test_it_goes_on_from_start_to_start(machine: Machine) -> None:
    machine.look()
    for _ in range(40):
        machine.sleep(DAY)
        machine.start()
        machine.look()
    assert machine.look() == 40 * DAY


@pytest.mark.parametrize("jump", [30 * DAY, 4000 * DAY, -30 * DAY, -4000 * DAY])
def test_a_jump_while_the_program_runs_counts_no_more_than_the_time_that_passed(machine: Machine, jump: float) -> None:
    machine.look()
    machine.wall += jump
    machine.sleep(HOUR)
    machine.look()
    machine.wall -= jump
    machine.sleep(HOUR)
    assert 0 <= machine.look() <= 2 * HOUR


@pytest.mark.parametrize("jump", [30 * DAY, 4000 * DAY, -30 * DAY, -4000 * DAY])
def test_a_jump_while_it_does_not_run_counts_as_an_absence(machine: Machine, jump: float) -> None:
    machine.look()
    machine.wall += jump
    machine.start()
    assert 0 <= machine.look() <= ABSENCE
    machine.wall -= jump
    machine.start()
    assert 0 <= machine.look() <= ABSENCE


def test_it_never_goes_back(machine: Machine) -> None:
    ages = []
    for jump in (5.0, -7 * DAY, 40 * DAY, -1.0, 0.0):
        machine.wall += jump
        machine.boot += 1
        ages.append(machine.look())
    assert ages == sorted(ages)


def test_programs_that_share_the_records_count_a_day_once(machine: Machine, records: sqlite3.Connection) -> None:
    other = Age(lambda: machine.wall, lambda: machine.boot)
    for _ in range(10):
        machine.look()
        other.look(records)
        machine.sleep(DAY)
    assert machine.look() == 10 * DAY
