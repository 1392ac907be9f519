"""Chinese clauses that say why, for whom or what it is like, and ask for nothing: `免得挡脸`, `等我改完稿再说`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shorts_tui.engine.director.language.atoms import fold
from shorts_tui.engine.director.language.categories import is_content, is_filler, is_joint, named
from shorts_tui.engine.director.language.content import VERBS
from shorts_tui.engine.director.language.tokens import Token, Value
from shorts_tui.engine.director.language.vanishing import until_gone

_WHO = (
    "(?:我妈|我爸|爸妈|我奶奶|我爷爷|老人家?|老板|领导|客户|甲方|观众|粉丝|大家|别人|人家|同学|学生|朋友们?|我们?|他们?|"
    "她们?|谁)"
)
_BEGUN = re.compile(r"^(?:因为|主要是|但是|但|可是|那|现在|就是|这样)+")
_ENDED = re.compile(r"[吧啊呀哦哈呢嘛啦了哟呗]*$")
_TOLD = re.compile(
    rf"^(?:免得|省得|以免|不然|要不然|否则|生怕|我怕|怕|毕竟|反正|显得|搞得|弄得|看着像|听着像)\S"
    rf"|^(?:别|不要|老|总|都|会|给|又)?(?:挡|遮|盖)(?:住|着|到|了)?(?:{_WHO}|人)?的?(?:脸|人|嘴|眼睛|头|东西|产品|商品|画面)了?$"
    r"|^(?:也|都|就|所以)*(?:不能|没法|不该|不适合|不好|不让)(?:播|放|用|发|看|留|公开)(?:出去|出来)?$"
    rf"|^(?:先)?等.{{0,8}}再(?:说|看|看看|定|决定|商量|讲)$"
    r"|^(?:看|听)着(?:就|都|很|好)?\S{1,4}$"
    rf"|^(?:我|回头|我先|等下|待会儿?|一会儿?)+(?:先|再|要)?(?:发给|拿给|给|传给|发){_WHO}(?:先|再)?(?:看看|看一下|看一眼|看|瞅瞅|过目|审审|审)$"
    rf"|(?:那边|那儿|那里|的|^)?(?:我|我们|咱)(?:会|再|来)?(?:后面|之后|回头|晚点|等下|到时候|后期|待会儿?)?自己(?:会|再|来|后面|回头)?(?:发|来|弄|传|做|搞|上传|加|改|剪|配|录|处理)$"
    rf"|^(?:这|那|字|字体|字号|小字|上面|现在|{_WHO})*(?:根本|都|实在|真的|完全|压根)*(?:看不清|看不见|看不到|看不懂|认不出|读不完|看不完)楚?$"
    rf"|(?:声音|声|动静)?(?:一直|老是|总是|总|老)在?(?:响|叫|嗡嗡|嗡嗡响|吵|转|轰轰响|滋滋响|嗡)$"
    rf"|^(?:剪|删|切|去|砍|加|放|改|掐)[了掉完](?:的话)?(?:\S{{0,6}})(?:会|就)(?:跳|断|不自然|很怪|怪|卡|不连贯|接不上|乱|没了|不对)"
)
"""A clause that only tells."""
_LIKE = re.compile(r"(?:跟|像|和|好像|简直|就像)+[^，。,]{1,8}(?:似的|似得|一样)的?[啊吧呢啦了]*$")
"""`跟蚊子哼似的`: what a thing is like; the thing itself stands before it."""
_UNEVEN = re.compile(r"忽大忽小|忽高忽低|忽强忽弱|时大时小|大小不一|一(?:会|阵)儿?大一(?:会|阵)儿?小")
"""Why the loudness is to be evened out; that it is, is said behind it."""
_NOISY = re.compile(r"(?:声|声音|动静|噪音|杂音)(?:好|真|太|特别|挺|很|有点|有些|这么|那么|也)+(?:大|响|吵|明显)")
"""Why a noise is to go, where that is said in another clause."""
_KEPT = named(
    "QUOTE URL TIME MOMENT PERCENT FACTOR DECIBELS SOUND_NAME PICTURE_FILE SCALE QUIETER LOOK SPAN FILM_FILE CLIPREF"
)
"""What is never passed over."""
_NAMED = named("CAPTIONS TITLE MUSIC LOGO AUDIO VOLUME FILM CLIP")
_MORE = named(
    "NUDGE SCALE HIGHER DEEPER LOUDER QUIETER RAISE LOWER LOOK FASTER SLOWER SHORTER LATER_BY EARLIER_BY MULTIPLY "
    "DEGREE"
)
_HEARD = named("AUDIO VOLUME MUSIC")
_VERY = ("好", "真", "这么", "那么", "好这么")
_TURNED = {"LOUDER": "QUIETER", "HIGHER": "QUIETER", "QUIETER": "LOUDER", "DEEPER": "LOUDER"}
_SIZED = {"HIGHER": "0.8", "DEEPER": "1.25"}
_IF = re.compile(r"^(?:等(?!下|会|一|到时)\S*[^\s再]再\S|(?:剪|删|切|去)[了掉]\S+就(?:没|不|会|少|断|只)\S*$)")
"""`等音乐停了再淡出`, `删了第一段就没头了`: on which condition something is done, or what would come of it."""
_MOST_FILLERS = 4
_BORDERS = named("COMMA BREAK")
PASSED: dict[str, Value] = {"FILLER": ""}
"""What a word stands for that is passed over."""


def without_telling(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens with clauses that only tell something, and the commas before them, as fillers.

    Where that is all that was said, they stay what they were.
    """
    folded, found = fold(text), list(tokens)
    _blank_again(found)
    clauses = _clauses(found)
    others = {n for n, (first, last) in enumerate(clauses) if any(map(_says, found[first:last]))}
    evening = max((at for at, token in enumerate(found) if "NORMALIZE" in token or "LUFS" in token), default=0)
    noise = [at for at, token in enumerate(found) if "NOISE" in token or "DENOISE" in token]
    for number, (first, last) in enumerate(clauses):
        said = [token for token in found[first:last] if token.text.strip()]
        if (
            said
            and _IF.search(folded[said[0].start : said[-1].end])
            and not _TOLD.search(_plain(folded[said[0].start : said[-1].end]))
        ):
            found[first:last] = [replace(token, categories={"SOMEWHERE": ""}) for token in found[first:last]]
        if not others - {number} or not said or any(_KEPT & token.categories.keys() for token in said):
            continue
        words = folded[said[0].start : said[-1].end]
        noisy = any(not first <= at < last for at in noise) and _NOISY.search(words)
        if noisy or _TOLD.search(_plain(words)) or (last < evening and _UNEVEN.search(words)):
            _blank(found, first, last)
            joint = clauses[number - 1][1] if number else last
            if joint < len(found) and "BREAK" not in found[joint]:
                _blank(found, joint, joint + 1)
        elif like := _LIKE.search(words):
            behind = said[0].start + like.start()
            _blank(found, next((at for at in range(first, last) if found[at].start >= behind), last), last)
            if last < len(found) and "COMMA" in found[last]:
                _blank(found, last, last + 1)
    return compact(until_gone(found))


def _blank_again(found: list[Token]) -> None:
    """`字幕再往上一点`: once more the same thing, and no further request."""
    first = 0
    looks = any("LOOK" in token for token in found)
    for at, token in enumerate(found):
        if at > first and found[at - 1].text in _VERY:
            found[at] = _turned(found, first, at)
        if token.text == "亮点" and looks:
            found[at] = replace(token, categories={"LOOK": "brighter"})  # `太暗了 亮点`: no highlights
        if is_joint(token) and token.text != "再":
            first = at + 1
        elif token.text == "再" and at > first:
            named_ = any(_NAMED & one.categories.keys() for one in found[first:at])
            asked = any(VERBS & one.categories.keys() and not is_filler(one) for one in found[first:at])
            behind = next((one for one in found[at + 1 :] if not is_filler(one)), None)
            if named_ and not asked and behind is not None and _MORE & behind.categories.keys():
                found[at] = replace(token, categories=PASSED)


def _turned(found: Sequence[Token], first: int, at: int) -> Token:
    """`声音好大`, `字幕好小` say what is wrong; `好大一点` is what is wished for."""
    token = found[at]
    if "little" in token.categories.values() or any("DEGREE" in one for one in found[at + 1 : at + 2]):
        return token
    said = found[first:at]
    way = next((name for name in _TURNED if name in token), "")
    if way and any(_HEARD & one.categories.keys() for one in said):
        return replace(token, categories={_TURNED[way]: ""})
    if way in _SIZED and any("CAPTIONS" in one or "TITLE" in one for one in said):
        return replace(token, categories={"SCALE": _SIZED[way]})
    return token


def _says(token: Token) -> bool:
    return is_content(token) or "POLITE" in token


def _clauses(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """What stands between commas and ends of sentences."""
    found, start = [], 0
    for at in range(len(tokens) + 1):
        if at == len(tokens) or _BORDERS & tokens[at].categories.keys():
            if any(not is_filler(token) or len(token.text) > 1 for token in tokens[start:at]):
                found.append((start, at))
            start = at + 1
    return found


def _plain(words: str) -> str:
    """Without the particles at the end and the courtesies at the beginning."""
    return _ENDED.sub("", _BEGUN.sub("", words.strip()))


def compact(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without those that were passed over: patterns reach past few fillers."""
    return [token for token in tokens if token.categories is not PASSED]


def without_runs(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with no more fillers in a row than patterns pass over."""
    found: list[Token] = []
    run = 0
    for token in tokens:
        run = run + 1 if token.categories == PASSED else 0
        if run <= _MOST_FILLERS:
            found.append(token)
    return found


def _blank(found: list[Token], first: int, last: int) -> None:
    for at in range(first, last):
        found[at] = replace(found[at], categories=PASSED)
