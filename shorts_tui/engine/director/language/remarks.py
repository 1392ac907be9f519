"""Remarks: phrases that say how things are (`nobody will sit through that`), and what is said of them afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shorts_tui.engine.director.language.atoms import fold
from shorts_tui.engine.director.language.categories import is_content, is_filler, is_unknown, named
from shorts_tui.engine.director.language.content import VERBS
from shorts_tui.engine.director.language.item import Item
from shorts_tui.engine.director.language.phrase import Phrase, phrases
from shorts_tui.engine.director.language.rule import Length, Modifier
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import Clips, CutTo, Keep, Preset, Range, Reframe, Remove

_LEAD = (
    r"^(?:(?:and|but|so|cos|coz|cuz|because|since|as|well|oh+|no|ah|ugh|honestly|tbh|yeah|ok|okay|now|just|basically|"
    r"hey|hi|sorry|also|kk?|unfortunately|only)\s+)*"
)
_WHO = r"(?:i|he|she|it|they|we|there|no ?(?:body|one)|some(?:body|one)|every(?:body|one)|people|this|that|these|those)"
_OWN = r"(?:my|our|his|her|their|the|a|an|some|most|whole)\s+(?:[\w-]+\s+){0,3}?[\w-]+"
_IS = (
    r"(?:should|is|isn't|are|aren't|was|were|wasn't|weren't|am|has|have|had|looks?|looked|sounds?|feels?|seems?|gets?|goes|went|"
    r"can|can't|cannot|cant|could|couldn't|does|doesn't|don't|did|didn't|won't|isnt|arent|keeps?|covers?|hides?|blocks?|"
    r"drags?|drowns?|watch(?:es)?|sees?|hears?|knows?|talks?|walks?|leaves?|runs?|lasts?|sits?|stands?|hangs?|stays?|comes?|starts?|ends?|sticks?|jumps?|flickers?|overlaps?|rang|came|ran|said|says|shakes?|hurts?|sucks?|bores?|distracts?)"
)
_OFTEN = r"(?:\s+(?:only|ever|always|never|just|mostly|really|usually|often|barely|still|also)){0,2}"
_STATED = re.compile(
    rf"{_LEAD}(?:{_WHO}(?:'s|'re|'m|'ve|'d|'ll)?\s+\S|{_OWN}(?:'s\s|\s+(?:{_IS}|\w{{3,}}s|\w{{2,}}ed)\b)"
    rf"|[\w.-]+(?:\s+[\w-]+)?{_OFTEN}(?:'s\s+|\s+{_IS}\b)|(?:you|u)\s+can(?:'t|not)?\b)"
)
_LACKS = re.compile(
    rf"{_LEAD}(?:needs(?! to)|lacks|feels|looks|sounds|seems|can't|cannot|cant|hard to|impossible to)\b"
)
"""`Needs a bit of energy`: about the film, though that is not said."""
_WISHED = re.compile(
    r"\b(?:should(?! be able)|must|needs?|wants?|wanted|gotta|ought|has to|have to|had better|please|pls|plz|let's|"
    r"lets|prefer|wish|"
    r"would like|i'd like|'d love|i'd rather|i'll take|i'll have|hope|could you|can you|would you|make sure|can go|"
    r"can be|could go|could be|may go)\b"
)
_STATED_ZH = re.compile(
    r"^(?:啊|诶|哎|嗯|刚|刚才|因为|那个|就是)*(?:我们?|我俩|咱们?|他们?|她们?|它|有人|没有?人|大家|观众|粉丝|"
    r"(?:老板|客户|甲方|领导|朋友)(?!说|要求|让|想)|这[个里段儿]|那[个里段儿])|.了$|(.)\1的$|太.+了?|[都全就]是|老是|总是|有点|在.+着"
)
_WISHED_ZH = re.compile(r"[要想请帮]|希望|需要|应该|给我|麻烦|能不能|可以|一下$|吧$|[删剪换改加切]")
_BUSY_ZH = re.compile(r"(?:我们?|我俩|咱们?|他们?|她们?|有人)(?:一直|还|正|老|老是)?在(?!这|那|第|\d)")
"""`我在调麦克风`: what somebody was doing, and no wish, whatever the verb."""
_SAID_OF = re.compile(
    rf"{_LEAD}(?:(?:i|he|she|they|we|nobody|no one|somebody|someone|everybody|everyone|people)\b"
    r"|(?:it|this|that|these|those|there)(?:'s|'re| is| are| was| were)\b)"
)
"""Who does it is said, so that it is told of, whatever the verb."""
_POINTED = named("it its that this them those") | named(
    "它 它们 那段 那几秒 那几秒钟 那一段 那一小段 那里 那些 那部分 这段 这一段 这几秒 每一个"
)
_POINTED_NOUN = named("bit part section clip bits parts clips stretch segment one ones")
_DOING = named(
    "REMOVE CUT OFF_VERB MUTE KEEP FASTER SLOWER SPEED LOOK ZOOM SPLIT COPY SWAP SILENCE MULTIPLY MOVE USE CROP "
    "RAISE LOWER TURN LOUDER QUIETER VOLUME"
)
_HEARD = named("LOWER RAISE TURN BRING QUIETER LOUDER VOLUME PERCENT MULTIPLY MUTE FADE FADE_OUT DOWN UP DEEPER HIGHER")
_DONE_TO = (
    (named("MUSIC AUDIO"), _HEARD),
    (named("NOISE"), named("REMOVE CLOSE DENOISE CUT")),
    (named("SPAN CLIPREF"), _DOING),
)
"""What can be done to what a remark is about."""
_LEADS = named("FILLER POSITION DET PART")
_MOST_MORE = 2
_ABOUT = ("SPAN", "CLIPREF", "MUSIC", "NOISE", "TIME", "AUDIO")
_LENGTHS = named("TO DOWN_TO CUT_TO INTO APPROX UNDER")
_NOUNS = named("SPAN CLIPREF MUSIC SOUND_NAME CAPTIONS TITLE FILM AUDIO SILENCE FILLERS QUOTE")
_ASKING = named("REMOVE CUT CUT_TO SHORTEN MUTE UNMUTE MOVE CROP SPLIT SWAP COPY TURN RAISE LOWER ADD PUT USE")
_TOLD = named("have has had got gets stop stops need needs want wants run runs start starts come comes show shows")
"""Verbs that as often tell of something as they ask for it."""
_NOT_MEANT = (CutTo, Length, Keep, Remove, Clips, Reframe)
"""What nobody asks for by saying how things are."""


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
    if any("\u4e00" <= char <= "\u9fff" for char in words):
        doing = any(_does(token) for token in said if token is said[0] or len(token.text) > 1)
        if all(is_filler(token) or "TIME" in token or "APPROX" in token for token in said):
            return False  # `四十秒就够了`
        busy = _BUSY_ZH.search(words) is not None
        return _STATED_ZH.search(words) is not None and (busy or not (doing or _WISHED_ZH.search(words)))
    first = next((token for token in said if not is_filler(token)), said[0])
    if _LACKS.match(words):
        return True
    verb = not VERBS.isdisjoint(first.categories) and "FILM" not in first and "CLIPREF" not in first
    if verb and _SAID_OF.match(words) is None:
        return False
    return _STATED.match(words) is not None and _WISHED.search(words) is None


def _plain(said: Sequence[Token], folded: str) -> str:
    """The words of a phrase as they were written, without marks; a stretch is `it`."""
    words, end = "", said[0].start
    for token in said:
        words += " " * (token.start > end) + ("it" if "SPAN" in token else folded[token.start : token.end])
        end = token.end
    return re.sub(r"[^\w\s'.-]+", " ", words).strip()


def _does(token: Token) -> bool:
    """Is it a verb of the grammar?"""
    return not is_filler(token) and not VERBS.isdisjoint(token.categories)


def with_remarked(tokens: Sequence[Token], text: str) -> list[Token]:
    """`Clip 2 is shaky, take it out`: what a remark is about stands in for the pronoun behind it."""
    found = list(tokens)
    parts, stated = phrases(tokens), remarks(tokens, text)
    about: Token | None = None
    for first, last in parts:
        if (first, last) in stated:
            about = _subject(tokens[first:last]) or about
            continue
        if about is not None and _takes(about, tokens[first:last]):
            _point(found, first, last, about)
        if any("BREAK" in token for token in tokens[last : last + 1]):
            about = None
    return found


def _takes(about: Token, said: Sequence[Token]) -> bool:
    """Can what is said be said of it?"""
    if "TIME" in about:
        return True
    if _names(said):
        return False
    if "SPAN" in about and any("TIME" in token for token in said):
        return False  # `Nobody watches past a minute, trim it to 58 seconds`: the film
    for kinds, doing in _DONE_TO:
        if not kinds.isdisjoint(about.categories):
            cut = "NOISE" not in about and doing is _HEARD
            return any(
                not doing.isdisjoint(token.categories) and not (cut and ("CUT" in token or "REMOVE" in token))
                for token in said
            )
    return False


def _subject(said: Sequence[Token]) -> Token | None:
    return next((token for name in _ABOUT for token in said if name in token), None)


def _names(said: Sequence[Token]) -> bool:
    """Is it said there what is meant?"""
    return any(not _NOUNS.isdisjoint(token.categories) for token in said[1:] if not is_filler(token))


def _point(found: list[Token], first: int, last: int, about: Token) -> None:
    for at in range(first, last):
        if "TIME" in about and at and found[at].text.lower() in _POINTED and _beyond(found, at, about):
            return
        if "TIME" in about and not any(name in found[at - 1] for name in _LENGTHS):
            continue
        if found[at].text.lower() in _POINTED:
            found[at] = replace(about, start=found[at].start, end=found[at].end, text=found[at].text)
            if at + 1 < last and found[at + 1].text.lower() in _POINTED_NOUN:
                found[at + 1] = replace(found[at + 1], categories={"FILLER": ""})
            return


def _beyond(found: list[Token], at: int, about: Token) -> bool:
    """`I start at 0:11, cut everything before that`: what lies before or after that moment."""
    ms = round(float(str(about.categories["TIME"])))
    spans = {"BEFORE": Range(end=ms), "AFTER": Range(start=ms)}
    side = next((name for name in spans if name in found[at - 1]), "")
    if side:
        found[at - 1] = replace(found[at - 1], categories={"SPAN": (spans[side],)})
        found[at] = replace(found[at], categories={"FILLER": ""})
    return bool(side)


def without_remarks(items: Sequence[Item], tokens: Sequence[Token], text: str) -> list[Item]:
    """The items with remarks understood where something else is asked for; they ask for nothing themselves."""
    stated = remarks(tokens, text)
    found = list(items)
    for first, last in stated:
        inside = [item for item in found if first <= item.start and item.end <= last]
        asked = [item for item in inside if _is_asked(item, tokens)]
        others = [item for item in found if item not in inside and item.pieces and not item.refused]
        end = min((item.start for item in asked), default=last)
        before = [item for item in inside if item not in asked]
        read = {at for item in before for at in range(item.start, item.end)}
        whole = all(at in read or not is_content(tokens[at]) for at in range(first, end))
        whole = whole and not any(item.refused for item in before)
        every = all(at in read or is_filler(tokens[at]) for at in range(first, end))
        told = every or any(not isinstance(piece, Modifier) for item in before for piece in item.pieces)
        if whole and told and not any(_is_unmeant(item) for item in before):
            continue
        shorter = any(isinstance(piece, CutTo) and piece.length is None for item in others for piece in item.pieces)
        if shorter and any(isinstance(piece, CutTo | Length) for item in before for piece in item.pieces):
            continue  # `I only have 20 seconds, shorten it`
        if not others and not asked:
            found = [item for item in found if item not in before or not _is_unmeant(item)]
            continue
        limited = any("LIMIT" in token for token in tokens[first:last])
        if limited and any(item.refused for item in before) and _subject(tokens[first:last]) is None:
            continue
        found = [item for item in found if item not in before]
        if first < end:
            found.append(Item(first, end, 0, ()))
    return sorted(found, key=lambda item: item.start)


def _is_unmeant(item: Item) -> bool:
    return any(isinstance(piece, _NOT_MEANT) for piece in item.pieces)


def _is_asked(item: Item, tokens: Sequence[Token]) -> bool:
    """Does it begin with a verb, end with one that takes away, or say where the film is to be shown?"""
    if any(isinstance(piece, Preset) for piece in item.pieces):
        return True
    said = [token for token in tokens[item.start : item.end] if not is_filler(token)]
    first = said[0] if said else None
    if all(isinstance(piece, Modifier) for piece in item.pieces):
        return False
    if said and ("REMOVE" in said[-1] or "CUT" in said[-1]):
        return True
    return first is not None and not _ASKING.isdisjoint(first.categories) and first.text.lower() not in _TOLD
