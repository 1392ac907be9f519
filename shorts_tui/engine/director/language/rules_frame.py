"""Rules of the picture: its shape, and the platforms that it is made for."""

from __future__ import annotations

from typing import cast

from shorts_tui.engine.director.language.rule import Built, Length, Match, Refusal, Rule, Short
from shorts_tui.engine.director.plan import Aspect, Platform, Preset, Reframe

_SHAPE = "(FORMAT|FILM|VERSION|READY|STYLE_WORD|SCREEN|CLIP)*"
_POST = "(READY|FORMAT|FILM|SHORT|STYLE_WORD|CLIP|VERSION)*"
_INTO = "(TO|INTO|FOR|IN|AS|IS|DOWN_TO|CUT_TO|ON|OF|COLON|AT|MOVE|WITH|CREATE)*"
_VERB = "(MAKE|CUT|CROP|FIT_VERB|CHANGE|SHORTEN|WANT|CREATE|ADD|MOVE|USE|CUT_TO|GO)"


def _reframe(match: Match) -> Built:
    aspect = cast("Aspect", match.word("aspect", "9:16"))
    return (Reframe(aspect=aspect, mode="fit-blur" if match.has("fit") else "fill"),)


def _preset(match: Match) -> Built:
    preset = Preset(platform=cast("Platform", match.word("platform")))
    aspect = cast("Aspect", match.word("aspect", "9:16"))
    lengths = [token.categories["TIME"] for token in match.tokens if "TIME" in token]
    if len(lengths) == 1 and isinstance(lengths[0], int | float):
        return (Length(round(lengths[0])), preset)  # `出个十五秒抖音广告`
    if aspect == "9:16":
        return (preset,)
    feed = match.kept("platform")[0].token.text.lower() in {"instagram", "insta", "ig"}
    # Instagram has a feed of other shapes; elsewhere the platform's loudness and safe area are wanted all the same.
    return (Reframe(aspect=aspect),) if feed else (preset, Reframe(aspect=aspect))


def _shorts(match: Match) -> Built:
    return (Preset(platform="shorts"),)


def _youtube_short(match: Match) -> Built:
    return (Short(vertical=True), Preset(platform="shorts"))


def _wide(match: Match) -> Built:
    return (Reframe(aspect="16:9"),)


def _other_shape(match: Match) -> Built:
    return (Refusal("aspect"),)


def _nothing(match: Match) -> Built:
    return ()


RULES: tuple[Rule, ...] = (
    Rule(
        (
            f"{_VERB}? (NP|FORMAT) {_INTO} aspect:ASPECT {_SHAPE}",
            f"FORMAT {_INTO} aspect:ASPECT {_SHAPE}",
            f"aspect:ASPECT {_SHAPE} PLATFORM? {_SHAPE}",
            "FILL aspect:ASPECT",
            f"fit:FIT_VERB (NP|FORMAT) {_INTO} aspect:ASPECT {_SHAPE}",
            f"{_VERB}? NP (FOR|FIT_VERB|TO|IN|ON|MAKE)* PHONE {_SHAPE} (COLON aspect:ASPECT {_SHAPE})?",
        ),
        _reframe,
    ),
    Rule(
        (
            f"{_VERB}? NP {_INTO} READY* {_INTO} platform:PLATFORM {_POST}",
            f"READY* (FOR|TO|ON|AS|WITH|FIT_VERB|AT)* platform:PLATFORM {_POST}",
            f"aspect:ASPECT {_SHAPE} (FOR|ON|AS) platform:PLATFORM {_POST}",
        ),
        _preset,
    ),
    Rule(
        (
            f"{_VERB}? NP (READY|FOR|TO|ON|AS|IN)* (FOR|AS|TO|ON) SHORTS_WORD (READY|FORMAT|AND YOUTUBE)*",
            "SHORTS_WORD (FORMAT|READY)",
        ),
        _shorts,
    ),
    Rule(("YOUTUBE FILM? SHORT", "SHORT (FOR|ON|TO) YOUTUBE"), _youtube_short),
    Rule(("(READY|FORMAT)* (FOR|ON|TO|AS) YOUTUBE (FILM|FORMAT|READY)*",), _wide),
    Rule((f"{_VERB}? NP {_INTO} (OTHER_ASPECT) {_SHAPE}",), _other_shape, whole=True),
    Rule(
        (
            "(IN|AT|AS|TO|FOR)? RESOLUTION (FORMAT|FILM)*",
            "NEG (aspect:ASPECT) FORMAT?",
            "NEG (FOR|ON|TO|AS)* (PLATFORM|YOUTUBE|SHORTS_WORD) READY?",
        ),
        _nothing,
    ),
)
