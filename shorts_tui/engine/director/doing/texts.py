"""Captions from what is said, and titles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shorts_tui.engine.director.captions import caption_lines, in_time, regrouped
from shorts_tui.engine.director.doing.listening import shown, sounding, transcripts, voicing, why_no_words
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.footage import spoken_over, words_of
from shorts_tui.engine.director.plan import Captions, CaptionStyle, Nudge, Position, RemoveTitle, Title
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Draft, Segment
from shorts_tui.timeline.edits.titles import TITLE_LENGTH

_STYLES: tuple[CaptionStyle, ...] = ("clean", "karaoke", "bold")
_POSITIONS: tuple[Position, ...] = ("top", "middle", "bottom")


def captions(work: Work, operation: Captions) -> None:
    """Captions on, with this look and place, or off."""
    known = edits.captions(work.draft)
    if not operation.on:
        if not known:
            raise Refused("no_captions")
        work.change("captions_off", edits.clear_captions(work.draft))
        work.tell("captions_off", lines=work.voice.count(len(known), "line"))
        return
    style, position = caption_look(work.draft)
    look = operation.style or style, _nudged(position, operation.nudge) or operation.position or position
    if not known:
        write_captions(work, *look)
    elif look[0] != style and (lines := regrouped(known, look[0])) is not None:
        work.change("captions", edits.set_captions(work.draft, lines, style=look[0], position=look[1]))
    else:
        work.change("captions", edits.style_captions(work.draft, style=look[0], position=look[1]))
    if operation.color is not None or operation.scale is not None:
        sizes = [line.meta.get("size", 1.0) for line in edits.captions(work.draft)]
        size = None if operation.scale is None else _sized(max(sizes), operation.scale)
        styled = edits.style_captions(work.draft, color=operation.color, size=size)
        work.change("captions", styled)
    work.tell("captions", **told_captions(work))
    if look[0] == "bold" != style or (look[0] == "bold" and not known):
        work.tell("bold_words")


def _nudged(position: object, nudge: Nudge | None) -> Position | None:
    """One place lower or higher on the screen, as far as there is one; None where nothing is to move."""
    if nudge is None:
        return None
    at = _POSITIONS.index(position) if position in _POSITIONS else 0
    return _POSITIONS[min(max(at + (1 if nudge == "lower" else -1), 0), len(_POSITIONS) - 1)]


def _sized(before: float, factor: float) -> float:
    """A size within what can be read and fits."""
    return round(min(max(before * factor, 0.5), 2.0), 3)


def caption_look(draft: Draft) -> tuple[CaptionStyle, Position]:
    """The style and place of the captions that are there, or the usual ones."""
    known = draft.meta.get("captions")
    look = known if isinstance(known, dict) else {}
    style: CaptionStyle = next((name for name in _STYLES if name == look.get("style")), "clean")
    position: Position = next((name for name in _POSITIONS if name == look.get("position")), "bottom")
    return style, position


def told_captions(work: Work) -> dict[str, str]:
    """The captions in words."""
    style, position = caption_look(work.draft)
    return {
        "lines": work.voice.count(len(edits.captions(work.draft)), "line"),
        "style": work.voice.name(style),
        "dress": _dress(work, edits.captions(work.draft)[0]),
        "position": work.voice.name(position),
    }


def _dress(work: Work, text: Segment) -> str:
    """What is special about the colour and the size of a text, after a comma; nothing where it is as usual."""
    color, size = text.meta.get("color"), text.meta.get("size", 1.0)
    comma = ", " if work.voice.language == "en" else "，"
    told = [work.voice.name(f"color_{color}")] if isinstance(color, str) and color != "white" else []
    if isinstance(size, int | float) and size != 1:
        told.append(work.voice.say("text_size", size=work.voice.percent(size)))
    return "".join(comma + one for one in told)


def write_captions(work: Work, style: CaptionStyle, position: Position) -> None:
    """Caption the film as it stands from what is heard.

    Raises:
        Refused: nothing is said, or nobody can tell what.
    """
    names = work.voice.listed(asset.label for asset in shown(work))
    if not sounding(work) and not voicing(work):
        raise Refused("no_audio", names=names)
    heard = transcripts(work, voices=True)
    if heard is None:
        raise Refused("no_model", why=why_no_words(work))
    clips, voices = edits.clips(work.draft), edits.voices(work.draft)
    if voices:
        # Who mutes the clips below a voice wants that alone to be read; without one, captions are all that is left.
        clips = tuple(clip for clip in clips if clip.volume != 0)
    words, sentences = spoken_over(words_of(clips, heard), words_of(voices, heard))
    lines = caption_lines(in_time(words), style, sentence_starts={first for first, _ in sentences})
    if not lines:
        raise Refused("no_speech", names=names)
    work.change("captions", edits.set_captions(work.draft, lines, style=style, position=position), style=style)


def caption_again(work: Work, *, lost: bool = False) -> None:
    """Captions that are on, or were `lost` with the clips under them, go on over what is there now."""
    if lost or edits.captions(work.draft):
        try:
            write_captions(work, *caption_look(work.draft))
        except Refused as refusal:
            work.note(refusal.phrase, **refusal.values)


def title(work: Work, operation: Title) -> None:
    """Show a title, or change the one that is there."""
    known = edits.titles(work.draft)
    only = _numbered(work, operation.number, known)
    meant = known[only or 0 :][:1]
    start = _start(work, operation)
    if operation.shift and meant:
        start = min(max(meant[0].start + operation.shift, 0), max(work.draft.duration - 1, 0))
    look = _look(operation, meant)
    if operation.nudge and meant:
        moved = _nudged(meant[0].meta.get("position"), operation.nudge)
        operation = operation.model_copy(update={"position": moved})
    if operation.text is None:
        if not known:
            raise Refused("no_title")
        changed = edits.change_titles(
            work.draft, start=start, duration=operation.duration, position=operation.position, look=look, only=only
        )
        work.change("title", changed)
        everyone = only is None and (operation.position is not None or bool(look))
        for shown_title in edits.titles(changed):
            if everyone or shown_title.id == meant[0].id:
                work.tell("title_same", **_told(work, shown_title))
        return
    if meant and start is None:
        changed = edits.change_titles(
            work.draft,
            text=operation.text,
            duration=operation.duration,
            position=operation.position,
            look=look,
            only=only,
        )
        work.change("title", changed)
        now = next(found for found in edits.titles(changed) if found.id == meant[0].id)
        work.tell("title_changed", before=work.voice.label(meant[0].text), **_told(work, now))
        return
    duration = operation.duration or TITLE_LENGTH
    changed = edits.add_title(
        work.draft, operation.text, start=start or 0, duration=duration, position=operation.position, look=look
    )
    work.change("title", changed, text=operation.text)
    added = next(found for found in edits.titles(changed) if found not in known)
    work.tell("title_added", **_told(work, added))


def _numbered(work: Work, number: int | None, known: Sequence[Segment]) -> int | None:
    """The index of the title that is meant alone; None where none is named.

    Raises:
        Refused: there are not so many.
    """
    if number is None:
        return None
    if not 1 <= number <= len(known):
        raise Refused("no_such_title", number=number, titles=work.voice.count(len(known), "title"))
    return number - 1


def _look(operation: Title, known: Sequence[Segment]) -> dict[str, Any]:
    """Style, colour and size of a title, as far as they are given; a lower third stands at the bottom."""
    look: dict[str, Any] = {}
    if operation.style is not None:
        look["style"] = operation.style
        if operation.style == "lower-third" and operation.position is None:
            look["position"] = "bottom"
    if operation.color is not None:
        look["color"] = operation.color
    if operation.scale is not None:
        before = known[0].meta.get("size", 1.0) if known and operation.text is None else 1.0
        look["size"] = _sized(before, operation.scale)
    return look


def _start(work: Work, operation: Title) -> int | None:
    """Where the title begins in the film as it stands.

    Raises:
        Refused: the film has ended by then.
    """
    wanted, total = operation.start, work.draft.duration
    if wanted is None or wanted < 0:
        return wanted
    before = total if work.chosen else work.before.duration
    if wanted >= before:
        raise Refused("title_outside", length=work.voice.length(before), start=work.voice.at(wanted))
    return wanted if work.chosen else min(work.now(wanted), total - 1)


def _told(work: Work, title: Segment) -> dict[str, str]:
    position = title.meta.get("position")
    return {
        "text": work.voice.label(title.text),
        "start": work.voice.at(title.start),
        "end": work.voice.at(title.end),
        "position": work.voice.name(position if isinstance(position, str) else "top"),
        "dress": _dress(work, title),
    }


def remove_title(work: Work, operation: RemoveTitle) -> None:
    """Take the titles away, or one of them."""
    known = edits.titles(work.draft)
    if not known:
        raise Refused("no_title_to_remove")
    only = _numbered(work, operation.number, known)
    work.change("remove_title", edits.remove_titles(work.draft, only=only))
    known = known if only is None else known[only : only + 1]
    work.tell(
        "title_removed",
        titles=work.voice.count(len(known), "title"),
        texts=work.voice.listed(f'"{found.text}"' for found in known),
    )
