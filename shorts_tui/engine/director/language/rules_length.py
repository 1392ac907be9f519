"""Rules of length: cut to a length, shorter by an amount, shorts and highlights."""

from __future__ import annotations

import re

from shorts_tui.engine.director.language.rule import Built, Length, Match, Refusal, Rule, Short
from shorts_tui.engine.director.plan import CutTo

_TIME = "(APPROX|OF|AT|FOR)* t:TIME"
_KIND = "(SHORT|HIGHLIGHT|VERSION|FILM|CLIP|LENGTH|APPROX)*"
_VERB = "(CUT|SHORTEN|BRING|MAKE|KEEP|CREATE|WANT|ONLY|USE)"
_WISH = "(MAKE|KEEP|CREATE|WANT|ONLY|USE)"
_INTO = "(TO|INTO|DOWN_TO|DOWN TO|CUT_TO|IS|UP TO|DOWN INTO|AS|DOWN? PURPOSE IS?|TO? LASTING)"
_AS = "(INTO|TO|AS|OUT_OF|FROM|OF|IS|FOR|DOWN_TO)*"
_FROM_FILM = "(OUT_OF|FROM|OF|FILM|CLIP|PART|WITH|BY|USE|OUT)*"
_THAT_IS = "(OF|IN|COMMA|LASTING|IS|FOR|DASH|WITH|AT)*"
_THAT = re.compile(r"[^\s，,。！？；、][那这]$")
_CUTTING = frozenset(("掐", "砍", "剪", "缩", "压", "切", "剪剪"))
_PART = "(f:FACTOR|f:PERCENT)"


def _is_that(match: Match) -> bool:
    """`前面晃的那八秒`: some seconds of the film, and no length of it."""
    said = [kept.token for kept in match.kept("t")]
    return bool(said) and _THAT.search(match.text[max(0, said[-1].start - 2) : said[-1].start]) is not None


_STAYS = re.compile(r"\b(?:stays?|staying|hangs?|lingers?|sits?|remains?|on screen|visible)\b", re.IGNORECASE)


def _looks_there(match: Match) -> bool:
    """`Go back to 0:10`: where somebody looks."""
    said = match.kept("t")[0].token
    return ":" in said.text and match.text[: said.start].lower().rstrip().endswith(("go back to", "go to", "jump to"))


def _is_difference(match: Match) -> bool:
    """`It should come down by fifteen seconds`: no length, but by how much."""
    said = match.kept("t")[0].token
    return match.text[: said.start].lower().rstrip().endswith(" by")


def _is_less(match: Match) -> bool:
    """`缩短10秒` says by how much, `缩短到10秒` how long it is to be."""
    verbs = [at for at, token in enumerate(match.tokens) if "SHORTEN" in token and not token.text.isascii()]
    return any(at + 1 < len(match.tokens) and "TIME" in match.tokens[at + 1] for at in verbs)


def _cut_to(match: Match) -> Built:
    if _is_that(match):
        return None
    if any("BY" in token for token in match.tokens) and any("SHORTEN" in token for token in match.tokens):
        return None
    if match.has("t") and _looks_there(match):
        return None
    if _STAYS.search(match.text[match.tokens[0].start : match.tokens[-1].end]):
        return None  # `Let it stay five seconds` is about what is shown
    shown = match.film.last in ("title", "overlay") and match.tokens[0].text.lower().startswith(
        ("show", "keep", "display", "leave", "have", "let")
    )
    if shown and any("FOR" in token or "LASTING" in token for token in match.tokens):
        return None  # `show it for 6 seconds`
    if match.has("n") and match.number("n") <= _MOST_PARTS and any("INTO" in token for token in match.tokens):
        return None  # `slice it into four`
    if _is_less(match):
        return None
    length = round(match.number("t") or match.number("unit") or match.number("n") * 1000)
    return (CutTo(length=length),) if length > 0 else (Refusal("length"),)


def _cut_to_end_of(match: Match) -> Built:
    """`30 to 60 seconds long`: the longer of the two."""
    end = match.ranges("span")[0].end
    return (CutTo(length=end),) if end else None


def _from_to(match: Match) -> Built:
    """`From 3 minutes to 2`: the second number has the unit of the first."""
    before, length = match.number("a"), round(match.number("n") * match.kept("a")[0].token.unit)
    return (CutTo(length=length),) if 0 < length < before else None


def _cut_by(match: Match) -> Built:
    """`10 seconds shorter` of a film whose length is known."""
    if match.has("less") and not _is_less(match):
        return None
    length = match.film.duration - round(match.number("t"))
    return (CutTo(length=length),) if 0 < length < match.film.duration else (Refusal("length"),)


def _factor(match: Match) -> Built:
    factor = match.number("f")
    to = any(
        any(name in token for name in ("TO", "INTO", "DOWN_TO", "CUT_TO", "LENGTH", "AS_LONG"))
        for token in match.tokens
    )
    if 0 < factor < 1 and not to and any("SHORTEN" in token for token in match.tokens):
        return (CutTo(factor=round(1 - factor, 4)),)
    if any(token.text in _CUTTING for token in match.tokens) and any("PERCENT" in token for token in match.tokens):
        return _less(match)  # `砍三成` takes so much away, `砍到三成` leaves it
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
    if _is_that(match):
        return None
    if any("TIME" in token and ":" in token.text for token in match.tokens) and not match.text.isascii():
        return None  # `0:10弹个...`: a moment, where nothing says that it is a length
    if _looks_there(match) or _is_difference(match):
        return None
    return (Length(round(match.number("t"))),) if match.number("t") > 0 else (Refusal("length"),)


def _several_lengths(match: Match) -> Built:
    """`30 seconds for Reels and 60 seconds for YouTube`: each would be a film of its own."""
    return (Refusal("several"),) if len({kept.value for kept in match.kept("t")}) > 1 else None


def _several(match: Match) -> Built:
    return (Refusal("several"),) if match.number("n") >= 2 else None


_MOST_PARTS = 20


def _one_and_one(match: Match) -> Built:
    """`剪一个30秒的和一个60秒的`."""
    return (Refusal("several"),) if re.search(r"[和跟与]\s*(?:再)?(?:另)?一[个条版份]", match.text) else None


_FOR = "(FOR|ON|TO) (PLATFORM|YOUTUBE|SHORTS_WORD)"
RULES: tuple[Rule, ...] = (
    Rule((f"ONLY {_TIME} {_KIND}", f"{_TIME} (VERSION|LENGTH) (VERSION|FILM|CLIP|LENGTH|APPROX)*"), _length),
    Rule(
        (
            f"{_VERB} NP {_INTO} NP {_TIME} {_KIND}",
            f"SHORTEN NP IN {_TIME} {_KIND}",
            f"{_WISH} NP {_TIME} {_KIND}",
            f"(CUT|SHORTEN) NP {_TIME} (SHORT|HIGHLIGHT|VERSION|LENGTH) {_KIND}",
            f"{_VERB} NP {_INTO} n:NUM",
            f"CUT_TO NP {_TIME} {_KIND}",
            f"DOWN_TO {_TIME} {_KIND}",
            f"FROM TIME (DOWN_TO|TO|DOWN TO) {_TIME} {_KIND}",
            f"{_VERB}? NP (IN|OF|INTO|TO|COMMA|LASTING)? (HIGHLIGHT|SHORT) {_THAT_IS} {_TIME} {_KIND}",
            f"{_VERB}? (ONLY|KEEP)? BEST (PART|FILM|CLIP|OF)* {_TIME} (OF FILM|PART|FILM)? {_KIND}",
            f"{_VERB}? (ONLY|KEEP)? BEST unit:UNIT (OF FILM|OF)?",
            f"{_TIME} OF BEST PART?",
            f"{_TIME} OF? (HIGHLIGHT|BEST PART?)",
            f"{_TIME} (SHORT|HIGHLIGHT) {_KIND}",
            f"{_TIME} (VERSION|LENGTH|FILM)* (SHORT|HIGHLIGHT) {_KIND}",
            f"(SHORTEN|BRING) NP (BY|AT|TO|INTO|IN)* {_TIME}",
            f"CREATE NP IN {_TIME}",
            f"(SET|CHANGE|MAKE) LENGTH (TO|INTO)? {_TIME}",
        ),
        _cut_to,
    ),
    Rule((f"{_VERB} NP span:SPAN (LENGTH|VERSION|SHORT|HIGHLIGHT)", "CUT_TO span:SPAN VERSION?"), _cut_to_end_of),
    Rule(("(BRING|CUT|SHORTEN|LOWER|MAKE|REMOVE) (FILM|LENGTH|OF)* FROM a:TIME (DOWN_TO|TO|DOWN TO) n:NUM",), _from_to),
    Rule(
        (
            "(SHORTEN|BRING|CUT|REMOVE|MAKE) NP BY t:TIME",
            "(SHORTEN|BRING|CUT|MOVE|LOWER) (FILM|VERSION|LENGTH)* DOWN BY t:TIME",
            "(FILM|VERSION|LENGTH) (MOVE|BRING) DOWN BY t:TIME",
            "MAKE? NP t:TIME SHORTER",
            "SHORTER BY? t:TIME",
            "less:SHORTEN t:TIME",
        ),
        _cut_by,
    ),
    Rule(
        (
            f"{_VERB}? NP f:FACTOR (AS_LONG|OF LENGTH)",
            f"(CUT|SHORTEN|BRING|CUT_TO) NP (TO|INTO|DOWN_TO|IN|CUT_TO) {_PART} (OF|LENGTH|VERSION|ALL)*",
            "(CUT|SHORTEN|BRING|CUT_TO) NP f:FACTOR (OF|LENGTH|VERSION|ALL)*",
            f"(KEEP|ONLY) (KEEP|ONLY|LENGTH|OF)* {_PART} (OF FILM|OF|LENGTH)?",
            f"(MAKE|SET|CHANGE) NP (TO|INTO|DOWN_TO)? {_PART} OF? LENGTH",
            "(CUT|SHORTEN) NP IN f:FACTOR",
            f"CUT_TO (LENGTH|OF)* {_PART} LENGTH?",
            f"FILM CUT_TO (LENGTH|OF)* {_PART} (LENGTH|VERSION)*",
            "LENGTH (f:MULTIPLY)",
            "f:MULTIPLY LENGTH",
            f"{_PART} OF? LENGTH",
        ),
        _factor,
    ),
    Rule(
        (
            f"(SHORTEN|BRING|CUT|REMOVE) (NP|LENGTH|DOWN) DOWN? BY {_PART}",
            "MAKE? NP (f:PERCENT) SHORTER",
            "MAKE? NP f:FACTOR SHORTER",
            "(CUT|SHORTEN|BRING|REMOVE|USE) f:PERCENT (OF|OFF|FROM)* (LENGTH|FILM)?",
            "REMOVE f:FACTOR (OF FILM|FILM)?",
            "LENGTH ALL? (SHORTEN|REMOVE|CUT) (f:PERCENT|f:FACTOR)",
            "SHORTER (f:PERCENT|f:FACTOR)",
        ),
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
            f"(CREATE|MAKE|WANT|ADD|USE|CUT_TO) NP {_AS} SHORT {_FROM_FILM}",
            "(CREATE|CUT_TO|MAKE) FILM (OUT_OF|FROM|OF|USE|WITH) (FILM|CLIP)",
            "CREATE SHORT",
            f"GENERATE FILM (FILM|CLIP)* {_FROM_FILM}",
        ),
        _short,
    ),
    Rule(("SHORT",), _short, bare=True),
    Rule(
        (
            f"(CREATE|MAKE|WANT|ADD|USE|KEEP|CUT_TO|SHORTEN|CUT) (NP|ONLY) {_AS} HIGHLIGHT {_FROM_FILM}",
            "(KEEP|USE|CREATE|WANT|MAKE) ONLY? BEST (PART|FILM|CLIP)*",
        ),
        _highlights,
    ),
    Rule(("(CUT|BRING|SHORTEN) FILM? DOWN",), _highlights, bare=True),
    Rule(("HIGHLIGHT FILM?", "BEST PART"), _highlights, bare=True),
    Rule((f"LENGTH (OF|IS|TO|COLON|MAKE|CHANGE|SET)* {_TIME} {_KIND}",), _length),
    Rule((f"(APPROX|OF)* t:TIME {_KIND}",), _length, bare=True),
    Rule(
        (
            f"t:TIME {_KIND} {_FOR} (AND|COMMA|ALSO|THEN)* NP t:TIME {_KIND} {_FOR}",
            f"{_FOR} t:TIME {_KIND} (AND|COMMA|ALSO|THEN)* {_FOR} t:TIME {_KIND}",
            f"t:TIME VERSION {_KIND} (AND|COMMA) (AND|ALSO)? NP t:TIME VERSION {_KIND}",
        ),
        _several_lengths,
        whole=True,
    ),
    Rule(
        (f"VERSION {_FOR} (AND|COMMA|ALSO|THEN)* NP VERSION? {_FOR}",),
        lambda match: (Refusal("several"),),
        whole=True,
    ),
    Rule(
        (f"(CREATE|MAKE|WANT|CUT|SHORTEN) NP {_AS} n:NUM NP (SHORT|FILM|CLIP|HIGHLIGHT|PLATFORM|SHORTS_WORD)",),
        _several,
        whole=True,
    ),
    Rule((f"{_VERB} NP TIME (VERSION|FILM)* AND {_VERB}* TIME (VERSION|FILM|SHORT|CLIP)*",), _one_and_one, whole=True),
)
