"""The best parts of a film, as long as asked: whole sentences where there is speech, else sounds, else pictures.

A pure function of what is heard and seen: the same film and the same length give the same choice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from shorts_tui.engine.assets import Span, SpokenWord
from shorts_tui.engine.director.footage import Footage
from shorts_tui.engine.director.highlights.choice import Item, choices
from shorts_tui.engine.director.highlights.fitting import Fit, between, fit, lead, tail
from shorts_tui.engine.director.highlights.passages import Passage, passages
from shorts_tui.engine.director.highlights.pieces import SHORTEST, whole_pieces
from shorts_tui.engine.director.highlights.scoring import Score, scores

TOLERANCE = 500
"""ms by which the result may miss the length asked for."""
_EXACT = 20
"""ms; nearer need not be."""
_TRIES, _EFFORT = 80, 400_000
"""Choices that are tried at least, and passages looked at in all of them: short films are searched through."""
_CLOSING = 0.6
"""What the film's last words are worth on top, in seconds of the best footage: a short should come to an end."""
_REACH = 4500
"""ms by which a choice may be too long before wordless passages and pauses are shortened."""

Unit = Literal["sentences", "stretches", "scenes"]


@dataclass(frozen=True)
class Pick:
    """A part that is kept (ms of the film before the cut), how good it is (0..1), why, and what is said in it.

    `reasons` as those of a `Score`, the strongest first.
    """

    start: int
    end: int
    score: float
    reasons: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Highlights:
    """The parts of a film to keep, in order, and what they are: `kept` of `total` of `unit`."""

    spans: tuple[Span, ...]
    picks: tuple[Pick, ...]
    kept: int
    total: int
    unit: Unit
    partly: int = 0
    """Sentences of which a part alone is kept."""

    @property
    def length(self) -> int:
        """How long they are together, ms."""
        return sum(span.duration for span in self.spans)


def pick(footage: Footage, length: int) -> Highlights:
    """The best `length` ms of a film that is longer than that.

    No cut is inside a word, and the result is within `TOLERANCE` of the length unless a single word is longer than
    twice that. Pieces of less than a second grow or go where the length allows it.
    """
    found = _picked(footage, length)
    if all(span.duration >= SHORTEST for span in found.spans):
        return found
    spans = whole_pieces(footage, found.spans, length, TOLERANCE)
    return found if spans == found.spans else counted(footage, spans, found.picks, found.total)


def whole(footage: Footage) -> Highlights:
    """All of a film, told as a choice."""
    found = passages(footage)
    fitted = Fit((Span(0, footage.duration),), tuple(range(len(found))))
    return (
        _told(footage, fitted, found, scores(found, footage)) if found else Highlights(fitted.spans, (), 0, 0, "scenes")
    )


def counted(footage: Footage, spans: Sequence[Span], picks: Sequence[Pick], total: int) -> Highlights:
    """These spans as a choice: the picks that are in them, and how much of `total` they hold."""
    kept = tuple(pick for pick in picks if any(span.start < pick.end and pick.start < span.end for span in spans))
    if not footage.sentences:
        return Highlights(tuple(spans), kept, len(kept), total, "scenes" if footage.wordless else "stretches")
    ends = [span.end for span in spans]

    def holds(word: SpokenWord) -> bool:
        at = bisect_left(ends, word.end)
        return at < len(spans) and spans[at].start <= word.start

    held = [[holds(word) for word in footage.words[first:last]] for first, last in footage.sentences]
    complete = sum(all(words) for words in held)
    partly = sum(any(words) for words in held) - complete
    return Highlights(tuple(spans), kept, complete, len(footage.sentences), "sentences", partly)


def _picked(footage: Footage, length: int) -> Highlights:
    best: tuple[Fit, tuple[Passage, ...], tuple[Score, ...]] | None = None
    for fine in (False, True):
        found = passages(footage, fine=fine)
        if not found:
            continue
        marks = scores(found, footage)
        fitted = _best_fit(found, marks, footage.duration, length)
        if fitted and (best is None or abs(fitted.length - length) < abs(best[0].length - length)):
            best = fitted, found, marks
        if best and abs(best[0].length - length) <= TOLERANCE:
            break
    if best is None:
        return Highlights((Span(0, length),), (), 0, 0, "stretches")
    return _told(footage, *best)


def _best_fit(found: Sequence[Passage], marks: Sequence[Score], duration: int, length: int) -> Fit | None:
    items = [_item(found, marks, index, duration) for index in range(len(found))]
    last = max((index for index, passage in enumerate(found) if passage.words), default=0)
    items[last] = replace(items[last], value=items[last].value + _CLOSING)
    tries = max(_TRIES, _EFFORT // len(found))
    best: Fit | None = None
    for chosen in islice(choices(items, length, max(_REACH, length // 12)), tries):
        fitted = fit(found, chosen, duration, length)
        if best is None or abs(fitted.length - length) < abs(best.length - length):
            best = fitted
        if abs(best.length - length) <= _EXACT:
            break
    return best


def _item(found: Sequence[Passage], marks: Sequence[Score], index: int, duration: int) -> Item:
    passage, score = found[index], marks[index]
    after = tail(found, index, duration)[1]
    before = lead(found, index, duration)[1]
    joined = passage.duration + after
    if index:
        joined += between(found, index)[1] - tail(found, index - 1, duration)[1]
    value = score.value * passage.duration / 1000
    return Item(passage.duration + before + after, joined, value, passage.bond, score.hook)


def _told(footage: Footage, fitted: Fit, found: Sequence[Passage], marks: Sequence[Score]) -> Highlights:
    """The choice with its reasons: one pick for each sentence (or stretch, or scene) that is kept."""
    chosen = set(fitted.chosen)
    groups: list[list[int]] = []
    for index in fitted.chosen:
        torn = index - 1 in chosen and found[index].bond > 0 and bool(groups)
        if torn:
            groups[-1].append(index)
        else:
            groups.append([index])
    picks = tuple(_pick(found, marks, group) for group in groups)
    if footage.sentences:
        kept_words = {word.start for index in chosen for word in found[index].words}
        whole = sum(
            all(word.start in kept_words for word in footage.words[first:last]) for first, last in footage.sentences
        )
        touched = sum(
            any(word.start in kept_words for word in footage.words[first:last]) for first, last in footage.sentences
        )
        return Highlights(fitted.spans, picks, whole, len(footage.sentences), "sentences", touched - whole)
    unit: Unit = "scenes" if footage.is_silent else "stretches"
    return Highlights(fitted.spans, picks, len(groups), sum(not passage.bond for passage in found), unit)


def _pick(found: Sequence[Passage], marks: Sequence[Score], group: Sequence[int]) -> Pick:
    strongest = max(group, key=lambda index: marks[index].value)
    text = " ".join(found[index].text for index in group).strip()
    return Pick(found[group[0]].start, found[group[-1]].end, marks[strongest].value, marks[strongest].reasons, text)
