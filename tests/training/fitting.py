"""Fitting weights to examples: gradient steps with a size of its own for each weight (Adagrad), on few at a time."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shorts_tui.engine.director.language.paraphrase.features import features
from shorts_tui.engine.director.language.paraphrase.model import ANSWERS, BIAS, Floats, Model, Rows
from shorts_tui.engine.director.language.paraphrase.slots import KINDS, values
from shorts_tui.engine.director.language.paraphrase.wordings import sayings
from tests.training.examples import Example

_ROUNDS, _BATCH = 20, 64
_STEP, _CHOICE_STEP = 0.3, 0.1
_DECAY = 0.03
"""How much every weight is drawn to 0 in a round."""
_RARE = 3
"""Examples in which a feature must be."""


@dataclass(frozen=True)
class _Fitted:
    """An example as arrays; `right` 0 or 1 for each of its answers."""

    rows: Rows
    columns: np.ndarray
    parts: Floats
    right: Floats


def fit(examples: Sequence[Example], *, seed: int = 1) -> Model:
    """The weights that make the right answers of these examples likeliest; all are of one language."""
    model = _empty(examples)
    fitted = [one for example in examples if (one := _fitted(model, example)).right.any()]
    squares, choice_squares = np.full_like(model.weights, 1e-8), np.full_like(model.choice_weights, 1e-8)
    shuffled = random.Random(seed)
    for _ in range(_ROUNDS):
        shuffled.shuffle(fitted)
        for start in range(0, len(fitted), _BATCH):
            batch = fitted[start : start + _BATCH]
            slope, choice_slope = _slopes(model, batch)
            slope += model.weights * (_DECAY * len(batch) / len(fitted))
            squares += slope**2
            choice_squares += choice_slope**2
            model.weights[:] -= _STEP * slope / np.sqrt(squares)
            model.choice_weights[:] -= _CHOICE_STEP * choice_slope / np.sqrt(choice_squares)
    return model


def _slopes(model: Model, batch: Sequence[_Fitted]) -> tuple[Floats, Floats]:
    """How the loss of a batch changes with each weight."""
    slope, choice_slope = np.zeros_like(model.weights), np.zeros_like(model.choice_weights)
    for one in batch:
        likely = model.probabilities(one.rows)
        right = likely * one.right
        off = likely - right / right.sum()
        held, amounts = one.rows.held
        slope[np.ix_(held, one.columns)] += np.outer(amounts, off @ one.parts)
        choice_slope += one.rows.chosen.T @ off
    return slope, choice_slope


def _fitted(model: Model, example: Example) -> _Fitted:
    rows = model.rows(example.tokens, example.film, example.language)
    answers = [*(one.text for one in rows.said), *ANSWERS]
    right = np.array([answer in example.right for answer in answers], np.float32)
    columns = np.flatnonzero(rows.parts.any(axis=0))
    return _Fitted(rows, columns, rows.parts[:, columns], right)


def _empty(examples: Sequence[Example]) -> Model:
    language = examples[0].language
    count = Counter(name for one in examples for name in features(one.tokens, one.film))
    known = [*sorted(name for name, number in count.items() if number >= _RARE), BIAS]
    said = (one for example in examples for one in sayings(values(example.tokens, language), language))
    parts = [*dict.fromkeys(part for one in said for part in one.parts), *ANSWERS]
    choices = [f"left:{kind}" for kind in KINDS]
    weights = np.zeros((len(known), len(parts)), np.float32)
    return Model(_places(known), _places(parts), _places(choices), weights, np.zeros(len(choices), np.float32))


def _places(names: Sequence[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(names)}
