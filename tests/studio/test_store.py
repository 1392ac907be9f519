"""Projects on disk: what was acknowledged is there, for every program that looks."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shorts_tui.studio import schema
from shorts_tui.studio.errors import NoSuchProject, StorageFault
from shorts_tui.studio.outbox import Outbox
from shorts_tui.studio.project import Media, Project, Render, Session, fingerprint, new_project
from shorts_tui.studio.schema import MIGRATIONS
from shorts_tui.studio.store import Store
from tests.studio.drafts import draft

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "projects.db"


def saved(store: Store, name: str = "film", **fields: Any) -> Project:
    project = new_project(name=name, **fields)
    store.save(project)
    return project


def render(project: Project, number: int = 1, stage: Any = "new", draft_hash: str = "h", session: str = "s") -> Render:
    return Render(
        f"render_{number}", project.id, session, "local", draft_hash, stage, "/out.mp4", created=float(number)
    )


def test_everything_is_there_after_reopening(path: Path) -> None:
    with Store(path) as store:
        project = saved(store, "海边", language="zh", job_key="job")
        store.add_session(Session(project.id, "local", "s-1", "t-1", "u-1"))
        store.add_message(project.id, "user", "make it shorter")
        store.add_message(project.id, "service", "Done.")
        store.add_version(project.id, draft(), "make it shorter")
        store.add_media(Media(project.id, "s-1", "a.mp4", "/a.mp4", 10, 1000, "abc"))
        store.add_render(render(project))
        store.keep_prompt(project, "half a sen")
    with Store(path) as store:
        found = store.find("海边")
        assert (found.id, found.language, found.job_key, found.prompt) == (project.id, "zh", "job", "half a sen")
        session = store.session(project.id, "local")
        assert session is not None
        assert (session.session_id, session.task_id, session.user_id) == ("s-1", "t-1", "u-1")
        assert [(line.role, line.text) for line in store.messages(project.id)] == [
            ("user", "make it shorter"),
            ("service", "Done."),
        ]
        version = store.current_version(project.id)
        assert version is not None
        assert (version.draft, version.cause) == (draft(), "make it shorter")
        assert store.draft(project.id, fingerprint(draft())) == draft()
        assert [medium.label for medium in store.media(project.id)] == ["a.mp4"]
        assert [one.id for one in store.renders(project.id)] == ["render_1"]


@settings(max_examples=60)
@given(raw=JSON)
def test_any_draft_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, raw: Any) -> None:
    with Store(tmp_path_factory.mktemp("any") / "projects.db") as store:
        project = saved(store)
        store.add_version(project.id, raw, "any")
        version = store.current_version(project.id)
        assert version is not None
        assert repr(version.draft) == repr(raw)
        assert version.fingerprint == fingerprint(raw)


def test_a_draft_that_did_not_change_is_no_new_version(path: Path) -> None:
    with Store(path) as store:
        project = saved(store)
        assert store.add_version(project.id, draft(), "first")
        reordered = dict(reversed(draft().items()))
        assert not store.add_version(project.id, reordered, "again")
        assert store.add_version(project.id, draft(title="Other"), "title")
        assert store.add_version(project.id, draft(title="Third"), "title again")
        assert [version.cause for version in store.versions(project.id)] == ["title again", "title", "first"]
        assert [version.cause for version in store.versions(project.id, limit=1)] == ["title again"]


def titled(store: Store, project_id: str) -> list[str]:
    """The causes of the versions before, in and after force."""
    found = store.version_before(project_id), store.current_version(project_id), store.version_after(project_id)
    return [version.cause if version else "" for version in found]


def test_undo_and_redo_move_along_a_branch_and_nothing_is_taken_out(path: Path) -> None:
    with Store(path) as store:
        project = saved(store)
        for title in ("one", "two", "three"):
            store.add_version(project.id, draft(title=title), title)
        assert titled(store, project.id) == ["two", "three", ""]
        before = store.version_before(project.id)
        assert before is not None
        store.put_in_force(project.id, before.id)
        assert titled(store, project.id) == ["one", "two", "three"]
        store.add_version(project.id, draft(title="four"), "four")
        assert titled(store, project.id) == ["two", "four", ""]
        assert [version.cause for version in store.versions(project.id)] == ["four", "three", "two", "one"]


def test_a_draft_that_a_service_undid_is_the_version_of_before(path: Path) -> None:
    with Store(path) as store:
        project = saved(store)
        for title in ("one", "two"):
            store.add_version(project.id, draft(title=title), title)
        assert store.add_version(project.id, draft(title="one"), "undo")
        assert titled(store, project.id) == ["", "one", "two"]
        assert store.add_version(project.id, draft(title="two"), "redo")
        assert titled(store, project.id) == ["one", "two", ""]
        assert len(store.versions(project.id)) == 2


def test_a_copy_has_the_history_and_versions_and_leads_a_life_of_its_own(path: Path) -> None:
    with Store(path) as store:
        project = saved(store)
        store.add_message(project.id, "user", "hello")
        store.add_media(Media(project.id, "s1", "city.mp4", "/films/city.mp4", 5, 10_000, "abc"))
        for title in ("one", "two", "three"):
            store.add_version(project.id, draft(title=title), title)
        two = store.version_before(project.id)
        assert two is not None
        store.put_in_force(project.id, two.id)
        copy = new_project(name="film copy")
        store.copy_project(project.id, copy, Session(copy.id, "local", "s2"))
        assert titled(store, copy.id) == titled(store, project.id) == ["one", "two", "three"]
        assert [message.text for message in store.messages(copy.id)] == ["hello"]
        assert [(item.session_id, item.label, item.duration) for item in store.media(copy.id)] == [
            ("s2", "city.mp4", 10_000)
        ]
        store.add_version(copy.id, draft(title="four"), "four")
        assert titled(store, copy.id) == ["two", "four", ""]
        store.delete(project.id)
        assert titled(store, copy.id) == ["two", "four", ""]


def test_a_file_of_the_first_release_gets_its_versions_in_line(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        old.executescript(MIGRATIONS[0])
        old.execute(
            "INSERT INTO projects (id, name, created, changed) VALUES ('p', 'Film', 1, 1), ('q', 'Other', 1, 1)"
        )
        for owner, title in (("p", "one"), ("q", "else"), ("p", "two")):
            text = json.dumps(draft(title=title))
            old.execute(
                "INSERT INTO versions (project, at, cause, fingerprint, draft) VALUES (?, 1, ?, ?, ?)",
                (owner, title, fingerprint(draft(title=title)), text),
            )
        old.execute("PRAGMA user_version = 1")
        old.commit()
    with Store(path) as store:
        assert titled(store, "p") == ["one", "two", ""]
        assert titled(store, "q") == ["", "else", ""]


def test_the_last_project_is_the_one_that_was_worked_on_last(path: Path) -> None:
    with Store(path) as store:
        assert store.last() is None
        one, two = saved(store, "one"), saved(store, "two")
        assert store.last() == store.find(two.id)
        store.add_message(one.id, "user", "hello")
        assert store.last() == store.find(one.id)
        assert [project.name for project in store.projects()] == ["one", "two"]


def test_a_project_is_found_by_id_before_name_and_an_unknown_one_is_refused(path: Path) -> None:
    with Store(path) as store:
        one = saved(store, "one")
        saved(store, one.id)
        assert store.find(one.id).name == "one"
        with pytest.raises(NoSuchProject, match="no project named nothing") as refused:
            store.find("nothing")
        assert refused.value.exit_status == 2


def test_deleting_a_project_takes_all_of_it_and_nothing_else(path: Path) -> None:
    with Store(path) as store:
        gone, kept = saved(store, "gone"), saved(store, "kept")
        for project in (gone, kept):
            store.add_message(project.id, "user", "hello")
            store.add_version(project.id, draft(), "first")
            store.add_render(render(project, 1 if project is gone else 2))
        store.delete(gone.id)
        assert [project.id for project in store.projects()] == [kept.id]
        assert not [*store.messages(gone.id), *store.versions(gone.id), *store.renders(gone.id)]
        assert len(store.messages(kept.id)) == len(store.versions(kept.id)) == len(store.renders(kept.id)) == 1


def test_a_render_id_is_given_once(path: Path) -> None:
    with Store(path) as store, Store(path) as other:
        one, two = saved(store, "one"), saved(store, "two")
        assert store.add_render(render(one))
        assert not other.add_render(render(two))


def test_an_unfinished_render_is_found_by_session_and_draft(path: Path) -> None:
    with Store(path) as store:
        project = saved(store, job_key="job")
        session = Session(project.id, "local", "s")
        for number, stage in enumerate(("new", "running", "completed", "saved", "failed", "cancelled")):
            store.add_render(render(project, number, stage, stage))
        found = {stage: store.unfinished_render(session, stage) for stage in ("new", "running", "completed")}
        assert all(found.values())
        assert not any(store.unfinished_render(session, stage) for stage in ("saved", "failed", "cancelled"))
        assert store.unfinished_render(Session(project.id, "local", "other"), "new") is None
        assert store.find_job("job") == store.find(project.id)
        for one in store.renders(project.id, stages=("new", "running", "completed")):
            store.set_render(one.id, "saved")
        assert store.find_job("job") is None


def test_a_forgotten_session_is_not_taken_up_again(path: Path) -> None:
    with Store(path) as store:
        project = saved(store)
        cloud, local = Session(project.id, "https://a", "s-1"), Session(project.id, "local", "s-1")
        store.add_session(cloud)
        store.add_session(local)
        store.session_forgotten(cloud)
        assert store.session(project.id, "https://a") is None
        assert store.session(project.id, "local") is not None, "the same id in another server's name"
        assert store.last_used_server(project.id) == ""
        store.session_used(local)
        assert store.last_used_server(project.id) == "local"


def test_only_the_user_can_read_the_files(path: Path) -> None:
    with Store(path) as store:
        saved(store)
        files = list(path.parent.iterdir())
        assert len(files) > 1, "a write-ahead log is there as well"
        assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def _write(path: Path, name: str, count: int) -> None:
    with Store(path) as store:
        project = store.find("shared")
        for number in range(count):
            store.add_message(project.id, "user", f"{name}-{number}")
            store.add_version(project.id, {"by": name, "n": number}, name)


def test_programs_that_write_at_once_lose_nothing(path: Path) -> None:
    with Store(path) as store:
        project = saved(store, "shared")
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(path, name, 40)) for name in ("a", "b", "c")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    with Store(path) as store:
        texts = [line.text for line in store.messages(project.id)]
        assert sorted(texts) == sorted(f"{name}-{number}" for name in "abc" for number in range(40))
        for name in "abc":
            assert [text for text in texts if text.startswith(name)] == [f"{name}-{number}" for number in range(40)]
        assert len(store.versions(project.id, limit=1000)) == 120


def test_programs_that_start_at_once_make_one_database(path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(lambda _: Store(path), range(8)))
    for number, store in enumerate(stores):
        saved(store, str(number))
    assert len(stores[0].projects()) == 8
    for store in stores:
        store.close()


def test_a_store_can_be_used_from_any_thread(path: Path) -> None:
    with Store(path) as store, ThreadPoolExecutor(8) as pool:
        project = saved(store)
        list(pool.map(lambda number: store.add_message(project.id, "user", str(number)), range(100)))
        assert len(store.messages(project.id)) == 100


def test_a_spoiled_file_is_set_aside_and_said_so(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database, and long enough to be told from an empty one" * 20)
    with Store(path) as store:
        assert "damaged" in store.notice
        assert store.projects() == []
        saved(store)
    assert len(list(path.parent.glob("projects-damaged-*.db"))) == 1
    with Store(path) as store:
        assert store.notice == ""
        assert len(store.projects()) == 1


def test_a_file_of_a_newer_version_is_left_alone(path: Path) -> None:
    with Store(path):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(StorageFault, match="newer version"):
        Store(path)


def test_a_file_of_an_earlier_version_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path) as store:
        project = saved(store, "old")
    later = (*schema.MIGRATIONS, "ALTER TABLE projects ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'")
    monkeypatch.setattr(schema, "MIGRATIONS", later)
    for _ in range(2):
        with Store(path) as store:
            assert store.find("old").id == project.id
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT colour FROM projects").fetchall() == [("red",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (len(later),)
    connection.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path) as store:
        saved(store, "old")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE half (a); CREATE NONSENSE"))
    with pytest.raises(StorageFault):
        Store(path)
    monkeypatch.undo()
    with Store(path) as store:
        assert store.find("old").name == "old"


def test_a_place_that_cannot_be_a_file_is_a_sentence(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StorageFault, match="can't be used"):
        Store(path)


def test_a_write_that_fails_is_a_sentence_and_leaves_the_store_usable(path: Path) -> None:
    with Store(path) as store:
        with pytest.raises(StorageFault, match="can't be used"):
            store.add_message("no such project", "user", "hello")
        saved(store)
        assert len(store.projects()) == 1


def test_a_message_that_is_whole_takes_the_place_of_what_was_shown_of_it(path: Path) -> None:
    with Store(path) as store:
        project, outbox = saved(store), Outbox(store)
        claim = outbox.begin(Session(project.id, "local", "s"), "turn", "say")
        outbox.show(claim.entry.id, "Let me")
        store.add_message(project.id, "service", "Let me see.", sending=claim.entry.id)
        claim.release()
        assert [entry.shown for entry in outbox.cut(project.id)] == [""]
        store.add_shown(claim.entry.id, "{text} ...")
        assert [line.text for line in store.messages(project.id)] == ["Let me see."]


def test_two_programs_that_find_what_was_shown_keep_it_once(path: Path) -> None:
    with Store(path) as store, Store(path) as other:
        project, outbox = saved(store), Outbox(store)
        claim = outbox.begin(Session(project.id, "local", "s"), "turn", "say")
        outbox.show(claim.entry.id, "Let {me}")
        claim.release()
        for one in (store, other):
            one.add_shown(claim.entry.id, "{text} ...")
        assert [line.text for line in other.messages(project.id)] == ["Let {me} ..."]


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_file_of_every_earlier_release_keeps_all_that_is_in_it(path: Path, version: int) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        for script in MIGRATIONS[:version]:
            old.executescript(script)
        old.execute("INSERT INTO projects (id, name, created, changed, prompt) VALUES ('p', 'Film', 1, 1, 'half a')")
        old.execute("INSERT INTO sessions (project, server, session_id, created) VALUES ('p', 'local', 's', 1)")
        old.execute("INSERT INTO messages (project, at, role, text) VALUES ('p', 1, 'user', 'make it so')")
        old.execute(
            "INSERT INTO media (project, session_id, label, source, size, duration, hash, at) "
            "VALUES ('p', 's', 'a.mp4', '/a.mp4', 1, 2, 'h', 1)"
        )
        old.execute(
            "INSERT INTO renders (id, project, session_id, server, fingerprint, stage, out, created, changed) "
            "VALUES ('r', 'p', 's', 'local', 'f', 'running', 'out.mp4', 1, 1)"
        )
        old.execute(
            "INSERT INTO versions (project, at, cause, fingerprint, draft) VALUES ('p', 1, 'one', ?, ?)",
            (fingerprint(draft()), json.dumps(draft())),
        )
        if version >= 2:
            old.execute("UPDATE projects SET version = (SELECT max(id) FROM versions)")
        if version >= 3:
            old.execute(
                "INSERT INTO sending (id, project, server, session_id, kind, text, before, at) "
                "VALUES ('x', 'p', 'local', 's', 'turn', 'make it so', 'f', 1)"
            )
        old.execute(f"PRAGMA user_version = {version}")
        old.commit()
    with Store(path) as store:
        project = store.find("p")
        assert store.take_prompt(project) == "half a"
        assert [line.text for line in store.messages("p")] == ["make it so"]
        assert [item.label for item in store.media("p")] == ["a.mp4"]
        assert [item.stage for item in store.renders("p")] == ["running"]
        current, session = store.current_version("p"), store.session("p", "local")
        assert current is not None
        assert (current.draft, session is not None) == (draft(), True)
        assert [entry.text for entry in Outbox(store).cut("p")] == (["make it so"] if version >= 3 else [])
        store.keep_prompt(project, "half a sentence")
        assert store.find("p").prompt == "half a sentence"
