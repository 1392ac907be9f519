"""Chinese tells of a place first and says what to do behind it: `0:10到0:20我口误了，还有1:00到1:05，两处都剪`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shorts_tui.engine.director.language.atoms import fold
from shorts_tui.engine.director.language.behind import flipped, with_behind
from shorts_tui.engine.director.language.categories import is_filler, is_unknown, named
from shorts_tui.engine.director.language.content import VERBS
from shorts_tui.engine.director.language.telling import PASSED, compact
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import Range

_PLACES = named("SPAN CLIPREF")
_SUBJECTS = _PLACES | named("MUSIC AUDIO CAPTIONS TITLE LOGO FILLERS")
_LEADS = named("ALL PART DET AND ALSO OF POSITION FIRST LAST THEN FROM AT IN")
_WHERE = r"(?:那儿|那里|那段|那块|那会儿|的?时候|这段|这里|里面?|上面?|的|内容|画面|声音)*"
_HOW = r"(?:也|都|全|又|还|其实|老|一直|好像|有点|有些|就|我们?|他们?|她们?|它|你|人|嘉宾|主持人|在|嘴)*"
_TELLS = re.compile(
    rf"^{_WHERE}{_HOW}(?:是(?!要|该)|在|有|没|(?:讲|说|聊|拍|放|录|问)的是?|说错|讲错|念错|读错|口误|嘴瓢|卡壳|卡住|忘词|忘|糊|晃|抖|黑|乱|废|错|咳|打喷嚏|走神|跑题|"
    r"重复|无聊|啰嗦|穿帮|不好|不行|不对|太|有点|多录|多拍|不能(?:播|放|用|发|看|留)|不该|没法|不适合|收.*[小大轻低])"
)
_TOLD_OF = re.compile(rf"^{_WHERE}{_HOW}(?:是|在|有个?人?|(?:讲|说|聊|拍|放|录|问)的)")
"""Behind this, verbs are part of what is told."""
_USELESS = re.compile(r"^(?:也|都|留着|放着|其实|就是|太|有点)*(?:没|不|废|拖|长|水|无聊|多余|糊|晃|抖|暗|差|烂)")
_PRAISED = re.compile(
    r"^(?:的|都|其实|还|也|就|是|挺|很|蛮|特别|非常|拍得|讲得|那里|那段)*"
    r"(?:好|好的|不错|可以|没问题|没毛病|精彩|好看|棒|ok|没声音|没有声音|没声)[的了啊呀哦呢]*$"
)
_LABEL = re.compile(r"^\S{1,6}?(?:那波|那段|那块儿?|那里|那儿|那部分|的部分|的地方|的时候|瞬间|环节)的?[\s:：是在]*$")
"""What a stretch is called before it is named: `打野那波 40秒到50秒`."""
_SUDDEN = re.compile(r"^(?:进来得|出来得|进得|停得|断得)?(?:有点|太|很|挺)?(?:突然|突兀|生硬|硬|吓人|猛|冲|愣|急)")
_THIS = ("这一段", "这段", "这个片段", "这段视频")
"""The part that is looked at: which one, is asked back."""
_WISHED = re.compile(r"[要想请帮]|希望|需要|应该|给我|麻烦")
_DONT = re.compile(r"^(?:先|就)?(?:别|不要|不想|不能|不用|不准|不许|不可以|不$)")
_VERB_AND_EDGE = 2
_ONLY_BEFORE = re.compile(r"(?:先|就|可|都|千万)?(?:别(?!要)|不能|不想|不准|不许|不可以|不$)")
"""Words that forbid only what stands behind them."""
_GIVEN = VERBS | named(
    "WANT USE HAVE PUT TITLE MUSIC CAPTIONS LOGO SILENCE FILLERS TRANSITION TOO QUIETER LOUDER SCALE NEG"
)
_ACTION = named(
    "REMOVE CUT OFF_VERB MUTE LOWER RAISE QUIETER LOUDER FASTER SLOWER SPEED FADE FADE_IN FADE_OUT LOOK ZOOM DEEPER "
    "HIGHER MULTIPLY FACTOR NEG SET PERCENT NORMALIZE DENOISE SCALE POSITION NUDGE MOVE STYLE COLOR REPLACE CHANGE"
)
_DOES = (VERBS | _ACTION | _SUBJECTS) - named("NEG POSITION PERCENT FACTOR AUDIO CALL")
_OWN = named(
    "FILM QUOTE ASPECT PLATFORM SHORT HIGHLIGHT REST ONLY PHONE CAPTIONS TITLE MUSIC AUDIO SILENCE FILLERS NOISE LOGO "
    "CLIPREF SOUND_NAME TRANSITION"
)


def joined(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens with what is told of a place as fillers, up to the verb that says what happens to it."""
    found, folded = list(tokens), fold(text)
    clauses = _clauses(found)
    with_behind(found, clauses)
    for number, clause in enumerate(clauses):
        if number + 1 < len(clauses) and flipped(found, clause, clauses[number + 1]):
            continue
        behind: list[tuple[int, int]] = [clause]
        told = _told(found, clause, folded)
        while told >= 0 and number + len(behind) < len(clauses):
            following = clauses[number + len(behind)]
            if _acts(found, following, found[told]):
                _join(found, behind, following, folded)
                break
            if not _PLACES & found[told].categories.keys() or _told(found, following, folded) < 0:
                break
            behind.append(following)
        _unread(found, clause)
        if number + 1 < len(clauses) and not any("REST" in found[at] for at in range(*clauses[number + 1])):
            _pass_praise(found, clause, folded)
    return compact(found)


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
    passed = [n for n in range(first, last) if is_filler(found[n]) or _LEADS & found[n].categories.keys()]
    meant = [n for n in range(first, last) if _PLACES & found[n].categories.keys() or found[n].text in _THIS]
    at = next((n for n in range(first, last) if n not in passed or n in meant), -1)
    if meant and at < meant[0] and _LABEL.match(folded[found[first].start : found[meant[0]].start]):
        at = meant[0]
    if at < 0 or not (_SUBJECTS & found[at].categories.keys() or found[at].text in _THIS):
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
    if _DONT.match(words) or words.startswith("不能"):
        return at if _is_forbidden(found, at + 1, last) else -1
    this = found[at].text in _THIS and _USELESS.match(words)
    music = "MUSIC" in found[at] and _SUDDEN.match(words)
    if not (this or music or _PLACES & found[at].categories.keys()) or _WISHED.search(words):
        return -1
    said = [token for token in rest if not is_filler(token) and not token.text.startswith("没")]
    if any(VERBS & token.categories.keys() - {"NEG", "CALL"} for token in said):
        return at if _TOLD_OF.match(words) else -1
    vague = any(
        is_unknown(one) or "STATEMENT" in one or one.categories.get("LIMIT") == "find" for one in said
    ) and not any(_DOES & token.categories.keys() for token in said)
    return at if vague or this or music or _TELLS.match(words) else -1


def _is_forbidden(found: Sequence[Token], at: int, last: int) -> bool:
    """`别一下子冲出来`, `别挡住脸`: is what `at` forbids something that nothing is known of?"""
    while at < last and is_filler(found[at]) and not {"NEG", "SOMEWHERE"} & found[at].categories.keys():
        at += 1
    if at >= last or not {"NEG", "SOMEWHERE"} & found[at].categories.keys() or not _DONT.match(found[at].text):
        return False
    said = [token for token in found[at + 1 : last] if not is_filler(token) and token.text.strip()]
    if not said or "QUOTE" in said[0]:
        return False
    if is_unknown(said[0]) or "STATEMENT" in said[0] or said[0].text == "停":
        return True
    if any("POSITION" in token or "CORNER" in token for token in said):
        return True  # `字幕别放上面`: and where, is not said.
    return _ONLY_BEFORE.match(found[at].text) is not None and not _GIVEN & said[0].categories.keys()


def _acts(found: list[Token], clause: tuple[int, int], subject: Token) -> bool:
    """Does the clause say what is done, without a noun of its own?"""
    said = [token for token in found[slice(*clause)] if not is_filler(token)]
    said = [token for token in said if "ALL" not in token and not _counts(token, subject)]
    if "CLIPREF" in subject and any("SPAN" in token for token in said):
        return _is_edge(said)
    if subject.text in _THIS and "PART" in subject:
        return bool(said) and all(any(name in token for name in ("REMOVE", "CUT", "NEG")) for token in said)
    if not said or any(_OWN & token.categories.keys() and not _ACTION & token.categories.keys() for token in said):
        return False
    if "SPAN" in subject and any(name in token for token in said for name in ("SPAN", "TIME", "MOMENT")):
        return False
    return any(_ACTION & token.categories.keys() for token in said)


def _is_edge(said: Sequence[Token]) -> bool:
    """`第三段太长了 只留前两秒`: the first two seconds of the clip, that is."""
    spans = said[-1].categories.get("SPAN", ()) if len(said) == _VERB_AND_EDGE else ()
    only = spans[0] if isinstance(spans, tuple) and len(spans) == 1 else None
    edge = isinstance(only, Range) and only.spoken is None and (only.start == 0 or only.start < 0)
    return edge and any(name in said[0] for name in ("ONLY", "KEEP", "REMOVE", "CUT", "USE"))


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
            found[at] = replace(found[at], categories=PASSED)
    if "CLIPREF" in subject and len(told) > 1:
        _gather(found, told, folded)
    for clause in told:
        place = _told(found, clause, folded)
        if place >= 0 and _LABEL.match(folded[found[clause[0]].start : found[place].start]):
            for at in range(clause[0], place):
                found[at] = replace(found[at], categories=PASSED)
        for at in range(place + 1, clause[1]) if place >= 0 else ():
            if "AUDIO" in found[at] and _PLACES & subject.categories.keys():
                continue  # `第二段声音太炸 关掉`: of the clip, that is meant.
            found[at] = replace(found[at], categories=PASSED)
    found[told[-1][1]] = replace(found[told[-1][1]], categories=PASSED)


def _pass_praise(found: list[Token], clause: tuple[int, int], folded: str) -> None:
    """`前半段挺好，后半段删掉`: of what is praised nothing is asked, and it is no part of a list."""
    place = next((n for n in range(*clause) if _PLACES & found[n].categories.keys()), -1)
    rest = found[place + 1 : clause[1]] if place >= 0 and found[place].categories is not PASSED else []
    passed = any(token.categories is PASSED for token in rest)
    if rest and not passed and _PRAISED.match(folded[rest[0].start : rest[-1].end]):
        for n in range(clause[0], clause[1] + 1):
            found[n] = replace(found[n], categories=PASSED)


def _gather(found: list[Token], told: Sequence[tuple[int, int]], folded: str) -> None:
    """`第一段是我，第二段是他，都静音`: the clips of all of them."""
    places = [_told(found, clause, folded) for clause in told]
    values = [found[at].categories["CLIPREF"] for at in places]
    numbers = {number for value in values if isinstance(value, tuple) for number in value if isinstance(number, int)}
    found[places[-1]] = replace(found[places[-1]], categories={"CLIPREF": tuple(sorted(numbers))})
    for clause, at in zip(told[:-1], places, strict=False):
        for n in range(at, clause[1] + 1):
            found[n] = replace(found[n], categories=PASSED)


def _unread(found: list[Token], clause: tuple[int, int]) -> None:
    """`音乐别抢戏` is no `no music`: what is forbidden there is not known."""
    for at in range(clause[0] + 1, clause[1]):
        if "NEG" in found[at] and _is_forbidden(found, at, clause[1]):
            found[at] = replace(found[at], categories={})
            placed = [n for n in range(at, clause[1]) if "POSITION" in found[n] or "CORNER" in found[n]]
            for place in range(at, placed[-1] + 1) if placed else ():
                found[place] = replace(found[place], categories={})


def _is_han(words: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in words)
