"""Slips of the keyboard: a word that is none, one slip away from a single word of the vocabulary, is read as that."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from string import ascii_lowercase

from shorts_tui.engine.director.language.vocabulary import vocabulary

_SHORTEST, _SWAPPED = 5, 3
"""Letters; shorter words are too near to each other. Two that changed places are a slip in shorter ones, too."""
_SOUNDS = {"c": "k", "k": "c", "s": "z", "z": "s", "i": "y", "y": "i"}
"""Letters that sound alike."""
_VOWELS = "aeiou"
"""Of longer words, written as they are heard: `silances`."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@cache
def corrected(word: str) -> str:
    """The word of the vocabulary that `word` (lower case) is meant to be; `word` itself where that is not plain.

    A slip is a letter left out, typed twice or too much, two that changed places, the key beside the right one, or a
    letter that sounds alike.
    """
    known = vocabulary().words
    if len(word) < _SWAPPED or not word.isascii() or not word.isalpha() or word in known or word in _ordinary():
        return word
    for slips in (_swapped, _doubled, _missing, _extra, _beside) if len(word) >= _SHORTEST else (_swapped,):
        found = {other for other in slips(word) if other in known and len(other) >= min(len(word), _SHORTEST - 1)}
        if found:
            return found.pop() if len(found) == 1 else word
    return word


@cache
def _ordinary() -> frozenset[str]:
    listed = tomllib.loads(resources.files(__package__).joinpath("words", "ordinary.toml").read_text("utf-8"))["words"]
    return frozenset(word.strip() for word in listed.split(","))


def _swapped(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _doubled(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        if word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]


def _missing(word: str) -> Iterator[str]:
    """What it is with one letter more; the first letter is rarely the one left out."""
    for at in range(1, len(word) + 1):
        for letter in ascii_lowercase:
            # An ending makes another word: `cat`, `cats`.
            if at < len(word) or letter not in "sdry":
                yield word[:at] + letter + word[at:]


def _extra(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        if at < len(word) - 1 or word[at] not in "sdry":
            yield word[:at] + word[at + 1 :]


def _beside(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        vowels = _VOWELS if letter in _VOWELS and len(word) > _SHORTEST else ""
        for other in _neighbours(letter) + _SOUNDS.get(letter, "") + vowels:
            yield word[:at] + other + word[at + 1 :]


@cache
def _neighbours(letter: str) -> str:
    row = next(row for row in _ROWS if letter in row)
    at = row.index(letter)
    return row[max(at - 1, 0) : at] + row[at + 1 : at + 2]
