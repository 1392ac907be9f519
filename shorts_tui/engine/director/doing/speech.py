"""What is said, word by word: fillers that go, captions that are corrected."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from shorts_tui.engine.assets import Span, SpokenWord
from shorts_tui.engine.director.doing.listening import sounds, transcripts
from shorts_tui.engine.director.doing.places import plain, spoken_words
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.footage import silences_of
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
_SHORTEST, _LONGEST = 120, 900
"""ms that a sound without a word must last to be taken for a filler."""
_NEAR = 1200
"""ms to the next word on both sides: further away it is something else."""


def remove_fillers(work: Work, operation: RemoveFillers) -> None:
    """Drop the `ums`, or make them silent: those that were heard as words, and short sounds between words."""
    words, _ = spoken_words(work)
    language = next((heard.language for heard in (transcripts(work) or {}).values()), "en")
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


def fillers(words: Sequence[SpokenWord], language: str) -> Iterator[edits.Times]:
    """Where words that say nothing are said."""
    known = set(_FILLERS.get(language[:2].lower(), "").split())
    for number, word in enumerate(words):
        if plain(word.text) in known:
            before = words[number - 1].end if number else 0
            after = words[number + 1].start if number + 1 < len(words) else word.end
            yield max(before, word.start - 30), max(word.end, min(after, word.end + 30))


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
