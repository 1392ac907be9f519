"""The elements of patterns that are more than a category: noun phrases, unknown words, unquoted text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shorts_tui.engine.director.language.categories import (
    CONTENT,
    FUNCTION,
    STRONG,
    WILD,
    is_break,
    is_content,
    is_filler,
    is_joint,
    is_unknown,
    named,
    weight,
)
from shorts_tui.engine.director.language.pattern import State, States
from shorts_tui.engine.director.language.rule import Modifier
from shorts_tui.engine.director.language.tokens import Token

_LONGEST_NOUN = 7
_LONGEST_TEXT = 80
_LONGEST_TAIL = 24
_MOST_WORDS = 4
_NOUN_LIKE = named(
    "FILM CLIP SHORT HIGHLIGHT TIME NUM FORMAT ALL PART COLOR_WORD MEDIA AUDIO IS ORDINAL SHORTER VERSION BEST SCREEN"
)
_NO_NOUN = named(
    "NEG REMOVE OFF_VERB LIMIT CAPTIONS TITLE MUSIC QUOTE TO INTO DOWN_TO CUT_TO SPAN MUTE PERCENT FACTOR "
    "PLATFORM ASPECT"
)
VERBS = named(
    "REMOVE CUT CUT_TO SHORTEN OFF_VERB KEEP ONLY MUTE UNMUTE MAKE CREATE ADD USE MOVE CHANGE CALL WRITE CROP "
    "FIT_VERB RAISE LOWER TURN UNDO REDO START_OVER NEG JUMPCUT CLOSE SET FASTER SLOWER SWAP COPY SPLIT FADE_IN "
    "FADE_OUT ZOOM NORMALIZE DENOISE FOLLOW DUCK SHUFFLE"
)
_NOUNS = named(
    "CAPTIONS MUSIC ASPECT PLATFORM TIME FIT SPAN SOUND_FILE STYLE POSITION PERCENT MUTE SILENCE FOR SHORTS_WORD TITLE"
)
_LOOKS = frozenset(("color", "scale", "title_style", "style"))
_LEADING = frozenset(("IN", "AS", "WITH"))
"""`Paint it red` is a text, `in red` behind one is a colour."""
_SHORTENED = frozenset(("dr", "mr", "mrs", "ms", "prof", "st", "jr", "sr", "feat", "vs", "no", "ft", "ep"))
"""A full stop behind one of these ends no text: `Dr. Ana Ruiz`."""
_LOUD = frozenset("!?！？")


def noun_phrases(tokens: Sequence[Token], at: int) -> States:
    """Up to seven words that name the film: known nouns, fillers and unknown words; nothing as well."""
    found = {at: State()}
    score = 0
    for end in range(at + 1, min(len(tokens), at + _LONGEST_NOUN) + 1):
        token = tokens[end - 1]
        categories = token.categories.keys()
        if is_joint(token) or not _NO_NOUN.isdisjoint(categories):
            break
        if not (is_unknown(token) or is_filler(token) or not _NOUN_LIKE.isdisjoint(categories)):
            break
        score += WILD if is_unknown(token) else min(FUNCTION, weight(token))
        found[end] = State(score)
    return found


def unknown_words(tokens: Sequence[Token], at: int) -> States:
    """One to four unknown words, or known nouns for the film between them."""
    found: dict[int, State] = {}
    for end in range(at + 1, min(len(tokens), at + _MOST_WORDS) + 1):
        token = tokens[end - 1]
        if not (is_unknown(token) or is_filler(token) or "FILM" in token or "READY" in token) or is_joint(token):
            break
        found[end] = State(WILD * (end - at))
    return found


def phrase_rests(tokens: Sequence[Token]) -> list[States]:
    """For each place: everything up to the end of the phrase, if there is anything."""
    found: list[States] = [{}]
    end, score = len(tokens), 0
    for at in range(len(tokens) - 1, -1, -1):
        if is_joint(tokens[at]):
            end, score = at, 0
            found.append({})
        else:
            score += WILD if is_unknown(tokens[at]) else weight(tokens[at])
            found.append({end: State(score)})
    return found[::-1]


def contents(
    tokens: Sequence[Token], at: int, text: str, tiled: Callable[[int, int], tuple[Modifier, ...] | None]
) -> States:
    """Unquoted text: up to the end of the sentence or a new command, without the modifiers that stand at its end."""
    end = _content_end(tokens, at, text)
    if end <= at or not tokens[at].text[:1].isalnum() or _names_film(tokens, at, end):
        return {}
    last, modifiers = end, tuple[Modifier, ...]()
    for place in range(max(at, end - _LONGEST_TAIL), end):
        tail = () if _is_capital(tokens, place, at) else tiled(place, end)
        if tail and (_LEADING & tokens[place].categories.keys() or _LOOKS.isdisjoint(one.kind for one in tail)):
            last, modifiers = place, tail
            break
    while last > at and is_joint(tokens[last - 1]):
        last -= 1
    if last == at:
        return {}
    stop = tokens[last - 1].end
    while stop < len(text) and text[stop] in _LOUD:
        stop += 1
    kept = (("content", text[tokens[at].start : stop]), *(("modifier", modifier) for modifier in modifiers))
    while end < len(tokens) and tokens[end].end <= stop:
        end += 1
    first = at
    while (
        first < last
        and tokens[first].text.islower()
        and not is_unknown(tokens[first])
        and not is_content(tokens[first])
    ):
        first += 1  # `should be Fast`: rather read by the pattern than taken as text
    return {end: State((end - first) * CONTENT, kept)}


def _is_capital(tokens: Sequence[Token], place: int, first: int) -> bool:
    """`Write Thank You at the end`, `Fresh Start`: with a capital it is text, and no modifier begins with it."""
    text = tokens[place].text
    titled = place > first and tokens[place - 1].text[:1].isupper() and not text.isupper()
    return text[:1].isupper() and (is_filler(tokens[place]) or titled)


def _names_film(tokens: Sequence[Token], at: int, end: int) -> bool:
    """`the video` in front of what it is to be called."""
    while at < end and is_filler(tokens[at]):
        at += 1
    return at + 1 < end and "FILM" in tokens[at] and tokens[at].text.islower() and tokens[at + 1].text[:1].isupper()


def _content_end(tokens: Sequence[Token], at: int, text: str) -> int:
    for place in range(at, min(len(tokens), at + _LONGEST_TEXT)):
        token = tokens[place]
        if (
            is_break(token)
            and tokens[place - 1].text.lower() not in _SHORTENED
            and (token.text not in {".", "…"} or place + 1 == len(tokens) or tokens[place + 1].start > token.end)
        ):
            return place
        if is_joint(token) and begins_command(tokens, place + 1, text, joint=token):
            return place
    return len(tokens) if len(tokens) <= at + _LONGEST_TEXT else at


def begins_command(tokens: Sequence[Token], at: int, text: str, *, joint: Token) -> bool:
    """Does a command begin at `at`, behind a joint in what may be text?

    It does with a verb and something known, or where the whole phrase is made of known words, one of them a noun of
    the grammar; a capital letter (behind `and` or a comma in a title) says that the text goes on.
    """
    while at < len(tokens) and (is_joint(tokens[at]) or is_filler(tokens[at])):
        if is_break(tokens[at]):
            return True
        at += 1
    end = at
    while end < len(tokens) and not is_joint(tokens[end]):
        end += 1
    if end == at:
        return False
    phrase = tokens[at:end]
    first = phrase[0]
    if first.text[:1].isupper() and not text.isupper() and "THEN" not in joint:
        return False
    strong = any(not STRONG.isdisjoint(token.categories) for token in phrase[1:])
    if not VERBS.isdisjoint(first.categories):
        return strong or not {"UNDO", "MUTE", "UNMUTE", "START_OVER", "JUMPCUT"}.isdisjoint(first.categories)
    known = not any(is_unknown(token) for token in phrase)
    return known and not _NOUNS.isdisjoint(first.categories) and ("AND" not in joint or len(phrase) > 1)
