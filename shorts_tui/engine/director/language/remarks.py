"""Remarks: phrases that say how things are (`nobody will sit through that`), and what is said of them afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shorts_tui.engine.director.language.categories import is_content, is_filler, named
from shorts_tui.engine.director.language.item import Item
from shorts_tui.engine.director.language.phrase import phrases
from shorts_tui.engine.director.language.rule import Length, Modifier, Short
from shorts_tui.engine.director.language.statements import remarks
from shorts_tui.engine.director.language.telling import without_runs
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import Clips, CutTo, Grade, Keep, Preset, Range, Reframe, Remove, Speed

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
_ABOUT = ("SPAN", "CLIPREF", "MUSIC", "NOISE", "TIME", "AUDIO")
_LENGTHS = named("TO DOWN_TO CUT_TO INTO APPROX UNDER")
_NOUNS = named("SPAN CLIPREF MUSIC SOUND_NAME CAPTIONS TITLE FILM AUDIO SILENCE FILLERS QUOTE")
_ASKING = named("REMOVE CUT CUT_TO SHORTEN MUTE UNMUTE MOVE CROP SPLIT SWAP COPY TURN RAISE LOWER ADD PUT USE")
_TOLD = named("have has had got gets stop stops need needs want wants run runs start starts come comes show shows")
"""Verbs that as often tell of something as they ask for it."""
_NOT_MEANT = (CutTo, Length, Short, Keep, Remove, Clips, Reframe)
"""What nobody asks for by saying how things are."""


def with_remarked(tokens: Sequence[Token], text: str) -> list[Token]:
    """`Clip 2 is shaky, take it out`: what a remark is about stands in for the pronoun behind it."""
    tokens = without_runs(tokens)
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
        if _is_remedied(before, others, tokens[first:last]):
            found = [item for item in found if item not in before]
            found.append(Item(first, end, 0, ()))
            continue
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


def _is_remedied(complaints: Sequence[Item], others: Sequence[Item], said: Sequence[Token]) -> bool:
    """`It starts too slow, speed it up by 10%`: what is to be done about it is said, and by how much."""
    kinds = {type(piece) for item in others for piece in item.pieces}
    pieces = [piece for item in complaints for piece in item.pieces]
    complained = any(token.text.lower().startswith(("too ", "太")) for token in said)
    return complained and bool(pieces) and all(isinstance(p, Speed | Grade) and type(p) in kinds for p in pieces)


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
