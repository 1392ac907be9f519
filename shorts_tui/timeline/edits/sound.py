"""Volumes, and music that lies under the whole film."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shorts_tui.timeline.draft import Draft, Segment, Track, TrackType, milliseconds
from shorts_tui.timeline.edits.parts import (
    Ids,
    each_segment,
    each_track,
    is_music,
    music,
    new_segment,
    new_track,
    placed,
    with_track,
)
from shorts_tui.timeline.edits.ripple import Times

LOUDEST = 4.0
"""Volumes end here (+12 dB)."""
_FADE = 1500
"""ms that music fades out at the end of a film that is long enough for it."""

Target = Literal["clips", "music", "all"]


@dataclass(frozen=True)
class Song:
    """A sound file to lay under the film; `length` in ms."""

    asset: str
    name: str
    length: int


def set_volume(
    draft: Draft,
    target: Target,
    *,
    level: float | None = None,
    factor: float | None = None,
    within: Times | None = None,
) -> Draft:
    """Set volumes to `level` (1.0 as recorded), or multiply them by `factor`.

    Args:
        draft: the film.
        target: the clips, the music, or both.
        level: 0..4.
        factor: used where there is no `level`.
        within: only clips that lie inside this stretch of the film.
    """

    def changed(segment: Segment) -> Segment:
        if within and not (within[0] <= segment.start and segment.end <= within[1]):
            return segment
        old = 1.0 if segment.volume is None else segment.volume
        new = round(
            min(max(old * (factor if factor is not None else 1.0) if level is None else level, 0.0), LOUDEST), 3
        )
        return segment if new == old else segment.replace(meta={"volume": new})

    def wanted(track: Track) -> bool:
        if is_music(track):
            return target in ("music", "all")
        return target in ("clips", "all") and (track.is_video or track.is_audio)

    return each_track(draft, lambda track: each_segment(track, changed) if wanted(track) else track)


def set_music(draft: Draft, song: Song, *, volume: float) -> Draft:
    """Lay one sound file under the whole film in place of any other music: looped, ducked, faded out at the end."""
    total = draft.duration
    meta = {
        "name": song.name,
        "asset": song.asset,
        "in": 0,
        "volume": volume,
        "duck": True,
        "fade_out": min(_FADE, total // 4),
        "length": song.length,
        "loop": song.length < total,
    }
    known = next((piece.id for piece in music(draft) if piece.asset == song.asset), "")
    piece = new_segment(known or Ids(draft).fresh("m"), 0, total, meta)
    cleared = each_track(
        draft, lambda track: track.replace(segments=()) if is_music(track) and track.segments else track
    )
    return with_track(cleared, is_music, [piece], new_track("music", TrackType.AUDIO, "BGM", [piece]))


def remove_music(draft: Draft) -> Draft:
    """Take all music away; a voice-over stays."""
    if not music(draft):
        return draft
    return draft.replace(tracks=[track for track in draft.tracks if not is_music(track) or not track.segments])


def stretch_music(draft: Draft, total: int) -> Draft:
    """Let the music end with a film of `total` ms: cut off, or looped where its file is too short."""

    def fitted(piece: Segment) -> Segment:
        room = total - piece.start
        length = milliseconds(piece.meta.get("length"))
        if length is None:
            return placed(piece, piece.start, room if piece.meta.get("loop") is True else min(piece.duration, room))
        loop = length - piece.source_in < room
        moved = placed(piece, piece.start, room)
        return moved if piece.meta.get("loop") is loop else moved.replace(meta={"loop": loop})

    def changed(track: Track) -> Track:
        if not is_music(track):
            return track
        heard = [piece for piece in track.segments if piece.start < total]
        kept = track if len(heard) == len(track.segments) else track.replace(segments=heard)
        return each_segment(kept, fitted)

    return each_track(draft, changed)
