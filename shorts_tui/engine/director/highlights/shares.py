"""The best parts of a film of several files, such that each file has a share that can be seen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from shorts_tui.engine.assets import Span, SpokenWord
from shorts_tui.engine.director.footage import STEP, Curve, Footage
from shorts_tui.engine.director.highlights import TOLERANCE, Highlights, counted, pick, whole
from shorts_tui.engine.director.highlights.pieces import SHORTEST, whole_pieces

_SHARE = 2000
"""ms that a file gets at least, where so much fits for all; more of a long film."""
_TENTH = 10
_CLOSE = 1500
"""ms; where not even a share for each fits, as many files as this fit."""
_BENT = 0.75
"""How much of the least share must be left where sentences of another file take from it."""
_BENDS = (0, -500, 500, -1000, 1000, 1500, -1500, 2000, 2500)
"""ms by which the share of a part may differ so that its sentences stay whole."""


@dataclass(frozen=True)
class Part:
    """A stretch of the film, ms, in which one file is shown."""

    source: str
    start: int
    end: int

    @property
    def duration(self) -> int:
        """Its length, ms."""
        return self.end - self.start


def pick_shared(footage: Footage, length: int, parts: Sequence[Part]) -> Highlights:
    """The best `length` ms of a film that is longer, with something of every file, as far as there is room.

    `parts` are the whole film in its order. Sentences and words are kept as `pick` keeps them; no piece that begins or
    ends at another file is shorter than a second.
    """
    found = pick(footage, length)
    if len({part.source for part in parts}) < 2:
        return found
    least = _least(parts, length)
    held = [sum(max(min(span.end, p.end) - max(span.start, p.start), 0) for span in found.spans) for p in parts]
    totals = {source: sum(ms for ms, p in zip(held, parts, strict=True) if p.source == source) for source in least}
    whole_ones = all(ms == 0 or ms >= SHORTEST for ms in held)
    if whole_ones and all(totals[source] >= ms for source, ms in least.items()):
        return found
    shares, floors = _shares(parts, held, least, length)
    return _chosen(footage, parts, shares, floors, length)


def _least(parts: Sequence[Part], length: int) -> dict[str, int]:
    """How many ms each file is to have at least; only the first files where not all of them fit."""
    sources: dict[str, int] = {}
    for part in parts:
        sources[part.source] = sources.get(part.source, 0) + part.duration
    share = max(_SHARE, length // _TENTH)
    if share * len(sources) > length:
        share = _SHARE
    fitting = list(sources)
    if share * len(sources) > length:
        fitting = fitting[: max(length // _CLOSE, 1)]
        share = length // len(fitting)
    return {source: min(share, sources[source]) for source in fitting}


def _shares(
    parts: Sequence[Part], held: Sequence[int], least: Mapping[str, int], length: int
) -> tuple[list[int], list[int]]:
    """How many ms each part is to keep, and at least.

    It is what the best choice keeps of it, changed by no more than fairness needs.
    """
    shares = [ms if parts[at].source in least else 0 for at, ms in enumerate(held)]
    floors = [0] * len(parts)
    for source, ms in least.items():
        mine = sorted((at for at, part in enumerate(parts) if part.source == source), key=lambda at: -shares[at])
        for at in mine:
            floors[at] = min(parts[at].duration, ms - sum(floors[one] for one in mine))
            shares[at] = max(shares[at], floors[at])
    _move(shares, sum(shares) - length, [share - floor for share, floor in zip(shares, floors, strict=True)], -1)
    for at, share in enumerate(shares):
        if share < SHORTEST and not floors[at]:
            shares[at] = 0
    rooms = [part.duration - shares[at] if shares[at] else 0 for at, part in enumerate(parts)]
    _move(shares, length - sum(shares), rooms, 1)
    return shares, floors


def _move(shares: list[int], wanted: int, rooms: Sequence[int], sign: int) -> None:
    """Spread a change of `wanted` ms over the shares in proportion to their rooms."""
    total = sum(rooms)
    given, done, seen = min(max(wanted, 0), total), 0, 0
    for at, room in enumerate(rooms):
        seen += room
        step = given * seen // total - done if total else 0
        shares[at] += sign * step
        done += step


def _chosen(
    footage: Footage, parts: Sequence[Part], shares: Sequence[int], floors: Sequence[int], length: int
) -> Highlights:
    """Each part's best for its share; parts without words come last and take up what the sentences leave."""
    films = [_part_of(footage, part) for part in parts]
    order = sorted((at for at in range(len(parts)) if shares[at]), key=lambda at: (not films[at].words, at))
    results: dict[int, Highlights] = {}
    owed = 0
    for number, at in enumerate(order):
        later = [one for one in order[number + 1 :] if not films[one].words]
        spare = sum(shares[one] - round(floors[one] * _BENT) for one in later) + owed
        bends = [bend for bend in _BENDS if bend <= spare] if later and films[at].words else [0]
        results[at] = _best(films[at], max(min(shares[at] + owed, parts[at].duration), 1), bends)
        owed += shares[at] - results[at].length
    spans = [
        Span(span.start + parts[at].start, span.end + parts[at].start)
        for at in sorted(results)
        for span in results[at].spans
    ]
    picks = [
        replace(one, start=one.start + parts[at].start, end=one.end + parts[at].start)
        for at in sorted(results)
        for one in results[at].picks
    ]
    fences = [part.start for part in parts[1:]]
    tidy = whole_pieces(footage, spans, length, TOLERANCE, fences)
    return counted(footage, tidy, picks, sum(one.total for one in results.values()))


def _best(film: Footage, share: int, bends: Sequence[int]) -> Highlights:
    """The best of a part, its length bent a little where that saves a sentence."""
    if share >= film.duration - STEP:
        return whole(film)
    best = pick(film, share)
    for bend in bends[1:]:
        if not best.partly:
            break
        wanted = share + bend
        if not SHORTEST < wanted < film.duration - STEP:
            continue
        other = pick(film, wanted)
        if other.partly < best.partly:
            best = other
    return best


def _part_of(footage: Footage, part: Part) -> Footage:
    """A part as a film of its own, in its own times."""
    starts = [word.start for word in footage.words]
    first, last = bisect_left(starts, part.start), bisect_left(starts, part.end)
    words = tuple(
        SpokenWord(word.text, word.start - part.start, min(word.end, part.end) - part.start, word.probability)
        for word in footage.words[first:last]
    )
    sentences = tuple(
        (max(low, first) - first, min(high, last) - first)
        for low, high in footage.sentences
        if max(low, first) < min(high, last)
    )
    silences = tuple(
        Span(max(one.start, part.start) - part.start, min(one.end, part.end) - part.start)
        for one in footage.silences
        if one.start < part.end and part.start < one.end
    )
    scenes = (0, *(scene - part.start for scene in footage.scenes if part.start < scene < part.end))
    cells = slice(part.start // STEP, -(-part.end // STEP))
    return replace(
        footage,
        duration=part.duration,
        words=words,
        sentences=sentences,
        silences=silences,
        scenes=scenes,
        levels=Curve(footage.levels.values[cells]),
        motion=Curve(footage.motion.values[cells]),
    )
