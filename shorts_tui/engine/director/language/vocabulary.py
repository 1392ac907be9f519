"""The vocabulary as one tree of phrases, in which the longest phrase at a place is looked up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from shorts_tui.engine.director.language.atoms import Atom, atoms, fold
from shorts_tui.engine.director.language.limits import limits

Categories = dict[str, str]
"""What a phrase stands for: category -> value (empty where the category says it all)."""

_FILES = ("en.toml", "zh.toml", "talk.toml")
_IRREGULAR = {
    "get": ("gets", "getting", "got"), "put": ("puts", "putting"), "cut": ("cuts", "cutting"), "set": ("sets", "setting"),
    "keep": ("keeps", "keeping", "kept"), "leave": ("leaves", "leaving", "left"), "take": ("takes", "taking", "took"),
    "make": ("makes", "making", "made"), "give": ("gives", "giving"), "have": ("has", "having"), "do": ("does", "doing"),
    "bring": ("brings", "bringing"), "lose": ("loses", "losing"), "begin": ("begins", "beginning"),
    "run": ("runs", "running"), "write": ("writes", "writing"), "lay": ("lays", "laying"), "hold": ("holds", "holding"),
    "say": ("says", "saying"), "throw": ("throws", "throwing"), "split": ("splits", "splitting"), "rid": ("rids",),
    "shrink": ("shrinks", "shrinking"), "stick": ("sticks", "sticking"), "find": ("finds", "finding"),
}  # fmt: skip
_VOWELS = "aeiou"


@dataclass
class _Node:
    below: dict[str, _Node] = field(default_factory=dict)
    categories: Categories = field(default_factory=dict)


class Vocabulary:
    """All phrases of both languages."""

    def __init__(self) -> None:
        self._root = _Node()
        for name in _FILES:
            text = resources.files(__package__).joinpath("words", name).read_text("utf-8")
            for section in tomllib.loads(text).values():
                for key, phrases in section.items():
                    category, _, value = key.partition(":")
                    self._add(phrases, category, value)
        for topic, limit in limits().items():
            self._add(limit.words, "LIMIT", topic)

    def longest(self, read: Sequence[Atom], at: int) -> tuple[Categories, int] | None:
        """The categories of the longest phrase that begins at atom `at`, and the place after it."""
        node, best = self._root, None
        for place in range(at, len(read)):
            text = read[place].text
            below = node.below.get(text) or node.below.get(text.removesuffix("'s"))
            if below is None:
                break
            node = below
            if node.categories:
                best = (node.categories, place + 1)
        return best

    def knows(self, text: str) -> bool:
        """Does `text` consist of known phrases alone?"""
        read, at = atoms(fold(text)), 0
        while at < len(read):
            found = self.longest(read, at)
            if found is None:
                return False
            at = found[1]
        return True

    def _add(self, phrases: str, category: str, value: str) -> None:
        for phrase in phrases.split(","):
            for form in _forms(phrase.strip()):
                node = self._root
                for atom in atoms(fold(form)):
                    node = node.below.setdefault(atom.text, _Node())
                if form:
                    node.categories.setdefault(category, value)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, built once."""
    return Vocabulary()


def _forms(phrase: str) -> Iterator[str]:
    if phrase.startswith("+") and len(phrase) > 1:
        head, _, rest = phrase[1:].partition(" ")
        for verb in (head, *_verb_forms(head)):
            yield f"{verb} {rest}".strip()
    elif phrase.endswith("*"):
        noun = phrase[:-1]
        yield noun
        yield noun[:-1] + "ies" if noun[-1] == "y" and noun[-2] not in _VOWELS else noun + "s"
    else:
        yield phrase


def _verb_forms(verb: str) -> tuple[str, ...]:
    """Third person, -ing and -ed of a verb."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    third = verb + "es" if verb.endswith(("s", "sh", "ch", "x", "o")) else verb + "s"
    if verb.endswith("e"):
        return third, verb[:-1] + "ing", verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies", verb + "ing", verb[:-1] + "ied"
    if len(verb) <= 5 and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS and verb[-3:-2] not in {*_VOWELS, ""}:
        return third, verb + verb[-1] + "ing", verb + verb[-1] + "ed"
    return third, verb + "ing", verb + "ed"
