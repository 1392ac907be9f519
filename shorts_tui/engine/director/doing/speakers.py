"""Of several people in a picture, who is shown when: the one whose mouth moves while a voice is heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shorts_tui.engine.assets import Span
from shorts_tui.engine.director.doing.people import Sight, sights
from shorts_tui.engine.media.focus import Look

SHORTEST = 1_500
"""ms that a speaker is shown at least: anything shorter is a jitter."""
_CHANGE = 4.0
"""What a change of speakers must be worth: looks in which the other mouth clearly moves more."""
_CLEAR = 0.3
"""A lead (0..1) below which nobody is said to speak."""
_FAINT = 0.02
"""A movement of a mouth that says little."""
_SEEN, _GONE = 0.1, -0.6
"""What it is worth to show the largest one who is there, and one who is not."""
_PAUSE = 700
"""ms to both sides within which a change goes to the middle of a pause."""

Places = tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Turn:
    """From `start` on (ms of the source) one looks at somebody, who is at `places`: times, and parts of the width."""

    start: int
    places: Places


def speaking(
    found: Sequence[Look], silences: Sequence[Span], start: int, end: int, share: float, *, dense: bool = True
) -> list[Turn]:
    """Whom one looks at between `start` and `end`, by looks at faces and a crop of `share` (0..1) of the width.

    The first turn begins at `start`, and each lasts `SHORTEST` or longer. It is one turn where all are seen together,
    and where looks are not `dense` enough to tell who speaks.
    """
    shown = sights(found, share) if dense else sights(found, share, fleeting=1)
    if not shown:
        return []
    times = sorted({time for sight in shown for time in sight.places})
    worths = [_worths(time, shown, silences) for time in times]
    if not dense:
        total = [sum(column) for column in zip(*worths, strict=True)]
        best = shown[total.index(max(total))]
        return [Turn(start, tuple(best.places.items()))]
    turns = [(start, (row := _row(worths))[0])]
    for time, who in zip(times, row, strict=True):
        if who == turns[-1][1]:
            continue
        # Who has gone is not waited for until there is a pause.
        stays = any(abs(time - seen) <= _PAUSE for seen in shown[turns[-1][1]].places)
        moment = _at_a_pause(time, silences) if stays else time
        if moment - turns[-1][0] >= SHORTEST and end - moment >= SHORTEST:
            turns.append((moment, who))
    return [Turn(moment, tuple(shown[who].places.items())) for moment, who in turns]


def _worths(time: int, shown: Sequence[Sight], silences: Sequence[Span]) -> list[float]:
    """What it is worth to show each sight at a time: who is there, and how much more that mouth moves than others.

    Nothing is told by mouths while nobody is heard.
    """
    largest = max(sight.size for sight in shown)
    there = [_SEEN * (sight.size / largest) ** 2 if time in sight.places else _GONE for sight in shown]
    mouths = [sight.mouths.get(time) for sight in shown]
    known = sorted((mouth for mouth in mouths if mouth is not None), reverse=True)
    if len(known) < 2 or any(span.start <= time < span.end for span in silences):
        return there
    leads = []
    for mouth in mouths:
        other = known[1] if mouth == known[0] else known[0]
        leads.append(0.0 if mouth is None else (mouth - other) / (mouth + other + _FAINT))
    if max(leads) < _CLEAR:
        return there
    return [worth + lead for worth, lead in zip(there, leads, strict=True)]


def _row(worths: Sequence[Sequence[float]]) -> list[int]:
    """Who is shown at each look: the row that is worth most, where each change costs something."""
    scores = list(worths[0])
    ways = list[list[int]]()
    for now in worths[1:]:
        best = max(range(len(scores)), key=scores.__getitem__)
        came = [best if scores[best] - _CHANGE > scores[who] else who for who in range(len(scores))]
        scores = [scores[before] - (_CHANGE if before != who else 0.0) + now[who] for who, before in enumerate(came)]
        ways.append(came)
    row = [max(range(len(scores)), key=scores.__getitem__)]
    for came in reversed(ways):
        row.append(came[row[-1]])
    return row[::-1]


def _at_a_pause(time: int, silences: Sequence[Span]) -> int:
    """The middle of the pause that is nearest to a moment; the moment itself where there is none near."""
    near = [span for span in silences if span.start - _PAUSE <= time <= span.end + _PAUSE]
    # Of a long pause the part that is near counts.
    parts = [(max(span.start, time - 2 * _PAUSE), min(span.end, time + 2 * _PAUSE)) for span in near]
    return min(((start + end) // 2 for start, end in parts), key=lambda middle: abs(middle - time), default=time)
