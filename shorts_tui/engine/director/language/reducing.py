"""Amounts of several tokens made one token, and which patterns of the grammar can match in a sentence at all."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.pattern import Element, Scope, State, States, compiled
from shorts_tui.engine.director.language.rule import Match, Reduction
from shorts_tui.engine.director.language.tokens import Token, Value

Headed = tuple[Element, frozenset[str] | None]


@cache
def _headed(pattern: str) -> tuple[Element, frozenset[str] | None, tuple[frozenset[str], ...]]:
    element = compiled(pattern)
    return element, element.heads(), element.needs()


def possible(patterns: Sequence[str], present: Set[str]) -> tuple[Headed, ...]:
    """The patterns that can match at all where only the categories `present` occur, and what each begins with."""
    return tuple(
        (element, heads)
        for element, heads, needs in map(_headed, patterns)
        if all(not need.isdisjoint(present) for need in needs)
    )


def reduced(tokens: Sequence[Token], reductions: Sequence[Reduction], film: Film, text: str) -> list[Token]:
    """The tokens with every match of a reduction, the longest first, made into one token."""
    scope, found, at = Scope(tokens), list[Token](), 0
    present = {category for token in tokens for category in token.categories}
    able = [(rule, patterns) for rule in reductions if (patterns := possible(rule.patterns, present))]
    while at < len(tokens):
        best: tuple[int, Token] | None = None
        for rule, patterns in able:
            for end, state in ends(patterns, scope, at).items():
                if end <= at or (best is not None and end <= best[0]):
                    continue
                value = rule.build(Match(state, film, text))
                if value is not None:
                    first, last = tokens[at], tokens[end - 1]
                    whole = text[first.start : last.end]
                    categories: dict[str, Value] = {rule.category: value} | ({rule.besides: ""} if rule.besides else {})
                    best = end, Token(categories, first.start, last.end, whole)
        found.append(best[1] if best else tokens[at])
        at = best[0] if best else at + 1
    return found


def ends(patterns: Sequence[Headed], scope: Scope, at: int) -> States:
    """All ends of all patterns from `at`, the best reading of each."""
    found: dict[int, State] = {}
    categories = scope.tokens[at].categories.keys()
    for element, heads in patterns:
        if heads is None or not heads.isdisjoint(categories):
            for end, state in element.ends(scope, at).items():
                if end not in found or state.score > found[end].score:
                    found[end] = state
    return found
