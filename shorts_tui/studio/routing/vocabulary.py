"""How the router's word lists are written down: lines of words, or of phrases between bars."""

from __future__ import annotations


def word_set(line: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(line.split())


def phrases(line: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a line, each as its words, longest first."""
    return tuple(sorted((tuple(phrase.split()) for phrase in line.split("|")), key=len, reverse=True))
