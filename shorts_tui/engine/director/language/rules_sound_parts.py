"""Rules of the volume of a stretch of the film, such as its first ten seconds."""

from __future__ import annotations

from shorts_tui.engine.director.language.rule import Built, Match, Rule
from shorts_tui.engine.director.language.rules_sound import DEGREE, STEPS, degree_of
from shorts_tui.engine.director.plan import Volume


def _stretch(match: Match) -> Built:
    """The volume of a stretch of the film."""
    if match.has("level"):
        values: dict[str, float] = {"level": match.number("level")}
    elif match.has("up"):
        values = {"factor": STEPS[degree_of(match)]}
    elif match.has("down"):
        values = {"factor": round(1 / STEPS[degree_of(match)], 2)}
    else:
        values = {"level": 0.0}
    return tuple(
        Volume(level=values.get("level"), factor=values.get("factor"), range=span) for span in match.ranges("s")
    )


RULES: tuple[Rule, ...] = (
    Rule(
        (
            "(MUTE|SILENCE) (ALL|PART|AUDIO|VOLUME|OF|IN|FILM|FROM|DURING)* s:SPAN (MUTE_INSTEAD|IN|FILM|OF|AUDIO)*",
            "s:SPAN (AUDIO|VOLUME|OF|IS|MAKE|ALL|PART)* (MUTE|NO_SOUND)",
            "s:SPAN (OF|IN|ALL)* (AUDIO|VOLUME) (ALL|OF)* (OFF_VERB|REMOVE|NEG)",
            f"(up:RAISE|down:LOWER) (ALL|PART)* (AUDIO|VOLUME) (OF|IN|FILM|FROM|DURING|FOR)* s:SPAN {DEGREE}",
            f"(MAKE|TURN)? s:SPAN (AUDIO|VOLUME|OF|IS)* {DEGREE} (up:LOUDER|down:QUIETER|up:HIGHER|down:DEEPER) {DEGREE}",
            f"(TURN|MAKE) s:SPAN (up:UP|down:DOWN) {DEGREE}",
            "(SET|MAKE)? (VOLUME|AUDIO) (OF|IN|FOR|DURING|FROM)* s:SPAN (TO|AT|IS)* (level:PERCENT|OFF)?",
            "(NEG|WITH NEG|REMOVE|OFF_VERB|CUT|LOWER) (AUDIO|VOLUME) (OF|IN|FOR|DURING|FROM|ON|ONLY|AT)* s:SPAN ONLY?",
            f"(TURN|BRING|MAKE|PUT|RAISE|LOWER) (AUDIO|VOLUME) (up:UP|down:DOWN) {DEGREE} (IN|FOR|DURING|OF|FROM|AT|ON)* s:SPAN",
        ),
        _stretch,
    ),
)
