"""The phrases of a sentence: what stands between joints such as commas, `and` and `with`."""

from __future__ import annotations

from collections.abc import Sequence

from shorts_tui.engine.director.language.categories import is_joint
from shorts_tui.engine.director.language.tokens import Token

Phrase = tuple[int, int]
"""Tokens between joints: the first, and past the last."""


def phrases(tokens: Sequence[Token]) -> list[Phrase]:
    """The phrases of a sentence; empty ones are left out."""
    found, start = [], 0
    for at in range(len(tokens) + 1):
        if at == len(tokens) or is_joint(tokens[at]):
            if start < at:
                found.append((start, at))
            start = at + 1
    return found
