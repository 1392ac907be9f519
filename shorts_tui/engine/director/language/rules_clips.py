"""Rules of clips one by one: dropped, kept, copied, moved, split."""

from __future__ import annotations

from typing import cast

from shorts_tui.engine.director.language.rule import Built, It, Match, Refusal, Rule, removing
from shorts_tui.engine.director.plan import Clips, MoveClip, Order, Split

_PLACE = "(TO|AT|IN|INTO|ON|AS|OF|FILM|IS|MOVE|CLIP)*"


def _numbers(match: Match, name: str = "clip") -> tuple[int, ...]:
    """The clips that are named, by number or by their file, each once."""
    found: list[int] = []
    for kept in match.kept(name):
        if kept.category == "FILM_FILE":
            found += [n for n, label in enumerate(match.film.clip_names, 1) if label == kept.value]
        elif isinstance(kept.value, tuple):
            found += [cast("int", number) for number in kept.value]
        else:
            found.append(round(float(str(kept.value))))
    return tuple(dict.fromkeys(found))


def _delete(match: Match) -> Built:
    numbers = _numbers(match)
    return (Clips(do="delete", clips=numbers),) if numbers else (Refusal("no_such_clip"),)


def _keep(match: Match) -> Built:
    """Those alone; of `keep clip 1, mute the rest` the rest is no part."""
    named = match.kept("clip")
    if len(named) > 1 and any("REST" in kept.token for kept in named):
        return None
    numbers = _numbers(match)
    return (Clips(do="keep", clips=numbers),) if numbers else (Refusal("no_such_clip"),)


def _copy(match: Match) -> Built:
    numbers = _numbers(match) or ((1,) if match.film.clips == 1 else ())
    if not numbers:
        return (It("copy", named=True),) if match.film.clips > 1 else (Refusal("no_such_clip"),)
    return (Clips(do="copy", clips=numbers),)


def _move_first(match: Match) -> Built:
    return _moved(match, 1)


def _move_last(match: Match) -> Built:
    return _moved(match, -1)


def _moved(match: Match, to: int) -> Built:
    numbers = _numbers(match)
    return tuple(MoveClip(clip=number, to=to) for number in numbers[:1]) or (Refusal("no_such_clip"),)


def _move_beside(match: Match, after: int) -> Built:
    mine, other = _numbers(match), _numbers(match, "other")
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
    mine, others = _numbers(match), sorted(_numbers(match, "other"))
    if len(mine) != 1 or len(others) != _PAIR or others[1] != others[0] + 1 or mine[0] in others:
        return (Refusal("no_such_clip"),)
    return (MoveClip(clip=mine[0], to=others[0] + 1 - (mine[0] < others[0])),)


def _keep_numbered(match: Match) -> Built:
    """`Keep the first`: of several clips that is one of them."""
    numbers = _numbers(match)
    known = match.film.clips > 1 and max(numbers) <= match.film.clips
    return (Clips(do="keep", clips=numbers),) if known else None


def _move_to(match: Match) -> Built:
    return _moved(match, round(match.number("place")))


def _swap(match: Match) -> Built:
    numbers = (*_numbers(match), *_numbers(match, "other"))
    if match.has("all") and match.film.clips == 2:
        numbers = (1, 2)
    return (MoveClip(clip=numbers[0], to=numbers[1], swap=True),) if len(numbers) == 2 else (Refusal("no_such_clip"),)


def _delete_it(match: Match) -> Built:
    """`Delete it`, `remove that clip`: which one, something else has to say."""
    named = match.has("clip")
    if match.film.clips < 2 and (named or not match.film.last):
        return None
    return (It("delete", named=named),)


def _delete_numbered(match: Match) -> Built:
    """`Delete the second`: of several clips that is one of them."""
    numbers = _numbers(match)
    known = match.film.clips > 1 and max(numbers) <= match.film.clips
    return (Clips(do="delete", clips=numbers),) if known else None


def _move_it(match: Match) -> Built:
    to = 1 if match.kept("place")[-1].category in {"START", "OPENING", "FIRST"} else -1
    return (It("move", named=match.has("clip"), to=to),)


def _reverse(match: Match) -> Built:
    return (Order(by="reverse"),)


def _shuffle(match: Match) -> Built:
    return (Order(by="shuffle"),)


def _by_name(match: Match) -> Built:
    return (Order(by="name"),)


def _split(match: Match) -> Built:
    moments = tuple(round(float(str(kept.value))) for kept in match.kept("at"))
    numbers = _numbers(match)
    if not moments and not numbers:
        return (Split(clip=1),) if match.film.clips == 1 else (It("split", named=True),)
    return (Split(at=moments, clip=numbers[0] if numbers and not moments else None),)


def _in_two(match: Match) -> Built:
    """`Cut the second clip in two`."""
    if match.has("n") and match.number("n") != 2 and not match.has("at"):
        return None
    return _split(match)


_PAIR = 2
_CLIP = "(clip:CLIPREF|clip:FILM_FILE)"
_OTHER = "(other:CLIPREF|other:FILM_FILE|other:ORDINAL)"
_TIMES = "(at:TIME|at:MOMENT|at:MAYBE_TIME)"


def _parts(match: Match) -> Built:
    """Into so many parts of the same length."""
    count, length = round(match.number("n")), match.film.duration
    return (
        (Split(at=tuple(length * part // count for part in range(1, count))),) if 2 <= count <= 50 and length else None
    )


def _every(match: Match) -> Built:
    """`Split it every 30 seconds`."""
    step, length = round(match.number("t")), match.film.duration
    return (Split(at=tuple(range(step, length, step))),) if 0 < step < length <= step * _MOST_PARTS else None


_MOST_PARTS = 50
RULES: tuple[Rule, ...] = (
    Rule(
        (
            *removing(f"(ALL|PART)* {_CLIP} ((AND|COMMA|OR)* {_CLIP})*"),
            f"(REMOVE|CUT|OFF_VERB) {_CLIP} (OUT|OFF|AWAY|FROM|FILM)*",
        ),
        _delete,
    ),
    Rule(
        (
            "(REMOVE|OFF_VERB) clip:CLIP? (OUT|AWAY|OFF)?",
            "clip:CLIP REMOVE",
            "(ADD|USE|MAKE) clip:CLIP (OUT|AWAY)",
            "TURN OFF",
        ),
        _delete_it,
        bare=True,
    ),
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
            f"(KEEP|ONLY|USE) (ALL|ONLY|KEEP|USE)* {_CLIP} ((AND|COMMA)* {_CLIP})*",
            f"(ONLY SHOW|SHOW ONLY) ALL? {_CLIP} ((AND|COMMA)* {_CLIP})*",
            f"(REMOVE|CUT) (ALL|CLIP|REST|PART|OF)* BUT {_CLIP} ((AND|COMMA)* {_CLIP})*",
            f"BUT {_CLIP} ((AND|COMMA)* {_CLIP})* COMMA? (ALL|REST|CLIP)* (REMOVE|CUT|NEG)",
        ),
        _keep,
    ),
    Rule((f"COPY {_CLIP} FACTOR?", f"{_CLIP} COPY", "COPY FILM", f"(ADD|USE) {_CLIP} FACTOR"), _copy),
    Rule(
        (
            f"MOVE {_CLIP} {_PLACE} (START|FIRST|OPENING) CLIP?",
            f"(START|OPENING) (WITH|FROM)* {_CLIP}",
            f"(USE|ADD|MAKE|MOVE|WANT|PUT) {_CLIP} (AT|AS|IN|IS)* (FIRST|START)",
            f"{_CLIP} MOVE {_PLACE} (START|FIRST|OPENING|EARLIER)",
            f"{_CLIP} (IS|AS|WANT)* (FIRST|OPENING)",
        ),
        _move_first,
    ),
    Rule(
        (
            f"MOVE {_CLIP} {_PLACE} (END|LAST|ONWARDS) CLIP?",
            f"END WITH {_CLIP}",
            f"(USE|ADD|MAKE|MOVE|WANT|PUT) {_CLIP} (AT|AS|IN|IS)* (LAST|END)",
            f"{_CLIP} MOVE {_PLACE} (END|LAST|ONWARDS|LATER)",
            f"{_CLIP} (IS|AS|WANT)* LAST",
        ),
        _move_last,
    ),
    Rule((f"(MOVE|ADD|SHOW) {_CLIP} {_PLACE} BEFORE {_OTHER}", f"{_CLIP} MOVE {_OTHER} EARLIER"), _move_before),
    Rule(
        (
            "(REMOVE|OFF_VERB) clip:ORDINAL ((AND|COMMA)* clip:ORDINAL)*",
            "clip:ORDINAL ((AND|COMMA)* clip:ORDINAL)* REMOVE",
        ),
        _delete_numbered,
        bare=True,
    ),
    Rule((f"{_CLIP} MOVE {_PLACE} BEFORE {_OTHER}",), _move_before),
    Rule((f"{_CLIP} MOVE {_PLACE} (AFTER|UNDER) {_OTHER}", f"MOVE {_CLIP} {_PLACE} UNDER {_OTHER}"), _move_after),
    Rule((f"(MOVE|ADD|SHOW) {_CLIP} {_PLACE} AFTER {_OTHER}", f"{_CLIP} MOVE {_OTHER} LATER"), _move_after),
    Rule((f"(MOVE|PUT) {_CLIP} {_PLACE} BETWEEN other:CLIPREF",), _move_between),
    Rule(("(KEEP|ONLY) ONLY? clip:ORDINAL ((AND|COMMA) (REMOVE|CUT) ALL? REST)?",), _keep_numbered, bare=True),
    Rule((f"MOVE {_CLIP} {_PLACE} (place:ORDINAL) (CLIP|PART|FILM)?",), _move_to),
    Rule(
        (
            f"SWAP {_CLIP} (AND|WITH|FOR|TO)* {_OTHER}",
            f"SWAP {_CLIP}",
            f"{_CLIP} (AND|WITH|FOR)* {_OTHER} SWAP",
            f"{_CLIP} SWAP",
            "SWAP all:ALL? CLIP",
            "SWAP all:NUM CLIP",
            "all:NUM CLIP SWAP",
            "SWAP all:ALL CLIP",
        ),
        _swap,
    ),
    Rule(("(SORT|MAKE|PUT|ADD)* (CLIP|FILM|ALL)* (IN|INTO)* REVERSED (OF CLIP|CLIP)?",), _reverse),
    Rule(("(SORT|MAKE|PUT|ADD)* (CLIP|FILM|ALL)* (IN|INTO)* SHUFFLE (CLIP|FILM|ALL|UP)*",), _shuffle),
    Rule(("SORT (CLIP|FILM|ALL|MEDIA)* BY_NAME", "(CLIP|FILM|ALL)* BY_NAME SORT"), _by_name),
    Rule(
        (
            f"SPLIT (FILM|CLIP|{_CLIP})* (AT|ON|IN)* {_TIMES} ((AND|COMMA)* AT? {_TIMES})* (AT|POSITION)*",
            f"(AT|ON|IN)* {_TIMES} ((AND|COMMA) {_TIMES})* (AT|POSITION|PART|ALL)* SPLIT (FILM|CLIP|{_CLIP})*",
            f"SPLIT {_CLIP} (HALVES|AT|POSITION|INTO|IN|DOWN|FACTOR)*",
            f"{_CLIP} SPLIT HALVES*",
            "SPLIT (FILM|CLIP)* (HALVES|IN FACTOR)",
        ),
        _split,
    ),
    Rule(("SPLIT (FILM|CLIP)*",), _split, bare=True),
    Rule(("COPY",), _copy, bare=True),
    Rule(
        (
            f"CUT (FILM|{_CLIP})* (IN|INTO) n:NUM (PART|CLIP)* (AT {_TIMES} (AND {_TIMES})*)?",
            f"CUT {_CLIP} IN FACTOR",
            f"(CUT|SPLIT) (FILM|CLIP|{_CLIP})* IN n:NUM",
            f"CUT FILM? AT {_TIMES} (AND {_TIMES})*",
        ),
        _in_two,
    ),
    Rule(
        ("SPLIT (FILM|CLIP)* INTO n:NUM (ALL|SHORT|CLIP|PART)*", "CUT FILM? INTO n:NUM (ALL|SHORT)* (CLIP|PART)"),
        _parts,
    ),
    Rule(("(SPLIT|CUT) FILM? EACH t:TIME",), _every),
)
