"""All the ways in which a request can be said again: each wording with each of the values that its slots can take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice, permutations, product

from shorts_tui.engine.director.language.limits import Language
from shorts_tui.engine.director.language.paraphrase.slots import IMPLIED, KINDS, NAMES, names, vocabulary

_SLOT = re.compile(r"\{(\w+?)2?\}")
_OPTION = re.compile(r"\[([^]]*)\]")
_MOST = 12
"""Ways to fill one wording that are looked at."""
_ORDERED = 3
"""Of so many values of a kind it is looked at which come first."""


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
    """A wording whose slots are filled.

    Attributes:
        used: slot kind -> which of the values that were said (from 0).
        parts: those of the wording, the names that it is filled with (`look=warmer`), and which of several values that
            were said it takes, in which order (`time:1,0`).
    """

    wording: Wording
    text: str
    used: tuple[tuple[str, int], ...]
    parts: tuple[str, ...]


@cache
def wordings(language: Language) -> tuple[Wording, ...]:
    """All of a language."""
    return tuple(wording for text in vocabulary()[language] for wording in _expanded(text))


def _expanded(text: str) -> Iterator[Wording]:
    """A line of the table with each choice of its options, `[ in {color}]`."""
    pieces = _OPTION.split(text)
    options = pieces[1::2]
    for chosen in product((False, True), repeat=len(options)):
        said = "".join(piece if at % 2 == 0 or chosen[at // 2] else "" for at, piece in enumerate(pieces))
        base = "".join(pieces[0::2])
        parts = (base, *(f"[{option}]" for option, there in zip(options, chosen, strict=True) if there))
        kinds = tuple(_SLOT.findall(said))
        seen: dict[str, int] = {}
        numbered = _SLOT.sub(partial(_numbered, seen), said)
        yield Wording(numbered, kinds, parts)


def _numbered(seen: dict[str, int], slot: re.Match[str]) -> str:
    kind = slot[1]
    seen[kind] = seen.get(kind, -1) + 1
    return f"{{{kind}_{seen[kind]}}}"


def sayings(values: Mapping[str, Sequence[str]], language: Language) -> Iterator[Said]:
    """Every wording that can be filled with these values, or with names that are only implied."""
    for wording in wordings(language):
        held = {kind: values.get(kind) or (names(kind, language) if kind in IMPLIED else ()) for kind in wording.kinds}
        if all(len(held[kind]) >= wording.kinds.count(kind) for kind in held):
            yield from _filled(wording, held, values)


def _filled(wording: Wording, held: Mapping[str, Sequence[str]], said: Mapping[str, Sequence[str]]) -> Iterator[Said]:
    kinds = [kind for kind in KINDS if kind in held]
    choices = [list(permutations(range(len(held[kind])), wording.kinds.count(kind))) for kind in kinds]
    for picks in islice(product(*choices), _MOST):
        chosen = dict(zip(kinds, picks, strict=True))
        filling = {
            f"{kind}_{place}": held[kind][index]
            for kind, indexes in chosen.items()
            for place, index in enumerate(indexes)
        }
        used = tuple((kind, index) for kind, indexes in chosen.items() if kind in said for index in indexes)
        named = tuple(f"{kind}={held[kind][chosen[kind][0]]}" for kind in kinds if kind in NAMES)
        order = tuple(
            f"{kind}:{','.join(map(str, chosen[kind]))}"
            for kind in kinds
            if kind not in NAMES and 1 < len(held[kind]) <= _ORDERED
        )
        yield Said(wording, wording.text.format(**filling), used, (*wording.parts, *named, *order))
