"""Words cut in half: at a film's ends by its sound alone, and at any join where the draft and the words are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from shorts_tui.engine.assets import Asset, MediaKind, Sound, Span, Transcript
from shorts_tui.engine.media.sound import runs, threshold
from shorts_tui.timeline.draft import Draft, Segment

_INSIDE = 70
"""ms of a word that must be missing, and as much left: word times are no more exact."""
_NEAR_LOUD = 12.0
"""dB below the loud parts of the film that a voice in full flow reaches."""
_PAUSES = 0.06
"""Share of speech, and seldom of music, that lies below the threshold."""
_GAP = 3
"""Steps of quiet that are a gap between words."""
_FARTHEST = 1200
"""ms in which the next gap must come: speech has one, and taking away what comes before it is no loss.

On clean speech cut anywhere this finds half of the words that are cut, and a cut in 3 of 100 pauses.
"""
_NEAR = 8
"""ms of the fade at a join, which are no silence of the speaker's."""
_SILENT = 25.0
"""dB below the loudest of a word at which nothing of it is heard."""
_TOUCHING = 2
"""ms that two clips of one recording may be apart in it to be one."""


@dataclass(frozen=True)
class CutWord:
    """A word that is heard in part: without the film's `span` (ms) none of it is left.

    `word` is empty if unknown; `head` says that its beginning is what is left, so that the cut is at the span's end.
    """

    span: Span
    word: str = ""
    head: bool = False


def cut_at_ends(sound: Sound, duration: int) -> tuple[CutWord, ...]:
    """What is cut at the ends of a film of `duration` ms, by its levels: a voice that is there at once, or never ends.

    A guess: music that is as varied as speech may look the same.
    """
    levels = np.asarray(sound.levels, np.float32)
    if len(levels) * sound.step < 1000:
        return ()
    quiet = levels < threshold(levels)
    loud = float(np.percentile(levels, 90))
    if quiet.mean() < _PAUSES:
        return ()
    gaps = [(first, end) for first, end in runs(quiet) if end - first >= _GAP]
    found = []
    if levels[1:4].min() > loud - _NEAR_LOUD and gaps and gaps[0][0] * sound.step <= _FARTHEST:
        found.append(CutWord(Span(0, gaps[0][0] * sound.step)))
    ends = len(levels) * sound.step
    if levels[-4:-1].min() > loud - _NEAR_LOUD and gaps and abs(ends - duration) < 200:
        begin = gaps[-1][1] * sound.step
        if duration - begin <= _FARTHEST:
            found.append(CutWord(Span(begin, duration)))
    return tuple(found)


def cut_at_joins(
    draft: Draft, assets: Mapping[str, Asset], words_of: Callable[[str], Transcript | None]
) -> tuple[CutWord, ...] | None:
    """What is cut where clips of a draft begin and end; `words_of` gives what is said in an asset, by its id.

    None where the words of none of the clips are known.
    """
    known = False
    found: list[CutWord] = []
    for track in draft.tracks:
        if not track.is_video:
            continue
        clips = sorted(track.segments, key=lambda segment: segment.start)
        for place, clip in enumerate(clips):
            words = words_of(clip.asset) if clip.volume != 0 else None
            if words is None:
                continue
            known = True
            before = clips[place - 1] if place else None
            after = clips[place + 1] if place + 1 < len(clips) else None
            # What the recording itself has not is not cut by anybody.
            whole = clip.asset in assets and clip.source_out >= assets[clip.asset].info.duration - _INSIDE
            found += _cut(clip, words, goes_on=(_joined(before, clip), whole or _joined(clip, after)))
    return tuple(found) if known else None


def is_heard(cut: CutWord, sound: Sound) -> bool:
    """Is there sound where the word is cut?

    Where the film is silent just there, the recogniser took an `uh` or a breath, which is gone, for a part of the word.
    """
    step, start, end = sound.step, cut.span.start, cut.span.end
    # The first step of the film that is all on the word's side of the cut, or the last one.
    edge = (end + _NEAR) // step - 1 if cut.head else -((_NEAR - start) // step)
    word = sound.levels[start // step : -(-end // step)]
    return not word or not 0 <= edge < len(sound.levels) or sound.levels[edge] > max(word) - _SILENT


def _cut(clip: Segment, words: Transcript, *, goes_on: tuple[bool, bool]) -> Iterator[CutWord]:
    for word in words.words:
        if not goes_on[0] and word.start + _INSIDE < clip.source_in < word.end - _INSIDE:
            end = min(clip.start + round((word.end - clip.source_in) / clip.speed), clip.end)
            yield CutWord(Span(clip.start, end), word.text)
        if not goes_on[1] and word.start + _INSIDE < clip.source_out < word.end - _INSIDE:
            start = max(clip.end - round((clip.source_out - word.start) / clip.speed), clip.start)
            yield CutWord(Span(start, clip.end), word.text, head=True)


def _joined(one: Segment | None, other: Segment | None) -> bool:
    """Does the recording go on over the join, so that nothing is cut there?"""
    if one is None or other is None or one.asset != other.asset or one.speed != other.speed:
        return False
    return one.end == other.start and abs(one.source_out - other.source_in) <= _TOUCHING


def shown(draft: Draft, assets: Mapping[str, Asset], kind: MediaKind) -> tuple[Span, ...]:
    """The stretches of a film in which its picture track has media of a kind, ms.

    With an image it is meant to stand still, with sound alone to be black.
    """
    return tuple(
        Span(segment.start, segment.end)
        for track in draft.tracks
        if track.is_video
        for segment in track.segments
        if (asset := assets.get(segment.asset)) is not None and asset.info.kind == kind
    )
