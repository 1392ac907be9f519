"""What a request holds that a wording can take up (times, places, clips, quotes, names), in words of the grammar."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, cast

from shorts_tui.engine.director.language.limits import Language
from shorts_tui.engine.director.language.tokens import Token, Value
from shorts_tui.engine.director.plan import Range, Spoken

NAMES = ("color", "mood", "look", "position", "corner", "style", "platform", "aspect", "transition")
KINDS = ("time", "span", "clip", "quote", "percent", "factor", "number", "file", "image", "title", *NAMES)
"""What slots hold: amounts, places and texts as they are said, and names of which there are a few."""
IMPLIED = frozenset(("mood", "look", "style", "aspect", "transition"))
"""Of these all names are looked at where none is said: `like an old newsreel` may be a look."""
_NAMED = {
    "COLOR": "color", "MOOD": "mood", "LOOK": "look", "POSITION": "position", "CORNER": "corner", "STYLE": "style",
    "PLATFORM": "platform", "ASPECT": "aspect", "TRANSITION": "transition",
}  # fmt: skip
"""Categories whose value is one of a few names -> the slot that they fill."""


_MOST = 6
"""Values of a kind that are looked at."""


def names(kind: str, language: Language) -> tuple[str, ...]:
    """All that a slot of names can be filled with."""
    category = next(category for category, slot in _NAMED.items() if slot == kind)
    return tuple(vocabulary()["values"][language][category].values())


def values(tokens: Sequence[Token], language: Language) -> Mapping[str, tuple[str, ...]]:
    """Slot -> what fills it, in the order in which it is said, each once."""
    found: dict[str, dict[str, None]] = {}
    for token in tokens:
        for slot, text in _of(token, language):
            found.setdefault(slot, {})[text] = None
    return {slot: tuple(texts)[:_MOST] for slot, texts in found.items()}


def _of(token: Token, language: Language) -> Iterator[tuple[str, str]]:
    for category, value in token.categories.items():
        text = _said(category, value, token, language)
        if text:
            yield _NAMED.get(category) or _AMOUNTS[category], text


_AMOUNTS = {
    "TIME": "time", "MOMENT": "time", "SPAN": "span", "CLIPREF": "clip", "QUOTE": "quote", "PERCENT": "percent",
    "FACTOR": "factor", "MULTIPLY": "factor", "N_WORDS": "number", "NUM": "number", "SOUND_NAME": "file",
    "TITLE": "title", "PICTURE_FILE": "image",
}  # fmt: skip


def _said(category: str, value: Value, token: Token, language: Language) -> str:
    """The value of a category as a text; empty where no slot takes it."""
    if category in _NAMED:
        names = vocabulary()["values"][language].get(category, {})
        return str(names.get(str(value), value if language == "en" and category == "COLOR" else ""))
    match category:
        case "TIME" | "MOMENT":
            return seconds(float(str(value)), language)
        case "SPAN":
            return _spans(cast("tuple[Range, ...]", value), language)
        case "CLIPREF":
            return _clips(cast("tuple[int, ...]", value), language)
        case "QUOTE":
            return _quoted(str(value), language)
        case "PERCENT":
            return f"{float(str(value)) * 100:g}%"
        case "FACTOR" | "MULTIPLY":
            return _times(float(str(value)), language)
        case "SOUND_NAME" | "PICTURE_FILE":
            return str(value)
        case "TITLE" if value:
            return f"title {value}" if language == "en" else f"第{value}个标题"
        case "N_WORDS" | "NUM":
            return f"{float(str(value)):g}"
    return ""


def seconds(ms: float, language: Language) -> str:
    """`12.5 seconds`."""
    return f"{ms / 1000:g} seconds" if language == "en" else f"{ms / 1000:g}秒"


def _clock(ms: int) -> str:
    return f"{ms // 60_000}:{ms % 60_000 / 1000:06.3f}".rstrip("0").rstrip(".") if ms % 1000 else (
        f"{ms // 60_000}:{ms % 60_000 // 1000:02}"
    )  # fmt: skip


def _spans(spans: tuple[Range, ...], language: Language) -> str:
    if len(spans) != 1:
        return ""
    span = spans[0]
    if span.spoken is not None:
        return _spoken(span.spoken, language)
    english = language == "en"
    match span.start, span.end:
        case 0, int(end) if end > 0:
            return f"the first {seconds(end, language)}" if english else f"前{seconds(end, language)}"
        case int(start), None if start < 0:
            return f"the last {seconds(-start, language)}" if english else f"最后{seconds(-start, language)}"
        case int(start), None:
            return f"{_clock(start)} to the end" if english else f"{_clock(start)}到结尾"
        case int(start), int(end) if 0 <= start < end:
            return f"{_clock(start)} to {_clock(end)}" if english else f"{_clock(start)}到{_clock(end)}"
    return ""


def _spoken(spoken: Spoken, language: Language) -> str:
    text, until = (_quoted(one or "", language) for one in (spoken.text, spoken.until))
    if spoken.until is not None:
        return f"from {text} to {until}" if language == "en" else f"从{text}到{until}的部分"
    if spoken.words:
        return f"the word {text}" if language == "en" else f"{text}这个词"
    english = {"at": "the part where she says {}", "before": "everything before she says {}",
               "after": "everything after she says {}"}  # fmt: skip
    chinese = {"at": "说{}的那段", "before": "说{}之前的部分", "after": "说{}之后的部分"}
    return (english if language == "en" else chinese)[spoken.side].format(text)


def _clips(numbers: tuple[int, ...], language: Language) -> str:
    if not numbers:
        return ""
    told = [str(number) for number in numbers]
    if language == "zh":
        return "和".join(f"片段{number}" for number in told)
    return f"clip {told[0]}" if len(told) == 1 else f"clips {', '.join(told[:-1])} and {told[-1]}"


def _quoted(text: str, language: Language) -> str:
    text = text.strip()
    if not text or "\n" in text:
        return ""
    if language == "zh":
        return f"「{text}」" if "」" not in text else ""
    return f'"{text}"' if '"' not in text else ""


def _times(factor: float, language: Language) -> str:
    if language == "zh":
        return {0.5: "一半"}.get(factor, f"{factor:g}倍")
    return {0.5: "half", 2.0: "twice", 3.0: "three times"}.get(factor, f"{factor:g}x")


@cache
def vocabulary() -> Mapping[str, Any]:
    """The wordings, and what their slots are called."""
    return tomllib.loads(
        resources.files("shorts_tui.engine.director.language").joinpath("words", "wordings.toml").read_text("utf-8")
    )
