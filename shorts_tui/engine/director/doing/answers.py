"""Questions about the film, answered from the draft, and requests that can't be met."""

from __future__ import annotations

from shorts_tui.engine.director.doing.texts import told_captions
from shorts_tui.engine.director.doing.work import Work
from shorts_tui.engine.director.plan import CannotDo, Question
from shorts_tui.timeline import edits
from shorts_tui.timeline.summary import summary


def answer(work: Work, operation: Question) -> None:
    """Say what was asked; nothing is changed."""
    draft, voice = work.draft, work.voice
    match operation.topic:
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
        case "help":
            work.tell("help")


def _reasons(work: Work) -> None:
    """Why the parts of the film were chosen."""
    known = work.draft.meta.get("chosen")
    pairs = [pair for pair in known if isinstance(pair, list) and len(pair) == 2] if isinstance(known, list) else []
    if not pairs:
        work.tell("no_reasons")
        return
    lines = [work.voice.say("reason", text=work.voice.label(str(text)) or "…", why=str(why)) for why, text in pairs]
    work.tell("reasons", lines="\n".join(lines[:12]))


def decline(work: Work, operation: CannotDo) -> None:
    """Say that it is not possible, why, and what is."""
    voice = work.voice
    text = voice.say("cannot", asked=voice.label(operation.asked), reason=operation.reason)
    if operation.nearest:
        text += " " + voice.say("nearest", nearest=operation.nearest)
    work.refused.append(text)
