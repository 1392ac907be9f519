"""What is heard and seen in a film: the analysis of its media, carried over into times of the film."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Protocol, TypeAlias

from shorts_tui.engine.assets import Asset, Picture, Sound, Span, SpokenWord, Transcript
from shorts_tui.engine.media.beats import Beats
from shorts_tui.engine.media.focus import Look
from shorts_tui.timeline.draft import Segment

STEP = 100
"""ms between two values of a film's curves."""
Said: TypeAlias = tuple[tuple[SpokenWord, ...], tuple[tuple[int, int], ...]]
"""Words in order, and sentences as (first, past the last) of them."""

_SILENT = -90.0


class Analysis(Protocol):
    """Who listens to media and looks at it."""

    def sound(self, asset: Asset) -> Sound:
        """Levels and silences."""

    def picture(self, asset: Asset) -> Picture:
        """Scenes and motion."""

    def transcript(self, asset: Asset, *, progress: Callable[[float], None] | None = None) -> Transcript | None:
        """What is said; None where nobody can tell."""

    def beats(self, asset: Asset) -> Beats:
        """Where the beats of a song are."""

    def listened_for(self, asset: Asset, hints: str) -> Transcript | None:
        """What is said, heard by somebody who listens for the words of `hints`; None where nobody can tell."""

    def focus(self, asset: Asset, span: Span, *, dense: bool) -> Sequence[Look]:
        """Where one looks in a stretch of a video."""

    def speech_available(self) -> str | None:
        """None when words can be heard, else a sentence that says how to get a speech model."""


@dataclass(frozen=True)
class Curve:
    """A value for every `STEP` ms of a film."""

    values: tuple[float, ...] = ()

    @cached_property
    def _sums(self) -> list[float]:
        return list(accumulate(self.values, initial=0.0))

    def mean(self, start: int, end: int) -> float:
        """The mean between two moments (ms); 0 where the curve says nothing."""
        first = min(max(start // STEP, 0), len(self.values))
        last = min(max(-(-end // STEP), first), len(self.values))
        return (self._sums[last] - self._sums[first]) / (last - first) if last > first else 0.0

    def highest(self, start: int, end: int, window: int = 600) -> float:
        """The highest mean of any `window` ms between two moments."""
        starts = range(start, max(end - window, start) + 1, STEP)
        return max(self.mean(at, min(at + window, end)) for at in starts)

    def lowest(self, start: int, end: int) -> int:
        """The moment (ms) between two others where the curve is lowest; `start` where it says nothing."""
        first, last = max(-(-start // STEP), 0), min(end // STEP, len(self.values))
        if first >= last:
            return start
        return min(range(first, last), key=lambda index: self.values[index]) * STEP + STEP // 2


@dataclass(frozen=True)
class Footage:
    """A film as it is heard and seen; all times in ms of the film.

    Attributes:
        duration: of the film.
        words: what is said.
        sentences: as (first, past the last) index into `words`.
        silences: stretches without sound, those of clips that have no sound track included.
        scenes: where pictures change, joins of clips included; 0 first.
        levels: dBFS.
        motion: 0..1.
        transcribed: do `words` tell all that is said? False: nobody listened, or there is no speech model.
        language: code of what is said.
    """

    duration: int
    words: tuple[SpokenWord, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    silences: tuple[Span, ...] = ()
    scenes: tuple[int, ...] = (0,)
    levels: Curve = Curve()
    motion: Curve = Curve()
    transcribed: bool = False
    language: str = "en"

    @property
    def is_silent(self) -> bool:
        """Is there nothing to hear at all?"""
        return sum(silence.duration for silence in self.silences) >= self.duration

    @property
    def wordless(self) -> bool:
        """Is it certain that nobody speaks?"""
        return self.transcribed and not self.words


class Place:
    """A clip of the main track: carries moments of its source over into the film."""

    def __init__(self, clip: Segment) -> None:
        self.start, self.end = clip.start, clip.end
        self.source_in, self.source_out, self.speed = clip.source_in, clip.source_out, clip.speed

    def at(self, source: int) -> int:
        """Where a moment of the source is seen, ms of the film; what is cut off is at the clip's edge."""
        return min(max(self.start + round((source - self.source_in) / self.speed), self.start), self.end)

    def span(self, start: int, end: int) -> Span | None:
        """Where a stretch of the source is seen; None where none of it is."""
        first, last = self.at(start), self.at(end)
        return Span(first, last) if first < last else None

    def samples(self, values: Sequence[float], step: int, default: float) -> Iterator[tuple[int, float]]:
        """(index, value) of the film's curve for this clip from a curve of its source."""
        for index in range(self.start // STEP, -(-self.end // STEP)):
            source = self.source_in + (index * STEP + STEP // 2 - self.start) * self.speed
            at = int(source // step) if step > 0 else -1
            yield index, values[at] if 0 <= at < len(values) else default


def silences_of(clips: Iterable[Segment], sounds: Mapping[str, Sound]) -> tuple[Span, ...]:
    """The silences of a film; a clip of which there is no sound is silent throughout."""
    found: list[Span] = []
    for clip in clips:
        sound, place = sounds.get(clip.asset), Place(clip)
        spans = [Span(clip.start, clip.end)] if sound is None else [place.span(s.start, s.end) for s in sound.silences]
        for span in filter(None, spans):
            if found and span.start <= found[-1].end:
                found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
            else:
                found.append(span)
    return tuple(found)


def levels_of(clips: Sequence[Segment], sounds: Mapping[str, Sound], duration: int) -> Curve:
    """How loud the film is."""
    values = [_SILENT] * -(-duration // STEP)
    for clip in clips:
        if (sound := sounds.get(clip.asset)) is not None:
            for index, value in Place(clip).samples(sound.levels, sound.step, _SILENT):
                values[index] = value
    return Curve(tuple(values))


def motion_of(clips: Sequence[Segment], pictures: Mapping[str, Picture], duration: int) -> Curve:
    """How much the film moves."""
    values = [0.0] * -(-duration // STEP)
    for clip in clips:
        if (picture := pictures.get(clip.asset)) is not None:
            for index, value in Place(clip).samples(picture.motion, picture.step, 0.0):
                values[index] = value
    return Curve(tuple(values))


def scenes_of(clips: Iterable[Segment], pictures: Mapping[str, Picture]) -> tuple[int, ...]:
    """Where the film's pictures change; clips that go on where the last one ended join without a change."""
    found = {0}
    before: Segment | None = None
    for clip in clips:
        if before is None or before.asset != clip.asset or abs(clip.source_in - before.source_out) > STEP:
            found.add(clip.start)
        if (picture := pictures.get(clip.asset)) is not None:
            place = Place(clip)
            found |= {place.at(scene) for scene in picture.scenes if clip.source_in < scene < clip.source_out}
        before = clip
    return tuple(sorted(found))


def spoken_over(under: Said, over: Said) -> Said:
    """What is said in a film with a voice over it: what lies under a sentence of the voice is not heard."""
    covered = [(over[0][first].start, over[0][last - 1].end) for first, last in over[1]]
    heard = [
        (word, (lane, number))
        for lane, (words, sentences) in enumerate((under, over))
        for number, (first, last) in enumerate(sentences)
        for word in words[first:last]
        if lane or not any(word.start < end and start < word.end for start, end in covered)
    ]
    heard.sort(key=lambda item: item[0].start)
    edges = [index for index in range(len(heard)) if index == 0 or heard[index][1] != heard[index - 1][1]]
    return tuple(word for word, _ in heard), tuple(itertools.pairwise([*edges, len(heard)])) if edges else ()


def words_of(clips: Sequence[Segment], transcripts: Mapping[str, Transcript]) -> Said:
    """The words of a film and its sentences; a word that is cut in half counts where more than half is left."""
    words: list[SpokenWord] = []
    owners: list[tuple[str, int]] = []
    for clip in clips:
        if (transcript := transcripts.get(clip.asset)) is None:
            continue
        place = Place(clip)
        starts = [word.start for word in transcript.words]
        sentence_of = {
            index: number for number, (first, last) in enumerate(transcript.sentences) for index in range(first, last)
        }
        first = max(bisect_left(starts, clip.source_in) - 1, 0)
        for index in range(first, bisect_left(starts, clip.source_out)):
            word = transcript.words[index]
            span = place.span(word.start, word.end)
            if span is None or span.duration * place.speed * 2 < word.end - word.start:
                continue
            start = max(span.start, words[-1].end if words else 0)
            words.append(SpokenWord(word.text.strip(), start, max(span.end, start), word.probability))
            owners.append((clip.asset, sentence_of.get(index, -1)))
    edges = [index for index in range(len(words)) if index == 0 or owners[index] != owners[index - 1]]
    return tuple(words), tuple(zip(edges, [*edges[1:], len(words)], strict=True)) if edges else ()
