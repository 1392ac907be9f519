"""Where a line of text may end without tearing apart what is read as one: after `the house,` and never after `the`."""

from __future__ import annotations

import unicodedata


def _words(*lists: str) -> frozenset[str]:
    return frozenset(word for words in lists for word in words.split())


_TIED = _words("a an the my your his her its our their this these those every each no some any")
"""Words that say nothing without the one after them."""
_TITLES = _words("mr mrs ms dr st prof")
_LEADING = _words(
    "of in on at to for from with by into onto over under about than as per like through between without after before",
    "until since and or but nor if because so that which who whose when while where not very too",
)
"""Words that open what follows: a line begins with them rather than ends."""
_LEANING = _words(
    "i you he she it we they i'm you're he's she's it's we're they're is are was were be been am has have had do does",
    "did will would can could shall should may might must don't doesn't didn't can't won't isn't let's more most",
)
"""Words that lean on the next one a little."""
_FOLLOWING = frozenset("的了吗呢吧啊呀嘛么们着过得地之")
"""Chinese characters that belong to the one before them."""
_OPENING = frozenset("更最很不在和与把被对从向给让为是这那一每各没也都就还再又太我你他她它")
"""Chinese characters that belong to the one after them."""
_MARKS = tuple(".,;:!?…—。，；：！？、")
_QUOTES = "\"'“”‘’()[]"


def is_wide(char: str) -> bool:
    """Does the script of this character stand in full squares, without spaces between words?"""
    return unicodedata.east_asian_width(char) in ("W", "F")


def torn(before: str, after: str) -> float:
    """How much a line break between two words hurts: 1 tears them apart, 0 is any place, less than 0 a good one."""
    bare, following = before.strip().strip(_QUOTES).lower().replace("’", "'"), after.strip()
    if not bare or not following:
        return 0.0
    if bare.removesuffix(".") in _TITLES:
        return 1.0
    if bare.endswith(_MARKS):
        return -1.0
    if following[0] in _FOLLOWING or bare in _TIED or _counts(bare, following):
        return 1.0
    if bare in _LEADING or bare[-1] in _OPENING:
        return 0.7
    if bare in _LEANING:
        return 0.4
    if following.lower().strip(_QUOTES) in _LEADING | _LEANING | _TIED:
        return -0.3
    # In a script without spaces, any break may be inside a word.
    return 0.3 if is_wide(bare[-1]) and is_wide(following[0]) else 0.0


def _counts(number: str, following: str) -> bool:
    """Is it a number with what it counts, as `20 | minutes` or `9 | a.m.`?"""
    return number[-1].isdecimal() and following[0].isalpha()
