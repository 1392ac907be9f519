"""What words point back to: `the other two` of some clips, `find where she says X and cut everything after that`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias, cast

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.categories import is_filler, is_joint
from shorts_tui.engine.director.language.tokens import Token, Value
from shorts_tui.engine.director.plan import Range, Spoken

Side: TypeAlias = Literal["at", "before", "after"]
_OTHERS = frozenset(
    ("other", "others", "the other", "the others", "the other one", "另外", "其他", "其它", "剩下", "其余")
)
_SOME = {"两段": 2, "两个": 2, "两个片段": 2, "三段": 3, "三个": 3}


def _zh(*words: str) -> list[str]:
    """Chinese words with what may hang on them: `后面的`, `后面的内容`."""
    return [word + more for word in words for more in ("", "的", "那段", "的内容", "部分", "的部分")]


_AFTER = frozenset(("after that", "after it", "after this", "afterwards", "from there", *_zh("后面", "之后", "以后")))
_BEFORE = frozenset(("before that", "before it", "before this", "up to there", *_zh("前面", "之前", "以前")))
_THAT = frozenset(("that", "it", "this", "它", "那段", "这段", "那里"))
_BETWEEN = ("TO", "MENTION", "SAYING", "WHERE", "PART", "WORD", "SENTENCE")
_EXCEPT = frozenset(("except", "apart from", "other than", "aside from", "except for", "but not"))
_TREATED = ("MUTE", "SLOWER", "FASTER", "LOOK", "LOUDER", "QUIETER", "ZOOM", "UNMUTE", "VOLUME", "SPEED")
_DOING = ("REMOVE", "CUT", "KEEP", "MUTE", "USE", "ONLY", "OFF_VERB", "SLOWER", "FASTER", "NEG")


def with_others(tokens: Sequence[Token], film: Film) -> list[Token]:
    """`Move clip 3 to the front and swap the other two`: the clips that were not spoken of before."""
    found: list[Token] = []
    named: set[int] = set()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = at + 1
        if "REST" in token and named and _is_treated(tokens, at):
            rest = tuple(n for n in range(1, film.clips + 1) if n not in named)
            token = replace(token, categories={"CLIPREF": rest, "REST": ""}) if rest else token
        elif token.text.lower() in _OTHERS and named:
            rest = tuple(n for n in range(1, film.clips + 1) if n not in named)
            end = _noun_end(tokens, at + 1)
            if (
                rest
                and (end > at + 1 or token.text.lower().endswith(("others", "one")))
                and _counted(tokens[at + 1 : end], len(rest))
            ):
                token = replace(token, categories={"CLIPREF": rest}, end=tokens[end - 1].end)
            else:
                end = at + 1
        value = token.categories.get("CLIPREF")
        named |= set(cast("tuple[int, ...]", value)) if isinstance(value, tuple) else set()
        found.append(token)
        at = end
    return found


def with_exceptions(tokens: Sequence[Token], film: Film) -> list[Token]:
    """`Black and white except clip 2`, `faster except 0:30 to 1:00`: what is done is done to all the rest."""
    found = list(tokens)
    for at in range(1, len(found) - 1):
        if found[at].text.lower() not in _EXCEPT:
            continue
        noun = next((n for n in range(at + 1, len(found)) if not is_filler(found[n])), at)
        ends = noun + 1 == len(found) or is_joint(found[noun + 1])
        if not ends or not _is_treated(found, at - 1):
            continue
        if "MUTE" in found[at - 1] or any("MUTE" in token or "REMOVE" in token for token in found[:at]):
            continue
        rest = _all_but(found[noun], film)
        if rest:
            found[at] = replace(found[at], categories={"FILLER": ""})
            found[noun] = replace(found[noun], categories=rest)
        elif "MUSIC" in found[noun]:
            whole = next((n for n in range(at - 1, -1, -1) if "ALL" in found[n] and "PART" in found[n]), -1)
            if whole >= 0:
                found[whole] = replace(found[whole], categories={"AUDIO": ""})
                for n in (at, noun):
                    found[n] = replace(found[n], categories={"FILLER": ""})
    return found


def _all_but(token: Token, film: Film) -> dict[str, Value]:
    """All clips but those, or all of the film but that stretch; nothing where the token is neither."""
    clips, spans = token.categories.get("CLIPREF"), token.categories.get("SPAN")
    if isinstance(clips, tuple) and film.clips:
        return {"CLIPREF": tuple(n for n in range(1, film.clips + 1) if n not in clips)}
    span = spans[0] if isinstance(spans, tuple) and len(spans) == 1 else None
    if not isinstance(span, Range) or span.spoken is not None or span.start < 0 or span.end is None:
        return {}
    before = (Range(end=span.start),) if span.start else ()
    behind = (Range(start=span.end),) if not film.duration or span.end < film.duration else ()
    return {"SPAN": (*before, *behind)}


def _is_treated(tokens: Sequence[Token], at: int) -> bool:
    """`Keep clip 1, mute the rest`: is something done to the rest of the clips, other than that they go or stay?"""
    first = next((n for n in range(at, -1, -1) if is_joint(tokens[n])), -1) + 1
    last = next((n for n in range(at, len(tokens)) if is_joint(tokens[n])), len(tokens))
    return any(name in token for token in tokens[first:last] for name in _TREATED)


def _noun_end(tokens: Sequence[Token], at: int) -> int:
    """Past `two`, `clips`, `two clips`, `one`."""
    if at < len(tokens) and ("NUM" in tokens[at] or tokens[at].text in _SOME):
        at += 1
    while at < len(tokens) and tokens[at].text.lower() in {"clip", "clips", "one", "ones", "的", "个", "段", "片段"}:
        at += 1
    return at


def _counted(noun: Sequence[Token], count: int) -> bool:
    """Are there as many of them as is said?"""
    said = next((round(float(str(token.categories["NUM"]))) for token in noun if "NUM" in token), 0)
    said = said or next((_SOME[token.text] for token in noun if token.text in _SOME), 0)
    one = any(token.text.lower() in {"clip", "one"} for token in noun)
    return said == count if said else not one or count == 1


def with_found(tokens: Sequence[Token]) -> list[Token]:
    """`Find where he says X and cut everything after that`: the place is meant where the film is told to be cut."""
    found = list(tokens)
    for at, token in enumerate(tokens):
        spoken = _spoken(token) or _quoted(tokens, at)
        first = -1 if spoken is None else _looked_for(tokens, at)
        if spoken is None or first < 0:
            continue
        joint = next((n for n in range(at + 1, len(tokens)) if is_joint(tokens[n])), len(tokens))
        told = next((n for n in range(joint, len(tokens)) if not is_joint(tokens[n])), len(tokens))
        end = next((n for n in range(told, len(tokens)) if "BREAK" in tokens[n]), len(tokens))
        if not any(name in token for token in tokens[told:end] for name in _DOING):
            return found
        place, side = _pointed(tokens[:end], told)
        if place < 0:
            return found
        meant = Range(spoken=spoken.model_copy(update={"side": side}))
        found[place] = replace(tokens[place], categories={"SPAN": (meant,)})
        return found[:first] + found[told:]
    return found


def _spoken(token: Token) -> Spoken | None:
    """What is said where the token points, if it is a place of that kind."""
    value = token.categories.get("SPAN")
    only = value[0] if isinstance(value, tuple) and len(value) == 1 else None
    return only.spoken if isinstance(only, Range) and only.spoken is not None and only.spoken.side == "at" else None


def _quoted(tokens: Sequence[Token], at: int) -> Spoken | None:
    """`Find “hello”`, `找到说“你好”的地方`: words that are looked for, with a verb of saying before them."""
    said = str(tokens[at].categories.get("QUOTE", "")).strip()
    return Spoken(text=said) if said else None


def _looked_for(tokens: Sequence[Token], at: int) -> int:
    """Where the phrase begins in which the place at `at` is only looked for; -1: it is not."""
    n = at - 1
    while n >= 0 and (is_filler(tokens[n]) or any(name in tokens[n] for name in _BETWEEN)):
        n -= 1
    return n if n >= 0 and (tokens[n].categories.get("LIMIT") == "find" or "SKIP" in tokens[n]) else -1


def _pointed(tokens: Sequence[Token], at: int) -> tuple[int, Side]:
    """The token that points back, and to which side of what was found; -1: none does."""
    for n in range(at, len(tokens)):
        text = tokens[n].text.lower()
        ends = n + 1 == len(tokens) or is_joint(tokens[n + 1])
        if ends and ("AFTER" in tokens[n] or "BEFORE" in tokens[n]):
            return n, "after" if "AFTER" in tokens[n] else "before"
        side: Side = "after" if text in _AFTER else "before" if text in _BEFORE else "at"
        if n and text in _THAT and ("AFTER" in tokens[n - 1] or "BEFORE" in tokens[n - 1]):
            return n, "at"  # The side is said beside it.
        if side != "at" or text in _THAT:
            return n, side
        if is_joint(tokens[n]):
            break
    return -1, "at"
