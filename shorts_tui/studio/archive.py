"""A project as one file: a ZIP with `project.json` and, where they were asked for, its media as `media/0` and so on.

Whoever reads one reads a stranger's file: names in the archive are never used as paths, sizes are limited while they
are read and not by what the archive says of itself, and every text is sanitized.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from shorts_tui.paths import replacing
from shorts_tui.studio.errors import BadTarget, UnusableMedia
from shorts_tui.studio.project import Role
from shorts_tui.text import one_line, sanitize

SUFFIX = ".shorts"
FORMAT = 1
MANIFEST_LIMIT = 64_000_000
"""Bytes of `project.json`."""
SWELLING, SLACK = 8, 100_000_000
"""How much larger than the archive its media may be together, as a factor and in bytes: footage hardly packs."""
_PIECE = 1 << 20
_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError)
"""What `zipfile` raises of files that are none, that are cut, encrypted or packed in ways that it doesn't know."""

Text = Annotated[str, AfterValidator(sanitize)]
Line = Annotated[str, AfterValidator(one_line)]
Number = Annotated[int, Field(ge=0, lt=2**62)]
Moment = Annotated[float, Field(ge=0, lt=1e12, allow_inf_nan=False)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Said(_Part):
    """A line of the history."""

    role: Role
    text: Text
    at: Moment


class Kept(_Part):
    """A version of the film; `id` and `parent` hold within the archive alone."""

    id: Number
    parent: Number | None = None
    at: Moment
    cause: Text
    draft: Any


class Medium(_Part):
    """A file or URL: where it was, what it is, and its name in the archive where it is in there."""

    label: Line
    source: Text
    size: Number = 0
    duration: Number = 0
    hash: Line = ""
    file: Annotated[str, Field(pattern=r"^media/\d{1,6}$")] | None = None


class Manifest(_Part):
    """All that `project.json` says.

    `server` is `local` where the film is one of the engine's, whose names for media hold everywhere, else `cloud`.
    """

    shorts_tui_project: Literal[1]
    name: Line
    language: Annotated[str, Field(max_length=20), AfterValidator(one_line)] = "en"
    prompt: Text = ""
    server: Literal["local", "cloud"] = "cloud"
    messages: Annotated[list[Said], Field(max_length=100_000)] = []
    versions: Annotated[list[Kept], Field(max_length=20_000)] = []
    in_force: Number | None = None
    media: Annotated[list[Medium], Field(max_length=1000)] = []


def write_archive(path: Path, manifest: Manifest, files: Mapping[str, Path]) -> int:
    """Write an archive whole or not at all, 0600; `files` are those for the names in it. Returns its size in bytes.

    Raises:
        BadTarget: it can't be written, or a medium can't be read.
    """
    try:
        with replacing(path) as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("project.json", json.dumps(manifest.model_dump(), ensure_ascii=True))
                for inside, outside in files.items():
                    archive.write(outside, inside, zipfile.ZIP_STORED)
            size = file.tell()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadTarget(f"{path} can't be written: {one_line(reason)}.") from error
    return size


class Archive:
    """An archive that is being read."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest, size: int) -> None:
        self.manifest = manifest
        self._archive, self._room = archive, SWELLING * size + SLACK

    def extract(self, medium: Medium, target: Path, limit: int) -> None:
        """Write a medium to a path of ours, at most `limit` bytes, and compare it with what it should be.

        Raises:
            UnusableMedia: it is larger, or not what the archive says it is.
            BadTarget: it can't be written.
        """
        digest, size = hashlib.sha256(), 0
        with _spoken("the archive"), self._archive.open(medium.file or "") as source, _created(target) as copy:
            while piece := source.read(_PIECE):
                size += len(piece)
                self._room -= len(piece)
                if size > limit or self._room < 0:
                    raise UnusableMedia(f"{medium.label} in the archive is too large.")
                digest.update(piece)
                _write(copy, target, piece)
        if medium.hash and len(medium.hash) == 64 and digest.hexdigest() != medium.hash.lower():
            raise UnusableMedia(f"{medium.label} in the archive is damaged.")


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive for reading.

    Raises:
        UnusableMedia: there is none, or it is no archive of a project.
    """
    with _spoken(path.name):
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise UnusableMedia(f"{one_line(path.name)} is no file.")
    with _spoken(path.name), zipfile.ZipFile(path) as archive:
        with archive.open("project.json") as file:
            content = file.read(MANIFEST_LIMIT + 1)
        if len(content) > MANIFEST_LIMIT:
            raise UnusableMedia(f"{one_line(path.name)} holds more than a project can.")
        try:
            manifest = Manifest.model_validate_json(content)
        except ValidationError as error:
            raise UnusableMedia(f"{one_line(path.name)} is no project of this version of shorts-tui.") from error
        yield Archive(archive, manifest, path.stat().st_size)


@contextmanager
def _spoken(name: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise UnusableMedia(f"{one_line(name)} is no project that was exported, or it is damaged.") from error
    except OSError as error:
        raise UnusableMedia(f"{one_line(name)} can't be read: {error.strerror or error}.") from error


@contextmanager
def _created(target: Path) -> Iterator[FileIO]:
    """A new file of ours, gone again where it does not become whole."""
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BadTarget(f"{target} can't be written: {error.strerror or error}.") from error
    try:
        with os.fdopen(handle, "wb", buffering=0) as file:
            yield file
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _write(file: FileIO, target: Path, piece: bytes) -> None:
    left = memoryview(piece)
    try:
        while left:
            left = left[file.write(left) :]
    except OSError as error:
        raise BadTarget(f"{target} can't be written: {error.strerror or error}.") from error
