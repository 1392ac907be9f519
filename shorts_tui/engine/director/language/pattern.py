"""The notation of the grammar's patterns, and how one is matched against tokens.

A pattern is a line such as `(REMOVE|CUT) ALL? what:SPAN (AND what:SPAN)* OUT?`: capitals are categories, `name:` keeps
the token under a name, `?` and `*` mean what they mean elsewhere. Fillers are passed over between any two elements;
joints are not. `NP` stands for a noun phrase of any words, `MODS` for any run of modifiers, `WORDS` for one to four
unknown words, `CONTENT` for unquoted text up to where a new command begins, `PHRASE` for what is left of a phrase.

Matching keeps one best reading for each place where it can end, so that its work grows with the length of the
sentence and never explodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol, TypeAlias

from shorts_tui.engine.director.language.categories import SKIPPED, is_filler, weight
from shorts_tui.engine.director.language.tokens import Token, Value

_SYMBOL = re.compile(r"\s*(?:(?P<name>[a-z_]+):)?(?:(?P<category>[A-Z][A-Z_0-9]*)|(?P<sign>[()|?*]))")


@dataclass(frozen=True)
class Kept:
    """A token that a match keeps, and the category as which it was read."""

    token: Token
    category: str

    @property
    def value(self) -> Value:
        """What the token says as that category."""
        return self.token.categories[self.category]


@dataclass(frozen=True)
class State:
    """A reading of some tokens: what it counts, and what was kept under names."""

    score: int = 0
    kept: tuple[tuple[str, object], ...] = ()


States: TypeAlias = Mapping[int, State]
"""The best reading for each place where a match can end."""


@dataclass
class Scope:
    """The sentence that patterns are matched against; `specials` are the elements that are more than a category."""

    tokens: Sequence[Token]
    specials: Mapping[str, Callable[[int], States]] = field(default_factory=dict)


class Element(Protocol):
    """A part of a compiled pattern."""

    def ends(self, scope: Scope, at: int) -> States:
        """Where a match that begins at token `at` can end."""
        ...

    def heads(self) -> frozenset[str] | None:
        """Categories with which a match can begin; None: unknown, try everywhere."""
        ...

    def optional(self) -> bool:
        """Can it match nothing?"""
        ...

    def needs(self) -> tuple[frozenset[str], ...]:
        """Sets of categories: of each set, one must be in the sentence for a match to be possible."""
        ...


@dataclass(frozen=True)
class _One:
    """A token of a category."""

    category: str
    name: str = ""

    def ends(self, scope: Scope, at: int) -> States:
        special = scope.specials.get(self.category)
        if special is not None:
            return special(at)
        if at >= len(scope.tokens) or self.category not in scope.tokens[at]:
            return {}
        token = scope.tokens[at]
        return {at + 1: State(weight(token), ((self.name, Kept(token, self.category)),) if self.name else ())}

    def heads(self) -> frozenset[str] | None:
        return None if self.category in SPECIALS else frozenset((self.category,))

    def optional(self) -> bool:
        return self.category in {"NP", "MODS"}

    def needs(self) -> tuple[frozenset[str], ...]:
        return () if self.category in SPECIALS else (frozenset((self.category,)),)


@dataclass(frozen=True)
class _Sequence:
    """Elements one after the other, with fillers between them."""

    parts: tuple[Element, ...]

    def ends(self, scope: Scope, at: int) -> States:
        states: dict[int, State] = {at: State()}
        for index, part in enumerate(self.parts):
            following: dict[int, State] = {}
            for place, state in states.items():
                for start, skipped in _starts(scope, place, first=index == 0 or place == at):
                    _merge(following, part.ends(scope, start), state, skipped)
                if part.optional():
                    _merge(following, {place: State()}, state, 0)
            states = following
            if not states:
                break
        return states

    def heads(self) -> frozenset[str] | None:
        found: frozenset[str] = frozenset()
        for part in self.parts:
            heads = part.heads()
            if heads is None:
                return None
            found |= heads
            if not part.optional():
                break
        return found

    def optional(self) -> bool:
        return all(part.optional() for part in self.parts)

    def needs(self) -> tuple[frozenset[str], ...]:
        return tuple(need for part in self.parts for need in part.needs())


@dataclass(frozen=True)
class _Choice:
    """One of several."""

    parts: tuple[Element, ...]

    def ends(self, scope: Scope, at: int) -> States:
        found: dict[int, State] = {}
        for part in self.parts:
            _merge(found, part.ends(scope, at), State(), 0)
        return found

    def heads(self) -> frozenset[str] | None:
        found: frozenset[str] = frozenset()
        for part in self.parts:
            heads = part.heads()
            if heads is None:
                return None
            found |= heads
        return found

    def optional(self) -> bool:
        return any(part.optional() for part in self.parts)

    def needs(self) -> tuple[frozenset[str], ...]:
        needs = [part.needs() for part in self.parts]
        return (frozenset().union(*(need[0] for need in needs)),) if all(needs) else ()


@dataclass(frozen=True)
class _Repeat:
    """An element that may be missing, or come again and again."""

    part: Element
    most: int

    def ends(self, scope: Scope, at: int) -> States:
        found: dict[int, State] = {}
        states: dict[int, State] = {at: State()}
        for round_ in range(self.most):
            following: dict[int, State] = {}
            for place, state in states.items():
                for start, skipped in _starts(scope, place, first=round_ == 0):
                    _merge(following, self.part.ends(scope, start), state, skipped)
            states = {end: state for end, state in following.items() if end not in found}
            _merge(found, following, State(), 0)
            if not states:
                break
        return found

    def heads(self) -> frozenset[str] | None:
        return self.part.heads()

    def optional(self) -> bool:
        return True

    def needs(self) -> tuple[frozenset[str], ...]:
        return ()


SPECIALS = frozenset(("NP", "MODS", "WORDS", "CONTENT", "PHRASE"))
_MOST = 8
"""How often an element under `*` may come, and how many fillers are passed over: enough for people."""


def _starts(scope: Scope, place: int, *, first: bool) -> list[tuple[int, int]]:
    """Where the next element may begin: here, or behind the fillers that stand here; with what was passed over."""
    starts = [(place, 0)]
    after = place
    while not first and after < min(place + _MOST, len(scope.tokens)) and is_filler(scope.tokens[after]):
        after += 1
    if after > place:
        starts.append((after, (after - place) * SKIPPED))
    return starts


def _merge(into: dict[int, State], found: States, before: State, skipped: int) -> None:
    for end, state in found.items():
        whole = State(before.score + skipped + state.score, before.kept + state.kept)
        if end not in into or whole.score > into[end].score:
            into[end] = whole


@cache
def compiled(pattern: str) -> Element:
    """A pattern line as an element; ValueError where it is no pattern."""
    symbols: list[tuple[str, str]] = []
    at = 0
    while at < len(pattern.rstrip()):
        match = _SYMBOL.match(pattern, at)
        if match is None:
            raise ValueError(f"no pattern: {pattern!r} at {at}")
        name, category, sign = match.group("name", "category", "sign")
        symbols.append((category or sign, name or ""))
        at = match.end()
    element, end = _choice(symbols, 0)
    if end != len(symbols):
        raise ValueError(f"unbalanced: {pattern!r}")
    return element


def _choice(symbols: list[tuple[str, str]], at: int) -> tuple[Element, int]:
    parts: list[Element] = []
    while True:
        part, at = _sequence(symbols, at)
        parts.append(part)
        if at >= len(symbols) or symbols[at][0] != "|":
            return (parts[0] if len(parts) == 1 else _Choice(tuple(parts))), at
        at += 1


def _sequence(symbols: list[tuple[str, str]], at: int) -> tuple[Element, int]:
    parts: list[Element] = []
    while at < len(symbols) and symbols[at][0] not in {")", "|"}:
        symbol, name = symbols[at]
        if symbol == "(":
            part, at = _choice(symbols, at + 1)
        elif symbol in {"?", "*"}:
            raise ValueError("nothing to repeat")
        else:
            part = _One(symbol, name)
        at += 1
        if at < len(symbols) and symbols[at][0] in {"?", "*"}:
            part = _Repeat(part, 1 if symbols[at][0] == "?" else _MOST)
            at += 1
        parts.append(part)
    return (parts[0] if len(parts) == 1 else _Sequence(tuple(parts))), at
