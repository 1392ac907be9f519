"""Numerals in digits, in English words and in Chinese characters: atoms -> a number and where it ends."""

from __future__ import annotations

from collections.abc import Sequence

from shorts_tui.engine.director.language.atoms import Atom

HIGHEST = 1e9
"""Larger numbers than any film has use for are read as this one."""

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: value for value, word in enumerate(_BELOW_TWENTY.split())}
TENS = {word: value * 10 for value, word in enumerate(_ROUND.split(), start=2)} | {"fourty": 40}
_SCALES = {"hundred": 100, "thousand": 1000}
HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000}
_HAN_NUMERALS = HAN_DIGITS.keys() | _HAN_SCALES.keys()
_LONGEST_HAN = 12

Read = tuple[float, int]
"""A value and the place of the first atom after it."""


def numeral(atoms: Sequence[Atom], at: int) -> Read | None:
    """The number that begins at atom `at`: `60`, `1.5`, `twenty-five`, `one and a half`, `a couple of`, `三十五`."""
    if at >= len(atoms):
        return None
    atom = atoms[at]
    if atom.kind == "digits":
        return _and_fraction(atoms, at + 1, digits(atom.text))
    if atom.kind == "han":
        return _han(atoms, at)
    return _loose(atoms, at) or _english(atoms, at)


def digits(text: str) -> float:
    """`1,000` and `2.5` as a number, capped so that no run of digits overflows."""
    plain = text.replace(",", "")
    return HIGHEST if len(plain.split(".")[0]) > 9 else float(plain)


def word(atoms: Sequence[Atom], at: int) -> str:
    """The text of an atom, or nothing past the end."""
    return atoms[at].text if 0 <= at < len(atoms) else ""


def _loose(atoms: Sequence[Atom], at: int) -> Read | None:
    start = at + 1 if word(atoms, at) == "a" else at
    value = {"couple": 2.0, "few": 3.0, "dozen": 12.0}.get(word(atoms, start))
    if value is None:
        return None
    return value, start + (2 if word(atoms, start + 1) == "of" else 1)


def _english(atoms: Sequence[Atom], at: int) -> Read | None:
    total, current, place, seen = 0, 0, at, False
    if word(atoms, at) == "a" and word(atoms, at + 1) in _SCALES:
        current, place = 1, at + 1
    while place < len(atoms):
        text = atoms[place].text
        if text in SMALL and (not seen or current % 100 == 0 or (SMALL[text] in range(1, 10) and current % 10 == 0)):
            if seen and current % 100 in range(10, 20):
                break
            current += SMALL[text]
        elif text in TENS and current % 100 == 0:
            current += TENS[text]
        elif text in _SCALES and current and current < _SCALES[text]:
            current *= _SCALES[text]
            if text == "thousand":
                total, current = total + current, 0
        elif text == "and" and seen and word(atoms, place - 1) in _SCALES and _counts(word(atoms, place + 1)):
            pass
        else:
            break
        seen, place = True, place + 1
    if not seen:
        return None
    value = float(total + current)
    if word(atoms, place) == "point" and word(atoms, place + 1) in SMALL:
        place, value = _decimals(atoms, place + 1, value)
        return value, place
    return _and_fraction(atoms, place, value)


def _counts(text: str) -> bool:
    return text in SMALL or text in TENS


def _decimals(atoms: Sequence[Atom], place: int, value: float) -> tuple[int, float]:
    written = ""
    while SMALL.get(word(atoms, place), 10) < 10 and len(written) < 6:
        written += str(SMALL[word(atoms, place)])
        place += 1
    return place, value + float(f"0.{written}")


def _and_fraction(atoms: Sequence[Atom], place: int, value: float) -> Read:
    """`... and a half`, `... and a quarter` behind a whole number."""
    if [word(atoms, place), word(atoms, place + 1)] == ["and", "a"] and value == int(value):
        more = {"half": 0.5, "quarter": 0.25}.get(word(atoms, place + 2))
        if more is not None:
            return value + more, place + 3
    return value, place


def _han(atoms: Sequence[Atom], at: int) -> Read | None:
    place, run = at, ""
    while word(atoms, place) in _HAN_NUMERALS and len(run) < _LONGEST_HAN and _touch(atoms, at, place):
        if word(atoms, place) == "两" and run and run[-1] not in "百千":
            break  # `第一第四两个`
        run += atoms[place].text
        place += 1
    if not run:
        return None
    value = han_value(run)
    if word(atoms, place) == "点" and word(atoms, place + 1) in HAN_DIGITS:
        place += 1
        written = ""
        while word(atoms, place) in HAN_DIGITS and len(written) < _LONGEST_HAN:
            written += str(HAN_DIGITS[atoms[place].text])
            place += 1
        value += float(f"0.{written}")
    return min(value, HIGHEST), place


def _touch(atoms: Sequence[Atom], first: int, place: int) -> bool:
    return place == first or atoms[place - 1].end == atoms[place].start


def han_value(run: str) -> float:
    """Chinese numerals without a decimal point: `三十五` -> 35, `一百零五` -> 105, digit by digit `二零` -> 20."""
    if not any(char in _HAN_SCALES for char in run):
        return float("".join(str(HAN_DIGITS[char]) for char in run))
    total, current = 0, 0
    for char in run:
        if char in _HAN_SCALES:
            total += (current or (0 if total and _HAN_SCALES[char] > 10 else 1)) * _HAN_SCALES[char]
            current = 0
        else:
            current = HAN_DIGITS[char]
    return float(total + current)
