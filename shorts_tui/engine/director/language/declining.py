"""Chinese for what is not to be done: `停顿先别剪`, `别把字幕关了`; those words ask for nothing, and lose nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from shorts_tui.engine.director.language.categories import is_filler, is_joint, named
from shorts_tui.engine.director.language.content import VERBS
from shorts_tui.engine.director.language.tokens import Token

_DONT = re.compile(
    r"^(?:先|可|千万|都|请|就|你|那|暂时|也|全|老|急着)*(?:别|不要|不用|不准|不许|甭|勿|请勿|不必|不需要|无需|没必要|用不着|不能|不可以|不得|不想)"
)
"""Words that forbid what stands behind them; `不要了` is said of a thing, and takes it away."""
_DOING = named(
    "REMOVE CUT CUT_TO OFF_VERB MUTE UNMUTE CROP SHORTEN CLOSE SPLIT RAISE LOWER FASTER SLOWER SPEED REPLACE CHANGE "
    "MOVE SWAP ZOOM FADE FADE_IN FADE_OUT UNDO"
)
_GIVING = named("ADD USE WANT KEEP")
"""`Logo别放了` wants it gone: what is not to be given is taken away by the rules."""
_PRAISE = re.compile(
    r"挺|蛮|还行|还可以|[很太].+|有用|好|自然|需要|舍不得|留|故意|特意|有意|习惯|感觉|味道|真实|不错|有意思|我喜欢|就这样|保持"
)
_EITHER = re.compile(r"(.)不\1.{0,4}(?:都|也)(?:行|可以|好|成|无所谓|一样)|无所谓")
"""`停顿剪不剪都行`: whichever."""
_RISKY = named("SHORTEN SILENCE FILLERS HIGHLIGHT SHORT JUMPCUT SPEED FASTER SLOWER MUTE LOOK FADE FADE_BOTH")
"""What is done all over the film, where a part of it may be meant to stay."""
_MAKING = named("MAKE SET CUT_TO CHANGE")
_OUT_OF_MEASURE = named("TOO QUIETER LOUDER HIGHER DEEPER SHORTER LONGER FASTER SLOWER SCALE")
_OBJECT = named("把 将 给")
_PLACED = named("TIME MOMENT MAYBE_TIME ORDINAL CLIPREF QUOTE FIRST LAST START END HALF_ONE HALF_TWO POSITION NUM ENDS")
_NOUNS = named(
    "CAPTIONS TITLE MUSIC AUDIO VOLUME SILENCE FILLERS NOISE LOGO TRANSITION FILM SOUND_NAME CLIP OPENING SCREEN"
)
_KEPT = _NOUNS | named("CLIPREF FILM_FILE PICTURE_FILE ORDINAL LAST FIRST START END TIME")
_ALIKE = named("COLOR STYLE POSITION SCALE LOOK MOOD CORNER")
_GIVEN = named("ADD WRITE SAYING")
_READS = named("COLON SAYING WRITE CALL")
_SHAPES = named("ASPECT PLATFORM PHONE OTHER_ASPECT")
_BORDERS = named("COMMA BREAK THEN ALSO BUT")
_INSTEAD = named(
    "MUTE LOWER RAISE QUIETER LOUDER FASTER SLOWER SHORTEN CLOSE REMOVE OFF_VERB FADE FADE_IN FADE_OUT MOVE REPLACE "
    "CHANGE SET SOFT DEEPER HIGHER SCALE COLOR MULTIPLY PERCENT"
)
_FILLER = {"FILLER": ""}


def with_declined(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with clauses that only forbid something as words that ask for nothing.

    A part of the film that is not to be touched stays one (`UNTOUCHED`), because other rules have to answer for it;
    `口头禅别剪，消音就行` is about the same thing twice, and becomes `口头禅消音`; beside a shape, `别裁` says how.
    """
    found = list(tokens)
    shaped = any(_SHAPES & token.categories.keys() for token in tokens)
    risky = {at for at, token in enumerate(tokens) if _is_risky(token)}
    first = 0
    for at in range(len(tokens) + 1):
        if at < len(tokens) and _BORDERS.isdisjoint(tokens[at].categories):
            continue
        _decline(found, first, at, risky, shaped=shaped)
        first = at + 1
    return [token for token in found if token.end > token.start]


def _turned(found: list[Token], first: int, last: int) -> None:
    """`最后一段不要声音`: what goes is the sound of the clip, not the clip; of something unknown, nothing goes."""
    negative = next((n for n in range(first, last) if "NEG" in found[n] and not found[n].text.endswith("了")), -1)
    if negative < 0 or found[negative].text.isascii():
        return
    if _is_unwritten(found, negative, first, last):
        _blank(found, first, last)
    if "NEG" not in found[negative] or not any(_KEPT & token.categories.keys() for token in found[first:negative]):
        return
    behind = next((n for n in range(negative + 1, last) if not is_filler(found[n]) and "ALL" not in found[n]), -1)
    if behind < 0:
        return
    if found[negative].text == "不" and not _GIVING & found[behind].categories.keys():
        found[negative] = replace(found[negative], categories={"SOMEWHERE": ""})  # `音乐不...`: how it is
        return
    if _NOUNS & found[behind].categories.keys() and not _GIVING & found[behind].categories.keys():
        no, noun = found[negative], found[behind]
        found[negative] = replace(no, categories=noun.categories)
        found[behind] = replace(noun, categories=no.categories)
    elif found[negative].text.startswith(("先", "暂")) and "ADD" in found[behind]:
        _blank(found, first, last)  # `标题先别加` puts it off.
    elif _GIVEN & found[behind].categories.keys() and any("QUOTE" in token for token in found[behind:last]):
        captions = any("CAPTIONS" in token for token in found[first:negative])
        # `字幕里不要出现「老王」` takes the word away; a title that is not to be is none.
        found[negative] = replace(found[negative], categories={"REMOVE": ""} if captions else {"SOMEWHERE": ""})
        found[behind] = replace(found[behind], categories=_FILLER)
    elif _ALIKE & found[behind].categories.keys() and _is_instead(found, last, found[behind]):
        _blank(found, negative, last + 1)
    elif (
        not {"HAVE", "SHOW", "SAYING"} & found[behind].categories.keys()
        and not _GIVING & found[behind].categories.keys()
    ):
        found[negative] = replace(found[negative], categories={"SOMEWHERE": ""})


def _is_unwritten(found: list[Token], negative: int, first: int, last: int) -> bool:
    """`不要加标题「促销」`: what is not to be written is not."""
    said, token = found[negative + 1 : last], found[negative]
    giving = token.text.endswith(("加", "放", "写", "用", "配", "显示"))
    giving = giving or any(_GIVEN & one.categories.keys() for one in said[:2])
    plain = all(is_filler(one) for one in found[first:negative])
    return plain and giving and _DONT.match(token.text) is not None and any("QUOTE" in one for one in said)


def _decline(found: list[Token], first: int, last: int, risky: Set[int], *, shaped: bool) -> None:
    if _EITHER.search(_words(found[first:last])):
        _blank(found, first, last)
        return
    negative = next((n for n in range(first, last) if _forbids(found, n, first)), -1)
    if any(_READS & token.categories.keys() for token in found[first : max(negative, first)]):
        return  # `标题：不要静音`: a text
    verb = _verb(found, negative, last) if negative >= 0 else -1
    if verb < 0:
        _turned(found, first, last)
        return
    said, before = found[first:last], found[first:negative]
    if shaped and ("CROP" in found[verb] or "裁" in found[verb].text):
        _put(found, negative, _end(found, verb, last), {"FIT": ""})
    elif _goes_on(found, last) and any(_NOUNS & token.categories.keys() for token in before):
        _blank(found, negative, last + 1)
        for at in range(last + 1, len(found)):
            if "SOFT" in found[at] and "QUIETER" not in found[at]:
                found[at] = replace(found[at], categories={"QUIETER": ""})
    elif any(_PLACED & token.categories.keys() for token in said if not is_filler(token)):
        safe = len(risky) == sum(n in risky for n in range(first, last))
        if _only_stays(said, verb - first) and safe:
            _blank(found, first, last)
            return
        if verb == negative + 1 or all(is_filler(token) for token in found[negative + 1 : verb]):
            _put(found, negative, verb + 1, {"UNTOUCHED": ""})
        else:
            _put(found, negative, negative + 1, {"UNTOUCHED": ""})
    else:
        plain = all(is_filler(one) or is_joint(one) or _is_object(one) for one in before)
        end = _end(found, verb, last)
        _blank(found, first if plain else negative, end)
        if end == last:
            _blank_reason(found, last + 1)


def _blank_reason(found: list[Token], first: int) -> None:
    """`停顿先别剪，我觉得挺自然的`: why not."""
    end = next((n for n in range(first, len(found)) if is_joint(found[n])), len(found))
    said = found[first:end]
    if any({"TIME", "NUM", "PERCENT", "FACTOR"} & token.categories.keys() for token in said):
        return
    asked = any(VERBS & token.categories.keys() - {"KEEP"} for token in said if not is_filler(token))
    if said and not asked and _PRAISE.search(_words(said)):
        _blank(found, first - 1, end)


def _words(said: Sequence[Token]) -> str:
    """What is said outside quotes."""
    return "".join(token.text for token in said if "QUOTE" not in token)


def _forbids(found: Sequence[Token], at: int, first: int) -> bool:
    token = found[at]
    if "NEG" not in token or token.text.endswith("了") or _DONT.match(token.text) is None:
        return False
    return at == first or "NEG" not in found[at - 1]


def _verb(found: Sequence[Token], negative: int, last: int) -> int:
    """Where the verb stands that is forbidden; -1: none is."""
    at = negative + 1
    marked = found[negative].text.endswith(tuple(_OBJECT))
    while at < last and is_filler(found[at]) and not _does(found[at]) and found[at].text not in {"的", "了"}:
        marked = marked or found[at].text in _OBJECT
        at += 1
    if at < last and _does(found[at]):
        return at
    if at + 1 < last and _MAKING & found[at].categories.keys() and _measures(found[at + 1 : last]):
        return at
    if not marked:
        return -1
    verb = next((n for n in range(last - 1, at, -1) if not is_filler(found[n])), -1)
    return verb if verb >= 0 and _does(found[verb]) else -1


def _measures(said: Sequence[Token]) -> bool:
    """`别调太小`: only how much of it is not wanted."""
    first = next((token for token in said if not is_filler(token)), None)
    return first is not None and bool(_OUT_OF_MEASURE & first.categories.keys())


def _does(token: Token) -> bool:
    return bool(_DOING & token.categories.keys()) and not _GIVING & token.categories.keys()


def _is_object(token: Token) -> bool:
    return bool(_NOUNS & token.categories.keys()) or "ALL" in token or "PART" in token or "OF" in token


def _end(found: Sequence[Token], verb: int, last: int) -> int:
    """Past what is forbidden: another verb behind it begins something else."""
    return next(
        (
            n
            for n in range(verb + 1, last)
            if not is_filler(found[n]) and ({"ADD", "KEEP", "ONLY"} & found[n].categories.keys())
        ),
        last,
    )


def _only_stays(said: Sequence[Token], verb: int) -> bool:
    """`结尾别剪`: a part of the film, and nothing else besides."""
    rest = [token for n, token in enumerate(said) if n != verb and not is_filler(token) and "NEG" not in token]
    return all((_PLACED | {"PART", "ALL"}) & token.categories.keys() and "QUOTE" not in token for token in rest)


def _is_risky(token: Token) -> bool:
    return bool(_RISKY & token.categories.keys()) or ("CUT_TO" in token and "CUT" not in token)


def _is_instead(found: Sequence[Token], joint: int, declined: Token) -> bool:
    """`字幕不要黄色 要白色`: is another one of the same kind said next?"""
    alike = _ALIKE & declined.categories.keys()
    end = next((n for n in range(joint + 1, len(found)) if is_joint(found[n])), len(found))
    said = found[joint + 1 : end]
    return any(alike & token.categories.keys() for token in said) and not any("NEG" in token for token in said)


def _goes_on(found: Sequence[Token], joint: int) -> bool:
    """Does the next clause say what is to be done with the same thing instead?"""
    if joint >= len(found) or "COMMA" not in found[joint]:
        return False
    said: list[Token] = []
    for token in found[joint + 1 :]:
        if is_joint(token):
            break
        said += [] if is_filler(token) else [token]
    return bool(said) and bool(_INSTEAD & said[0].categories.keys()) and not any(map(_is_noun, said))


def _is_noun(token: Token) -> bool:
    return bool((_NOUNS | _PLACED) & token.categories.keys()) and not _INSTEAD & token.categories.keys()


def _put(found: list[Token], first: int, last: int, categories: dict[str, str]) -> None:
    """One token in place of several; those that are left have no room."""
    end = found[last - 1].end
    text = "".join(token.text for token in found[first:last])
    found[first] = replace(found[first], categories=categories, end=end, text=text)
    for at in range(first + 1, last):
        found[at] = replace(found[at], start=end, end=end)


def _blank(found: list[Token], first: int, last: int) -> None:
    for at in range(first, min(last, len(found))):
        found[at] = replace(found[at], categories=_FILLER)
