"""Rules of looks: colours, zooms, transitions, fades, and where the crop stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from shorts_tui.engine.director.language.placing import DO, HOW, ON, degree_of, placed
from shorts_tui.engine.director.language.rule import Built, Match, Piece, Refusal, Rule, Unowned, taking
from shorts_tui.engine.director.plan import (
    Fade,
    Grade,
    Look,
    Range,
    Transition,
    TransitionKind,
    Zoom,
)  # fmt: skip

_FADED_MUSIC = re.compile(
    r"(?:音乐|配乐|bgm|伴奏|歌)[^，,。；;]{0,12}(?:淡[入出]|渐[强弱])[，,、\s]*(?:然后)?$", re.IGNORECASE
)
"""`音乐前两秒淡入 最后三秒淡出`: it is said once of what."""
_NEAR = 40
_AMOUNTS = {"": 1.0, "little": 0.5, "much": 1.8}


def _grade(match: Match) -> Built:
    amount = _AMOUNTS[degree_of(match)]
    if match.has("p"):
        amount = min(match.number("p") * 5, 3.0)
    looks = [cast("Look", str(kept.value)) for kept in match.kept("look")]
    if match.has("lower") or match.has("deeper"):
        opposite: dict[Look, Look] = {"brighter": "darker", "contrast": "soft", "vivid": "muted"}
        looks = [opposite.get(look, look) for look in looks]
    return tuple(made for look in looks for made in _graded(match, look, amount))


def _graded(match: Match, look: Look, amount: float) -> Sequence[Piece]:
    return placed(match, lambda **place: Grade(look=look, amount=amount, **place)) or ()


def _declined(match: Match) -> bool:
    """Is it asked not to do it (`don't zoom`), rather than to take it away (`no zooms`)?"""
    said = next((token.text.lower() for token in match.tokens if "NEG" in token), "")
    return said.startswith(("don't", "do not", "never", "别", "不要加"))


def _no_grade(match: Match) -> Built:
    return () if _declined(match) else (Grade(look="none"),)


def _zoom(match: Match) -> Built:
    kind = match.word("zoom", "in")
    return placed(match, lambda **place: Zoom.model_validate({"kind": kind, **place}))


def _no_zoom(match: Match) -> Built:
    return () if _declined(match) else (Zoom(kind="none"),)


def _ms(match: Match) -> int | None:
    return round(match.number("t")) or None


def _transition(match: Match) -> Built:
    kind = cast("TransitionKind", match.word("kind", "crossfade"))
    clips = [n for kept in match.kept("clip") for n in cast("tuple[int, ...]", kept.value)]
    into = max(clips, default=None)
    return (Transition(kind=kind, duration=_ms(match), into=into),)


def _between(match: Match) -> Built:
    return (Transition(kind="dip", duration=_ms(match)),)


def _after_clip(match: Match) -> Built:
    """`A fade to black after clip 2`: between that one and the next."""
    clips = cast("tuple[int, ...]", match.value("clip"))
    kind = cast("TransitionKind", match.word("kind", "dip"))
    return (Transition(kind=kind, duration=_ms(match), into=clips[0] + 1),) if clips[0] < match.film.clips else None


def _flash(match: Match) -> Built:
    return (Transition(kind="flash"),)


def _no_transition(match: Match) -> Built:
    clips = [n for kept in match.kept("clip") for n in cast("tuple[int, ...]", kept.value)]
    clips += [n + 1 for kept in match.kept("after") for n in cast("tuple[int, ...]", kept.value)]
    return () if _declined(match) else (Transition(kind="cut", into=max(clips, default=None)),)


def _is_moment(match: Match) -> bool:
    """`Fade out at 0:40`: when, and not for how long."""
    said = match.kept("t")[0].token
    before = [
        token for token in match.tokens if token.end <= said.start and "DET" not in token and "FILLER" not in token
    ]
    return bool(before) and "AT" in before[-1]


def _fade(match: Match) -> Built:
    if match.has("t") and _is_moment(match):
        return (Refusal("scope"),)
    side = "both" if match.has("both") or (match.has("in") and match.has("out")) else "in" if match.has("in") else "out"
    what = "music" if match.has("music") else "sound" if match.has("sound") else "film"
    duration = _ms(match)
    for span in match.ranges("span"):
        duration = duration or _edge(span, side)
    fade = Fade.model_validate({"side": side, "what": what, "duration": duration})
    if what == "film" and _FADED_MUSIC.search(
        match.text[max(0, match.tokens[0].start - _NEAR) : match.tokens[0].start]
    ):
        fade = fade.model_copy(update={"what": "music"})
    it = what == "film" and any(token.text.lower() in {"it", "that", "它"} for token in match.tokens)
    return (Unowned(fade) if it else fade,)


def _black_fade(match: Match) -> Built:
    """`Black fades at both ends`: at its edges a film fades, between clips it dips."""
    black = any(token.text.lower().startswith("black fade") for token in match.tokens)
    return _fade(match) if black else None


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


def _generic(match: Match) -> Built:
    return (Refusal("grade"),)


_LONG = "(FOR|OF|IN|DURING|LASTING|AT|WITH|TO)* t:TIME (LASTING|VERSION)?"
_OVER = "(FOR|OF|IN|DURING|LASTING|WITH)*"
_OF_SOUND = "(music:MUSIC|music:SOUND_NAME|sound:AUDIO|sound:VOLUME|FILM|ALL|SCREEN|OF|AT|ON|IN|TO|FROM|FOR|span:SPAN|SLOWLY|START|END)*"

RULES: tuple[Rule, ...] = (
    Rule(
        (
            f"{DO}? {ON} (COLOR_WORD|STYLE_WORD)? {DO}? {HOW} (p:PERCENT)? look:LOOK (AND look:LOOK)* (FILTER|STYLE_WORD|COLOR_WORD)* {HOW} (BY p:PERCENT)? {ON} (BY p:PERCENT)? {HOW}",
            f"(RAISE|TURN UP) {ON} look:LOOK {ON} {HOW} (p:PERCENT)?",
            f"(lower:LOWER|lower:BRING) {ON} look:LOOK {ON} {HOW} (p:PERCENT)?",
            f"look:LOOK {HOW} (RAISE|HIGHER|UP) {HOW}",
            f"look:LOOK {ON} UP {HOW}",
            f"look:LOOK {HOW} (lower:LOWER|deeper:DEEPER|DOWN)",
            f"{DO} FILTER look:LOOK {ON}",
            f"{DO}? {ON} look:LOOK COMMA look:LOOK (FILTER|STYLE_WORD|COLOR_WORD)* {HOW}",
        ),
        _grade,
    ),
    Rule(
        (
            *taking("ALL? (FILTER|LOOK) FILTER*"),
            f"{DO}? {ON} NORMAL (FILTER|COLOR) {ON}",
        ),
        _no_grade,
    ),
    Rule((f"{DO}? {ON} SLOWLY? zoom:ZOOM SLOWLY? (STYLE_WORD|FACE|EACH|CLIP|IMAGES|DEGREE)* {ON} SLOWLY?",), _zoom),
    Rule((*taking("ALL? ZOOM (STYLE_WORD|ALL)*"),), _no_zoom),
    Rule(
        (
            f"{DO}* {ON} kind:TRANSITION (BETWEEN|EACH|CLIP|ALL|AT|FILM|CUT|TO|FROM|INTO|BEFORE|NUM|clip:CLIPREF|STYLE_WORD)* ({_LONG})? (BETWEEN (EACH|CLIP|ALL|FILM|NUM)*)?",
            f"{DO}* (t:TIME) kind:TRANSITION (BETWEEN|EACH|CLIP|ALL|AT|FILM|CUT|clip:CLIPREF)*",
            f"{DO}* BETWEEN (EACH|CLIP|ALL|FILM|clip:CLIPREF)* {DO}? kind:TRANSITION ({_LONG})?",
            f"(EACH|CLIP|ALL|FILM|PART)* BETWEEN {DO}* (t:TIME)? kind:TRANSITION ({_LONG})?",
            "EACH (CLIP|CUT)* (HAVE|ADD|WANT)* kind:TRANSITION",
            f"BETWEEN clip:CLIPREF AND clip:CLIPREF COMMA? {DO}* kind:TRANSITION ({_LONG})?",
            f"clip:CLIPREF AND clip:CLIPREF BETWEEN {DO}* kind:TRANSITION ({_LONG})?",
        ),
        _transition,
    ),
    Rule(
        (
            f"{DO}* (t:TIME)? (FADE_OUT|FADE|FADE_BOTH) BETWEEN (EACH|CLIP|ALL|FILM|PART)* ({_LONG})?",
            f"(EACH|CLIP|ALL|FILM|PART)* BETWEEN {DO}* (FADE_OUT|FADE|FADE_BOTH) ({_LONG})?",
        ),
        _between,
    ),
    Rule(
        (
            f"AFTER clip:CLIPREF COMMA? (IS|HAVE|{DO})* (FADE_OUT|FADE|kind:TRANSITION) ({_LONG})?",
            f"{DO}* (FADE_OUT|FADE|kind:TRANSITION) ({_LONG})? AFTER clip:CLIPREF",
        ),
        _after_clip,
    ),
    Rule(("EACH (CLIP|CUT)* (HAVE|ADD|WANT)* FLASH", f"{DO}* FLASH BETWEEN (EACH|CLIP|ALL|CUT)*"), _flash),
    Rule((*taking("ALL? TRANSITION (BETWEEN|EACH|CLIP|ALL|INTO|TO|clip:CLIPREF)*"),), _no_transition),
    Rule((*taking("ALL? TRANSITION AFTER after:CLIPREF"),), _no_transition),
    Rule(
        (
            f"{DO}? {_OF_SOUND} both:FADE_BOTH {_OF_SOUND} ({_LONG})?",
            f"{DO}? {_OF_SOUND} in:FADE_IN {_OF_SOUND} AND {DO}? out:FADE_OUT {_OF_SOUND}",
            f"{DO}? {_OF_SOUND} (in:FADE_IN|out:FADE_OUT) {_OF_SOUND} ({_LONG})? {_OF_SOUND}",
            f"(START|END|FILM)* {DO}? (t:TIME) (in:FADE_IN|out:FADE_OUT|both:FADE_BOTH) {_OF_SOUND}",
            f"{_OF_SOUND} {DO}? (t:TIME) (in:FADE_IN|out:FADE_OUT|both:FADE_BOTH) {_OF_SOUND}",
            f"FADE {_OF_SOUND} (in:IN|out:OUT|out:AWAY) {_OF_SOUND} ({_LONG})?",
            f"{DO}? t:TIME FADE (AT|TO|IN)* (in:START|out:END) {_OF_SOUND}",
            "FADE span:SPAN (TO|AWAY|OUT|FADE_OUT|WORDS)*",
            "(in:START|out:END) FILM? FADE",
            f"{DO}? FADE (AT|TO|IN)* (in:START|out:END) {_OF_SOUND} ({_LONG})?",
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
    Rule(
        (
            f"{DO}* (t:TIME)? TRANSITION (AT|ON|IN|FOR|TO)* ALL? (both:ENDS|in:START AND out:END|in:START|out:END) "
            f"(OF|FILM)* (COMMA? {_LONG} EACH?)?",
        ),
        _black_fade,
    ),
    Rule((*taking("ALL? (FADE|FADE_IN|FADE_OUT|FADE_BOTH) (AND FADE_OUT)?"),), _no_fade),
    Rule((f"{DO}? {ON} FILTER {ON}",), _generic, bare=True),
)
