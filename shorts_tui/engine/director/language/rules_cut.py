"""Rules of length: cut to a length, keep and remove ranges, remove silences."""

from __future__ import annotations

from itertools import pairwise

from shorts_tui.engine.director.language.rule import Built, Length, Match, Refusal, Rule, Short, removing
from shorts_tui.engine.director.plan import CutTo, Keep, Range, Remove, RemoveSilences

_SPANS = "what:SPAN ((AND|COMMA|OR|ALSO) (AND|ALSO)? what:SPAN)*"
_OF_IT = "(ALL|PART|FILM|OF|IN|FROM|POSITION)*"
_TIME = "(APPROX|OF|AT|FOR)* t:TIME"
_KIND = "(SHORT|HIGHLIGHT|VERSION|FILM|CLIP|LENGTH|APPROX)*"


def _remove(match: Match) -> Built:
    return tuple(Remove(range=span) for span in match.ranges("what"))


def _keep(match: Match) -> Built:
    """One range is kept as it is; of several, everything around them goes."""
    spans = match.ranges("what")
    if len(spans) == 1:
        return (Keep(range=spans[0]),)
    length = match.film.duration
    kept = sorted((_absolute(span.start, length), _absolute(span.end, length)) for span in spans)
    holes = [(0, kept[0][0])] + [(a[1], b[0]) for a, b in pairwise(kept)]
    removed = [Remove(range=Range(start=start, end=end)) for start, end in holes if start < end]
    if kept[-1][1] < length or not length:
        removed.append(Remove(range=Range(start=kept[-1][1])))
    return tuple(removed)


def _absolute(ms: int | None, length: int) -> int:
    if ms is None:
        return length
    return ms if ms >= 0 else max(0, length + ms)


def _start_at(match: Match) -> Built:
    return (Remove(range=Range(end=round(match.number("t")))),) if match.number("t") > 0 else ()


def _onwards(match: Match) -> Built:
    """`从第30秒开始` by itself: the film is to start there."""
    span = match.ranges("onwards")[0]
    said = match.kept("onwards")[0].token.text
    return (Remove(range=Range(end=span.start)),) if said.endswith(("开始", "開始", "起")) else None


def _end_at(match: Match) -> Built:
    return (Remove(range=Range(start=round(match.number("t")))),)


def _silences(match: Match) -> Built:
    shortest = round(match.number("t"))
    return (RemoveSilences(shortest=shortest) if shortest > 0 else RemoveSilences(),)


def _cut_to(match: Match) -> Built:
    length = round(match.number("t") if match.has("t") else match.number("n") * 1000)
    return (CutTo(length=length),) if length > 0 else (Refusal("length"),)


def _cut_to_end_of(match: Match) -> Built:
    """`30 to 60 seconds long`: the longer of the two."""
    end = match.ranges("span")[0].end
    return (CutTo(length=end),) if end else None


def _cut_by(match: Match) -> Built:
    """`10 seconds shorter` of a film whose length is known."""
    length = match.film.duration - round(match.number("t"))
    return (CutTo(length=length),) if 0 < length < match.film.duration else (Refusal("length"),)


def _factor(match: Match) -> Built:
    factor = match.number("f")
    if factor >= 1:
        return (Refusal("longer"),) if factor > 1 else ()
    return (CutTo(factor=factor),) if factor > 0 else (Refusal("length"),)


def _less(match: Match) -> Built:
    factor = 1 - match.number("f")
    return (CutTo(factor=round(factor, 4)),) if 0 < factor < 1 else None


def _times_shorter(match: Match) -> Built:
    times = match.number("f")
    return (CutTo(factor=round(1 / times if times > 1 else times, 4)),) if times not in {0, 1} else None


def _shorter(match: Match) -> Built:
    degree = "little" if "little" in [kept.value for kept in match.kept("d")] else match.word("d")
    return (CutTo(factor={"little": 0.9, "much": 0.5}.get(degree, 0.75)),)


def _short(match: Match) -> Built:
    return (Short(vertical=True),)


def _highlights(match: Match) -> Built:
    return (Short(vertical=False),)


def _length(match: Match) -> Built:
    return (Length(round(match.number("t"))),) if match.number("t") > 0 else (Refusal("length"),)


def _several(match: Match) -> Built:
    return (Refusal("several"),) if match.number("n") >= 2 else None


def _how_much(match: Match) -> Built:
    return (Refusal("how_much"),)


def _nothing(match: Match) -> Built:
    return ()


_VERB = "(CUT|SHORTEN|MAKE|KEEP|CREATE|WANT|ONLY|USE)"
_WISH = "(MAKE|KEEP|CREATE|WANT|ONLY|USE)"
_INTO = "(TO|INTO|DOWN_TO|DOWN TO|CUT_TO|IS|UP TO|DOWN INTO|AS)"

RULES: tuple[Rule, ...] = (
    Rule(
        (
            f"(REMOVE|CUT|OFF_VERB) {_OF_IT} {_SPANS} {_OF_IT} (OUT|OFF|AWAY)?",
            f"(REMOVE|CUT|OFF_VERB) NP (AT|FROM|IN|OF|THAT)* {_SPANS} {_OF_IT}",
            f"{_SPANS} {_OF_IT} (REMOVE|NEG|CUT)",
            f"(USE|MAKE|CUT) {_OF_IT} {_SPANS} (OUT|OFF|AWAY)",
            f"NEG (WANT|USE|ALL|PART)* {_SPANS} PART?",
        ),
        _remove,
    ),
    Rule(
        (
            f"(KEEP|ONLY) (ONLY|KEEP|USE|WANT|NEED)? {_OF_IT} {_SPANS} {_OF_IT} ((AND|COMMA|BUT|THEN) (REMOVE|CUT) ALL? REST)?",
            f"(USE|WANT) ONLY? {_OF_IT} {_SPANS} {_OF_IT} ((AND|COMMA) (REMOVE|CUT) ALL? REST)?",
            f"(CUT|SHORTEN|CROP|MAKE|ONLY) (FILM|DOWN)* (TO|DOWN_TO|INTO|CUT_TO) {_OF_IT} {_SPANS}",
            f"(REMOVE|CUT) {_OF_IT} (ALL|REST) (BUT|OUTSIDE) {_OF_IT} {_SPANS}",
            f"{_SPANS} {_OF_IT} (COMMA|AND) (REMOVE|CUT)? REST ALL? (REMOVE|NEG|CUT)",
            f"{_SPANS} {_OF_IT} KEEP",
            "FROM a:TIME (START|COMMA)* CUT_TO b:TIME",
        ),
        _keep,
    ),
    Rule(
        (
            "(START|MAKE START|BEGIN) FILM? (AT|FROM|WITH|STARTING) (t:TIME|t:MAYBE_TIME)",
            "MAKE FILM? START (AT|FROM) t:TIME",
            "FROM t:MOMENT START",
        ),
        _start_at,
    ),
    Rule(("onwards:SPAN",), _onwards),
    Rule(
        (
            "END FILM? (AT|ON|AFTER) (t:TIME|t:MAYBE_TIME)",
            "MAKE FILM? END (AT|AFTER) t:TIME",
            "(AT|TO|UNTIL) (t:MOMENT|t:TIME) END",
        ),
        _end_at,
    ),
    Rule(
        (
            *removing("(ALL|PART|POSITION|IN|FILM|START|END)* SILENCE (BETWEEN|IN|PART|SENTENCES|FROM|OF)*"),
            *removing("ALL? SILENCE (IN FILM)? (LONGER_THAN|OF|FROM)* t:TIME (LONGER_THAN|VERSION|OR LONGER)*"),
            *removing("ALL? LONGER_THAN t:TIME LONGER_THAN? SILENCE"),
            *removing("t:TIME LONGER_THAN SILENCE"),
            "(CLOSE|SHORTEN) (ALL|UP)* SILENCE (BETWEEN|IN|SENTENCES|UP)*",
            "SILENCE (ALL|IS)* (REMOVE|CUT|NEG|OFF)",
            "(ADD|MAKE|USE|DO|WITH)* JUMPCUT (FILM|ALL|UP)*",
            "MAKE FILM? JUMPCUT UP?",
            "FILM? JUMPCUT",
        ),
        _silences,
    ),
    Rule(
        (
            f"{_VERB} NP {_INTO} NP {_TIME} {_KIND}",
            f"{_WISH} NP {_TIME} {_KIND}",
            f"(CUT|SHORTEN) NP {_TIME} (SHORT|HIGHLIGHT|VERSION|LENGTH) {_KIND}",
            f"{_VERB} NP {_INTO} n:NUM",
            f"CUT_TO NP {_TIME} {_KIND}",
            f"DOWN_TO {_TIME} {_KIND}",
            f"FROM TIME (DOWN_TO|TO|DOWN TO) {_TIME} {_KIND}",
            f"{_VERB}? NP (IN|OF|INTO|TO|COMMA|LASTING)? (HIGHLIGHT|SHORT) (OF|IN|COMMA|LASTING|THAT|IS|FOR|DASH|WITH|AT)* {_TIME} {_KIND}",
            f"{_VERB}? (ONLY|KEEP)? BEST (PART|FILM|CLIP|OF)* {_TIME} (OF FILM|PART|FILM)? {_KIND}",
            f"{_TIME} OF BEST PART?",
            f"{_TIME} OF? (HIGHLIGHT|BEST PART?)",
            f"{_TIME} (SHORT|HIGHLIGHT|VERSION|LENGTH|SHORTER) {_KIND}",
            f"SHORTEN NP BY? (TO|INTO|IN) {_TIME}",
            f"CREATE NP IN {_TIME}",
            f"(SET|CHANGE|MAKE) LENGTH (TO|INTO)? {_TIME}",
        ),
        _cut_to,
    ),
    Rule((f"{_VERB} NP span:SPAN (LENGTH|VERSION|SHORT|HIGHLIGHT)", "CUT_TO span:SPAN VERSION?"), _cut_to_end_of),
    Rule(
        ("(SHORTEN|CUT|REMOVE|MAKE) NP BY t:TIME", "MAKE? NP t:TIME SHORTER", "SHORTER BY t:TIME"),
        _cut_by,
    ),
    Rule(
        (
            f"{_VERB}? NP f:FACTOR (AS_LONG|OF LENGTH)",
            "(CUT|SHORTEN|CUT_TO) NP (TO|INTO|DOWN_TO|IN|CUT_TO)? (f:FACTOR|f:PERCENT) (OF|LENGTH|VERSION|ALL)*",
            "(MAKE|SET|CHANGE) NP (TO|INTO|DOWN_TO)? (f:FACTOR|f:PERCENT) OF? LENGTH",
            "(CUT|SHORTEN) NP IN f:FACTOR",
            "CUT_TO (LENGTH|OF)* (f:FACTOR|f:PERCENT) LENGTH?",
            "LENGTH (f:MULTIPLY)",
            "f:MULTIPLY LENGTH",
            "(f:FACTOR|f:PERCENT) OF? LENGTH",
        ),
        _factor,
    ),
    Rule(
        ("(SHORTEN|CUT|REMOVE|LOWER) (NP|LENGTH|DOWN) DOWN? BY (f:FACTOR|f:PERCENT)", "MAKE? NP (f:PERCENT) SHORTER"),
        _less,
    ),
    Rule(
        (
            "(MAKE|CUT|GO)? NP d:DEGREE? SHORTER (d:DEGREE|OF)*",
            "(SHORTEN|CUT) NP d:DEGREE",
        ),
        _shorter,
    ),
    Rule(("SHORTEN (FILM|CLIP)*",), _shorter, bare=True),
    Rule(("MAKE? NP f:FACTOR (AS? SHORTER|AS SHORT)",), _times_shorter),
    Rule(
        (
            "(CREATE|MAKE|WANT|ADD|USE|CUT_TO) NP (INTO|TO|AS|OUT_OF|FROM|OF|IS|FOR)* SHORT (OUT_OF|FROM|OF|FILM|CLIP|PART|WITH|BY|USE|OUT)*",
            "(CREATE|CUT_TO|MAKE) FILM (OUT_OF|FROM|OF|USE|WITH) (FILM|CLIP)",
            "CREATE SHORT",
        ),
        _short,
    ),
    Rule(("SHORT",), _short, bare=True),
    Rule(
        (
            "(CREATE|MAKE|WANT|ADD|USE|KEEP|CUT_TO|SHORTEN|CUT) (NP|ONLY) (INTO|TO|AS|OUT_OF|FROM|OF|DOWN_TO|IS)* HIGHLIGHT "
            "(OUT_OF|FROM|OF|FILM|CLIP|PART|BY)*",
            "(KEEP|USE|CREATE|WANT|MAKE) ONLY? BEST (PART|FILM|CLIP)*",
        ),
        _highlights,
    ),
    Rule(("HIGHLIGHT FILM?", "BEST PART"), _highlights, bare=True),
    Rule((f"LENGTH (OF|IS|TO|COLON|MAKE|CHANGE|SET)* {_TIME} {_KIND}",), _length),
    Rule((f"(APPROX|OF)* t:TIME {_KIND}",), _length, bare=True),
    Rule(
        (
            "(CREATE|MAKE|WANT|CUT|SHORTEN) NP (INTO|TO|OUT_OF|CUT_TO)? n:NUM NP (SHORT|FILM|CLIP|HIGHLIGHT|PLATFORM|SHORTS_WORD)",
        ),
        _several,
        whole=True,
    ),
    Rule(
        (
            "(REMOVE|CUT|SHORTEN) (ALL|PART|TIME|OF|FROM|APPROX|IN|AT|OFF|NP)* (START|END|ENDS|POSITION|OPENING) (OF FILM|OFF|OUT|AND END|PART|FILM|BY)*",
            "(START|END) (REMOVE|CUT|SHORTEN)",
            "(REMOVE|CUT) (APPROX|OF)* TIME (OF|FROM|OUT)* FILM?",
        ),
        _how_much,
    ),
    Rule(("(REMOVE|CUT) ALL? REST", "REST ALL? (REMOVE|NEG|CUT)"), _nothing),
)
