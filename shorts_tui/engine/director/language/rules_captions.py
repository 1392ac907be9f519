"""Rules of captions: on, off, in which style, and how many words at a time."""

from __future__ import annotations

from shorts_tui.engine.director.language.rule import Built, Match, Rule, removing
from shorts_tui.engine.director.language.rules_text import ADD, ON_FILM
from shorts_tui.engine.director.plan import Captions

_MOST_WORDS = 7
"""Words of captions at a time, at most."""


def _captions(match: Match) -> Built:
    if not match.modifiers and any("KEEP" in token for token in match.tokens):
        return None
    return (Captions(), *match.modifiers)


def _at_a_time(match: Match) -> Built:
    """`Two words at a time`; one word after the other is what karaoke shows."""
    words = round(match.number("n"))
    if words == 1:
        return (Captions(style="karaoke"), *match.modifiers)
    return (Captions(words=words), *match.modifiers) if 1 < words <= _MOST_WORDS else None


def _no_style(match: Match) -> Built:
    """`But not karaoke`."""
    return ()


def _kept_captions(match: Match) -> Built:
    """`Keep the captions` changes nothing, `keep them at the top` does."""
    return (Captions(), *match.modifiers) if match.modifiers else None


def _no_captions(match: Match) -> Built:
    return (Captions(on=False),)


RULES: tuple[Rule, ...] = (
    Rule(
        (
            f"{ADD} (ALL|ON|IN|TO|MAKE)* MODS ALL? CAPTIONS STYLE_WORD* {ON_FILM} MODS",
            "CAPTIONS STYLE_WORD* (TO|IN|IS|MOVE|COLON|ADD|ON)* MODS (ADD|MAKE)",
            "CAPTIONS (IS|COLON|TO)* ON",
            "(MAKE|TURN|ADD) ON CAPTIONS",
            "FILM? ADD CAPTIONS MODS",
            "ADD? PLATFORM STYLE_WORD CAPTIONS MODS",
        ),
        _captions,
    ),
    Rule(
        (
            f"({ADD}|SHOW|SHORTEN|KEEP|CAPTIONS|ONLY|IS|HAVE|TO|APPROX|COLON|AT|IN|ALL|LOWER)* n:NUM AT_A_TIME ONLY? "
            f"(CAPTIONS|IN|ON|FOR|SCREEN)* MODS",
            f"({ADD}|SHOW|CAPTIONS|ONLY|ALL)* PER_TIME (ONLY|SHOW|APPROX|ADD)* (n:NUM WORD_COUNT|n:N_WORDS) MODS",
        ),
        _at_a_time,
    ),
    Rule(("NEG (ADD|WANT|USE|MAKE|IN|TOO)* STYLE STYLE_WORD*",), _no_style, bare=True),
    Rule(("KEEP ALL? CAPTIONS (ON|IN|AT|TO)* MODS",), _kept_captions),
    Rule(
        ("ALL? CAPTIONS STYLE_WORD* (ON|IN|TO|IS|MOVE|COLON|FILM|FOR|ALL|ADD|WITH)* MODS", "MODS CAPTIONS MODS"),
        _captions,
        bare=True,
    ),
    Rule(removing("(ALL|PART)* CAPTIONS (ON SCREEN|FROM FILM|FILM|SCREEN|ALL|PART)*"), _no_captions),
    Rule((f"{ADD}? COLOR_WORD (OF|FOR|IN) ALL? CAPTIONS (TO|IN|IS|INTO)* MODS",), _captions),
)
