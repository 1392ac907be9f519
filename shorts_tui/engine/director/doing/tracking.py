"""The crop goes where faces are, or what moves: standing where that stays, moving gently where it goes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from shorts_tui.engine.assets import Asset, Span
from shorts_tui.engine.director.doing.listening import pictures, shown, sounds
from shorts_tui.engine.director.doing.speakers import speaking
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.media.focus import Look
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Segment

_STANDS = 0.10
"""Of the width: a crop moves only when what it follows goes further than this."""
_SMOOTH = 900
"""ms to both sides over which the way is evened out."""
_STEP = 400
"""ms between two points of a way."""
_WORTH = 1.12
"""How much wider than the film a source must be, that it matters where its crop stands."""
_SHARE = 0.25
"""Of its frames in which something must be found, for a scene to be followed."""

Way = list[tuple[int, float]]


def track(work: Work, *, dense: bool = True) -> bool:
    """Let the crop of every clip follow; False where nothing is to be followed.

    Raises:
        Refused: nothing is cropped.
    """
    size = work.draft.size
    known = {asset.id: asset for asset in shown(work)}
    clips = [clip for clip in edits.clips(work.draft) if size and _is_cropped(clip, known[clip.asset], size)]
    if not clips or size is None:
        raise Refused("follow_no_crop")
    scenes = pictures(work)
    heard = sounds(work) if dense else {}
    changed, kinds, count, moving = work.draft, set[bool](), 0, False
    with work.tool("track_subject", clips=len(clips)) as response:
        for clip in clips:
            asset = known[clip.asset]
            found = work.analysis.focus(asset, Span(clip.source_in, clip.source_out), dense=dense)
            quiet = heard[asset.id].silences if asset.id in heard else ()
            ways = _ways(clip, found, scenes[asset.id].scenes, asset, size, dense=dense, quiet=quiet)
            if not ways:
                continue
            kinds |= {look.face for look in found}
            count += 1
            moving = moving or len(ways) > 1
            within = (clip.start, clip.end)
            changed = edits.place_crop(changed, ways[0][1], path=ways if len(ways) > 1 else (), within=within)
        response |= {"followed": count}
    if not count:
        return False
    work.change("follow", changed)
    what = "follow_both" if len(kinds) == 2 else "follow_faces" if True in kinds else "follow_motion"
    work.tell("followed" if moving else "crop_on", what=work.voice.say(what), clips=work.voice.count(count, "clip"))
    return True


def _is_cropped(clip: Segment, asset: Asset, size: tuple[int, int]) -> bool:
    crop = clip.meta.get("crop")
    filled = not isinstance(crop, dict) or crop.get("mode") != "fit-blur"
    info = asset.info
    wide = info.width * size[1] > info.height * size[0] * _WORTH if info.height else False
    return filled and wide and info.kind == "video"


def _ways(
    clip: Segment,
    found: Sequence[Look],
    scenes: Sequence[int],
    asset: Asset,
    size: tuple[int, int],
    *,
    dense: bool,
    quiet: Sequence[Span] = (),
) -> Way:
    """Where the crop of a clip stands over time (ms of the source), scene by scene.

    It jumps at cuts, and from one speaker to another.
    """
    share = asset.info.height * size[0] / size[1] / asset.info.width
    edges = [clip.source_in, *(at for at in scenes if clip.source_in < at < clip.source_out), clip.source_out]
    points: Way = []
    anything = False
    for start, end in pairwise(edges):
        here = [look for look in found if start <= look.time < end]
        faces = [look for look in here if look.face]
        here = faces if len(faces) * 3 >= len(here) else here
        seen = max((end - start) * (4 if dense else 1) // 1000, 1)
        if len(here) < max(seen * _SHARE if dense else 1, 1):
            way: Way = [(start, 0.5), (end, 0.5)]
        elif turns := speaking(here, quiet, start, end) if dense else []:
            way = [(at, _crop_at(x, share)) for at, x in _jumping(turns, end)]
            anything = True
        else:
            way = [(at, _crop_at(x, share)) for at, x in _way(here, start, end)]
            anything = True
        if points and abs(points[-1][1] - way[0][1]) > 0.001:
            points.append((way[0][0] - 1, points[-1][1]))
        points += [point for point in way if not points or point[0] > points[-1][0] or point[1] != points[-1][1]]
    if not anything:
        return []
    return points if any(abs(x - points[0][1]) > 0.001 for _, x in points) else points[:1]


def _jumping(turns: Sequence[tuple[int, float]], end: int) -> Iterator[tuple[int, float]]:
    """A way that stands with each speaker and is with the next one at once."""
    for (at, x), (then, _) in zip(turns, [*turns[1:], (end, 0.0)], strict=True):
        yield at, x
        yield then - 1, x


def _crop_at(middle: float, share: float) -> float:
    """Where the crop must stand (0..1) for a place of the picture to be in its middle."""
    return round(min(max((middle - share / 2) / max(1 - share, 1e-6), 0.0), 1.0), 4)


def _way(here: Sequence[Look], start: int, end: int) -> Way:
    """A place, or a gentle way from `start` to `end`."""
    places = [look.x for look in here]
    calm = list(_calm(places))
    if max(calm) - min(calm) <= _STANDS or len(here) < 4:
        place = median(places)
        return [(start, place), (end, place)]
    times = [look.time for look in here]
    points = [start, *range(start + _STEP, end - _STEP // 2, _STEP), end]
    return [(at, _smoothed(at, times, calm)) for at in points]


def _calm(places: Sequence[float]) -> Iterator[float]:
    """Without single jumps: the median of each with its neighbours."""
    for number in range(len(places)):
        yield median(places[max(number - 2, 0) : number + 3])


def _smoothed(at: int, times: Sequence[int], places: Sequence[float]) -> float:
    """The place at a moment on a straight way through those around it, the nearest counting most.

    A mere mean would lag where nothing is known on one side: at the beginning and at the end.
    """
    first = bisect_right(times, at - _SMOOTH)
    last = bisect_right(times, at + _SMOOTH)
    if first >= last:
        return places[min(first, len(places) - 1)]
    around = zip(times[first:last], places[first:last], strict=True)
    near = [(1 - abs(time - at) / (_SMOOTH + 1), time - at, x) for time, x in around]
    total = sum(weight for weight, _, _ in near)
    middle = sum(weight * off for weight, off, _ in near) / total
    mean = sum(weight * x for weight, _, x in near) / total
    spread = sum(weight * (off - middle) ** 2 for weight, off, _ in near)
    if not spread:
        return mean
    slope = sum(weight * (off - middle) * (x - mean) for weight, off, x in near) / spread
    return min(max(mean - slope * middle, 0.0), 1.0)
