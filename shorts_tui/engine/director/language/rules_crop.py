"""Rules of where the crop stands: on whom it follows, to one side, or further than it is."""

from __future__ import annotations

from shorts_tui.engine.director.language.placing import DO, ON, degree_of
from shorts_tui.engine.director.language.rule import Built, Match, Rule, taking
from shorts_tui.engine.director.plan import Follow

_SHIFT = "(MOVE|NUDGE|ADD|MAKE|CROP)?"
_CROP = "(CROP|FORMAT|SCREEN|OF|IN|ON|FOR|PART|clip:CLIPREF)"


def _follow(match: Match) -> Built:
    return (Follow(),)


def _no_follow(match: Match) -> Built:
    return (Follow(to="off"),)


def _centred(match: Match) -> Built:
    """`Keep the crop centred`."""
    return _placed_side(match, "off") if match.word("where") == "middle" else None


def _side(match: Match) -> Built:
    if any("LOGO" in token or "PICTURE_FILE" in token for token in match.tokens):
        return None
    side = match.word("side")
    return _placed_side(match, "off" if side == "middle" else side)


def _towards(match: Match) -> Built:
    """`The crop a bit to the left`: further than it is."""
    by = "much" if degree_of(match) == "much" else "bit"
    return tuple(
        one.model_copy(update={"by": by})
        for one in _placed_side(match, match.word("side")) or ()
        if isinstance(one, Follow)
    )


def _placed_side(match: Match, to: str) -> Built:
    clips = match.value("clip") if match.has("clip") else ()
    chosen = clips if isinstance(clips, tuple) and clips else (None,)
    return tuple(Follow.model_validate({"to": to, "clip": clip}) for clip in chosen)


RULES: tuple[Rule, ...] = (
    Rule(
        (
            f"{DO}? {ON} FOLLOW (FACE|CLIP|FILM|ON|OF|IN|AT|AUDIO)* (IN SCREEN)?",
            f"{DO}? (CROP|FILM|FORMAT) FOLLOW FACE*",
            "KEEP (FACE|AUDIO)* FACE (IN|ON)* SCREEN",
            "(CROP|FORMAT) (ON|TO|AT)* FACE",
        ),
        _follow,
    ),
    Rule((*taking("FOLLOW FACE*"),), _no_follow),
    Rule(
        (
            "(MOVE|CROP|KEEP|ADD) (CROP|FORMAT) (IN|AT|TO|ON)* where:POSITION (IN|ON|OF|FOR)* clip:CLIPREF?",
            "where:POSITION (CROP|FORMAT) (ON|IN|OF|FOR)* clip:CLIPREF?",
        ),
        _centred,
    ),
    Rule(
        (
            f"{_SHIFT} {_CROP} {_CROP}* (TO|MORE)* d:DEGREE (TO|MORE|AT)* side:SIDE {_CROP}*",
            f"{_SHIFT} {_CROP} {_CROP}* (TO|AT)* side:SIDE (OF|BY)? d:DEGREE {_CROP}*",
            f"{_SHIFT} {_CROP} {_CROP}* (TO|AT)* MORE (TO|AT)* side:SIDE {_CROP}*",
            f"ADD d:DEGREE? MORE (OF|IN|ON|AT|TO)* side:SIDE {_CROP}*",
        ),
        _towards,
    ),
    Rule(
        (
            "(MOVE|CROP|KEEP|ADD|USE) (CROP|SCREEN|FORMAT|FILM|clip:CLIPREF|OF|IN|THING)* (TO|ON|AT)* side:SIDE (OF|SCREEN|FILM|PART|clip:CLIPREF)*",
            "CROP (TO|ON|AT|FROM)* side:SIDE (OF|SCREEN|FILM)*",
        ),
        _side,
    ),
)
