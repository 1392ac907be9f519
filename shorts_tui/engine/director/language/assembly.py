"""Pieces of a reading -> the operations of a plan: modifiers find what they belong to, and everything its order."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import cast

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.item import Item
from shorts_tui.engine.director.language.ordering import ordered
from shorts_tui.engine.director.language.rule import Modifier, Refusal
from shorts_tui.engine.director.language.settling import Core, settled
from shorts_tui.engine.director.plan import (
    Captions,
    Fade,
    Grade,
    Music,
    Operation,
    Overlay,
    Preset,
    Range,
    Reframe,
    Speed,
    Title,
    Transition,
    VoiceOver,
    Volume,
    Zoom,
)  # fmt: skip

_TITLE_DURATION = 3_000


@dataclass(frozen=True)
class Assembled:
    """What has become of the items.

    Attributes:
        operations: in the order in which they are carried out.
        unused: items of modifiers that belong to nothing.
        beyond: items that ask for something within limits that it does not have, such as captions for ten seconds.
        overruled: items that ask for another shape than a later one.
    """

    operations: list[Operation]
    unused: list[Item]
    beyond: list[Item]
    overruled: list[Item]


def assemble(items: Sequence[Item], phrase_of: Sequence[int], film: Film, mentioned: Set[str]) -> Assembled:
    """The operations of the chosen items.

    `phrase_of` gives the number of the phrase for each token, `mentioned` is which of CAPTIONS and TITLE are spoken of.
    """
    cores: list[Core] = []
    free: list[tuple[Item, Modifier]] = []
    for item in items:
        own = [piece for piece in item.pieces if not isinstance(piece, Modifier | Refusal)]
        modifiers = [piece for piece in item.pieces if isinstance(piece, Modifier)]
        made = [Core(piece, item) for piece in own]
        cores += made
        for modifier in modifiers:
            taker = next((core for core in made if core.takes(modifier.kind)), None)
            if taker is not None:
                taker.modifiers.append(modifier)
            else:
                free.append((item, modifier))
    unused: list[Item] = []
    beyond: list[Item] = []
    for item, modifier in free:
        taker = _nearest(cores, item, modifier, phrase_of)
        if taker is not None:
            taker.modifiers.append(modifier)
        elif any(modifier in core.modifiers for core in cores):
            continue  # It is said twice.
        elif (operation := _alone(modifier, film, mentioned)) is not None:
            cores.append(Core(operation, item))
        elif not any(core.item is item for core in cores):
            unused.append(item)
        elif not _goes_without_saying(modifier, film):
            beyond.append(item)
    operations = [operation for core in settled(cores, film, mentioned) for operation in _finished(core, film)]
    return Assembled(ordered(operations), unused, beyond, _overruled(cores, phrase_of))


def _overruled(cores: Sequence[Core], phrase_of: Sequence[int]) -> list[Item]:
    """A film has one shape: of several that are asked for, all but the last."""
    shapes = [core for core in cores if isinstance(core.piece, Reframe)]
    last = shapes[-1] if shapes else None
    return [
        core.item
        for core in shapes
        if last is not None
        and isinstance(core.piece, Reframe)
        and isinstance(last.piece, Reframe)
        and core.piece.aspect != last.piece.aspect
        and phrase_of[core.item.start] != phrase_of[last.item.start]
    ]


def _goes_without_saying(modifier: Modifier, film: Film) -> bool:
    """From the start, for the whole film."""
    return modifier in (Modifier("start", 0), Modifier("lasting", film.duration))


def _nearest(cores: Sequence[Core], item: Item, modifier: Modifier, phrase_of: Sequence[int]) -> Core | None:
    """Of those that can take the modifier: one of its phrase, else the last one before it, else the next one."""
    able = [core for core in cores if core.takes(modifier.kind)]
    if modifier.kind == "showing" and list(phrase_of).count(phrase_of[item.start]) > item.end - item.start:
        # `5 seconds off the start 10 off the end` is no place of what is done in the next phrase.
        able = [core for core in able if not isinstance(core.piece, Speed | Grade | Zoom | Volume)]
    here = [core for core in able if phrase_of[core.item.start] == phrase_of[item.start]]
    before = [core for core in here or able if core.item.start < item.start]
    return before[-1] if before else next(iter(here or able), None)


def _alone(modifier: Modifier, film: Film, mentioned: Set[str]) -> Operation | None:
    """What a modifier means by itself."""
    if modifier.kind == "fit":
        return Reframe.model_validate({"aspect": "9:16", "mode": modifier.value})
    if (
        modifier.kind == "style"
        and (film.has_captions or modifier.value == "karaoke")
        and not _is_passing(modifier, film)
    ):
        return Captions.model_validate({"style": modifier.value})
    if modifier.kind in ("color", "scale"):
        kind_: type[Captions | Title] | None = _text_meant(film, mentioned)
        return None if kind_ is None else kind_.model_validate({modifier.kind: modifier.value})
    if modifier.kind == "position" and not mentioned and film.last in ("captions", "title", "overlay"):
        # `No, at the top`: what was done last is meant.
        if film.last == "overlay":
            return Overlay.model_validate({"corner": modifier.value})
        return (Captions if film.last == "captions" else Title).model_validate({"position": modifier.value})
    if modifier.kind == "lasting" and not mentioned and film.last in ("title", "overlay"):
        return (Title if film.last == "title" else Overlay)(duration=cast("int", modifier.value))
    if modifier.kind == "start" and not mentioned and film.last in ("title", "overlay"):
        # `Show it later, at 10 seconds`.
        return (Title if film.last == "title" else Overlay)(start=cast("int", modifier.value))
    if modifier.kind == "position":
        there = mentioned or _shown(film)
        if len(there) == 1:
            kind: type[Captions | Title] = Captions if "CAPTIONS" in there else Title
            return kind.model_validate({"position": modifier.value})
    return None


def _is_passing(modifier: Modifier, film: Film) -> bool:
    """`Half its normal pace`: words such as `normal` are about captions only where those were just spoken of."""
    return modifier.value == "clean" and film.last != "captions"


def _text_meant(film: Film, mentioned: Set[str]) -> type[Captions | Title] | None:
    """Which text a colour or a size is about: the one spoken of, the one changed last, or the only one."""
    there = mentioned or ({film.last.upper()} if film.last in ("captions", "title") else _shown(film))
    return (Captions if "CAPTIONS" in there else Title) if len(there) == 1 else None


def _shown(film: Film) -> Set[str]:
    """Which text is on the picture."""
    return {name for name, there in (("CAPTIONS", film.has_captions), ("TITLE", film.has_title)) if there}


def _finished(core: Core, film: Film) -> list[Operation]:
    """An operation with its modifiers."""
    said: dict[str, object] = {modifier.kind: modifier.value for modifier in core.modifiers}
    piece = cast("Operation", core.piece)
    if isinstance(piece, Title):
        look = {"style": said["title_style"]} if "title_style" in said else {}
        return [piece.model_copy(update=_title_times(said) | look | _only(said, "position", "color", "scale"))]
    if isinstance(piece, Overlay):
        return [piece.model_copy(update=_title_times(said) | _only(said, "scale"))]
    if isinstance(piece, Transition | Fade) and "lasting" in said:
        return [piece.model_copy(update={"duration": said["lasting"]})]
    if isinstance(piece, VoiceOver) and "start" in said:
        return [piece.model_copy(update={"start": max(cast("int", said["start"]), 0)})]
    if isinstance(piece, Captions):
        return [piece.model_copy(update=_only(said, "position", "style", "color", "scale"))] if piece.on else [piece]
    if isinstance(piece, Speed | Grade | Zoom | Volume):
        there = {"range": said["showing"]} if "showing" in said and piece.range is None and piece.clip is None else {}
        level = {"level": said["level"], "factor": None} if "level" in said else {}
        return [piece.model_copy(update={**there, **level})]
    if isinstance(piece, Music):
        return [piece.model_copy(update={"volume": said["level"]})] if "level" in said else [piece]
    if isinstance(piece, Reframe) and "fit" in said:
        return [piece.model_copy(update={"mode": said["fit"]})]
    if isinstance(piece, Preset) and said.get("fit") == "fit-blur":
        return [piece, Reframe(aspect="9:16", mode="fit-blur")]
    return [piece]


def _only(said: dict[str, object], *kinds: str) -> dict[str, object]:
    return {kind: said[kind] for kind in kinds if kind in said}


def _title_times(said: dict[str, object]) -> dict[str, object]:
    times: dict[str, object] = {}
    lasting = said.get("lasting")
    if lasting is not None:
        times["duration"] = lasting
    if "start" in said:
        start = cast("int", said["start"])
        times["start"] = -(lasting if isinstance(lasting, int) else _TITLE_DURATION) if start < 0 else start
    if isinstance(showing := said.get("showing"), Range):
        times["start"] = showing.start
        if showing.end is not None:
            times["duration"] = showing.end - showing.start
        elif showing.start < 0 and (not isinstance(lasting, int) or lasting > -showing.start):
            times["duration"] = -showing.start
    return times
