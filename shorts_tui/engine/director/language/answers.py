"""The answer to a question back (`the second`, `beach`, `both`, `8 seconds`, `never mind`), and what is done then."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import chain

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.amounts import READERS
from shorts_tui.engine.director.language.asking import asked_first, of_edge
from shorts_tui.engine.director.language.atoms import atoms, fold
from shorts_tui.engine.director.language.ordering import ordered
from shorts_tui.engine.director.language.tokens import lex
from shorts_tui.engine.director.plan import Ask, CannotDo, Choice, Clips, Operation, Plan, Remove

_COURTESY = re.compile(r"^(?:oh|um|uh|ok|okay|well|please|哦|嗯|那|就)\s*|\s*(?:please|thanks|thank you|吧|谢谢|了)$")
_HAN = re.compile("[一-鿿]")
_WORDS = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[一-鿿]")
_JOINT = re.compile(r"[,，;；。.!！]+|\b(?:and|then|and then|also)\b|然后|并且|再|，")


@cache
def _words(name: str) -> frozenset[str]:
    """A list of words by its name in `words/answers.toml`."""
    text = resources.files(__package__).joinpath("words", "answers.toml").read_text("utf-8")
    return frozenset(phrase.strip() for phrase in str(tomllib.loads(text)[name]).replace("\n", " ").split(","))


def answered(text: str, question: Ask, film: Film) -> Plan | None:
    """The plan that an answer to `question` asks for; None where `text` is none, but something else that is said.

    `Never mind` asks for nothing: a plan without operations.
    """
    if _HAN.search(text):
        question = question.model_copy(update={"language": "zh"})
    said = " ".join(re.sub(r"[^\w\s]+", " ", fold(text).replace("'", "")).split())
    plain = _COURTESY.sub("", said)
    if not _words("nothing").isdisjoint((said, plain)):
        return Plan(language=question.language)
    if question.about == "meaning":
        return _plan(question, meant) if (meant := _meant(said, plain, question)) else None
    if not _words("every").isdisjoint((said, plain)) and question.about != "amount":
        return _plan(question, question.choices)
    chosen = _chosen(text, question, film)
    return _plan(question, chosen) if chosen else None


def parts(text: str) -> list[tuple[str, str]]:
    """An answer and what is said after it, at each place where one may end: `the second, and add captions`."""
    return [(text[: m.start()], text[m.end() :].strip()) for m in _JOINT.finditer(text) if text[m.end() :].strip()]


def with_more(plan: Plan, more: Plan) -> Plan | None:
    """What the answer asks for together with what was said behind it; None where that was not understood."""
    if not more.operations or any(isinstance(one, CannotDo) and one.topic == "unknown" for one in more.operations):
        return None
    refused = [one for one in more.operations if isinstance(one, CannotDo)]
    able = [one for one in (*plan.operations, *more.operations) if not isinstance(one, CannotDo)]
    return plan.model_copy(update={"operations": tuple(asked_first([*ordered(able), *refused]))})


def _plan(question: Ask, chosen: Sequence[Choice]) -> Plan:
    operations = ordered(_together(list(chain.from_iterable(choice.operations for choice in chosen))))
    return Plan(operations=tuple(asked_first(operations)), language=question.language)


def _together(operations: Sequence[Operation]) -> list[Operation]:
    """Clips that go together go in one step, for none of them is the last one before all are gone."""
    found: list[Operation] = []
    for one in operations:
        same = next((n for n, other in enumerate(found) if _alike(one, other)), None)
        if same is None:
            found.append(one)
            continue
        other = found[same]
        if isinstance(one, Clips) and isinstance(other, Clips):
            found[same] = other.model_copy(update={"clips": tuple(dict.fromkeys((*other.clips, *one.clips)))})
    return found


def _alike(one: Operation, other: Operation) -> bool:
    return isinstance(one, Clips) and isinstance(other, Clips) and one.do == other.do


def _chosen(text: str, question: Ask, film: Film) -> list[Choice]:
    """The choices that an answer names, by place, by name or by amount; none where it says anything else."""
    words = _WORDS.findall(fold(text))
    if not words or len(words) > 12:
        return []
    if question.about == "amount" and (amount := _amount(text, question, film)):
        return amount
    if question.about == "amount" and not any(choice.name for choice in question.choices):
        return []
    named = _by_name(words, question)
    if named:
        return named
    numbers, rest = _numbers(text, question, film)
    return [] if rest else numbers


def _meant(said: str, plain: str, question: Ask) -> list[Choice]:
    """What `yes`, `the second` or `2` means of requests that may have been meant: `yes` is the likeliest."""
    if not _words("right").isdisjoint((said, plain)):
        return [question.choices[0]]
    numbered = {name: choice for choice in question.choices for name in _words(f"which_{choice.number}")}
    found = numbered.get(plain) or numbered.get(said)
    return [found] if found else []


def _amount(text: str, question: Ask, film: Film) -> list[Choice]:
    """`8 seconds`, or a bare `8`, of the edge that the question is about."""
    small = _words("small")
    found = [token for token in lex(text, film) if "TIME" in token or "NUM" in token]
    rest = [
        word
        for word in _WORDS.findall(fold(text))
        if word not in small | _words("last") | _words("first") and not word[0].isdigit()
    ]
    if len(found) != 1 or any(not _is_number(word) for word in rest) or any("CLIPREF" in token for token in found):
        return []
    categories = found[0].categories
    ms = round(float(str(categories["TIME"]))) if "TIME" in categories else round(float(str(categories["NUM"])) * 1000)
    if ms <= 0 or re.search(r"\b(?:clip|title)\b|段|片", fold(text)):
        return []
    first = min(question.choices, key=lambda choice: choice.number)
    made = of_edge(question.edge, ms, film.duration)
    rest_of_plan = [one for one in first.operations if not _is_edge(one, question.edge, first.number)]
    return [made.model_copy(update={"operations": tuple(ordered([*rest_of_plan, *made.operations]))})]


def _is_edge(one: Operation, edge: str, clip: int) -> bool:
    """Is this what a choice does by itself: its clip (0: none) or its amount goes?"""
    if isinstance(one, Clips):
        return one == Clips(do="delete", clips=(clip,))
    return not clip and isinstance(one, Remove) and (one.range.start < 0 if edge == "end" else one.range.start == 0)


def _is_number(word: str) -> bool:
    read = atoms(word)
    return any(reader(read, 0) is not None for reader in READERS)


def _by_name(words: Sequence[str], question: Ask) -> list[Choice]:
    """Choices of which the answer says a word that no other has: `the beach one`."""
    small = _words("small")
    names = [set(_WORDS.findall(fold(choice.name.rsplit(".", 1)[0]))) for choice in question.choices]
    said = [word for word in words if word not in small or any(word in name for name in names)]
    telling = [word for word in said if sum(word in name for name in names) == 1 and not word.isdigit()]
    if not telling or any(not any(word in name for name in names) for word in said if word not in small):
        return []
    return [
        choice for choice, name in zip(question.choices, names, strict=True) if any(word in name for word in telling)
    ]


def _numbers(text: str, question: Ask, film: Film) -> tuple[list[Choice], bool]:
    """The choices told by numbers, and whether anything else was said."""
    choices = {choice.number: choice for choice in question.choices if choice.number}
    wanted: list[int] = []
    small = _words("small")
    for token in lex(text, film):
        word = fold(token.text)
        if (word == "one" or word.startswith("一")) and word != fold(text).strip():
            continue  # `the last one`, `最后一个`
        if "ORDINAL" in token or "NUM" in token:
            wanted.append(round(float(str(token.categories.get("ORDINAL", token.categories.get("NUM"))))))
        elif any(part in _words("last") for part in _WORDS.findall(word)):
            wanted.append(max(choices, default=0))
        elif any(part not in small for part in _WORDS.findall(word)):
            return [], True
    found = [choices[number] for number in dict.fromkeys(wanted) if number in choices]
    return found, len(found) != len(set(wanted))
