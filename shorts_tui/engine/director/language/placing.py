"""What rules of speed and of looks have in common: where it is to be done, and how much."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from shorts_tui.engine.director.language.rule import Built, Match
from shorts_tui.engine.director.plan import Operation, Range

ON = (
    "(OF|IN|ON|FOR|FROM|TO|AT|DURING|FILM|ALL|REST|PART|SCREEN|AFTER|IS|BETWEEN|clip:CLIPREF|"
    "span:SPAN|POSITION span:SPAN)*"
)
DO = "(MAKE|PUT|SET|ADD|USE|GO|CHANGE|WANT|KEEP|CREATE|MOVE|TURN|CUT)"
HOW = "(BY|TO|AT|INTO|IS|WITH|IN|d:DEGREE|APPROX)*"
_DEGREES = ("little", "much")


def degree_of(match: Match) -> str:
    """`little`, `much`, or nothing where it is not said."""
    said = [str(kept.value) for kept in match.kept("d")]
    said += [str(token.categories["DEGREE"]) for token in match.tokens if "DEGREE" in token]
    return next((word for word in said if word in _DEGREES), "")


def placed(match: Match, made: Callable[..., Operation]) -> Built:
    """An operation for what the match names: clips, a stretch, or all."""
    clips = match.value("clip") if match.has("clip") else ()
    if isinstance(clips, tuple) and clips:
        return tuple(made(clip=cast("int", clip)) for clip in clips)
    spans = match.ranges("span")
    if match.has("when"):
        spans = (Range(start=round(match.number("when"))),)
    return tuple(made(range=span) for span in spans) or (made(),)
