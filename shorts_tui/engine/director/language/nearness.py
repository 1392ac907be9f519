"""The nearest thing that can be said, where a request was not understood: the one whose known words it shares most."""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.categories import FILLER, JOINTS, STRONG, named
from shorts_tui.engine.director.language.limits import Language
from shorts_tui.engine.director.language.tokens import Token, lex

_SLOTS = {"time": "TIME", "clip": "CLIPREF", "quote": "QUOTE"}
"""What in a request can fill a slot of an example, by the category of its token."""
_TELLING = STRONG - named("TIME CLIPREF NUM ORDINAL FIRST LAST START END FILM_FILE HALF_ONE HALF_TWO")
"""Categories that say what is asked, and not of what."""
_VAGUE = named("CUT CUT_TO REMOVE SHORTEN CLOSE OFF_VERB SWAP REPLACE SAYING MENTION POSITION WRITE CALL KEEP SHORT")
"""Of those, the ones that alone say too little for anything to be offered."""
_MISSING = 0.6
"""What a word of an example counts that the request has not, beside one that it has."""
_ENDS = {"en": ("cut it to {time}", "remove the first {time}", "remove the last {time}"),
         "zh": ("剪成{time}", "去掉开头{time}", "去掉最后{time}")}  # fmt: skip
"""What a mere time is offered for, and one at the start or at the end."""


@dataclass(frozen=True)
class _Example:
    text: str
    categories: frozenset[str]

    @property
    def telling(self) -> frozenset[str]:
        return self.categories & _TELLING


def nearest_said(tokens: Sequence[Token], language: Language, film: Film) -> str:
    """The example that is nearest to these tokens, filled with what they hold; empty where none is near.

    No time is offered that a film has not.
    """
    times = [float(str(token.categories["TIME"])) for token in tokens if "TIME" in token]
    if film.duration and any(time >= film.duration for time in times):
        return ""
    known, weights = _examples(language)
    held = _named(tokens)
    telling = held & _TELLING
    span = next((token for token in tokens if "SPAN" in token and token.text.strip()), None)
    if span is not None and telling <= _VAGUE | {"SPAN"}:
        return ("remove {}" if language == "en" else "去掉{}").format(span.text.strip())
    if telling <= _VAGUE:
        return _filled(_ENDS[language][_side(held)], tokens, language) if "TIME" in held else ""

    def score(example: _Example) -> float:
        if "QUOTE" in example.categories - held:
            return -1.0
        shared = sum(weights[name] for name in example.telling & telling)
        return shared - _MISSING * sum(weights[name] for name in example.telling - telling)

    best = max(known, key=score)
    return _filled(best.text, tokens, language) if score(best) > 0 else ""


def _side(held: Set[str]) -> int:
    """0: a time that stands alone; 1: at the start of the film; 2: at its end."""
    return 1 if not held.isdisjoint(("FIRST", "START")) else 2 if not held.isdisjoint(("LAST", "END")) else 0


def _filled(text: str, tokens: Sequence[Token], language: Language) -> str:
    values = dict(_slots(language))
    for slot, category in _SLOTS.items():
        said = [token.text.strip() for token in tokens if category in token]
        if len(said) == 1 and said[0]:
            values[slot] = said[0]
    return text.format(**values)


def _named(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(name for token in tokens for name in token.categories) - FILLER - JOINTS


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("words", "examples.toml").read_text("utf-8"))


def _slots(language: Language) -> Mapping[str, str]:
    values: Mapping[str, str] = _table()["slots"][language]
    return values


def examples(language: Language) -> list[str]:
    """All that can be offered, with the usual values in it."""
    return [text.format(**_slots(language)) for text in _table()[language]]


@cache
def _examples(language: Language) -> tuple[tuple[_Example, ...], Mapping[str, float]]:
    """The examples and how much each category says: the rarer, the more."""
    film = Film(duration=60_000, clips=1)
    found = tuple(
        _Example(text, _named(lex(text.format(**_slots(language)), film)) | _slotted(text))
        for text in _table()[language]
    )
    count = Counter(name for example in found for name in example.categories)
    weights = {name: math.log(1 + len(found) / number) for name, number in count.items()}
    return found, Counter(weights)


def _slotted(text: str) -> frozenset[str]:
    return frozenset(category for slot, category in _SLOTS.items() if f"{{{slot}}}" in text)
