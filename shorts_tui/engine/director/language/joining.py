"""Chinese tells of a place first and says what to do behind it: `0:10到0:20我口误了，还有1:00到1:05，两处都剪`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shorts_tui.engine.director.language.atoms import fold
from shorts_tui.engine.director.language.categories import is_filler, named
from shorts_tui.engine.director.language.content import VERBS
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import Range

_PLACES = named("SPAN CLIPREF")
_SUBJECTS = _PLACES | named("MUSIC AUDIO CAPTIONS TITLE LOGO FILLERS")
_LEADS = named("ALL PART DET AND ALSO OF POSITION FIRST LAST THEN FROM AT IN")
_WHERE = r"(?:那儿|那里|那段|那块|那会儿|的?时候|这段|这里|里面?|上面?|的|内容|画面|声音)*"
_HOW = r"(?:也|都|全|又|还|其实|老|一直|好像|有点|有些|就|我们?|他们?|她们?|它|你|人|嘉宾|主持人|在|嘴)*"
_TELLS = re.compile(
    rf"^{_WHERE}{_HOW}(?:是(?!要|该)|在|有个?人|没|说错|讲错|念错|读错|口误|嘴瓢|卡壳|卡住|忘词|忘|糊|晃|抖|黑|乱|废|错|咳|打喷嚏|走神|跑题|"
    r"重复|无聊|啰嗦|穿帮|不好|不行|不对|太|有点|多录|多拍|不能(?:播|放|用|发|看|留)|不该|没法|不适合|收.*[小大轻低])"
)
_TOLD_OF = re.compile(rf"^{_WHERE}{_HOW}(?:是|在)")
"""Behind this, verbs are part of what is told."""
_WISHED = re.compile(r"[要想请帮]|希望|需要|应该|给我|麻烦")
_DONT = re.compile(r"^(?:先|就)?(?:别|不要|不想|不能|不用|不准|不许|不可以)")
_ACTION = named(
    "REMOVE CUT OFF_VERB MUTE LOWER RAISE QUIETER LOUDER FASTER SLOWER SPEED FADE FADE_IN FADE_OUT LOOK ZOOM DEEPER "
    "HIGHER MULTIPLY FACTOR NEG KEEP"
)
_OWN = named(
    "FILM QUOTE ASPECT PLATFORM SHORT HIGHLIGHT REST ONLY PHONE CAPTIONS TITLE MUSIC AUDIO SILENCE FILLERS NOISE LOGO "
    "CLIPREF SOUND_NAME TRANSITION"
)
_FILLER = {"FILLER": ""}


def joined(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens with what is told of a place as fillers, up to the verb that says what happens to it."""
    found, folded = list(tokens), fold(text)
    clauses = _clauses(found)
    for number, clause in enumerate(clauses):
        behind: list[tuple[int, int]] = [clause]
        told = _told(found, clause, folded)
        while told >= 0 and number + len(behind) < len(clauses):
            following = clauses[number + len(behind)]
            if _acts(found, following, found[told]):
                _join(found, behind, following, folded)
                break
            if "SPAN" not in found[told] or _told(found, following, folded) < 0:
                break
            behind.append(following)
        else:
            _unread(found, clause, folded)
    return found


def _clauses(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """What stands between commas; an end of a sentence begins a list of its own."""
    found, start = [], 0
    for at in range(len(tokens) + 1):
        if at == len(tokens) or "COMMA" in tokens[at] or "BREAK" in tokens[at]:
            if start < at:
                found.append((start, at))
            start = at + 1
    return found


def _told(found: Sequence[Token], clause: tuple[int, int], folded: str) -> int:
    """The token of the place that a clause only tells something of; -1: it is no such clause."""
    first, last = clause
    at = next((n for n in range(first, last) if not is_filler(found[n]) and not _LEADS & found[n].categories.keys()), -1)
    at = next((n for n in range(first, at + 1) if "SPAN" in found[n] or "CLIPREF" in found[n]), at)
    if at < 0 or not _SUBJECTS & found[at].categories.keys():
        return -1
    rest = [token for token in found[at + 1 : last] if token.text.strip()]
    if not rest:
        spaced = last < len(found) and not found[last].text.strip()
        return at if spaced and "SPAN" in found[at] else -1
    if any(name in token for token in rest for name in ("QUOTE", "SPAN", "CLIPREF", "PERCENT")):
        return -1
    words = folded[rest[0].start : rest[-1].end]
    if not _is_han(words):
        return -1
    if _DONT.match(words):
        return at if _is_unknown_wish(rest) else -1
    if not _PLACES & found[at].categories.keys() or not _TELLS.match(words) or _WISHED.search(words):
        return -1
    doing = any(not is_filler(token) and VERBS & token.categories.keys() and "NEG" not in token for token in rest)
    return -1 if doing and not _TOLD_OF.match(words) else at


def _is_unknown_wish(rest: Sequence[Token]) -> bool:
    """`别一下子冲出来`: a verb that is none of the vocabulary's is forbidden."""
    said = [token for token in rest if not is_filler(token)]
    return len(said) > 1 and "NEG" in said[0] and not said[1].categories


def _acts(found: list[Token], clause: tuple[int, int], subject: Token) -> bool:
    """Does the clause say what is done, without a noun of its own?"""
    said = [token for token in found[slice(*clause)] if not is_filler(token)]
    said = [token for token in said if "ALL" not in token and not _counts(token, subject)]
    if not said or any(_OWN & token.categories.keys() and not _ACTION & token.categories.keys() for token in said[:-1]):
        return False
    if "SPAN" in subject and any(name in token for token in said for name in ("SPAN", "TIME", "MOMENT")):
        return False
    return any(_ACTION & token.categories.keys() for token in said)


def _counts(token: Token, subject: Token) -> bool:
    """`那二十秒`, `两处`: the place again."""
    if "AT" in token or "NUM" in token:
        return True
    spans = subject.categories.get("SPAN")
    only = spans[0] if isinstance(spans, tuple) and len(spans) == 1 else None
    if not isinstance(only, Range) or only.end is None or only.start < 0:
        return False
    return token.categories.get("TIME") == only.end - only.start


def _join(found: list[Token], told: Sequence[tuple[int, int]], acting: tuple[int, int], folded: str) -> None:
    subject = found[_told(found, told[-1], folded)]
    for at in range(*acting):
        if _counts(found[at], subject):
            found[at] = replace(found[at], categories=_FILLER)
    for clause in told:
        for at in range(_told(found, clause, folded) + 1, clause[1]):
            found[at] = replace(found[at], categories=_FILLER)
    found[told[-1][1]] = replace(found[told[-1][1]], categories=_FILLER)


def _unread(found: list[Token], clause: tuple[int, int], folded: str) -> None:
    """`音乐别抢戏` is no `no music`: what is forbidden there is not known."""
    at = next((n for n in range(*clause) if "NEG" in found[n] and _DONT.match(found[n].text)), -1)
    if at > clause[0] and at + 1 < clause[1] and _is_unknown_wish(found[at : clause[1]]):
        found[at] = replace(found[at], categories={})


def _is_han(words: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in words)
