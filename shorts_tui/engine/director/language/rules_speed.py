"""Rules of speed: faster, slower, at so many times the speed of the recording."""

from __future__ import annotations

from shorts_tui.engine.director.language.placing import DO, HOW, ON, degree_of, placed
from shorts_tui.engine.director.language.rule import Built, Match, Rule
from shorts_tui.engine.director.plan import Speed

_WHEN = "((AT|FROM|STARTING) (when:TIME|when:MOMENT))?"
_MUCH = "(f:FACTOR|p:PERCENT|f:MULTIPLY)"
_STEPS = {"": 1.25, "little": 1.1, "much": 1.6}


def _speed(match: Match, *, factor: float | None = None, level: float | None = None) -> Built:
    if not 0 < (factor or level or 0) < 100:
        return None
    values = {"factor": factor and round(factor, 4), "level": level and round(level, 4)}
    return placed(match, lambda **place: Speed(**values, **place))


def _to(match: Match) -> bool:
    """Is it said what speed it gets to, and not by how much it changes?"""
    return any(
        "TO" in token or "DOWN_TO" in token or "AT" in token or "INTO" in token or "UNTIL" in token
        for token in match.tokens
    )


def _faster(match: Match) -> Built:
    if match.has("f"):
        factor = match.number("f")
        if _to(match) and factor > 1:
            return _speed(match, level=factor)
        return _speed(match, factor=factor if factor > 1 else 1 + factor)
    if match.has("p"):
        percent = match.number("p")
        return _speed(match, level=percent) if _to(match) and percent > 1 else _speed(match, factor=1 + percent)
    return _speed(match, factor=_STEPS[degree_of(match)])


def _slower(match: Match) -> Built:
    if match.has("f"):
        factor = match.number("f")
        if _to(match) and factor < 1:
            return _speed(match, level=factor)
        if factor < 1 and any("BY" in token for token in match.tokens):
            return _speed(match, factor=1 - factor)
        return _speed(match, factor=0.5 if factor == 1 else factor if factor < 1 else 1 / factor)  # `放慢一倍`
    if match.has("p"):
        percent = match.number("p")
        return _speed(match, level=percent) if _to(match) else _speed(match, factor=1 - percent)
    if match.has("slowmo"):
        return _speed(match, level=0.5)
    return _speed(match, factor=1 / _STEPS[degree_of(match)])


def _at_speed(match: Match) -> Built:
    return _speed(match, level=match.number("f") or match.number("p"))


def _times_as_fast(match: Match) -> Built:
    return _speed(match, factor=match.number("f"))


def _so_fast(match: Match) -> Built:
    """`Make it 1.25x`; `run it at 1.25x` is a speed that it gets to."""
    said = match.kept("f")[0].token.text.lower()
    if not said[:1].isdigit() or not said.endswith(("x", "倍")):
        return None
    if any("AT" in token for token in match.tokens):
        return _speed(match, level=match.number("f"))
    return _speed(match, factor=match.number("f"))


def _times_as_slow(match: Match) -> Built:
    return _speed(match, factor=1 / match.number("f")) if match.number("f") else None


def _normal_speed(match: Match) -> Built:
    return _speed(match, level=1.0)


RULES: tuple[Rule, ...] = (
    Rule(
        (
            f"{DO}? {ON} {DO}? FASTER {ON} {HOW} {_MUCH}? {ON} {_WHEN}",
            f"{DO}? {ON} {HOW} {_MUCH}? FASTER {HOW} {ON}",
            f"(RAISE|TURN UP) {ON} SPEED {ON} {HOW} {_MUCH}?",
            f"SPEED {ON} (UP|UNTIL) {ON} {HOW} {_MUCH}? SPEED? {ON} {_WHEN}",
        ),
        _faster,
    ),
    Rule(
        (
            f"{DO}? {ON} {DO}? (slowmo:SLOWMO|SLOWER) {ON} {HOW} {_MUCH}? SPEED? {ON} {_WHEN}",
            f"{DO}? {ON} {HOW} {_MUCH}? SLOWER {HOW} {ON}",
            f"SLOWER {ON} (DOWN|DOWN_TO) {ON} {HOW} {_MUCH}? SPEED? {ON} {_WHEN}",
            f"(LOWER|TURN DOWN) {ON} SPEED {ON} {HOW} {_MUCH}?",
        ),
        _slower,
    ),
    Rule(
        (
            f"{DO}? {ON} {DO}? (AT|TO|INTO|WITH)* (f:FACTOR|p:PERCENT) SPEED {ON}",
            f"{DO}? {ON} SPEED {ON} (TO|AT|IS|INTO|SET|MAKE|COLON)* (f:FACTOR|p:PERCENT)",
            f"f:MULTIPLY {ON} SPEED {ON}",
            f"{ON} SPEED (TO|AT|IS|SET|MAKE)* f:NUM",
        ),
        _at_speed,
    ),
    Rule(
        ("(MAKE|PUT|GO|USE|SET) FILM? (TO|AT)* f:FACTOR", "PART? (span:SPAN|clip:CLIPREF) (IS|MAKE)* AT f:FACTOR"),
        _so_fast,
    ),
    Rule((f"{DO}? {ON} f:FACTOR AS_FAST {ON}",), _times_as_fast),
    Rule((f"{DO}? {ON} f:FACTOR AS_SLOW {ON}",), _times_as_slow),
    Rule((f"{DO}? {ON} (TO|AT|INTO)* NORMAL SPEED {ON}", f"{DO}? SPEED {ON} (TO|IS)* NORMAL"), _normal_speed),
)
