"""Modifiers: where, when, how long, how loud and in which style, said beside the operation that they belong to."""

from __future__ import annotations

import re

from shorts_tui.engine.director.language.rule import Built, Match, Modifier, Rule

_IMAGE = re.compile(r"logo|watermark|\.(?:png|jpe?g|gif|webp)\b|水印|台标|标志|商标", re.IGNORECASE)
END = -1
"""The start of something that is shown at the end of the film."""


def _position(match: Match) -> Built:
    return (Modifier("position", match.word("where")),)


def _corner(match: Match) -> Built:
    """A text in a corner is at that edge of the picture; an image there is what corners are about first."""
    if match.film.has_overlay or _IMAGE.search(match.text):
        return None
    side = match.word("corner").split("-")[0]
    return (Modifier("position", side if side in {"top", "bottom"} else "middle"),)


def _start(match: Match) -> Built:
    return (Modifier("start", round(match.number("when"))),)


def _at_start(match: Match) -> Built:
    return (Modifier("start", 0),)


def _at_end(match: Match) -> Built:
    return (Modifier("start", END),)


def _showing(match: Match) -> Built:
    spans = match.ranges("span")
    return (Modifier("showing", spans[0]),) if len(spans) == 1 and spans[0].spoken is None else None


def _throughout(match: Match) -> Built:
    return (Modifier("start", 0), Modifier("lasting", match.film.duration)) if match.film.duration else ()


def _lasting(match: Match) -> Built:
    return (Modifier("lasting", round(match.number("long"))),)


def _level(match: Match) -> Built:
    return (Modifier("level", match.number("level")),)


def _style(match: Match) -> Built:
    return (Modifier("style", match.word("style")),)


def _fit(match: Match) -> Built:
    return (Modifier("fit", "fit-blur"),)


def _fill(match: Match) -> Built:
    return (Modifier("fit", "fill"),)


def _gone(match: Match) -> Built:
    """`两秒后消失`: so long it is shown."""
    span = match.ranges("gone")[0]
    return (Modifier("lasting", span.start),) if span.start > 0 and span.end is None and span.spoken is None else None


RULES: tuple[Rule, ...] = (
    Rule(
        (
            "(MOVE|PUT|IS)? (AT|ON|IN|TO|INTO|FROM|OFF|DOWN|UP|WITH)? where:POSITION (OF|ON)? SCREEN? (OF|ON)? SCREEN?",
            "(MOVE|PUT|AT)? where:POSITION (ADD|SAYING)",
        ),
        _position,
    ),
    Rule(("(AT|IN|ON|TO)? corner:CORNER (CORNER_WORD|OF|SCREEN)*",), _corner),
    Rule(
        (
            "(AT|ON|FROM|STARTING|IN) (AT|FROM)? APPROX? (when:TIME|when:MOMENT|when:MAYBE_TIME)",
            "AT? when:MOMENT (AT|START|ADD|ONWARDS)?",
            "when:TIME IN (INTO FILM)?",
            "when:TIME AT",
            "STARTING (AT|FROM|ON)? (when:TIME|when:MAYBE_TIME)",
            "AFTER (when:TIME|when:MAYBE_TIME)",
        ),
        _start,
    ),
    Rule(
        ("(AT|ON|IN|FROM|STARTING|DURING)? FILM? (START|OPENING) (OF FILM|OF CLIP|AT)?", "WHEN FILM START"),
        _at_start,
    ),
    Rule(("(AT|ON|IN|BY|DURING)? FILM? END (OF FILM|OF CLIP|AT)?", "WHEN FILM END"), _at_end),
    Rule(("(FOR|DURING|IN|ON|AT|LASTING)? span:SPAN (OF FILM)?",), _showing),
    Rule(("THROUGHOUT",), _throughout),
    Rule(
        (
            "(LASTING|FOR|DURING) (APPROX|LASTING|FOR)* long:TIME (VERSION|ONLY)?",
            "KEEP (FOR|ON SCREEN FOR) long:TIME",
            "LASTING (IS|COLON)? long:TIME",
            "(LASTING|APPROX)? long:TIME (AT|LATER|AFTER|ONLY)? GONE",
        ),
        _lasting,
    ),
    Rule(("gone:SPAN GONE",), _gone),
    Rule(
        (
            "(AT|TO|BY|WITH|ON)? APPROX? (level:PERCENT) (VOLUME|OF VOLUME|OF ALL)*",
            "(AT|TO|WITH|ON) (level:FACTOR) (OF|VOLUME)*",
            "WITH? VOLUME (AT|TO|OF|IS|COLON)? level:PERCENT",
        ),
        _level,
    ),
    Rule(
        (
            "(MAKE|CHANGE|USE|ADD)? (IN|AS|WITH|TO)? style:STYLE STYLE_WORD*",
            "STYLE_WORD (IS|COLON|TO|SAYING|MAKE)? style:STYLE",
        ),
        _style,
    ),
    Rule(
        (
            "ENDS? (WITH|AND|IN|ON|AS|TO|BUT|USE)* FIT (AS|ON|BACKGROUND|ALL|FILM)* (AT|ON)? (POSITION AND POSITION)?",
            "(BUT|AND)? FIT",
        ),
        _fit,
    ),
    Rule(("(AND|TO)? FILL",), _fill),
)
