"""Amounts made of several tokens: stretches of the film."""

from __future__ import annotations

import re
from typing import Literal

from shorts_tui.engine.director.language.pattern import Kept
from shorts_tui.engine.director.language.rule import Match, Reduction
from shorts_tui.engine.director.plan import Range

Spans = tuple[Range, ...]
_GOES_ON = re.compile(r"\s*(?:到|至|[-–—~]|to\b|till\b|until\b|through\b)", re.IGNORECASE)
"""Behind a time: that it is where something begins."""
_BEGINS = re.compile(r"\s*(?:的时候|时候|时|那里|那儿|处|那)就?(?:开始|起)")
_MARGIN = "(OFF|FROM|OF|AT|ON|IN|BEFORE|DURING)"


def _point(name: str) -> str:
    return f"({name}:TIME|{name}:MOMENT|{name}:MAYBE_TIME)"


def _ms(kept: Kept, unit: int = 1000) -> int:
    """The time that a token says, ms; a bare number has the `unit` of its neighbour."""
    value = float(kept.value)  # type: ignore[arg-type]
    return round(value * unit) if kept.category == "NUM" else round(value)


def _between(match: Match) -> Spans | None:
    """From one point to a later one."""
    first, last = match.kept("a")[0], match.kept("b")[0]
    start, end = _ms(first, last.token.unit or 1000), _ms(last, first.token.unit or 1000)
    return (Range(start=start, end=end),) if start < end else None


def _from(match: Match) -> Spans | None:
    if match.has("begins") and not _BEGINS.match(match.text, match.kept("a")[0].token.end):
        return None
    start = _ms(match.kept("a")[0])
    return (Range(start=start),) if start > 0 else None


def _until(match: Match) -> Spans | None:
    end = _ms(match.kept("b")[0])
    return (Range(end=end),) if end > 0 else None


def _length(match: Match) -> int:
    """How long a head or tail is, ms, as a time, a unit (`the first minute`) or a part of the film; 0: not known."""
    if match.has("part"):
        return round(match.film.duration * match.number("part"))
    return round(match.number("t")) if match.has("t") else round(match.number("unit"))


def _head(match: Match) -> Spans | None:
    """`The first 5 seconds`; where there are several clips `the first clip 5 seconds` is about that one."""
    length = 0 if match.has("clip") and match.film.clips > 1 else _length(match)
    return (Range(end=length),) if length > 0 else None


def _tail(match: Match) -> Spans | None:
    length = _length(match)
    if match.has("part"):
        return (Range(start=match.film.duration - length),) if 0 < length < match.film.duration else None
    return (Range(start=-length),) if length > 0 else None


def _both(match: Match) -> Spans | None:
    head, tail = _head(match), _tail(match)
    if match.has("head"):
        head = (Range(end=_ms(match.kept("head")[0], match.kept("t")[0].token.unit)),)
    return head + tail if head and tail else None


def _middle(match: Match) -> Spans | None:
    """`The middle minute`."""
    said = (match.kept("t") or match.kept("unit"))[0].token
    if ":" in said.text or _GOES_ON.match(match.text, said.end):
        return None  # `中间的1:00到2:00`
    start = (match.film.duration - _length(match)) // 2
    return (Range(start=start, end=start + _length(match)),) if match.word("where") == "middle" and start > 0 else None


def _around(match: Match) -> Spans | None:
    """`5 seconds around 1:30`: as much of it before as behind."""
    half, middle = _ms(match.kept("t")[0]) // 2, _ms(match.kept("a")[0])
    return (Range(start=middle - half, end=middle + half),) if 0 < half <= middle else None


def _half(match: Match) -> Spans | None:
    middle = match.film.duration // 2
    if (
        middle == 0
        or (match.has("which") and match.number("which") != 2)
        or (match.has("part") and match.number("part") != 0.5)
    ):
        return None
    return (Range(start=middle),)


def _fraction(match: Match) -> Spans | None:
    """`The first third`."""
    named = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
    parts = named.get(match.kept("part")[0].token.text.lower())
    length = match.film.duration // parts if parts else 0
    if not length:
        return None
    return (Range(end=length),) if match.has("head") else (Range(start=match.film.duration - length),)


def _first_half(match: Match) -> Spans | None:
    middle = match.film.duration // 2
    return (Range(end=middle),) if middle else None


_A = "(a:TIME|a:MOMENT|a:MAYBE_TIME|a:NUM)"
_B = "(b:TIME|b:MOMENT|b:MAYBE_TIME|b:NUM)"
_STRETCH = "(t:TIME|part:FACTOR|part:PERCENT|unit:UNIT)"

SPANS: tuple[Reduction, ...] = (
    Reduction(
        "SPAN",
        (
            f"FROM? {_A} (TO|DASH|UNTIL|INTO) {_B}",
            f"FROM? {_A} LASTING (TO|UNTIL) {_B}",
            f"FROM? {_A} (DASH|TO) (TO|DASH) {_B}",
            f"BETWEEN {_A} (AND|TO|DASH) {_B}",
            f"FROM? {_A} (TO|DASH|AND|UNTIL) {_B} BETWEEN",
        ),
        _between,
    ),
    Reduction(
        "SPAN",
        (
            f"FROM? {_point('a')} (TO|UNTIL|DASH) (END|LAST)",
            f"FROM? {_point('a')} ONWARDS",
            f"ALL? AFTER {_point('a')}",
            f"FROM? {_point('a')} (LATER|ONWARDS)",
            f"FROM? {_point('a')} (begins:AT|begins:PART) (START|ONWARDS)",
        ),
        _from,
    ),
    Reduction(
        "SPAN",
        (
            f"FROM? START (TO|UNTIL|DASH) {_point('b')}",
            f"ALL? BEFORE {_point('b')}",
            f"UNTIL {_point('b')}",
            f"{_point('b')} EARLIER",
        ),
        _until,
    ),
    Reduction(
        "SPAN",
        (
            f"(FIRST|OPENING|START) {_STRETCH}",
            f"(FIRST|OPENING) (PART|clip:CLIP)? {_STRETCH}",
            f"{_STRETCH} {_MARGIN} (START|FIRST)",
            f"START BY {_STRETCH}",
            f"(FIRST|START) EXTRA {_STRETCH}",
        ),
        _head,
    ),
    Reduction(
        "SPAN",
        (
            f"(LAST|END) {_STRETCH}",
            f"{_STRETCH} {_MARGIN} END",
            f"END BY {_STRETCH}",
            f"(LAST|END) EXTRA {_STRETCH}",
        ),
        _tail,
    ),
    Reduction(
        "SPAN",
        (
            f"(FIRST|OPENING) AND LAST {_STRETCH}",
            f"{_STRETCH} {_MARGIN} ALL? (ENDS|START AND {_MARGIN}? END|END AND {_MARGIN}? START)",
            f"(START AND END|ENDS) (BY|AT|ALL)? {_STRETCH}",
            f"FIRST (AND|COMMA)? LAST (ALL)? {_STRETCH}",
            "FIRST head:NUM AND LAST (t:TIME)",
            "FIRST head:TIME AND LAST (t:TIME)",
        ),
        _both,
    ),
    Reduction(
        "SPAN", ("(head:FIRST|head:OPENING) part:ORDINAL (OF FILM)?", "tail:LAST part:ORDINAL (OF FILM)?"), _fraction
    ),
    Reduction("SPAN", ("where:POSITION (t:TIME|unit:UNIT)",), _middle),
    Reduction("SPAN", (f"t:TIME AROUND {_point('a')}",), _around),
    Reduction("SPAN", ("which:ORDINAL part:FACTOR", "HALF_TWO"), _half),
    Reduction("SPAN", ("HALF_ONE",), _first_half),
)


def _after_span(match: Match) -> Spans | None:
    """What comes after a head of the film, such as the first minute."""
    spans = match.ranges("span")
    first = spans[0]
    if first.spoken is not None:
        return _beyond(spans, "after")
    return (Range(start=first.end),) if len(spans) == 1 and first.start == 0 and first.end is not None else None


def _before_span(match: Match) -> Spans | None:
    """What comes before a tail of the film, such as the last ten seconds."""
    spans = match.ranges("span")
    first = spans[0]
    if first.spoken is not None:
        return _beyond(spans, "before")
    return (Range(end=first.start),) if len(spans) == 1 and first.start < 0 and first.end is None else None


def _beyond(spans: Spans, side: Literal["before", "after"]) -> Spans | None:
    """What comes before or after a place where something is said."""
    spoken = spans[0].spoken
    if len(spans) != 1 or spoken is None or spoken.side != "at" or spoken.words:
        return None
    return (Range(spoken=spoken.model_copy(update={"side": side})),)


SPANS_BESIDE: tuple[Reduction, ...] = (
    Reduction("SPAN", ("ALL? AFTER span:SPAN", "span:SPAN LATER"), _after_span),
    Reduction("SPAN", ("ALL? BEFORE span:SPAN", "span:SPAN EARLIER"), _before_span),
)
