"""What `that word`, `that one` and `its sound` point at: a word somebody says, or the clip that was named before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from shorts_tui.engine.director.language.categories import is_filler, named
from shorts_tui.engine.director.language.phrase import Phrase, phrases
from shorts_tui.engine.director.language.tokens import Token, Value
from shorts_tui.engine.director.plan import Range, Spoken

_TAKING = named("REMOVE CUT MUTE OFF_VERB SILENCE")
_NOUNS = named("QUOTE CAPTIONS MUSIC SPAN CLIPREF FILLERS SILENCE NOISE")
_TEXT = named("CAPTIONS TITLE")
_INSTEAD = named("INSTEAD_OF MUTE_INSTEAD")
_DECLINING = _INSTEAD | {"NEG"}
_MOVING = named("MOVE PUT UP DOWN NUDGE RAISE LOWER HIGHER DEEPER POSITION SCALE COLOR")
_PRONOUNS = frozenset(("it", "that", "them", "those", "this"))
_WORDS = frozenset(("word", "words", "phrase", "one", "ones", "term"))
_LINES = frozenset(("line", "sentence", "part", "bit", "section", "moment"))
_SAYS = re.compile(
    r"\b(?:say|says|said|saying|uses?|using|repeats?|repeating|mentions?|mentioned|swears?|word|words|name|phrase)"
    r"(?:\s+the\s+(?:word|words|phrase|name))?\s*$",
    re.IGNORECASE,
)
_NEAR = 4
"""Phrases behind that may point back."""
_NOTHING: dict[str, Value] = {"FILLER": ""}
_OFF = frozenset(("turn", "switch", "shut", "take", "get", "put"))
_OWN = named("AUDIO VOLUME SPEED COLOR_WORD")
_THERE = frozenset(
    ["那段", "这段", "那一段", "这一段", "那小段", "那儿", "那里", "那块", "那截", "那部分", "这部分", "那会儿"]
)
_ONES = frozenset(("one", "clip", "shot", "scene", "bit", "part", "video"))


def pointed(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens with what is pointed at in place of the words that point."""
    return _clips(_there(_texts(_said(_off(_headed(tokens)), text))))


def _headed(tokens: Sequence[Token]) -> list[Token]:
    """`Clip 4: black and white, muted, half speed`: what follows is all about that clip."""
    found = list(tokens)
    added: list[tuple[int, Token]] = []
    head: Token | None = None
    for first, last in phrases(tokens):
        said = [at for at in range(first, last) if not is_filler(tokens[at])]
        if first and "BREAK" in tokens[first - 1]:
            head = None
        if len(said) > 1 and "CLIPREF" in tokens[said[0]] and "COLON" in tokens[said[1]]:
            head = tokens[said[0]]
            found[said[1]] = replace(tokens[said[1]], categories=_NOTHING)
        elif head is not None and not any((_NOUNS | _TEXT) & tokens[at].categories.keys() for at in said):
            place = tokens[first].start
            added.append((first, replace(head, start=place, end=place, text="")))
    for at, token in reversed(added):
        found.insert(at, token)
    return found


def _off(tokens: list[Token]) -> list[Token]:
    """`Switch em off`: one verb, whatever stands between its parts."""
    for first, last in phrases(tokens):
        said = [at for at in range(first, last) if not is_filler(tokens[at])]
        if len(said) == 2 and tokens[said[0]].text.lower() in _OFF and "OFF" in tokens[said[1]]:
            tokens[said[0]] = replace(tokens[said[0]], categories={"OFF_VERB": "", "REMOVE": ""})
            tokens[said[1]] = replace(tokens[said[1]], categories={"FILLER": ""})
    return tokens


def _said(tokens: list[Token], text: str) -> list[Token]:
    """`She says 'bloody' twice, mute that word`: where it is said, and no text to be shown."""
    parts = phrases(tokens)
    added: list[tuple[int, Token]] = []
    for index, (first, last) in enumerate(parts):
        at = next((n for n in range(first, last) if "QUOTE" in tokens[n]), -1)
        if at < 0 or _SAYS.search(text, 0, tokens[at].start) is None or _does(tokens[first:last]):
            continue
        place = next((one for then in parts[index + 1 : index + _NEAR] if (one := _pointing(tokens, then))), None)
        if place is None:
            continue
        words = tokens[place[-1]].text.lower() not in _LINES
        meant = Range(spoken=Spoken(text=str(tokens[at].categories["QUOTE"]).strip(), words=words))
        pointing = tokens[place[0]]
        if "REMOVE" in pointing:
            added.append((place[0] + 1, Token({"SPAN": (meant,)}, pointing.end, pointing.end, "")))
        else:
            tokens[place[0]] = replace(pointing, categories={"SPAN": (meant,)})
            tokens[place[0] + 1 : place[-1] + 1] = [
                replace(one, categories=_NOTHING) for one in tokens[place[0] + 1 : place[-1] + 1]
            ]
        tokens[first:last] = [replace(one, categories=_NOTHING) for one in tokens[first:last]]
    for at, span in reversed(added):
        tokens.insert(at, span)
    return tokens


def _does(said: Sequence[Token]) -> bool:
    """Is something to be done there to what is said?"""
    return any(_TAKING & token.categories.keys() or "ADD" in token for token in said if "SAYING" not in token)


def _pointing(tokens: Sequence[Token], phrase: Phrase) -> range | None:
    """Where a phrase that takes something away points at what was said before; None where it names a thing itself."""
    said = tokens[phrase[0] : phrase[1]]
    if not any(_TAKING & token.categories.keys() for token in said):
        return None
    if any(_NOUNS & token.categories.keys() and not _TAKING & token.categories.keys() for token in said):
        return None
    for at in range(phrase[0], phrase[1]):
        word = tokens[at].text.lower()
        if word in _PRONOUNS or "DET" in tokens[at] or "EACH" in tokens[at]:
            named_too = at + 1 < phrase[1] and tokens[at + 1].text.lower() in (_WORDS | _LINES)
            if word in _PRONOUNS or named_too:
                return range(at, at + 2 if named_too else at + 1)
        if "REMOVE" in tokens[at] and word.endswith((" it out", " them out", " it off", " them off")):
            return range(at, at + 1)
        if word.startswith(("that ", "the ")) and word.split()[-1] in (_WORDS | _LINES):
            return range(at, at + 1)
    return None


def _texts(tokens: list[Token]) -> list[Token]:
    """`The subs are in the way, shift them up`."""
    parts = phrases(tokens)
    for (first, last), then in pairwise(parts):
        about = next((token for token in tokens[first:last] if not is_filler(token)), None)
        told = any("IS" in token for token in tokens[first : first + 3])
        if about is None or not _TEXT & about.categories.keys() or (_does(tokens[first:last]) and not told):
            continue
        said = tokens[then[0] : then[1]]
        if any((_NOUNS | _TEXT) & token.categories.keys() for token in said):
            continue
        for at in range(*then):
            if tokens[at].text.lower() in _PRONOUNS and any(_MOVING & token.categories.keys() for token in said):
                name = next(iter(_TEXT & about.categories.keys()))
                tokens[at] = replace(tokens[at], categories={name: about.categories[name]})
                break
    return tokens


def _there(tokens: list[Token]) -> list[Token]:
    """`Don't delete clip 2, just mute it`: that clip; `I swear at 0:48, mute it`: for how long, nobody says."""
    for (first, last), then in pairwise(phrases(tokens)):
        before, said = tokens[first:last], tokens[then[0] : then[1]]
        place = next((token for token in before if "CLIPREF" in token or "SPAN" in token), None)
        declined = any(_DECLINING & token.categories.keys() for token in before[:2])
        instead = any(_INSTEAD & token.categories.keys() for token in before[:2])
        alone = instead or (place is not None and all(one is place or is_filler(one) for one in before))
        if any((_NOUNS | _TEXT) & token.categories.keys() for token in said):
            continue
        mute = next((at for at in range(*then) if "MUTE" in tokens[at]), None)
        if place is not None and (declined or alone):
            at = next((n for n in range(*then) if tokens[n].text.lower() in _PRONOUNS), None)
            if at is not None:
                name = "CLIPREF" if "CLIPREF" in place else "SPAN"
                tokens[at] = replace(tokens[at], categories={name: place.categories[name]})
                if alone:
                    tokens[first:last] = [replace(one, categories=_NOTHING) for one in before]
        elif mute is not None and place is None and _moment(before) and _points(said):
            tokens[mute] = replace(tokens[mute], categories={"LIMIT": "how_much"})
    return tokens


def _points(said: Sequence[Token]) -> bool:
    return any(token.text.lower() in _PRONOUNS for token in said)


def _moment(said: Sequence[Token]) -> bool:
    """Is a moment named there (`at 0:48`), and no stretch?"""
    return any("AT" in one and ("TIME" in two or "MAYBE_TIME" in two) for one, two in pairwise(said))


def _clips(tokens: list[Token]) -> list[Token]:
    """`Clip 4 has wind in it, kill its sound`; `clip 2 drags, run that one at 1.5x`: the clip named just before."""
    found: list[Token] = []
    clip: Token | None = None
    span: Token | None = None
    breaks = 0
    for at, token in enumerate(tokens):
        breaks += "BREAK" in token
        if "CLIPREF" in token:
            value = token.categories["CLIPREF"]
            clip, breaks = (token if isinstance(value, tuple) and len(value) == 1 else None), 0
        if "SPAN" in token:
            span = token
        elif "COMMA" not in token and token.text in _THERE and span is not None and found[-1] is not span:
            token = replace(token, categories={"SPAN": span.categories["SPAN"]})  # `1分15到1分40他太远 那段声音大点`
        meant = None if clip is None or breaks > 1 else {"CLIPREF": clip.categories["CLIPREF"]}
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        before = found[-1] if found else None
        if meant and token.text.lower() == "its" and behind is not None and _OWN & behind.categories.keys():
            token = replace(token, categories=meant)
        elif meant and token.text.lower() in _ONES and before is not None and before.text.lower() in {"that", "this"}:
            found.pop()
            token = replace(token, categories=meant, start=before.start)
        found.append(token)
    return found
