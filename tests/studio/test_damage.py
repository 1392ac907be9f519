"""A projects' file that is damaged, wherever: it is set aside, what can be read of it is saved, and both are said."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest

from shorts_tui.studio.errors import StorageFault
from shorts_tui.studio.project import Project, Session
from shorts_tui.studio.store import Store
from tests.studio.drafts import draft

PAGE = 4096
LINES = 400


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with three projects and a long history, all of it in the file and nothing in its log."""
    path = tmp_path / "config" / "projects.db"
    with Store(path) as store:
        for name in ("a", "b", "c"):
            store.save(Project(name, name, 1, 1))
            store.add_session(Session(name, "local", f"s-{name}"))
            store.add_version(name, draft(title=name), name)
        with store.transaction() as connection:
            connection.executemany(
                "INSERT INTO messages (project, at, role, text) VALUES ('b', ?, 'user', ?)",
                [(number, f"{number} " + "x" * 200) for number in range(LINES)],
            )
    return path


def spoil(path: Path, page: int, what: bytes = b"\xa5") -> None:
    """Write over one page of the file."""
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(what * PAGE)


def pages_with(path: Path, text: str) -> list[int]:
    """The pages that hold rows of a table in which a text stands, counted from 0."""
    with path.open("rb") as file:
        content = file.read()
    return [
        number
        for number in range(len(content) // PAGE)
        if content[number * PAGE] == 13 and text.encode() in content[number * PAGE : (number + 1) * PAGE]
    ]


def aside(path: Path) -> list[Path]:
    return sorted(path.parent.glob("projects-damaged-*.db"))


def test_a_page_in_the_middle_costs_what_stood_on_it_and_nothing_else(path: Path) -> None:
    [*_, page, _, _] = pages_with(path, "x" * 200)
    spoil(path, page)
    whole = path.read_bytes()
    with Store(path) as store, pytest.raises(StorageFault, match="is damaged") as told:
        store.messages("b")
    assert "Start once more" in told.value.advice
    assert not aside(path), "a program that uses the file is not robbed of it"
    with Store(path) as store:
        assert "damaged" in store.notice
        assert "3 projects" in store.notice
        assert {project.name for project in store.projects()} == {"a", "b", "c"}
        for name in ("a", "b", "c"):
            version = store.current_version(name)
            assert version is not None
            assert version.draft == draft(title=name)
            assert store.session(name, "local") is not None
        lines = [line.text for line in store.messages("b")]
        assert lines[0].startswith("0 ")
        assert lines[-1].startswith(f"{LINES - 1} ")
        assert LINES - 40 < len(lines) < LINES
    [kept] = aside(path)
    assert kept.read_bytes() == whole
    with Store(path) as store:
        assert store.notice == ""
        store.add_message("b", "user", "on we go")


@pytest.mark.parametrize("page", [0, 1])
def test_a_beginning_that_is_gone_is_set_aside_at_once(path: Path, page: int) -> None:
    spoil(path, page)
    with Store(path) as store:
        damaged = bool(aside(path))
        assert damaged == bool(store.notice)
        if not damaged:
            with pytest.raises(StorageFault, match="is damaged"):
                store.projects()
    with Store(path) as store:
        store.save(Project("d", "d", 1, 1))
    assert len(aside(path)) == 1


def test_a_file_that_was_cut_is_set_aside(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    for _ in range(2):
        with suppress(StorageFault), Store(path) as store:
            for name in ("a", "b", "c"):
                store.messages(name)
                store.versions(name)
    with Store(path) as store:
        assert store.notice == ""
        store.save(Project("d", "d", 1, 1))
    assert len(aside(path)) == 1


@pytest.mark.parametrize("part", ["head", "middle", "all"])
def test_a_log_that_is_spoiled_costs_no_more_than_what_stood_in_it(path: Path, part: str) -> None:
    with closing(sqlite3.connect(path)) as other, Store(path) as store:
        other.execute("SELECT count(*) FROM projects").fetchone()
        store.save(Project("d", "d", 1, 1))
        log = path.with_name("projects.db-wal")
        kept = log.read_bytes(), path.read_bytes()
    assert len(kept[0]) > 5000
    path.write_bytes(kept[1])
    spoiled = {"head": b"\xa5" * 40 + kept[0][40:], "all": b"\xa5" * len(kept[0])}
    log.write_bytes(spoiled.get(part, kept[0][:4500] + b"\xa5" * 100 + kept[0][4600:]))
    with Store(path) as store:
        assert {project.name for project in store.projects()} >= {"a", "b", "c"}
        store.save(Project("e", "e", 1, 1))
        assert len(store.messages("b")) == LINES


def test_of_programs_that_meet_the_damage_at_once_one_sets_the_file_aside(path: Path) -> None:
    path.write_bytes(b"this is no database" * 1000)
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(lambda _: Store(path), range(8)))
    assert len(aside(path)) == 1
    assert sum(bool(store.notice) for store in stores) == 1
    for number, store in enumerate(stores):
        store.save(Project(str(number), "p", 1, 1))
    assert len(stores[0].projects()) == 8
    for store in stores:
        store.close()
