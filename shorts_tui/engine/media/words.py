"""Words as a speech model heard them -> words as an editor needs them: edges where the sound is, sentences whole.

A model is right about which words come in which order, and vague about when: it lets words begin in the silence
before them and end in the one after. The levels of the audio pass know better where a voice begins and ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from shorts_tui.engine.assets import Sound, Span, SpokenWord
from shorts_tui.engine.media.sound import silences, threshold

SHORTEST_GAP = 140
"""ms of quiet that may lie between two words; shorter ones are inside words."""
_LATE_START, _EARLY_END = 700, 500
"""ms by which a word may be late to begin, or early to end, and still be moved to the edge of the voice."""
_SHORTEST_WORD = 60
_WITHIN_SPEECH = 100
"""ms between two words in one breath that are thought to belong to either."""
_AUDIBLE = 20
"""ms of sound that a word has to cover."""
_HALLUCINATED = 0.35
"""Probability below which a word that is heard in silence alone is dropped."""
_STRAYED = 1200
"""ms from a voice that a word in silence may be and yet belong to it."""
_CLOSE = 300
"""ms from a voice that even an unlikely word may have strayed."""
_USUAL_WORD = 300
"""ms that a word takes whose own times are worth nothing."""
SENTENCE_PAUSE = 800
"""ms without a word that end a sentence whatever its punctuation."""
LONGEST_SENTENCE = 20_000
"""ms; a longer one is parted at its longest pause."""
_SHORTEST_PART = 2_500
_STOPS = ".!?…。！？"
_ABBREVIATIONS = frozenset(("mr", "mrs", "ms", "dr", "prof", "st", "vs", "jr", "sr", "inc", "ltd", "e.g", "i.e"))


def gaps(sound: Sound) -> tuple[Span, ...]:
    """Stretches of quiet that are long enough to part words."""
    return silences(np.array(sound.levels, np.float32), SHORTEST_GAP)


def clear_voice(sound: Sound) -> bool:
    """Do voice and pauses differ enough for their edges to be trusted?"""
    return bool(sound.silences) and threshold(np.array(sound.levels, np.float32)) > -60


def snapped(words: Sequence[SpokenWord], quiet: Sequence[Span]) -> tuple[SpokenWord, ...]:
    """The words with their edges moved out of `quiet`, in order and without overlap; those in it alone dropped.

    A first word after a pause begins where the pause ends, a last word ends where the next pause begins, if the
    model was not too far off.
    """
    starts, ends = [span.start for span in quiet], [span.end for span in quiet]
    kept: list[SpokenWord] = []
    for index, word in enumerate(words):
        first = bisect_right(ends, word.start)
        around = quiet[first : bisect_left(starts, word.end)]
        moved = _out_of_quiet(word, around)
        if moved is None and kept and _closes(word, kept[-1], around[0]):
            border = _border(kept[-1], word, kept[-1].start, around[0].start)
            kept[-1], moved = replace(kept[-1], end=border), replace(word, start=border, end=around[0].start)
        elif moved is None:
            before = max(kept[-1].end if kept else 0, ends[first - 1] if first else 0)
            after = words[index + 1].start if index + 1 < len(words) else before + 10**9
            moved = _beside(word, around[0], before, after)
        if moved is not None:
            kept.append(moved)
    kept.sort(key=lambda word: (word.start, word.end))
    middles = [(word.start + word.end) / 2 for word in kept]
    for pause in quiet:
        _pull(kept, bisect_left(middles, (pause.start + pause.end) / 2), pause)
    return _filled(_in_order(kept), quiet)


def _out_of_quiet(word: SpokenWord, around: Sequence[Span]) -> SpokenWord | None:
    """The word cut back to the sound it covers; None when it lies in one of the stretches `around` it."""
    pieces = [(word.start, word.end)]
    for pause in around:
        pieces = [piece for begin, end in pieces for piece in _without(begin, end, pause)]
    audible = [(begin, end) for begin, end in pieces if end - begin >= _AUDIBLE]
    if audible:
        begin, end = max(audible, key=lambda piece: piece[1] - piece[0])
        joined = [piece for piece in audible if piece[0] <= end + 200 and piece[1] >= begin - 200]
        return replace(word, start=joined[0][0], end=joined[-1][1])
    return None if around else word


def _closes(word: SpokenWord, before: SpokenWord, pause: Span) -> bool:
    """Did the model stretch the word before a pause over this one as well, which by its punctuation belongs there?"""
    if word.text[-1:] not in _STOPS or word.probability < _HALLUCINATED:
        return False
    return word.start - pause.start <= _STRAYED and pause.start - 2 * _SHORTEST_WORD >= before.start


def _border(one: SpokenWord, other: SpokenWord, begin: int, end: int) -> int:
    """Where in a stretch the one word gives way to the other, by their letters."""
    return begin + round((end - begin) * len(one.text) / (len(one.text) + len(other.text)))


def _beside(word: SpokenWord, pause: Span, before: int, after: int) -> SpokenWord | None:
    """A word that the model put into silence, moved to the voice beside it that no word has claimed yet.

    No word, and no silence, lies between `before` and that voice; the word after it begins at `after`. Where there is
    no such voice it is left where it is, as a voice too low for the threshold. An unlikely word with silence all around
    was made up.
    """
    if word.probability < _HALLUCINATED and min(word.start - pause.start, pause.end - word.end) > _CLOSE:
        return None
    length = max(word.end - word.start, _SHORTEST_WORD)
    if pause.start - before >= _SHORTEST_WORD and word.start - pause.start <= _STRAYED:
        return replace(word, start=max(before, pause.start - max(length, _USUAL_WORD)), end=pause.start)
    if after - pause.end >= _SHORTEST_WORD and pause.end - word.end <= _STRAYED:
        return replace(word, start=pause.end, end=min(pause.end + max(length, _USUAL_WORD), after))
    return word


def _without(begin: int, end: int, pause: Span) -> list[tuple[int, int]]:
    if pause.end <= begin or pause.start >= end:
        return [(begin, end)]
    return [(low, high) for low, high in ((begin, pause.start), (pause.end, end)) if low < high]


def _pull(words: list[SpokenWord], after: int, pause: Span) -> None:
    """Let the last word before `pause` end where it begins, and `after`, the first past it, begin where it ends."""
    if after < len(words) and 0 < words[after].start - pause.end <= _LATE_START:
        words[after] = replace(words[after], start=pause.end)
    if after and 0 < pause.start - words[after - 1].end <= _EARLY_END:
        words[after - 1] = replace(words[after - 1], end=pause.start)


def _in_order(words: Sequence[SpokenWord]) -> tuple[SpokenWord, ...]:
    """No word begins before the one before it ends, and each lasts for a while."""
    result: list[SpokenWord] = []
    for word in words:
        start = max(word.start, result[-1].end) if result else max(word.start, 0)
        result.append(replace(word, start=start, end=max(word.end, start + _SHORTEST_WORD)))
    return tuple(result)


def _filled(words: Sequence[SpokenWord], quiet: Sequence[Span]) -> tuple[SpokenWord, ...]:
    """Where nothing but voice lies between two words, the one lasts until the other, each as long as its letters."""
    ends = [span.end for span in quiet]
    result = list(words)
    for index in range(1, len(result)):
        one, other = result[index - 1], result[index]
        following = bisect_right(ends, one.end)
        paused = following < len(quiet) and quiet[following].start < other.start
        if not paused and other.start - one.end > _WITHIN_SPEECH:
            border = min(max(_border(one, other, one.start, other.end), one.end), other.start)
            result[index - 1], result[index] = replace(one, end=border), replace(other, start=border)
    return tuple(result)


def sentences(words: Sequence[SpokenWord]) -> tuple[tuple[int, int], ...]:
    """Where sentences lie in `words`: (first, past the last), by punctuation and by long pauses."""
    found, first = [], 0
    for index, word in enumerate(words):
        last = index + 1 == len(words)
        if last or _ends_sentence(word.text) or words[index + 1].start - word.end >= SENTENCE_PAUSE:
            found += _parted(words, first, index + 1)
            first = index + 1
    return tuple(found)


def _ends_sentence(text: str) -> bool:
    bare = text.strip().rstrip("\"'”’)]»")
    if not bare or bare[-1] not in _STOPS:
        return False
    stem = bare.rstrip(".").lower()
    return not (bare.endswith(".") and (stem in _ABBREVIATIONS or (len(stem) == 1 and stem.isalpha() and stem != "i")))


def _parted(words: Sequence[SpokenWord], first: int, end: int) -> list[tuple[int, int]]:
    """The sentence, or its parts when nobody would sit through it."""
    begin, stop = words[first].start, words[end - 1].end
    if stop - begin <= LONGEST_SENTENCE:
        return [(first, end)]
    places = [
        at
        for at in range(first + 1, end)
        if words[at].start - begin >= _SHORTEST_PART and stop - words[at - 1].end >= _SHORTEST_PART
    ]
    if not places:
        return [(first, end)]
    best = max(places, key=lambda at: (words[at].start - words[at - 1].end, words[at - 1].text.endswith(",")))
    return [*_parted(words, first, best), *_parted(words, best, end)]
