"""The way of a crop through what is to be in sight: it stands where that stays, and goes gently where that goes.

Places are parts (0..1) of the picture's width, times ms of the source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from statistics import median

Way = list[tuple[int, float]]

_STANDS = 0.10
"""Of the width: a crop moves only when what it follows goes further than this."""
_LOOSE = 0.035
"""Of the width that what is followed may sway to each side while the crop stands."""
_SMOOTH = (900, 600, 400, 250)
"""ms to both sides over which the way is evened out: the first of these that does not lose what it follows."""
_LOST = 0.16
"""Of the crop's width that what is followed may be beside the middle on the way."""
_STEP = 200
"""ms between two points of a way."""
_EVERY = 250
"""ms between places where nothing was seen."""
_COMES = 500, 1_500
"""ms in which a crop goes to what was seen elsewhere before: at least, and for the whole width besides."""


def way(places: Sequence[tuple[int, float]], start: int, end: int, share: float) -> Way:
    """A place, or a gentle way from `start` to `end`, for a crop that has `share` (0..1) of the picture's width."""
    seen = [place for place in places if start <= place[0] < end] or list(places)
    calm = _calm([x for _, x in seen])
    if max(calm) - min(calm) <= _STANDS or len(calm) < 4:
        place = median(calm)
        return [(start, place), (end, place)]
    known = _filled([(time, x) for (time, _), x in zip(seen, calm, strict=True)], start, end)
    times, xs = [time for time, _ in known], _settled([x for _, x in known])
    smooth = next((ms for ms in _SMOOTH[:-1] if _keeps(times, xs, ms, share)), _SMOOTH[-1])
    points = [start, *range(start + _STEP, end - _STEP // 2, _STEP), end]
    return _thinned([(at, _smoothed(at, times, xs, smooth)) for at in points])


def _calm(places: Sequence[float]) -> list[float]:
    """Without single jumps: the median of each with its neighbours."""
    return [median(places[max(number - 1, 0) : number + 2]) for number in range(len(places))]


def _filled(places: Sequence[tuple[int, float]], start: int, end: int) -> list[tuple[int, float]]:
    """Also where nothing was seen: it stays where it was, and goes to what comes in time to be there."""
    known = [(time, places[0][1]) for time in range(start, places[0][0], _EVERY)]
    for (time, x), (then, y) in zip(places, [*places[1:], (end, places[-1][1])], strict=True):
        known.append((time, x))
        comes = then - min(then - time, round(_COMES[0] + _COMES[1] * abs(y - x)))
        for at in range(time + _EVERY, then - _EVERY // 2, _EVERY):
            part = min(max((at - comes) / max(then - comes, 1), 0.0), 1.0)
            known.append((at, x + (y - x) * part * part * (3 - 2 * part)))
    return known


def _settled(places: Sequence[float]) -> list[float]:
    """Without swaying: a place follows only what goes further than `_LOOSE` from it.

    Both directions of time together, since each alone would be late.
    """
    return [(one + other) / 2 for one, other in zip(_dragged(places), _dragged(places[::-1])[::-1], strict=True)]


def _dragged(places: Sequence[float]) -> list[float]:
    at, found = places[0], []
    for x in places:
        at = min(max(at, x - _LOOSE), x + _LOOSE)
        found.append(at)
    return found


def _keeps(times: Sequence[int], places: Sequence[float], smooth: int, share: float) -> bool:
    """Does a way that is evened out over so many ms stay with what it follows?"""
    return all(
        abs(_smoothed(time, times, places, smooth) - x) <= _LOST * share for time, x in zip(times, places, strict=True)
    )


def _smoothed(at: int, times: Sequence[int], places: Sequence[float], smooth: int) -> float:
    """The place at a moment on a straight way through those around it, the nearest counting most.

    A mere mean would lag where nothing is known on one side: at the beginning and at the end.
    """
    first = bisect_right(times, at - smooth)
    last = bisect_right(times, at + smooth)
    if first >= last:
        return places[min(first, len(places) - 1)]
    around = zip(times[first:last], places[first:last], strict=True)
    near = [(1 - abs(time - at) / (smooth + 1), time - at, x) for time, x in around]
    total = sum(weight for weight, _, _ in near)
    middle = sum(weight * off for weight, off, _ in near) / total
    mean = sum(weight * x for weight, _, x in near) / total
    spread = sum(weight * (off - middle) ** 2 for weight, off, _ in near)
    if not spread:
        return mean
    slope = sum(weight * (off - middle) * (x - mean) for weight, off, x in near) / spread
    return min(max(mean - slope * middle, 0.0), 1.0)


def _thinned(points: Way) -> Way:
    """Without the points that lie on the straight way between their neighbours, as where the crop stands."""
    kept = points[:1]
    for before, point, after in zip(points, points[1:], points[2:], strict=False):
        part = (point[0] - before[0]) / (after[0] - before[0])
        if abs(before[1] + (after[1] - before[1]) * part - point[1]) > 1e-4:
            kept.append(point)
    return [*kept, points[-1]]
