"""Labelled requests -> examples to fit to: the tokens, and which of all possible answers say the same as the label.

A request whose label has several operations gives one example for the whole (no wording says it) and, where the grammar
reads its phrases one by one, one for each of these: a request of its own, or a remark that asks for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.grammar import reading
from shorts_tui.engine.director.language.limits import Language
from shorts_tui.engine.director.language.paraphrase.model import CANNOT, NOTHING, OTHER
from shorts_tui.engine.director.language.paraphrase.slots import values
from shorts_tui.engine.director.language.paraphrase.wordings import sayings
from shorts_tui.engine.director.language.phrase import phrases
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.plan import CannotDo
from tests.engine.director.language_requests import FILMS, label_of, requests

Label = list[dict[str, Any]]
SENTENCES = Path(__file__).with_name("sentences.jsonl")
"""Requests written for fitting by people who had not seen the rules."""
STRANGERS = Path(__file__).parents[1] / "engine" / "director" / "strangers.jsonl"
"""Requests by writers who had seen neither the rules nor the sentences that the weights were fitted to.

None of these has been looked at. Once one is, the whole set belongs to what is fitted to, and another one is written.
"""
REQUESTS = Path(__file__).parents[1] / "engine" / "director" / "requests.jsonl"


@dataclass(frozen=True)
class Example:
    """What to fit to.

    Attributes:
        right: texts of the wordings that say it, or one of the answers that are none.
    """

    tokens: Sequence[Token]
    film: Film
    language: Language
    right: frozenset[str]


def labelled(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of labelled requests."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def to_fit_to() -> list[dict[str, Any]]:
    """All labelled requests but those that are held back: these measure what is fitted to the others."""
    held = {(one.text, one.film) for one in requests() if one.held_out or one.fresh}
    tuned = [line for line in labelled(REQUESTS) if (line["text"], line.get("film", "talk")) not in held]
    return tuned + labelled(SENTENCES)


def examples(lines: Sequence[Mapping[str, Any]]) -> Iterator[Example]:
    """Those of some labelled requests."""
    for line in lines:
        yield from _examples(line)


def _examples(line: Mapping[str, Any]) -> Iterator[Example]:
    name, language = line.get("film", "talk"), line["language"]
    label = compared(line["plan"])
    tokens = reading(line["text"], FILMS[name]).tokens
    yield _example(tokens, name, language, label)
    parts = phrases(tokens)
    if len(parts) < 2 or not label:
        return
    left, found = list(label), list[Example]()
    for first, last in parts:
        said = _plan(line["text"][tokens[first].start : tokens[last - 1].end], name)
        if len(said) == 1 and said[0]["op"] != "cannot_do" and said[0] in left:
            left.remove(said[0])
            found.append(_example(tokens[first:last], name, language, list(said)))
        elif all(one["op"] == "cannot_do" and one["topic"] == "unknown" for one in said):
            found.append(_example(tokens[first:last], name, language, []))
        else:
            return
    if not left:
        yield from found


def _example(tokens: Sequence[Token], name: str, language: Language, label: Label) -> Example:
    if not label:
        right = {NOTHING}
    elif len(label) == 1 and label[0]["op"] == "cannot_do":
        right = {CANNOT}
    else:
        wanted = tuple(_frozen(label))
        there = sayings(values(tokens, language), language) if len(label) == 1 else ()
        kinds = _kinds(language)
        right = {
            one.text
            for one in there
            if label[0]["op"] in kinds[one.wording.text] and _frozen(_plan(one.text, name)) == wanted
        } or {OTHER}
    return Example(tokens, FILMS[name], language, frozenset(right))


def compared(plan: Sequence[Mapping[str, Any]]) -> Label:
    """A plan without the words that its refusals quote, and with rounded numbers."""
    rounded = json.loads(json.dumps(plan), parse_float=_rounded, parse_int=_rounded)
    return [
        {key: value for key, value in one.items() if not (one["op"] == "cannot_do" and key == "asked")}
        for one in rounded
    ]


def _rounded(text: str) -> float:
    return round(float(text), 2)


def _frozen(plan: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(json.dumps(one, sort_keys=True) for one in compared(plan))


@cache
def _plan(text: str, name: str) -> tuple[dict[str, Any], ...]:
    return tuple(compared(label_of(reading(text, FILMS[name]).plan)))


@cache
def _kinds(language: Language) -> Mapping[str, set[str]]:
    """Wording -> the operations that it can ask for, with its slots filled by what stands for nothing."""
    found: dict[str, set[str]] = {}
    for name in FILMS:
        for said in sayings(USUAL[language], language):
            plan = reading(said.text, FILMS[name]).plan
            kinds = {one.op for one in plan.operations if not isinstance(one, CannotDo)}
            found.setdefault(said.wording.text, set()).update(kinds)
    return found


USUAL: Mapping[Language, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "time": ("3 seconds", "8 seconds"), "span": ("the first 2 seconds",), "clip": ("clip 1", "clip 2"),
        "quote": ('"Hello there"', '"Good bye"'), "percent": ("50%",), "factor": ("half",), "number": ("2",),
        "color": ("yellow",), "mood": ("calm",), "look": ("brighter",), "position": ("top",), "corner": ("top left",),
        "style": ("bold",), "platform": ("TikTok",), "aspect": ("square",), "transition": ("wipe",),
        "file": ("music.mp3",), "title": ("title 1",), "image": ("logo.png",),
    },
    "zh": {
        "time": ("3秒", "8秒"), "span": ("前2秒",), "clip": ("片段1", "片段2"), "quote": ("「你好」", "「再见」"),
        "percent": ("50%",), "factor": ("一半",), "number": ("2",), "color": ("黄色",), "mood": ("舒缓",),
        "look": ("亮",), "position": ("上面",), "corner": ("左上角",), "style": ("粗体",), "platform": ("抖音",),
        "aspect": ("方形",),        "transition": ("擦除",), "file": ("music.mp3",), "title": ("第1个标题",),
        "image": ("logo.png",),
    },
}  # fmt: skip
"""Something for every slot, which stands for nothing."""
