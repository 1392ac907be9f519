"""Pictures over the picture, such as a logo, and voices over the film."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shorts_tui.timeline.draft import Draft, Segment, Track, TrackType
from shorts_tui.timeline.edits.parts import Ids, each_segment, each_track, is_overlay, new_segment, new_track, overlays

Corner = Literal["top-left", "top", "top-right", "left", "middle", "right", "bottom-left", "bottom", "bottom-right"]


@dataclass(frozen=True)
class Picture:
    """An image to lay over the film."""

    asset: str
    name: str


def add_overlay(
    draft: Draft,
    picture: Picture,
    *,
    corner: Corner = "top-right",
    size: float = 0.2,
    opacity: float = 1.0,
    start: int = 0,
    duration: int | None = None,
) -> Draft:
    """Show an image in a corner, `size` (0..1) of the frame's width wide, in place of the same image before.

    `duration` None: until the film ends.
    """
    total = draft.duration
    start = max(total + start, 0) if start < 0 else min(start, max(total - 1, 0))
    length = total - start if duration is None else min(duration, total - start)
    meta = {
        "name": picture.name,
        "asset": picture.asset,
        "overlay": {"corner": corner, "size": size, "opacity": opacity},
    }
    made = new_segment(Ids(draft).fresh("o"), start, length, meta)
    cleared = remove_overlays(draft, picture.asset)
    track = Track({**new_track("overlay", TrackType.VIDEO, "Overlay", [made]).raw}, (made,))
    track = track.replace(segments=[made], meta={"role": "overlay"})
    tracks = list(cleared.tracks)
    home = next((index for index, known in enumerate(tracks) if is_overlay(known)), None)
    if home is not None:
        tracks[home] = tracks[home].replace(segments=[*tracks[home].segments, made])
    else:
        last = max((index for index, known in enumerate(tracks) if known.is_video), default=-1)
        tracks.insert(last + 1, track)
    return cleared.replace(tracks=tracks)


def change_overlays(
    draft: Draft,
    *,
    corner: Corner | None = None,
    factor: float = 1.0,
    size: float | None = None,
    opacity: float | None = None,
) -> Draft:
    """Move the images over the film, or make them another size (0.03..1) or more or less see-through."""

    def changed(segment: Segment) -> Segment:
        known = segment.meta.get("overlay")
        values = dict(known) if isinstance(known, dict) else {}
        values["corner"] = corner or values.get("corner", "top-right")
        values["size"] = round(min(max((values.get("size", 0.2) if size is None else size) * factor, 0.03), 1.0), 3)
        values["opacity"] = values.get("opacity", 1.0) if opacity is None else opacity
        return segment if values == known else segment.replace(meta={"overlay": values})

    return each_track(draft, lambda track: each_segment(track, changed) if is_overlay(track) else track)


def remove_overlays(draft: Draft, asset: str | None = None) -> Draft:
    """Take the images over the film away; `asset`: that one alone."""
    if not any(asset in (None, one.asset) for one in overlays(draft)):
        return draft

    def without(track: Track) -> Track | None:
        if not is_overlay(track):
            return track
        kept = [segment for segment in track.segments if asset not in (None, segment.asset)]
        return track.replace(segments=kept) if kept else None

    return each_track(draft, without)


def add_voice(draft: Draft, asset: str, name: str, length: int, *, start: int = 0) -> Draft:
    """Lay a recorded voice over the film from `start` (ms) on, until it or the film ends."""
    start = min(max(start, 0), max(draft.duration - 1, 0))
    meta = {"name": name, "asset": asset, "in": 0}
    made = new_segment(Ids(draft).fresh("v"), start, min(length, draft.duration - start), meta)
    known = next((track for track in draft.tracks if track.is_audio and track.meta.get("role") == "voice"), None)
    if known is not None:
        kept = [one for one in known.segments if one.end <= made.start or one.start >= made.end]
        segments = sorted([*kept, made], key=lambda one: one.start)
        return each_track(draft, lambda track: track.replace(segments=segments) if track is known else track)
    track = new_track("voice", TrackType.AUDIO, "Voice-over", [made]).replace(meta={"role": "voice"})
    return draft.replace(tracks=[*draft.tracks, track])
