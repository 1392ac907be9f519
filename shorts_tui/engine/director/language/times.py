"""Times as people write them: durations, timecodes and moments of the film.

Each reader takes atoms and a place, and gives an `Amount` and where it ends, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shorts_tui.engine.director.language.atoms import Atom
from shorts_tui.engine.director.language.numbers import digits, numeral, word

_UNITS = (
    dict.fromkeys(("ms", "msec", "millisecond", "milliseconds", "毫秒"), 1)
    | dict.fromkeys(("s", "sec", "secs", "second", "seconds", "秒", "秒钟"), 1000)
    | dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分", "分钟"), 60_000)
    | dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "小时", "钟头"), 3_600_000)
)
_AFTER_A_SECOND = frozenset(
    (
        *("", "and", "off", "from", "at", "of", "before", "after", "or", "to", "later", "long", "but", "then", "for"),
        *("please", "pls", "in", "on", "with", "each", "per", "when", "so", "only", "max", "is"),
    )
)
_FEWEST_SECONDS = 5
_COUNTED = frozenset(
    (
        *("clip", "clips", "photo", "photos", "picture", "pictures", "image", "images", "title", "titles", "second"),
        *("x", "times", "%", "percent", ":", "倍", "个", "段", "张", "条", "步", "成"),
    )
)
"""What a number behind minutes may count instead of seconds."""


@dataclass(frozen=True)
class Amount:
    """What a number says: `category` (TIME, PERCENT, FACTOR, ...), `value`, and the `unit` of a time in ms."""

    category: str
    value: float | int | str | tuple[int, ...]
    unit: int = 0


def clock(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`1:30`, `0:05.5`, `1:02:03`."""
    fields: list[str] = []
    place = at
    while place < len(atoms) and atoms[place].kind == "digits" and len(fields) < 3:
        fields.append(atoms[place].text)
        if word(atoms, place + 1) != ":" or not tight(atoms, place, place + 3):
            break
        place += 2
    if len(fields) < 2 or any("," in field or len(field) > 7 for field in fields):
        return None
    if any(len(field.split(".")[0]) != 2 or digits(field) >= 60 for field in fields[1:]) or "." in "".join(fields[:-1]):
        return None
    ms = 0.0
    for field in fields:
        ms = ms * 60 + digits(field) * 1000
    return Amount("TIME", round(ms), 1000), at + 2 * len(fields) - 1


def tight(atoms: Sequence[Atom], first: int, last: int) -> bool:
    """Do atoms `first` to `last` (past the last) stand without space between them?"""
    last = min(last, len(atoms))
    return all(a.end == b.start for a, b in zip(atoms[first:last], atoms[first + 1 : last], strict=False))


def duration(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`60-second`, `1m30s`, `a minute and a half`, `half a minute`, `一分半`, `1分30秒`."""
    first = _measured(atoms, at)
    if first is None:
        return None
    ms, unit, place = first
    while True:
        more = place + 1 if word(atoms, place) == "and" else place
        following = _measured(atoms, more)
        if following is None or following[1] >= unit:
            break
        ms, unit, place = ms + following[0], following[1], following[2]
    if unit == 60_000 and (rest_ := _seconds(atoms, place)) is not None:
        return Amount("TIME", round(ms + rest_[0] * 1000), 1000), rest_[1]
    if unit == 60_000 and place < len(atoms) and atoms[place].kind == "digits" and tight(atoms, place - 1, place + 1):
        rest = digits(atoms[place].text)
        if rest < 60:
            return Amount("TIME", round(ms + rest * 1000), 1000), place + 1
    return Amount("TIME", round(ms), unit), place


def _seconds(atoms: Sequence[Atom], at: int) -> tuple[float, int] | None:
    """The seconds behind minutes that are said without their unit: `a minute ten`, `2 min 20`, `一分四十`."""
    read = numeral(atoms, at)
    if (
        read is None
        or not _FEWEST_SECONDS <= read[0] < 60
        or read[0] != int(read[0])
        or word(atoms, at) in {"a", "few"}
    ):
        return None
    return None if word(atoms, read[1]) in _COUNTED else read


def _measured(atoms: Sequence[Atom], at: int) -> tuple[float, int, int] | None:
    """One quantity with its unit: (ms, unit in ms, place after it)."""
    text = word(atoms, at)
    if text == "半":
        unit = _unit(atoms, at + 1)
        return unit and (unit[0] / 2, unit[0], unit[1])
    if text in {"half", "quarter"}:
        place = at + 1 + (word(atoms, at + 1) == "of")
        place += word(atoms, place) in {"a", "an"}
        unit = _unit(atoms, place)
        return unit and (unit[0] / (2 if text == "half" else 4), unit[0], unit[1])
    if text in {"a", "an"} and word(atoms, at + 1) in {"half", "quarter"}:
        return _measured(atoms, at + 1)
    read = numeral(atoms, at)
    if text in {"minute", "hour"} and [word(atoms, at + i) for i in (1, 2, 3)] == ["and", "a", "half"]:
        return _with_half(atoms, 1.0, _UNITS[text], at + 1)  # `the first minute and a half`
    if read is None and text in {"a", "an", "one", "another"}:
        read = (1.0, at + 1)
        if (
            word(atoms, at + 1) == "second"
            and word(atoms, at + 2).isalpha()
            and word(atoms, at + 2) not in _AFTER_A_SECOND
        ):
            return None
    if read is None:
        return None
    value, place = read
    if word(atoms, place) == "个":
        half = word(atoms, place + 1) == "半"
        value, place = value + half / 2, place + 1 + half
    short = atoms[place - 1].kind == "digits"
    unit = _unit(atoms, place, short=short)
    if unit is None or (atoms[at].text == "十" and place == at + 1 and unit[1] == place + 1 and unit[0] == 60_000):
        return None  # "十分" alone means "very"
    return _with_half(atoms, value, *unit)


def _with_half(atoms: Sequence[Atom], value: float, unit: int, place: int) -> tuple[float, int, int]:
    """`a minute and a half`, `一分半`."""
    if [word(atoms, place + i) for i in range(3)] == ["and", "a", "half"]:
        return (value + 0.5) * unit, unit, place + 3
    if word(atoms, place) == "半":
        return (value + 0.5) * unit, unit, place + 1
    return value * unit, unit, place


def _unit(atoms: Sequence[Atom], at: int, *, short: bool = False) -> tuple[int, int] | None:
    """A unit at `at`: (ms, place after it). `short`: may it be a single letter?"""
    pair = word(atoms, at) + word(atoms, at + 1)
    if at + 1 < len(atoms) and atoms[at].kind == "han" and pair in _UNITS:
        return _UNITS[pair], at + 2
    text = word(atoms, at)
    if text not in _UNITS or (text in {"s", "m", "h"} and not short):
        return None
    if text == "分" and word(atoms, at + 1) in set("之享辨段割别镜"):
        return None
    return _UNITS[text], at + 1


def moment(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`第5秒`, `第1分30秒`: a time that is a place in the film."""
    if word(atoms, at) in {"second", "minute"} and at + 1 < len(atoms) and atoms[at + 1].kind == "digits":
        unit = _UNITS[word(atoms, at)]
        return Amount("MOMENT", round(digits(atoms[at + 1].text) * unit), unit), at + 2
    if word(atoms, at) != "第":
        return None
    read = duration(atoms, at + 1)
    return read and (Amount("MOMENT", read[0].value, read[0].unit), read[1])
