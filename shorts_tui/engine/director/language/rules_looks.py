"""Rules of looks: speed, colours, zooms, transitions, fades, and where the crop stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from shorts_tui.engine.director.language.rule import Built, Match, Piece, Refusal, Rule, Unowned, taking
from shorts_tui.engine.director.plan import (
    Fade,
    Follow,
    Grade,
    Look,
    Operation,
    Range,
    Speed,
    Transition,
    TransitionKind,
    Zoom,
)  # fmt: skip

_ON = "(OF|IN|ON|FOR|FROM|TO|AT|DURING|FILM|ALL|REST|PART|SCREEN|AFTER|IS|BETWEEN|clip:CLIPREF|span:SPAN)*"
_DO = "(MAKE|PUT|SET|ADD|USE|GO|CHANGE|WANT|KEEP|CREATE|MOVE|TURN|CUT)"
_HOW = "(BY|TO|AT|INTO|IS|WITH|IN|d:DEGREE|APPROX)*"
_WHEN = "((AT|FROM|STARTING) (when:TIME|when:MOMENT))?"
_MUCH = "(f:FACTOR|p:PERCENT|f:MULTIPLY)"
_STEPS = {"": 1.25, "little": 1.1, "much": 1.6}
_AMOUNTS = {"": 1.0, "little": 0.5, "much": 1.8}


def _degree(match: Match) -> str:
    said = [str(kept.value) for kept in match.kept("d")]
    return next((word for word in said if word in _STEPS and word), "")


def _placed(match: Match, made: Callable[..., Operation]) -> Built:
    """An operation for what the match names: clips, a stretch, or all."""
    clips = match.value("clip") if match.has("clip") else ()
    if isinstance(clips, tuple) and clips:
        return tuple(made(clip=cast("int", clip)) for clip in clips)
    spans = match.ranges("span")
    if match.has("when"):
        spans = (Range(start=round(match.number("when"))),)
    return tuple(made(range=span) for span in spans) or (made(),)


def _speed(match: Match, *, factor: float | None = None, level: float | None = None) -> Built:
    if not 0 < (factor or level or 0) < 100:
        return None
    values = {"factor": factor and round(factor, 4), "level": level and round(level, 4)}
    return _placed(match, lambda **place: Speed(**values, **place))


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
    return _speed(match, factor=_STEPS[_degree(match)])


def _slower(match: Match) -> Built:
    if match.has("f"):
        factor = match.number("f")
        if _to(match) and factor < 1:
            return _speed(match, level=factor)
        return _speed(match, factor=0.5 if factor == 1 else factor if factor < 1 else 1 / factor)  # `放慢一倍`
    if match.has("p"):
        percent = match.number("p")
        return _speed(match, level=percent) if _to(match) else _speed(match, factor=1 - percent)
    if match.has("slowmo"):
        return _speed(match, level=0.5)
    return _speed(match, factor=1 / _STEPS[_degree(match)])


def _at_speed(match: Match) -> Built:
    return _speed(match, level=match.number("f") or match.number("p"))


def _times_as_fast(match: Match) -> Built:
    return _speed(match, factor=match.number("f"))


def _so_fast(match: Match) -> Built:
    """`Make it 1.25x`."""
    said = match.kept("f")[0].token.text.lower()
    return _speed(match, factor=match.number("f")) if said[:1].isdigit() and said.endswith(("x", "倍")) else None


def _times_as_slow(match: Match) -> Built:
    return _speed(match, factor=1 / match.number("f")) if match.number("f") else None


def _normal_speed(match: Match) -> Built:
    return _speed(match, level=1.0)


def _grade(match: Match) -> Built:
    amount = _AMOUNTS[_degree(match)]
    if match.has("p"):
        amount = min(match.number("p") * 5, 3.0)
    looks = [cast("Look", str(kept.value)) for kept in match.kept("look")]
    if match.has("lower") or match.has("deeper"):
        opposite: dict[Look, Look] = {"brighter": "darker", "contrast": "soft", "vivid": "muted"}
        looks = [opposite.get(look, look) for look in looks]
    return tuple(made for look in looks for made in _graded(match, look, amount))


def _graded(match: Match, look: Look, amount: float) -> Sequence[Piece]:
    return _placed(match, lambda **place: Grade(look=look, amount=amount, **place)) or ()


def _declined(match: Match) -> bool:
    """Is it asked not to do it (`don't zoom`), rather than to take it away (`no zooms`)?"""
    said = next((token.text.lower() for token in match.tokens if "NEG" in token), "")
    return said.startswith(("don't", "do not", "never", "别", "不要加"))


def _no_grade(match: Match) -> Built:
    return () if _declined(match) else (Grade(look="none"),)


def _zoom(match: Match) -> Built:
    kind = match.word("zoom", "in")
    return _placed(match, lambda **place: Zoom.model_validate({"kind": kind, **place}))


def _no_zoom(match: Match) -> Built:
    return () if _declined(match) else (Zoom(kind="none"),)


def _ms(match: Match) -> int | None:
    return round(match.number("t")) or None


def _transition(match: Match) -> Built:
    kind = cast("TransitionKind", match.word("kind", "crossfade"))
    clips = match.value("clip") if match.has("clip") else ()
    into = max(cast("tuple[int, ...]", clips)) if isinstance(clips, tuple) and clips else None
    return (Transition(kind=kind, duration=_ms(match), into=into),)


def _between(match: Match) -> Built:
    return (Transition(kind="dip", duration=_ms(match)),)


def _no_transition(match: Match) -> Built:
    return () if _declined(match) else (Transition(kind="cut"),)


def _fade(match: Match) -> Built:
    side = "both" if match.has("both") or (match.has("in") and match.has("out")) else "in" if match.has("in") else "out"
    what = "music" if match.has("music") else "sound" if match.has("sound") else "film"
    duration = _ms(match)
    for span in match.ranges("span"):
        duration = duration or _edge(span, side)
    fade = Fade.model_validate({"side": side, "what": what, "duration": duration})
    it = what == "film" and any(token.text.lower() in {"it", "that", "它"} for token in match.tokens)
    return (Unowned(fade) if it else fade,)


def _fade_each(match: Match) -> Built:
    """`In over 2 seconds and out at the end`: each edge in its own time."""
    what = "music" if match.has("music") else "sound" if match.has("sound") else "film"
    first, last = match.has("a") and round(match.number("a")), match.has("b") and round(match.number("b"))
    if first == last:
        return None
    sides = (("in", first), ("out", last))
    return tuple(Fade.model_validate({"side": side, "what": what, "duration": t or None}) for side, t in sides)


def _edge(span: Range, side: str) -> int | None:
    """`fade out the last 2 seconds`."""
    return span.end if side == "in" and span.start == 0 else -span.start if span.start < 0 else None


def _no_fade(match: Match) -> Built:
    return () if _declined(match) else (Fade(on=False),)


def _follow(match: Match) -> Built:
    return (Follow(),)


def _no_follow(match: Match) -> Built:
    return (Follow(to="off"),)


def _side(match: Match) -> Built:
    side = match.word("side")
    return _placed_side(match, "off" if side == "middle" else side)


def _placed_side(match: Match, to: str) -> Built:
    clips = match.value("clip") if match.has("clip") else ()
    chosen = clips if isinstance(clips, tuple) and clips else (None,)
    return tuple(Follow.model_validate({"to": to, "clip": clip}) for clip in chosen)


def _generic(match: Match) -> Built:
    return (Refusal("grade"),)


_LONG = "(FOR|OF|IN|DURING|LASTING|AT|WITH|TO)* t:TIME (LASTING|VERSION)?"
_OVER = "(FOR|OF|IN|DURING|LASTING|WITH)*"
_OF_SOUND = "(music:MUSIC|music:SOUND_NAME|sound:AUDIO|sound:VOLUME|FILM|ALL|SCREEN|OF|AT|ON|IN|TO|FROM|FOR|span:SPAN|SLOWLY|START|END)*"

RULES: tuple[Rule, ...] = (
    Rule(
        (
            f"{_DO}? {_ON} FASTER {_ON} {_HOW} {_MUCH}? {_ON} {_WHEN}",
            f"{_DO}? {_ON} {_HOW} {_MUCH}? FASTER {_HOW} {_ON}",
            f"(RAISE|TURN UP) {_ON} SPEED {_ON} {_HOW} {_MUCH}?",
            f"SPEED {_ON} (UP|UNTIL) {_ON} {_HOW} {_MUCH}? SPEED? {_ON} {_WHEN}",
        ),
        _faster,
    ),
    Rule(
        (
            f"{_DO}? {_ON} (slowmo:SLOWMO|SLOWER) {_ON} {_HOW} {_MUCH}? SPEED? {_ON} {_WHEN}",
            f"{_DO}? {_ON} {_HOW} {_MUCH}? SLOWER {_HOW} {_ON}",
            f"SLOWER {_ON} (DOWN|DOWN_TO) {_ON} {_HOW} {_MUCH}? SPEED? {_ON} {_WHEN}",
            f"(LOWER|TURN DOWN) {_ON} SPEED {_ON} {_HOW} {_MUCH}?",
        ),
        _slower,
    ),
    Rule(
        (
            f"{_DO}? {_ON} (AT|TO|INTO|WITH)* (f:FACTOR|p:PERCENT) SPEED {_ON}",
            f"{_DO}? {_ON} SPEED {_ON} (TO|AT|IS|INTO|SET|MAKE|COLON)* (f:FACTOR|p:PERCENT)",
            f"f:MULTIPLY {_ON} SPEED {_ON}",
        ),
        _at_speed,
    ),
    Rule(("(MAKE|PUT|GO|USE|SET) FILM? (TO|AT)* f:FACTOR",), _so_fast),
    Rule((f"{_DO}? {_ON} f:FACTOR AS_FAST {_ON}",), _times_as_fast),
    Rule((f"{_DO}? {_ON} f:FACTOR AS_SLOW {_ON}",), _times_as_slow),
    Rule((f"{_DO}? {_ON} (TO|AT|INTO)* NORMAL SPEED {_ON}", f"{_DO}? SPEED {_ON} (TO|IS)* NORMAL"), _normal_speed),
    Rule(
        (
            f"{_DO}? {_ON} {_HOW} (p:PERCENT)? look:LOOK (AND look:LOOK)* (FILTER|STYLE_WORD|COLOR_WORD)* {_HOW} (BY p:PERCENT)? {_ON} {_HOW}",
            f"(RAISE|TURN UP) {_ON} look:LOOK {_ON} {_HOW} (p:PERCENT)?",
            f"(lower:LOWER|lower:BRING) {_ON} look:LOOK {_ON} {_HOW} (p:PERCENT)?",
            f"look:LOOK {_HOW} (RAISE|HIGHER|UP) {_HOW}",
            f"look:LOOK {_ON} UP {_HOW}",
            f"look:LOOK {_HOW} (lower:LOWER|deeper:DEEPER|DOWN)",
            f"{_DO} FILTER look:LOOK {_ON}",
            f"{_DO}? {_ON} look:LOOK COMMA look:LOOK (FILTER|STYLE_WORD|COLOR_WORD)* {_HOW}",
        ),
        _grade,
    ),
    Rule(
        (
            *taking("ALL? (FILTER|LOOK) FILTER*"),
            f"{_DO}? {_ON} NORMAL (FILTER|COLOR) {_ON}",
        ),
        _no_grade,
    ),
    Rule((f"{_DO}? {_ON} SLOWLY? zoom:ZOOM SLOWLY? (STYLE_WORD|FACE|EACH|CLIP|IMAGES)* {_ON} SLOWLY?",), _zoom),
    Rule((*taking("ALL? ZOOM (STYLE_WORD|ALL)*"),), _no_zoom),
    Rule(
        (
            f"{_DO}* {_ON} kind:TRANSITION (BETWEEN|EACH|CLIP|ALL|AT|FILM|CUT|TO|INTO|clip:CLIPREF|STYLE_WORD)* ({_LONG})? (BETWEEN (EACH|CLIP|ALL|FILM)*)?",
            f"{_DO}* (t:TIME) kind:TRANSITION (BETWEEN|EACH|CLIP|ALL|AT|FILM|CUT|clip:CLIPREF)*",
            f"{_DO}* BETWEEN (EACH|CLIP|ALL|FILM|clip:CLIPREF)* {_DO}? kind:TRANSITION ({_LONG})?",
            f"(EACH|CLIP|ALL|FILM|PART)* BETWEEN {_DO}* kind:TRANSITION ({_LONG})?",
        ),
        _transition,
    ),
    Rule(
        (
            f"{_DO}* (FADE_OUT|FADE|FADE_BOTH) BETWEEN (EACH|CLIP|ALL|FILM|PART)* ({_LONG})?",
            f"(EACH|CLIP|ALL|FILM|PART)* BETWEEN {_DO}* (FADE_OUT|FADE|FADE_BOTH) ({_LONG})?",
        ),
        _between,
    ),
    Rule((*taking("ALL? TRANSITION (BETWEEN|EACH|CLIP|ALL)*"),), _no_transition),
    Rule(
        (
            f"{_DO}? {_OF_SOUND} both:FADE_BOTH {_OF_SOUND} ({_LONG})?",
            f"{_DO}? {_OF_SOUND} in:FADE_IN {_OF_SOUND} ({_LONG})? AND {_DO}? out:FADE_OUT {_OF_SOUND} ({_LONG})?",
            f"{_DO}? {_OF_SOUND} (in:FADE_IN|out:FADE_OUT) {_OF_SOUND} ({_LONG})? {_OF_SOUND}",
            f"{_DO}? (t:TIME) (in:FADE_IN|out:FADE_OUT|both:FADE_BOTH) {_OF_SOUND}",
            f"FADE {_OF_SOUND} (in:IN|out:OUT|out:AWAY) {_OF_SOUND} ({_LONG})?",
            f"{_DO}? t:TIME FADE (AT|TO|IN)* (in:START|out:END) {_OF_SOUND}",
            "FADE span:SPAN (TO|AWAY|OUT|FADE_OUT|WORDS)*",
            f"{_DO}? FADE (AT|TO|IN)* (in:START|out:END) {_OF_SOUND} ({_LONG})?",
        ),
        _fade,
    ),
    Rule(
        (
            f"FADE {_OF_SOUND} IN {_OF_SOUND} ({_OVER} a:TIME)? {_OF_SOUND} (AND|COMMA) OUT {_OF_SOUND} ({_OVER} b:TIME)?",
            f"FADE_IN {_OF_SOUND} ({_OVER} a:TIME)? {_OF_SOUND} (AND|COMMA) OUT {_OF_SOUND} ({_OVER} b:TIME)?",
        ),
        _fade_each,
    ),
    Rule((*taking("ALL? (FADE|FADE_IN|FADE_OUT|FADE_BOTH) (AND FADE_OUT)?"),), _no_fade),
    Rule(
        (
            f"{_DO}? {_ON} FOLLOW (FACE|CLIP|FILM|ON|OF|IN|AT|AUDIO)* (IN SCREEN)?",
            f"{_DO}? (CROP|FILM|FORMAT) FOLLOW FACE*",
            "KEEP (FACE|AUDIO)* FACE (IN|ON)* SCREEN",
            "(CROP|FORMAT) (ON|TO|AT)* FACE",
        ),
        _follow,
    ),
    Rule((*taking("FOLLOW FACE*"),), _no_follow),
    Rule(
        (
            "(MOVE|CROP|KEEP|ADD|USE) (CROP|SCREEN|FORMAT|FILM|clip:CLIPREF|OF|IN|THING)* (TO|ON|AT)* side:SIDE (OF|SCREEN|FILM|PART|clip:CLIPREF)*",
            "CROP (TO|ON|AT|FROM)* side:SIDE (OF|SCREEN|FILM)*",
        ),
        _side,
    ),
    Rule((f"{_DO}? {_ON} FILTER {_ON}",), _generic, bare=True),
)
