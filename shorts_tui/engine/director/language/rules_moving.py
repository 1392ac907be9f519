"""Rules of the order of clips: one moved, two changing places, all in another order."""

from __future__ import annotations

from shorts_tui.engine.director.language.rule import Built, It, Match, Refusal, Rule
from shorts_tui.engine.director.language.rules_clips import CLIP, numbers_of
from shorts_tui.engine.director.plan import MoveClip, Order

_PLACE = "(TO|AT|IN|INTO|ON|AS|OF|FILM|IS|MOVE|CLIP)*"
_OTHER = "(other:CLIPREF|other:FILM_FILE|other:ORDINAL)"
_PAIR = 2


def _move_first(match: Match) -> Built:
    return _moved(match, 1)


def _move_last(match: Match) -> Built:
    return _moved(match, -1)


def _moved(match: Match, to: int) -> Built:
    numbers = numbers_of(match)
    return tuple(MoveClip(clip=number, to=to) for number in numbers[:1]) or (Refusal("no_such_clip"),)


def _move_beside(match: Match, after: int) -> Built:
    mine, other = numbers_of(match), numbers_of(match, "other")
    if not mine or not other:
        return (Refusal("no_such_clip"),)
    # The place is counted without the clip that moves.
    to = other[0] + after - (mine[0] < other[0])
    return (MoveClip(clip=mine[0], to=to),)


def _move_before(match: Match) -> Built:
    return _move_beside(match, 0)


def _move_after(match: Match) -> Built:
    return _move_beside(match, 1)


def _move_between(match: Match) -> Built:
    """`Put clip 4 between clips 1 and 2`."""
    mine, others = numbers_of(match), sorted(numbers_of(match, "other"))
    if len(mine) != 1 or len(others) != _PAIR or others[1] != others[0] + 1 or mine[0] in others:
        return (Refusal("no_such_clip"),)
    return (MoveClip(clip=mine[0], to=others[0] + 1 - (mine[0] < others[0])),)


def _move_to(match: Match) -> Built:
    return _moved(match, round(match.number("place")))


def _swap(match: Match) -> Built:
    numbers = (*numbers_of(match), *numbers_of(match, "other"))
    if match.has("all") and match.film.clips == 2:
        numbers = (1, 2)
    return (MoveClip(clip=numbers[0], to=numbers[1], swap=True),) if len(numbers) == 2 else (Refusal("no_such_clip"),)


def _swap_both(match: Match) -> Built:
    """`Swap them`, where there are two."""
    return (MoveClip(clip=1, to=2, swap=True),) if match.film.clips == _PAIR else None


def _move_it(match: Match) -> Built:
    if match.tokens[0].text.lower() in {"comes", "goes", "came", "come"}:
        return None  # `Which comes first`
    to = 1 if match.kept("place")[-1].category in {"START", "OPENING", "FIRST"} else -1
    return (It("move", named=match.has("clip"), to=to),)


def _reverse(match: Match) -> Built:
    return (Order(by="reverse"),)


def _shuffle(match: Match) -> Built:
    return (Order(by="shuffle"),)


def _by_name(match: Match) -> Built:
    return (Order(by="name"),)


RULES: tuple[Rule, ...] = (
    Rule(
        (
            f"(MOVE|PUT) clip:CLIP? {_PLACE} (place:START|place:OPENING|place:FIRST|place:END|place:LAST|place:ONWARDS)",
            "(USE|MAKE|ADD) clip:CLIP (place:FIRST|place:LAST)",
        ),
        _move_it,
        bare=True,
    ),
    Rule(
        (
            f"MOVE {CLIP} {_PLACE} (START|FIRST|OPENING) CLIP?",
            f"(START|OPENING) (WITH|FROM)* {CLIP}",
            f"(USE|ADD|MAKE|MOVE|WANT|PUT) {CLIP} (AT|AS|IN|IS)* (FIRST|START)",
            f"{CLIP} MOVE {_PLACE} (START|FIRST|OPENING|EARLIER)",
            f"{CLIP} (IS|AS|WANT)* (FIRST|OPENING)",
            f"{CLIP} (TO|UP|AT|IN)* (START|FIRST|OPENING)",
            f"{CLIP} (START|OPENING) FILM",
        ),
        _move_first,
    ),
    Rule(
        (
            f"MOVE {CLIP} {_PLACE} (END|LAST|ONWARDS) CLIP?",
            f"END WITH {CLIP}",
            f"(USE|ADD|MAKE|MOVE|WANT|PUT) {CLIP} (AT|AS|IN|IS)* (LAST|END)",
            f"{CLIP} MOVE {_PLACE} (END|LAST|ONWARDS|LATER)",
            f"{CLIP} (IS|AS|WANT)* LAST",
            f"{CLIP} TO (END|LAST)",
            f"{CLIP} END FILM",
        ),
        _move_last,
    ),
    Rule((f"(MOVE|ADD|SHOW) {CLIP} {_PLACE} BEFORE {_OTHER}", f"{CLIP} MOVE {_OTHER} EARLIER"), _move_before),
    Rule((f"{CLIP} MOVE {_PLACE} BEFORE {_OTHER}",), _move_before),
    Rule((f"{CLIP} MOVE {_PLACE} (AFTER|UNDER) {_OTHER}", f"MOVE {CLIP} {_PLACE} UNDER {_OTHER}"), _move_after),
    Rule((f"(MOVE|ADD|SHOW) {CLIP} {_PLACE} AFTER {_OTHER}", f"{CLIP} MOVE {_OTHER} LATER"), _move_after),
    Rule((f"(MOVE|PUT) {CLIP} {_PLACE} BETWEEN other:CLIPREF",), _move_between),
    Rule((f"MOVE {CLIP} {_PLACE} (place:ORDINAL) (CLIP|PART|FILM)?",), _move_to),
    Rule(
        (
            f"SWAP {CLIP} (AND|WITH|FOR|TO)* {_OTHER}",
            f"SWAP {CLIP}",
            f"{CLIP} (AND|WITH|FOR)* {_OTHER} SWAP",
            f"{CLIP} SWAP",
            "SWAP all:ALL? CLIP",
            "SWAP all:NUM CLIP",
            "all:NUM CLIP SWAP",
            "SWAP all:ALL CLIP",
        ),
        _swap,
    ),
    Rule(
        ("(SORT|MAKE|PUT|ADD)* (CLIP|FILM|ALL)* (IN|INTO)* (REVERSED|BACK_TO_FRONT) (OF|CLIP|ALL)* BACK_TO_FRONT?",),
        _reverse,
    ),
    Rule(("(SORT|MAKE|PUT|ADD)* (CLIP|FILM|ALL)* (IN|INTO)* SHUFFLE (CLIP|FILM|ALL|UP|SHUFFLE)*",), _shuffle),
    Rule(("(SORT|PUT|MAKE) (CLIP|FILM|ALL|MEDIA)* BY_NAME", "(CLIP|FILM|ALL)* BY_NAME SORT"), _by_name),
    Rule(("SWAP",), _swap_both, bare=True),
)
