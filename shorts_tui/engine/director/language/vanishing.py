"""Until when something is shown, said behind what it is: `第30秒飘一行「广告」，到第36秒消失`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shorts_tui.engine.director.language.categories import is_filler
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import Range


def until_gone(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the moment from which it is shown as a stretch up to the one at which it is gone."""
    found = [token for token in tokens if token.text]
    for at in range(len(found)):
        if "VANISH" not in found[at]:
            continue
        end = _before(found, at)
        to = _before(found, end) if end >= 0 and _ms(found[end]) else -1
        if to < 0 or "TO" not in found[to]:
            continue
        start = _start(found, to, _ms(found[end]))
        if start < 0:
            continue
        span = Range(start=_ms(found[start]), end=_ms(found[end]))
        found[start] = replace(found[start], categories={"SPAN": (span,)})
        first = to - 1 if "COMMA" in found[to - 1] else to
        return [*found[:first], *found[at + 1 :]]
    return list(tokens)


def _before(found: Sequence[Token], at: int) -> int:
    """What stands before a token, fillers aside; -1: nothing."""
    return next((n for n in range(at - 1, -1, -1) if not is_filler(found[n])), -1)


def _ms(token: Token) -> int:
    value = token.categories.get("MOMENT", token.categories.get("TIME", 0))
    return round(float(value)) if isinstance(value, int | float) else 0


def _start(found: Sequence[Token], to: int, end: int) -> int:
    """The moment, or the beginning of the film, from which something is shown; -1: none is said."""
    for at in range(to - 1, -1, -1):
        token = found[at]
        if "BREAK" in token:
            return -1
        timed = "MOMENT" in token or ("TIME" in token and any("AT" in one for one in found[at + 1 : at + 2]))
        if (timed and 0 < _ms(token) < end) or ("START" in token and not _ms(token)):
            return at
    return -1
