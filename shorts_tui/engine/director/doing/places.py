"""Where in the film something is meant: a clip by its number, a stretch by its times or by what is said in it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from shorts_tui.engine.assets import SpokenWord
from shorts_tui.engine.director.doing.listening import sounding, transcripts, why_no_words
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.footage import words_of
from shorts_tui.engine.director.plan import Range, Spoken
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Segment

_ALIKE = 0.84
"""How alike (0..1) heard and asked words must be: speech models mishear."""
_REST = 400
"""ms beside the film's edge that go with the first or the last words."""
_BREATH, _EDGE = 150, 40
"""ms beside a sentence, and beside a single word, where there is room."""


def clip_at(work: Work, number: int) -> tuple[edits.Times, Segment]:
    """Where a clip of the film before the plan is now (-1: the last one), and the clip as it was.

    Raises:
        Refused: there are not so many, or it was cut away.
    """
    clips = edits.clips(work.before)
    if number == -1:
        number = len(clips)
    if not 1 <= number <= len(clips):
        raise Refused("no_clip", number=number, clips=work.voice.count(len(clips), "clip"))
    clip = clips[number - 1]
    span = work.now(clip.start), work.now(clip.end)
    if span[0] >= span[1]:
        raise Refused("no_clip", number=number, clips=work.voice.count(len(edits.clips(work.draft)), "clip"))
    return span, clip


def clip_name(work: Work, number: int, clip: Segment) -> str:
    """`clip 2 (b.mp4)`."""
    return f"{work.voice.say('clip_number', number=number)} ({work.voice.label(clip.name)})"


def resolved(work: Work, wanted: Range) -> edits.Times:
    """A range in ms of the film before the plan, inside of it.

    Raises:
        Refused: there is no film there.
    """
    total = work.before.duration
    start = total + wanted.start if wanted.start < 0 else wanted.start
    end = total if wanted.end is None else total + wanted.end if wanted.end < 0 else wanted.end
    low, high = max(start, 0), min(end, total)
    if low >= high:
        times = {"start": work.voice.at(max(start, 0)), "end": work.voice.at(max(end, 0))}
        raise Refused("outside", **times, length=work.voice.length(total))
    return low, high


def stretches(work: Work, wanted: Range, *, every: bool = True) -> list[edits.Times]:
    """The stretches of the film as it is now that a range means; of what is said more than once all, or the first.

    Raises:
        Refused: there are none, or nobody can tell what is said.
    """
    if wanted.spoken is not None:
        found = _said(work, wanted.spoken)
        if len(found) > 1 and not every:
            work.note("said_often", text=wanted.spoken.text, times=len(found), at=work.voice.at(found[0][0]))
        return found if every else found[:1]
    start, end = resolved(work, wanted)
    span = work.now(start), work.now(end)
    if span[0] >= span[1]:
        raise Refused("gone", start=work.voice.at(start), end=work.voice.at(end))
    return [span]


def told(work: Work, spans: Sequence[edits.Times]) -> str:
    """Stretches in words."""
    return work.voice.both(f"{work.voice.at(start)}–{work.voice.at(end)}" for start, end in spans)


def spoken_words(work: Work) -> tuple[tuple[SpokenWord, ...], tuple[tuple[int, int], ...]]:
    """The words of the film as it is, and its sentences as indexes.

    Raises:
        Refused: nobody can tell what is said, or nothing is.
    """
    heard = transcripts(work) if sounding(work) else {}
    if heard is None:
        raise Refused("no_model_words", why=why_no_words(work))
    words, sentences = words_of(edits.clips(work.draft), heard)
    if not words:
        raise Refused("nothing_said")
    return words, sentences


def _said(work: Work, wanted: Spoken) -> list[edits.Times]:
    words, sentences = spoken_words(work)
    found = list(_occurrences(words, wanted.text))
    if not found:
        raise Refused("not_said", text=work.voice.label(wanted.text))
    if wanted.words:
        return [_around(words, first, last, _EDGE, work.draft.duration) for first, last in found]
    whole = [_sentence(sentences, first, last) for first, last in found]
    if wanted.until is not None:
        ends = [last for first, last in _occurrences(words, wanted.until) if first >= found[0][0]]
        if not ends:
            raise Refused("not_said", text=work.voice.label(wanted.until))
        whole = [(whole[0][0], _sentence(sentences, ends[0] - 1, ends[0])[1])]
    spans = list(dict.fromkeys(_around(words, *one, _BREATH, work.draft.duration) for one in whole))
    if wanted.side == "after":
        return [(spans[0][1], work.draft.duration)]
    if wanted.side == "before":
        return [(0, spans[0][0])]
    return spans


def _occurrences(words: Sequence[SpokenWord], text: str) -> Iterator[tuple[int, int]]:
    """Where a text is said, as (first, past the last) word, misheard letters allowed."""
    wanted = plain(text)
    if not wanted:
        return
    said = [plain(word.text) for word in words]
    at = 0
    while at < len(words):
        end, alike = _match(said, at, wanted)
        # `is basically` is nearly `basically`, but the next word alone is more so.
        if alike and (alike == 1 or _match(said, at + 1, wanted)[1] <= alike):
            yield at, end
            at = end
        else:
            at += 1


def _match(said: Sequence[str], at: int, wanted: str) -> tuple[int, float]:
    """How far the words from `at` on reach that are as long as `wanted`, and how alike they are (0: not)."""
    heard, end = "", at
    while end < len(said) and len(heard) < len(wanted):
        heard += said[end]
        end += 1
    return end, _alike(heard, wanted) if heard else 0.0


def plain(text: str) -> str:
    """Letters and digits alone, lower case."""
    return "".join(char for char in text.casefold() if char.isalnum())


def _alike(heard: str, wanted: str) -> float:
    if abs(len(heard) - len(wanted)) > max(2, len(wanted) // 5):
        return 0.0
    if len(wanted) < 5:
        return float(heard == wanted)
    ratio = difflib.SequenceMatcher(None, heard, wanted, autojunk=False).ratio()
    return ratio if ratio >= _ALIKE else 0.0


def _sentence(sentences: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """The words of all sentences that some of these words are in."""
    touched = [span for span in sentences if span[0] < last and first < span[1]]
    return (touched[0][0], touched[-1][1]) if touched else (first, last)


def _around(words: Sequence[SpokenWord], first: int, last: int, room: int, total: int) -> edits.Times:
    """From before the first word to after the last one, at most half way to their neighbours."""
    start, end = words[first].start, words[last - 1].end
    before = words[first - 1].end if first else 0
    after = words[last].start if last < len(words) else total
    first_moment = max(start - room, (start + before) // 2, 0)
    last_moment = min(end + room, max((end + after) // 2, end), total)
    # What would be left beside the film's edge says nothing.
    if first == 0 and first_moment < _REST:
        first_moment = 0
    if last == len(words) and total - last_moment < _REST:
        last_moment = total
    return first_moment, last_moment
