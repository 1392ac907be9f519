"""Everything that an observer of the studio can be told: one frozen dataclass an event of the command line's `--json`.

`name` is the JSON object's `event`; the fields are its keys. Texts have been sanitized and translated.
"""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias


@dataclass(frozen=True)
class _Event:
    name: ClassVar[str]

    def as_json(self) -> dict[str, Any]:
        """The event as an object for a JSON line, keys as scripts rely on them."""
        return {"event": type(self).name, **dataclasses.asdict(self)}


@dataclass(frozen=True)
class Connecting(_Event):
    """A connection is being made; `backend` is `cloud` or `local`."""

    name: ClassVar[str] = "connecting"
    backend: str


@dataclass(frozen=True)
class Connected(_Event):
    """A session is open."""

    name: ClassVar[str] = "connected"
    backend: str
    session_id: str
    project: str


@dataclass(frozen=True)
class Credits(_Event):
    """What is left to spend; `frozen` is reserved for running work."""

    name: ClassVar[str] = "credits"
    available: float
    frozen: float
    total: float
    unlimited: bool = False


@dataclass(frozen=True)
class Uploading(_Event):
    """`sent` of `total` bytes of `file` have left."""

    name: ClassVar[str] = "uploading"
    file: str
    sent: int
    total: int


@dataclass(frozen=True)
class Uploaded(_Event):
    """The service acknowledged a file; `seconds` is its length, 0 for an image."""

    name: ClassVar[str] = "uploaded"
    file: str
    seconds: float


@dataclass(frozen=True)
class Tool(_Event):
    """The service works with a tool."""

    name: ClassVar[str] = "tool"
    tool: str

    def as_json(self) -> dict[str, Any]:
        """`{"event": "tool", "name": ...}`."""
        return {"event": "tool", "name": self.tool}


@dataclass(frozen=True)
class Working(_Event):
    """Nothing to show for a while, but alive; `elapsed` seconds since the turn began."""

    name: ClassVar[str] = "working"
    elapsed: float


@dataclass(frozen=True)
class Delta(_Event):
    """A piece of a message that is still being written."""

    name: ClassVar[str] = "delta"
    text: str


@dataclass(frozen=True)
class Reply(_Event):
    """A whole message for the user."""

    name: ClassVar[str] = "reply"
    text: str


@dataclass(frozen=True)
class Action(_Event):
    """An action is run for the user: `export`, `credits`, `status` or `upload`."""

    name: ClassVar[str] = "action"
    action: str

    def as_json(self) -> dict[str, Any]:
        """`{"event": "action", "name": ...}`."""
        return {"event": "action", "name": self.action}


@dataclass(frozen=True)
class Changed(_Event):
    """What a turn did to the draft, in words."""

    name: ClassVar[str] = "changed"
    changes: list[str]


@dataclass(frozen=True)
class Timeline(_Event):
    """The film as it is now: the one-line summary and the tracks as `timeline.summary.tracks()` gives them."""

    name: ClassVar[str] = "timeline"
    summary: str
    tracks: list[dict[str, Any]]


@dataclass(frozen=True)
class DraftUpdate(_Event):
    """The draft JSON as it stands in the middle of a turn; for the screen, not a JSON line."""

    name: ClassVar[str] = "draft"
    draft: Any = field(repr=False)


@dataclass(frozen=True)
class Rendering(_Event):
    """A render's state; `progress` 0..1."""

    name: ClassVar[str] = "rendering"
    id: str
    status: str
    progress: float


@dataclass(frozen=True)
class Exported(_Event):
    """A finished, verified file. `link` is where it was downloaded from, when that is fit to show."""

    name: ClassVar[str] = "exported"
    path: str
    bytes: int
    seconds: float
    width: int
    height: int
    link: str


@dataclass(frozen=True)
class Finding(_Event):
    """What a check of a finished file found: `level` is `problem` or `advice`, `fix` what to say about it.

    `check` names the check, such as `aspect`.
    """

    name: ClassVar[str] = "finding"
    check: str
    level: str
    what: str
    fix: str


@dataclass(frozen=True)
class Notice(_Event):
    """One line that the user should know."""

    name: ClassVar[str] = "notice"
    text: str


@dataclass(frozen=True)
class Failed(_Event):
    """Something went wrong: what happened and what to do. `code` is the service's code or a word of ours."""

    name: ClassVar[str] = "error"
    code: int | str
    message: str
    advice: str = ""


@dataclass(frozen=True)
class Done(_Event):
    """The end of a command; `ok` is False when any part of it failed."""

    name: ClassVar[str] = "done"
    ok: bool


StudioEvent: TypeAlias = (
    Connecting
    | Connected
    | Credits
    | Uploading
    | Uploaded
    | Tool
    | Working
    | Delta
    | Reply
    | Action
    | Changed
    | Timeline
    | DraftUpdate
    | Rendering
    | Exported
    | Finding
    | Notice
    | Failed
    | Done
)

EventStream: TypeAlias = AsyncGenerator[StudioEvent, None]
"""What the use cases are: streams of events, to be closed with `aclose()` when abandoned."""
