"""Percentages, fractions, ordinals, aspect ratios and the like; and all readers of amounts together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shorts_tui.engine.director.language.atoms import Atom
from shorts_tui.engine.director.language.numbers import HAN_DIGITS, SMALL, TENS, digits, numeral, word
from shorts_tui.engine.director.language.times import Amount, clock, duration, moment, tight

Reader = Callable[[Sequence[Atom], int], tuple[Amount, int] | None]

_ASPECTS = {(9, 16): "9:16", (1, 1): "1:1", (16, 9): "16:9", (4, 5): "4:5"}
_OTHER_ASPECTS = {(4, 3), (3, 4), (21, 9), (2, 1), (1, 2), (3, 2), (2, 3), (5, 4), (18, 9), (9, 21)}
_DENOMINATORS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "tenth": 10,
}
_COUNTING = frozenset(
    ("seconds", "second", "secs", "sec", "s", "minutes", "minute", "percent", "%", "times", "x", "hundred", "thousand")
)
_COUNTED = frozenset("秒分个段张条首句十百点倍成到")
"""What a digit behind `两成` counts, where it is no part of it."""
_BOTH, _CLIPS = frozenset("两俩"), frozenset("段个条")
_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth"
_ORDINALS = {text: place for place, text in enumerate(_PLACES.split(), start=1)}


def aspect(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`9:16`, `9x16`, `16 by 9`, `1080x1920`: a known shape as ASPECT, any other as OTHER_ASPECT."""
    if at + 2 >= len(atoms) or atoms[at].kind != "digits" or atoms[at + 2].kind != "digits":
        return None
    sign = atoms[at + 1].text
    if sign not in {":", "x", "/", "by", "比", "*"}:
        return None
    wide, high = digits(atoms[at].text), digits(atoms[at + 2].text)
    if sign == ":" and (not tight(atoms, at, at + 3) or (word(atoms, at + 3) == ":" and tight(atoms, at, at + 5))):
        return None
    for shape, name in _ASPECTS.items():
        if (wide, high) == shape or (wide >= 100 and high >= 100 and abs(wide / high - shape[0] / shape[1]) < 0.01):
            return Amount("ASPECT", name), at + 3
    if (wide, high) in _OTHER_ASPECTS or (wide >= 100 and high >= 100):
        return Amount("OTHER_ASPECT", atoms[at].text), at + 3
    return None


def percent(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`35%`, `35 percent`, `百分之三十五`, `三成`, `两成五`."""
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
        if word(atoms, place + 1) == "半":
            return Amount("PERCENT", round(value / 10 + 0.05, 4)), place + 2
        more = HAN_DIGITS.get(word(atoms, place + 1), 0)
        if more and word(atoms, place + 2) not in _COUNTED:
            return Amount("PERCENT", round(value / 10 + more / 100, 4)), place + 2  # `两成五`
        return Amount("PERCENT", round(value / 10, 4)), place + 1
    return None


def factor(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`half`, `twice`, `2x`, `three times`, `two thirds`, `一半`, `两倍`, `三分之一`."""
    text = word(atoms, at)
    plain = {"half": 0.5, "twice": 2.0, "double": 2.0, "doubled": 2.0, "quarter": 0.25, "triple": 3.0}.get(text)
    if plain is not None:
        return Amount("FACTOR", plain), at + 1
    if text == "x" and at + 1 < len(atoms) and atoms[at + 1].kind == "digits" and tight(atoms, at, at + 2):
        return Amount("FACTOR", digits(atoms[at + 1].text)), at + 2
    if text == "一" and word(atoms, at + 1) == "半":
        return Amount("FACTOR", 0.5), at + 2
    if text == "a" and word(atoms, at + 1) in _DENOMINATORS:
        return Amount("FACTOR", 1 / _DENOMINATORS[word(atoms, at + 1)]), at + 2
    read = numeral(atoms, at)
    if read is None:
        return None
    value, place = read
    following = word(atoms, place)
    if following in _DENOMINATORS and 1 <= value < _DENOMINATORS[following]:
        return Amount("FACTOR", value / _DENOMINATORS[following]), place + 1
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
    counted = numeral(atoms, at)
    if counted and word(atoms, counted[1]) == "号" and word(atoms, counted[1] + 1) in set("片镜段素视和跟与、到"):
        return Amount("ORDINAL", round(counted[0])), counted[1] + 1
    if at + 1 < len(atoms) and atoms[at].kind == "digits" and word(atoms, at + 1) in {"st", "nd", "rd", "th"}:
        return Amount("ORDINAL", round(digits(text))), at + 2
    return None


def spoken_clock(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`One twenty`, `two oh five`: a time as it is read aloud, if the film is as long."""
    minutes = SMALL.get(word(atoms, at), 0)
    following = word(atoms, at + 1)
    if not 1 <= minutes <= 9:
        return None
    if following == "oh":
        seconds, end = SMALL.get(word(atoms, at + 2), 0), at + 3
    elif SMALL.get(following, 0) >= 10:
        seconds, end = SMALL[following], at + 2
    else:
        seconds, end = TENS.get(following, 0), at + 2
        if seconds and 1 <= SMALL.get(word(atoms, end), 0) <= 9:
            seconds, end = seconds + SMALL[word(atoms, end)], end + 1
    if not 0 < seconds < 60 or word(atoms, end) in _COUNTING:
        return None
    return Amount("MAYBE_TIME", (minutes * 60 + seconds) * 1000, 1000), end


def clip_pair(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`二三两段`, `第一第四两个`, `第一二段`: two clips by their numbers, and that they are two."""
    numbers, place = [], at
    for _ in range(2):
        place += word(atoms, place) == "第"
        numbers.append(HAN_DIGITS.get(word(atoms, place), 0))
        place += 1
    first, second = numbers
    if word(atoms, at) == "第" and place == at + len("第一二") and word(atoms, place) in _CLIPS - {"个"}:
        return (Amount("CLIPREF", (first, second)), place + 1) if 0 < first == second - 1 else None
    if word(atoms, place) not in _BOTH or word(atoms, place + 1) not in _CLIPS:
        return None
    return (Amount("CLIPREF", (first, second)), place + 2) if 0 < first < second else None


def number(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """A number without a unit."""
    read = numeral(atoms, at)
    return read and (Amount("NUM", read[0]), read[1])


def resolution(atoms: Sequence[Atom], at: int) -> tuple[Amount, int] | None:
    """`1080p` and less as RESOLUTION (that is what comes out anyway); `4k`, `8k`, `60fps` as BEYOND."""
    if at + 1 >= len(atoms) or atoms[at].kind != "digits" or not tight(atoms, at, at + 2):
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
    clip_pair,
    spoken_clock,
    clock,
    moment,
    duration,
    percent,
    factor,
    ordinal,
    number,
)
"""Where two read as far, the earlier one counts."""
