"""What the server needs of the rest of the engine, as callables: the seam between the wire and the work.

All of them block and are called from worker threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from shorts_tui.engine.assets import Asset, MediaInfo
from shorts_tui.engine.director.turn import Observer, TurnOutcome, TurnRequest
from shorts_tui.engine.review.finding import Finding
from shorts_tui.timeline.draft import Draft


class Rendered(Protocol):
    """What is known of a finished film: duration in ms, px, bytes."""

    @property
    def duration(self) -> int:
        """How long it is, ms."""

    @property
    def width(self) -> int:
        """In px."""

    @property
    def height(self) -> int:
        """In px."""

    @property
    def size(self) -> int:
        """In bytes."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about what the user may not expect."""


@dataclass(frozen=True)
class RenderWork:
    """One film to be made: the file appears at `out` when it is whole, and not before.

    `language` is the code of the session's, for what is said about the film.
    """

    draft: Draft
    assets: Mapping[str, Asset]
    out: Path
    language: str = "en"


def unreviewed(_: RenderWork, __: threading.Event) -> tuple[Finding, ...] | None:
    """No check at all."""
    return None


def unexpected(_: Sequence[Asset]) -> None:
    """Nothing is done ahead."""


def _nothing() -> None:
    """There is nothing to be given up."""


@dataclass(frozen=True)
class Services:
    """The work behind the wire; all of it raises EngineError.

    Attributes:
        inspect: open a file of which `label` is the sender's name and say what it is.
        turn: carry out one turn of conversation, telling the observer meanwhile.
        render: make a film, telling how much is done (0..1), until it is done or the event is set.
        review: say what stands between a finished film and its publication; None where that was not looked at.
        expect: media came in, of which much will be asked: whoever wants to may begin to look at them. Returns at once.
        give_up: stop what was begun ahead; takes seconds at most.
    """

    inspect: Callable[[Path, str], MediaInfo]
    turn: Callable[[TurnRequest, Observer], TurnOutcome]
    render: Callable[[RenderWork, Callable[[float], None], threading.Event], Rendered]
    review: Callable[[RenderWork, threading.Event], tuple[Finding, ...] | None] = unreviewed
    expect: Callable[[Sequence[Asset]], None] = unexpected
    give_up: Callable[[], None] = _nothing
