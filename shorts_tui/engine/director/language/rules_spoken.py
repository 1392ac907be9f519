"""Stretches of the film told by what is said in them, as amounts that every rule of ranges understands."""

from __future__ import annotations

from typing import Literal

from shorts_tui.engine.director.language.rule import Match, Reduction
from shorts_tui.engine.director.plan import Range, Spoken

Spans = tuple[Range, ...]
_WHERE = "(WHERE|WHEN)"
_SAID = "(FILM|AUDIO|FACE|OF|ALL)* (MENTION|SAYING)"
_PART = "(PART|CLIP|SENTENCE|SENTENCES|ALL)*"


def _spoken(match: Match, *, side: Literal["at", "before", "after"] = "at", words: bool = False) -> Spans | None:
    text = match.word("text").strip()
    until = match.word("until").strip() or None
    return (Range(spoken=Spoken(text=text, until=until, side=side, words=words)),) if text else None


def _at(match: Match) -> Spans | None:
    return _spoken(match)


def _word(match: Match) -> Spans | None:
    return _spoken(match, words=True)


def _after(match: Match) -> Spans | None:
    return _spoken(match, side="after")


def _before(match: Match) -> Spans | None:
    return _spoken(match, side="before")


SPANS: tuple[Reduction, ...] = (
    Reduction(
        "SPAN",
        (
            f"FROM {_PART} (WHERE|WHEN)? ({_SAID})? text:QUOTE (TO|UNTIL|DASH) {_PART} (WHERE|WHEN)? ({_SAID})? until:QUOTE",
            f"{_PART} FROM text:QUOTE (TO|UNTIL|DASH) until:QUOTE",
            f"BETWEEN {_PART} (WHERE|WHEN)? ({_SAID})? text:QUOTE AND {_PART} (WHERE|WHEN)? ({_SAID})? until:QUOTE",
            f"{_PART} {_WHERE} {_SAID} text:QUOTE",
            "PART APPROX text:QUOTE",
            "SENTENCE (WITH|SAYING|OF|MENTION)* text:QUOTE",
            "(MENTION|SAYING) text:QUOTE (PART|SENTENCE|CLIP)",
        ),
        _at,
    ),
    Reduction("SPAN", ("(ALL|EACH|WHENEVER) PART? (WHEN|WHERE)? (MENTION|SAYING) text:QUOTE",), _word),
    Reduction("SPAN", ("(ALL|PART)* WORD text:QUOTE", "text:QUOTE WORD"), _word),
    Reduction(
        "SPAN",
        (
            f"(ALL|PART)* AFTER (PART|SENTENCE)? (WHERE|WHEN)? ({_SAID})? text:QUOTE",
            f"FROM (PART|SENTENCE)? (WHERE|WHEN)? ({_SAID})? text:QUOTE AT? (ONWARDS|TO END|UNTIL END)",
            "MENTION text:QUOTE LATER",
            "SAID_DONE text:QUOTE",
            "text:QUOTE LATER",
        ),
        _after,
    ),
    Reduction(
        "SPAN",
        (
            f"(FROM? START)? (ALL|PART)* (BEFORE|UNTIL) (PART|SENTENCE)? (WHERE|WHEN)? ({_SAID})? text:QUOTE",
            "MENTION text:QUOTE EARLIER",
            "text:QUOTE EARLIER",
        ),
        _before,
    ),
)
