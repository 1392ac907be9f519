"""Putting stretches of a film in another order or at another speed: splitting, moving, copying, retiming."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shorts_tui.timeline.draft import Draft, Json, Segment, Track
from shorts_tui.timeline.edits.captions import ripple_caption
from shorts_tui.timeline.edits.cutting import film_length
from shorts_tui.timeline.edits.parts import (
    Ids,
    clips,
    each_segment,
    each_track,
    is_caption,
    is_music,
    is_overlay,
    placed,
    with_edge_fades,
)
from shorts_tui.timeline.edits.ripple import Ripple, Times
from shorts_tui.timeline.edits.sound import stretch_music

SLOWEST, FASTEST = 0.1, 8.0
"""Speeds end here; sound is understood within a much smaller range."""


@dataclass(frozen=True)
class Stretch:
    """A part of the film before (ms), and how much faster than it is now it is to run."""

    start: int
    end: int
    faster: float = 1.0

    @property
    def length(self) -> int:
        """How long it is afterwards, ms."""
        return max(round((self.end - self.start) / self.faster), 1)


@dataclass(frozen=True)
class _Placed:
    """A stretch and where it begins afterwards."""

    stretch: Stretch
    at: int

    def moment(self, before: int) -> int:
        """Where a moment of the stretch is afterwards."""
        inside = min(max(before, self.stretch.start), self.stretch.end) - self.stretch.start
        return self.at + min(round(inside / self.stretch.faster), self.stretch.length)


def rearranged(draft: Draft, stretches: Iterable[Stretch]) -> Draft:
    """A film of these stretches in their order; what is in none of them goes, what is in two comes twice.

    Captions go with what is said, titles and voice-overs with the pictures where they begin; a title that opens or
    ends the film keeps doing so; music lies under the whole.

    Raises:
        ValueError: nothing would be left.
    """
    total = film_length(draft)
    wanted = [Stretch(max(one.start, 0), min(one.end, total), one.faster) for one in stretches]
    wanted = [one for one in wanted if one.start < one.end]
    if not wanted:
        raise ValueError("nothing would be left of the film")
    laid, cursor = [], 0
    for one in wanted:
        laid.append(_Placed(one, cursor))
        cursor += one.length
    ids = Ids(draft)
    changed = each_track(draft, lambda track: _laid(track, laid, total, cursor, ids))
    return with_edge_fades(draft, stretch_music(changed.replace(duration=cursor), cursor))


def with_plain_speed(draft: Draft, assets: Container[str]) -> Draft:
    """Clips of these assets, which are images, without a speed: they only last longer or shorter."""

    def plain(clip: Segment) -> Segment:
        still = clip.asset in assets and ("speed" in clip.meta or clip.source_in)
        return clip.replace(meta={"speed": None, "in": 0}) if still else clip

    return each_track(draft, lambda track: each_segment(track, plain) if track.is_video else track)


def last_until(draft: Draft, length: int) -> Draft:
    """The last clip, which is an image, lasts until the film is `length` ms long."""
    known = sorted(clips(draft), key=lambda clip: clip.start)
    if not known or known[-1].start >= length:
        return draft
    last = known[-1]

    def lasting(clip: Segment) -> Segment:
        return placed(clip, clip.start, length - clip.start) if clip is last else clip

    changed = each_track(draft, lambda track: each_segment(track, lasting) if track.is_video else track)
    return stretch_music(changed.replace(duration=length), length)


def split(draft: Draft, moments: Iterable[int]) -> Draft:
    """Clips end and begin anew at these moments (ms); nothing that is seen or heard changes."""
    total = film_length(draft)
    edges = [0, *sorted({at for at in moments if 0 < at < total}), total]
    ids = Ids(draft)
    spans = list(pairwise(edges))

    def parted(track: Track) -> Track:
        if not track.is_video or is_overlay(track):
            return track
        pieces = [piece for clip in track.segments for piece in _parted(clip, spans, ids)]
        return track if len(pieces) == len(track.segments) else track.replace(segments=pieces)

    return each_track(draft, parted)


def _parted(clip: Segment, spans: Sequence[Times], ids: Ids) -> Iterator[Segment]:
    inside = [(max(start, clip.start), min(end, clip.end)) for start, end in spans]
    pieces = [span for span in inside if span[0] < span[1]]
    for number, (start, end) in enumerate(pieces):
        piece = piece_of(clip, start, end)
        yield piece.replace(id=ids.like(clip.id)) if number and clip.id else piece


def piece_of(clip: Segment, start: int, end: int) -> Segment:
    """The part of a clip between two moments of the film, where it lies; the clip itself where that is all of it."""
    meta: dict[str, Json] = {}
    if start != clip.start:
        meta["in"] = clip.source_in + round((start - clip.start) * clip.speed)
        meta |= dict.fromkeys(("fade_in", "sound_fade_in", "transition"))
    if end != clip.end:
        meta |= dict.fromkeys(("fade_out", "sound_fade_out"))
    piece = placed(clip, start, end - start)
    return piece.replace(meta=meta) if meta else piece


def _laid(track: Track, laid: Sequence[_Placed], total: int, length: int, ids: Ids) -> Track:
    if is_music(track):
        return track
    if track.is_video and not is_overlay(track):
        return track.replace(segments=_clips(track, laid, ids))
    segments = [moved for one in track.segments if not is_caption(one) and (moved := _moved(one, laid, total, length))]
    captions = [line for line in track.segments if is_caption(line)]
    if captions:
        segments += _captions(captions, laid, ids)
    # A moment's rounding may leave the last one without time, or with a little beyond the end.
    inside = [
        placed(one, one.start, min(one.duration, length - one.start))
        for one in segments
        if one.duration > 0 and one.start < length
    ]
    ordered = _without_overlap(sorted(inside, key=lambda segment: segment.start))
    return track.replace(segments=[_words_inside(segment) if is_caption(segment) else segment for segment in ordered])


def _words_inside(line: Segment) -> Segment:
    """A caption none of whose words lasts longer than it does."""
    words = line.meta.get("words")
    if not isinstance(words, list) or all(word.end <= line.duration for word in line.words):
        return line
    most = line.duration
    return line.replace(
        meta={"words": [{**word, "s": min(word["s"], most), "e": min(word["e"], most)} for word in words]}
    )


def _clips(track: Track, laid: Sequence[_Placed], ids: Ids) -> list[Segment]:
    found: list[Segment] = []
    used: set[str] = set()
    for one in laid:
        for clip in track.segments:
            start, end = max(clip.start, one.stretch.start), min(clip.end, one.stretch.end)
            if start >= end:
                continue
            first, last = one.moment(start), one.moment(end)
            if first >= last:
                continue  # too short to be seen at this speed
            piece = placed(piece_of(clip, start, end), first, last - first)
            if one.stretch.faster != 1:
                piece = piece.replace(meta={"speed": _speed(clip.speed * one.stretch.faster)})
            if clip.id in used:
                piece = piece.replace(id=ids.like(clip.id))
            used.add(clip.id)
            found.append(piece)
    return found


def _speed(value: float) -> float | None:
    """Rounded; None at the speed of the recording."""
    speed = round(value, 4)
    return None if abs(speed - 1) < 0.001 else speed


def _captions(lines: Sequence[Segment], laid: Sequence[_Placed], ids: Ids) -> Iterator[Segment]:
    used: set[str] = set()
    for one in laid:
        stretch = one.stretch
        ripple = Ripple(((stretch.start, stretch.end),))
        for line in lines:
            if (kept := ripple_caption(line, ripple)) is None:
                continue
            start, end = one.moment(kept.start + stretch.start), one.moment(kept.end + stretch.start)
            words = kept.meta.get("words")
            timed = None if not isinstance(words, list) else [_faster(word, stretch.faster) for word in words]
            moved = placed(kept, start, max(end - start, 1))
            if stretch.faster != 1 and timed:
                moved = moved.replace(meta={"words": timed})
            yield moved.replace(id=ids.like(line.id)) if line.id in used else moved
            used.add(line.id)


def _faster(word: Json, factor: float) -> Json:
    return {**word, "s": round(word["s"] / factor), "e": round(word["e"] / factor)}


def _moved(segment: Segment, laid: Sequence[_Placed], total: int, length: int) -> Segment | None:
    """A title, overlay or voice-over with the picture under its beginning; None when that is gone."""
    if segment.start == 0:
        whole = segment.end >= total
        return placed(segment, 0, length if whole else min(segment.duration, length))
    if segment.end >= total and segment.duration < length:
        return placed(segment, length - segment.duration, segment.duration)
    for one in laid:
        if one.stretch.start <= segment.start < one.stretch.end:
            start = one.moment(segment.start)
            return placed(segment, start, min(segment.duration, length - start))
    return None


def _without_overlap(segments: Sequence[Segment]) -> list[Segment]:
    """Texts of one track one after the other: one ends where the next begins."""
    found: list[Segment] = []
    for segment in segments:
        if found and found[-1].end > segment.start:
            if found[-1].start >= segment.start:
                continue
            found[-1] = placed(found[-1], found[-1].start, segment.start - found[-1].start)
        found.append(segment)
    return found
