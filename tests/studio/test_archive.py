"""Archives of strangers: no path of theirs is used, nothing is too large, and what is refused leaves nothing."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from shorts_tui.paths import Locations, locations
from shorts_tui.studio.archive import SWELLING, open_archive
from shorts_tui.studio.carrying import Carried, export_project, import_project
from shorts_tui.studio.errors import BadTarget, NemoError, UnusableMedia
from shorts_tui.studio.project import Media, Project, Session
from shorts_tui.studio.store import Store
from tests.studio.drafts import draft

LIMIT = 10_000


@pytest.fixture
def places(home: Path) -> Locations:
    return locations()


@pytest.fixture
def store(places: Locations) -> Store:
    return Store(places.projects)


def manifest(**changes: Any) -> dict[str, Any]:
    return {"shorts_tui_project": 1, "name": "film", **changes}


def packed(path: Path, content: Any, files: dict[str, bytes] | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", content if isinstance(content, str | bytes) else json.dumps(content))
        for name, data in (files or {}).items():
            archive.writestr(name, data)
    return path


def medium(content: bytes = b"", **changes: Any) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    return {"label": "a.mp4", "source": "/nowhere/a.mp4", "hash": digest, "file": "media/0", **changes}


def brought(store: Store, places: Locations, path: Path) -> Carried:
    return import_project(store, places, path, LIMIT)


def test_all_of_a_project_comes_back(store: Store, places: Locations, tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"footage")
    digest = hashlib.sha256(b"footage").hexdigest()
    store.save(Project("p", "harbour", 5, 5, "zh", "", "and then"))
    store.add_session(Session("p", "local", "s", used=1.0))
    store.add_message("p", "user", "make it so")
    store.add_message("p", "service", "Done.")
    for title in ("one", "two", "three"):
        store.add_version("p", draft(title=title), f"title {title}")
    second = store.version_before("p")
    assert second is not None
    store.put_in_force("p", second.id)
    store.add_version("p", draft(title="another"), "branch")
    store.put_in_force("p", second.id)
    store.add_media(Media("p", "s", "clip.mp4", str(clip), 7, 1000, digest))
    assert export_project(store, places, store.find("p"), tmp_path / "p.shorts", with_media=True) == []
    clip.unlink()
    carried = brought(store, places, tmp_path / "p.shorts")
    new = carried.project.id
    found = store.find(new)
    assert (found.name, found.language, found.prompt) == ("harbour", "zh", "and then")
    assert [(m.role, m.text) for m in store.messages(new)] == [(m.role, m.text) for m in store.messages("p")]
    old, copied = store.versions("p"), store.versions(new)
    assert [(v.cause, v.draft, v.fingerprint) for v in copied] == [(v.cause, v.draft, v.fingerprint) for v in old]
    now, after = store.current_version(new), store.version_after(new)
    assert now is not None
    assert after is not None
    assert (now.cause, after.cause) == ("title two", "branch")
    [source] = carried.sources
    assert Path(source).read_bytes() == b"footage"
    assert Path(source).name == "clip.mp4"
    assert carried.restorable


def test_a_name_in_an_archive_is_never_a_path(store: Store, places: Locations, tmp_path: Path) -> None:
    content = b"footage"
    names = ["../../../escape.mp4", "/etc/cron.d/x.mp4", "..", "a\x00b.mp4", "con", "\x1b]0;title\x07.mp4", "x" * 999]
    for number, name in enumerate(names):
        path = packed(
            tmp_path / f"{number}.shorts", manifest(media=[medium(content, label=name)]), {"media/0": content}
        )
        [source] = brought(store, places, path).sources
        assert places.data in Path(source).parents
        assert ".." not in Path(source).parts
        assert Path(source).name.isprintable()
    outside = {path for path in tmp_path.rglob("*") if path.is_file() and places.data not in path.parents}
    assert not [path for path in outside if path.suffix == ".mp4"]


@pytest.mark.parametrize(
    ("content", "files"),
    [
        (b"no json", {}),
        (manifest(shorts_tui_project=2), {}),
        (manifest(media=[medium(file="../../x")]), {}),
        (manifest(media=[medium(file="project.json")]), {}),
        (manifest(media=[medium()]), {}),
        (manifest(media=[medium(b"other")]), {"media/0": b"content"}),
        (manifest(media=[medium(b"0" * (LIMIT + 1))]), {"media/0": b"0" * (LIMIT + 1)}),
        (manifest(messages=[{"role": "root", "text": "", "at": 0}]), {}),
        (manifest(messages=[{"role": "user", "text": "", "at": 1e300}]), {}),
        (manifest(versions=[{"id": 2**70, "at": 0, "cause": "", "draft": {}}]), {}),
        ('{"shorts_tui_project":1,"name":"x","versions":' + "[" * 100_000 + "]" * 100_000 + "}", {}),
    ],
    ids=[
        "no-json", "later", "path", "itself", "absent", "damaged", "large", "role", "time", "number", "deep",
    ],
)  # fmt: skip
def test_what_is_no_project_is_refused_and_leaves_nothing(
    store: Store, places: Locations, tmp_path: Path, content: Any, files: dict[str, bytes]
) -> None:
    path = packed(tmp_path / "x.shorts", content, files)
    with pytest.raises(UnusableMedia):
        brought(store, places, path)
    assert store.projects() == []
    assert not [item for item in (places.data / "imported").rglob("*") if item.is_file()]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK" * 500, b"\x00" * 1000])
def test_what_is_no_archive_is_refused(store: Store, places: Locations, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.shorts"
    path.write_bytes(content)
    with pytest.raises(UnusableMedia):
        brought(store, places, path)


def test_an_archive_cut_anywhere_is_refused_or_whole(store: Store, places: Locations, tmp_path: Path) -> None:
    whole = packed(tmp_path / "x.shorts", manifest(media=[medium(b"footage")]), {"media/0": b"footage"}).read_bytes()
    for end in range(0, len(whole), 7):
        (tmp_path / "x.shorts").write_bytes(whole[:end])
        with pytest.raises(UnusableMedia):
            brought(store, places, tmp_path / "x.shorts")
    assert store.projects() == []


def test_a_manifest_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shorts_tui.studio.archive.MANIFEST_LIMIT", 1_000_000)
    path = packed(tmp_path / "bomb.shorts", b" " * 20_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(UnusableMedia, match="more than a project can"), open_archive(path):
        pass


def overlapping(path: Path, content: bytes, count: int) -> Path:
    """An archive whose directory names the same packed bytes again and again."""
    packed(path, manifest(media=[medium(content, file=f"media/{n}") for n in range(count)]), {"media/0": content})
    with zipfile.ZipFile(path, "a") as archive:
        first = archive.getinfo("media/0")
        for number in range(1, count):
            again = copy.copy(first)
            again.filename = f"media/{number}"
            archive.filelist.append(again)
            archive.NameToInfo[again.filename] = again
        archive._didModify = True  # type: ignore[attr-defined] # what makes it write its directory anew
    return path


def test_media_that_unpack_to_far_more_than_the_archive_are_not_unpacked(
    store: Store, places: Locations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shorts_tui.studio.archive.SLACK", 0)
    content = b"0" * LIMIT
    files = {f"media/{number}": content for number in range(40)}
    media = [medium(content, file=name) for name in files]
    for path in (
        packed(tmp_path / "packed.shorts", manifest(media=media), files),
        overlapping(tmp_path / "overlapping.shorts", content, 40),
    ):
        assert path.stat().st_size * SWELLING < 40 * LIMIT
        with pytest.raises(UnusableMedia):
            brought(store, places, path)
    assert store.projects() == []
    assert not [item for item in (places.data / "imported").rglob("*") if item.is_file()]


def test_footage_that_packs_a_little_is_unpacked(store: Store, places: Locations, tmp_path: Path) -> None:
    content = bytes(range(256)) * 16 + b"0" * 4096
    path = packed(tmp_path / "x.shorts", manifest(media=[medium(content)]), {"media/0": content})
    [source] = brought(store, places, path).sources
    assert Path(source).read_bytes() == content


@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "missing"])
def test_what_is_no_file_is_no_archive_and_nothing_is_waited_for(
    store: Store, places: Locations, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "x.shorts"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        path = Path("/dev/null")
    with pytest.raises(UnusableMedia) as refused:
        brought(store, places, path)
    assert ("no file" in refused.value.message) == (kind != "missing")


def test_links_in_an_archive_are_only_bytes(store: Store, places: Locations, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("media/0")
    link.external_attr = 0o120777 << 16
    path = packed(tmp_path / "x.shorts", manifest(media=[medium(b"/etc/passwd")]))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    [source] = brought(store, places, path).sources
    assert not Path(source).is_symlink()
    assert Path(source).read_bytes() == b"/etc/passwd"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_media_that_do_not_fit_on_the_disk_are_said_and_leave_nothing(
    store: Store, places: Locations, tmp_path: Path
) -> None:
    import resource

    content = os.urandom(9000)
    path = packed(tmp_path / "x.shorts", manifest(media=[medium(content)]), {"media/0": content})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, before[1]))
    try:
        with pytest.raises(BadTarget, match="can't be written"):
            brought(store, places, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert store.projects() == []
    assert not [item for item in (places.data / "imported").rglob("*") if item.is_file()]


def test_texts_of_strangers_hold_no_escape(store: Store, places: Locations, tmp_path: Path) -> None:
    evil = "\x1b]52;c;cm0gLXJm\x07\u202e[@click=app.quit]x[/]"
    said = [{"role": "service", "text": evil, "at": 1}]
    kept = [{"id": 1, "at": 1, "cause": evil, "draft": draft(title=evil)}]
    path = packed(tmp_path / "x.shorts", manifest(name=evil, messages=said, versions=kept, in_force=1))
    new = brought(store, places, path).project.id
    version = store.current_version(new)
    assert version is not None
    for text in (store.find(new).name, store.messages(new)[0].text, version.cause):
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_a_file_of_ours_is_not_taken_because_a_stranger_names_it(
    store: Store, places: Locations, tmp_path: Path
) -> None:
    private = tmp_path / "private.mp4"
    private.write_bytes(b"mine")
    named = [
        medium(label="x.mp4", source=str(private), hash="", file=None),
        medium(label="y.mp4", source=str(private), hash="0" * 64, file=None),
        medium(label="z.mp4", source="http://192.0.2.1/track.mp4", file=None),
    ]
    carried = brought(store, places, packed(tmp_path / "x.shorts", manifest(media=named)))
    assert (carried.sources, carried.missing) == ((), ("x.mp4", "y.mp4", "z.mp4"))


def test_a_place_that_can_not_be_written_is_one_sentence(store: Store, places: Locations, tmp_path: Path) -> None:
    store.save(Project("p"))
    with pytest.raises(BadTarget) as refused:
        export_project(store, places, store.find("p"), tmp_path / "no" / "x.shorts", with_media=False)
    assert isinstance(refused.value, NemoError)
    assert refused.value.exit_status == 2
