"""Caption lines: laid over the film, restyled, taken away, and kept with their words when the film is cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shorts_tui.timeline.draft import Draft, Json, Segment, Track, TrackType, Word, milliseconds
from shorts_tui.timeline.edits.parts import (
    captions,
    each_segment,
    each_track,
    is_caption,
    new_segment,
    new_track,
    with_meta,
    with_track,
)
from shorts_tui.timeline.edits.ripple import Ripple
from shorts_tui.timeline.edits.wording import joined_words


@dataclass(frozen=True)
class Caption:
    """A line of captions from `start` to `end` (ms of the film); times of `words` count from `start`."""

    start: int
    end: int
    text: str
    words: tuple[Word, ...] = ()


def set_captions(
    draft: Draft, lines: Iterable[Caption], *, style: str, position: str, words: int | None = None
) -> Draft:
    """Show these lines and no others, each inside the film and before the next one.

    `words` is how many of them a line may hold, kept for when lines are parted anew; None: as the style has it.
    """
    kept, total = [], draft.duration
    ordered = sorted(lines, key=lambda line: line.start)
    for number, line in enumerate(ordered, 1):
        limit = ordered[number].start if number < len(ordered) else total
        end = min(line.end, limit, total)
        if line.start < end:
            kept.append(_segment(line, f"s{number}", end - line.start, style, position))
    if not kept:
        return clear_captions(draft)
    new = new_track("captions", TrackType.TEXT, "Captions", kept)
    # The lane stays where it is among the others; a line elsewhere goes.
    lane = next((track for track in draft.tracks if track.is_text and track.id == "captions"), None)
    cleared = each_track(draft, lambda track: track if track is lane else _without_captions(track))
    laid = with_track(cleared, lambda track: track.is_text and track.id == "captions", kept, new)
    look: dict[str, Json] = {"style": style, "position": position}
    return with_meta(laid, {"captions": look if words is None else {**look, "words": words}})


def _segment(line: Caption, identity: str, duration: int, style: str, position: str) -> Segment:
    words = [
        {"w": word.text, "s": min(word.start, duration), "e": min(word.end, duration)}
        for word in line.words
        if word.start < duration
    ]
    meta = {"role": "caption", "text": line.text, "style": style, "position": position, "words": words or None}
    return new_segment(identity, line.start, duration, meta)


def style_captions(
    draft: Draft,
    *,
    style: str | None = None,
    position: str | None = None,
    color: str | None = None,
    size: float | None = None,
) -> Draft:
    """Give the captions another look or place; None leaves that as it is. `size` is a factor of the style's own."""
    given = (("style", style), ("position", position), ("color", color), ("size", size))
    meta: dict[str, Json] = {key: value for key, value in given if value is not None}

    def restyled(line: Segment) -> Segment:
        if not is_caption(line) or all(line.meta.get(key) == value for key, value in meta.items()):
            return line
        return line.replace(meta=meta)

    if not captions(draft):
        return draft
    styled = each_track(draft, lambda track: each_segment(track, restyled) if track.is_text else track)
    known = draft.meta.get("captions")
    return with_meta(styled, {"captions": {**(known if isinstance(known, dict) else {}), **meta}})


def clear_captions(draft: Draft) -> Draft:
    """Take every caption line away; titles stay, and so do tracks that hold anything else."""
    return with_meta(each_track(draft, _without_captions), {"captions": None})


def _without_captions(track: Track) -> Track | None:
    if not track.is_text or not any(map(is_caption, track.segments)):
        return track
    kept = [segment for segment in track.segments if not is_caption(segment)]
    return track.replace(segments=kept) if kept or track.id != "captions" else None


def ripple_caption(line: Segment, ripple: Ripple) -> Segment | None:
    """A line after a cut: without the words of which more than half is gone; None when nothing is left to say."""
    start, end = ripple.at(line.start), ripple.at(line.end)
    if start == end:
        return None
    listed = line.meta.get("words")
    if not isinstance(listed, list) or not line.words:
        return line if (start, end) == (line.start, line.end) else line.replace(start=start, duration=end - start)
    words = [moved for word in listed if (moved := _ripple_word(word, line.start, start, ripple)) is not None]
    if not words:
        return None
    if (start, end) == (line.start, line.end) and words == listed:
        return line
    meta: dict[str, Json] = {"words": words}
    if len(words) != len(listed):
        meta["text"] = joined_words([str(word["w"]) for word in words])
    return line.replace(start=start, duration=end - start, meta=meta)


def _ripple_word(word: Json, line_start: int, new_start: int, ripple: Ripple) -> Json | None:
    if not isinstance(word, dict) or not isinstance(word.get("w"), str):
        return None
    first, last = milliseconds(word.get("s")), milliseconds(word.get("e"))
    if first is None or last is None:
        return None
    first, last = line_start + first, line_start + max(first, last)
    start, end = ripple.at(first), ripple.at(last)
    gone = (last - first) - (end - start)
    if gone * 2 > last - first or (first == last and not ripple.keeps(first)):
        return None
    return {**word, "s": start - new_start, "e": end - new_start}


def spoken(lines: Sequence[Segment]) -> tuple[Word, ...]:
    """The words of caption lines in times of the film, ms."""
    return tuple(
        Word(word.text, line.start + word.start, line.start + word.end) for line in lines for word in line.words
    )
