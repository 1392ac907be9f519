"""Chinese says behind a clause what it is about: which side of a place goes, where a stretch ends, by how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from shorts_tui.engine.director.language.categories import is_filler, is_unknown, named
from shorts_tui.engine.director.language.content import VERBS
from shorts_tui.engine.director.language.telling import PASSED
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import Range

Clause = tuple[int, int]
_SIDED = ("side", "verb")
_SIDES: dict[str, Literal["before", "after"]] = {
    **dict.fromkeys(("前面", "之前", "以前", "前边", "前头"), "before"),
    **dict.fromkeys(("后面", "之后", "以后", "后边", "后头"), "after"),
}
_PACED = ("慢", "快")
_PACE = named("SLOWER FASTER SPEED")
_ASKED = (VERBS - {"NEG", "CALL"}) | named("MUSIC CAPTIONS TITLE LOGO FILLERS QUIETER LOUDER LOOK DEEPER HIGHER SCALE")


def with_behind(found: list[Token], clauses: Sequence[Clause]) -> None:
    """Mends `found` in place, clause after clause."""
    for clause, following in pairwise(clauses):
        _closed(found, clause, following)
        _said_twice(found, clause, following)
        _mutes_what(found, clause, following)
        _from_there(found, clause, following)
        _of_its_music(found, clause, following)
        _undone(found, clause, following)
    for clause in clauses:
        _between(found, clause)
        _mutes_when(found, clause)
        _opening(found, clause)
        _not_that(found, clause)


def flipped(found: list[Token], clause: Clause, following: Clause) -> bool:
    """`从她说“开始”那里起，前面的都删`: the place is named first, and which side of it goes is said behind it."""
    named_ = [n for n in range(*clause) if not is_filler(found[n]) or "SPAN" in found[n]]
    said = [n for n in range(*following) if not is_filler(found[n]) and "ALL" not in found[n]]
    spans = found[named_[0]].categories.get("SPAN") if len(named_) == 1 else None
    if not isinstance(spans, tuple) or len(spans) != 1 or len(said) != len(_SIDED):
        return False
    side = next((name for word, name in _SIDES.items() if found[said[0]].text.startswith(word)), "")
    span, goes = spans[0], any(name in found[said[1]] for name in ("REMOVE", "CUT", "NEG"))
    if not isinstance(span, Range) or not side or not goes:
        return False
    if span.spoken is not None:
        span = Range(spoken=span.spoken.model_copy(update={"side": side}))
    elif side == "before" and span.start > 0 and span.end is None:
        span = Range(end=span.start)
    elif side == "before" or span.end is not None:
        return False
    found[named_[0]] = replace(found[named_[0]], categories={"SPAN": (span,)})
    found[clause[1]] = replace(found[clause[1]], categories=PASSED)
    found[said[0]] = replace(found[said[0]], categories=PASSED)
    return True


def _between(found: list[Token], clause: Clause) -> None:
    """`中间加个过渡`: between the clips, and not in the middle of the picture."""
    said = range(*clause)
    if any("TRANSITION" in found[at] for at in said):
        for at in said:
            if "POSITION" in found[at]:
                found[at] = replace(found[at], categories=PASSED)
    if any("LOGO" in found[at] for at in said):
        for at in said:
            if "LOOK" in found[at]:
                found[at] = replace(found[at], categories={})  # `水印再淡一点` is nothing of the film's colours.


def _closed(found: list[Token], clause: Clause, following: Clause) -> None:
    """`1:30开始那波，慢放到1:45`: where the stretch ends is said behind what is done to it."""
    start = next((n for n in range(*clause) if "SPAN" in found[n]), -1)
    spans = found[start].categories["SPAN"] if start >= 0 else ()
    only = spans[0] if isinstance(spans, tuple) and len(spans) == 1 else None
    if not isinstance(only, Range) or only.end is not None or only.start <= 0 or only.spoken is not None:
        return
    if not any(_PACE & found[n].categories.keys() for n in range(*following)):
        return
    for at in range(following[0], following[1] - 1):
        ms = found[at + 1].categories.get("TIME", found[at + 1].categories.get("MOMENT", 0))
        if "TO" in found[at] and isinstance(ms, int | float) and ms > only.start:
            found[start] = replace(found[start], categories={"SPAN": (Range(start=only.start, end=round(ms)),)})
            found[at : at + 2] = [replace(token, categories=PASSED) for token in found[at : at + 2]]
            return


def _said_twice(found: list[Token], clause: Clause, following: Clause) -> None:
    """`把0:40到0:55放慢，慢一半`: how much is said behind it, and no second change of speed."""
    said = [token for token in found[slice(*following)] if not is_filler(token)]
    known = _PACE | {"FACTOR", "PERCENT", "DEGREE", "TO", "AS_FAST"}
    measured = any("FACTOR" in token or "PERCENT" in token for token in said)
    if not measured or not all(known & token.categories.keys() or token.text in _PACED for token in said):
        return
    paced = [n for n in range(*clause) if _PACE & found[n].categories.keys()]
    if not paced or any("FACTOR" in found[n] or "PERCENT" in found[n] for n in range(*clause)):
        return
    if not any(_PACE & token.categories.keys() or token.text in _PACED for token in said):
        paced = []
    for at in range(*following):
        if found[at].text in _PACED:
            found[at] = replace(found[at], categories={"SLOWER" if found[at].text == "慢" else "FASTER": ""})
    for at in (*paced, clause[1]):
        found[at] = replace(found[at], categories=PASSED)


def _mutes_what(found: list[Token], clause: Clause, following: Clause) -> None:
    """`他骂人了 消音`, `中间有狗叫 静音`: what is to be muted is not known, and surely not all of the film."""
    told = [token for token in found[slice(*clause)] if not is_filler(token)]
    said = [n for n in range(*following) if not is_filler(found[n]) and "ALL" not in found[n]]
    if len(said) != 1 or "MUTE" not in found[said[0]] or found[said[0]].text.isascii():
        return
    if any("SPAN" in token or "CLIPREF" in token for token in told) or not any(
        is_unknown(token) or "QUOTE" in token or "STATEMENT" in token for token in told
    ):
        return
    if not any(_ASKED & token.categories.keys() for token in told):
        found[said[0]] = replace(found[said[0]], categories={"SOMEWHERE": ""})


def _from_there(found: list[Token], clause: Clause, following: Clause) -> None:
    """`1分20那里我咳嗽了，静音两秒`: from where, and then for how long."""
    told = [n for n in range(*clause) if not is_filler(found[n])]
    said = [n for n in range(*following) if not is_filler(found[n])]
    timed = next((n for n in told if "TIME" in found[n] or "MOMENT" in found[n]), -1)
    if timed < 0 or timed + 1 >= clause[1] or not ("AT" in found[timed + 1] or "MOMENT" in found[timed]):
        return
    if any(_ASKED & found[n].categories.keys() for n in told) or len(said) != len(_SIDED):
        return
    long = next((n for n in said if "TIME" in found[n]), -1)
    if long < 0 or not any(any(name in found[n] for name in ("MUTE", "REMOVE", "CUT")) for n in said):
        return
    start = _ms(found[timed].categories.get("TIME", found[timed].categories.get("MOMENT")))
    span = Range(start=start, end=start + _ms(found[long].categories["TIME"]))
    found[long] = replace(found[long], categories={"SPAN": (span,)})
    for n in range(clause[0], clause[1] + 1):
        found[n] = replace(found[n], categories=PASSED)


def _of_its_music(found: list[Token], clause: Clause, following: Clause) -> None:
    """`第二段的音乐太吵 关掉`: of a part of the film, music can't be changed, and the part is not meant."""
    told = [n for n in range(*clause) if not is_filler(found[n])]
    place = next((n for n in told if "CLIPREF" in found[n] or "SPAN" in found[n]), -1)
    music = any("MUSIC" in found[n] and n > place for n in told)
    asked = any((_ASKED - {"MUSIC", "QUIETER", "LOUDER"}) & found[n].categories.keys() for n in told)
    acting = any(any(name in found[n] for name in ("REMOVE", "CUT", "OFF_VERB", "MUTE")) for n in range(*following))
    if place >= 0 and music and not asked and acting and not any("MUSIC" in found[n] for n in range(*following)):
        for n in (place, *range(*following)):
            found[n] = replace(found[n], categories={"SOMEWHERE": ""})


def _mutes_when(found: list[Token], clause: Clause) -> None:
    """`静音两秒` says for how long, and not from where."""
    said = [n for n in range(*clause) if not is_filler(found[n])]
    if len(said) != len(_SIDED) or "MUTE" not in found[said[0]] or "TIME" not in found[said[1]]:
        return
    for n in said if not found[said[0]].text.isascii() else ():
        found[n] = replace(found[n], categories={"SOMEWHERE": ""})


def _ms(value: object) -> int:
    return round(value) if isinstance(value, int | float) else 0


def _undone(found: list[Token], clause: Clause, following: Clause) -> None:
    """`刚才那个黑白我不喜欢 变回来`: what is to be undone is not asked for once more."""
    said = [n for n in range(*following) if not is_filler(found[n])]
    told = [n for n in range(*clause) if not is_filler(found[n])]
    if len(said) != 1 or "UNDO" not in found[said[0]] or found[said[0]].text.isascii():
        return
    if any("LOOK" in found[n] for n in told) and not any((VERBS - {"NEG"}) & found[n].categories.keys() for n in told):
        for n in range(clause[0], clause[1] + 1):
            found[n] = replace(found[n], categories=PASSED)


def _opening(found: list[Token], clause: Clause) -> None:
    """`3秒片头`: the first three seconds."""
    for n in range(clause[0], clause[1] - 1):
        if "TIME" in found[n] and "START" in found[n + 1] and found[n + 1].text in {"片头", "开头"}:
            span = Range(end=_ms(found[n].categories["TIME"]))
            found[n] = replace(found[n], categories={"SPAN": (span,)})
            found[n + 1] = replace(found[n + 1], categories=PASSED)


def _not_that(found: list[Token], clause: Clause) -> None:
    """`不是人声` says which of two was meant, and takes none away."""
    for n in range(clause[0], clause[1] - 1):
        if found[n].text != "不" or found[n + 1].text != "是":
            continue
        noun = next((at for at in range(n + 2, clause[1]) if not is_filler(found[at])), -1)
        if noun >= 0 and any(name in found[noun] for name in ("AUDIO", "MUSIC", "CAPTIONS", "TITLE", "NEG")):
            for at in (n, noun):
                found[at] = replace(found[at], categories={})
