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
from shorts_tui.engine.director.language.paraphrase.wordings import Said
from shorts_tui.engine.director.language.tokens import Token, lex
from shorts_tui.engine.director.plan import (
    Ask,
    CannotDo,
    Captions,
    Clips,
    CutTo,
    History,
    Keep,
    Operation,
    Plan,
    Remove,
    RemoveMusic,
    RemoveOverlay,
    RemoveTitle,
)

_AMOUNTS = named("TIME MOMENT SPAN CLIPREF QUOTE PERCENT FACTOR NUM FILM_FILE SOUND_NAME URL")
_THINGS = named("SILENCE FILLERS CAPTIONS TITLE MUSIC LOGO NOISE ZOOM TRANSITION FADE VOICEOVER")
"""What a film has besides its clips."""
_KNOWN = 0.6
"""Of what the tokens look like, the share that must have been seen in fitting."""
_LONGEST = 80
"""Tokens of a request that one wording may say."""
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
        whole: does it take up every clip, stretch and quotation that is said, and where it takes something away, is it
            about everything that is spoken of?
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
    """The likeliest first; none where too little of the request is known. `read` makes a plan of a wording."""
    if len(tokens) > _LONGEST or not any(_says_what(token) for token in tokens):
        return []
    weights = model(language)
    rows = weights.rows(tokens, film, language)
    if rows.known < _KNOWN:
        return []
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
            whole = _takes_all(said, rows.values) and _is_about(tokens, said, operations, film)
            found.append(Guess(probability, said.text, operations, whole=whole))
        else:
            found[same] = replace(found[same], probability=found[same].probability + probability)
    found = [one for one in found if one.answer or (one.able and one.fits(film))]
    return sorted(found, key=lambda one: -one.probability)


def _says_what(token: Token) -> bool:
    """Is it a word that may say what is to be done, rather than how much, where or with what text?"""
    return not (is_filler(token) or is_joint(token) or "SIGN" in token) and _AMOUNTS.isdisjoint(token.categories)


def _takes_away(operation: Operation) -> bool:
    if isinstance(operation, Captions):
        return not operation.on
    return isinstance(operation, Clips | CutTo | History | Keep | Remove | RemoveMusic | RemoveOverlay | RemoveTitle)


def _is_about(tokens: Sequence[Token], said: Said, operations: Sequence[Operation], film: Film) -> bool:
    """Does nothing go that is not spoken of? `Remove the silences in clip 2` removes no clip."""
    if not any(map(_takes_away, operations)):
        return True
    spoken, meant = (
        {name for token in some for name in token.categories} & _THINGS for some in (tokens, lex(said.text, film))
    )
    return spoken <= meant


def _takes_all(said: Said, held: Mapping[str, Sequence[str]]) -> bool:
    """Is no clip, no stretch and no quotation left that a sentence names? What is to be done may be about that."""
    used = Counter(kind for kind, _ in said.used)
    return all(len(held.get(kind, ())) <= used[kind] for kind in ("clip", "span", "quote"))
