"""How likely each wording is to say what a request says: weights that were fitted to labelled requests.

A multinomial logistic regression over the wordings that can be filled, and three answers that are none: that nothing is
asked, that it can't be done, and that no wording says it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeAlias, cast

import numpy as np
import numpy.typing as npt

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.limits import Language
from shorts_tui.engine.director.language.paraphrase.features import choices, features
from shorts_tui.engine.director.language.paraphrase.slots import values
from shorts_tui.engine.director.language.paraphrase.wordings import Said, sayings
from shorts_tui.engine.director.language.tokens import Token

Floats: TypeAlias = npt.NDArray[np.float32]

NOTHING, CANNOT, OTHER = "<nothing>", "<cannot>", "<other>"
ANSWERS = (NOTHING, CANNOT, OTHER)
BIAS = "<bias>"


@dataclass(frozen=True)
class Rows:
    """A request as arrays.

    Attributes:
        held: which features it has (rows of the weights), and how much of each.
        parts: parts of each possible answer (answers x parts of wordings), 0 or 1; the three that are none come last.
        chosen: what each leaves and takes (answers x choices).
        said: the wordings among the answers.
        values: what it holds that they can take up.
        known: 0..1, how much of what it looks like, the film aside, the weights were fitted to.
    """

    held: tuple[npt.NDArray[np.intp], Floats]
    parts: Floats
    chosen: Floats
    said: Sequence[Said]
    values: Mapping[str, Sequence[str]]
    known: float


@dataclass(frozen=True)
class Model:
    """Weights of features by parts of wordings, and of choices; names -> their rows and columns."""

    features: Mapping[str, int]
    parts: Mapping[str, int]
    choices: Mapping[str, int]
    weights: Floats
    choice_weights: Floats

    def rows(self, tokens: Sequence[Token], film: Film, language: Language) -> Rows:
        """The request of these tokens, with every wording that it could be."""
        looks = {name: value for name, value in features(tokens, film).items() if name in self.features}
        known = sum(value * value for name, value in looks.items() if not name.startswith("f:"))
        held = [*((self.features[name], value) for name, value in looks.items()), (self.features[BIAS], 1.0)]
        there = values(tokens, language)
        said = [one for one in sayings(there, language) if all(part in self.parts for part in one.parts)]
        parts = np.zeros((len(said) + len(ANSWERS), len(self.parts)), np.float32)
        chosen = np.zeros((len(parts), len(self.choices)), np.float32)
        for at, one in enumerate(said):
            parts[at, [self.parts[part] for part in one.parts]] = 1
            for name, value in choices(one, there):
                if name in self.choices:
                    chosen[at, self.choices[name]] = value
        for at, answer in enumerate(ANSWERS, len(said)):
            parts[at, self.parts[answer]] = 1
        rows, amounts = zip(*held, strict=True)
        return Rows((np.array(rows, np.intp), np.array(amounts, np.float32)), parts, chosen, said, there, known)

    def probabilities(self, rows: Rows) -> Floats:
        """Of each answer of `rows`; their sum is 1."""
        at, amounts = rows.held
        scores = rows.parts @ (amounts @ self.weights[at]) + rows.chosen @ self.choice_weights
        grown = np.exp(scores - scores.max())
        return cast("Floats", grown / grown.sum())


@cache
def model(language: Language) -> Model:
    """The weights that are shipped."""
    data = resources.files(__package__).joinpath("weights", f"{language}.npz").read_bytes()
    return unpacked(data)


def packed(model: Model) -> bytes:
    """A model as a file: weights to a 127th of the largest of their column."""
    scale = np.maximum(np.abs(model.weights).max(axis=0), 1e-6) / 127
    file = io.BytesIO()
    np.savez_compressed(
        file,
        features=np.array(list(model.features)),
        parts=np.array(list(model.parts)),
        choices=np.array(list(model.choices)),
        weights=np.rint(model.weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        choice_weights=model.choice_weights.astype(np.float32),
    )
    return file.getvalue()


def unpacked(data: bytes) -> Model:
    """A model from such a file."""
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        known, parts, taken = (
            {str(name): at for at, name in enumerate(file[kind])} for kind in ("features", "parts", "choices")
        )
        return Model(known, parts, taken, file["weights"] * file["scale"], file["choice_weights"])
