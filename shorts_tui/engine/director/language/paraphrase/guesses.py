"""What a request most likely means: its best wordings, each with the plan that the grammar makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.categories import is_filler, is_joint, named
from shorts_tui.engine.director.language.limits import Language
from shorts_tui.engine.director.language.paraphrase.model import ANSWERS, NOTHING, model
from shorts_tui.engine.director.language.paraphrase.slots import values
from shorts_tui.engine.director.language.paraphrase.wordings import Said
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import Ask, CannotDo, CutTo, Operation, Plan

_AMOUNTS = named("TIME MOMENT SPAN CLIPREF QUOTE PERCENT FACTOR NUM FILM_FILE SOUND_NAME URL")
_MOST = 6
"""Wordings that are read, the likeliest first."""


@dataclass(frozen=True)
class Guess:
    """A way to understand a request.

    Attributes:
        probability: 0..1, of all the wordings that mean this together.
        text: the likeliest of these; empty where it is none.
        operations: what it asks for; None where it is no wording.
        answer: `<nothing>`, `<cannot>` or `<other>` where it is none.
        whole: does it take up every clip, stretch and quotation that is said?
    """

    probability: float
    text: str = ""
    operations: tuple[Operation, ...] | None = None
    answer: str = ""
    whole: bool = True

    @property
    def able(self) -> bool:
        """Can it be done, with no question left?"""
        return bool(self.operations) and not any(isinstance(one, CannotDo | Ask) for one in self.operations or ())

    def fits(self, film: Film) -> bool:
        """Does the film get shorter where it is cut to a length?"""
        lengths = [one.length or 0 for one in self.operations or () if isinstance(one, CutTo)]
        return not film.duration or all(length < film.duration for length in lengths)

    @property
    def is_nothing(self) -> bool:
        """Is nothing asked for?"""
        return self.answer == NOTHING


def guesses(tokens: Sequence[Token], film: Film, language: Language, read: Callable[[str, Film], Plan]) -> list[Guess]:
    """The likeliest first. `read` makes a plan of a wording."""
    if not any(_says_what(token) for token in tokens):
        return []
    weights = model(language)
    held = values(tokens, language)
    rows = weights.rows(tokens, film, language)
    probabilities = weights.probabilities(rows)
    found: list[Guess] = []
    for at in np.argsort(-probabilities)[:_MOST]:
        probability = float(probabilities[at])
        if at >= len(rows.said):
            found.append(Guess(probability, answer=ANSWERS[at - len(rows.said)]))
            continue
        said = rows.said[at]
        operations = read(said.text, film).operations
        same = next((n for n, one in enumerate(found) if one.operations == operations), None)
        if same is None:
            found.append(Guess(probability, said.text, operations, whole=_takes_all(said, held)))
        else:
            found[same] = replace(found[same], probability=found[same].probability + probability)
    found = [one for one in found if one.answer or (one.able and one.fits(film))]
    return sorted(found, key=lambda one: -one.probability)


def _says_what(token: Token) -> bool:
    """Is it a word that may say what is to be done, rather than how much, where or with what text?"""
    return not (is_filler(token) or is_joint(token) or "SIGN" in token) and _AMOUNTS.isdisjoint(token.categories)


def _takes_all(said: Said, held: Mapping[str, Sequence[str]]) -> bool:
    """Is no clip, no stretch and no quotation left that a sentence names? What is to be done may be about that."""
    used = Counter(kind for kind, _ in said.used)
    return all(len(held.get(kind, ())) <= used[kind] for kind in ("clip", "span", "quote"))
