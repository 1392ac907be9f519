"""A file that is being downloaded: `NAME.part` in the target's directory, and a note that says what it is part of."""

from __future__ import annotations

import errno
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from shorts_tui.client.errors import CantWrite

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True)
class Note:
    """What a part belongs to. `validator`: a strong ETag or a Last-Modified, empty where the server gave none."""

    render_id: str
    source: str
    validator: str


class PartFile:
    """The bytes so far; all methods block, and belong into a thread where they write much.

    Raises:
        CantWrite: the disk is full (then the part is removed), the place is not ours, or another program downloads
            to the same name.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self.path = target.with_name(target.name + ".part")
        self._note_path = target.with_name(target.name + ".part.json")
        self.note: Note | None = None
        self.size = 0
        self._handle = -1
        self._published = False

    def __enter__(self) -> Self:
        with self._spoken():
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0)
            self._handle = os.open(self.path, flags, 0o666)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._close()
            raise CantWrite(f"Another program is downloading to {self._target}.") from None
        self.size = os.fstat(self._handle).st_size
        self.note = self._read_note()
        return self

    def __exit__(self, *_: object) -> None:
        if self.size == 0 and not self._published:
            self.discard()
        self._close()

    def begin(self, note: Note) -> None:
        """Start over with an empty part of something else."""
        with self._spoken():
            os.ftruncate(self._handle, 0)
            self.size, self.note = 0, note
            self._note_path.write_text(json.dumps(asdict(note)), "utf-8")

    def append(self, chunk: bytes | bytearray) -> None:
        """Write at the end."""
        with self._spoken(), memoryview(chunk) as view:
            done = 0
            while done < len(view):
                done += os.pwrite(self._handle, view[done:], self.size + done)
            self.size += done

    def publish(self) -> None:
        """Give the whole file, which `sync()` brought to disk, its name, and bring the directory to disk."""
        with self._spoken():
            self.path.replace(self._target)
            self._published = True
            self._note_path.unlink(missing_ok=True)
            directory = os.open(self._target.parent, os.O_RDONLY)
            try:
                os.fsync(directory)
            finally:
                os.close(directory)

    def sync(self) -> None:
        """All bytes on disk."""
        with self._spoken():
            os.fsync(self._handle)

    def discard(self) -> None:
        """Leave nothing behind; nothing more can be written."""
        self.note, self.size = None, 0
        self.path.unlink(missing_ok=True)
        self._note_path.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def _read_note(self) -> Note | None:
        try:
            fields = json.loads(self._note_path.read_bytes())
            note = Note(fields["render_id"], fields["source"], fields["validator"])
        except (OSError, ValueError, LookupError, TypeError):
            return None
        return note if all(isinstance(value, str) for value in asdict(note).values()) else None

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        """The operating system's refusals as ours."""
        try:
            yield
        except OSError as error:
            if error.errno in _FULL:
                self.discard()
                raise CantWrite(
                    f"There is no room on the disk for {self._target}.", advice="Free some space, then try again."
                ) from None
            reason = error.strerror or "no access"
            raise CantWrite(f"{self._target} can't be written: {reason}.", advice="Choose another place.") from None
