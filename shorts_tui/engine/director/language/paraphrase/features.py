"""What a request looks like to the second reader: which categories and words are in it, side by side, and the film."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.categories import named
from shorts_tui.engine.director.language.paraphrase.wordings import Said
from shorts_tui.engine.director.language.tokens import Token

_NAMES = named(
    "COLOR MOOD LOOK POSITION CORNER STYLE PLATFORM ASPECT TRANSITION DEGREE LIMIT ZOOM SCALE NUDGE SIDE DEEPER HIGHER"
)
"""Categories whose value says what is asked."""
_AMOUNTS = named("TIME SPAN CLIPREF QUOTE PERCENT FILM_FILE SOUND_NAME URL NUM")
"""Categories whose words say nothing but how much, or which."""
_LONGEST = 24
"""Characters of a word that is looked at."""
_BESIDE, _KNOWN, _PIECE, _FILM = 0.5, 0.5, 0.7, 0.15
"""How much neighbours, known words, two characters of an unknown word and the film count beside a category."""


def features(tokens: Sequence[Token], film: Film) -> Mapping[str, float]:
    """Feature -> how much of it there is; those of the tokens have the length 1 together."""
    found: dict[str, float] = {}
    names: list[list[str]] = []
    for token in tokens:
        categories = list(token.categories)
        found |= {f"c:{name}": 1.0 for name in categories}
        found |= {
            f"c:{name}:{value}": 1.0 for name, value in token.categories.items() if name in _NAMES and value != ""
        }
        word = token.text.lower().strip()
        if _AMOUNTS.isdisjoint(categories) and len(word) < _LONGEST:
            found[f"w:{word}"] = _KNOWN if categories else 1.0
            if not categories and not word.isascii():
                found |= {f"w:{word[at : at + 2]}": _PIECE for at in range(len(word) - 1) if len(word) > 2}
        names.append(categories[:3] or [f"w:{word}"])
    for before, behind in pairwise(names):
        found |= {f"{one}+{other}": _BESIDE for one in before for other in behind}
    length = math.sqrt(sum(value * value for value in found.values())) or 1.0
    return {name: value / length for name, value in found.items()} | dict.fromkeys(_of(film), _FILM)


def _of(film: Film) -> Iterator[str]:
    there = {
        f"f:last={film.last}": film.last,
        "f:music": film.has_music,
        "f:title": film.has_title,
        "f:captions": film.has_captions,
        "f:clips": film.clips > 1,
        "f:audio": film.audio_labels,
    }
    return (name for name, is_there in there.items() if is_there)


def choices(said: Said, values: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, float]]:
    """What a wording leaves of the values that a request holds."""
    used = Counter(kind for kind, _ in said.used)
    for kind, held in values.items():
        if (left := len(held) - used[kind]) > 0:
            yield f"left:{kind}", float(min(left, 2))
