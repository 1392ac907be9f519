"""What the chaos found, printed as a table at the end of the run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pytest

from tests.chaos.__main__ import add, table
from tests.chaos.job import Outcome

FOUND = pytest.StashKey[dict[str, Outcome]]()


@pytest.fixture
def count(pytestconfig: pytest.Config) -> Callable[[str, Outcome], None]:
    """Counts an outcome into the table, under the kind of fault."""
    found = pytestconfig.stash.setdefault(FOUND, defaultdict(Outcome))
    return lambda fault, outcome: add(found[fault], outcome)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table where there is one."""
    if found := config.stash.get(FOUND, None):
        terminalreporter.section("faults, and what they cost")
        terminalreporter.write_line(table(found))
