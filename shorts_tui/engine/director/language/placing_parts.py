"""Where a part of the film is named that no rule has read: what its phrase asks for is done to that part alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shorts_tui.engine.director.language.item import Item
from shorts_tui.engine.director.language.rule import Loudness, Modifier, Piece, Unowned
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import Grade, Range, Speed, Volume, Zoom

_BARRED = frozenset(("BUT", "NEG", "OR", "SWAP", "SOMEWHERE", "ONLY"))
"""Beside one of these a part is an exception, or more than a place."""


def placed(items: Sequence[Item], tokens: Sequence[Token], numbers: Sequence[int]) -> list[Item]:
    """The items with that place, and the place as one that is read. `numbers`: of the phrase of each token.

    Only where a phrase asks for one thing, and has one place for it.
    """
    read = {at for item in items for at in range(item.start, item.end)}
    found = []
    for item in items:
        at = _place(item, items, tokens, numbers, read)
        pieces = [] if at is None else _each(item.pieces[0], tokens[at])
        found.append(replace(item, pieces=tuple(pieces)) if pieces else item)
        if at is not None and pieces:
            found.append(Item(at, at + 1, 0, ()))
    return sorted(found, key=lambda item: item.start)


def _place(
    item: Item, items: Sequence[Item], tokens: Sequence[Token], numbers: Sequence[int], read: set[int]
) -> int | None:
    """The one place in the phrase of an item that stands alone in it."""
    there = [at for at in range(len(tokens)) if numbers[at] == numbers[item.start] and at not in read]
    asked = [one for one in items if numbers[one.start] == numbers[item.start] and not _is_said_of(one)]
    places = [at for at in there if "CLIPREF" in tokens[at] or "SPAN" in tokens[at]]
    barred = any(not _BARRED.isdisjoint(tokens[at].categories) for at in there)
    return places[0] if asked == [item] and len(places) == len(item.pieces) == 1 and not barred else None


def _is_said_of(item: Item) -> bool:
    return all(isinstance(piece, Modifier) for piece in item.pieces)


def _each(piece: Piece, place: Token) -> list[Piece]:
    """What is asked for, once for each part that is named; nothing where it is done to no part."""
    match piece:
        case Loudness(level):
            piece = Volume(level=level)
        case Unowned(Volume() as volume):
            piece = volume
        case _:
            pass
    if not isinstance(piece, Volume | Speed | Grade | Zoom) or piece.clip is not None or piece.range is not None:
        return []
    if isinstance(piece, Volume) and piece.target != "clips":
        return []
    parts = place.categories.get("CLIPREF", place.categories.get("SPAN"))
    there = parts if isinstance(parts, tuple) else ()
    return [piece.model_copy(update={"range" if isinstance(part, Range) else "clip": part}) for part in there]
