"""One turn as the server and the director see it: what goes in, what is told meanwhile, what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.director.plan import Ask
from shorts_tui.timeline.draft import EMPTY, Draft


@dataclass(frozen=True)
class Versions:
    """The drafts of a session, oldest first, and which of them is in force. Undo and redo move `at`."""

    drafts: tuple[Draft, ...] = (EMPTY,)
    at: int = 0

    @property
    def current(self) -> Draft:
        """The draft in force."""
        return self.drafts[self.at]

    def push(self, draft: Draft) -> Versions:
        """A new draft after the one in force; what had been undone is gone."""
        kept = self.drafts[: self.at + 1]
        return Versions((*kept, draft), len(kept))


@dataclass(frozen=True)
class TurnRequest:
    """What was said in a session.

    `assets` in the order of upload; `language` is the session's, `question` what the turn before asked back, and
    `answered` the text of its answer.
    """

    text: str
    assets: tuple[Asset, ...]
    versions: Versions
    language: str = "en"
    question: Ask | None = None
    answered: str = ""


@dataclass(frozen=True)
class ToolStarted:
    """The director begins a step; `name` such as `transcribe`."""

    name: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ToolFinished:
    """The step is done."""

    name: str
    response: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """Text while it works; pieces add up."""

    text: str


@dataclass(frozen=True)
class DraftChanged:
    """The film as it stands after a step."""

    draft: Draft


Step: TypeAlias = ToolStarted | ToolFinished | Said | DraftChanged
Observer: TypeAlias = Callable[[Step], None]


@dataclass(frozen=True)
class TurnOutcome:
    """The end of a turn.

    The session's versions now (the same ones when nothing changed), the final text, and the question that it asks.
    """

    versions: Versions
    text: str
    question: Ask | None = None
