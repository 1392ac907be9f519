"""Chinese names a thing first, then says what is wrong with it, then what to do: `配乐我不喜欢 拿掉`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from shorts_tui.engine.director.language.atoms import fold
from shorts_tui.engine.director.language.categories import is_filler, named
from shorts_tui.engine.director.language.content import VERBS
from shorts_tui.engine.director.language.phrase import Phrase, phrases
from shorts_tui.engine.director.language.tokens import Token

_TOPIC = named("CAPTIONS TITLE MUSIC AUDIO SILENCE FILLERS NOISE LOGO CLIPREF SPAN SOUND_NAME UNDO TRANSITION VOLUME")
_WHOLES = named("SPAN CLIPREF")
_COMPLAINT = re.compile(
    r"太|不够|不太|不怎么|不是很|不喜欢|不爱|不满意|不好|不想要|不对|不清|不见|不出|不顺|不行|不需要|没必要|没用|没啥用|没意思|有点|有些|难看|"
    r"难听|难受|刺耳|吵|丑|土|俗|挡|遮|歪|怪|烦|多余|浪费|跑题|无聊|啰嗦|错|糊|模糊|突然|突兀|尴尬|别扭|乱|拖|水|废话|"
    r"白做|白弄|白改|白剪|讨厌|受不了|嫌|碍眼|辣眼|抢戏|盖过|盖住|压住|忽大忽小|都?是\S|怎么这么|好[大小吵响丑长]|卡顿|穿帮|口误|重复"
)
_SO = re.compile(r"(?:有点|有些|太|偏|不够|过于|好|挺|很)(?:儿)?$")
_ACTION = named(
    "REMOVE CUT OFF_VERB MUTE UNMUTE LOWER RAISE QUIETER LOUDER SCALE COLOR POSITION MOVE REPLACE CHANGE FADE FADE_IN "
    "FADE_OUT FADE_BOTH SPEED FASTER SLOWER SET PERCENT STYLE NUDGE NORMALIZE DENOISE DEEPER HIGHER MULTIPLY CLOSE "
    "UNDO SHORTEN DUCK"
)
_OF_WHOLES = named("REMOVE OFF_VERB MUTE FASTER SLOWER SPEED LOWER RAISE QUIETER LOUDER SET NORMALIZE LOOK")
_OWN = named("FILM CLIP QUOTE ASPECT PLATFORM SHORT HIGHLIGHT CUT_TO TRANSITION REST ONLY KEEP PHONE") | _TOPIC
_THIS_PART = named(
    "这段 那段 这一段 那一段 这块 那块 这部分 那部分 这截 那截 这里 那里 这一截 那一截 这小段 那小段 这一小段 那一小段"
)
_THERE = named("那里 那儿 处 那块 那边 这里 这儿 那")
_PLACES = named("SPAN CLIPREF TIME MOMENT MAYBE_TIME FIRST LAST START END ORDINAL QUOTE HALF_ONE HALF_TWO")
_DONE_TO_A_PART = named("CUT CUT_TO SHORTEN FASTER SLOWER SPEED LOOK MUTE LOWER RAISE QUIETER LOUDER ZOOM REMOVE")
_LOOKS = named("LOOK QUIETER LOUDER SPEED FASTER SLOWER")
_SEEN_TO = named("处理一下 弄一下 搞一下 解决一下 处理掉 处理 优化一下 解决 想想办法 弄弄")
_FILLER = {"FILLER": ""}


def with_topics(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens with a complaint, and the comma behind it, as words that ask for nothing.

    What is said next, without a noun of its own, is so said of the thing that was named.
    """
    found, folded = [_compared(token) for token in tokens], fold(text)
    for at in range(1, len(found)):
        if found[at].text in _THERE and {"SPAN", "CLIPREF"} & found[at - 1].categories.keys():
            found[at] = replace(found[at], categories=_FILLER)
    for first, last in phrases(found):
        _blank_speed(found, first, last)
    for before, after in pairwise(phrases(tokens)):
        joint = found[before[1] : after[0]]
        if [set(token.categories) for token in joint] != [{"COMMA"}]:
            continue
        if _of_a_part(found, before, after, folded):
            continue
        topic = next((n for n in range(*before) if _TOPIC & found[n].categories.keys()), -1)
        said = [found[n] for n in range(*after) if not is_filler(found[n]) and "ALL" not in found[n]]
        _blank_look(found, before, after, folded)
        if topic >= 0 and "NOISE" in found[topic] and len(said) == 1 and said[0].text in _SEEN_TO:
            at = found.index(said[0])
            found[at] = replace(found[at], categories={"REMOVE": ""})
            said = [found[at]]
        if topic < 0 or not said or not _is_han(folded[found[before[0]].start : found[after[1] - 1].end]):
            continue
        if not _said_of(found[topic], said):
            continue
        rest = found[topic + 1 : before[1]]
        lead = [one for one in found[before[0] : topic] if not is_filler(one)]
        if lead and not all(
            {"DET", "ALL", "PART", "FILM", "POSITION", "IN", "OF"} & one.categories.keys() for one in lead
        ):
            continue
        if not rest and joint[0].text.strip():
            continue
        complaint = folded[rest[0].start : rest[-1].end] if rest else ""
        if rest and not (_COMPLAINT.search(complaint) and not any(map(_does, rest))):
            continue
        for n in range(topic + 1, after[0]):
            found[n] = replace(found[n], categories=_FILLER)
    return found


def _compared(token: Token) -> Token:
    """`人声比音乐小`: which of the two is meant no rule knows."""
    return replace(token, categories={"SOMEWHERE": ""}) if token.text == "比" and not token.categories else token


def _blank_speed(found: list[Token], first: int, last: int) -> None:
    """`字幕慢了半拍`: of what is written, slow is no speed of the film."""
    said = found[first:last]
    written = any("CAPTIONS" in token or "TITLE" in token for token in said)
    if not written or any({"FILM", "CLIPREF", "SPAN"} & token.categories.keys() for token in said):
        return
    for n in range(first, last):
        if {"SLOWER", "FASTER"} & found[n].categories.keys() and _is_han(found[n].text):
            found[n] = replace(found[n], categories={})


def _is_part(token: Token) -> bool:
    return token.text in _THIS_PART or bool({"SPAN", "CLIPREF", "MOMENT"} & token.categories.keys())


def _blank_look(found: list[Token], before: Phrase, after: Phrase, folded: str) -> None:
    """`画面有点暗 亮一点`: how it is, and then how it is to be."""
    is_so = [n for n in range(*before) if _LOOKS & found[n].categories.keys()]
    to_be = [n for n in range(*after) if _LOOKS & found[n].categories.keys()]
    if len(is_so) == 1 and to_be and any(map(_does, found[slice(*before)])) is False:
        stated = _SO.search(folded[found[before[0]].start : found[is_so[0]].start])
        if stated and any(_LOOKS & found[is_so[0]].categories.keys() & found[n].categories.keys() for n in to_be):
            found[is_so[0]] = replace(found[is_so[0]], categories=_FILLER)


def _of_a_part(found: list[Token], before: Phrase, after: Phrase, folded: str) -> bool:
    """`打游戏这段太拖了 砍一半`: what is said of a part that no rule knows must not be done to the film."""
    part = next((n for n in range(*before) if _is_part(found[n])), -1)
    said = found[slice(*after)]
    if part < 0:
        return False
    known = any(_PLACES & token.categories.keys() for token in found[slice(*before)])
    if known and any(_OF_WHOLES & token.categories.keys() for token in said):
        return False
    complaint = _COMPLAINT.search(folded[found[part].end : found[before[1] - 1].end]) if part + 1 < before[1] else None
    acting = any(_DONE_TO_A_PART & token.categories.keys() for token in said)
    if complaint is None or not acting or any(_OWN & token.categories.keys() - {"CUT_TO"} for token in said):
        return False
    found[part] = replace(found[part], categories={"SOMEWHERE": ""})
    for n in range(before[1], after[0]):
        found[n] = replace(found[n], categories=_FILLER)
    return True


def _said_of(topic: Token, said: Sequence[Token]) -> bool:
    """Can what is said, which names nothing itself, be done to the thing?"""
    if any(_OWN & token.categories.keys() - {"UNDO"} and not _ACTION & token.categories.keys() for token in said):
        return False
    acting = _OF_WHOLES if _WHOLES & topic.categories.keys() else _ACTION
    if "UNDO" in topic or "UNDO" in said[0]:
        return "UNDO" in topic and "UNDO" in said[0]
    return any(acting & token.categories.keys() for token in said)


def _does(token: Token) -> bool:
    """Is something asked for there, besides what is wrong?"""
    verbs = VERBS - {"NEG", "CLOSE", "UNDO"}
    return not is_filler(token) and bool(verbs & token.categories.keys()) and "TOO" not in token


def _is_han(said: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in said)
