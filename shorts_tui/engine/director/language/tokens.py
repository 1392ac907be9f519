"""A sentence -> tokens: quoted content, file names, amounts and known phrases, with the categories of the grammar."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.amounts import READERS
from shorts_tui.engine.director.language.atoms import Atom, atoms, fold
from shorts_tui.engine.director.language.gaps import is_gap, is_tight
from shorts_tui.engine.director.language.quotes import Quoted, quoted
from shorts_tui.engine.director.language.spelling import corrected
from shorts_tui.engine.director.language.times import Amount, clock
from shorts_tui.engine.director.language.unquoted import named_titles, unquoted
from shorts_tui.engine.director.language.vocabulary import vocabulary
from shorts_tui.engine.director.plan import Range

Value: TypeAlias = float | int | str | tuple[Range, ...] | tuple[int, ...]

BREAKS = frozenset(".;!?。；！？…")
COMMAS = frozenset(",、()/|[]{}—–")
_SOUND = ("mp3", "wav", "m4a", "aac", "flac", "ogg")
_PICTURES = ("jpg", "jpeg", "png", "gif", "webp")
_FILMS = ("mp4", "mov", "avi", "webm", "mkv")
_EXTENSION = re.compile(rf"\.(?:{'|'.join((*_SOUND, *_PICTURES, *_FILMS))})(?![a-z0-9])")
_NAME = re.compile(r"[\w\-()']")
_HAN_LEAD = re.compile("^(?:请|帮我|把|将|用|使用|加上|加入|添加|加|放上|放|配上|配|换成|插入|和)+(?=.)")
_URL = re.compile(r"https?://\S+")
_ENDED = frozenset(("SPLIT", "REMOVE", "MUTE", "SOUND_FILE"))
_TEXTED = frozenset(("TITLE", "SAYING", "CALL", "WRITE"))
_TOPICS = frozenset(("CAPTIONS", "MUSIC", "LOGO"))
_PARTICLES = frozenset("吧了啦呗哈啊呢嘛哦呀")
_BORDERS = frozenset(("COMMA", "BREAK"))
_LONGEST_NAME = 120
_UNKNOWN, _KNOWN = 5, 2
"""What a piece costs in the division of a stretch."""


@dataclass(frozen=True)
class Token:
    """A meaningful piece of the sentence.

    Attributes:
        categories: what it can stand for, with the value that goes with each (empty where there is none).
        start, end: its place in the sentence.
        text: as written.
        unit: of a time, ms.
    """

    categories: Mapping[str, Value]
    start: int
    end: int
    text: str
    unit: int = field(default=0, compare=False)

    def __contains__(self, category: str) -> bool:
        return category in self.categories


@dataclass(frozen=True)
class _Step:
    """A known piece of a stretch: its categories, the place after it, the unit of an amount (-1: a phrase)."""

    categories: dict[str, Value]
    after: int
    unit: int = -1


def lex(text: str, film: Film) -> list[Token]:
    """The tokens of `text`, in order. Whatever stands in quotes is one token; nothing in it is read."""
    folded = fold(text)
    found: list[Token] = []
    at = 0
    for shield in _shielded(text, folded, film):
        found += _read(text, folded, at, shield.start)
        found.append(shield)
        at = shield.end
    found += _read(text, folded, at, len(text))
    return _spaced(found, text)


def _spaced(tokens: Sequence[Token], text: str) -> list[Token]:
    """A space between Chinese characters stands for a comma, unless a text may follow."""
    found: list[Token] = []
    tight = is_tight(text)
    for token in tokens:
        before = found[-1] if found else None
        if (
            before is not None
            and (
                is_gap(
                    text[before.end - 1 : token.start + 1],
                    tight=tight,
                    ended=not _ENDED.isdisjoint(before.categories),
                )
                or _is_topic(found, token, text)
            )
            and (not _TEXTED & before.categories.keys() or (before.text == "用" and not _titled(found)))
        ):
            found.append(Token({"COMMA": ""}, before.end, token.start, text[before.end : token.start]))
        found.append(token)
    return found


def _titled(before: Sequence[Token]) -> bool:
    """Is there a title that a text can be for? `要用` alone is no more than a wish."""
    return any("TITLE" in token for token in before)


def _is_topic(before: Sequence[Token], token: Token, text: str) -> bool:
    """`这字号看不清 subtitle大点`, `这首不要 bgm小点`: a word of another language with which something else begins."""
    last = before[-1]
    if not _TOPICS & token.categories.keys() or not text[last.end : token.start].isspace():
        return False
    if not ("\u4e00" <= last.text[-1:] <= "\u9fff"):
        return False
    refused = "NEG" in last and len(before) > 1 and not _BORDERS & before[-2].categories.keys()
    return not last.categories or last.text in _PARTICLES or "PERCENT" in last or refused


def _shielded(text: str, folded: str, film: Film) -> list[Token]:
    """Tokens whose inside is not read: quotations, addresses, file names."""
    titles = [
        Token({"TITLE": number}, start, end, text[start:end]) for start, end, number in named_titles(folded, film)
    ]
    quotations = [
        one for one in quoted(text) if not any(one.start < title.end and title.start < one.end for title in titles)
    ]
    taken = [(quote.start, quote.end) for quote in quotations]
    shields = [_quote(quote, text, film) for quote in quotations]
    said = [Token({"QUOTE": words.strip()}, start, end, text[start:end]) for start, end, words in unquoted(text)]
    for token in (*titles, *_addresses(text), *said, *_labels(text, folded, film), *_files(text, folded, film)):
        if not any(token.start < end and start < token.end for start, end in _near(taken, token)):
            taken.insert(bisect_right(taken, (token.start, token.end)), (token.start, token.end))
            shields.append(token)
    return sorted(shields, key=lambda token: token.start)


def _near(taken: list[tuple[int, int]], token: Token) -> list[tuple[int, int]]:
    place = bisect_right(taken, (token.start, token.start))
    last = place
    while last < len(taken) and taken[last][0] < token.end:
        last += 1
    return taken[max(0, place - 1) : last]


def _quote(quote: Quoted, text: str, film: Film) -> Token:
    categories: dict[str, Value] = {"QUOTE": quote.text}
    name = fold(quote.text)
    label = next((label for label in film.audio_labels if fold(label) == name or _stem(fold(label)) == name), None)
    if label is not None or name.endswith(tuple(f".{kind}" for kind in _SOUND)):
        categories["SOUND_NAME"] = label or quote.text
    return Token(categories, quote.start, quote.end, text[quote.start : quote.end])


def _addresses(text: str) -> Iterator[Token]:
    for match in _URL.finditer(text):
        yield Token({"URL": match.group()}, match.start(), match.end(), match.group())


def _stem(label: str) -> str:
    return label.rpartition(".")[0] or label


def _labels(text: str, folded: str, film: Film) -> Iterator[Token]:
    """Uploaded files by the names that the user gave them, with or without the extension."""
    for label in sorted({*film.audio_labels, *film.media_labels}, key=len, reverse=True):
        name = fold(label)
        for form in (name, _stem(name)):
            if len(form) < 3 or form.isdigit() or (form != name and vocabulary().knows(form)):
                continue
            for match in re.finditer(rf"(?<![a-z0-9]){re.escape(form)}(?![a-z0-9])", folded):
                yield _file(label, match.start(), match.end(), text, film)


def _files(text: str, folded: str, film: Film) -> Iterator[Token]:
    """Names with a media extension that were not uploaded."""
    for match in _EXTENSION.finditer(folded):
        start = match.start()
        while (
            start
            and match.start() - start < _LONGEST_NAME
            and (_NAME.match(folded[start - 1]) or folded[start - 1] == ".")
        ):
            start -= 1
        lead = _HAN_LEAD.match(folded[start : match.start()])
        start += lead.end() if lead else 0
        if start < match.start():
            yield _file(text[start : match.end()], start, match.end(), text, film)


def _file(name: str, start: int, end: int, text: str, film: Film) -> Token:
    kind = fold(name).rpartition(".")[2]
    if kind in _SOUND or name in film.audio_labels:
        categories: dict[str, Value] = {"SOUND_FILE": name, "SOUND_NAME": name}
    elif kind in _PICTURES:
        categories = {"PICTURE_FILE": name}
    else:
        categories = {"FILM_FILE": name}
    return Token(categories, start, end, text[start:end])


def _read(text: str, folded: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of a stretch without quotations: the division that leaves least unknown and has the fewest parts."""
    read = [_spelled(atom, text) for atom in atoms(folded, start, end)]
    steps = [_Step({}, at + 1) for at in range(len(read))]
    costs = [0] * (len(read) + 1)
    for at in range(len(read) - 1, -1, -1):
        choices = [(_UNKNOWN + costs[at + 1], at, steps[at])]
        choices += [(_KNOWN + costs[step.after], -step.after, step) for step in _steps(read, at)]
        costs[at], _, steps[at] = min(choices, key=lambda choice: choice[:2])
    at = 0
    while at < len(read):
        step, after = steps[at], steps[at].after
        while not step.categories and after < len(read) and _continues(read, after, steps[after]):
            after += 1
        first, last = read[at].start, read[after - 1].end
        meant = {name: value for name, value in step.categories.items() if name != "STRANGE"}
        yield Token(_marked(meant, read, at), first, last, text[first:last], max(0, step.unit))
        at = after


def _spelled(atom: Atom, text: str) -> Atom:
    """The atom as it was meant, if it is a word that was mistyped; a name in the middle of a sentence is none."""
    named = text[atom.start].isupper() and text[: atom.start].strip()[-1:] not in {"", ".", "!", "?", ",", ":", ";"}
    if atom.kind != "word" or (named and not text.isupper()):
        return atom
    return replace(atom, text=corrected(atom.text))


def _continues(read: Sequence[Atom], at: int, step: _Step) -> bool:
    """Is the unknown Han character at `at` part of the same unknown word as the one before it?"""
    return not step.categories and read[at].kind == "han" == read[at - 1].kind


def _steps(read: Sequence[Atom], at: int) -> Iterator[_Step]:
    """Phrases and amounts that begin at `at`, one for each place where they end."""
    found: dict[int, _Step] = {end: _Step(dict(known), end) for known, end in vocabulary().phrases(read, at)}
    for reader in reversed(READERS):
        amount = reader(read, at)
        if amount is None:
            continue
        said, end = amount
        categories: dict[str, Value] = {said.category: said.value}
        if said.category in {"ASPECT", "OTHER_ASPECT"} and (time := clock(read, at)) is not None and time[1] == end:
            categories["MAYBE_TIME"] = time[0].value
        if said == Amount("ORDINAL", 1):
            categories["FIRST"] = ""
        known = found.get(end)
        phrase = {} if known is None or known.unit >= 0 else known.categories
        found[end] = _Step(categories | phrase, end, said.unit)
    return iter(found.values())


def _marked(categories: dict[str, Value], read: Sequence[Atom], at: int) -> dict[str, Value]:
    """What a mark does besides: end a sentence or a phrase."""
    atom = read[at]
    if atom.kind in {"mark", "line"} and (not categories or atom.text in BREAKS):
        return categories | {_mark(atom, read, at): ""}
    return categories


def _mark(atom: Atom, read: Sequence[Atom], at: int) -> str:
    if atom.kind == "line" or atom.text in BREAKS:
        return "BREAK"
    if atom.text in COMMAS or (atom.text == "-" and not _between_numbers(read, at)):
        return "DASH" if atom.text in "–—" and _between_numbers(read, at) else "COMMA"
    if atom.text in "-~～":
        return "DASH"
    return "COLON" if atom.text in ":=" else "SIGN"


def _between_numbers(read: Sequence[Atom], at: int) -> bool:
    return 0 < at < len(read) - 1 and read[at + 1].kind in {"digits", "han"}
