"""Making the film shorter: by its best parts, by ranges, by its pauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from shorts_tui.engine.assets import Span
from shorts_tui.engine.director.doing.breaths import breaths
from shorts_tui.engine.director.doing.listening import footage, sounds, transcripts, why_no_words
from shorts_tui.engine.director.doing.places import resolved, stretches, told
from shorts_tui.engine.director.doing.taking import take_up, usual_length
from shorts_tui.engine.director.doing.texts import caption_again
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.footage import silences_of
from shorts_tui.engine.director.highlights import Highlights
from shorts_tui.engine.director.highlights.shares import Part, pick_shared
from shorts_tui.engine.director.plan import CutTo, Keep, Range, Remove, RemoveSilences
from shorts_tui.engine.director.turn import Said
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Draft, Segment
from shorts_tui.timeline.edits.captions import spoken
from shorts_tui.timeline.edits.ripple import complement, joined

_SHORTEST_FILM = 1000
_WORTH_A_CUT = 100
"""ms; less is not worth a jump in the picture."""
_NOUNS = {"sentences": "sentence", "stretches": "stretch", "scenes": "scene"}


def cut_to(work: Work, operation: CutTo) -> None:
    """Cut to a length by picking highlights; a film that is short enough stays whole."""
    captioned = bool(edits.captions(work.draft))
    afresh = operation.sources is not None and take_up(work, operation)
    total = work.draft.duration
    if operation.sources is not None and operation.length is None and operation.factor is None:
        operation = operation.model_copy(update={"length": usual_length(work)})
    length = operation.length if operation.length is not None else round(total * (operation.factor or 1.0))
    if operation.length is None and length >= total:
        raise Refused("not_longer", before=work.voice.length(total))
    if length < _SHORTEST_FILM:
        raise Refused("below_a_second", asked=work.voice.length(length))
    if total <= length:
        work.tell("kept_whole", before=work.voice.length(total), asked=work.voice.length(length))
        _tell_shares(work, edits.clips(work.draft))
        if afresh and captioned:
            caption_again(work, lost=True)
        return
    words = transcripts(work)
    seen = footage(work, words=words)
    work.observe(Said(work.voice.say("choosing")))
    with work.tool("pick_highlights", length_ms=length) as response:
        found = pick_shared(seen, length, _parts(work.draft))
        response |= _as_json(found)
    before = edits.clips(work.draft)
    work.cut("cut_to", [(span.start, span.end) for span in found.spans])
    work.draft = edits.with_reasons(work.draft, [(" ".join(pick.reasons), pick.text) for pick in found.picks])
    work.chosen = True
    if afresh and captioned:
        caption_again(work, lost=True)
    work.tell(
        "cut_to",
        after=work.voice.length(work.draft.duration),
        before=work.voice.length(total),
        kept=_kept(work, found),
    )
    _tell_shares(work, before)
    if found.picks and found.picks[0].text:
        work.tell("opening", text=work.voice.label(found.picks[0].text).rstrip("."))
    if words is None:
        work.note("no_words_known", why=why_no_words(work))


def _parts(draft: Draft) -> list[Part]:
    """The stretches of the film in which one file is shown, however it is cut."""
    parts: list[Part] = []
    for clip in edits.clips(draft):
        if parts and parts[-1].source == clip.asset:
            parts[-1] = Part(clip.asset, parts[-1].start, clip.end)
        else:
            parts.append(Part(clip.asset, clip.start, clip.end))
    return parts


def _tell_shares(work: Work, before: Sequence[Segment]) -> None:
    """How much of each file is used, where there were several, and which ones had no room."""
    names = {clip.asset: clip.name for clip in before}
    if len(names) < 2:
        return
    used = dict.fromkeys(names, 0)
    for clip in edits.clips(work.draft):
        used[clip.asset] += clip.duration
    shares = [f"{work.voice.label(names[one])} {work.voice.length(ms)}" for one, ms in used.items() if ms]
    work.tell("shares", shares=work.voice.listed_all(shares))
    if left := [names[one] for one, ms in used.items() if not ms]:
        work.note("no_room", names=work.voice.listed(left))


def _kept(work: Work, found: Highlights) -> str:
    """How much of what was chosen from is left, in numbers that agree with each other."""
    voice, noun = work.voice, _NOUNS[found.unit]
    parts = voice.count(len(found.spans), "part")
    if found.total < 2 or found.kept + found.partly == 0:
        return voice.say("kept_parts", parts=parts)
    if found.kept == 0:
        return voice.say("kept_pieces", units=voice.count(found.partly, noun), total=found.total, parts=parts)
    partly = voice.say("kept_partly", partly=found.partly) if found.partly else ""
    units = voice.count(found.total, noun)
    return voice.say("kept_units", kept=found.kept, units=units, partly=partly, parts=parts)


def _as_json(found: Highlights) -> dict[str, object]:
    picks = [
        {
            "start_ms": pick.start,
            "end_ms": pick.end,
            "score": pick.score,
            "reason": ", ".join(pick.reasons),
            "text": pick.text,
        }
        for pick in found.picks
    ]
    return {"length_ms": found.length, "kept": found.kept, "of": found.total, "unit": found.unit, "picks": picks}


def keep(work: Work, operation: Keep) -> None:
    """Keep a range of the film before the plan and drop the rest."""
    before = work.draft.duration
    spans = stretches(work, operation.range, every=False)
    ranges = _told(work, [operation.range], spans)
    work.cut("keep", spans)
    work.tell("kept", ranges=ranges, **_lengths(work, before))


def remove(work: Work, *operations: Remove) -> None:
    """Drop ranges of the film before the plan, all at once, so that they are told in times of the same film."""
    before = work.draft.duration
    found: list[edits.Times] = []
    for operation in operations:
        spoken = operation.range.spoken
        try:
            found += stretches(work, operation.range, every=spoken is not None and spoken.words)
        except Refused as refusal:
            work.refuse(refusal)
    if not found:
        return
    ranges = _told(work, [operation.range for operation in operations], found)
    kept = complement(found, before)
    if not kept:
        raise Refused("nothing_left", ranges=ranges, length=work.voice.length(before))
    work.cut("remove", kept)
    work.tell("removed", ranges=ranges, **_lengths(work, before))


def _told(work: Work, wanted: Sequence[Range], spans: Sequence[edits.Times]) -> str:
    """The ranges in times of the film before the plan, where they were given in such times."""
    if any(one.spoken is not None for one in wanted):
        return told(work, sorted(spans))
    known = []
    for one in wanted:
        try:
            known.append(resolved(work, one))
        except Refused:
            continue
    return told(work, sorted(known))


def _lengths(work: Work, before: int) -> dict[str, str]:
    return {"before": work.voice.length(before), "after": work.voice.length(work.draft.duration)}


def remove_silences(work: Work, operation: RemoveSilences) -> None:
    """Drop the pauses, leaving a breath at both sides of each."""
    before = work.draft.duration
    heard = sounds(work)
    # A clip without a sound track is there for its pictures: it is no pause.
    sounding = [clip for clip in edits.clips(work.draft) if clip.asset in heard]
    silences = silences_of(sounding, heard)
    if not heard or complement([(span.start, span.end) for span in silences], before) == ():
        raise Refused("no_sound")
    words = [(word.start, word.end) for word in spoken(edits.captions(work.draft))]
    soft = {name: replace(sound, silences=breaths(sound)) for name, sound in heard.items()}
    kept = sorted([*words, *((span.start, span.end) for span in silences_of(sounding, soft))])
    gone = pauses(silences, operation.shortest, operation.padding, before, kept)
    if not gone:
        raise Refused("no_pauses", shortest=work.voice.length(operation.shortest))
    if operation.mute:
        draft = edits.split(work.draft, [edge for span in gone for edge in span])
        for span in gone:
            draft = edits.set_volume(draft, "clips", level=0.0, within=span)
        work.change("mute_silences", draft)
        work.tell("pauses_muted", pauses=work.voice.count(len(gone), "pause"))
        return
    work.cut("remove_silences", complement(gone, before))
    work.chosen = True
    saved = before - work.draft.duration
    count = work.voice.count(len(gone), "pause")
    work.tell("pauses", pauses=count, saved=work.voice.length(saved), **_lengths(work, before))


def pauses(
    silences: Iterable[Span], shortest: int, padding: int, total: int, words: Sequence[edits.Times] = ()
) -> tuple[edits.Times, ...]:
    """What to cut out of silences of at least `shortest` ms: all but `padding` ms beside what sounds, and no word."""
    # What is left behind the last pause because sound and picture differ in length is no end to keep.
    whole = [Span(span.start, total) if total - span.end < _WORTH_A_CUT else span for span in silences]
    long = [span for span in whole if span.duration >= shortest]
    inner = [
        (span.start + (padding if span.start > 0 else 0), span.end - (padding if span.end < total else 0))
        for span in long
    ]
    quiet = joined(inner, total)
    if words:
        heard = complement(words, total)
        quiet = tuple(part for start, end in quiet for part in edits.Ripple(heard).inside(start, end))
    return tuple((start, end) for start, end in quiet if end - start >= _WORTH_A_CUT)
