"""Which phrases are statements: with a subject of their own, a verb that tells how it is, and no wish in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shorts_tui.engine.director.language.atoms import fold
from shorts_tui.engine.director.language.categories import is_filler, is_unknown, named
from shorts_tui.engine.director.language.content import VERBS
from shorts_tui.engine.director.language.phrase import Phrase, phrases
from shorts_tui.engine.director.language.tokens import Token

_LEAD = (
    r"^(?:(?:and|but|so|cos|coz|cuz|because|since|as|well|oh+|no|ah|ugh|honestly|tbh|yeah|ok|okay|now|just|basically|"
    r"hey|hi|sorry|also|kk?|unfortunately|only)\s+)*"
)
_WHO = r"(?:i|he|she|it|they|we|there|no ?(?:body|one)|some(?:body|one)|every(?:body|one)|people|this|that|these|those)"
_OWN = r"(?:my|our|his|her|their|the|a|an|some|most|whole)\s+(?:[\w-]+\s+){0,3}?[\w-]+"
_IS = (
    r"(?:should|is|isn't|are|aren't|was|were|wasn't|weren't|am|has|have|had|looks|looked|sounds?|feels?|seems?|gets?|goes|went|"
    r"can|can't|cannot|cant|could|couldn't|does|doesn't|don't|did|didn't|won't|isnt|arent|keeps?|covers?|hides?|blocks?|"
    r"drags?|drowns?|watch(?:es)?|sees?|hears?|knows?|talks?|walks?|leaves?|runs?|lasts?|sits?|stands?|hangs?|stays?|comes?|starts?|ends?|sticks?|jumps?|flickers?|overlaps?|rang|came|ran|said|says|shakes?|hurts?|sucks?|bores?|distracts?)"
)
_OFTEN = r"(?:\s+(?:only|ever|always|never|just|mostly|really|usually|often|barely|still|also)){0,2}"
_STATED = re.compile(
    rf"{_LEAD}(?:{_WHO}(?:'s|'re|'m|'ve|'d|'ll)?\s+\S|{_OWN}(?:'s\s|\s+(?:{_IS}|(?:\w{{3,}}s|\w{{2,}}ed)\s+\S))"
    rf"|[\w.-]+(?:\s+[\w-]+)?{_OFTEN}(?:'s\s+|\s+{_IS}\b)|(?:you|u)\s+can(?:'t|not)?\b)"
)
_LACKS = re.compile(
    rf"{_LEAD}(?:needs(?! to)|lacks|feels|looks|sounds|seems|can't|cannot|cant|hard to|impossible to)\b"
)
"""`Needs a bit of energy`: about the film, though that is not said."""
_WISHED = re.compile(
    r"^(?:can|could|would|will|shall|may)\b"
    r"|\b(?:should(?! be able)|must|needs?|wants?|wanted|gotta|ought|has to|have to|had better|please|pls|plz)\b"
    r"|\b(?:let's|lets|prefer|wish|hope|would like|i'd like|'d love|i'd rather|i'll take|i'll have|make sure)\b"
    r"|\b(?:could you|can you|would you|can go|can be|could go|could be|may go)\b"
    r"|\bgoes (?:in|on|at|to|first|last|under|over|behind|before|after)\b"
)
"""That something is to be done."""
_STATED_ZH = re.compile(
    r"^(?:啊|诶|哎|嗯|刚|刚才|因为|那个|就是)*(?:我们?|我俩|咱们?|他们?|她们?|它|有人|没有?人|大家|观众|粉丝|"
    r"(?:老板|客户|甲方|领导|朋友)(?!说|要求|让|想)|这[个里段儿]|那[个里段儿])|^stretch\s*是|.了$|(.)\1的$|太.+了?|[都全就]是|老是|总是|有点|在.+着"
)
_WISHED_ZH = re.compile(r"[要想请帮]|希望|需要|应该|给我|麻烦|能不能|可以|一下$|吧$|[删剪换改加切]")
_BUSY_ZH = re.compile(r"(?:我们?|我俩|咱们?|他们?|她们?|有人)(?:一直|还|正|老|老是)?在(?!这|那|第|\d)")
"""`我在调麦克风`: what somebody was doing, and no wish, whatever the verb."""
_SAID_OF = re.compile(
    rf"{_LEAD}(?:(?:i|he|she|they|we|nobody|no one|somebody|someone|everybody|everyone|people)\b"
    r"|(?:it|this|that|these|those|there)(?:'s|'re| is| are| was| were)\b"
    r"|(?:it|this|that)\s+[a-z]{3,}s\b)"
)
"""Who does it is said, so that it is told of, whatever the verb."""
_OPENING = VERBS | named("FADE FIT LIMIT TRANSITION SPEED")
"""With one of these something is asked for."""
_LEADS = named("FILLER POSITION DET PART")
_MOST_MORE = 2


def remarks(tokens: Sequence[Token], text: str) -> list[Phrase]:
    """The phrases that are remarks: with a subject of their own, and no wish in them."""
    folded, found = fold(text), list[Phrase]()
    for phrase in phrases(tokens):
        joint = tokens[found[-1][1]] if found and found[-1][1] + 1 == phrase[0] else None
        beside = joint is not None and ("AND" in joint or "WITH" in joint)
        if _is_remark(tokens, phrase, folded) or (beside and _goes_on(tokens[phrase[0] : phrase[1]])):
            found.append(phrase)
    return found


def _goes_on(said: Sequence[Token]) -> bool:
    """`It's dark and grey`: a further word that says how it is."""
    told = bool(said) and not VERBS.isdisjoint(said[0].categories) and said[0].text.lower().endswith("s")
    if told and "CAPTIONS" not in said[0]:
        return True  # `It comes in at 1:20 and leaves at 1:28`
    return len(said) <= _MOST_MORE and all(is_unknown(one) or is_filler(one) or "AUDIO" in one for one in said)


def _is_remark(tokens: Sequence[Token], phrase: Phrase, folded: str) -> bool:
    said = [token for token in tokens[phrase[0] : phrase[1]] if token.text]
    if _is_stated(_behind_stretch(said), folded):
        return True
    return _is_stated(said, folded)


def _behind_stretch(said: Sequence[Token]) -> Sequence[Token]:
    """What is said of a stretch: `there's an alarm` of `from 0:10 to 0:20 there's an alarm`."""
    while len(said) > 1 and ("SPAN" in said[0] or (_LEADS & said[0].categories.keys() and "SPAN" in said[1])):
        said = said[1:]
    return said


def _is_stated(said: Sequence[Token], folded: str) -> bool:
    if not said or any(name in token for token in said for name in ("QUOTE", "URL", "PERCENT")):
        return False
    words = _plain(said, folded)
    timed = all(is_filler(token) or "TIME" in token or "APPROX" in token for token in said)
    if timed and _SAID_OF.match(words) is None:
        return False  # `A minute tops`, `四十秒就够了`
    if any("\u4e00" <= char <= "\u9fff" for char in words):
        doing = any(does(token) for token in said if token is said[0] or len(token.text) > 1)
        busy = _BUSY_ZH.search(words) is not None
        return _STATED_ZH.search(words) is not None and (busy or not (doing or _WISHED_ZH.search(words)))
    first = next((token for token in said if not is_filler(token)), said[0])
    if _LACKS.match(words):
        return True
    noun = "CLIPREF" in first or ("FILM" in first and "CUT" not in first)
    verb = not noun and not _OPENING.isdisjoint(first.categories)
    if verb and _SAID_OF.match(words) is None:
        return False
    return _STATED.match(words) is not None and _WISHED.search(words) is None


def _plain(said: Sequence[Token], folded: str) -> str:
    """The words of a phrase as they were written, without marks."""
    words, end = "", said[0].start
    for token in said:
        words += " " * (token.start > end) + ("stretch" if "SPAN" in token else folded[token.start : token.end])
        end = token.end
    return re.sub(r"[^\w\s'.-]+", " ", words).strip()


def does(token: Token) -> bool:
    """Is it a verb of the grammar?"""
    return not is_filler(token) and not VERBS.isdisjoint(token.categories)
