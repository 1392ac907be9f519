"""All the ways in which a request can be said again: each wording with each of the values that its slots can take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations, product

from shorts_tui.engine.director.language.limits import Language
from shorts_tui.engine.director.language.paraphrase.slots import KINDS, vocabulary

_SLOT = re.compile(r"\{(\w+?)2?\}")
_OPTION = re.compile(r"\[([^]]*)\]")
_MOST = 8
"""Ways to fill one wording that are looked at."""


@dataclass(frozen=True)
class Wording:
    """A sentence with slots.

    Attributes:
        text: with a number behind each slot, from 0, which tells those of one kind apart.
        kinds: what its slots hold, in their order.
        parts: the wording with none of its options, and the options that are in it: what its weights are kept by.
    """

    text: str
    kinds: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """A wording whose slots are filled; `used` is slot kind -> which of its values (from 0)."""

    wording: Wording
    text: str
    used: tuple[tuple[str, int], ...]


@cache
def wordings(language: Language) -> tuple[Wording, ...]:
    """All of a language."""
    return tuple(wording for text in vocabulary()[language] for wording in _expanded(text))


def _expanded(text: str) -> Iterator[Wording]:
    """A line of the table with each choice of its options, `[ in {color}]`."""
    pieces = _OPTION.split(text)
    options = pieces[1::2]
    for chosen in product((False, True), repeat=len(options)):
        said = "".join(
            piece if at % 2 == 0 or chosen[at // 2] else "" for at, piece in enumerate(pieces)
        )
        base = "".join(pieces[0::2])
        parts = (base, *(f"[{option}]" for option, there in zip(options, chosen, strict=True) if there))
        kinds = tuple(_SLOT.findall(said))
        seen: dict[str, int] = {}
        numbered = _SLOT.sub(lambda match: _numbered(match[1], seen), said)
        yield Wording(numbered, kinds, parts)


def _numbered(kind: str, seen: dict[str, int]) -> str:
    seen[kind] = seen.get(kind, -1) + 1
    return f"{{{kind}_{seen[kind]}}}"


def sayings(values: Mapping[str, Sequence[str]], language: Language) -> Iterator[Said]:
    """Every wording that can be filled with these values."""
    for wording in wordings(language):
        if all(len(values.get(kind, ())) >= wording.kinds.count(kind) for kind in wording.kinds):
            yield from _filled(wording, values)


def _filled(wording: Wording, values: Mapping[str, Sequence[str]]) -> Iterator[Said]:
    kinds = [kind for kind in KINDS if kind in wording.kinds]
    choices = [list(permutations(range(len(values[kind])), wording.kinds.count(kind))) for kind in kinds]
    for count, picks in enumerate(product(*choices)):
        if count == _MOST:
            return
        chosen = dict(zip(kinds, picks, strict=True))
        filling = {
            f"{kind}_{place}": values[kind][index]
            for kind, indexes in chosen.items()
            for place, index in enumerate(indexes)
        }
        used = tuple((kind, index) for kind, indexes in chosen.items() for index in indexes)
        yield Said(wording, wording.text.format(**filling), used)
