"""`Trim clip 1 to 10 seconds` is about that clip: it is not cut out, and the film is not made 10 seconds long."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.limits import Language, refusal
from shorts_tui.engine.director.plan import CannotDo, Clips, CutTo, Operation, Range, Remove
from shorts_tui.text import one_line

_TO = re.compile(
    r"\b(?:cut|trim|shorten|reduce|clip)\b(?!\s+(?:it|this|that|all|everything|the\s+(?:film|video|whole))\b)"
    r"(?:(?!\b(?:and|then|also)\b|[,;.!?](?:\s|$)).)*?\bto\b",
    re.IGNORECASE,
)
"""A verb, what it is done to, and `to`, in one breath."""


def with_clip_lengths(operations: Sequence[Operation], film: Film, text: str, language: Language) -> list[Operation]:
    """The operations; a clip that was taken for dropped, before a length, loses its end instead."""
    found: list[Operation] = []
    for operation in operations:
        before = found[-1] if found else None
        match before, operation:
            case Clips(do="delete", clips=(number,)), CutTo(length=int(length), sources=None) if _TO.search(text):
                found[-1] = _shortened(number, length, film) or _refused(text, language)
            case _:
                found.append(operation)
    return found


def _shortened(number: int, length: int, film: Film) -> Remove | None:
    """Drop what clip `number` has beyond `length` ms; None where it has no more or is not known."""
    if not 1 <= number <= len(film.clip_spans):
        return None
    start, end = film.clip_spans[number - 1]
    return Remove(range=Range(start=start + length, end=end)) if start + length < end else None


def _refused(text: str, language: Language) -> CannotDo:
    why, nearest = refusal("scope", language)
    return CannotDo(asked=one_line(text), reason=why, nearest=nearest, topic="scope")
