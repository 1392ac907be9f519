"""Stretches of the film told by what is said in them, as amounts that every rule of ranges understands."""

from __future__ import annotations

from typing import Literal

from shorts_tui.engine.director.language.rule import Match, Reduction
from shorts_tui.engine.director.plan import Range, Spoken

Spans = tuple[Range, ...]
_WHERE = "(WHERE|WHEN)"
_SAID = "(FILM|AUDIO|FACE|OF|ALL)* (MENTION|SAYING)"
_PART = "(PART|CLIP|SENTENCE|SENTENCES|ALL)*"
_TOLD = "(MENTION|SAYING|SAID_DONE)"
_BEFORE_END = "(PART|SENTENCE|START|THROUGHOUT|ONWARDS)* (MENTION|TO|UNTIL) (MENTION|TO|UNTIL|SAID_DONE)*"


def _spoken(match: Match, *, side: Literal["at", "before", "after"] = "at", words: bool = False) -> Spans | None:
    text = match.word("text").strip()
    until = match.word("until").strip() or None
    return (Range(spoken=Spoken(text=text, until=until, side=side, words=words)),) if text else None


def _is_written(match: Match) -> bool:
    """`都改成“小明”`, `写成“小名”的地方`: words on the picture, and nothing that is said."""
    return any(any(name in kept.token for name in ("CHANGE", "WRITE", "HEARD")) for kept in match.kept("say"))


def _at(match: Match) -> Spans | None:
    return None if _is_written(match) else _spoken(match)


def _there(match: Match) -> Spans | None:
    """`讲到「痛点」那里`; `says 'Hello' at the start` is a text."""
    return None if match.kept("told")[0].token.text.isascii() else _spoken(match)


def _word(match: Match) -> Spans | None:
    return None if _is_written(match) else _spoken(match, words=True)


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
            f"{_PART} START (WITH|AT|FROM)* text:QUOTE AND (END|ENDS|MOVE|GO|UNTIL|ADD) (WITH|AT|TO|UNTIL|IN)* until:QUOTE",
            f"FROM {_TOLD}? text:QUOTE {_BEFORE_END} until:QUOTE (PART|SENTENCE|END)*",
            f"{_TOLD}? text:QUOTE (TO|UNTIL|DASH|MENTION) (MENTION|TO)* until:QUOTE (PART|BETWEEN|SENTENCE) (PART|SENTENCE)*",
            f"BETWEEN {_PART} (WHERE|WHEN)? ({_SAID})? text:QUOTE AND {_PART} (WHERE|WHEN)? ({_SAID})? until:QUOTE",
            f"{_PART} {_WHERE} {_SAID} text:QUOTE",
            "(PART|CLIP|SENTENCE) (START|MOVE) WITH? text:QUOTE",
            "PART APPROX text:QUOTE",
            "SENTENCE (WITH|SAYING|OF|MENTION)* text:QUOTE",
            "text:QUOTE MENTION (PART|SENTENCE) PART*",
            "(MENTION|say:SAYING) text:QUOTE (PART|SENTENCE|CLIP) (PART|SENTENCE|CLIP|ALL)*",
            "ALL (MENTION|SAYING) text:QUOTE ALL? (SENTENCE|PART) (SENTENCE|PART)*",
        ),
        _at,
    ),
    Reduction("SPAN", ("(ALL|EACH|WHENEVER) PART? (WHEN|WHERE)? (MENTION|say:SAYING) text:QUOTE",), _word),
    Reduction("SPAN", ("told:MENTION text:QUOTE AT PART?",), _there),
    Reduction(
        "SPAN",
        ("(ALL|PART)* WORD text:QUOTE", "text:QUOTE WORD (PART|ALL)*", "(ALL|WHENEVER) text:QUOTE (PART|SENTENCE)"),
        _word,
    ),
    Reduction(
        "SPAN",
        (
            f"(ALL|PART)* AFTER (PART|SENTENCE)? (WHERE|WHEN)? ({_SAID})? text:QUOTE",
            f"FROM (PART|SENTENCE)? (WHERE|WHEN)? ({_SAID})? text:QUOTE AT? (ONWARDS|TO END|UNTIL END)",
            "MENTION text:QUOTE LATER",
            "text:QUOTE LATER",
            "SAID_DONE text:QUOTE (LATER|AFTER|PART|ALL)*",
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
