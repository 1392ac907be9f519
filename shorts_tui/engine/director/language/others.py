"""Chinese words for several parts of the film, or for all but some: `第一段和第二段的声音`, `除了第一段都加速`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.categories import is_filler, named
from shorts_tui.engine.director.language.phrase import phrases
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import Range

_SOUND = named("AUDIO VOLUME EVERY_SOUND")
_TAKEN = named("REMOVE CUT OFF_VERB NEG KEEP ONLY MUTE UNMUTE")
_DONE = named("FASTER SLOWER SPEED LOOK LOWER RAISE QUIETER LOUDER ZOOM")
_NEAR = 16
_FILLER = {"FILLER": ""}


def with_several(tokens: Sequence[Token], film: Film) -> list[Token]:
    """The tokens with clips that are named together as one, and those that are excepted turned into the others."""
    found = _sped_until(_not_anew(list(tokens)))
    _excepted(found, film)
    return _both(found)


def _both(found: list[Token]) -> list[Token]:
    """`第一段和第二段的声音`, `音乐和人声都`: what is said next is said of both."""
    joined: list[Token] = []
    at = 0
    while at < len(found):
        token = found[at]
        behind = found[at + 1 : at + 4]
        pair = len(behind) > 1 and "AND" in behind[0] and not behind[0].text.isascii()
        rest = _behind(found, at + 3) if pair else None
        if (
            pair
            and "CLIPREF" in token
            and "CLIPREF" in behind[1]
            and rest is not None
            and _SOUND & rest.categories.keys()
        ):
            numbers = _numbers(token) + _numbers(behind[1])
            joined.append(replace(token, categories={"CLIPREF": numbers}, end=behind[1].end))
            at += 3
        elif (
            pair
            and {("MUSIC", "AUDIO"), ("AUDIO", "MUSIC")}
            & {(a, b) for a in token.categories for b in behind[1].categories}
            and rest is not None
            and "ALL" in rest
        ):
            joined.append(replace(token, categories={"EVERY_SOUND": ""}, end=behind[1].end))
            at += 3
        else:
            joined.append(token)
            at += 1
    return joined


def _behind(found: Sequence[Token], at: int) -> Token | None:
    """The next token from `at` on that is no mere filler."""
    return next((found[n] for n in range(at, len(found)) if not is_filler(found[n]) or "ALL" in found[n]), None)


def _numbers(token: Token) -> tuple[int, ...]:
    return cast("tuple[int, ...]", token.categories["CLIPREF"])


def _excepted(found: list[Token], film: Film) -> None:
    """`除了第一段都加速` is said of the other clips; of what is left of a stretch no rule knows."""
    for at, token in enumerate(found):
        if "BUT" not in token or not token.text.startswith("除"):
            continue
        stop = min(len(found), at + _NEAR)
        end = next((n for n in range(at + 1, stop) if "BREAK" in found[n]), stop)
        said = found[at + 1 : end]
        if any(_TAKEN & one.categories.keys() for one in said) or not any(
            _DONE & one.categories.keys() for one in said
        ):
            continue
        clips = [n for n in range(at + 1, end) if "CLIPREF" in found[n]]
        excepted = {number for n in clips for number in _numbers(found[n])}
        rest = tuple(n for n in range(1, film.clips + 1) if n not in excepted)
        for n in range(at, end):
            if n in clips or (
                {"BUT", "AND", "COMMA", "REST"} & found[n].categories.keys() and n <= _first_done(found, n, end)
            ):
                found[n] = replace(found[n], categories=_FILLER)
        named_ = clips[0] if clips and rest else at + 1
        if named_ < end:
            found[named_] = replace(
                found[named_], categories={"CLIPREF": rest} if clips and rest else {"SOMEWHERE": ""}
            )


def _first_done(found: Sequence[Token], at: int, end: int) -> int:
    """Where it is said what is done, from `at` on; -1: not any more."""
    return next((n for n in range(at, end) if _DONE & found[n].categories.keys()), -1)


def _not_anew(found: list[Token]) -> list[Token]:
    """`把说错重来的删掉` takes nothing back."""
    for first, last in phrases(found):
        said = found[first:last]
        strange = any(not one.categories for one in said) or any(
            {"REMOVE", "CUT", "KEEP"} & one.categories.keys() for one in said
        )
        for n in range(first, last):
            if "START_OVER" in found[n] and strange and not found[n].text.isascii():
                found[n] = replace(found[n], categories={})
    return found


def _sped_until(found: list[Token]) -> list[Token]:
    """`10秒那里开始加速到20秒`: where it ends is said behind the verb."""
    for at in range(2, len(found)):
        before = [n for n in range(max(0, at - 4), at) if not is_filler(found[n])]
        if "TIME" not in found[at] or len(before) < 3 or found[before[-1]].text not in {"到", "至"}:
            continue
        span, verb = found[before[-3]], found[before[-2]]
        value = span.categories.get("SPAN")
        only = value[0] if isinstance(value, tuple) and len(value) == 1 else None
        end = round(float(str(found[at].categories["TIME"])))
        if isinstance(only, Range) and only.end is None and 0 <= only.start < end and _DONE & verb.categories.keys():
            found[before[-3]] = replace(span, categories={"SPAN": (Range(start=only.start, end=end),)})
            found[before[-1]] = replace(found[before[-1]], categories=_FILLER)
            found[at] = replace(found[at], categories=_FILLER)
    return found
