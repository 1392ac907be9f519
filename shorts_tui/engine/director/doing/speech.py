"""What is said, word by word: fillers that go, captions that are corrected."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shorts_tui.engine.assets import Span, SpokenWord, Transcript
from shorts_tui.engine.director.doing.listening import sounding, sounds, transcripts
from shorts_tui.engine.director.doing.places import plain, spoken_words
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.footage import silences_of, words_of
from shorts_tui.engine.director.plan import CaptionText, RemoveFillers
from shorts_tui.timeline import edits
from shorts_tui.timeline.edits.ripple import complement, joined

_FILLERS = {
    "en": "um umm uh uhh uhm er erm hmm hm mhm mm ah eh",
    "de": "äh ähm öh hm hmm mhm ääh",
    "fr": "euh heu hum bah",
    "es": "eh em mmm",
    "it": "ehm mmm eh",
    "pt": "hum ahn hã",
    "zh": "嗯 呃 啊 额 哦 嗯嗯",
    "ja": "えー えっと あのー うーん",
}
"""By language: `um` means something in German, `eh` in others."""
_ASIDES = {"en": ("you know", "i mean", "like"), "zh": ("那个", "就是说")}
"""By language: words that mean something, and nothing where they stand alone."""
_MARKS = ",.;:!?…，。！？、"
_SET_OFF = 250
"""ms of pause that set words off as a comma does."""
_SHORTEST, _LONGEST = 120, 900
"""ms that a sound without a word must last to be taken for a filler."""
_NEAR = 1200
"""ms to the next word on both sides: further away it is something else."""


def remove_fillers(work: Work, operation: RemoveFillers) -> None:
    """Drop the `ums`, or make them silent: those that were heard as words, and short sounds between words."""
    spoken_words(work)
    language = next((heard.language for heard in (transcripts(work) or {}).values()), "en")
    words, _ = words_of(edits.clips(work.draft), _hesitating(work, language))
    total = work.draft.duration
    silent = silences_of(edits.clips(work.draft), sounds(work))
    found = joined([*fillers(words, language), *wordless(words, silent)], total)
    if not found:
        raise Refused("no_fillers")
    before = work.draft.duration
    count = work.voice.count(len(found), "filler")
    if operation.mute:
        draft = edits.split(work.draft, [edge for span in found for edge in span])
        for span in found:
            draft = edits.set_volume(draft, "clips", level=0.0, within=span)
        work.change("mute_fillers", draft)
        work.tell("fillers_muted", fillers=count)
        return
    work.cut("remove_fillers", complement(found, total))
    work.chosen = True
    lengths = {"before": work.voice.length(before), "after": work.voice.length(work.draft.duration)}
    work.tell("fillers", fillers=count, **lengths)


def _hesitating(work: Work, language: str) -> dict[str, Transcript]:
    """What is said with the `ums` that the model leaves out unless it listens for them, by asset id."""
    heard = transcripts(work) or {}
    hints = _FILLERS.get(language[:2].lower(), "")
    found: dict[str, Transcript] = {}
    for asset in sounding(work):
        if asset.id in heard:
            hinted = work.analysis.listened_for(asset, hints) if hints else None
            found[asset.id] = heard[asset.id] if hinted is None else with_hesitations(heard[asset.id], hinted, hints)
    return found


def with_hesitations(heard: Transcript, hinted: Transcript, hints: str) -> Transcript:
    """The words of `heard` and, between them, the `hints` that `hinted` has beside the same words.

    Where it has one in the place of another word, it misheard that. The words beside one begin after it and end
    before it: without it, the model let them reach over it.
    """
    known = set(hints.split())
    mine, theirs = ([plain(word.text) for word in one.words] for one in (heard, hinted))
    words = list(heard.words)
    added: list[SpokenWord] = []
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    for tag, start, _, first, last in matcher.get_opcodes():
        if tag != "insert":
            continue
        for word in hinted.words[first:last]:
            if plain(word.text) in known:
                added.append(word)
                if start and words[start - 1].end > word.start:
                    words[start - 1] = replace(words[start - 1], end=max(word.start, words[start - 1].start))
                if start < len(words) and words[start].start < word.end:
                    words[start] = replace(words[start], start=min(word.end, words[start].end))
    every = sorted([*words, *added], key=lambda word: (word.start, word.end))
    return Transcript(heard.language, tuple(every), ())


def fillers(words: Sequence[SpokenWord], language: str) -> Iterator[edits.Times]:
    """Where words that say nothing are said: `um`, and `you know` where commas or pauses set it off."""
    code = language[:2].lower()
    known = set(_FILLERS.get(code, "").split())
    for number, word in enumerate(words):
        count = 1 if plain(word.text) in known else _aside(words, number, _ASIDES.get(code, ()))
        if count:
            last = words[number + count - 1]
            before = words[number - 1].end if number else 0
            after = words[number + count].start if number + count < len(words) else last.end
            yield max(before, word.start - 30), max(last.end, min(after, last.end + 30))


def _aside(words: Sequence[SpokenWord], at: int, asides: Sequence[str]) -> int:
    """How many words from `at` on are an aside that nothing hangs on; 0 where there is none."""
    for aside in asides:
        count = len(aside.split())
        said = words[at : at + count]
        if [plain(word.text) for word in said] != aside.split():
            continue
        before = words[at - 1] if at else None
        after = words[at + count] if at + count < len(words) else None
        opened = before is None or before.text[-1:] in _MARKS or said[0].start - before.end >= _SET_OFF
        closed = after is None or said[-1].text[-1:] in _MARKS or after.start - said[-1].end >= _SET_OFF
        if opened and closed:
            return count
    return 0


def wordless(words: Sequence[SpokenWord], silences: Sequence[Span]) -> Iterator[edits.Times]:
    """Short sounds with silence at both sides, between words that are near: what a speech model leaves out."""
    for before, after in itertools.pairwise(words):
        if after.start - before.end < _SHORTEST:
            continue
        gaps = [(s.start, s.end) for s in silences if s.end > before.end - 50 and s.start < after.start + 50]
        for (_, start), (end, _) in itertools.pairwise(gaps):
            inside = before.end <= start and end <= after.start
            near = start - before.end < _NEAR and after.start - end < _NEAR
            if inside and near and _SHORTEST <= end - start <= _LONGEST:
                yield start, end


def caption_text(work: Work, operation: CaptionText) -> None:
    """Correct words of captions and titles."""
    if not edits.captions(work.draft) and not edits.titles(work.draft):
        raise Refused("no_text")
    changed, count = edits.replace_text(work.draft, operation.old, operation.new)
    if not count:
        raise Refused("text_unknown", text=work.voice.label(operation.old))
    work.change("caption_text", changed)
    told = {"old": work.voice.label(operation.old), "new": work.voice.label(operation.new)}
    work.tell("text_replaced" if operation.new else "text_dropped", **told, count=work.voice.count(count, "place"))
