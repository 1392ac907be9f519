"""The list of projects: a thousand of them without reading their films, and lengths that were never written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from shorts_tui.studio.listing import list_projects
from shorts_tui.studio.project import Project
from shorts_tui.studio.store import Store
from shorts_tui.tui.lists import DRAWN, project_rows
from tests.studio.drafts import draft

PROJECTS, VERSIONS = 1000, 10


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A thousand projects with ten versions each."""
    store = Store(tmp_path_factory.mktemp("crowded") / "projects.db")
    with store.transaction() as connection:  # one by one they would wait for the disk eleven thousand times
        connection.executemany(
            "INSERT INTO projects (id, name, created, changed) VALUES (?, ?, ?, ?)",
            [(f"p{n}", f"film {n}", n, n) for n in range(PROJECTS)],
        )
    for number in (1, PROJECTS - 1):
        store.add_version(f"p{number}", draft(length=60_000), "cut")
    with store.transaction() as connection:
        connection.executemany(
            "INSERT INTO versions (project, at, cause, fingerprint, draft, duration) "
            "VALUES (?, 1, 'x', ?, 'no draft', ?)",
            [(f"p{n}", f"{n}.{k}", n * 1000) for n in range(2, PROJECTS - 1) for k in range(VERSIONS)],
        )
        connection.execute(
            "UPDATE projects SET version = (SELECT max(id) FROM versions WHERE project = projects.id) "
            f"WHERE id <> 'p{PROJECTS - 1}' AND CAST(substr(id, 2) AS INTEGER) < {PROJECTS - DRAWN}"
        )
    return store


def test_a_thousand_projects_are_listed_with_lengths_and_no_draft_is_read(crowded: Store) -> None:
    listed = list_projects(crowded)
    assert [item.project.id for item in listed] == [f"p{n}" for n in reversed(range(PROJECTS))]
    lengths = {item.project.id: item.duration for item in listed}
    assert (lengths["p0"], lengths["p1"], lengths["p2"], lengths["p999"]) == (0, 60_000, 2000, 60_000)


def test_the_screen_lists_all_of_them_and_draws_the_first_ones(crowded: Store) -> None:
    rows = project_rows(crowded, Project("p0"))
    assert len(rows) == PROJECTS
    assert "█" in rows[0].note
    assert rows[-2].note.startswith("1:00")
    assert "█" not in rows[-2].note
    assert rows[-1].note.startswith("empty")


def test_the_list_is_found_by_an_index(crowded: Store) -> None:
    plan = crowded.rows("EXPLAIN QUERY PLAN SELECT * FROM versions WHERE project = 'p1' ORDER BY id DESC LIMIT 1")
    assert "USING INDEX versions_by_project" in str(plan)


def test_a_length_that_was_never_written_down_is_measured_once(tmp_path: Path) -> None:
    with Store(tmp_path / "projects.db") as store:
        store.save(Project("p"))
        store.add_version("p", draft(length=7000), "cut")
        store.write("UPDATE versions SET duration = NULL")
        assert [item.duration for item in list_projects(store)] == [7000]
        store.write("UPDATE versions SET draft = 'spoiled'")
        assert [item.duration for item in list_projects(store)] == [7000]


def test_a_length_beyond_all_measure_is_kept(tmp_path: Path) -> None:
    with Store(tmp_path / "projects.db") as store:
        store.save(Project("p"))
        store.add_version("p", {"d": 10**30, "t": []}, "found")
        version = store.current_version("p")
        assert version is not None
        assert version.draft == {"d": 10**30, "t": []}
