"""Rules of going back: undo, redo, starting over, and what is reset of one thing alone."""

from __future__ import annotations

from shorts_tui.engine.director.language.rule import Built, Match, Refusal, Rule
from shorts_tui.engine.director.plan import (
    Captions,
    Fade,
    Follow,
    Grade,
    History,
    Music,
    Operation,
    RemoveMusic,
    RemoveTitle,
    Speed,
    Transition,
    Volume,
    Zoom,
)  # fmt: skip

_MOST_STEPS = 20
_BACK = "(UNDO|BACK)"
_TIMES = "(n:NUM (PART|STEP|VERSION)|n:FACTOR)"
_EARLIER = "(UNDO|PART|CHANGE|ALL|FILM|LAST|CUT)*"
_RESETTABLE = (
    "(what:CAPTIONS|what:TITLE|what:MUSIC|what:AUDIO|what:VOLUME|what:SPEED|what:COLOR_WORD|what:LOOK|what:ZOOM|"
    "what:FOLLOW|what:FILTER|what:TRANSITION|what:FADE|what:CROP|what:CLIPREF|what:LOGO|what:SILENCE|what:ASPECT)"
)
_AS_BEFORE: dict[str, Operation] = {
    "CAPTIONS": Captions(),
    "MUSIC": Music(),
    "AUDIO": Volume(level=1.0),
    "VOLUME": Volume(level=1.0),
    "SPEED": Speed(level=1.0),
    "COLOR_WORD": Grade(look="none"),
    "LOOK": Grade(look="none"),
    "FILTER": Grade(look="none"),
    "ZOOM": Zoom(kind="none"),
    "TRANSITION": Transition(kind="cut"),
    "FADE": Fade(on=False),
    "FOLLOW": Follow(to="off"),
    "CROP": Follow(to="off"),
}
"""What `reset the …` means of one thing; of any other it is not known, and the film is never started over for it."""


def _undo(match: Match) -> Built:
    times = round(match.number("n", 1.0))
    return (History(to="undo", steps=times),) if 1 <= times <= _MOST_STEPS else None


def _undo_captions(match: Match) -> Built:
    return (Captions(on=False),)


def _undo_title(match: Match) -> Built:
    return (RemoveTitle(),)


def _undo_music(match: Match) -> Built:
    return (RemoveMusic(),)


def _redo(match: Match) -> Built:
    times = round(match.number("n", 1.0))
    return (History(to="redo", steps=times),) if 1 <= times <= _MOST_STEPS else None


def _start_over(match: Match) -> Built:
    return (History(to="start_over"),)


def _not_all(match: Match) -> Built:
    """`Remove all my edits but keep the title`: all goes, or nothing."""
    return (Refusal("scope"),)


def _reset(match: Match) -> Built:
    what = match.kept("what")[0].category
    return (_AS_BEFORE[what],) if what in _AS_BEFORE else (Refusal("vague"),)


RULES: tuple[Rule, ...] = (
    Rule(("(REMOVE|UNDO|OFF_VERB) (ALL|PART)* LAST n:NUM? STEP",), _undo),
    Rule(("(REMOVE|UNDO|OFF_VERB) ALL (ALL|PART|OF)* STEP WORDS?",), _start_over),
    Rule(
        (f"UNDO {_EARLIER}", "UNDO LAST? n:NUM PART", "n:NUM PART ALL? COMMA? UNDO", f"UNDO {_EARLIER} n:FACTOR"), _undo
    ),
    Rule(("UNDO CAPTIONS",), _undo_captions),
    Rule(("UNDO TITLE",), _undo_title),
    Rule(("UNDO MUSIC",), _undo_music),
    Rule(
        (
            f"{_BACK} {_TIMES}",
            f"n:NUM (STEP|PART|VERSION)? {_BACK}",
            f"{_BACK} (ALL|OF)* LAST (n:NUM) (PART|STEP|VERSION)?",
        ),
        _undo,
    ),
    Rule(
        (
            "REDO (UNDO|ALL|PART|STEP)*",
            f"REDO (UNDO|ALL|LAST)* {_TIMES}",
            f"FORWARD (AT|BY)? {_TIMES}",
            "n:NUM (PART|STEP|VERSION) FORWARD",
        ),
        _redo,
    ),
    Rule(
        (f"START_OVER (OF|ON|WITH|FOR|TO|ALL)* {_RESETTABLE} (TO|AT|IN|STYLE_WORD|START_OVER|NORMAL|VOLUME)*",), _reset
    ),
    Rule(
        (
            "(REMOVE|UNDO|OFF_VERB) ALL (ALL|PART|OF)* STEP WORDS? BUT KEEP? PHRASE",
            "START_OVER (ALL|FILM|OF)* BUT KEEP? PHRASE",
        ),
        _not_all,
        whole=True,
    ),
    Rule(
        (
            "START_OVER (WITH|FROM|TO|ALL|START_OVER|AND|FILM|FIRST|VERSION)*",
            "MAKE ALL? (TO|INTO)? START_OVER",
        ),
        _start_over,
        bare=True,
    ),
)
