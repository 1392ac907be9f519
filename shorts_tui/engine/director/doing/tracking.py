"""The crop goes where faces are, or what moves: standing where that stays, moving gently where it goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from shorts_tui.engine.assets import Asset, Span
from shorts_tui.engine.director.doing.listening import pictures, shown, sounds
from shorts_tui.engine.director.doing.people import sights
from shorts_tui.engine.director.doing.speakers import speaking
from shorts_tui.engine.director.doing.ways import Way, way
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.media.focus import Look
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Segment

_WORTH = 1.12
"""How much wider than the film a source must be, that it matters where its crop stands."""
_SHARE = 0.25
"""Of its looks in which something must move, for a scene without faces to be followed."""
_FACES = 3
"""Looks at faces from which on a scene has somebody to follow, however many others there are."""
_SURE = 500
"""ms to both sides within which another look must be at a face near by, else it may be a mistake."""
_BESIDE = 0.12
_SHORT = 1_000
"""ms of a scene in which every look counts."""
_SAME = 120
"""ms that two times of one cut may differ."""
_LATE = 2_500
"""ms that keyframes may tell a cut too late."""
_AT_ONCE = 2
"""Clips that are looked at side by side."""
_TALKING = 180_000
"""ms of clips that are watched closely, without being asked to, because there are several people in them."""


def track(work: Work, *, dense: bool = True) -> bool:
    """Let the crop of every clip follow; False where nothing is to be followed.

    Raises:
        Refused: nothing is cropped.
    """
    size = work.draft.size
    known = {asset.id: asset for asset in shown(work)}
    clips = [clip for clip in edits.clips(work.draft) if size and is_cropped(clip, known[clip.asset], size)]
    if not clips or size is None:
        raise Refused("follow_no_crop")
    scenes, heard, watched = pictures(work), sounds(work) if dense else {}, 0
    changed, kinds, count, moving = work.draft, set[bool](), 0, False
    with work.tool("track_subject", clips=len(clips)) as response, ThreadPoolExecutor(_AT_ONCE, "looking") as pool:
        seen = pool.map(lambda clip: work.analysis.focus(known[clip.asset], _span(clip), dense=dense), clips)
        for clip, looks in zip(clips, seen, strict=True):
            asset, span, found, closely = known[clip.asset], _span(clip), looks, dense
            share = _share(asset, size)
            if not dense and watched + span.duration <= _TALKING and _several(found, share):
                found, closely = work.analysis.focus(asset, span, dense=True), True
                watched += span.duration
                heard = heard or sounds(work)
            quiet = heard[asset.id].silences if asset.id in heard else ()
            ways = _ways(clip, found, scenes[asset.id].scenes, share, dense=closely, quiet=quiet)
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


def _span(clip: Segment) -> Span:
    return Span(clip.source_in, clip.source_out)


def is_cropped(clip: Segment, asset: Asset, size: tuple[int, int]) -> bool:
    """Is the picture of the clip wider than the film, and cropped to fill it?"""
    crop = clip.meta.get("crop")
    filled = not isinstance(crop, dict) or crop.get("mode") != "fit-blur"
    info = asset.info
    wide = info.width * size[1] > info.height * size[0] * _WORTH if info.height else False
    return filled and wide and info.kind == "video"


def _share(asset: Asset, size: tuple[int, int]) -> float:
    """Of the picture's width that a crop shows."""
    return asset.info.height * size[0] / size[1] / asset.info.width


def _several(found: Sequence[Look], share: float) -> bool:
    """Are there people who are not all in the crop at once, so that it matters who speaks?"""
    return any(len(sights([look], share, fleeting=1)) > 1 for look in found if look.face)


def _ways(
    clip: Segment,
    found: Sequence[Look],
    scenes: Sequence[int],
    share: float,
    *,
    dense: bool,
    quiet: Sequence[Span] = (),
) -> Way:
    """Where the crop of a clip stands over time (ms of the source), scene by scene.

    It jumps at cuts, and from one speaker to another.
    """
    points: Way = []
    anything = False
    for start, end in pairwise(_edges(clip, found, scenes)):
        here = [look for look in found if start <= look.time < end]
        ways = list(_scene(here, quiet, start, end, share, dense=dense))
        anything = anything or bool(ways)
        for part in ways or [[(start, 0.5), (end - 1, 0.5)]]:
            placed = [(at, _crop_at(x, share)) for at, x in part]
            points += placed
    if not anything:
        return []
    return points if any(abs(x - points[0][1]) > 0.001 for _, x in points) else points[:1]


def _edges(clip: Segment, found: Sequence[Look], scenes: Sequence[int]) -> list[int]:
    """The times of the cuts in a clip, with its own beginning and end.

    Keyframes tell some cuts late; those that the looks at every frame have seen come instead.
    """
    seen = sorted({look.cut for look in found if look.cut is not None})
    told = [at for at in scenes if not any(at - _LATE < cut <= at + _SAME and abs(cut - at) > _SAME for cut in seen)]
    cuts = {*told, *(cut for cut in seen if not any(abs(at - cut) <= _SAME for at in told))}
    return [clip.source_in, *sorted(at for at in cuts if clip.source_in < at < clip.source_out), clip.source_out]


def _scene(
    here: Sequence[Look], quiet: Sequence[Span], start: int, end: int, share: float, *, dense: bool
) -> Iterator[Way]:
    """The ways through one scene, one after the other; none where there is nothing to follow."""
    faces = [look for look in here if look.face]
    short = not dense or end - start < _SHORT
    faces = faces if short else _sure(faces)
    if len(faces) >= (1 if short else _FACES):
        turns = speaking(faces, quiet, start, end, share, dense=dense)
        for turn, then in zip(turns, [*(turn.start for turn in turns[1:]), end], strict=True):
            yield way(turn.places, turn.start, then - 1, share)
        return
    moving = [(look.time, look.x) for look in here if not look.face]
    if len(moving) >= (max((end - start) * 4 // 1000, 1) * _SHARE if dense else 1):
        yield way(moving, start, end - 1, share)


def _sure(faces: Sequence[Look]) -> list[Look]:
    """The looks at faces beside which there is another one: a single one may be a mistake."""
    return [
        look
        for look in faces
        if any(other is not look and abs(other.time - look.time) <= _SURE and _near(other, look) for other in faces)
    ]


def _near(one: Look, other: Look) -> bool:
    places = [face.x for face in other.faces] or [other.x]
    return any(abs(face - x) <= _BESIDE for face in [one.x, *(face.x for face in one.faces)] for x in places)


def _crop_at(middle: float, share: float) -> float:
    """Where the crop must stand (0..1) for a place of the picture to be in its middle."""
    return round(min(max((middle - share / 2) / max(1 - share, 1e-6), 0.0), 1.0), 4)
