"""What is taken back in the same breath: `make it square, no, vertical`, `30 seconds... make that 45`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shorts_tui.engine.director.language.atoms import fold
from shorts_tui.engine.director.language.categories import is_filler, is_joint, named
from shorts_tui.engine.director.language.item import Item
from shorts_tui.engine.director.language.rule import Length, Loudness, Piece, Short, Unowned
from shorts_tui.engine.director.language.tokens import Token, Value
from shorts_tui.engine.director.plan import (
    Captions,
    CutTo,
    Music,
    Preset,
    Reframe,
    RemoveMusic,
    RemoveTitle,
    Title,
    Volume,
)

_SOFT = "oh|oops|ah|hmm|hm|um|uh|well|wait|actually|sorry|hold on|ugh|my bad|ok|okay"
_HARD = "no wait|wait no|actually no|no actually|no sorry|sorry no|no|nope|nah"
_SAID = "i meant to say|i meant|i mean|scratch that|make that|or rather|rather|correction"
_ANEW = "make it|let's do|let's say|rather"
_MARK = re.compile(
    rf"[,.;!?…—–-]+\s*(?:(?:{_SOFT})[\s,.!…]+){{0,4}}"
    rf"(?:(?:{_HARD})[\s,.!…]+(?:(?:{_SOFT}|{_SAID}|{_ANEW})\b[\s,.!…]*){{0,4}}|(?:{_SAID})\b[\s,.!…:]*"
    rf"|(?:oops|sorry|actually|wait|hold on)[\s,.!…]+)"
)
_PLAIN_NO = re.compile(r"(?:no|nope|nah)\s+$")
"""`..., no music` takes nothing back: the bare word does so only with a mark, another such word or an amount behind."""
_DROPPED = re.compile(
    r"[,.;!?…—–，。！？、\s-]+(?:(?:oh|actually|no|wait|hmm|哦|啊|还是)[\s,.，!]*){0,4}"
    r"(?:scratch that|never ?mind(?: that| it)?|forget (?:about )?(?:it|that)|"
    r"算了不要了|算了吧|算了不.了|算了别.了|算了|还是不要了|还是不.了)"
    r"[\s.!。！]*$"
)
_DECLINED = re.compile(
    r"(?:[?？][\s.…]*|吗[，,\s]*)(?:(?:oh|um|uh|hm+|ah|哦|啊|嗯)[\s,.，]*)?"
    r"(?:no(?:pe)?|nah|no,? thanks?(?: you)?|no thank you|not (?:now|yet|really)|better not|i don't think so|"
    r"不用了?|不了|不要了?|算了|还是不用了?|还是不要了?)[\s.!。！]*$"
)
"""`Captions? No`: asked and answered in one breath."""
_MARK_ZH = re.compile(
    r"[，,、。.！!？?…；;\s]+(?:哦|啊|呃|嗯|哎)?(?:不对不对|不对|不是|不不|哦不|不(?=[，,])|算了|说错了|我说错了|错了|我是说|应该是|等等|等一下)"
    r"[，,、。.！!…\s]*(?:应该|还是|要|是|我是说|说错了|改成|换成)*"
)
_LIGHT = named(
    "MAKE CHANGE CUT_TO TO INTO USE IS AT ON FOR WANT SET CREATE ADD PUT AS IN DO WITH GO BUT STYLE_WORD QUESTION_AUX"
)
_MOST, _NEAR = 8, 100
"""How often something is taken back, and how near to the end all of it is, characters: enough for people."""
_AMOUNTS = frozenset(("NUM", "TIME", "PERCENT", "FACTOR"))
_TIMES = frozenset(("TIME", "MOMENT"))
_PLATFORMS = frozenset(("PLATFORM", "SHORTS_WORD", "YOUTUBE"))
_ALIKE = (
    _TIMES,
    _PLATFORMS,
    frozenset(("SILENCE", "FILLERS", "NOISE", "CAPTIONS", "TITLE", "MUSIC")),
    frozenset(("FIRST", "ORDINAL", "LAST")),
    frozenset(("START", "OPENING", "END", "ONWARDS")),
    frozenset(("FASTER", "SLOWER", "SPEED")),
    frozenset(("LOUDER", "QUIETER")),
    frozenset(("FADE_IN", "FADE_OUT")),
    frozenset(("UP", "DOWN")),
)
"""What can be said in place of each other."""
_ASKING = frozenset(("QUESTION_AUX", "WHAT", "HOW_LONG", "HOW_MANY", "HOW_BIG", "HOW_TO"))
_UNSAID = ((Captions, Captions), (Music, RemoveMusic), (Title, RemoveTitle), (CutTo, Length), (Length, CutTo))


def taken_back(tokens: Sequence[Token], text: str) -> tuple[list[Token], list[int]]:
    """The tokens with what was said in place of other words put where those stood, as if it had been said at once.

    Also the places in `text` where something else is taken back: a whole command, by another one behind it.
    """
    found, places = list(tokens), list[int]()
    masked = _masked(tokens, text)
    marks = sorted((m.start(), m.end()) for pattern in (_MARK, _MARK_ZH) for m in pattern.finditer(masked))
    for start, end in reversed(marks[:_MOST]):
        if not masked[:start].strip():
            continue
        if _adds(found, end):
            continue
        plain = _PLAIN_NO.search(masked[start:end])
        put = _put_back(found, start, end, amount=plain is not None)
        if put is None:
            places.append(start)
        else:
            found = put
    near = max(0, len(masked) - _NEAR)
    dropped = _DROPPED.search(masked, near)
    declined = _DECLINED.search(masked, near)
    if declined is not None:
        # `Captions? Yes. Music? No.`: what was asked last alone.
        start = max((t.end for t in found if "BREAK" in t and t.end <= declined.start()), default=0)
        if any(token.end <= start for token in found):
            return [token for token in found if token.end <= start], places
    dropped = dropped or declined
    if dropped is not None and masked[: dropped.start()].strip():
        found = [token for token in found if token.end <= dropped.start()]
        places.append(len(text))
    return found, places


def without_taken_back(items: Sequence[Item], tokens: Sequence[Token], places: Sequence[int]) -> list[Item]:
    """The items without those that another one behind a word like `no wait` stands in place of."""
    found = list(items)
    end = max((token.end for token in tokens), default=0)
    for place in places:
        before = [item for item in found if item.pieces and tokens[item.start].start < place]
        after = [item for item in found if item.pieces and tokens[item.start].start >= place]
        if before and after and isinstance(before[-1].pieces[-1], RemoveMusic) and _lower(after[0].pieces[0]):
            # `No music... no, just lower it`.
            found[found.index(after[0])] = replace(after[0], pieces=(_of_music(after[0].pieces[0]),))
        elif not before or (after and not _instead(before[-1].pieces, after[0].pieces)) or (not after and place < end):
            continue
        if before:
            # It stays as something that was understood, and asks for nothing.
            found[found.index(before[-1])] = replace(before[-1], pieces=())
    return found


def _masked(tokens: Sequence[Token], text: str) -> str:
    """The folded text with blanks for what is in quotes, in which nothing is taken back."""
    folded = fold(text)
    for token in tokens:
        if "QUOTE" in token:
            folded = folded[: token.start] + "\0" * (token.end - token.start) + folded[token.end :]
    return folded


def _put_back(tokens: list[Token], start: int, end: int, *, amount: bool) -> list[Token] | None:
    """The tokens with those of the phrase behind `end` in the places of their like before `start`; None: no like.

    Where `amount` is said, only amounts can be put there.
    """
    before = [n for n, token in enumerate(tokens) if token.end <= start]
    last = next((n for n in range(len(tokens)) if tokens[n].start >= end and not is_joint(tokens[n])), len(tokens))
    stop = next((n for n in range(last, len(tokens)) if is_joint(tokens[n])), len(tokens))
    said = [n for n in range(last, stop) if not _is_light(tokens[n])]
    if not before or not said or _asks(tokens, before[-1]):
        return None
    if not _ASKING.isdisjoint(tokens[last].categories):
        return None
    if amount and any(_AMOUNTS.isdisjoint(tokens[n].categories) for n in said):
        return None
    found = list(tokens)
    taken: set[int] = set()
    for n in reversed(said):
        like = next((m for m in reversed(before) if m not in taken and _like(tokens[m], tokens[n])), None)
        if like is None:
            return None
        taken.add(like)
        found[like] = replace(
            tokens[n],
            categories=_valued(tokens[like], tokens[n]),
            start=tokens[like].start,
            end=tokens[like].end,
            text=tokens[n].text,
            unit=tokens[n].unit or tokens[like].unit,
        )
    return found[: before[-1] + 1] + found[stop:]


def _adds(tokens: Sequence[Token], end: int) -> bool:
    """Is what comes behind `end` said besides (`oh, and captions`, `the last 5, too`), and not instead?"""
    behind = [token for token in tokens if token.start >= end]
    stop = next((n for n, token in enumerate(behind) if n and is_joint(token) and "ALSO" not in token), len(behind))
    more = any("ALSO" in token or token.text.lower() in {"too", "也"} for token in behind[: stop + 1])
    return more or bool(behind and "AND" in behind[0])


def _asks(tokens: Sequence[Token], at: int) -> bool:
    """Does the sentence that ends at `at` begin like a question?"""
    first = next((n for n in range(at, -1, -1) if "BREAK" in tokens[n]), -1) + 1
    return not _ASKING.isdisjoint(tokens[first].categories)


def _is_light(token: Token) -> bool:
    """Does it say nothing by itself that the words before have not said?"""
    return (
        is_filler(token)
        or token.categories.get("LIMIT") == "vague"
        or (bool(token.categories) and token.categories.keys() <= _LIGHT)
    )


def _like(old: Token, new: Token) -> bool:
    """Can the one stand in the place of the other?"""
    if "NUM" in new and not _TIMES.isdisjoint(old.categories):
        return bool(old.unit)
    if ("NUM" in new and "PERCENT" in old) or any(_shares(old, new, group) for group in _ALIKE):
        return True
    shared = (old.categories.keys() & new.categories.keys()) - _LIGHT
    return bool(shared) and not (is_filler(old) or is_joint(old))


def _shares(old: Token, new: Token, group: frozenset[str]) -> bool:
    return not group.isdisjoint(old.categories) and not group.isdisjoint(new.categories)


def _valued(old: Token, new: Token) -> dict[str, Value]:
    """What the new one says; a bare number has the unit of what it stands for."""
    if "NUM" in new and "TIME" in old and "TIME" not in new:
        return {"TIME": round(float(str(new.categories["NUM"])) * old.unit)}
    if "NUM" in new and "PERCENT" in old and "PERCENT" not in new:
        return {"PERCENT": float(str(new.categories["NUM"])) / 100}
    if "PLATFORM" in old and not _PLATFORMS.isdisjoint(new.categories) and "PLATFORM" not in new:
        return {"PLATFORM": "shorts"}
    return dict(new.categories)


def _lower(piece: Piece) -> bool:
    return isinstance(piece, Unowned | Loudness) or (isinstance(piece, Volume) and piece.level != 0)


def _of_music(piece: Piece) -> Piece:
    """A change of volume that says of nothing, as one of the music."""
    if isinstance(piece, Loudness):
        return Volume(target="music", level=piece.level)
    change = piece.change if isinstance(piece, Unowned) else piece
    return change.model_copy(update={"target": "music"}) if isinstance(change, Volume) else piece


def _instead(before: Sequence[Piece], after: Sequence[Piece]) -> bool:
    """Is what comes after about the same thing as what comes before?"""
    old, new = before[-1], after[0]
    if any(isinstance(old, a) and isinstance(new, b) for a, b in _UNSAID):
        return True
    return type(old) is type(new) and isinstance(new, CutTo | Music | Preset | Reframe | Short | Title)
