"""A last look at a plan: nothing may take most of a film away that was not asked to."""

from __future__ import annotations

from collections.abc import Sequence

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.limits import Language, refusal
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import CannotDo, Clips, Keep, Operation, Range, Remove
from shorts_tui.text import one_line

_LEFT = 0.2
"""The share of a film that must be left where nobody asked for less."""
_LESS = (
    *("ONLY", "KEEP", "REMOVE", "CUT", "CUT_TO", "SHORTEN", "OFF_VERB", "NEG", "CROP", "DOWN_TO", "CLOSE", "SKIP"),
    *("START", "END", "ONWARDS"),
)
"""What is said where something is to go."""


def cautious(
    operations: Sequence[Operation], tokens: Sequence[Token], film: Film, text: str, language: Language
) -> list[Operation]:
    """The operations; instead of one that drops most of the film unasked, that it would."""
    if any(name in token for token in tokens for name in _LESS):
        return list(operations)
    taken = any("USE" in token for token in tokens)
    return [_doubted(text, language) if _drops_most(one, film, taken=taken) else one for one in operations]


def _doubted(text: str, language: Language) -> CannotDo:
    why, nearest = refusal("most", language)
    return CannotDo(asked=one_line(text), reason=why, nearest=nearest, topic="most")


def _drops_most(operation: Operation, film: Film, *, taken: bool) -> bool:
    match operation:
        case Keep(range=Range(spoken=None) as span) if not taken:
            return _length(span, film.duration) < film.duration * _LEFT
        case Remove(range=Range(spoken=None) as span):
            return _length(span, film.duration) > film.duration * (1 - _LEFT)
        case Clips(do="keep" | "delete", clips=numbers) if film.clip_spans:
            named = sum(end - start for at, (start, end) in enumerate(film.clip_spans, 1) if at in numbers)
            left = named if operation.do == "keep" else film.duration - named
            return left < film.duration * _LEFT
    return False


def _length(span: Range, total: int) -> int:
    start = total + span.start if span.start < 0 else span.start
    end = total if span.end is None else total + span.end if span.end < 0 else span.end
    return max(min(end, total) - max(start, 0), 0)
