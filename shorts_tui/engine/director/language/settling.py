"""Pieces whose meaning depends on the others of their sentence, made into operations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.asking import how_much, thing
from shorts_tui.engine.director.language.item import Item
from shorts_tui.engine.director.language.rule import (
    Amount,
    It,
    Length,
    Loudness,
    Modifier,
    Owner,
    Piece,
    Short,
    Unowned,
)
from shorts_tui.engine.director.plan import (
    Captions,
    CutTo,
    Fade,
    Grade,
    Music,
    Operation,
    Overlay,
    Preset,
    Range,
    Reframe,
    Remove,
    RemoveFillers,
    RemoveMusic,
    RemoveSilences,
    RemoveTitle,
    Slideshow,
    Speed,
    Title,
    Transition,
    VoiceOver,
    Volume,
    Zoom,
)

SHORT_LENGTH = 60_000
"""How long a short is where its length is not said, ms."""
_BRIEF = 10_000
_TAKES: dict[type, frozenset[str]] = {
    Captions: frozenset(("position", "style", "color", "scale")),
    Title: frozenset(("position", "start", "lasting", "showing", "color", "scale", "title_style")),
    RemoveTitle: frozenset(("position", "start", "showing")),
    Music: frozenset(("level",)),
    Volume: frozenset(("level", "showing")),
    Speed: frozenset(("showing",)),
    Grade: frozenset(("showing",)),
    Zoom: frozenset(("showing",)),
    Overlay: frozenset(("start", "lasting", "showing", "scale")),
    Transition: frozenset(("lasting",)),
    Fade: frozenset(("lasting",)),
    VoiceOver: frozenset(("start",)),
    Reframe: frozenset(("fit",)),
    Preset: frozenset(("fit",)),
    Short: frozenset(("fit",)),
    Amount: frozenset(("showing", "lasting")),
    Loudness: frozenset(("showing",)),
    Unowned: frozenset(("showing",)),
}


@dataclass
class Core:
    """An operation in the making, and the modifiers that have found it."""

    piece: Piece
    item: Item
    modifiers: list[Modifier] = field(default_factory=list)

    def takes(self, kind: str) -> bool:
        """Does it take a modifier of this kind, and has none yet?"""
        taken = {modifier.kind for modifier in self.modifiers}
        piece = self.piece
        if kind == "showing" and isinstance(piece, Speed | Grade | Zoom | Volume) and (piece.range or piece.clip):
            return False
        return kind in _TAKES.get(type(self.piece), ()) and kind not in taken


def settled(cores: Sequence[Core], film: Film, mentioned: Set[str]) -> list[Core]:
    """The pieces as operations; what belongs to another one is with that.

    `mentioned` is which of CAPTIONS and TITLE are spoken of.
    """
    found: list[Core] = []
    lengths = any(isinstance(core.piece, CutTo | Length) for core in cores)
    shaped = any(isinstance(core.piece, Reframe | Preset) for core in cores)
    for core, then in pairwise(cores):
        if isinstance(core.piece, Amount) and isinstance(then.piece, Length):
            core.modifiers.append(Modifier("lasting", then.piece.ms))  # `Chop the head off, about 6 seconds`
    given = [then for core, then in pairwise(cores) if isinstance(core.piece, Amount)]
    for core in cores:
        if any(core is one for one in given) and isinstance(core.piece, Length):
            continue
        if isinstance(core.piece, Short):
            found += _short(core, core.piece, film, lengths=lengths, shaped=shaped)
            continue
        titled = film.has_title and "TITLE" in mentioned
        if titled and isinstance(core.piece, Length) and core.piece.ms <= _BRIEF and not _taking(found):
            core.piece = Title(duration=core.piece.ms)  # `Leave the title up for longer, 7 seconds`
        piece = _settled(core, found, cores, film)
        if piece is not None:
            core.piece = piece
            found.append(core)
    return found


def _taking(found: Sequence[Core]) -> bool:
    """Has what was said last a length of its own to come?"""
    return bool(found) and found[-1].takes("lasting")


def _settled(core: Core, found: Sequence[Core], cores: Sequence[Core], film: Film) -> Piece | None:
    """What a piece means behind those that were `found` before it; None where it has become part of another one."""
    before = found[-1] if found else None
    match core.piece:
        case Length(ms):
            return _length(ms, before)
        case Loudness(level):
            taker = next((other for other in (*reversed(found), *cores) if other.takes("level")), None)
            if taker is None or core.modifiers:
                return Volume(target="all" if film.has_music and not core.modifiers else "clips", level=level)
            taker.modifiers.append(Modifier("level", level))
            return None
        case It() as it:
            return _it(it, found, film)
        case Amount() as amount if _said_elsewhere(amount, cores):
            return None
        case Amount() as amount:
            said, core.modifiers = core.modifiers, []
            return _amount(amount, said, film)
        case Unowned(change):
            if isinstance(change, Volume) and change.level == 0 and before is not None and _silenced(before):
                return None
            if isinstance(change, Volume):
                return change if core.modifiers else _owned(change, found, cores, film)
            music = before is not None and isinstance(before.piece, Music)
            return change.model_copy(update={"what": "music"}) if music else change
        case Slideshow(length=None, beat=False, each=each) if before is not None and isinstance(
            before.piece, Transition
        ):
            # `Wipes between the clips, one second each`.
            before.modifiers.append(Modifier("lasting", each or 0))
            return None
        case Owner() as owner:
            return _owner(owner, before)
        case piece:
            return piece


def _said_elsewhere(amount: Amount, cores: Sequence[Core]) -> bool:
    """`I don't like the intro, lose the first 12 seconds`: how much of it goes is said."""
    spans = [core.piece.range for core in cores if isinstance(core.piece, Remove) and core.piece.range.spoken is None]
    return any((span.start == 0) if amount.edge == "start" else (span.end is None) for span in spans)


def _silenced(before: Core) -> bool:
    """`Take out the ums, just mute them`: they are made silent, and nothing else is."""
    if not isinstance(before.piece, RemoveFillers | RemoveSilences):
        return False
    before.piece = before.piece.model_copy(update={"mute": True})
    return True


def _length(ms: int, before: Core | None) -> Piece | None:
    """A time on its own is how long what stands before it is shown, or how long the film is to be."""
    if before is not None and ms <= _BRIEF and before.takes("lasting"):
        before.modifiers.append(Modifier("lasting", ms))
        return None
    return CutTo(length=ms)


def _it(it: It, found: Sequence[Core], film: Film) -> Piece | None:
    taker = next((other for other in reversed(found) if other.takes("start")), None)
    if taker is not None and it.do == "move" and not it.named:
        taker.modifiers.append(Modifier("start", 0 if it.to == 1 else -1))
        return None
    return thing(it, film, _clip_of(found))


def _owner(owner: Owner, before: Core | None) -> Piece | None:
    if before is None or not isinstance(before.piece, Volume):
        # `Just the music`, and nothing before it that this could be about: what the word alone means.
        return Music() if owner.target == "music" else Volume(clip=owner.clip, level=1.0)
    update = {"target": "clips" if owner.clip else owner.target, "clip": owner.clip}
    before.piece = before.piece.model_copy(update=update)
    return None


def _amount(piece: Amount, said: Sequence[Modifier], film: Film) -> Operation:
    """How much of an edge goes, where a time beside it says so (`the intro can go, that's the first 15 seconds`)."""
    for modifier in said:
        if isinstance(modifier.value, Range):
            return Remove(range=modifier.value)
        ms = round(float(str(modifier.value)))
        return Remove(range=Range(end=ms) if piece.edge == "start" else Range(start=-ms))
    return how_much(piece, film)


def _clip_of(before: Sequence[Core]) -> int:
    """The clip that the last operation is about, where it is one alone: `it` means that one."""
    for core in reversed(before):
        clip = getattr(core.piece, "clip", None)
        if isinstance(clip, int):
            return clip
    return 0


def _owned(volume: Volume, before: Sequence[Core], cores: Sequence[Core], film: Film) -> Volume:
    """Whose volume it is: `the music is too loud, turn it down`; new music is never what `mute` is said of."""
    last = before[-1].piece if before else None
    if isinstance(last, Volume):
        return volume.model_copy(update={"target": last.target, "clip": last.clip})
    clip = getattr(last, "clip", None)
    if isinstance(last, Grade | Speed | Zoom) and isinstance(clip, int):
        return volume.model_copy(update={"clip": clip})
    if isinstance(last, Music) and volume.level is None:
        return volume.model_copy(update={"target": "music"})
    music = film.has_music and not any(isinstance(core.piece, Music | RemoveMusic) for core in cores)
    return volume.model_copy(update={"target": "all" if music else "clips"})


def _short(core: Core, piece: Short, film: Film, *, lengths: bool, shaped: bool) -> Iterable[Core]:
    if not lengths and (film.duration > SHORT_LENGTH or film.duration == 0):
        yield Core(CutTo(length=SHORT_LENGTH), core.item)
    elif not lengths and not piece.vertical:
        yield Core(CutTo(factor=0.5), core.item)
    if core.modifiers or (piece.vertical and not lengths and not shaped):
        yield Core(Reframe(aspect="9:16"), core.item, core.modifiers)
