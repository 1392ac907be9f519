"""What `that word`, `that one` and `its sound` point at: a word somebody says, or the clip that was named before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shorts_tui.engine.director.language.categories import is_filler, named
from shorts_tui.engine.director.language.phrase import Phrase, phrases
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import Range, Spoken

_TAKING = named("REMOVE CUT MUTE OFF_VERB SILENCE")
_NOUNS = named("QUOTE CAPTIONS MUSIC SPAN CLIPREF FILLERS SILENCE NOISE")
_PRONOUNS = frozenset(("it", "that", "them", "those", "this"))
_WORDS = frozenset(("word", "words", "phrase", "one", "ones", "term"))
_LINES = frozenset(("line", "sentence", "part", "bit", "section", "moment"))
_SAYS = re.compile(
    r"\b(?:say|says|said|saying|uses?|using|repeats?|repeating|mentions?|mentioned|swears?|word|words|name|phrase)"
    r"(?:\s+the\s+(?:word|words|phrase|name))?\s*$",
    re.IGNORECASE,
)
_OFF = frozenset(("turn", "switch", "shut", "take", "get", "put"))
_OWN = named("AUDIO VOLUME SPEED COLOR_WORD")
_ONES = frozenset(("one", "clip", "shot", "scene", "bit", "part", "video"))


def pointed(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens with what is pointed at in place of the words that point."""
    return _clips(_said(_off(list(tokens)), text))


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
    for index, (first, last) in enumerate(parts):
        at = next((n for n in range(first, last) if "QUOTE" in tokens[n]), -1)
        if at < 0 or _SAYS.search(text, 0, tokens[at].start) is None or _does(tokens[first:last]):
            continue
        for then in parts[index + 1 :]:
            place = _pointing(tokens, then)
            if place is None:
                continue
            words = tokens[place.stop - 1].text.lower() not in _LINES
            meant = Range(spoken=Spoken(text=str(tokens[at].categories["QUOTE"]).strip(), words=words))
            ends = tokens[place.stop - 1].end
            start = tokens[place.start].start if place else ends
            span = Token({"SPAN": (meant,)}, start, ends, text[start:ends])
            tokens = [*tokens[: place.start], span, *tokens[place.stop :]]
            tokens[first:last] = [replace(one, categories={"FILLER": ""}) for one in tokens[first:last]]
            return _said(tokens, text)
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
            return range(at + 1, at + 1)
        if word.startswith(("that ", "the ")) and word.split()[-1] in (_WORDS | _LINES):
            return range(at, at + 1)
    return None


def _clips(tokens: list[Token]) -> list[Token]:
    """`Clip 4 has wind in it, kill its sound`; `clip 2 drags, run that one at 1.5x`: the clip named just before."""
    found: list[Token] = []
    clip: Token | None = None
    breaks = 0
    for at, token in enumerate(tokens):
        breaks += "BREAK" in token
        if "CLIPREF" in token:
            value = token.categories["CLIPREF"]
            clip, breaks = (token if isinstance(value, tuple) and len(value) == 1 else None), 0
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
