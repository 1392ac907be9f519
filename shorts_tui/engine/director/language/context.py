"""What a word means beside others: phrases, words that count only in company, and verbs that a list shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.categories import is_filler, is_joint
from shorts_tui.engine.director.language.tokens import Token, Value

_TEXTS = ("CAPTIONS", "TITLE")
_TAKING_AWAY = ("REMOVE", "CUT", "OFF_VERB", "NEG", "MUTE")
_LISTED = ("CAPTIONS", "MUSIC", "TITLE", "SILENCE", "AUDIO", "SPAN", "CLIPREF")
_BEGINNING = ("REMOVE", "CUT", "MAKE", "ADD", "SHORTEN", "CREATE", "KEEP", "CHANGE", "MUTE", "TURN")
_LIST_JOINTS = ("AND", "OR", "COMMA")

Phrase = tuple[int, int]
"""Tokens between joints: the first, and past the last."""


def phrases(tokens: Sequence[Token]) -> list[Phrase]:
    """The phrases of a sentence; empty ones are left out."""
    found, start = [], 0
    for at in range(len(tokens) + 1):
        if at == len(tokens) or is_joint(tokens[at]):
            if start < at:
                found.append((start, at))
            start = at + 1
    return found


def adapted(tokens: Sequence[Token], film: Film) -> list[Token]:
    """The tokens with the categories that they have in this sentence and for this film."""
    found = _without_numbering(tokens)
    captions = film.has_captions or any("CAPTIONS" in token for token in tokens)
    for first, last in phrases(found):
        company = {category for token in found[first:last] for category in token.categories}
        for at in range(first, last):
            found[at] = _in_company(found[at], company, film, captions=captions)
        if "FIRST" in found[first] and first + 1 < last and _has(found[first + 1], _BEGINNING):
            found[first] = replace(tokens[first], categories={"FILLER": ""})
    return found


def _without_numbering(tokens: Sequence[Token]) -> list[Token]:
    """`1. cut to 30s 2. add captions`: the numbers of a list end what is before them, and say nothing."""
    found = list(tokens)
    expected = 1
    for at in range(len(found) - 1):
        token, mark = found[at], found[at + 1]
        if token.categories.get("NUM") == expected and mark.text in {".", ")", "、"} and token.end == mark.start:
            found[at] = replace(token, categories={"BREAK": ""})
            expected += 1
    return found if expected > 2 else list(tokens)


def _in_company(token: Token, company: set[str], film: Film, *, captions: bool) -> Token:
    categories = dict(token.categories)
    text = any(name in company for name in _TEXTS)
    if "LANGUAGE" in categories:
        spoken = categories.pop("LANGUAGE")
        if text or "AUDIO" in company or "translate" in categories.values():
            categories |= {"FILLER": ""} if film.language.startswith(str(spoken)) else {"LIMIT": "translate"}
    for name in ("COLOR", "BIGGER"):
        if name in categories:
            del categories[name]
            if text and not (categories and "CAPTIONS" in company):
                categories["LIMIT"] = "text_style"
    if categories.get("LIMIT") == "mood" and ("MUSIC" not in company or film.audio_labels):
        del categories["LIMIT"]
        categories |= {"FILLER": ""} if "MUSIC" in company else {}
    if _meant_otherwise(categories, company):
        del categories["LIMIT"]
        categories["USE"] = ""
    if "STYLE" in categories and "CAPTIONS" not in company:
        if "TITLE" in company:
            categories["LIMIT"] = "text_style"
        elif not captions:
            del categories["STYLE"]
            categories["FILLER"] = ""
    if "MAYBE_TIME" in categories and not _before_end(categories["MAYBE_TIME"], film):
        del categories["MAYBE_TIME"]
    return replace(token, categories=categories) if categories != token.categories else token


def _meant_otherwise(categories: Mapping[str, Value], company: set[str]) -> bool:
    """`Find the highlights` and `flip it to portrait` can be done."""
    limit = categories.get("LIMIT")
    return (limit == "find" and not company.isdisjoint(("BEST", "HIGHLIGHT", "SILENCE"))) or (
        limit == "zoom" and "MAKE" in categories and "ASPECT" in company
    )


def _before_end(ms: Value, film: Film) -> bool:
    return isinstance(ms, int) and ms < film.duration


def shared(tokens: Sequence[Token]) -> list[Token]:
    """A verb of taking away is given to every noun of its list: `no captions or music`, `字幕和标题都不要`."""
    return _verb_last(_verb_first(_them(list(tokens))))


def _them(tokens: list[Token]) -> list[Token]:
    """`Too many pauses, remove them`: the noun before stands in for the pronoun."""
    wanted: list[tuple[int, Token]] = []
    parts = phrases(tokens)
    for before, (first, last) in pairwise(parts):
        said = [token for token in tokens[first:last] if not is_filler(token)]
        nouns = [token for token in tokens[before[0] : before[1]] if _has(token, _LISTED)]
        if len(said) == 1 and len(nouns) == 1 and last - first > 1 and _has(said[0], ("REMOVE", "OFF_VERB")):
            wanted.append((last, nouns[0]))
    return _inserted(tokens, wanted)


def _verb_first(tokens: list[Token]) -> list[Token]:
    parts = phrases(tokens)
    verb: Token | None = None
    wanted: list[tuple[int, Token]] = []
    for index, (first, last) in enumerate(parts):
        own = next(
            (token for token in tokens[first:last] if _has(token, _TAKING_AWAY) and not _has(token, _LISTED)), None
        )
        if own is not None:
            rest = _listed_only(tokens, first, last, besides=_is(own))
            verb = own if rest else None
        elif verb is not None and _listed_only(tokens, first, last) and _joined(tokens, parts, index):
            wanted.append((first, verb))
        else:
            verb = None
    return _inserted(tokens, wanted)


def _verb_last(tokens: list[Token]) -> list[Token]:
    parts = phrases(tokens)
    wanted: list[tuple[int, Token]] = []
    for index in range(len(parts) - 1, 0, -1):
        first, last = parts[index]
        significant = [token for token in tokens[first:last] if not is_filler(token) and "ALL" not in token]
        if len(significant) < 2 or not _has(significant[-1], _TAKING_AWAY) or not _has(significant[0], _LISTED):
            continue
        before = parts[index - 1]
        if _listed_only(tokens, *before) and "AND" in tokens[before[1]] and first == before[1] + 1:
            wanted.append((before[1], significant[-1]))
    return _inserted(tokens, sorted(wanted, key=lambda pair: pair[0]))


def _is(wanted: Token) -> Callable[[Token], bool]:
    return lambda token: token is wanted


def _has(token: Token, categories: tuple[str, ...]) -> bool:
    return any(category in token for category in categories)


def _listed_only(
    tokens: Sequence[Token], first: int, last: int, *, besides: Callable[[Token], bool] = lambda token: False
) -> bool:
    """Is there nothing in the phrase but one noun of a list, and what goes without saying?"""
    rest = [
        token
        for token in tokens[first:last]
        if not besides(token) and not is_filler(token) and not _has(token, ("ALL", "PART", "OF"))
    ]
    nouns = [token for token in rest if _has(token, _LISTED)]
    return len(nouns) == 1 and len(rest) == 1


def _joined(tokens: Sequence[Token], parts: Sequence[Phrase], index: int) -> bool:
    """Is the phrase a further member of the list before it? Commas count where the list ends in `and` or `or`."""
    joint = tokens[parts[index - 1][1] : parts[index][0]]
    if any(_has(token, ("AND", "OR")) for token in joint) and all(_has(token, _LIST_JOINTS) for token in joint):
        return True
    if not all("COMMA" in token for token in joint):
        return False
    following = tokens[parts[index][1] : parts[index + 1][0]] if index + 1 < len(parts) else ()
    return bool(following) and _listed_only(tokens, *parts[index + 1]) and _joined(tokens, parts, index + 1)


def _inserted(tokens: list[Token], wanted: Sequence[tuple[int, Token]]) -> list[Token]:
    """The tokens with copies of verbs, which take up no room in the sentence, at the given places."""
    found = list(tokens)
    for at, verb in reversed(wanted):
        place = tokens[at].start if at < len(tokens) else tokens[-1].end
        found.insert(at, replace(verb, start=place, end=place, text=""))
    return found
