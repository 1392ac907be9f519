"""Rules of images shown one after the other: for how long each, in what time all, or to the beat."""

from __future__ import annotations

import re

from shorts_tui.engine.director.language.rule import Built, Match, Rule
from shorts_tui.engine.director.plan import Slideshow


def _each(match: Match) -> Built:
    return (Slideshow(each=round(match.number("t"))),) if match.number("t") >= 100 else None


def _each_lasting(match: Match) -> Built:
    """`Make each picture last 4 seconds`."""
    length = match.ranges("long")[0].start
    said = match.kept("long")[0].token.text.lower()
    return (Slideshow(each=-length),) if said.startswith("last") and length < 0 else None


def _slideshow(match: Match) -> Built:
    length = round(match.number("t")) or None
    return (Slideshow(length=length, beat=match.has("beat")),)


def _a_picture(match: Match) -> Built:
    """`3 seconds a picture`."""
    each = re.search(r"\b(?:a|an|per)\s+(?:picture|photo|image|pic|slide)\b", match.text, re.IGNORECASE)
    return _each(match) if each else None


def _beat(match: Match) -> Built:
    return (Slideshow(beat=True),)


RULES: tuple[Rule, ...] = (
    Rule(
        (
            "(ADD|KEEP|MAKE|SET|USE)* EACH IMAGES (FOR|LASTING|IS|TO|ADD|ON|SCREEN|KEEP|MOVE)* t:TIME (VERSION|LASTING)*",
            "t:TIME (FOR|ON|OF)? EACH IMAGES?",
            "(ADD|KEEP|MAKE)* IMAGES (FOR|LASTING)* t:TIME EACH",
            "(MAKE|CREATE|ADD|WANT)* SLIDESHOW (WITH|OF|FOR|COMMA|IN|AT)* t:TIME EACH IMAGES?",
            "IMAGES EACH (ADD|KEEP|MAKE|LASTING|FOR|PUT|IS)* t:TIME",
        ),
        _each,
    ),
    Rule(("(MAKE|ADD|KEEP|LASTING)* EACH? IMAGES long:SPAN",), _each_lasting),
    Rule(
        (
            "(MAKE|CREATE|WANT|ADD|USE|CUT_TO)* (t:TIME)? SLIDESHOW (OF|OUT_OF|FROM|WITH|IMAGES|FILM|MEDIA|ALL|IN)* "
            "((LASTING|OF|IN|FOR|TO|IS|COMMA)* t:TIME VERSION*)? (beat:TO_BEAT)?",
            "(MAKE|CREATE|CUT_TO|ADD)* (t:TIME) (FILM|SLIDESHOW) (OUT_OF|FROM|OF|WITH)* IMAGES",
            "(MAKE|CREATE|USE|BRING|CLOSE|CUT|SHORTEN|FIT_VERB|PUT)* ALL? IMAGES (INTO|TO|CUT_TO|MAKE)* (t:TIME)? SLIDESHOW (LASTING|OF)* (t:TIME)?",
        ),
        _slideshow,
    ),
    Rule(("t:TIME IMAGES",), _a_picture),
    Rule(("IMAGES TOTAL (ADD|PUT|IS)* t:TIME", "IMAGES (ADD|PUT|IS)* t:TIME TOTAL"), _slideshow),
    Rule(("(MAKE|ADD|FIT_VERB)? (NUM|ALL) IMAGES (IN|LASTING|FOR|OF)* t:TIME VERSION*",), _slideshow),
    Rule(("(CUT|MAKE|CHANGE|SET|ADD|SLIDESHOW|IMAGES|CLIP|FILM|SWAP)* TO_BEAT (OF MUSIC)?",), _beat),
)
