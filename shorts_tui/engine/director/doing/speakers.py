"""Of two people in a picture, who speaks when: the mouth that moves while a voice is heard, with changes at pauses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from shorts_tui.engine.assets import Span
from shorts_tui.engine.media.focus import FaceSeen, Look

SHORTEST = 1_500
"""ms that a speaker is shown at least: anything shorter is a jitter."""
_APART = 0.25
"""Of the picture's width: nearer faces are seen together."""
_PRESENT = 0.5
"""Of the looks in which each of the two must be seen."""
_CHANGE = 3.0
"""What a change of speakers must be worth: looks in which the other mouth clearly moves more."""
_CLEAR = 0.3
"""A lead (0..1) below which nobody is said to speak."""
_FAINT = 0.01
"""A movement (0..1) that says little."""
_PAUSE = 700
"""ms to both sides within which a change goes to the middle of a pause."""

Turn = tuple[int, float]


def speaking(found: Sequence[Look], silences: Sequence[Span], start: int, end: int) -> list[Turn]:
    """From when on (ms of the source) one looks at which place (0..1 of the width); none where two people don't talk.

    The first turn begins at `start`, and each lasts `SHORTEST` or longer.
    """
    pairs = _two(found)
    if len(pairs) < 4 or end - start < 2 * SHORTEST:
        return []
    leads = [_lead(pair, silences) for pair in pairs]
    if max(map(abs, leads)) < _CLEAR:
        return []
    shown = _shown(leads)
    turns = [(start, shown[0])]
    for (time, _, _), who in zip(pairs, shown, strict=True):
        if who == turns[-1][1]:
            continue
        moment = _at_a_pause(time, silences)
        if moment - turns[-1][0] >= SHORTEST and end - moment >= SHORTEST:
            turns.append((moment, who))
    return [(moment, _place(pairs, who)) for moment, who in turns]


def _two(found: Sequence[Look]) -> list[tuple[int, FaceSeen | None, FaceSeen | None]]:
    """The left and the right face at each time; nothing where there are not two that stay apart."""
    places = sorted(face.x for look in found for face in look.faces)
    if len(places) < 4:
        return []
    gap, edge = max((after - before, (after + before) / 2) for before, after in pairwise(places))
    pairs = []
    for look in found:
        left = [face for face in look.faces if face.x < edge]
        right = [face for face in look.faces if face.x >= edge]
        pairs.append((look.time, left[0] if left else None, right[0] if right else None))
    both = min(sum(pair[side] is not None for pair in pairs) for side in (1, 2))
    return pairs if gap >= _APART and both >= _PRESENT * len(pairs) else []


def _lead(pair: tuple[int, FaceSeen | None, FaceSeen | None], silences: Sequence[Span]) -> float:
    """How much more the right mouth moves than the left one, -1..1; nothing is told while nobody is heard."""
    time, left, right = pair
    if any(span.start <= time < span.end for span in silences) or left is None or right is None:
        return 0.0
    return (right.mouth - left.mouth) / (right.mouth + left.mouth + _FAINT)


def _shown(leads: Sequence[float]) -> list[int]:
    """Who is shown at each look (0 left, 1 right): the row with the most mouth movement and the fewest changes."""
    scores, ways = [0.0, 0.0], list[tuple[int, int]]()
    for lead in leads:
        gain = (-lead, lead)
        before = list(scores)
        came = (0 if before[0] >= before[1] - _CHANGE else 1, 1 if before[1] >= before[0] - _CHANGE else 0)
        scores = [before[who] - (_CHANGE if who != now else 0.0) + gain[now] for now, who in enumerate(came)]
        ways.append(came)
    who = 0 if scores[0] >= scores[1] else 1
    row = []
    for came in reversed(ways):
        row.append(who)
        who = came[who]
    return row[::-1]


def _at_a_pause(time: int, silences: Sequence[Span]) -> int:
    """The middle of the pause that is nearest to a moment; the moment itself where there is none."""
    middles = [(span.start + span.end) // 2 for span in silences if span.start - _PAUSE <= time <= span.end + _PAUSE]
    return min(middles, key=lambda middle: abs(middle - time), default=time)


def _place(pairs: Sequence[tuple[int, FaceSeen | None, FaceSeen | None]], who: int) -> float:
    """Where a face is, most of the time."""
    faces = [pair[2] if who else pair[1] for pair in pairs]
    return median(face.x for face in faces if face is not None)
