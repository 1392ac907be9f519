"""A sentence -> tokens: quoted content, file names, amounts and known phrases, with the categories of the grammar."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.atoms import Atom, atoms, fold
from shorts_tui.engine.director.language.quotes import Quoted, quoted
from shorts_tui.engine.director.language.times import READERS, Amount, clock
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
_LONGEST_NAME = 120


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
    return found


def _shielded(text: str, folded: str, film: Film) -> list[Token]:
    """Tokens whose inside is not read: quotations, addresses, file names."""
    quotations = quoted(text)
    taken = [(quote.start, quote.end) for quote in quotations]
    shields = [_quote(quote, text, film) for quote in quotations]
    for token in (*_addresses(text), *_labels(text, folded, film), *_files(text, folded, film)):
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
    """The tokens of a stretch without quotations."""
    read = atoms(folded, start, end)
    at = 0
    while at < len(read):
        categories, unit, after = _longest(read, at)
        if not categories and read[at].kind == "han":
            while after < len(read) and read[after].kind == "han" and not _longest(read, after)[0]:
                after += 1
        first, last = read[at].start, read[after - 1].end
        yield Token(categories, first, last, text[first:last], unit)
        at = after


def _longest(read: Sequence[Atom], at: int) -> tuple[dict[str, Value], int, int]:
    """The categories at `at`, the unit of a time, and the place after it; a phrase is preferred to an amount as long."""
    atom = read[at]
    phrase = vocabulary().longest(read, at)
    categories: dict[str, Value] = dict(phrase[0]) if phrase else {}
    after, unit = (phrase[1] if phrase else at + 1), 0
    amount = _amount(read, at)
    if amount is not None and amount[1] >= after:
        known = categories if phrase and amount[1] == after else {}
        categories, after, unit = {amount[0].category: amount[0].value} | known, amount[1], amount[0].unit
        if amount[0].category == "ASPECT" and (time := clock(read, at)) is not None and time[1] == after:
            categories["MAYBE_TIME"] = time[0].value
        if categories.get("ORDINAL") == 1:
            categories["FIRST"] = ""
    if atom.kind in {"mark", "line"} and (not categories or atom.text in BREAKS):
        categories[_mark(atom, read, at)] = ""
    return categories, unit, after


def _amount(read: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    found = [amount for reader in READERS if (amount := reader(read, at)) is not None]
    return max(found, key=lambda pair: pair[1], default=None)


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
