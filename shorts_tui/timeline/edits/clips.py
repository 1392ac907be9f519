"""Laying clips on the main track, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shorts_tui.timeline.draft import EMPTY, Draft, Segment, TrackType
from shorts_tui.timeline.edits.captions import clear_captions
from shorts_tui.timeline.edits.parts import (
    Ids,
    each_segment,
    each_track,
    is_overlay,
    main_track,
    new_segment,
    new_track,
    placed,
    with_meta,
    with_track,
)
from shorts_tui.timeline.edits.sound import stretch_music


@dataclass(frozen=True)
class Clip:
    """Media to be laid on the timeline: `length` ms of it from `start` (ms of the source)."""

    asset: str
    name: str
    length: int
    start: int = 0
    crop: str | None = None
    """`fill` or `fit-blur` where its shape is not the film's."""


def new_film(clips: Iterable[Clip], *, width: int, height: int, fps: int = 30, title: str | None = None) -> Draft:
    """A film of these clips without gaps, on a canvas of `width` x `height` px."""
    meta = {"title": title, "width": width, "height": height, "fps": fps}
    empty = EMPTY.replace(meta={key: value for key, value in meta.items() if value is not None})
    return append_clips(empty, clips)


def append_clips(draft: Draft, clips: Iterable[Clip]) -> Draft:
    """Lay clips behind the last one; loops of music go on to the new end."""
    track, ids = main_track(draft), Ids(draft)
    segments = list(track.segments) if track else []
    cursor = max((segment.end for segment in segments), default=0)
    added = 0
    for clip in clips:
        if clip.length > 0:
            segments.append(_segment(clip, ids.fresh("c"), cursor))
            cursor += clip.length
            added += 1
    if not added:
        return draft
    name = new_track("video", TrackType.VIDEO, "Video", segments)
    laid = with_track(draft, lambda candidate: candidate is track, segments, name).replace(duration=cursor)
    return stretch_music(_over_all(laid, draft.duration), cursor)


def relay_clips(draft: Draft, clips: Iterable[Clip]) -> Draft:
    """Lay clips in place of all that are there; titles stay where they are, as far as the film reaches.

    Captions go, since they belong to the clips that were there; how they looked is kept.
    """
    track, bare = main_track(draft), draft
    if track is not None:
        segments = tuple(track.segments[:0])
        bare = each_track(draft, lambda one: one.replace(segments=segments) if one is track else one)
    bare = with_meta(clear_captions(bare), {"captions": draft.meta.get("captions")})
    laid = append_clips(bare, clips)
    main = main_track(laid)

    def inside(segment: Segment) -> Segment:
        start = min(segment.start, max(laid.duration - 1, 0))
        return placed(segment, start, min(segment.duration, laid.duration - start))

    return each_track(laid, lambda one: one if one is main else each_segment(one, inside))


def _over_all(draft: Draft, before: int) -> Draft:
    """What lay over the film to its end lies over the new clips as well."""

    def reached(overlay: Segment) -> Segment:
        return placed(overlay, overlay.start, draft.duration - overlay.start) if overlay.end >= before else overlay

    return each_track(draft, lambda track: each_segment(track, reached) if is_overlay(track) else track)


def _segment(clip: Clip, identity: str, start: int) -> Segment:
    crop = {"mode": clip.crop, "x": 0.5} if clip.crop else None
    meta = {"name": clip.name, "asset": clip.asset, "in": clip.start, "crop": crop}
    return new_segment(identity, start, clip.length, meta)
