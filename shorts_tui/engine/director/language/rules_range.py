"""Rules of what stays and what goes: keep and remove ranges, trim head and tail."""

from __future__ import annotations

import re
from itertools import pairwise

from shorts_tui.engine.director.language.rule import Amount, Built, Match, Refusal, Rule
from shorts_tui.engine.director.language.rules_clip_parts import rest_of_clips
from shorts_tui.engine.director.plan import Keep, Range, Remove, Volume
from shorts_tui.engine.director.plan_values import Spoken

_SPANS = "what:SPAN ((AND|COMMA|OR|ALSO|THEN)* what:SPAN)*"
_OF_IT = "(ALL|PART|FILM|OF|IN|FROM|POSITION|IS)*"
_GO = "(REMOVE|CUT|OFF_VERB)"
_POINT_A = "(a:TIME|a:MOMENT|a:MAYBE_TIME)"
_POINT_B = "(b:TIME|b:MOMENT|b:MAYBE_TIME)"
_REST_GOES = "((AND|COMMA|BUT|THEN) (REMOVE|CUT) ALL? (REST|OTHER))?"
_SOME = "(ALL|PART|TIME|OF|FROM|APPROX|IN|AT|OFF|NP)*"
_BORDER = "(START|END|ENDS|POSITION|OPENING)"
_EDGE = "(b:START|b:END|b:OPENING|b:FIRST PART|b:LAST PART)"
_SOME_OF = "ALL|PART|TIME|OF|FROM|APPROX|IN|AT|OFF"


_UNWANTED = re.compile(
    r"\b(?:nobody|no[ -]?one|none of us|hardly anyone|don't|doesn't|dont|doesnt|do not|does not|didn't|won't|never)\s+"
    r"(?:really\s+|even\s+|actually\s+|ever\s+)*$",
    re.IGNORECASE,
)
"""`Nobody needs the first minute`: that is not what is kept."""


def _remove(match: Match) -> Built:
    """Stretches go; `从那里开始剪` is where the film is to begin."""
    if match.tokens[0].text.lower() == "stop":
        return None  # `Stop right before` is where the film ends
    if any("NEG" in token and "IS" in token for token in match.tokens):
        return None  # `Lose everything that isn't between 0:30 and 1:45`
    span = match.ranges("what")[0]
    onwards = "开始" in match.kept("what")[0].token.text and match.tokens[-1].text in {"剪", "剪辑"}
    if match.tokens[0].text.lower().startswith("stop") and span.spoken is not None and span.spoken.side == "at":
        return (Remove(range=Range(spoken=span.spoken.model_copy(update={"side": "after"}))),)
    if onwards and span.spoken is not None and span.spoken.side == "after":
        return (Remove(range=Range(spoken=span.spoken.model_copy(update={"side": "before"}))),)
    return tuple(Remove(range=span) for span in match.ranges("what"))


def _remove_words(match: Match) -> Built:
    """`Take every 'basically' out`."""
    return (Remove(range=Range(spoken=Spoken(text=match.word("text"), words=True))),) if match.word("text") else None


def _mute_words(match: Match) -> Built:
    """`Mute every 'bloody'`."""
    return (Volume(level=0.0, range=Range(spoken=Spoken(text=match.word("text"), words=True))),)


def _remove_unit(match: Match) -> Built:
    """`第一分钟`: not a point, but the whole minute that it names."""
    end, unit = round(match.number("at")), match.kept("at")[0].token.unit
    return (Remove(range=Range(start=max(0, end - unit), end=end)),)


def _remove_units(match: Match) -> Built:
    return (*(_remove_unit(match) or ()), *(_remove(match) or ()))


def _keep(match: Match) -> Built:
    """One range is kept as it is; of several, everything around them goes.

    `Only` must begin the phrase: `captions only in the first ten seconds` keeps nothing.
    """
    if match.has("only") and not match.initial:
        return None
    if _is_shown(match) or _UNWANTED.search(match.text, 0, match.tokens[0].start):
        return None
    spans = match.ranges("what")
    if match.tokens[0].text.lower().startswith(("take", "took")) and _is_off(match):
        return tuple(Remove(range=span) for span in spans)
    if any("CLIP_PART" in kept.token for kept in match.kept("what")):
        return rest_of_clips(match.film, spans)
    if len(spans) == 1:
        return (Keep(range=spans[0]),)
    length = match.film.duration
    kept = sorted((_absolute(span.start, length), _absolute(span.end, length)) for span in spans)
    holes = [(0, kept[0][0])] + [(a[1], b[0]) for a, b in pairwise(kept)]
    removed = [Remove(range=Range(start=start, end=end)) for start, end in holes if start < end]
    if kept[-1][1] < length or not length:
        removed.append(Remove(range=Range(start=kept[-1][1])))
    return tuple(removed)


def _is_off(match: Match) -> bool:
    """`Take 2 seconds off the start`."""
    return any(" off " in f" {kept.token.text.lower()} " for kept in match.kept("what"))


def _is_shown(match: Match) -> bool:
    """`Show it in the last 5 seconds` is about something in the film, not about the film."""
    verb = match.tokens[0].text.lower() if match.tokens else ""
    return verb.startswith(("show", "display", "put", "显示")) and any(
        any(name in token for name in ("IN", "AT", "FOR", "ON", "DURING")) for token in match.tokens[1:]
    )


def _keep_between(match: Match) -> Built:
    start, end = round(match.number("a")), round(match.number("b"))
    return (Keep(range=Range(start=start, end=end)),) if start < end else None


def _absolute(ms: int | None, length: int) -> int:
    if ms is None:
        return length
    return ms if ms >= 0 else max(0, length + ms)


def _from_ends(match: Match) -> Built:
    """`开头剪掉2秒`, `前后各剪掉2秒`."""
    head = match.number("head") or match.number("both")
    tail = match.number("tail") or match.number("both")
    found = [Remove(range=Range(end=round(head)))] if head > 0 else []
    return (*found, Remove(range=Range(start=-round(tail)))) if tail > 0 else tuple(found)


def _how_much(match: Match) -> Built:
    return (Refusal("how_much"),)


def _some_of(match: Match) -> Built:
    """`Trim the end a bit`: where, but not how much."""
    last = match.kept("b")[-1].category in {"END", "LAST"}
    return (Amount("end" if last else "start", little=any("little" in str(kept.value) for kept in match.kept("d"))),)


def _nothing(match: Match) -> Built:
    return ()


RULES: tuple[Rule, ...] = (
    Rule(
        (
            f"{_GO} {_OF_IT} {_SPANS} {_OF_IT} (OUT|OFF|AWAY)?",
            f"{_GO} NP (AT|FROM|IN|OF)* {_SPANS} {_OF_IT}",
            f"POSITION? {_SPANS} {_OF_IT} (IS TOO? WRONG)? (REMOVE|NEG|CUT)",
            f"{_SPANS} {_OF_IT} (REMOVE|CUT) (COMMA|AND|ALSO)* ALSO (COMMA|AND|ALSO)* what:SPAN",
            f"(USE|MAKE|CUT|CROP) {_OF_IT} {_SPANS} (OUT|OFF|AWAY)",
            f"NEG (WANT|USE|ALL|PART)* {_SPANS} PART?",
            f"KEEP (ALL|REST) BUT {_SPANS}",
            f"{_GO} NP AT? {_BORDER} (COMMA|IS|APPROX)* {_SPANS} COMMA?",
        ),
        _remove,
    ),
    Rule(("(MUTE|SILENCE) (EACH|ALL)* text:QUOTE",), _mute_words),
    Rule(("(REMOVE|CUT) text:QUOTE WHEREVER", "text:QUOTE ALL (REMOVE|CUT)"), _remove_words),
    Rule((f"{_SPANS} OUT",), _remove, bare=True),
    Rule(("(REMOVE|CUT) (EACH|ALL) text:QUOTE", "USE (EACH|ALL) text:QUOTE (OUT|OFF|AWAY)"), _remove_words),
    Rule(
        (
            "(MUTE|SILENCE) (EACH|ALL) text:QUOTE",
            "(EACH|ALL) text:QUOTE ALL? MUTE",
        ),
        _mute_words,
    ),
    Rule(
        (
            "(REMOVE|CUT) (EACH|ALL) text:QUOTE",
            "(EACH|ALL) text:QUOTE ALL? (REMOVE|CUT)",
            "USE (EACH|ALL) text:QUOTE (OUT|OFF|AWAY)",
        ),
        _remove_words,
    ),
    Rule((f"at:MOMENT AND {_SPANS} {_OF_IT} (REMOVE|CUT)",), _remove_units),
    Rule((f"{_GO} (ALL|PART)* at:MOMENT PART?", f"at:MOMENT (ALL|PART)* ({_GO}|NEG)"), _remove_unit),
    Rule(
        (
            f"KEEP (ONLY|KEEP|USE|WANT)? {_OF_IT} {_SPANS} {_OF_IT} {_REST_GOES}",
            f"(only:ONLY) (KEEP|USE|WANT) {_OF_IT} {_SPANS} {_OF_IT} {_REST_GOES}",
            f"(only:ONLY) SHOW {_OF_IT} {_SPANS} {_OF_IT}",
            f"(only:ONLY) (POSITION|PART|IS)* WORDS? COLON {_SPANS}",
            f"(BRING|MAKE|ADD) ONLY {_OF_IT} {_SPANS} {_OF_IT}",
            f"(USE|WANT) ONLY? {_OF_IT} {_SPANS} {_OF_IT} {_REST_GOES}",
            f"(CUT|SHORTEN|CROP|MAKE|ONLY) (FILM|DOWN)* (TO|DOWN_TO|INTO|CUT_TO) {_OF_IT} {_SPANS}",
            f"(REMOVE|CUT) {_OF_IT} (ALL|REST) BUT {_OF_IT} {_SPANS}",
            f"(ALL|REST|PART) (ALL|PART)* BUT {_SPANS} {_OF_IT} (REMOVE|CUT|NEG)",
            f"(REMOVE|CUT) (ALL|PART)* (NEG|BUT) {_SPANS}",
            f"BUT {_SPANS} COMMA? (ALL|REST|PART) (ALL|REST|PART)* (REMOVE|CUT|NEG)",
            f"{_SPANS} IS WORDS (COMMA|AND|BUT) (REMOVE|CUT) ALL? REST",
            f"{_SPANS} {_OF_IT} (COMMA|AND) (REMOVE|CUT)? REST ALL? (REMOVE|NEG|CUT)",
            f"{_SPANS} {_OF_IT} KEEP",
            f"(USE|KEEP|ONLY) ONLY? (POSITION|LATER|EARLIER|FIRST|LAST)? PART COMMA {_SPANS}",
        ),
        _keep,
    ),
    Rule(
        (f"(only:ONLY) ONLY? {_OF_IT} {_SPANS} {_OF_IT} {_REST_GOES}", f"{_SPANS} {_OF_IT} ONLY"),
        _keep,
        bare=True,
    ),
    Rule(
        (f"FROM {_POINT_A} (START|COMMA)* CUT_TO {_POINT_B} ((COMMA|AND) REST ALL? (REMOVE|NEG|CUT))?",), _keep_between
    ),
    Rule(("TRIM_ENDS ALL? both:TIME",), _from_ends),
    Rule(
        (
            f"START (ALL|{_GO})* {_GO} (head:TIME)",
            f"END (ALL|{_GO})* {_GO} tail:TIME",
            f"ENDS (ALL|{_GO})* {_GO} both:TIME",
        ),
        _from_ends,
    ),
    Rule(
        (
            f"(REMOVE|CUT|SHORTEN) {_SOME} (ENDS|POSITION|START AND END) (OF|OFF|OUT|AND|END|PART|FILM|BY)*",
            f"(KEEP|ONLY) {_SOME} {_BORDER} (OF FILM|PART)?",
            "(REMOVE|CUT) (APPROX|OF)* TIME (OF|FROM|OUT)* FILM?",
            f"BUT {_EDGE} COMMA? (ALL|REST|PART)* (REMOVE|CUT|NEG)",
        ),
        _how_much,
    ),
    Rule(
        (
            f"(REMOVE|CUT|SHORTEN) ({_SOME_OF}|d:DEGREE|TOO_MANY)* {_EDGE} (OF|OFF|OUT|PART|CLIP|FILM|BY|d:DEGREE)*",
            f"{_EDGE} (ALL|PART|FILM|OF)* (REMOVE|CUT|SHORTEN|NEG) (d:DEGREE|OFF|OUT)*",
            f"(MAKE)? {_EDGE} d:DEGREE? SHORTER d:DEGREE?",
        ),
        _some_of,
    ),
    Rule(("(REMOVE|CUT) ALL? REST", "REST ALL? (REMOVE|NEG|CUT)"), _nothing),
)
