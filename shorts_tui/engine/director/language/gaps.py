"""Spaces between Chinese words, which often stand for commas: `停顿去掉 加字幕`."""

from __future__ import annotations

import re

_TIGHT = re.compile(r"[\u4e00-\u9fff][0-9A-Za-z]|[0-9A-Za-z][\u4e00-\u9fff]")
_CLOSING, _PARTICLES = "」』》”", "了吧啊哈啦呀"
_SHORTEST = len("字 字")


def is_tight(text: str) -> bool:
    """Does the writer put Chinese beside Latin without a space, so that one there means something, too?"""
    return _TIGHT.search(text) is not None


def is_gap(around: str, *, tight: bool, ended: bool) -> bool:
    """Is `around`, from the last character of a word to the first of the next, a space that parts phrases?

    Between Chinese words, or behind a Chinese quotation, it does; where the writing is `tight`, also behind a word
    with which something ended (`ended`: a file's name, a verb that needs nothing behind it, a particle).
    """
    if len(around) < _SHORTEST or not around[1:-1].isspace():
        return False
    first, last = around[0], around[-1]
    if _is_han(last):
        return _is_han(first) or first in _CLOSING or (tight and ended)
    return tight and _is_han(first) and last.isalnum() and (ended or first in _PARTICLES)


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
