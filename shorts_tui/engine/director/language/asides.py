"""Asides: words beside an understood request that ask for nothing, such as `my ears!` or `it looks like fog`.

What was not understood is refused where it may be a request of its own. Beside a request that was understood, most of
it is not: an adverb that the vocabulary lacks, a sigh, a reason. That is told in one breath and refused by nobody.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cache
from importlib import resources

from shorts_tui.engine.director.language.categories import STRONG, is_filler, is_joint, is_unknown, named
from shorts_tui.engine.director.language.item import Item
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.language.unread import Unread

_WITHIN, _APART = 5, 9
"""Words of an aside in the phrase of a request, and of one that is a phrase by itself."""
_HAN_WITHIN, _HAN_APART = 4, 8
"""The same in Chinese characters."""
_SATISFIED: Mapping[str, frozenset[str]] = {
    "VOLUME": named("Volume Music"),
    "AUDIO": named("Volume"),
    "REPLACE": named("Music Title CaptionText VoiceOver"),
    "SHORTEN": named("CutTo Slideshow Keep"),
    "CALL": named("Title"),
    "WRITE": named("Title"),
    "SAYING": named("Title"),
    "TITLE": named("Title"),
    "MUSIC": named("Music"),
    "CAPTIONS": named("Captions CaptionText"),
}
"""Words of the vocabulary that have been heeded where an operation of these kinds came of their phrase."""
_OBJECTS = named("a an it them him her me us some")
_WANTING = named("want need wanna gimme give let make do have put get add use try set turn move go start stop")
"""Words that a wish begins with, whatever comes behind them."""


def asides(
    unread: Sequence[Unread], items: Sequence[Item], tokens: Sequence[Token], phrase_of: Sequence[int]
) -> list[Unread]:
    """Those of `unread` that ask for nothing, beside what `items` came to something.

    `phrase_of` gives the number of the phrase for each token.
    """
    made: dict[int, set[str]] = defaultdict(set)
    for item in items:
        if not item.refused and item.pieces:
            made[phrase_of[item.start]] |= {type(piece).__name__ for piece in item.pieces}
    return [
        one
        for one in unread
        if one.topic == "unknown"
        and not _is_listed(tokens, one)
        and _is_aside(tokens[one.start : one.end], made.get(phrase_of[one.start]))
    ]


def begins_a_request(tokens: Sequence[Token], unread: Unread) -> bool:
    """Do words that were not understood begin with a verb that the vocabulary lacks, or go on with a list?"""
    every = tokens[unread.start : unread.end]
    said = [token for token in every if not is_filler(token) and not is_joint(token)]
    begins = bool(said) and is_unknown(said[0]) and (_is_verb(said[0].text.lower()) or _has_object(every))
    return begins or _is_listed(tokens, unread)


def _is_listed(tokens: Sequence[Token], unread: Unread) -> bool:
    """`The ums and the awkward wobbles`."""
    return unread.whole and unread.start > 0 and "AND" in tokens[unread.start - 1]


def _is_aside(said: Sequence[Token], made: Set[str] | None) -> bool:
    """Do words ask for nothing? `made` is what has come of their phrase; None where they are all of it."""
    every, said = said, [token for token in said if not is_filler(token) and not is_joint(token)]
    if not said or any(_is_missed(token, made or frozenset()) for token in said):
        return False
    han = sum(len(token.text) for token in said if _is_han(token))
    within = made is not None
    if len(said) > (_WITHIN if within else _APART) or han > (_HAN_WITHIN if within else _HAN_APART):
        return False
    # A phrase that has a verb of the vocabulary in it, or begins with any verb at all, is a request.
    return within or (all(map(is_unknown, said)) and not _is_verb(said[0].text.lower()) and not _has_object(every))


def _is_missed(token: Token, made: Set[str]) -> bool:
    """Would something that was asked for be missing, were this word passed over?"""
    strong = STRONG & token.categories.keys()
    return bool(strong) and all(made.isdisjoint(_SATISFIED.get(name, frozenset())) for name in strong)


def _is_han(token: Token) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in token.text)


def _has_object(every: Sequence[Token]) -> bool:
    """`Flurb the glorb`: whatever that means, a word before an article or `it` is a verb."""
    words = [token for token in every if "POLITE" not in token and not is_joint(token)]
    return len(words) > 1 and is_unknown(words[0]) and ("DET" in words[1] or words[1].text.lower() in _OBJECTS)


def _is_verb(word: str) -> bool:
    return word in _verbs() or word in _WANTING


@cache
def _verbs() -> frozenset[str]:
    listed = tomllib.loads(resources.files(__package__).joinpath("words", "verbs.toml").read_text("utf-8"))["verbs"]
    return frozenset(word.strip() for word in listed.split(","))
