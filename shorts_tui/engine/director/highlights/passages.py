"""A film as passages: the pieces that a cut keeps whole, from sentences down to words, and what lies between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from shorts_tui.engine.assets import SpokenWord
from shorts_tui.engine.director.footage import STEP, Footage

PART_OF_PHRASE = 30.0
"""What it costs to tear two words of a phrase apart, in the currency of scores: seconds of the best footage."""
PART_OF_SENTENCE = 8.0
ANSWER_TO_QUESTION = 10.0
PART_OF_SCENE = 0.4
_LONG_PAUSE = 1500
"""ms; words further apart are no longer one sentence."""
_BREATH = 350
"""ms between two words that make a phrase end."""
_GUARD = 300
"""ms left alone around speech by what is seen between."""
_SHORTEST_SCENE = 500
"""ms; less is a flash."""
_AUDIBLE = -50
"""dBFS."""
_SHORTEST_VIEW = 2000
"""ms of wordless film that are worth a passage of their own."""


@dataclass(frozen=True)
class Passage:
    """A piece of film from `start` to `end`, ms.

    Attributes:
        words: what is said in it.
        bond: what it costs to keep only one of this and the passage before it.
        give: ms that may be taken off its end without harm.
        heard: does it sound?
    """

    start: int
    end: int
    words: tuple[SpokenWord, ...] = ()
    bond: float = 0.0
    give: int = 0
    heard: bool = True

    @property
    def duration(self) -> int:
        """Its length, ms."""
        return self.end - self.start

    @property
    def text(self) -> str:
        """What is said, as one line."""
        return " ".join(word.text for word in self.words)


def passages(footage: Footage, *, fine: bool = False) -> tuple[Passage, ...]:
    """The passages of a film in order, without overlap; `fine` goes down to single words and half seconds."""
    spoken = _spoken(footage, fine=fine) if footage.words else _sounding(footage, fine=fine)
    return tuple(_with_views(footage, spoken, fine=fine))


def _spoken(footage: Footage, *, fine: bool) -> list[Passage]:
    found: list[Passage] = []
    question: SpokenWord | None = None
    for first, last in footage.sentences:
        for number, words in enumerate(_phrases(footage.words[first:last], fine=fine)):
            bond = PART_OF_SENTENCE if number else 0.0
            if number and fine and words[0].start - found[-1].end < _BREATH and not _ends_phrase(found[-1].words[-1]):
                bond = PART_OF_PHRASE
            if number and words[0].start - found[-1].end >= _LONG_PAUSE:
                bond = 0.0
            if not number and question is not None and words[0].start - question.end < 2 * _LONG_PAUSE:
                bond = ANSWER_TO_QUESTION
            found.append(Passage(words[0].start, max(words[-1].end, words[0].start + 1), tuple(words), bond))
        last_word = footage.words[last - 1]
        question = last_word if last_word.text.endswith(("?", "？")) else None
    return found


def _phrases(words: Sequence[SpokenWord], *, fine: bool) -> Iterator[Sequence[SpokenWord]]:
    start = 0
    for index, (word, after) in enumerate(pairwise(words), 1):
        if fine or after.start - word.end >= _BREATH or (_ends_phrase(word) and index - start >= 3):
            yield words[start:index]
            start = index
    yield words[start:]


def _ends_phrase(word: SpokenWord) -> bool:
    return word.text.endswith((",", ";", ":", "—", ".", "!", "?", "，", "；", "：", "。", "！", "？", "、"))


def _sounding(footage: Footage, *, fine: bool) -> list[Passage]:
    """Where there are no words: what sounds between two silences.

    Long stretches are parted where the picture changes if it is certain that nobody speaks, else where it is quietest.
    """
    longest = 800 if fine else 6000
    found: list[Passage] = []
    cursor = 0
    ends = [*((silence.start, silence.end) for silence in footage.silences), (footage.duration, footage.duration)]
    for start, end in ends:
        if start - cursor >= STEP:
            for number, (first, last) in enumerate(_parted(footage, cursor, start, longest)):
                bond = PART_OF_SCENE if footage.wordless else PART_OF_PHRASE if fine else PART_OF_SENTENCE
                give = max(last - first - 300, 0) if footage.wordless else 0
                found.append(Passage(first, last, bond=bond if number else 0.0, give=give))
        cursor = max(cursor, end)
    return found


def _parted(footage: Footage, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    while end - start > longest:
        low, high = start + longest // 2, start + longest
        scenes = [scene for scene in footage.scenes if low <= scene <= high] if footage.wordless else []
        cut = scenes[-1] if scenes else min(max(footage.levels.lowest(low, high), low), high)
        yield start, cut
        start = cut
    yield start, end


def _with_views(footage: Footage, sounding: Iterable[Passage], *, fine: bool) -> Iterator[Passage]:
    """Passages with the longer wordless stretches between them, which can be cut anywhere, best at scenes."""
    cursor = 0
    for passage in sounding:
        yield from _views(footage, cursor + (_GUARD if cursor else 0), passage.start - _GUARD, fine=fine)
        yield passage
        cursor = passage.end
    yield from _views(footage, cursor + (_GUARD if cursor else 0), footage.duration, fine=fine)


def _parts(footage: Footage, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """A stretch in parts, so that no sound is torn that could stay whole; equal ones where nothing is heard."""
    if footage.levels.highest(start, end) > _AUDIBLE:
        yield from _parted(footage, start, end, longest)
        return
    count = max(-(-(end - start) // longest), 1)
    edges = [start + (end - start) * part // count for part in range(count + 1)]
    yield from pairwise(edges)


def _views(footage: Footage, start: int, end: int, *, fine: bool) -> Iterator[Passage]:
    if end - start < _SHORTEST_VIEW and not (start == 0 and end == footage.duration):
        return
    longest = 1000 if fine else 4000
    marks = [start]
    for scene in footage.scenes:
        if marks[-1] + _SHORTEST_SCENE <= scene <= end - _SHORTEST_SCENE:
            marks.append(scene)
    for first, last in pairwise([*marks, end]):
        for number, (low, high) in enumerate(_parts(footage, first, last, longest)):
            heard = footage.levels.highest(low, high) > _AUDIBLE
            view = Passage(low, high, bond=PART_OF_SCENE if number else 0.0, heard=heard)
            yield replace(view, give=max(view.duration - 300, 0))
