"""Cutting time out of a film: one ripple over all tracks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from shorts_tui.timeline.draft import Draft, Segment, Track
from shorts_tui.timeline.edits.captions import ripple_caption
from shorts_tui.timeline.edits.parts import Ids, clips, each_track, is_caption, is_music, is_overlay, main_track, placed
from shorts_tui.timeline.edits.ripple import Ripple, Times, complement, joined
from shorts_tui.timeline.edits.sound import stretch_music
from shorts_tui.timeline.edits.titles import ripple_titles

SHORTEST_PIECE = 120
"""ms; a cut that leaves less of a clip (under four frames) leaves a flash that nobody wants."""


def film_length(draft: Draft) -> int:
    """How long the film is, ms: its own word for it, or where its last clip ends when that is later."""
    track = main_track(draft)
    return max(draft.duration, track.end if track else 0)


def keep_spans(draft: Draft, spans: Iterable[Times]) -> Draft:
    """Keep these stretches of the film in their order and close the gaps on every track.

    Clips are split where a cut runs through them; captions lose the words that are cut away; titles move with what
    is under them; music stays from the start and ends with the film.

    Raises:
        ValueError: nothing would be left.
    """
    total = film_length(draft)
    ripple = Ripple.keeping(spans, total)
    if not ripple.kept:
        raise ValueError("nothing would be left of the film")
    if ripple.kept == ((0, total),):
        return draft
    ids = Ids(draft)
    cut = each_track(draft, lambda track: _ripple_track(track, ripple, total, ids))
    return stretch_music(cut.replace(duration=ripple.length), ripple.length)


def without_slivers(draft: Draft, spans: Iterable[Times]) -> tuple[Times, ...]:
    """The stretches to keep, without pieces of clips too short to be seen; all of them where nothing else is left."""
    total = film_length(draft)
    kept = joined(spans, total)
    ends = [edge for clip in clips(draft) for edge in (clip.start, clip.end)]
    pieces = []
    for start, end in kept:
        edges = [start, *sorted({edge for edge in ends if start < edge < end}), end]
        pieces += [piece for piece in pairwise(edges) if piece[1] - piece[0] >= SHORTEST_PIECE or _whole(piece, ends)]
    return joined(pieces, total) or kept


def _whole(piece: Times, ends: Iterable[int]) -> bool:
    """Is it a clip that was as short before?"""
    return set(piece) <= set(ends)


def remove_spans(draft: Draft, spans: Iterable[Times]) -> Draft:
    """Drop these stretches of the film and close the gaps on every track.

    Raises:
        ValueError: nothing would be left.
    """
    return keep_spans(draft, complement(spans, film_length(draft)))


def _ripple_track(track: Track, ripple: Ripple, total: int, ids: Ids) -> Track:
    if is_music(track):
        return track
    if track.is_text:
        segments = list(_rippled_texts(track, ripple, total))
    elif is_overlay(track):
        segments = [kept for segment in track.segments if (kept := _shown(segment, ripple, total))]
    elif track.is_video or track.is_audio:
        segments = [piece for segment in track.segments for piece in _pieces(segment, ripple, ids)]
    else:
        segments = [kept for segment in track.segments if (kept := _moved(segment, ripple))]
    return track.replace(segments=segments)


def _rippled_texts(track: Track, ripple: Ripple, total: int) -> Iterator[Segment]:
    moved = iter(ripple_titles([title for title in track.segments if not is_caption(title)], ripple, total))
    for segment in track.segments:
        kept = ripple_caption(segment, ripple) if is_caption(segment) else next(moved)
        if kept is not None:
            yield kept


def _pieces(clip: Segment, ripple: Ripple, ids: Ids) -> Iterator[Segment]:
    """What is left of a clip: one piece for each kept stretch; the first keeps the clip's id."""
    for index, (start, end) in enumerate(ripple.inside(clip.start, clip.end)):
        meta: dict[str, object] = {}
        if start != clip.start:
            meta["in"] = clip.source_in + round((start - clip.start) * clip.speed)
            meta |= dict.fromkeys(("fade_in", "sound_fade_in", "transition"))
        if end != clip.end:
            meta |= dict.fromkeys(("fade_out", "sound_fade_out"))
        piece = placed(clip, ripple.at(start), end - start)
        if meta:
            piece = piece.replace(meta=meta)
        if index and clip.id:
            piece = piece.replace(id=ids.like(clip.id))
        yield piece


def _shown(overlay: Segment, ripple: Ripple, total: int) -> Segment | None:
    """A picture over the picture; one that lasts to the film's end goes on doing so."""
    end = ripple.length if overlay.end >= total else ripple.at(overlay.end)
    start = min(ripple.at(overlay.start), end)
    return placed(overlay, start, end - start) if start < end else None


def _moved(segment: Segment, ripple: Ripple) -> Segment | None:
    """Something of an unknown kind, moved with what is under it; gone when all of that is."""
    if not segment.fields:
        return segment
    start, end = ripple.at(segment.start), ripple.at(segment.end)
    if start == end and (segment.duration or not ripple.keeps(segment.start)):
        return None
    return placed(segment, start, end - start)
