"""What Chinese words are beside others, once stretches and clips are known: `那里` behind a stretch, slow captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shorts_tui.engine.director.language.categories import is_filler, named
from shorts_tui.engine.director.language.content import VERBS
from shorts_tui.engine.director.language.phrase import Phrase, phrases
from shorts_tui.engine.director.language.tokens import Token

_THERE = named("那里 那儿 处 那块 那边 这里 这儿 那")
_LOOKS = named("LOOK QUIETER LOUDER SPEED FASTER SLOWER")
_MEMBERS = named("CAPTIONS TITLE MUSIC LOGO SILENCE FILLERS NOISE TRANSITION SPAN")
_HEARD_OR_SEEN = named("MUSIC AUDIO VOLUME CAPTIONS TITLE")
_GONE = named("不要 不要了")
_SO = re.compile(r"(?:有点|有些|太|偏|不够|过于|好|挺|很)(?:儿)?$")
_LONGEST_LIST = 16
_FILLER = {"FILLER": ""}


def with_nuances(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the categories that Chinese words have beside those around them."""
    found = list(tokens)
    looks = any("LOOK" in token for token in found)
    for at, token in enumerate(found):
        if at and token.text in _THERE and {"SPAN", "CLIPREF"} & found[at - 1].categories.keys():
            found[at] = replace(token, categories=_FILLER)
        elif token.text == "比" and not token.categories and _noun_behind(found, at):
            # `人声比音乐小`: which of the two is meant no rule knows.
            found[at] = replace(token, categories={"SOMEWHERE": ""})
        elif token.text == "亮点" and looks:
            found[at] = replace(token, categories={"LOOK": "brighter"})
    for first, last in phrases(found):
        _blank_speed(found, first, last)
    return _listed(found)


def _noun_behind(found: Sequence[Token], at: int) -> bool:
    behind = next((found[n] for n in range(at + 1, len(found)) if not is_filler(found[n])), None)
    return behind is not None and bool(_HEARD_OR_SEEN & behind.categories.keys())


def _listed(found: list[Token]) -> list[Token]:
    """`字幕标题音乐全都去掉`, `停顿 口头禅 一起清掉`: a list without a word for `and` between its members."""
    listed: list[Token] = []
    for at, token in enumerate(found):
        last = listed[-1] if listed else None
        gap = last is not None and set(last.categories) == {"COMMA"} and not last.text.strip()
        noun = listed[-2] if gap and len(listed) > 1 else last
        if noun is not None and _is_listed(noun) and _is_listed(token) and _is_done_to_all(found, at):
            if gap:
                listed.pop()
            behind = next((one for one in found[at + 1 :] if not is_filler(one) and "COMMA" not in one), None)
            more = behind is not None and _is_listed(behind)
            listed.append(Token({"COMMA" if more else "AND": ""}, noun.end, noun.end, ""))
        listed.append(token)
    return listed


def _is_listed(token: Token) -> bool:
    return bool(_MEMBERS & token.categories.keys()) and is_han(token.text)


def _is_done_to_all(found: Sequence[Token], at: int) -> bool:
    """Does the phrase at `at` go on to the end of the list, and then say what is done to all of it?"""
    for n in range(at + 1, min(len(found), at + _LONGEST_LIST)):
        token = found[n]
        if "REMOVE" in token or "CUT" in token or "OFF_VERB" in token or ("NEG" in token and token.text in _GONE):
            return n > at + 1 and any("ALL" in one for one in found[at + 1 : n])
        if not (_is_listed(token) or is_filler(token) or "ALL" in token or "COMMA" in token):
            return False
    return False


def _blank_speed(found: list[Token], first: int, last: int) -> None:
    """`字幕慢了半拍`: of what is written, slow is no speed of the film."""
    said = found[first:last]
    written = any("CAPTIONS" in token or "TITLE" in token for token in said)
    if not written or any({"FILM", "CLIPREF", "SPAN"} & token.categories.keys() for token in said):
        return
    for n in range(first, last):
        if {"SLOWER", "FASTER"} & found[n].categories.keys() and is_han(found[n].text):
            found[n] = replace(found[n], categories={})


def with_look_wanted(found: list[Token], before: Phrase, after: Phrase, folded: str) -> None:
    """`画面有点暗 亮一点`: how it is, and then how it is to be; the first of them asks for nothing."""
    is_so = [n for n in range(*before) if _LOOKS & found[n].categories.keys()]
    to_be = [n for n in range(*after) if _LOOKS & found[n].categories.keys()]
    if len(is_so) != 1 or not to_be or any(map(_does, found[slice(*before)])):
        return
    so = _SO.search(folded[found[before[0]].start : found[is_so[0]].start])
    stated = so is not None or found[is_so[0]].text.startswith(("太", "有点"))
    if stated and any(_LOOKS & found[is_so[0]].categories.keys() & found[n].categories.keys() for n in to_be):
        found[is_so[0]] = replace(found[is_so[0]], categories=_FILLER)


def _does(token: Token) -> bool:
    return (
        not is_filler(token) and bool((VERBS - {"FASTER", "SLOWER"}) & token.categories.keys()) and "TOO" not in token
    )


def is_han(said: str) -> bool:
    """Is any of it Chinese?"""
    return any("\u4e00" <= char <= "\u9fff" for char in said)
