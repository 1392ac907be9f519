"""Laying a draft on the output's frame grid: which shot is on top, which clip is heard, where each begins and ends.

Pure. Every boundary is rounded to a frame by its own place in the film, never by adding up rounded lengths, and
picture and sound share the rounded boundaries: so nothing drifts and the total is right to a frame.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.errors import RenderError
from shorts_tui.engine.render.film import Clip, Cutlist, Framing, Lane, Shot, frame_at
from shorts_tui.timeline.draft import Draft, Segment, Track

LONG_SIDE, SHORT_SIDE = 1920, 1080
"""The largest picture, px."""
_SMALLEST = 64
_DEFAULT_SIZE = (1080, 1920)
_DEFAULT_FPS = 30
_LONGEST = 3 * 3_600_000
_SPEEDS = (0.1, 20.0)
_LOUDEST = 10.0
_PLATFORM_LOUDNESS = -14.0
_PLATFORMS = {"tiktok", "reels", "shorts"}
_SHORTEST_LOOP = 500
"""ms; a shorter sound is no music and is played once."""

NO_MEDIA = "This draft names media that this machine doesn't have."
NOTHING = "There is nothing to export yet."


def cutlist(draft: Draft, assets: Mapping[str, Asset]) -> Cutlist:
    """Lay `draft` on its frame grid; `assets` holds the media by the ids that the draft uses.

    Raises:
        RenderError: there is nothing in it, it names unknown media, or it is longer than three hours.
    """
    if draft.is_empty or not draft.duration:
        raise RenderError(NOTHING)
    if draft.duration > _LONGEST:
        raise RenderError("The film is longer than three hours, which is more than the engine renders.")
    media = [track for track in draft.tracks if track.is_video or track.is_audio]
    if any(segment.asset not in assets for track in media for segment in track.segments):
        raise RenderError(NO_MEDIA)
    fps = min(60, max(1, round(draft.fps))) if draft.fps and math.isfinite(draft.fps) else _DEFAULT_FPS
    frames = max(1, frame_at(draft.duration, fps))
    grid = _Grid(fps, frames, assets)
    video = [track for track in draft.tracks if track.is_video]
    width, height = output_size(draft.size or _first_size(video, assets))
    return Cutlist(
        width=width,
        height=height,
        fps=fps,
        frames=frames,
        shots=tuple(grid.shots(video)),
        lanes=tuple(lane for track in media if (lane := grid.lane(track)).clips),
        texts=tuple(
            segment for track in draft.tracks if track.is_text for segment in track.segments if segment.text.strip()
        ),
        loudness=_loudness(draft),
    )


def output_size(size: tuple[int, int]) -> tuple[int, int]:
    """A picture size (px) made even and no larger than 1920 by 1080 either way round."""
    long, short = max(size), min(size)
    scale = min(1.0, LONG_SIDE / long, SHORT_SIDE / short)
    width, height = (max(_SMALLEST, round(side * scale / 2) * 2) for side in size)
    return min(width, LONG_SIDE), min(height, LONG_SIDE)


def _first_size(tracks: Iterable[Track], assets: Mapping[str, Asset]) -> tuple[int, int]:
    infos = (assets[segment.asset].info for track in tracks for segment in track.segments)
    return next(((info.width, info.height) for info in infos if info.width and info.height), _DEFAULT_SIZE)


def _number(value: Any, default: float, low: float, high: float) -> float:
    """A number of the draft within limits; the default for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return default
    return min(high, max(low, float(value)))


def _loudness(draft: Draft) -> float | None:
    wanted = draft.meta.get("loudness")
    if isinstance(wanted, int | float) and not isinstance(wanted, bool):
        return _number(wanted, _PLATFORM_LOUDNESS, -36.0, -8.0)
    return _PLATFORM_LOUDNESS if draft.meta.get("platform") in _PLATFORMS else None


def _framing(segment: Segment) -> Framing:
    crop = segment.meta.get("crop")
    if not isinstance(crop, Mapping):
        return Framing()
    return Framing(
        "fit-blur" if crop.get("mode") == "fit-blur" else "fill",
        _number(crop.get("x"), 0.5, 0, 1),
        _number(crop.get("y"), 0.5, 0, 1),
    )


@dataclass(frozen=True)
class _Piece:
    """Frames of the film that a segment fills; `played` is how many of its frames lie before them."""

    start: int
    end: int
    segment: Segment
    played: int


@dataclass(frozen=True)
class _Grid:
    """The film's frame grid and what lies on it."""

    fps: int
    frames: int
    assets: Mapping[str, Asset]

    def _pieces(self, tracks: Sequence[Track]) -> list[_Piece]:
        """What is on top, in order: later tracks cover earlier ones, in a track a later start covers an earlier."""
        laid: list[_Piece] = []
        reach = 0
        for track in tracks:
            for segment in sorted(track.segments, key=lambda segment: segment.start):
                start = frame_at(segment.start, self.fps)
                end = min(frame_at(segment.end, self.fps), self.frames)
                if start < end:
                    if start < reach:
                        laid = [part for piece in laid for part in _around(piece, start, end)]
                    laid.append(_Piece(start, end, segment, 0))
                    reach = max(reach, end)
        return sorted(laid, key=lambda piece: piece.start)

    def shots(self, tracks: Sequence[Track]) -> Iterator[Shot]:
        """What is shown from the first frame to the last, black where there is nothing."""
        cursor = 0
        for piece in self._pieces(tracks):
            if piece.start > cursor:
                yield Shot(cursor, piece.start)
            asset = self.assets[piece.segment.asset]
            if asset.info.kind == "audio":
                yield Shot(piece.start, piece.end)
            else:
                speed = _speed(piece.segment)
                yield Shot(
                    piece.start, piece.end, asset, self._source(piece, speed), speed, framing=_framing(piece.segment)
                )
            cursor = piece.end
        if cursor < self.frames:
            yield Shot(cursor, self.frames)

    def lane(self, track: Track) -> Lane:
        """What is heard of a track."""
        clips: list[Clip] = []
        for piece in self._pieces([track]):
            for clip in self._clips(piece):
                if clips and (joined := _joined(clips[-1], clip, self.fps)) is not None:
                    clips[-1] = joined
                else:
                    clips.append(clip)
        duck = track.is_audio and any(segment.meta.get("duck") not in (None, False, 0) for segment in track.segments)
        return Lane(tuple(clips), duck)

    def _source(self, piece: _Piece, speed: float) -> float:
        return piece.segment.source_in + piece.played * 1000 / self.fps * speed

    def _clips(self, piece: _Piece) -> Iterator[Clip]:
        """The piece as one clip; a loop as one clip for each time around."""
        segment, asset = piece.segment, self.assets[piece.segment.asset]
        volume = _number(segment.volume, 1.0, 0, _LOUDEST)
        if not (asset.info.has_audio or asset.info.kind == "audio") or volume == 0:
            return
        speed = _speed(segment)
        fade_in, fade_out = (int(_number(segment.meta.get(key), 0, 0, 60_000)) for key in ("fade_in", "fade_out"))
        whole = Clip(piece.start, piece.end, asset, self._source(piece, speed), speed, volume, fade_in, fade_out)
        around = asset.info.duration - segment.source_in
        if not segment.meta.get("loop") or around < _SHORTEST_LOOP:
            yield whole
            return
        step = max(1, math.floor(around * self.fps / 1000 / speed))
        first = piece.start - piece.played
        for start in range(first + piece.played // step * step, piece.end, step):
            begin, end = max(start, piece.start), min(start + step, piece.end)
            source = segment.source_in + (begin - start) * 1000 / self.fps * speed
            yield Clip(
                begin,
                end,
                asset,
                source,
                speed,
                volume,
                fade_in if begin == piece.start else 0,
                fade_out if end == piece.end else 0,
            )


def _speed(segment: Segment) -> float:
    return _number(segment.speed, 1.0, *_SPEEDS)


def _around(piece: _Piece, start: int, end: int) -> Iterator[_Piece]:
    """What is left of `piece` before `start` and from `end` on."""
    if piece.start < start:
        yield _Piece(piece.start, min(piece.end, start), piece.segment, piece.played)
    if piece.end > end:
        begin = max(piece.start, end)
        yield _Piece(begin, piece.end, piece.segment, piece.played + begin - piece.start)


def _joined(before: Clip, after: Clip, fps: int) -> Clip | None:
    """Two clips that go on without a break as one, or None: a join that nobody cut needs no seam."""
    expected = before.source + (before.end - before.start) * 1000 / fps * before.speed
    alike = (before.asset, before.speed, before.volume) == (after.asset, after.speed, after.volume)
    if not alike or before.end != after.start or abs(expected - after.source) > 2 or before.fade_out or after.fade_in:
        return None
    return Clip(
        before.start,
        after.end,
        before.asset,
        before.source,
        before.speed,
        before.volume,
        before.fade_in,
        after.fade_out,
    )
