"""The vocabulary as one tree of phrases, in which those that begin at a place are looked up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any

from shorts_tui.engine.director.language.atoms import Atom, atoms, fold
from shorts_tui.engine.director.language.limits import limits

Categories = dict[str, str]
"""What a phrase stands for: category -> value (empty where the category says it all)."""

_FILES = ("en.toml", "zh.toml", "zh_more.toml", "talk.toml", "looks.toml")
_VOWELS = "aeiou"


@dataclass
class _Node:
    below: dict[str, _Node] = field(default_factory=dict)
    categories: Categories = field(default_factory=dict)


def _words(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("words", name).read_text("utf-8"))


def _apart(before: Atom, after: Atom) -> bool:
    """Is there a space between two Chinese characters (`别剪 开头`)? No word goes on behind it."""
    return before.kind == after.kind == "han" and before.end < after.start


class Vocabulary:
    """All phrases of both languages."""

    def __init__(self) -> None:
        self._root = _Node()
        self._irregular = {verb: tuple(forms.split(", ")) for verb, forms in _words("irregular.toml").items()}
        for name in _FILES:
            for section in _words(name).values():
                for key, phrases in section.items():
                    category, _, value = key.partition(":")
                    self._add(phrases, category, value)
        for topic, limit in limits().items():
            self._add(limit.words, "LIMIT", topic)

    @cached_property
    def categories(self) -> frozenset[str]:
        """All categories that some phrase stands for."""
        found: set[str] = set()
        open_ = [self._root]
        while open_:
            node = open_.pop()
            found.update(node.categories)
            open_ += node.below.values()
        return frozenset(found)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words that occur in phrases."""
        found: set[str] = set()
        open_ = [self._root]
        while open_:
            node = open_.pop()
            found.update(node.below)
            open_ += node.below.values()
        return frozenset(found)

    def phrases(self, read: Sequence[Atom], at: int) -> Iterator[tuple[Categories, int]]:
        """The phrases that begin at atom `at`, shortest first: the categories of each, and the place after it."""
        node = self._root
        for place in range(at, len(read)):
            if place > at and _apart(read[place - 1], read[place]):
                return
            text = read[place].text
            below = node.below.get(text) or node.below.get(text.removesuffix("'s"))
            if below is None:
                return
            node = below
            if node.categories:
                yield node.categories, place + 1

    def knows(self, text: str) -> bool:
        """Does `text` consist of known phrases alone?"""
        read, at = atoms(fold(text)), 0
        while at < len(read):
            after = max((end for _, end in self.phrases(read, at)), default=at)
            if after == at:
                return False
            at = after
        return True

    def _add(self, phrases: str, category: str, value: str) -> None:
        for phrase in phrases.split(","):
            for form in self._forms(phrase.strip()):
                node = self._root
                for atom in atoms(fold(form)):
                    below = node.below.get(atom.text)
                    if below is None:
                        below = node.below[atom.text] = _Node()
                    node = below
                if form:
                    node.categories.setdefault(category, value)

    def _forms(self, phrase: str) -> Iterator[str]:
        if phrase.startswith("+") and len(phrase) > 1:
            head, _, rest = phrase[1:].partition(" ")
            for verb in (head, *(self._irregular.get(head) or _verb_forms(head))):
                yield f"{verb} {rest}".strip()
        elif phrase.endswith("*"):
            noun = phrase[:-1]
            yield noun
            yield noun[:-1] + "ies" if noun[-1] == "y" and noun[-2] not in _VOWELS else noun + "s"
        else:
            yield phrase


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, built once."""
    return Vocabulary()


def _verb_forms(verb: str) -> tuple[str, ...]:
    """Third person, -ing and -ed of a verb."""
    third = verb + "es" if verb.endswith(("s", "sh", "ch", "x", "o")) else verb + "s"
    if verb.endswith("e"):
        return third, verb[:-1] + "ing", verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies", verb + "ing", verb[:-1] + "ied"
    if len(verb) <= 5 and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS and verb[-3:-2] not in {*_VOWELS, ""}:
        return third, verb + verb[-1] + "ing", verb + verb[-1] + "ed"
    return third, verb + "ing", verb + "ed"
