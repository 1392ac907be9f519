"""Questions about what would be: `if I make it shorter, will the captions fit?` asks for nothing to be done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shorts_tui.engine.director.language.atoms import fold
from shorts_tui.engine.director.language.categories import CONTENT, is_break
from shorts_tui.engine.director.language.item import WHOLE, Item
from shorts_tui.engine.director.language.phrase import Phrase
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import Question

_CLAUSE = (
    r"(?:^|[,，:：—–]\s*|\b(?:and|but|so|or|then|also|because|cause)\s+)"
    r"(?:(?:well|hmm+|ok|okay|hey|hi|um|uh|now|oh)[\s,]+)*"
)
"""Where a clause begins, and what is said before it comes to the point."""
_SUBJECT = (
    r"(?:i|we|it|it's|its|they|he|she|there|this|that|these|those|the|my|our|a|an|any|all|everything|\w+ing|\w+s)"
)
_POLITE = r"(?:you|u|ya|possible|ok|okay|alright|great|nice|cool|lovely|awesome|good if you)"
_AUX = r"(?:will|would|won't|wouldn't|does|doesn't|did|do|is|are|isn't|aren't|can|can't|could|should|shouldn't|am)"
_IF = r"\b(?:if|when|once|in case)\s+(?:i|we|it|they|he|she|the|this|that|these|those|my|our|it's)\b"
_ADVICE = (
    r"(?:should|shall|shouldn't)\s+(?:i|we|it|they|the|this|that|there)\b"
    r"|do\s+(?:i|we)\s+(?:need|have)\b|does\s+(?:it|this|the \w+)\s+(?:need|have to)\b"
    r"|do\s+you\s+(?:think|recommend|suggest|reckon)\b(?!\s+(?:that\s+)?(?:you|u)\s+(?:could|can|would))"
    r"|would\s+(?:you\s+(?:recommend|suggest|advise|say)|i)\b"
    r"|(?:is|would|will) (?:it|that|this) (?:be )?(?:worth|better|best|smart|wise|bad|weird|a (?:good|bad) idea)\b"
    r"|(?:is|are)\s+there\s+(?:a|any)\s+point\b"
    r"|i(?:'m| am)?\s+(?:wonder|wondering|not sure|unsure)\s+(?:if|whether|what|how)\b(?!\s+you\b)"
    r"|not sure (?:if|whether)\b"
)
_WH = (
    r"what\s+(?:happens|would happen|will happen|happen)\b|what(?:'ll| will| would| does| do| did)\s+(?!you\b)\S+"
    r"|what\s+if\s+(?:i|it|they|the)\b|how\s+(?:would|will|does|do)\s+(?!you\b|i\b)\S+"
    r"|how\s+(?:long|much|short|big|many\s+\w+)\s+(?:would|will)\b"
)
_WOULD = (
    rf"(?:would|will|won't|wouldn't|does|doesn't|did)\s+(?!(?:it|that|this|there)\s+be\s+{_POLITE}\b)"
    rf"{_SUBJECT}\b(?!\s+(?:be\s+)?{_POLITE}\b)"
    rf"|(?:would|will)\s+(?!(?:it|that|this|there)\s+be\s+{_POLITE}\b)(?!(?:you|u|ya|like|love|be|prefer|rather|mind|appreciate|someone|somebody|anyone)\b)[^?]*\?"
)
_ASKED = re.compile(rf"{_CLAUSE}(?:{_ADVICE}|{_WH}|{_WOULD})")
_BEHIND_IF = re.compile(
    rf"{_CLAUSE}(?:(?:what\s+)?if|(?:let's\s+)?say|assuming|hypothetically,?)\s+(?!you\b|possible\b|u\b)\S.*?"
    rf"(?:\b{_AUX}\s+(?!you\b|u\b|ya\b){_SUBJECT}\b|\b(?:what|how)\b)"
)
_IF_YOU = re.compile(
    rf"{_CLAUSE}if\s+(?:you|u)\s+(?!could|can|would|will|want|like|don't|have|are|need|mind|please|get|know|think|must)"
    rf"\w+.*?\b(?:would|will|won't|wouldn't|does|do|is|are)\s+(?!(?:you|u|ya)\b){_SUBJECT}\b"
)
_SUPPOSED = re.compile(
    rf"{_CLAUSE}(?:suppose|supposing|imagine|hypothetically)[\s,]+(?:that\s+)?(?:i|we|you|it|they|the|there)\b"
)
_BEFORE_IF = re.compile(rf"{_CLAUSE}(?:{_AUX}|what|how)\s+(?!you\b|u\b|ya\b)(?!.*\bbe\s+{_POLITE}\b).*{_IF}")
_IF_ZH = re.compile(
    r"(?:如果|要是|假如|假设|万一|若是|倘若)(?!可以|方便|能行|行的话|不麻烦|有可能|您?你?方便).*"
    r"(?:吗|么(?!的)|[?？]|会不会|怎么?样|还能|多长|多久|多少|够不够)"
)
_REQUEST_ZH = re.compile(r"(?:[，,]|就|的话)\s*(?:请|麻烦|帮我|能不能|可不可以|能否|可以|你能)")
_WOULD_ZH = re.compile(
    r"会不会|会怎么?样|会变(?:得|成|多|短|长|什么)|会.{0,12}(?:吗|么|[?？])|的话.{0,16}(?:吗|么|[?？])"
    r"|该不该|要不要(?!求)|有没有必要|有必要.{0,12}吗|是不是(?:该|应该|要|得|太|有点|会)|应该.{1,16}(?:吗|[?？])"
    r"|(?:你觉得|你认为|你看).{1,20}(?:吗|么|呢|[?？])|(?:^|[，,\s])(?:你|咋|刚才)?(?:为什么|为啥|为何|怎么会|怎么又|干嘛要?)\S"
    r"|(?:怎么|如何|咋|怎样)(?:才能|能|可以)?(?!样|都|也)[^\s都也]{1,4}(?:啊|呀|呢)?[?？]?$"
    r"|还是.{0,10}好.{0,3}[?？吗]|(?:好看|好听|合适|更好|算|够|适合|符合).{0,12}(?:吗|不[?？])"
)
_ASKED_ZH = re.compile(
    r"(?:(?:[的是了有叫用写为配放加剪删改](?:啥|什么(?!样))|几比几|多少(?:秒|分钟|个|段|条|首|处|钱)?|多[长久大]|"
    r"哪(?:个|首|些|几[个段首]|一[个段首]|里|儿)|几(?:个|段|条|首|处|秒|秒钟|分钟|张|句)|怎么?样|咋样|谁)"
    r"(?:片段|素材|视频|音乐|标题|字幕|歌|字|尺寸|比例|时间)?|有没有\S{1,6}|是不是\S{1,8}|有\S{1,8}没有?|多大声|多响|了没有?)"
    r"(?:了|啊|呀|呢|来着|的|呐|嘛|么|哦|吗|\s)*[?？]?\s*$"
)
"""A question by the word for what is asked, at its end, whatever is asked about."""
_CLAUSE_ZH = re.compile(r"[，,、；;\s]+")

_LONGEST = 400
"""Characters of a sentence that are looked at."""


def wondering(tokens: Sequence[Token], text: str) -> list[Phrase]:
    """The stretches of tokens, each up to the end of its sentence, in which somebody only wonders."""
    folded = fold(text)
    for token in tokens:
        if "QUOTE" in token and len(folded) == len(text):
            folded = folded[: token.start] + "\0" * (token.end - token.start) + folded[token.end :]
    found: list[Phrase] = []
    start = 0
    for at in range(len(tokens) + 1):
        if at < len(tokens) and not is_break(tokens[at]):
            continue
        if start < at:
            first = tokens[start].start
            stop = tokens[at].end if at < len(tokens) else len(folded)
            place = _wonders(folded[first : min(stop, first + _LONGEST)])
            if place is not None:
                begin = next((n for n in range(start, at) if tokens[n].end > first + place), start)
                end = at + 1 if at < len(tokens) and "ASK" in tokens[at] else at
                found.append((begin, end))
        start = at + 1
    return found


def only_asked(items: Sequence[Item], stretches: Sequence[Phrase]) -> list[Item]:
    """The items with one question in place of all that is said in the stretches where somebody only wonders."""
    found = [item for item in items if not any(item.start < last and first < item.end for first, last in stretches)]
    for first, last in stretches:
        inside = [item for item in items if first <= item.start and item.end <= last]
        asked = [item for item in inside if any(isinstance(piece, Question) for piece in item.pieces)]
        best = max(asked, key=lambda item: item.score, default=None)
        if (
            best is not None
            and best.start > first
            and any(isinstance(one, Question) and one.topic == "duration" for one in best.pieces)
        ):
            best = None  # How long it would be, and not how long it is
        pieces = (Question(topic="what_if"),) if best is None else best.pieces
        found.append(Item(first, last, (last - first) * CONTENT + WHOLE, pieces))
    return found


def _wonders(sentence: str) -> int | None:
    """Where in a sentence the wondering begins; None where it is none."""
    asked = sentence.rstrip().endswith(("?", "？"))
    places: list[int] = []
    for pattern in (_SUPPOSED, _ASKED, _BEFORE_IF, _BEHIND_IF, _IF_YOU):
        match = pattern.search(sentence)
        if match is not None and pattern is _IF_YOU and not asked:
            continue
        if match is not None and (pattern is not _BEHIND_IF or asked or _by_me(match.group())):
            places.append(match.start())
    if places:
        return min(places)
    condition = _IF_ZH.search(sentence)
    if condition is not None and not _REQUEST_ZH.search(sentence, condition.start()):
        return condition.start()
    asked_zh = _ASKED_ZH.search(sentence)
    if asked_zh is not None and not _WOULD_ZH.search(sentence):
        return max((m.end() for m in _CLAUSE_ZH.finditer(sentence, 0, asked_zh.start())), default=0)
    return 0 if _WOULD_ZH.search(sentence) and not _REQUEST_ZH.match(sentence) else None


def _by_me(clause: str) -> bool:
    """`If I cut it, do the captions fit`: not about how the film is, but about what somebody may do."""
    return re.search(r"\bif\s+(?:i|we)\b", clause) is not None
