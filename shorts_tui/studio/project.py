"""A project and what belongs to it, as records: session, messages, draft versions, media and renders.

Times are seconds since the epoch, lengths are ms, sizes bytes. The records are what `store` reads and writes.
"""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, Literal

from shorts_tui.studio.names import UNTITLED

Role = Literal["user", "service", "changed", "action", "notice", "exported", "error"]
"""Who or what a line of the history comes from."""

RenderStage = Literal["new", "running", "completed", "saved", "failed", "cancelled"]
"""`new`: on disk, perhaps not yet sent; `running`: acknowledged; `completed`: made, not yet downloaded; `saved`."""

UNFINISHED: tuple[RenderStage, ...] = ("new", "running", "completed")
"""Stages of a render that still has something to come."""


@dataclass(frozen=True)
class Project:
    """One film in the making. `prompt` is what the user was typing; `job_key` what `make` was told to do."""

    id: str
    name: str = UNTITLED
    created: float = 0.0
    changed: float = 0.0
    language: str = "en"
    job_key: str = ""
    prompt: str = ""


@dataclass(frozen=True)
class Session:
    """A session that a server acknowledged. `server` is the cloud's address, or `local`."""

    project: str
    server: str
    session_id: str
    task_id: str = ""
    user_id: str = ""
    created: float = 0.0
    used: float = 0.0
    """When the project last uploaded or said something there."""


@dataclass(frozen=True)
class Message:
    """One line of a project's history, as it was shown."""

    role: Role
    text: str
    at: float
    id: int = 0


@dataclass(frozen=True)
class Version:
    """A draft as it was after `cause`; `fingerprint` tells equal drafts, `parent` is the id of the one before it."""

    id: int
    at: float
    cause: str
    fingerprint: str
    parent: int | None
    draft: Any = field(repr=False, compare=False)


@dataclass(frozen=True)
class Media:
    """A file or URL that a service acknowledged under `label`."""

    project: str
    session_id: str
    label: str
    source: str
    size: int = 0
    duration: int = 0
    hash: str = ""
    at: float = 0.0


@dataclass(frozen=True)
class Render:
    """A render under the id that it was asked for with. `out` is where its file goes, absolute."""

    id: str
    project: str
    session_id: str
    server: str
    fingerprint: str
    stage: RenderStage
    out: str
    url: str = ""
    created: float = 0.0
    changed: float = 0.0


def new_project(*, name: str = UNTITLED, language: str = "en", job_key: str = "") -> Project:
    """A project that is nowhere on disk yet."""
    now = time.time()
    return Project(uuid.uuid4().hex[:12], name, now, now, language, job_key)


def fingerprint(draft: Any) -> str:
    """A digest of a draft's JSON value that does not depend on the order of its keys."""
    text = json.dumps(draft, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
