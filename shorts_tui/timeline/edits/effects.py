"""How clips look and sound: grades, zooms, fades, transitions, noise reduction, where a crop stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from shorts_tui.timeline.draft import Draft, Json, Segment, Track
from shorts_tui.timeline.edits.parts import clips, each_segment, each_track, is_music, main_track
from shorts_tui.timeline.edits.ripple import Times

Look = Literal[
    "brighter", "darker", "contrast", "soft", "vivid", "muted", "warm", "cool", "mono", "vintage", "cinematic", "none"
]
Side = Literal["in", "out"]
TransitionKind = Literal["cut", "crossfade", "dip", "flash", "wipe", "slide", "zoom"]

_LOOKS: Mapping[str, Mapping[str, float]] = {
    "brighter": {"brightness": 0.07},
    "darker": {"brightness": -0.07},
    "contrast": {"contrast": 1.18},
    "soft": {"contrast": 0.85},
    "vivid": {"saturation": 1.3},
    "muted": {"saturation": 0.75},
    "warm": {"warmth": 10},
    "cool": {"warmth": -10},
    "mono": {"saturation": 0.0},
    "vintage": {"saturation": 0.7, "warmth": 12, "contrast": 0.92, "brightness": 0.02},
    "cinematic": {"contrast": 1.12, "saturation": 0.9, "warmth": 4, "brightness": -0.02},
}
_SUMS = {"brightness": 0.35, "warmth": 40.0}
"""What adds up, and how far; the others multiply, between a third and three."""


def grade(draft: Draft, look: Look, *, amount: float = 1.0, within: Times | None = None) -> Draft:
    """Give clips a look on top of the one they have (`none` takes all away); `amount` 0..2 says how much of it."""

    def changed(clip: Segment) -> Segment:
        if look == "none":
            return clip.replace(meta={"grade": None}) if "grade" in clip.meta else clip
        known = clip.meta.get("grade")
        values: dict[str, Json] = dict(known) if isinstance(known, dict) else {}
        for key, by in _LOOKS[look].items():
            if key in _SUMS:
                most = _SUMS[key]
                values[key] = round(min(max(values.get(key, 0.0) + by * amount, -most), most), 4)
            else:
                factor = 1 + (by - 1) * amount if by else 0.0
                values[key] = round(min(max(values.get(key, 1.0) * factor, 0.0 if by == 0 else 0.33), 3.0), 4)
        names = [name for name in str(values.get("name", "")).split(" + ") if name and name != look]
        values["name"] = " + ".join([*names, look][-3:])
        return clip.replace(meta={"grade": values})

    return each_clip(draft, changed, within)


def zoom(draft: Draft, start: float, end: float, *, within: Times | None = None, every: int = 1) -> Draft:
    """Let clips grow from `start` to `end` times their size (1, 1: none), every clip or every second one."""
    numbers = {id(clip): number for number, clip in enumerate(clips(draft))}

    def changed(clip: Segment) -> Segment:
        if every > 1 and numbers.get(id(clip), 0) % every != 1:
            return clip
        wanted = None if start == end == 1 else {"from": start, "to": end}
        return clip if clip.meta.get("zoom") == wanted else clip.replace(meta={"zoom": wanted})

    return each_clip(draft, changed, within)


def fade(draft: Draft, side: Side, duration: int, *, sound_only: bool = False) -> Draft:
    """Let the film's first clip come up from black and silence, or its last one go down to it, in `duration` ms.

    0 takes the fade away. Music fades with the film where the whole film does.
    """
    known = clips(draft)
    if not known:
        return draft
    edge = known[0] if side == "in" else known[-1]
    key = f"sound_fade_{side}" if sound_only else f"fade_{side}"
    length = min(duration, edge.duration)

    def changed(clip: Segment) -> Segment:
        return with_value(clip, key, length or None) if clip is edge else clip

    return fade_music(each_clip(draft, changed), side, length)


def fade_music(draft: Draft, side: Side, duration: int) -> Draft:
    """Let the music come up or go down in `duration` ms; 0: it starts or ends at once."""

    def changed(piece: Segment) -> Segment:
        at_edge = piece.start == 0 if side == "in" else piece.end >= draft.duration
        return with_value(piece, f"fade_{side}", min(duration, piece.duration) or None) if at_edge else piece

    return each_track(draft, lambda track: each_segment(track, changed) if is_music(track) else track)


def transition(draft: Draft, kind: TransitionKind, duration: int, *, into: int | None = None) -> Draft:
    """How one clip gives way to the next, everywhere or before clip `into` (counted from 1) alone.

    It runs in the first `duration` ms of the later clip, at most half of it, while the earlier one goes on below:
    the film stays as long as it is.
    """
    known = clips(draft)
    chosen = {id(clip) for number, clip in enumerate(known, 1) if number > 1 and into in (None, number)}

    def changed(clip: Segment) -> Segment:
        if id(clip) not in chosen:
            return clip
        length = min(duration, clip.duration // 2)
        return with_value(clip, "transition", None if kind == "cut" else {"type": kind, "d": length})

    return each_clip(draft, changed)


def denoise(draft: Draft, floors: Mapping[str, float] | None) -> Draft:
    """Take steady noise, whose level (dBFS) is told by asset, out of what was recorded; None: leave it as it was."""

    def changed(clip: Segment) -> Segment:
        if floors is None:
            return with_value(clip, "denoise", None)
        floor = floors.get(clip.asset)
        return clip if floor is None else with_value(clip, "denoise", {"floor": round(floor, 1)})

    return each_clip(draft, changed)


def duck(draft: Draft, on: bool) -> Draft:
    """Music gives way to speech, or stays as loud as it is."""
    changed = lambda piece: with_value(piece, "duck", on)  # noqa: E731 - a name for one expression
    return each_track(draft, lambda track: each_segment(track, changed) if is_music(track) else track)


def each_clip(draft: Draft, change: Callable[[Segment], Segment], within: Times | None = None) -> Draft:
    """The clips of the main track as `change` makes them, or those alone that lie `within` a stretch of the film."""
    main = main_track(draft)

    def wanted(clip: Segment) -> Segment:
        return clip if within and not (within[0] <= clip.start and clip.end <= within[1]) else change(clip)

    def changed(track: Track) -> Track:
        return each_segment(track, wanted) if track is main else track

    return each_track(draft, changed)


def with_value(segment: Segment, key: str, value: Json) -> Segment:
    """One key of `m` with another value (None: without it); the very same segment where nothing changes."""
    return segment if segment.meta.get(key) == value else segment.replace(meta={key: value})


def place_crop(draft: Draft, x: float, *, path: Sequence[tuple[int, float]] = (), within: Times | None = None) -> Draft:
    """Let the crop of clips stand at `x` (0..1, left to right), or go along `path`: ms of the source and places."""

    def changed(clip: Segment) -> Segment:
        known = clip.meta.get("crop")
        crop: dict[str, Json] = {key: value for key, value in (known or {}).items() if key != "path"}
        crop = {"mode": "fill", **crop, "x": round(x, 4)}
        if path:
            crop["path"] = [[at, round(place, 4)] for at, place in path]
        return clip if crop == known else clip.replace(meta={"crop": crop})

    return each_clip(draft, changed, within)
