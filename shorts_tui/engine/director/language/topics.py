"""Chinese names a thing first, then says what is wrong with it, then what to do: `配乐我不喜欢 拿掉`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from shorts_tui.engine.director.language.atoms import fold
from shorts_tui.engine.director.language.categories import is_filler, is_joint, named
from shorts_tui.engine.director.language.content import VERBS
from shorts_tui.engine.director.language.nuances import is_han, with_look_wanted, with_nuances
from shorts_tui.engine.director.language.phrase import Phrase, phrases
from shorts_tui.engine.director.language.tokens import Token

_TOPIC = named(
    "CAPTIONS TITLE MUSIC AUDIO EVERY_SOUND SILENCE FILLERS NOISE LOGO CLIPREF SPAN SOUND_NAME UNDO TRANSITION VOLUME"
)
_WHOLES = named("SPAN CLIPREF")
_COMPLAINT = re.compile(
    r"太|不够|不怎么|不是很|不喜欢|不爱|不满意|不好|不想要|不对|不清|不见|不出|不顺|不行|不需要|没必要|没用|没啥用|没意思|"
    r"有点|有些|难看|难听|难受|刺耳|吵|丑|土|俗|挡|遮|歪|怪|烦|多余|浪费|跑题|无聊|啰嗦|错|糊|突然|突兀|尴尬|别扭|乱|拖|水|废话|白[做弄改剪]|"
    r"讨厌|受不了|嫌|碍眼|辣眼|抢戏|盖过|盖住|压住|忽大忽小|都?是\S|怎么这么|好[大小吵响丑长]|卡顿|穿帮|口误|重复"
)
_JUST_SO = re.compile(r"^[小大轻响低高暗亮慢快]了?$")
"""`声音小，调大`: how it is; without what is to be changed, the same word asks for it."""
_CHANGED = named("RAISE LOWER HIGHER DEEPER LOUDER QUIETER SCALE LOOK FASTER SLOWER")
_ACTION = _CHANGED | named(
    "REMOVE CUT OFF_VERB MUTE UNMUTE COLOR POSITION MOVE REPLACE CHANGE FADE FADE_IN FADE_OUT FADE_BOTH SPEED SET "
    "PERCENT STYLE NUDGE NORMALIZE DENOISE MULTIPLY CLOSE UNDO SHORTEN DUCK"
)
_OF_WHOLES = named("REMOVE OFF_VERB MUTE FASTER SLOWER SPEED LOWER RAISE QUIETER LOUDER SET NORMALIZE LOOK")
_OWN = _TOPIC | named("FILM CLIP QUOTE ASPECT PLATFORM SHORT HIGHLIGHT CUT_TO REST ONLY KEEP PHONE")
_LEADS = _TOPIC | named("DET ALL PART FILM POSITION IN OF")
_GONE = named("不要 不要了 都不要 都不要了 别要了")
_SEEN_TO = named("处理一下 弄一下 搞一下 解决一下 处理掉 处理 优化一下 解决 弄弄 降一下 压一下 消一下")
_THIS_PART = named("这段 那段 这一段 那一段 这块 那块 这部分 那部分 这截 那截 这里 那里 这一截 那一截 这小段 那小段")
_PLACES = named("SPAN CLIPREF TIME MOMENT MAYBE_TIME FIRST LAST START END ORDINAL QUOTE HALF_ONE HALF_TWO")
_DONE_TO_A_PART = named("CUT CUT_TO SHORTEN FASTER SLOWER SPEED LOOK MUTE LOWER RAISE QUIETER LOUDER ZOOM REMOVE")
_MOST_COMPLAINTS, _MOST_WISHES = 4, 6
_FILLER = {"FILLER": ""}


def with_topics(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens with a complaint, and the comma behind it, as words that ask for nothing.

    What is said next, without a noun of its own, is so said of the thing that was named. Where that is a part of the
    film that no rule knows, it is marked SOMEWHERE, so that nothing is done to all of the film instead.
    """
    found, folded = with_nuances(tokens), fold(text)
    for token in found:
        if "QUOTE" in token:
            folded = folded[: token.start] + "\0" * (token.end - token.start) + folded[token.end :]
    parts, wanted = phrases(found), list[tuple[int, Token]]()
    for at, before in enumerate(parts):
        behind = at + 1
        while behind + 1 < min(len(parts), at + _MOST_COMPLAINTS) and _is_complaint(found, parts[behind], folded):
            behind += 1
        if behind == len(parts) or not is_han(folded[found[before[0]].start : found[parts[behind][1] - 1].end]):
            continue
        after = parts[behind]
        joints = [n for n in range(before[1], after[0]) if is_joint(found[n])]
        if not joints or any(set(found[n].categories) != {"COMMA"} for n in joints):
            continue
        if not _of_a_part(found, before, after, folded):
            with_look_wanted(found, before, after, folded)
            joined = _join(found, before, after, folded)
            wanted += _said_besides(found, parts[behind : behind + _MOST_WISHES], joined)
    for place, topic in reversed(wanted):
        found.insert(place, replace(topic, start=found[place].start, end=found[place].start, text=""))
    return found


def _said_besides(found: Sequence[Token], parts: Sequence[Phrase], topic: Token | None) -> list[tuple[int, Token]]:
    """`第二段 静音 加速 黑白`: where further wishes for the same part of the film begin, and the part."""
    wanted: list[tuple[int, Token]] = []
    for before, after in pairwise(parts if topic is not None and _WHOLES & topic.categories.keys() else ()):
        said = [found[n] for n in range(*after) if not is_filler(found[n])]
        acting = all((_OF_WHOLES | {"DEGREE", "ALL"}) & token.categories.keys() for token in said)
        gap = before[1] + 1 == after[0] and not found[before[1]].text.strip()
        if not said or not acting or not gap or topic is None:
            break
        wanted.append((after[0], topic))
    return wanted


def _is_complaint(found: Sequence[Token], phrase: Phrase, folded: str) -> bool:
    """`听不见` behind `音乐太小`: more of what is wrong, and nothing else."""
    said = found[slice(*phrase)]
    words = folded[said[0].start : said[-1].end]
    acting = _ACTION | _TOPIC | _PLACES
    return bool(_COMPLAINT.search(words)) and not any(_does(one) or acting & one.categories.keys() for one in said)


def _join(found: list[Token], before: Phrase, after: Phrase, folded: str) -> Token | None:
    """Leave of the first phrase what it is about, if it only complains, and join the second to it; what that is."""
    topic = next((n for n in reversed(range(*before)) if _TOPIC & found[n].categories.keys()), -1)
    said = [found[n] for n in range(*after) if not is_filler(found[n]) and "ALL" not in found[n]]
    if topic < 0 or not said:
        return None
    if "NOISE" in found[topic] and len(said) == 1 and said[0].text in _SEEN_TO:
        at = next(n for n in range(*after) if found[n] is said[0])
        said = [replace(said[0], categories={"REMOVE": ""})]
        found[at] = said[0]
    rest = found[topic + 1 : before[1]]
    lead = [one for one in found[before[0] : topic] if not is_filler(one)]
    if not _said_of(found[topic], said) or not all(_LEADS & one.categories.keys() for one in lead):
        return None
    if not rest and found[before[1]].text.strip():
        return None
    if rest and not _complains(rest, said, folded):
        return None
    for n in range(topic + 1, after[0]):
        found[n] = replace(found[n], categories=_FILLER)
    return found[topic]


def _complains(rest: Sequence[Token], said: Sequence[Token], folded: str) -> bool:
    words = folded[rest[0].start : rest[-1].end]
    if _JUST_SO.match(words):
        return any(_CHANGED & token.categories.keys() for token in said)
    return bool(_COMPLAINT.search(words)) and not any(map(_does, rest))


def _of_a_part(found: list[Token], before: Phrase, after: Phrase, folded: str) -> bool:
    """`打游戏这段太拖了 砍一半`: what is said of a part that no rule knows must not be done to the film."""
    said = found[slice(*after)]
    timed = any("TIME" in token for token in said)
    part = next((n for n in range(*before) if _is_part(found[n], timed=timed)), -1)
    if part < 0 or part + 1 == before[1]:
        return False
    known = any(_TOPIC & token.categories.keys() for token in found[slice(*before)])
    if known and any(_OF_WHOLES & token.categories.keys() or token.text in _GONE for token in said):
        return False
    complaint = _COMPLAINT.search(folded[found[part].end : found[before[1] - 1].end])
    acting = any(_DONE_TO_A_PART & token.categories.keys() for token in said)
    if complaint is None or not acting or any(_OWN & token.categories.keys() - {"CUT_TO"} for token in said):
        return False
    found[part] = replace(found[part], categories={"SOMEWHERE": ""})
    for n in range(before[1], after[0]):
        found[n] = replace(found[n], categories=_FILLER)
    return True


def _is_part(token: Token, *, timed: bool) -> bool:
    """Is it a part of the film? An edge of it is one where no time says how much of it is meant."""
    edge = not timed and ("START" in token or "END" in token or "OPENING" in token)
    return edge or token.text in _THIS_PART or bool({"SPAN", "CLIPREF", "MOMENT"} & token.categories.keys())


def _said_of(topic: Token, said: Sequence[Token]) -> bool:
    """Can what is said, which names nothing itself, be done to the thing?"""
    own = _OWN - {"UNDO"} - ({"SOUND_NAME"} if "MUSIC" in topic else set())
    if any(own & token.categories.keys() and not _ACTION & token.categories.keys() for token in said):
        return False
    if "UNDO" in topic or "UNDO" in said[0]:
        return "UNDO" in topic and "UNDO" in said[0]
    if said[0].text in _GONE and len(said) == 1:
        return True
    acting = _OF_WHOLES | {"CUT"} if _WHOLES & topic.categories.keys() else _ACTION
    return any(acting & token.categories.keys() for token in said)


def _does(token: Token) -> bool:
    """Is something asked for there, besides what is wrong?"""
    verbs = VERBS - {"NEG", "CLOSE", "UNDO"}
    return not is_filler(token) and bool(verbs & token.categories.keys()) and "TOO" not in token
