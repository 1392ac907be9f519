"""Rules of where the film is to start and to end: at a time, or where something is said."""

from __future__ import annotations

import re
from typing import Literal

from shorts_tui.engine.director.language.rule import Built, Match, Rule
from shorts_tui.engine.director.plan import Range, Remove
from shorts_tui.engine.director.plan_values import Spoken

_SHOWN = re.compile(r"标题|字幕|文字|人名条|名字条|音乐|配乐|bgm|title|caption|logo|[“「\"]", re.IGNORECASE)


_FROM = ("开始", "開始", "起")
_SO = "(COMMA|AND|BUT|THEN|BREAK|IS|PURPOSE)*"


def _start_at(match: Match) -> Built:
    return (Remove(range=Range(end=round(match.number("t")))),) if match.number("t") > 0 else ()


def _start_in(match: Match) -> Built:
    """`Start 6 seconds in`."""
    begins = match.kept("head")[0].token.text.lower().startswith(("start", "begin", "open"))
    return tuple(Remove(range=span) for span in match.ranges("head")) if begins else None


def _start_there(match: Match) -> Built:
    """`Start where she says welcome`: what comes before goes."""
    return _beyond(match, "before")


def _end_there(match: Match) -> Built:
    return _beyond(match, "after")


def _beyond(match: Match, side: Literal["before", "after"]) -> Built:
    quoted = [Spoken(text=str(kept.value)) for kept in match.kept("said") if kept.category == "QUOTE"]
    spoken = quoted[0] if quoted else match.ranges("said")[0].spoken
    if spoken is None or spoken.side != "at":
        return None
    return (Remove(range=Range(spoken=spoken.model_copy(update={"side": side}))),)


def _from_there(match: Match) -> Built:
    """`The talk starts at 0:22, so begin there`."""
    return _start_at(match) if match.has("t") else _start_in(match) if match.has("head") else _start_there(match)


def _to_there(match: Match) -> Built:
    return _end_at(match) if match.has("t") else _end_there(match)


def _onwards(match: Match) -> Built:
    """`从第30秒开始` by itself: the film is to start there."""
    span = match.ranges("onwards")[0]
    told = match.kept("onwards")[0].token.text
    if span.spoken is not None and (span.spoken.side != "after" or told.startswith(("说完", "讲完"))):
        return None  # A place, and nothing that is to be done with it
    if span.spoken is not None:
        if match.kept("onwards")[0].token.text.isascii() and span.spoken.side == "at":
            return None  # `When I say 'now'`: a place, and nothing is asked for
        before = span.spoken.model_copy(update={"side": "before"})
        said = match.kept("onwards")[0].token.text  # `说“再见”的那句`, `说完“再见”之后` are only places.
        begun = span.spoken.side == "after" and match.initial and (said[0] < "\u2e80" or said.endswith(_FROM))
        return (Remove(range=Range(spoken=before)),) if begun else None
    if _SHOWN.search(match.text):
        return None  # when something is shown, and not where the film begins
    said = match.kept("onwards")[0].token.text
    return (Remove(range=Range(end=span.start)),) if said.endswith(_FROM) else None


def _end_at(match: Match) -> Built:
    return (Remove(range=Range(start=round(match.number("t")))),)


def _end_after(match: Match) -> Built:
    span = match.ranges("after")[0]
    if span.spoken is not None and span.spoken.side == "before":
        beyond = [span.spoken.model_copy(update={"side": side}) for side in ("at", "after")]
        return tuple(Remove(range=Range(spoken=spoken)) for spoken in beyond)
    if span.spoken is not None:
        return (Remove(range=span),) if span.spoken.side == "after" else None
    return (Remove(range=span),) if span.start > 0 and span.end is None else None


RULES: tuple[Rule, ...] = (
    Rule(("START FILM? (AT|FROM|STARTING) said:QUOTE",), _start_there),
    Rule(("END FILM? (AT|ON|AFTER) said:QUOTE",), _end_there),
    Rule(("head:SPAN IN",), _start_in),
    Rule(
        (
            "MAKE? FILM? START FILM? (AT|FROM|WITH|STARTING) (t:TIME|t:MAYBE_TIME)",
            "FROM t:MOMENT START",
            "SKIP TO t:TIME",
        ),
        _start_at,
    ),
    Rule(
        (
            "MAKE? FILM? START FILM? (AT|FROM|WITH|ON)* said:SPAN",
            "SKIP TO said:SPAN",
            "SKIP TO said:QUOTE",
            "said:SPAN START FILM?",
            "FROM? said:SPAN START KEEP",
        ),
        _start_there,
    ),
    Rule(("MAKE? FILM? END FILM? (AT|AFTER|WITH|ON)* said:SPAN",), _end_there),
    Rule(("onwards:SPAN",), _onwards, bare=True),
    Rule(
        (
            f"START (AT|FROM|AROUND|APPROX)* (t:TIME|t:MOMENT) {_SO} START_THERE",
            f"head:SPAN IN {_SO} START_THERE",
            f"said:SPAN {_SO} START_THERE",
        ),
        _from_there,
    ),
    Rule(
        (
            f"END (AT|FROM|AROUND|APPROX)* (t:TIME|t:MOMENT) {_SO} STOP_THERE",
            f"said:SPAN {_SO} STOP_THERE",
        ),
        _to_there,
    ),
    Rule(
        (
            "MAKE? FILM? END FILM? (AT|ON|AFTER) (t:TIME|t:MAYBE_TIME)",
            "(AT|TO|UNTIL) (t:MOMENT|t:TIME) END",
        ),
        _end_at,
    ),
    Rule(("MAKE? FILM? END FILM? after:SPAN", "after:SPAN FILM? END"), _end_after),
)
