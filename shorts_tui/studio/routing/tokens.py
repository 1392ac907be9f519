"""The words of an English clause, and what several readers ask about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shorts_tui.studio.routing import english_words as words
from shorts_tui.studio.routing.masking import QUOTE, SOURCE

_TOKEN = re.compile(rf"{QUOTE}+|{SOURCE}+|\d+(?:[.:×x/]\d+)+\w*|[^\W{QUOTE}{SOURCE}]+(?:['’.-][^\W{QUOTE}{SOURCE}]+)*")
_LIST_MARK = re.compile(r"\s*(?:\d+[.)]|[-*•])\s+")


@dataclass(frozen=True)
class Token:
    """A lower-cased word (or a mark for quoted content, or for a source) and where it stands in the clause."""

    word: str
    start: int
    end: int


def tokens(masked: str) -> list[Token]:
    """The words of a masked clause without the number of a list; apostrophes are straight."""
    found = []
    skip = mark.end() if (mark := _LIST_MARK.match(masked)) else 0
    for match in _TOKEN.finditer(masked, skip):
        word = match.group().lower().replace("’", "'")
        word = word[0] if word[0] in (QUOTE, SOURCE) else "don't" if word == "dont" else word
        found.append(Token(word, match.start(), match.end()))
    return found


def said(found: Sequence[Token]) -> list[str]:
    """The bare words."""
    return [token.word for token in found]


def only(found: Sequence[Token], allowed: frozenset[str]) -> bool:
    """Is there no other word?"""
    return all(token.word in allowed for token in found)


def has(found: Sequence[Token], wanted: frozenset[str]) -> bool:
    """Is one of these words there?"""
    return any(token.word in wanted for token in found)


def after(found: Sequence[Token], phrases: Sequence[tuple[str, ...]]) -> Sequence[Token] | None:
    """What follows the first of the phrases that the words begin with; None when they begin with none."""
    for phrase in phrases:
        if tuple(said(found[: len(phrase)])) == phrase:
            return found[len(phrase) :]
    return None


def stripped(found: Sequence[Token]) -> Sequence[Token]:
    """The words without the courtesies that lead them in."""
    while found:
        rest = after(found, words.LEAD_PHRASES)
        if rest is None:
            if found[0].word not in words.LEAD_WORDS:
                break
            rest = found[1:]
        found = rest
    return found
