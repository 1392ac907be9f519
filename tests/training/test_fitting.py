"""Weights that are fitted say of what they were fitted to what it means, and are the same after they were stored."""

from __future__ import annotations

from typing import Any

import numpy as np

from shorts_tui.engine.director.language.paraphrase.model import ANSWERS, packed, unpacked
from tests.engine.director.language_requests import requests
from tests.training.examples import REQUESTS, STRANGERS, Example, examples, labelled, to_fit_to
from tests.training.fitting import fit

COUNT = 240


def few() -> list[Example]:
    """English requests, enough to learn something from."""
    lines = [line for line in labelled(REQUESTS) if line["language"] == "en"]
    return list(examples(lines[:COUNT]))


def test_what_it_was_fitted_to_is_understood_before_and_after_it_was_stored() -> None:
    shown = few()
    fitted = fit(shown)
    for model in (fitted, unpacked(packed(fitted))):
        right = 0
        for example in shown:
            rows = model.rows(example.tokens, example.film, example.language)
            answers = [*(one.text for one in rows.said), *ANSWERS]
            right += answers[int(np.argmax(model.probabilities(rows)))] in example.right
        assert right / len(shown) > 0.8


def test_a_label_names_the_wordings_that_say_the_same() -> None:
    lines: list[dict[str, Any]] = [
        {"text": "chop 12 seconds off the front", "film": "bare", "language": "en",
         "plan": [{"op": "remove", "range": {"end": 12_000}}]},
        {"text": "lovely weather we had", "film": "bare", "language": "en", "plan": []},
        {"text": "put it into Spanish", "film": "bare", "language": "en",
         "plan": [{"op": "cannot_do", "asked": "put it into Spanish", "topic": "translate"}]},
        {"text": "both at once", "film": "bare", "language": "en",
         "plan": [{"op": "captions"}, {"op": "remove_silences"}]},
    ]  # fmt: skip
    asked, nothing, cannot, several = (example.right for example in examples(lines))
    assert "remove the first 12 seconds" in asked
    assert [set(one) for one in (nothing, cannot, several)] == [{"<nothing>"}, {"<cannot>"}, {"<other>"}]


def test_what_is_held_back_is_not_fitted_to() -> None:
    texts = {(line["text"], line.get("film", "talk")) for line in to_fit_to()}
    assert texts.isdisjoint((one.text, one.film) for one in requests() if one.held_out or one.fresh)
    assert texts.isdisjoint((line["text"], line.get("film", "talk")) for line in labelled(STRANGERS))
    assert len(texts) > 9_000
