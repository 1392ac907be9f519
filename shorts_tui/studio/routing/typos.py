"""Mild forgiveness for slips of the fingers in the router's keywords: `exprot`, `dowload`, `cretids`."""

from __future__ import annotations

from shorts_tui.studio.routing.vocabulary import word_set

_TARGETS = ("export", "download", "upload", "credits", "status", "balance", "timeline")
_REAL_WORDS = word_set(
    "expert experts exports explore credit credited statue statues states static stats unload unloaded balanced"
    " balances downloads downloaded uploads uploaded timelines exported exporter expose"
)
"""Real words that are near a keyword."""


def _one_edit(word: str, target: str) -> bool:
    """Does one letter added, dropped or changed make the one the other?"""
    if len(word) > len(target):
        word, target = target, word
    if len(target) - len(word) > 1:
        return False
    at = next((at for at, (one, other) in enumerate(zip(word, target, strict=False)) if one != other), len(word))
    return word[at:] == target[at + 1 :] or word[at + 1 :] == target[at + 1 :]


def corrected(word: str) -> str:
    """The keyword that a word is a slip of, or the word itself.

    A slip begins with the same letter, has five letters or more, and is one letter off or the same letters in another
    order. Real words are left alone.
    """
    if not 5 <= len(word) <= 10 or word in _REAL_WORDS or word in _TARGETS:
        return word
    for target in _TARGETS:
        if word[0] == target[0] and (_one_edit(word, target) or sorted(word) == sorted(target)):
            return target
    return word
