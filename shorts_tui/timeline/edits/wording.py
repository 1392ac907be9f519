"""Words to lines of text: joining, widths and line breaks for Latin and CJK scripts."""

from __future__ import annotations

from collections.abc import Sequence

from shorts_tui.timeline.edits.phrasing import is_wide, torn

LINE_WIDTH = 32
"""Characters on a line of captions; a CJK character counts as two."""


def width(text: str) -> int:
    """How much of a line a text takes, in Latin characters."""
    return sum(2 if is_wide(char) else 1 for char in text)


def joined_words(words: Sequence[str], *, line_width: int = LINE_WIDTH) -> str:
    """Words as one text of at most two even lines, of `line_width` where they can be.

    Spaces stand between Latin words, none between CJK ones.
    """
    text = _line(words)
    if width(text) <= line_width or len(words) < 2:
        return text
    breaks = range(1, len(words))
    fitting = [at for at in breaks if max(width(_line(words[:at])), width(_line(words[at:]))) <= line_width]
    best = min(fitting or breaks, key=lambda at: _unevenness(words[:at], words[at:]))
    return f"{_line(words[:best])}\n{_line(words[best:])}"


def _line(words: Sequence[str]) -> str:
    text = ""
    for word in (word.strip() for word in words):
        if text and word and not (is_wide(text[-1]) and is_wide(word[0])):
            text += " "
        text += word
    return text


def _unevenness(first: Sequence[str], second: Sequence[str]) -> float:
    """How bad a line break here reads: unequal lines, in characters, and eight more for what it tears apart."""
    return max(width(_line(first)), width(_line(second))) + 8 * torn(first[-1], second[0])
