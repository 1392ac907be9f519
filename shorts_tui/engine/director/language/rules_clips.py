"""Rules of clips one by one: dropped, kept, copied, split."""

from __future__ import annotations

import re
from typing import cast

from shorts_tui.engine.director.language.rule import Built, It, Match, Refusal, Rule, removing
from shorts_tui.engine.director.plan import Clips, Range, Remove, Split


def numbers_of(match: Match, name: str = "clip") -> tuple[int, ...]:
    """The clips that are named, by number or by their file, each once."""
    found: list[int] = []
    for kept in match.kept(name):
        if kept.category == "FILM_FILE":
            found += [n for n, label in enumerate(match.film.clip_names, 1) if label == kept.value]
        elif isinstance(kept.value, tuple):
            found += [cast("int", number) for number in kept.value]
        else:
            found.append(round(float(str(kept.value))))
    found += [match.film.clips] if name == "clip" and match.has("last") else []
    return tuple(dict.fromkeys(found))


_HALF = re.compile(r"\b(?:half|part|bit|piece)\b", re.IGNORECASE)
_KEPT = re.compile(r"\b(?:keep|leave|save|retain)s?\s+(?:only\s+|just\s+|the\s+)*$", re.IGNORECASE)


def _delete(match: Match) -> Built:
    if _KEPT.search(match.text, 0, match.tokens[0].start):
        return None  # `Keep clip 3, the others can go`
    numbers = numbers_of(match)
    return (Clips(do="delete", clips=numbers),) if numbers else (Refusal("no_such_clip"),)


def _keep(match: Match) -> Built:
    """Those alone; of `keep clip 1, mute the rest` the rest is no part."""
    named = match.kept("clip")
    only = any("ONLY" in token or "BUT" in token or "REST" in token for token in match.tokens)
    if match.tokens[0].text.lower().startswith(("leave", "left", "leaving")) and not only:
        return ()  # `Leave clip 1 natural`: as it is
    others = ("other", "the other")
    if len(named) > 1 and any("REST" in kept.token or kept.token.text.lower().startswith(others) for kept in named):
        return None
    numbers = numbers_of(match)
    return (Clips(do="keep", clips=numbers),) if numbers else (Refusal("no_such_clip"),)


def _kept_of_all(match: Match) -> Built:
    """`I want clips 2 and 4, drop the rest`; `clip 2, the rest` alone asks for nothing."""
    gone = any(name in token for token in match.tokens for name in ("REMOVE", "CUT", "OFF_VERB"))
    return _keep(match) if gone else None


def _copy(match: Match) -> Built:
    numbers = numbers_of(match) or ((1,) if match.film.clips == 1 else ())
    if not numbers:
        return (It("copy", named=True),) if match.film.clips > 1 else (Refusal("no_such_clip"),)
    return (Clips(do="copy", clips=numbers),)


def _keep_numbered(match: Match) -> Built:
    """`Keep the first`: of several clips that is one of them."""
    numbers = numbers_of(match)
    known = match.film.clips > 1 and max(numbers) <= match.film.clips
    return (Clips(do="keep", clips=numbers),) if known else None


def _delete_it(match: Match) -> Built:
    """`Delete it`, `remove that clip`: which one, something else has to say."""
    named = match.has("clip")
    if match.film.clips < 2 and (named or not match.film.last):
        return None
    return (It("delete", named=named),)


def _delete_numbered(match: Match) -> Built:
    """`Delete the second`: of several clips that is one of them."""
    numbers = numbers_of(match)
    known = match.film.clips > 1 and max(numbers) <= match.film.clips
    return (Clips(do="delete", clips=numbers),) if known else None


def _split(match: Match) -> Built:
    moments = tuple(round(float(str(kept.value))) for kept in match.kept("at"))
    numbers = numbers_of(match)
    if not moments and not numbers:
        return (Split(clip=1),) if match.film.clips == 1 else (It("split", named=True),)
    return (Split(at=moments, clip=numbers[0] if numbers and not moments else None),)


def _split_and_drop(match: Match) -> Built:
    """`Split it at 1:00 and drop the second half`: what lies behind 1:00."""
    span, at = match.ranges("what")[0], round(match.number("at"))
    if not _HALF.search(match.kept("what")[0].token.text) or span.spoken is not None:
        return None
    first = (span.start == 0) == (match.kept("do")[0].category != "KEEP")
    return (Remove(range=Range(end=at) if first else Range(start=at)),)


def _in_two(match: Match) -> Built:
    """`Cut the second clip in two`."""
    if match.has("n") and match.number("n") != 2 and not match.has("at"):
        return None
    return _split(match)


CLIP = "(clip:CLIPREF|clip:FILM_FILE)"
_ALL = "(ALL|CLIP|REST|PART|OF|FILM|MEDIA)"
_BUT = f"BUT (IN|FOR)? ({CLIP}|clip:ORDINAL|last:LAST) ((AND|COMMA)* ({CLIP}|clip:ORDINAL|last:LAST))*"
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
            *removing(f"(ALL|PART)* {CLIP} ((AND|COMMA|OR)* {CLIP})*"),
            f"(REMOVE|CUT|OFF_VERB) {CLIP} (OUT|OFF|AWAY|FROM|FILM)*",
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
            f"(KEEP|ONLY|USE) (ALL|ONLY|KEEP|USE)* {CLIP} ((AND|COMMA)* {CLIP})*",
            f"(ONLY SHOW|SHOW ONLY) ALL? {CLIP} ((AND|COMMA)* {CLIP})*",
            f"(REMOVE|CUT|OFF_VERB) {_ALL}* {_BUT} (OUT|OFF|AWAY)?",
            f"{_BUT} COMMA? {_ALL}* (REMOVE|CUT|NEG)",
            f"{_ALL} {_ALL}* {_BUT} COMMA? (IS|ALL)* REMOVE",
        ),
        _keep,
    ),
    Rule(
        (
            f"(KEEP|USE|WANT) {_ALL} {_ALL}* {_BUT}",
            f"{_ALL} {_ALL}* {_BUT} (IS|ALL)* KEEP",
        ),
        _delete,
    ),
    Rule(
        (
            f"(KEEP|USE|WANT|ONLY)* {CLIP} ((AND|COMMA)* {CLIP})* ONLY? (COMMA|AND|BUT)* (do:REMOVE|CUT|OFF_VERB)? ALL? REST ALL? (REMOVE|CUT|OFF_VERB)?",
        ),
        _kept_of_all,
    ),
    Rule((f"COPY {CLIP} FACTOR?", f"{CLIP} COPY", "COPY FILM", f"(ADD|USE) {CLIP} FACTOR"), _copy),
    Rule(
        (
            "(REMOVE|OFF_VERB) clip:ORDINAL ((AND|COMMA)* clip:ORDINAL)*",
            "clip:ORDINAL ((AND|COMMA)* clip:ORDINAL)* REMOVE",
        ),
        _delete_numbered,
        bare=True,
    ),
    Rule(("(KEEP|ONLY) ONLY? clip:ORDINAL ((AND|COMMA) (REMOVE|CUT) ALL? REST)?",), _keep_numbered, bare=True),
    Rule(
        (
            f"SPLIT (FILM|CLIP|{CLIP})* (AT|ON|IN)* {_TIMES} ((AND|COMMA)* AT? {_TIMES})* (AT|POSITION)*",
            f"(AT|ON|IN)* {_TIMES} ((AND|COMMA) {_TIMES})* (AT|POSITION|PART|ALL)* SPLIT (FILM|CLIP|{CLIP})*",
            f"(AT|ON|IN)* {_TIMES} (AT|POSITION|PART)* SPLIT (JOINED (JOINED)? (AT|POSITION)* {_TIMES} (AT|POSITION|PART|THEN|ALSO)* SPLIT)*".replace(
                "JOINED", "(COMMA|AND|THEN|ALSO)"
            ),
            f"SPLIT {CLIP} (HALVES|AT|POSITION|INTO|IN|DOWN|FACTOR)*",
            f"{CLIP} SPLIT HALVES*",
            "SPLIT (FILM|CLIP)* (HALVES|IN FACTOR)",
        ),
        _split,
    ),
    Rule(
        (f"SPLIT (FILM|CLIP)* (AT|ON|IN)* {_TIMES} (AND|THEN|COMMA)* (do:REMOVE|do:CUT|do:KEEP) ONLY? what:SPAN",),
        _split_and_drop,
    ),
    Rule(("SPLIT (FILM|CLIP)*",), _split, bare=True),
    Rule(("COPY",), _copy, bare=True),
    Rule(
        (
            f"CUT (FILM|{CLIP})* (IN|INTO) n:NUM (PART|CLIP)* (AT {_TIMES} (AND {_TIMES})*)?",
            f"CUT {CLIP} IN FACTOR",
            f"(CUT|SPLIT) (FILM|CLIP|{CLIP})* IN n:NUM",
            f"CUT FILM? AT {_TIMES} ((AND|COMMA)* AT? {_TIMES})*",
        ),
        _in_two,
    ),
    Rule(
        ("SPLIT (FILM|CLIP)* INTO? n:NUM (ALL|SHORT|CLIP|PART)*", "CUT FILM? INTO n:NUM (ALL|SHORT)* (CLIP|PART)?"),
        _parts,
    ),
    Rule(("(SPLIT|CUT) FILM? EACH t:TIME", "FILM? EACH t:TIME (ALL|AT)* SPLIT"), _every),
)
