"""Giving a choice of passages the exact length asked for: by the pauses around them, never by their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shorts_tui.engine.assets import Span
from shorts_tui.engine.director.highlights.passages import Passage

_CLEAR = 40
"""ms of a pause that stay with the word that is not kept: word times are not exact to the sample."""
_LEAD = (40, 130, 300)
"""ms before a passage: at least, as a rule, at most with a natural sound."""
_TAIL = (90, 230, 450)
_BETWEEN = (180, 500, 900)
"""ms of the pause between two passages that are both kept."""
_WORTH_A_CUT = 300
"""ms; less than this is not cut out of a pause without need."""


@dataclass(frozen=True)
class _Pause:
    """Time that can be more or less, ms: the least, what is usual, what sounds natural, and all there is."""

    least: int
    usual: int
    natural: int
    most: int


@dataclass(frozen=True)
class Fit:
    """The stretches of film to keep, ms, and the passages that they hold (indexes)."""

    spans: tuple[Span, ...]
    chosen: tuple[int, ...]

    @property
    def length(self) -> int:
        """How long they are together."""
        return sum(span.duration for span in self.spans)


def lead(found: Sequence[Passage], index: int, duration: int) -> tuple[int, int, int, int]:
    """What can be kept of the pause before a passage when the one before it is dropped."""
    start = found[index - 1].end if index else 0
    return _pause(_LEAD, found[index].start - start, clear=bool(index), duration=duration)


def tail(found: Sequence[Passage], index: int, duration: int) -> tuple[int, int, int, int]:
    """What can be kept of the pause after a passage when the one after it is dropped."""
    last = index + 1 == len(found)
    end = duration if last else found[index + 1].start
    return _pause(_TAIL, end - found[index].end, clear=not last, duration=duration)


def between(found: Sequence[Passage], index: int) -> tuple[int, int, int, int]:
    """What can be kept of the pause between a passage and the one before it when both stay."""
    gap = max(found[index].start - found[index - 1].end, 0)
    usual = gap if gap < _BETWEEN[1] + _WORTH_A_CUT else _BETWEEN[1]
    return min(_BETWEEN[0], gap), usual, max(usual, min(_BETWEEN[2], gap)), gap


def _pause(sizes: tuple[int, int, int], gap: int, *, clear: bool, duration: int) -> tuple[int, int, int, int]:
    room = max(gap - min(_CLEAR, gap // 2) if clear else gap, 0)
    return min(sizes[0], room), min(sizes[1], room), min(sizes[2], room), min(room, duration)


def fit(found: Sequence[Passage], chosen: Sequence[int], duration: int, length: int) -> Fit:
    """Keep the chosen passages with pauses such that all is `length` ms long, or as near to it as pauses allow."""
    kept = set(chosen)
    pauses: list[_Pause] = []
    for index in chosen:
        pauses.append(_Pause(*(between(found, index) if index - 1 in kept else lead(found, index, duration))))
        if index + 1 not in kept:
            pauses.append(_Pause(*tail(found, index, duration)))
    gives = [found[index].give for index in chosen]
    missing = length - sum(found[index].duration for index in chosen) - sum(pause.usual for pause in pauses)
    sizes = [pause.usual for pause in pauses]
    cuts = [0] * len(gives)
    if missing > 0:
        missing -= _grow(sizes, [pause.natural - pause.usual for pause in pauses], missing)
        missing -= _grow(sizes, [pause.most - size for pause, size in zip(pauses, sizes, strict=True)], missing)
    elif missing < 0:
        missing += _grow(cuts, gives, -missing)
        less = [0] * len(sizes)
        _grow(less, [pause.usual - pause.least for pause in pauses], -missing)
        sizes = [size - cut for size, cut in zip(sizes, less, strict=True)]
    return Fit(_spans(found, chosen, sizes, cuts), tuple(chosen))


def _grow(sizes: list[int], rooms: Sequence[int], wanted: int) -> int:
    """Spread `wanted` ms over `sizes` in proportion to their rooms; how much of it found room."""
    total = sum(rooms)
    given = min(wanted, total)
    done = seen = 0
    for index, room in enumerate(rooms):
        seen += room
        share = given * seen // total - done if total else 0
        sizes[index] += share
        done += share
    return done


def _spans(
    found: Sequence[Passage], chosen: Sequence[int], sizes: Sequence[int], cuts: Sequence[int]
) -> tuple[Span, ...]:
    spans: list[Span] = []
    kept, pauses = set(chosen), iter(sizes)
    start = 0
    for index, cut in zip(chosen, cuts, strict=True):
        passage = found[index]
        if index - 1 not in kept:
            start = passage.start - next(pauses)
        end = passage.end - cut
        if index + 1 not in kept:
            spans.append(Span(start, end + next(pauses)))
            continue
        size, after = next(pauses), found[index + 1]
        if cut or size < after.start - passage.end:
            before = 0 if cut else size * 2 // 3
            spans.append(Span(start, end + before))
            start = after.start - (size - before)
    return tuple(spans)
