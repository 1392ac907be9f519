"""The shape of the picture and the presets of platforms."""

from __future__ import annotations

from collections.abc import Mapping

from shorts_tui.engine.director.doing.captioning import caption_for_shape
from shorts_tui.engine.director.doing.listening import shown
from shorts_tui.engine.director.doing.places import clip_at
from shorts_tui.engine.director.doing.tracking import is_cropped, track
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.plan import Aspect, Follow, Preset, Reframe
from shorts_tui.engine.director.voice import aspect_of
from shorts_tui.timeline import edits

_SIZES: dict[Aspect, tuple[int, int]] = {
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "16:9": (1920, 1080),
    "4:5": (1080, 1350),
}
_FPS, _LOUDNESS = 30, -14.0
_SHORT_FILM = 90_000
"""ms; in longer films the crop stands in each scene, unless it is asked to move.

Looking closely takes a seventh of a film's length, and where keyframes are ten seconds apart, a head that moves would
else be half out of the picture most of the time.
"""
_LEFT = 0.4
"""Of a photo; where a crop would leave less of it, the middle is hardly ever what it is a photo of."""
LONGEST = 180_000
"""ms that the platforms of the presets should get at most."""


def reframe(work: Work, operation: Reframe) -> None:
    """Give the picture another shape; one that it has already keeps its size."""
    before, voice = work.draft.size, work.voice
    if not any(asset.info.kind != "audio" for asset in shown(work)):
        work.note("nothing_seen")
    size = before if before and aspect_of(before) == operation.aspect else _SIZES[operation.aspect]
    whole = _whole_photos(work, size) if operation.mode == "fill" and size != before else {}
    mode = "fit-blur" if whole and len(whole) == len(shown(work)) else operation.mode
    told = {
        "shape": voice.name(operation.aspect),
        "size": voice.size(size),
        "mode": voice.name(mode),
    }
    changed = edits.reframe(work.draft, *size, operation.mode, whole=whole)
    if not work.change("reframe", changed, aspect=operation.aspect):
        work.note("same_shape", **told)
        return
    work.tell("shape_kept" if size == before else "shape", **told, before=voice.size(before))
    _tell_whole(work, whole)
    caption_for_shape(work, before)
    if operation.mode == "fill":
        _follow_quietly(work)


def preset(work: Work, operation: Preset) -> None:
    """Make it what a platform wants; a picture that is upright already keeps the way it is framed."""
    before, (width, height) = work.draft.size, _SIZES["9:16"]
    mode = None if aspect_of(work.draft.size) == "9:16" else "fill"
    whole = _whole_photos(work, (width, height)) if mode == "fill" else {}
    shaped = edits.reframe(work.draft, width, height, mode, whole=whole)
    fitted = edits.fit_platform(shaped, operation.platform, fps=_FPS, loudness=_LOUDNESS)
    work.change("preset", fitted, platform=operation.platform)
    caption_for_shape(work, before)
    follows = mode == "fill"
    work.tell(
        "preset",
        shape=work.voice.name("9:16"),
        size=work.voice.size(work.draft.size),
        platform=work.voice.name(operation.platform),
        fps=_FPS,
        loudness=f"−{abs(_LOUDNESS):g}",
    )
    _tell_whole(work, whole)
    if follows:
        _follow_quietly(work)


def _whole_photos(work: Work, size: tuple[int, int]) -> dict[str, str]:
    """The photos (labels by asset id) that a picture of `size` would show too little of."""
    share = size[0] / size[1]
    return {
        asset.id: asset.label
        for asset in shown(work)
        if asset.info.kind == "image" and share * asset.info.height < _LEFT * asset.info.width
    }


def _tell_whole(work: Work, whole: Mapping[str, str]) -> None:
    if whole:
        photos = work.voice.count(len(whole), "image")
        shape = work.voice.shape(work.draft.size).removeprefix("portrait ").removesuffix(" 竖幅")
        work.tell("photos_whole", photos=photos, left=work.voice.percent(_LEFT), shape=shape)


def _follow_quietly(work: Work) -> None:
    """A crop follows without being asked to, where there is something to follow and it costs little."""
    try:
        track(work, dense=work.draft.duration <= _SHORT_FILM)
    except Refused:
        return


_WAYS = {"left": -1, "right": 1}
_STEPS = {"bit": 0.15, "much": 0.35}
"""How far a crop moves, as a share of its way from one edge to the other."""


def _move_crop(work: Work, side: str, by: float, number: int | None) -> None:
    """The crop of all clips, or of one, further to a side than it is; where it follows something, its whole way is."""
    known = {asset.id: asset for asset in work.request.assets}
    size, within = work.draft.size, None if number is None else clip_at(work, number)[0]
    clips = [
        clip
        for clip in edits.clips(work.draft)
        if size
        and clip.asset in known
        and is_cropped(clip, known[clip.asset], size)
        and (within is None or within[0] <= clip.start < within[1])
    ]
    if not clips:
        raise Refused("follow_no_crop")
    changed = work.draft
    for clip in clips:
        crop = clip.meta.get("crop")
        crop = crop if isinstance(crop, dict) else {}
        path = [(at, _moved(place, by)) for at, place in crop.get("path") or ()]
        changed = edits.place_crop(changed, _moved(crop.get("x", 0.5), by), path=path, within=(clip.start, clip.end))
    if not work.change("follow", changed, to=side):
        raise Refused("crop_edge", side=work.voice.name(f"side_{side}"))
    work.tell("crop_moved", side=work.voice.name(f"side_{side}"), clips=work.voice.count(len(clips), "clip"))


def _moved(place: float, by: float) -> float:
    return min(max(place + by, 0.0), 1.0)


def follow(work: Work, operation: Follow) -> None:
    """Let the crop follow what matters, or stand somewhere."""
    if operation.to == "auto":
        if not track(work):
            raise Refused("follow_nothing")
        return
    if operation.by is not None and operation.to in _WAYS:
        _move_crop(work, operation.to, _WAYS[operation.to] * _STEPS[operation.by], operation.clip)
        return
    x = {"off": 0.5, "left": 0.0, "right": 1.0}[operation.to]
    within = None if operation.clip is None else clip_at(work, operation.clip)[0]
    if not work.change("follow", edits.place_crop(work.draft, x, within=within), to=operation.to):
        raise Refused("look_same", what=work.voice.say("whole_film"))
    if operation.to == "off":
        work.tell("not_followed")
    else:
        work.tell("crop_side", side=work.voice.name(f"crop_{operation.to}"))
