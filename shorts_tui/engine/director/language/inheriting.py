"""What an operation has from the words beside it: the clip that `it` is, the number of a title, whose the volume is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.asking import thing
from shorts_tui.engine.director.language.item import Item
from shorts_tui.engine.director.language.rule import It, Loudness, Piece, Unowned
from shorts_tui.engine.director.language.rules_clip_parts import shortened
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import (
    Clips,
    CutTo,
    Ducking,
    Grade,
    Keep,
    Music,
    Operation,
    RemoveTitle,
    Speed,
    Title,
    Volume,
    Zoom,
)

_IT = frozenset(("it", "that", "它"))


def numbered(items: list[Item], tokens: Sequence[Token]) -> list[Item]:
    """`The second title` is that one alone."""
    found = []
    for item in items:
        numbers = [token.categories["TITLE"] for token in tokens[item.start : item.end] if "TITLE" in token]
        if not numbers and any(isinstance(piece, Title | RemoveTitle) for piece in item.pieces):
            # `The second title comes up too early, delay it`
            numbers = [token.categories["TITLE"] for token in tokens[: item.start] if "TITLE" in token][-1:]
        number = next((one for one in numbers if isinstance(one, int)), None)
        pieces = tuple(
            piece.model_copy(update={"number": number}) if isinstance(piece, Title | RemoveTitle) else piece
            for piece in item.pieces
        )
        found.append(item if number is None else replace(item, pieces=pieces))
    return found


def inherited(items: list[Item], tokens: Sequence[Token], film: Film) -> list[Item]:
    """`Slow clip 2 down and make it brighter`: `it` is the clip that was spoken of just before."""
    found: list[Item] = []
    for item in items:
        _left_alone(item, found, film)
        item = _stays(item, found, tokens, film)
        item = _only_there(item, found, tokens)
        item = _of_music(_of_taken(item, found, tokens, film), found, tokens)
        clip = getattr(found[-1].pieces[-1], "clip", None) if found and found[-1].pieces else None
        said = {token.text.lower() for token in tokens[item.start : item.end]}
        if isinstance(clip, int) and not _IT.isdisjoint(said):
            pieces = tuple(
                piece.model_copy(update={"clip": clip})
                if isinstance(piece, Grade | Speed | Zoom) and piece.clip is None and piece.range is None
                else piece
                for piece in item.pieces
            )
            item = replace(item, pieces=pieces)
        found.append(item)
    return found


def _only_there(item: Item, found: list[Item], tokens: Sequence[Token]) -> Item:
    """`1.5x, but only from 0:40 to 1:20`: where it is done, and not what is kept."""
    said = tokens[item.start : item.end]
    only = any("ONLY" in token for token in said) and not any("KEEP" in one or "USE" in one for one in said)
    where = item.pieces[0].range if len(item.pieces) == 1 and isinstance(item.pieces[0], Keep) else None
    before = found[-1] if found else None
    if not only or where is None or before is None or not before.pieces:
        return item
    if all(_has_place(piece) for piece in before.pieces):
        there = [cast("Operation", piece).model_copy(update={"range": where}) for piece in before.pieces]
        found[-1] = replace(before, pieces=tuple(there))
        return replace(item, pieces=())
    return item


def _has_place(piece: Piece) -> bool:
    """Is it something that can be done to a stretch, and that is done to all so far?"""
    return isinstance(piece, Speed | Grade | Zoom | Volume) and piece.clip is None and piece.range is None


def _stays(item: Item, found: list[Item], tokens: Sequence[Token], film: Film) -> Item:
    """`Keep clip 3, the others can go` is said twice; `keep clip 2 and delete clip 3` lets clip 2 alone.

    Where it is not `only` clip 2 that is kept, what is not spoken of stays as well.
    """
    before = found[-1].pieces[0] if found and len(found[-1].pieces) == 1 else None
    now = item.pieces[0] if len(item.pieces) == 1 else None
    if not (isinstance(before, Clips) and isinstance(now, Clips)) or {before.do, now.do} != {"keep", "delete"}:
        return item
    first = before.do == "keep"
    kept, gone = (before, now) if first else (now, before)
    if set(gone.clips) == set(range(1, film.clips + 1)) - set(kept.clips):
        if first:
            return replace(item, pieces=())
        found[-1] = replace(found[-1], pieces=())
        return item
    place = found[-1] if first else item
    if any("ONLY" in token for token in tokens[place.start : place.end]) or set(kept.clips) & set(gone.clips):
        return item
    if first:
        found[-1] = replace(found[-1], pieces=())
        return item
    return replace(item, pieces=())


def _left_alone(item: Item, found: list[Item], film: Film) -> None:
    """`Keep clip 1, mute the rest`: where something is done to all others, the one that is kept is left as it is."""
    before = found[-1].pieces[0] if found and len(found[-1].pieces) == 1 else None
    if not item.pieces or not isinstance(before, Clips) or before.do != "keep":
        return
    others = set(range(1, film.clips + 1)) - set(before.clips)
    if {getattr(piece, "clip", None) for piece in item.pieces} == others:
        found[-1] = replace(found[-1], pieces=())


def _of_taken(item: Item, found: list[Item], tokens: Sequence[Token], film: Film) -> Item:
    """`Take the beach clip and move it to the end`: the clip is named to say which one, and not to be kept alone."""
    before = found[-1].pieces[0] if found and len(found[-1].pieces) == 1 else None
    if not item.pieces or not (isinstance(before, Clips) and before.do == "keep" and len(before.clips) == 1):
        return item
    if not any("USE" in token for token in tokens[found[-1].start : found[-1].end]):
        return item
    it = any(token.text.lower() in _IT for token in tokens[item.start : item.end])
    done = _to_taken(item.pieces[-1], film, before.clips[0], it=it)
    if not done and not isinstance(item.pieces[-1], It):
        return item
    found[-1] = replace(found[-1], pieces=())
    return replace(item, pieces=tuple(done)) if done else item


def _to_taken(piece: Piece, film: Film, clip: int, *, it: bool) -> Sequence[Piece]:
    """What is done to the clip that was taken; nothing where something else is meant."""
    match piece:
        case It():
            done = thing(piece, film, clip)
            return () if done is None else (done,)
        case CutTo(length=int(length), sources=None) if it:
            return shortened(film, (clip,), length)
        case Unowned(Volume() as volume) if it:
            return (volume.model_copy(update={"clip": clip}),)
        case Grade(clip=None, range=None) | Speed(clip=None, range=None) | Zoom(clip=None, range=None) if it:
            return (piece.model_copy(update={"clip": clip}),)
    return ()


def _of_music(item: Item, found: Sequence[Item], tokens: Sequence[Token]) -> Item:
    """`Duck the music and bring it down to 20%`: what is heard is meant, and not the film's length."""
    before = found[-1].pieces[-1] if found and found[-1].pieces else None
    cut = item.pieces[0] if item.pieces else None
    said = tokens[item.start : item.end]
    it = any(token.text.lower() in _IT for token in said) or not any("FILM" in token for token in said)
    level = next((float(str(token.categories["PERCENT"])) for token in said if "PERCENT" in token), None)
    if not isinstance(cut, CutTo) or not it or level is None:
        return item
    less = any("OFF" in token or "BY" in token for token in said)
    if less and cut.factor is not None and (owner := _heard_before(item, tokens)) is not None:
        # `The music is too loud, take 30% off`
        clips = owner.categories.get("CLIPREF", ())
        clip = clips[0] if isinstance(clips, tuple) and len(clips) == 1 and isinstance(clips[0], int) else None
        target = "music" if "MUSIC" in owner else "clips"
        return replace(item, pieces=(Volume(target=target, factor=cut.factor, clip=clip),))
    if isinstance(before, Music):
        return replace(item, pieces=(Loudness(level),))
    if isinstance(before, Ducking):
        return replace(item, pieces=(Volume(target="music", level=level),))
    return replace(item, pieces=(Unowned(Volume(level=level)),)) if isinstance(before, Volume) else item


def _heard_before(item: Item, tokens: Sequence[Token]) -> Token | None:
    """Whose sound the phrases before are about: music, a clip, or (as the sound itself) all of them."""
    said = list(tokens[: item.start])
    heard = next((one for one in reversed(said) if any(name in one for name in ("MUSIC", "AUDIO", "VOLUME"))), None)
    if heard is None or "MUSIC" in heard:
        return heard
    at = said.index(heard)
    return next((one for one in reversed(said[max(at - 3, 0) : at]) if "CLIPREF" in one), heard)
