"""A project out of the store into an archive, and out of an archive into the store. Blocking."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from shorts_tui.paths import Locations, private_directory
from shorts_tui.studio.archive import FORMAT, Kept, Manifest, Medium, Said, open_archive, write_archive
from shorts_tui.studio.connect import LOCAL
from shorts_tui.studio.errors import BadTarget
from shorts_tui.studio.names import UNTITLED, file_stem
from shorts_tui.studio.project import Media, Project, fingerprint, new_project
from shorts_tui.studio.store import Store
from shorts_tui.timeline.draft import decode

_EVERYTHING = 1_000_000


@dataclass(frozen=True)
class Carried:
    """What an import brought.

    Attributes:
        project: as it is in the store now.
        sources: paths of its media that are here.
        missing: labels of those that are not.
        restorable: can the engine go on from its film?
        version: the version in force, None where there is no film.
    """

    project: Project
    sources: tuple[str, ...]
    missing: tuple[str, ...]
    restorable: bool
    version: int | None


def export_project(store: Store, places: Locations, project: Project, path: Path, *, with_media: bool) -> list[str]:
    """Write a project into one file; returns the labels of media that were wanted in it and are not on this machine.

    Raises:
        BadTarget: the file can't be written.
    """
    media, files, missing = list[Medium](), dict[str, Path](), list[str]()
    for number, item in enumerate(_distinct(store.media(project.id))):
        found = _file(item, places) if with_media else None
        name = f"media/{number}" if found is not None else None
        if found is not None and name is not None:
            files[name] = found
        elif with_media:
            missing.append(item.label)
        media.append(
            Medium(
                label=item.label, source=item.source, size=item.size, duration=item.duration, hash=item.hash, file=name
            )
        )
    now = store.current_version(project.id)
    versions = sorted(store.versions(project.id, limit=_EVERYTHING), key=lambda version: version.id)
    manifest = Manifest(
        shorts_tui_project=FORMAT,
        name=project.name,
        language=project.language,
        prompt=project.prompt,
        server="local" if store.last_used_server(project.id) == LOCAL else "cloud",
        messages=[
            Said(role=line.role, text=line.text, at=line.at) for line in store.messages(project.id, limit=_EVERYTHING)
        ],
        versions=[Kept(id=v.id, parent=v.parent, at=v.at, cause=v.cause, draft=v.draft) for v in versions],
        in_force=now.id if now else None,
        media=media,
    )
    write_archive(path, manifest, files)
    return missing


def import_project(store: Store, places: Locations, path: Path, limit: int) -> Carried:
    """Add the project of an archive under a new id, with the media that are in it or still where they were.

    Args:
        store: where it goes.
        places: its media go below the data directory.
        path: the archive.
        limit: bytes of the largest medium.

    Raises:
        UnusableMedia: the file is no such archive, or a medium in it is not what it should be. Nothing is left then.
        BadTarget: its media can't be written.
    """
    with open_archive(path) as archive:
        manifest = archive.manifest
        project = new_project(name=manifest.name or UNTITLED, language=manifest.language or "en")
        directory = places.data / "imported" / project.id
        sources, missing = list[str](), list[str]()
        try:
            for number, medium in enumerate(manifest.media):
                source = medium.source
                if medium.file is not None:
                    target = _place(directory, number, medium.label)
                    archive.extract(medium, target, limit)
                    source = str(target)
                elif not _is_the_same(medium):
                    # A stranger's address is not fetched, nor a file taken that is not the very one.
                    missing.append(medium.label)
                    continue
                sources.append(source)
            version = _add(store, project, manifest)
        except BaseException:
            shutil.rmtree(directory, ignore_errors=True)
            raise
    return Carried(project, tuple(sources), tuple(missing), manifest.server == "local" and not missing, version)


def _add(store: Store, project: Project, manifest: Manifest) -> int | None:
    """All of it in one transaction; returns the version in force."""
    ids: dict[int | None, int | None] = {None: None}
    with store.transaction() as connection:
        connection.execute(
            "INSERT INTO projects (id, name, created, changed, language, prompt) VALUES (?, ?, ?, ?, ?, ?)",
            (project.id, project.name, project.created, project.changed, project.language, manifest.prompt),
        )
        connection.executemany(
            "INSERT INTO messages (project, at, role, text) VALUES (?, ?, ?, ?)",
            [(project.id, line.at, line.role, line.text) for line in manifest.messages],
        )
        for kept in manifest.versions:
            text = json.dumps(kept.draft, ensure_ascii=False, separators=(",", ":"))
            length = min(decode(kept.draft).duration, 2**62)
            ids[kept.id] = connection.execute(
                "INSERT INTO versions (project, at, cause, fingerprint, draft, parent, duration) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    project.id,
                    kept.at,
                    kept.cause,
                    fingerprint(kept.draft),
                    text.encode("utf-8", "backslashreplace").decode(),
                    ids.get(kept.parent),
                    length,
                ),
            ).lastrowid
        version = ids.get(manifest.in_force)
        connection.execute("UPDATE projects SET version = ? WHERE id = ?", (version, project.id))
        connection.executemany(
            "INSERT INTO media (project, session_id, label, source, size, duration, hash, at) "
            "VALUES (?, '', ?, ?, ?, ?, ?, ?)",
            [(project.id, m.label, m.source, m.size, m.duration, m.hash, time.time()) for m in manifest.media],
        )
    return version


def _distinct(media: list[Media]) -> list[Media]:
    """The media without those that were uploaded again into a later session."""
    return list({(item.hash or item.source, item.label): item for item in media}.values())


def _file(item: Media, places: Locations) -> Path | None:
    """Where the content of a medium lies: where it came from, or in the engine's own directory."""
    if "://" not in item.source and _is_there(item.source, item.size):
        return Path(item.source).expanduser()
    if len(item.hash) == 64 and item.hash.isalnum() and (stored := places.engine_data / "media" / item.hash).is_file():
        return stored
    return None


def _is_there(source: str, size: int) -> bool:
    try:
        path = Path(source).expanduser()
        return path.is_file() and (not size or path.stat().st_size == size)
    except (OSError, ValueError, RuntimeError):
        return False


def _is_the_same(medium: Medium) -> bool:
    """Does the file that was used lie where it lay, with the same content?"""
    if "://" in medium.source or len(medium.hash) != 64 or not _is_there(medium.source, medium.size):
        return False
    try:
        with Path(medium.source).expanduser().open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == medium.hash.lower()
    except OSError:
        return False


def _place(directory: Path, number: int, label: str) -> Path:
    """A path of ours for a medium: the label is no more than the readable end of its name."""
    try:
        private_directory(directory)
    except OSError as error:
        raise BadTarget(f"{directory} can't be written: {error.strerror or error}.") from error
    name = Path(file_stem(label))
    return private_directory(directory / str(number)) / name.name
