"""Which phrases ask something for a part of the film that can only be done to all of it, and so are refused."""

from __future__ import annotations

from collections.abc import Sequence, Set

from shorts_tui.engine.director.language.assembly import Assembled
from shorts_tui.engine.director.language.item import Item
from shorts_tui.engine.director.language.rule import Modifier, Piece
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import Question

_NEAR = 16


def able(items: Sequence[Item]) -> list[Item]:
    """The items that can be done."""
    return [item for item in items if not item.refused]


def limited(items: Sequence[Item], made: Assembled, tokens: Sequence[Token], numbers: Sequence[int]) -> set[int]:
    """The phrases in which something is asked for a part of the film that can be done to all of it alone."""
    read = {at for item in items if item not in made.unused for at in range(item.start, item.end)}
    asked = {
        at
        for item in items
        if any(isinstance(piece, Question) for piece in item.pieces)
        for at in range(item.start, item.end)
    }
    parts = {
        numbers[at]
        for at, token in enumerate(tokens)
        if ("SOMEWHERE" in token and at not in asked)
        or (at not in read and ("CLIPREF" in token or "SPAN" in token or _is_somewhere(token)))
    }
    parts |= {
        max(numbers[max(0, at - _NEAR) : at])
        for at, token in enumerate(tokens)
        if at and _excepts(token) and _is_unread(tokens, at, read)
    }
    parts |= {numbers[item.start] for item in items if item.refused == "how_much"}
    parts |= {numbers[item.start] for item in made.unused for piece in item.pieces if _is_place(piece)}
    acting = {numbers[item.start] for item in able(items) if any(not isinstance(p, Modifier) for p in item.pieces)}
    return {numbers[item.start] for item in made.beyond} | (parts & acting)


def _excepts(token: Token) -> bool:
    return "BUT" in token and token.text.startswith("除")


def _is_unread(tokens: Sequence[Token], at: int, read: Set[int]) -> bool:
    """`全部黑白，除了第三段`: is a part of the film left out that no rule has left out?"""
    return any(
        n not in read and ("CLIPREF" in tokens[n] or "SPAN" in tokens[n])
        for n in range(at + 1, min(len(tokens), at + _NEAR))
    )


def _is_somewhere(token: Token) -> bool:
    """Is it a part of the film nobody knows, or quoted in Chinese marks? What is done may be for that place alone."""
    counted = "ORDINAL" in token and token.text.startswith("第")
    return counted or ("QUOTE" in token and token.text[:1] in "「『“")


def _is_place(piece: Piece) -> bool:
    return isinstance(piece, Modifier) and piece.kind in {"start", "showing"}
