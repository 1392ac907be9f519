"""Questions about the film, answered from the draft, and requests that can't be met."""

from __future__ import annotations

from shorts_tui.engine.director.doing.captioning import told_captions
from shorts_tui.engine.director.doing.places import clip_at, clip_name
from shorts_tui.engine.director.doing.suggestions import fitting
from shorts_tui.engine.director.doing.work import Work
from shorts_tui.engine.director.phrases import PHRASES
from shorts_tui.engine.director.plan import Ask, CannotDo, Choice, Question
from shorts_tui.timeline import edits
from shorts_tui.timeline.summary import summary


def answer(work: Work, operation: Question) -> None:
    """Say what was asked; nothing is changed."""
    draft, voice = work.draft, work.voice
    match operation.topic:
        case "duration" if operation.clip is not None:
            _clip_length(work, operation.clip)
        case "duration":
            clips = voice.count(len(edits.clips(draft)), "clip")
            work.tell("is_long", length=voice.length(draft.duration), clips=clips)
        case "tracks":
            work.tell("has_tracks", summary=summary(draft))
        case "captions" if edits.captions(draft):
            work.tell("has_captions", **told_captions(work))
        case "captions":
            work.tell("captions_are_off")
        case "music" if edits.music(draft):
            names = (f"{piece.name} ({voice.percent(piece.volume)})" for piece in edits.music(draft))
            work.tell("has_music", names=voice.listed(names))
        case "music":
            work.tell("no_music")
        case "title" if edits.titles(draft):
            texts = (f'"{title.text}" ({voice.at(title.start)}–{voice.at(title.end)})' for title in edits.titles(draft))
            work.tell("has_titles", texts=voice.listed(texts))
        case "title":
            work.tell("no_title_to_remove")
        case "size":
            work.tell("is_size", size=voice.size(draft.size), shape=voice.shape(draft.size), fps=f"{draft.fps or 30:g}")
        case "media":
            work.tell("has_media", names=voice.listed(asset.label for asset in work.request.assets))
        case "reasons":
            _reasons(work)
        case "help" | "what_if" as topic:
            work.tell(topic)


def _clip_length(work: Work, number: int) -> None:
    """How long one clip is, where it stands, and what of its file it shows."""
    voice = work.voice
    (start, end), clip = clip_at(work, number)
    work.tell(
        "clip_is_long",
        name=clip_name(work, number, clip),
        length=voice.length(end - start),
        start=voice.at(start),
        end=voice.at(end),
        first=voice.at(clip.source_in),
        last=voice.at(clip.source_out),
    )


def _reasons(work: Work) -> None:
    """Why the parts of the film were chosen."""
    known = work.draft.meta.get("chosen")
    pairs = [pair for pair in known if isinstance(pair, list) and len(pair) == 2] if isinstance(known, list) else []
    if not pairs:
        work.tell("no_reasons")
        return
    lines = [_reason(work, number, str(why), str(text)) for number, (why, text) in enumerate(pairs, 1)]
    more = [work.voice.say("reasons_more", count=len(lines) - _TOLD)] if len(lines) > _TOLD else []
    work.tell("reasons", lines="\n".join(lines[:_TOLD] + more))


def _reason(work: Work, number: int, why: str, text: str) -> str:
    """One passage and what speaks for it; `why` are the names of its strengths."""
    voice = work.voice
    named = voice.both(voice.say(f"why_{name}") for name in why.split() if f"why_{name}" in PHRASES) or voice.label(why)
    if text.strip():
        return voice.say("reason", number=number, text=voice.label(text), why=named)
    return voice.say("reason_unsaid", number=number, why=named)


_TOLD = 12
"""Passages whose reasons are told one by one."""
_ASKED = 8
"""Choices that are told one by one."""


def ask(work: Work, operation: Ask) -> None:
    """Ask which of several things is meant; nothing is changed."""
    voice = work.voice
    told = [_choice(work, operation, choice) for choice in operation.choices[:_ASKED]]
    more = len(operation.choices) - _ASKED
    if more > 0:
        told.append(voice.say("ask_more", count=more))
    work.tell(f"ask_{operation.about}", choices=voice.either(told))


def _choice(work: Work, question: Ask, choice: Choice) -> str:
    voice = work.voice
    if not choice.number:
        return voice.say(f"ask_{question.edge}", length=voice.length(choice.end - choice.start))
    name = choice.name.rsplit(".", 1)[0] if question.about == "clip" else choice.name
    values = {"number": choice.number, "name": voice.label(name)}
    phrase = {"clip": "asked_clip", "title": "asked_title", "amount": "asked_whole_clip", "meaning": "asked_meaning"}[
        question.about
    ]
    return voice.say(phrase, **values, start=voice.at(choice.start), end=voice.at(choice.end))


def decline(work: Work, operation: CannotDo) -> None:
    """Say that it is not possible, why, and what is; once for all that has the same reason."""
    voice = work.voice
    at, asked, instead = work.declined.setdefault(operation.reason, (len(work.refused), [], []))
    if voice.label(operation.asked) not in asked:
        asked.append(voice.label(operation.asked))
    if (nearest := fitting(work, operation.nearest)) and nearest not in instead:
        instead.append(nearest)
    quotes = '"{}"' if voice.language == "en" else "「{}」"
    named = voice.both(quotes.format(one) for one in asked)
    text = voice.say("cannot", asked=named, reason=operation.reason)
    if instead:
        text += " " + voice.say("nearest", nearest=voice.either(map(voice.quoted, instead)))
    work.refused[at:] = [text, *work.refused[at + 1 :]]
