"""Amounts as people write them: durations, timecodes, percentages, fractions, ordinals, aspect ratios.

Each reader takes atoms and a place, and gives an `Amount` and where it ends, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shorts_tui.engine.director.language.atoms import Atom
from shorts_tui.engine.director.language.numbers import digits, numeral, word

_UNITS = (
    dict.fromkeys(("ms", "msec", "millisecond", "milliseconds", "毫秒"), 1)
    | dict.fromkeys(("s", "sec", "secs", "second", "seconds", "秒", "秒钟"), 1000)
    | dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分", "分钟"), 60_000)
    | dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "小时", "钟头"), 3_600_000)
)
_ASPECTS = {(9, 16): "9:16", (1, 1): "1:1", (16, 9): "16:9", (4, 5): "4:5"}
_OTHER_ASPECTS = {(4, 3), (3, 4), (21, 9), (2, 1), (1, 2), (3, 2), (2, 3), (5, 4), (18, 9), (9, 21)}
_PARTS = {
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "tenth": 10,
    "half": 2,
    "halves": 2,
}
_ORDINALS = {
    text: place
    for place, text in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], start=1
    )
}
_AFTER_A_SECOND = frozenset(("", "and", "off", "from", "at", "of", "before", "after", "or", "to", "later", "long"))


@dataclass(frozen=True)
class Amount:
    """What a number says: `category` (TIME, PERCENT, FACTOR, ...), `value`, and the `unit` of a time in ms."""

    category: str
    value: float | int | str
    unit: int = 0


Reader = Callable[[Sequence[Atom], int], tuple[Amount, int] | None]


def clock(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`1:30`, `0:05.5`, `1:02:03`."""
    fields: list[str] = []
    place = at
    while place < len(atoms) and atoms[place].kind == "digits" and len(fields) < 3:
        fields.append(atoms[place].text)
        if word(atoms, place + 1) != ":" or not _tight(atoms, place, place + 3):
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


def _tight(atoms: Sequence[Atom], first: int, last: int) -> bool:
    last = min(last, len(atoms))
    return all(a.end == b.start for a, b in zip(atoms[first:last], atoms[first + 1 : last], strict=False))


def aspect(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`9:16`, `9x16`, `16 by 9`, `1080x1920`: a known shape as ASPECT, any other as OTHER_ASPECT."""
    if at + 2 >= len(atoms) or atoms[at].kind != "digits" or atoms[at + 2].kind != "digits":
        return None
    sign = atoms[at + 1].text
    if sign not in {":", "x", "/", "by", "比", "*"}:
        return None
    wide, high = digits(atoms[at].text), digits(atoms[at + 2].text)
    if sign == ":" and (not _tight(atoms, at, at + 3) or (word(atoms, at + 3) == ":" and _tight(atoms, at, at + 5))):
        return None
    for shape, name in _ASPECTS.items():
        if (wide, high) == shape or (wide >= 100 and high >= 100 and abs(wide / high - shape[0] / shape[1]) < 0.01):
            return Amount("ASPECT", name), at + 3
    if (wide, high) in _OTHER_ASPECTS or (wide >= 100 and high >= 100):
        return Amount("OTHER_ASPECT", atoms[at].text), at + 3
    return None


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
    if unit == 60_000 and place < len(atoms) and atoms[place].kind == "digits" and _tight(atoms, place - 1, place + 1):
        rest = digits(atoms[place].text)
        if rest < 60:
            return Amount("TIME", round(ms + rest * 1000), 1000), place + 1
    return Amount("TIME", round(ms), unit), place


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


def percent(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`35%`, `35 percent`, `百分之三十五`, `三成`."""
    if [word(atoms, at + i) for i in range(3)] == ["百", "分", "之"]:
        read = numeral(atoms, at + 3)
        return read and (Amount("PERCENT", round(read[0] / 100, 4)), read[1])
    read = numeral(atoms, at)
    if read is None:
        return None
    value, place = read
    for words in (("%",), ("percent",), ("per", "cent"), ("pct",), ("百", "分", "比")):
        if tuple(word(atoms, place + i) for i in range(len(words))) == words:
            return Amount("PERCENT", round(value / 100, 4)), place + len(words)
    if word(atoms, place) == "成" and atoms[at].kind == "han" and word(atoms, place + 1) not in set("为了竖横方片视短"):
        return Amount("PERCENT", round(value / 10, 4)), place + 1
    return None


def factor(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`half`, `twice`, `2x`, `three times`, `two thirds`, `一半`, `两倍`, `三分之一`."""
    text = word(atoms, at)
    plain = {"half": 0.5, "twice": 2.0, "double": 2.0, "doubled": 2.0, "triple": 3.0}.get(text)
    if plain is not None:
        return Amount("FACTOR", plain), at + 1
    if text == "x" and at + 1 < len(atoms) and atoms[at + 1].kind == "digits" and _tight(atoms, at, at + 2):
        return Amount("FACTOR", digits(atoms[at + 1].text)), at + 2
    if text == "一" and word(atoms, at + 1) == "半":
        return Amount("FACTOR", 0.5), at + 2
    if text == "a" and word(atoms, at + 1) in _PARTS:
        return Amount("FACTOR", 1 / _PARTS[word(atoms, at + 1)]), at + 2
    read = numeral(atoms, at)
    if read is None:
        return None
    value, place = read
    following = word(atoms, place)
    if following in _PARTS and 1 <= value < _PARTS[following]:
        return Amount("FACTOR", value / _PARTS[following]), place + 1
    if following in {"x", "times", "倍"}:
        return Amount("FACTOR", value), place + 1
    if [following, word(atoms, place + 1)] == ["分", "之"] and value:
        over = numeral(atoms, place + 2)
        return over and (Amount("FACTOR", over[0] / value), over[1])
    return None


def ordinal(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`first`, `2nd`, `#3`, `第二`."""
    text = word(atoms, at)
    if text in _ORDINALS:
        return Amount("ORDINAL", _ORDINALS[text]), at + 1
    if text in {"第", "#"}:
        read = numeral(atoms, at + 1)
        return read and (Amount("ORDINAL", round(read[0])), read[1])
    if at + 1 < len(atoms) and atoms[at].kind == "digits" and word(atoms, at + 1) in {"st", "nd", "rd", "th"}:
        return Amount("ORDINAL", round(digits(text))), at + 2
    return None


def moment(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`第5秒`, `第1分30秒`: a time that is a place in the film."""
    if word(atoms, at) in {"second", "minute"} and at + 1 < len(atoms) and atoms[at + 1].kind == "digits":
        unit = _UNITS[word(atoms, at)]
        return Amount("MOMENT", round(digits(atoms[at + 1].text) * unit), unit), at + 2
    if word(atoms, at) != "第":
        return None
    read = duration(atoms, at + 1)
    return read and (Amount("MOMENT", read[0].value, read[0].unit), read[1])


def number(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """A number without a unit."""
    read = numeral(atoms, at)
    return read and (Amount("NUM", read[0]), read[1])


def resolution(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`1080p` and less as RESOLUTION (that is what comes out anyway); `4k`, `8k`, `60fps` as BEYOND."""
    if at + 1 >= len(atoms) or atoms[at].kind != "digits" or not _tight(atoms, at, at + 2):
        return None
    value, sign = digits(atoms[at].text), atoms[at + 1].text
    if sign == "p" and value >= 144:
        return Amount("RESOLUTION" if value <= 1080 else "BEYOND", round(value)), at + 2
    if sign == "fps":
        return Amount("RESOLUTION" if value == 30 else "BEYOND", round(value)), at + 2
    if sign == "k" and value >= 2:
        return Amount("BEYOND", round(value)), at + 2
    return None


def decibels(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`6 dB`, `-3dB` as a FACTOR of the amplitude."""
    sign = -1 if word(atoms, at) == "-" else 1
    place = at + 1 if word(atoms, at) in {"-", "+"} else at
    if place + 1 >= len(atoms) or atoms[place].kind != "digits" or atoms[place + 1].text not in {"db", "decibels"}:
        return None
    power = max(-100.0, min(100.0, sign * digits(atoms[place].text)))
    return Amount("DECIBELS", round(10 ** (power / 20), 3)), place + 2


READERS: tuple[Reader, ...] = (
    resolution,
    decibels,
    aspect,
    clock,
    moment,
    duration,
    percent,
    factor,
    ordinal,
    number,
)
