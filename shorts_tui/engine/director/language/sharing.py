"""Words that are said once and count for several: the verb of a list, the noun that a pronoun stands for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.categories import JOINTS, is_filler, is_unknown
from shorts_tui.engine.director.language.content import VERBS
from shorts_tui.engine.director.language.phrase import Phrase, phrases
from shorts_tui.engine.director.language.tokens import Token, Value

_TAKING_AWAY = ("REMOVE", "CUT", "OFF_VERB", "NEG", "MUTE")
_LISTED = (
    "CAPTIONS",
    "MUSIC",
    "TITLE",
    "SILENCE",
    "AUDIO",
    "SPAN",
    "CLIPREF",
    "FILLERS",
    "NOISE",
    "LOGO",
    "TRANSITION",
)
_GETTING = frozenset(("get", "getting", "take", "pull", "squeeze", "push", "throw"))
_CLIP_NOUNS = ("clip", "footage", "video", "shot", "scene", "bit", "part", "section", "片段", "视频", "素材", "那段")
_LIST_JOINTS = ("AND", "OR", "COMMA")


def shared(tokens: Sequence[Token]) -> list[Token]:
    """A verb of taking away is given to every noun of its list: `no captions or music`, `字幕和标题都不要`."""
    return _verb_last(_verb_first(_them(_got_out(list(tokens)))))


def _got_out(tokens: list[Token]) -> list[Token]:
    """`Get the ums out of there` takes them away, as `remove` does."""
    for first, last in phrases(tokens):
        verb = next((at for at in range(first, last) if not is_filler(tokens[at])), last)
        out = next((at for at in range(verb + 1, last) if "OUT" in tokens[at]), last)
        if out < last and tokens[verb].text.lower() in _GETTING and any(_has(one, _LISTED) for one in tokens[verb:out]):
            tokens[verb] = replace(tokens[verb], categories={"REMOVE": ""})
            tokens[out] = replace(tokens[out], categories={"FILLER": ""})
    return tokens


def with_ones(tokens: Sequence[Token], film: Film) -> list[Token]:
    """`The last one`: a clip or a title, whichever was spoken of before, or of which there are several."""
    found = list(tokens)
    noun: dict[str, Value] = {"TITLE": ""} if film.clips < 2 and len(film.titles) > 1 else {"CLIP": ""}
    spoken = False
    for at, token in enumerate(tokens):
        if _has(token, ("TITLE",)) or _has(token, ("CLIP", "CLIPREF")):
            noun = {"TITLE": ""} if "TITLE" in token else {"CLIP": ""}
        elif token.text.lower() in {"one", "ones"} and at and _has(tokens[at - 1], ("ORDINAL", "FIRST", "LAST")):
            found[at] = replace(token, categories=noun)
        elif "ORDINAL" in token and spoken and _has(tokens[at - 1], ("DET",)) and _ends_phrase(tokens, at):
            number = round(float(str(token.categories["ORDINAL"])))
            found[at] = replace(token, categories={"TITLE": number} if "TITLE" in noun else {"CLIPREF": (number,)})
        elif film.clips > 1 and _is_one(tokens, at):
            found[at] = replace(token, categories=noun)
        spoken = spoken or _has(token, ("TITLE", "CLIP", "CLIPREF"))
    return found


def _is_one(tokens: Sequence[Token], at: int) -> bool:
    """`第二个跟第三个换个位置`, `最后那个不要`: does the word stand for a clip, with no noun behind it?"""
    if tokens[at].text not in _ONES or not at or not _has(tokens[at - 1], ("ORDINAL", "FIRST", "LAST")):
        return False
    behind = next((token for token in tokens[at + 1 :] if not is_filler(token) or "ALL" in token), None)
    if behind is not None and _has(behind, ("CLIP", "TITLE", "IMAGES")):
        return False  # `第二个clip`, of which the noun can be a verb
    return behind is None or _has(behind, (*JOINTS, *VERBS, "ALL", "REST"))


_ONES = frozenset(("个", "那个", "一个", "这个"))


def _ends_phrase(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 == len(tokens) or _has(tokens[at + 1], tuple(JOINTS))


def with_named_clips(tokens: Sequence[Token], film: Film) -> list[Token]:
    """`The beach clip`: a clip that is called by its file is that clip, and the noun behind it is part of the name."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        label = token.categories.get("FILM_FILE", token.categories.get("PICTURE_FILE")) or _common_name(
            tokens, at, film
        )
        numbers = tuple(number for number, name in enumerate(film.clip_names, 1) if name == label)
        if numbers and found and found[-1].text.lower() in {"clip", "clips"}:
            found.pop()
        if numbers:
            found.append(replace(token, categories={**token.categories, "CLIPREF": numbers}))
        elif found and "CLIPREF" in found[-1] and token.text.lower().startswith(_CLIP_NOUNS):
            found[-1] = replace(found[-1], end=token.end)
        else:
            found.append(token)
    return found


def _common_name(tokens: Sequence[Token], at: int, film: Film) -> str | None:
    """`The talk clip`: a file whose name is a word like others is meant where `clip` stands behind it."""
    if film.clips < 2 or at + 1 == len(tokens) or not tokens[at + 1].text.lower().startswith(_CLIP_NOUNS):
        return None
    said = tokens[at].text.lower()
    return next((name for name in film.clip_names if name.rpartition(".")[0].lower() == said), None)


def with_units(tokens: Sequence[Token]) -> list[Token]:
    """`The first 10 seconds and the last 5`: a bare number beside an edge of the film has its neighbour's unit."""
    found = list(tokens)
    for at, token in enumerate(tokens):
        if "NUM" in token and _at_an_edge(tokens, at) and (unit := _unit_beside(tokens, at)):
            ms = round(float(str(token.categories["NUM"])) * unit)
            found[at] = replace(token, categories={"TIME": ms}, unit=unit)
    return found


def _at_an_edge(tokens: Sequence[Token], at: int) -> bool:
    """Does the number say how much of a head or tail, and nothing else?"""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    ends = after is None or _has(after, ("FROM", "OFF", "OF", "AT", *JOINTS)) or is_filler(after)
    if at and _has(tokens[at - 1], ("FIRST", "LAST", "OPENING", "END", "START")):
        return ends
    rest = [token for token in tokens[at + 1 : at + 4] if not is_filler(token)]
    return len(rest) > 1 and _has(rest[0], ("FROM", "OFF", "OF", "AT")) and _has(rest[1], ("START", "END", "ENDS"))


def _unit_beside(tokens: Sequence[Token], at: int) -> int:
    """The unit of the nearest time of the sentence that is counted in one; 0 where there is none."""
    sentence = [n for n in range(len(tokens)) if not any("BREAK" in token for token in tokens[min(n, at) : max(n, at)])]
    timed = [n for n in sentence if "TIME" in tokens[n] and tokens[n].unit and ":" not in tokens[n].text]
    nearest = min(timed, key=lambda n: abs(n - at), default=None)
    return 0 if nearest is None else tokens[nearest].unit


def _them(tokens: list[Token]) -> list[Token]:
    """`Too many pauses, remove them`: the noun before stands in for the pronoun."""
    wanted: list[tuple[int, Token]] = []
    parts = phrases(tokens)
    for before, (first, last) in pairwise(parts):
        said = [token for token in tokens[first:last] if not is_filler(token)]
        nouns = [token for token in tokens[before[0] : before[1]] if _has(token, _LISTED)]
        asked = any(_has(token, _TAKING_AWAY) for token in tokens[before[0] : before[1]])
        if any("OTHER" in token for token in tokens[first:last]):
            continue
        if len(said) == 1 and len(nouns) == 1 and _has(said[0], ("REMOVE", "OFF_VERB")):
            wanted.append((last, nouns[0]))
            said_of = tokens[before[0] : before[1]]
            topic = all(is_filler(one) or is_unknown(one) or _has(one, (*_LISTED, "BACKGROUND")) for one in said_of)
            if not asked and (topic or any("IS" in token or "HAVE" in token for token in said_of)):
                # `The first 20 seconds are useless`: a reason given, and no request.
                for at in range(*before):
                    tokens[at] = replace(tokens[at], categories={"FILLER": ""})
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
        if any("REST" in token for token in significant[1:]):
            continue  # `第二个跟第四个clip 其他丢掉`: what is taken away are the others
        before = parts[index - 1]
        if _listed_only(tokens, *before) and "AND" in tokens[before[1]] and first == before[1] + 1:
            wanted.append((before[1], significant[-1]))
            for earlier, later in zip(reversed(parts[: index - 1]), reversed(parts[:index]), strict=False):
                # `字幕、标题和音乐都去掉`
                if not _listed_only(tokens, *earlier) or not all("COMMA" in t for t in tokens[earlier[1] : later[0]]):
                    break
                wanted.append((earlier[1], significant[-1]))
    return _inserted(tokens, sorted(wanted, key=lambda pair: pair[0]))


def _is(wanted: Token) -> Callable[[Token], bool]:
    return lambda token: token is wanted


def _has(token: Token, categories: tuple[str, ...]) -> bool:
    return any(category in token for category in categories)


def _listed_only(
    tokens: Sequence[Token], first: int, last: int, *, besides: Callable[[Token], bool] = lambda token: False
) -> bool:
    """Is there nothing in the phrase but one noun of a list (or `ums and uhs`), and what goes without saying?"""
    rest = [
        token
        for token in tokens[first:last]
        if not besides(token) and not is_filler(token) and not _has(token, ("ALL", "PART", "OF", "TOO"))
    ]
    nouns = [token for token in rest if _has(token, _LISTED)]
    same = any(all(name in token for token in nouns) for name in _LISTED)
    return bool(nouns) and same and len(rest) == len(nouns) and (len(nouns) == 1 or "FILLERS" in nouns[0])


def _joined(tokens: Sequence[Token], parts: Sequence[Phrase], index: int) -> bool:
    """Is the phrase a further member of the list before it? Commas count where the list ends in `and` or `or`."""
    joint = tokens[parts[index - 1][1] : parts[index][0]]
    spans = any("SPAN" in token for token in tokens[parts[index][0] : parts[index][1]])
    if spans and joint and all(_has(token, (*_LIST_JOINTS, "THEN")) for token in joint):
        return True
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
