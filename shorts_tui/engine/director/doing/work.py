"""The work of one turn: the film as it changes, what was done and what was not, and whom to tell meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from shorts_tui.engine.director.footage import Analysis
from shorts_tui.engine.director.phrases import PHRASES
from shorts_tui.engine.director.turn import (
    DraftChanged,
    Observer,
    ToolFinished,
    ToolStarted,
    TurnRequest,
    Versions,
)
from shorts_tui.engine.director.voice import Voice
from shorts_tui.engine.errors import EngineError
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import EMPTY, Draft

_OURS = ("clip ", "the ")
"""How names of our own begin, which a sentence may begin with."""


class Refused(Exception):
    """An operation that makes no sense for this film: a phrase of the table and its values; the film stays."""

    def __init__(self, phrase: str, **values: object) -> None:
        super().__init__(phrase)
        self.phrase, self.values = phrase, values


@dataclass
class Work:
    """A turn at work.

    Attributes:
        request: what was asked for.
        analysis: who listens and looks.
        observe: who is told.
        voice: in which language.
        versions: the session's, with what was committed so far.
        draft: the film now.
        done, notes, refused: sentences for the answer.
        ripples: the cuts made since the plan began, which its times do not know of.
        before: the film that the plan's times refer to.
        analysed: what is known of media since this turn began, by step and asset id.
        length_given: has this plan said how long the images last?
        usual: how long the film was that was laid afresh, ms.
        declined: what can't be done, by the reason: where its sentence is in `refused`, and what can be said instead.
        chosen: has this plan chosen parts, so that its later times must mean the result?
    """

    request: TurnRequest
    analysis: Analysis
    observe: Observer
    voice: Voice
    versions: Versions
    draft: Draft
    done: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    ripples: list[edits.Ripple] = field(default_factory=list)
    chosen: bool = False
    length_given: bool = False
    usual: int = 0
    before: Draft = EMPTY
    analysed: dict[tuple[str, str], Any] = field(default_factory=dict)
    declined: dict[str, tuple[int, list[str], list[str]]] = field(default_factory=dict)

    def tell(self, phrase: str, **values: object) -> None:
        """Something was done; what was told already is not told again."""
        sentence = self._sentence(phrase, values)
        if sentence not in self.done:
            self.done.append(sentence)

    def note(self, phrase: str, **values: object) -> None:
        """Something that should be known about it."""
        self.notes.append(self._sentence(phrase, values))

    def refuse(self, refusal: Refused) -> None:
        """Something was not possible."""
        self.refused.append(self._sentence(refusal.phrase, refusal.values))

    def _sentence(self, phrase: str, values: Mapping[str, Any]) -> str:
        """It begins with a capital, unless that would be a file's name."""
        sentence = self.voice.say(phrase, **values)
        if PHRASES[phrase][0].startswith("{shape}") or sentence.startswith(_OURS):
            return sentence[:1].upper() + sentence[1:]
        return sentence

    @contextmanager
    def tool(self, name: str, **args: Any) -> Iterator[dict[str, Any]]:
        """A step that the observer sees begin and end; what is put into the dict is its response."""
        self.observe(ToolStarted(name, args))
        response: dict[str, Any] = {}
        try:
            yield response
        except (EngineError, Refused) as error:
            self.observe(ToolFinished(name, {"error": getattr(error, "message", str(error))}))
            raise
        self.observe(ToolFinished(name, response))

    def change(self, operation: str, draft: Draft, **args: Any) -> bool:
        """Put another film in the place of this one and tell so; False where it is the same."""
        if draft == self.draft:
            return False
        with self.tool("edit_multitrack", operation=operation, **args) as response:
            self.draft = draft
            response |= {"duration_ms": draft.duration, "tracks": len(draft.tracks)}
        self.observe(DraftChanged(draft))
        return True

    def cut(self, operation: str, kept: Iterable[edits.Times]) -> None:
        """Keep these stretches of the film; titles that go with their pictures are told of."""
        ripple = edits.Ripple(edits.without_slivers(self.draft, kept))
        before = edits.titles(self.draft)
        if self.change(operation, edits.keep_spans(self.draft, ripple.kept), kept=[list(span) for span in ripple.kept]):
            self.ripples.append(ripple)
            lost = len(before) - len(edits.titles(self.draft))
            if lost:
                self.note("lost_titles", titles=self.voice.count(lost, "title"))

    def moved(self) -> None:
        """Clips lie elsewhere: from here on, times mean the film as it stands."""
        self.before = self.draft
        self.ripples.clear()

    def now(self, moment: int) -> int:
        """Where a moment of the film before the plan is now."""
        for ripple in self.ripples:
            moment = ripple.at(moment)
        return moment

    def commit(self) -> None:
        """Make the film as it is now a version that can be undone."""
        if self.draft != self.versions.current:
            self.versions = self.versions.push(self.draft)

    def begin_plan(self) -> None:
        """From here on, times mean the film as it stands now."""
        self.before = self.draft
        self.ripples.clear()
        self.chosen = False
        self.length_given = False
