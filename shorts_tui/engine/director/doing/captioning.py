"""Captions from what is said: written, restyled, kept with the film when it is cut or shaped anew."""

from __future__ import annotations

from collections.abc import Sequence

from shorts_tui.engine.director.captions import caption_lines, regrouped
from shorts_tui.engine.director.doing.lettering import dressed, nudged, sized
from shorts_tui.engine.director.doing.listening import shown, sounding, transcripts, voicing, why_no_words
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.footage import spoken_over, words_of
from shorts_tui.engine.director.plan import Captions, CaptionStyle, Position
from shorts_tui.timeline import edits
from shorts_tui.timeline.draft import Draft

_STYLES: tuple[CaptionStyle, ...] = ("clean", "karaoke", "bold")
_POSITIONS: tuple[Position, ...] = ("top", "middle", "bottom")


def captions(work: Work, operation: Captions) -> None:
    """Captions on, with this look and place, or off."""
    before, known = work.draft, edits.captions(work.draft)
    if not operation.on:
        if not known:
            raise Refused("no_captions")
        work.change("captions_off", edits.clear_captions(work.draft))
        work.tell("captions_off", lines=work.voice.count(len(known), "line"))
        return
    style, position = caption_look(work.draft)
    look = operation.style or style, nudged(position, operation.nudge) or operation.position or position
    words = operation.words or words_at_a_time(work.draft)
    anew = look[0] != style or words != words_at_a_time(work.draft)
    if not known:
        write_captions(work, *look, words)
    elif anew and (lines := regrouped(known, look[0], upright=_is_upright(work), most=words)) is not None:
        work.change("captions", _laid(work.draft, lines, look, words))
    else:
        work.change("captions", edits.style_captions(work.draft, style=look[0], position=look[1]))
    if operation.color is not None or operation.scale is not None:
        sizes = [line.meta.get("size", 1.0) for line in edits.captions(work.draft)]
        size = None if operation.scale is None else sized(max(sizes), operation.scale)
        styled = edits.style_captions(work.draft, color=operation.color, size=size)
        work.change("captions", styled)
    if known and work.draft == before:
        raise Refused("captions_same", **told_captions(work))
    work.tell("captions", **told_captions(work))
    if operation.words:
        work.tell("words_at_a_time", words=work.voice.count(operation.words, "word"))
    elif words is None and (look[0] == "bold" != style or (look[0] == "bold" and not known)):
        work.tell("bold_words")


def caption_look(draft: Draft) -> tuple[CaptionStyle, Position]:
    """The style and place of the captions that are there, or the usual ones."""
    known = draft.meta.get("captions")
    look = known if isinstance(known, dict) else {}
    style: CaptionStyle = next((name for name in _STYLES if name == look.get("style")), "clean")
    position: Position = next((name for name in _POSITIONS if name == look.get("position")), "bottom")
    return style, position


def words_at_a_time(draft: Draft) -> int | None:
    """How many words the captions show at most, where that was asked for."""
    known = draft.meta.get("captions")
    words = known.get("words") if isinstance(known, dict) else None
    return words if isinstance(words, int) else None


def told_captions(work: Work) -> dict[str, str]:
    """The captions in words."""
    style, position = caption_look(work.draft)
    return {
        "lines": work.voice.count(len(edits.captions(work.draft)), "line"),
        "style": work.voice.name(style),
        "dress": dressed(work, edits.captions(work.draft)[0]),
        "position": work.voice.name(position),
    }


def write_captions(work: Work, style: CaptionStyle, position: Position, most: int | None = None) -> None:
    """Caption the film as it stands from what is heard, with at most so many words at a time.

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
    firsts = {first for first, _ in sentences}
    lines = caption_lines(words, style, sentence_starts=firsts, upright=_is_upright(work), most=most)
    if not lines:
        raise Refused("no_speech", names=names)
    work.change("captions", _laid(work.draft, lines, (style, position), most), style=style)


def caption_again(work: Work, *, lost: bool = False) -> None:
    """Captions that are on, or were `lost` with the clips under them, go on over what is there now."""
    if lost or edits.captions(work.draft):
        try:
            write_captions(work, *caption_look(work.draft), words_at_a_time(work.draft))
        except Refused as refusal:
            work.note(refusal.phrase, **refusal.values)


def caption_for_shape(work: Work, before: tuple[int, int] | None) -> None:
    """Captions that were parted for an upright picture or a wide one, parted anew where it is the other now."""
    known = edits.captions(work.draft)
    was_upright = before is not None and before[1] > before[0]
    if known and was_upright != _is_upright(work):
        style, position = caption_look(work.draft)
        most = words_at_a_time(work.draft)
        if (lines := regrouped(known, style, upright=_is_upright(work), most=most)) is not None:
            work.change("captions", _laid(work.draft, lines, (style, position), most))


def _laid(draft: Draft, lines: Sequence[edits.Caption], look: tuple[CaptionStyle, Position], most: int | None) -> Draft:
    """The film with these lines, in the colour and size that its captions have."""
    known = draft.meta.get("captions")
    dress = known if isinstance(known, dict) else {}
    laid = edits.set_captions(draft, lines, style=look[0], position=look[1], words=most)
    color, size = dress.get("color"), dress.get("size")
    return edits.style_captions(
        laid,
        color=color if isinstance(color, str) else None,
        size=size if isinstance(size, int | float) else None,
    )


def _is_upright(work: Work) -> bool:
    width, height = work.draft.size or (1, 0)
    return height > width
