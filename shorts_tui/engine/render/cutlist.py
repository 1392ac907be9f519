"""Laying a draft on the output's frame grid: which shot is on top, which clip is heard, where each begins and ends.

Pure. Every boundary is rounded to a frame by its own place in the film, never by adding up rounded lengths, and
picture and sound share the rounded boundaries: so nothing drifts and the total is right to a frame.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.errors import RenderError
from shorts_tui.engine.render.effects import Overlay, effects_of, noise_of, number, overlay_of, transition_of
from shorts_tui.engine.render.film import Clip, Cutlist, Framing, Lane, Shot, frame_at
from shorts_tui.timeline.draft import Draft, Segment, Track
from shorts_tui.timeline.edits.parts import is_overlay, overlays

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
_MOST_POINTS = 2000
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
    video = [track for track in draft.tracks if track.is_video and not is_overlay(track)]
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
        overlays=tuple(grid.overlays(overlays(draft))),
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


def _loudness(draft: Draft) -> float | None:
    wanted = draft.meta.get("loudness")
    if isinstance(wanted, int | float) and not isinstance(wanted, bool):
        return number(wanted, _PLATFORM_LOUDNESS, -36.0, -8.0)
    return _PLATFORM_LOUDNESS if draft.meta.get("platform") in _PLATFORMS else None


def _framing(segment: Segment) -> Framing:
    crop = segment.meta.get("crop")
    if not isinstance(crop, Mapping):
        return Framing()
    return Framing(
        "fit-blur" if crop.get("mode") == "fit-blur" else "fill",
        number(crop.get("x"), 0.5, 0, 1),
        number(crop.get("y"), 0.5, 0, 1),
        _path(crop.get("path")),
    )


def _path(value: object) -> tuple[tuple[float, float], ...]:
    """Points of a moving crop that make sense, in order."""
    points = value if isinstance(value, list) else []
    found = [(number(point[0], -1, -1, 1e9), number(point[1], 0.5, 0, 1)) for point in points if _is_point(point)]
    return tuple(sorted(point for point in found if point[0] >= 0))[:_MOST_POINTS]


def _is_point(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2


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
        before: _Piece | None = None
        for piece in self._pieces(tracks):
            if piece.start > cursor:
                yield Shot(cursor, piece.start)
            asset = self.assets[piece.segment.asset]
            shot = Shot(piece.start, piece.end) if asset.info.kind == "audio" else self._shot(piece, asset)
            if before is not None and before.segment.end == piece.segment.start and shot.asset and not piece.played:
                shot = self._taking_over(shot, piece, before)
            yield shot
            before = piece
            cursor = piece.end
        if cursor < self.frames:
            yield Shot(cursor, self.frames)

    def _shot(self, piece: _Piece, asset: Asset) -> Shot:
        segment, speed = piece.segment, _speed(piece.segment)
        whole = frame_at(segment.end, self.fps) - frame_at(segment.start, self.fps)
        effects = effects_of(segment, self.fps, whole, piece.played)
        return Shot(piece.start, piece.end, asset, self._source(piece, speed), speed, _framing(segment), effects)

    def _taking_over(self, shot: Shot, piece: _Piece, before: _Piece) -> Shot:
        """The shot with its transition, during which the clip before goes on from where it was cut."""
        name, frames = transition_of(piece.segment, self.fps, shot.frames)
        asset = self.assets[before.segment.asset]
        if not frames or asset.info.kind == "audio":
            return shot
        gone = before.played + before.end - before.start
        going_on = _Piece(piece.start, piece.start + frames, before.segment, gone)
        below = self._shot(going_on, asset)
        effects = replace(below.effects, fade_in=0, fade_out=0)
        return replace(shot, before=replace(below, effects=effects), transition=name)

    def overlays(self, segments: Iterable[Segment]) -> Iterator[tuple[Overlay, Asset]]:
        """The images over the picture that are seen at all."""
        for segment in segments:
            start, end = frame_at(segment.start, self.fps), min(frame_at(segment.end, self.fps), self.frames)
            asset = self.assets[segment.asset]
            if start < end and asset.info.kind != "audio":
                yield overlay_of(segment, start, end), asset

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
        volume = number(segment.volume, 1.0, 0, _LOUDEST)
        if not (asset.info.has_audio or asset.info.kind == "audio") or volume == 0:
            return
        speed = _speed(segment)
        fade_in, fade_out = (
            max(int(number(segment.meta.get(key), 0, 0, 60_000)) for key in (f"fade_{side}", f"sound_fade_{side}"))
            for side in ("in", "out")
        )
        noise = noise_of(segment)
        whole = Clip(piece.start, piece.end, asset, self._source(piece, speed), speed, volume, fade_in, fade_out, noise)
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
                noise,
            )


def _speed(segment: Segment) -> float:
    return number(segment.speed, 1.0, *_SPEEDS)


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
    alike = (before.asset, before.speed, before.volume, before.noise) == (
        after.asset,
        after.speed,
        after.volume,
        after.noise,
    )
    if not alike or before.end != after.start or abs(expected - after.source) > 2 or before.fade_out or after.fade_in:
        return None
    return replace(before, end=after.end, fade_out=after.fade_out)
