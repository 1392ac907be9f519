"""What is only set against what is asked for: `for Shorts, not for TikTok`, `all but clip 3`.

Nothing may be done to it: what is named behind `not` is what the rest of the sentence is no request for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shorts_tui.engine.director.language.categories import is_filler, is_joint, named
from shorts_tui.engine.director.language.content import VERBS
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import Range

_FAR = 10
"""Tokens before `than`, where `rather` may stand."""
_NOT = frozenset(("not", "but not", "and not"))
_EXCEPT = frozenset(
    (
        "except",
        "except for",
        "save for",
        "with the exception of",
        "other than",
        "apart from",
        "aside from",
        "bar",
        "outside of",
    )
)
_KINDS = (
    named("CLIPREF FILM_FILE"),
    named("SPAN"),
    named("PLATFORM YOUTUBE SHORTS_WORD"),
    named("LOOK"),
    named("CORNER POSITION SIDE"),
    named("ASPECT"),
    named("STYLE"),
    named("COLOR"),
    named("MOOD"),
    named("TRANSITION"),
    named("CAPTIONS TITLE MUSIC AUDIO LOGO"),
)
"""Categories of things of which one is meant rather than another."""
_BETWEEN = named("FOR ON IN AT TO FROM WITH OF AS CLIP MAKE")
_TAIL = named("READY SCREEN CORNER_WORD STYLE_WORD FORMAT OF COLOR_WORD VERSION FILTER")
_NOUNS = named(
    "CLIPREF SPAN CAPTIONS TITLE MUSIC AUDIO ORDINAL FIRST LAST SOUND_NAME FILM_FILE LOGO QUOTE PICTURE_FILE"
)
_TAKEN = named("REMOVE CUT OFF_VERB KEEP")
_ALL = named("ALL REST PART CLIP FILM MEDIA IMAGES OF")


def contrasted(tokens: Sequence[Token]) -> list[Token]:
    """The tokens; what is named with `not` or `instead of`, where another of its kind is asked for, says nothing."""
    found = list(tokens)
    for at, token in enumerate(tokens):
        if token.text.lower() not in _NOT and "INSTEAD_OF" not in token and not _prefers(tokens, at):
            continue
        noun = _noun(tokens, at + 1)
        kind = next((kind for kind in _KINDS if noun < len(tokens) and kind & tokens[noun].categories.keys()), None)
        end = noun + 1
        while end < len(tokens) and (is_filler(tokens[end]) or _TAIL & tokens[end].categories.keys()):
            end += 1
        if kind is None:
            continue
        opens = at == 0 or all(is_filler(one) for one in tokens[:at])
        closed = end == len(tokens) or is_joint(tokens[end]) or (opens and "INSTEAD_OF" in token)
        if not closed or not _other(tokens, range(at, end), tokens[noun], kind):
            continue
        end = end if end == len(tokens) or is_joint(tokens[end]) else noun + 1
        end += end < len(tokens) and tokens[end].text.lower() == "but"
        found[at:end] = [replace(one, categories={"FILLER": ""}) for one in tokens[at:end]]
    return found


def _prefers(tokens: Sequence[Token], at: int) -> bool:
    """`I'd rather have it vertical than square`."""
    if tokens[at].text.lower() != "than":
        return False
    return any(word in token.text.lower() for token in tokens[max(at - _FAR, 0) : at] for word in ("rather", "sooner"))


def _noun(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and (is_filler(tokens[at]) or _BETWEEN & tokens[at].categories.keys()):
        if "CLIPREF" in tokens[at]:
            break
        at += 1
    return at


def _other(tokens: Sequence[Token], apart: range, noun: Token, kind: frozenset[str]) -> bool:
    """Is another thing of the kind named in the sentence?"""
    first = next((n for n in range(apart.start, -1, -1) if "BREAK" in tokens[n]), -1) + 1
    last = next((n for n in range(apart.stop, len(tokens)) if "BREAK" in tokens[n]), len(tokens))
    others = [tokens[n] for n in range(first, last) if n not in apart and kind & tokens[n].categories.keys()]
    return any(_differs(one, noun, kind) for one in others)


def _differs(one: Token, noun: Token, kind: frozenset[str]) -> bool:
    mine, other = ([token.categories.get(name) for name in sorted(kind)] for token in (noun, one))
    spans = [value[0] for value in (*mine, *other) if isinstance(value, tuple) and isinstance(value[0], Range)]
    if len(spans) == 2:
        # `Keep 0:10 to 0:30, but not 0:15 to 0:20`: what lies inside is to go.
        first, then = sorted(spans, key=lambda span: span.start)
        return first.end is not None and first.end <= then.start
    return mine != other


def excepted(tokens: Sequence[Token]) -> tuple[set[int], set[int]]:
    """Where no request begins, and at the end of which phrases none stands alone.

    At what is named as an exception (`everything but the third clip can go`), and before it: what is done to all but
    one is never done to all.
    """
    begins: set[int] = set()
    ends: set[int] = set()
    for at, token in enumerate(tokens):
        if "BUT" not in token:
            continue
        noun = next((n for n in range(at + 1, len(tokens)) if not is_filler(tokens[n])), len(tokens))
        if noun == len(tokens) or not _excepts(tokens, at, noun):
            continue
        named_there = bool(_NOUNS & tokens[noun].categories.keys())
        if named_there:
            begins.update(range(at + 1, noun + 1))
        if VERBS.isdisjoint(tokens[noun].categories) and (named_there or token.text.lower() in _EXCEPT):
            ends.add(at)
    return begins, ends


def excepts(tokens: Sequence[Token]) -> bool:
    """Is anything named as an exception: `all but the third`, `除了第三段`?"""
    return any(excepted(tokens)) or any("BUT" in token and token.text.startswith("除") for token in tokens)


def _excepts(tokens: Sequence[Token], at: int, noun: int) -> bool:
    """Does the joint at `at` name an exception, and does not go on with something else?"""
    said = tokens[at].text.lower()
    if said in _EXCEPT:
        return True
    before = next((tokens[n] for n in range(at - 1, -1, -1) if not is_filler(tokens[n])), None)
    if said != "but" or before is None or not _ALL & before.categories.keys():
        return False
    end = next((n for n in range(noun, len(tokens)) if is_joint(tokens[n])), len(tokens))
    rest = {name for token in tokens[noun:end] for name in token.categories}
    # `I love all of it, but the music is too loud`
    return rest.isdisjoint(("IS", "TOO")) or not rest.isdisjoint(_TAKEN)
