"""Questions back: where what was asked for has readings that differ much, which they are and what each would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.ordering import ordered
from shorts_tui.engine.director.language.rule import Amount, It
from shorts_tui.engine.director.plan import (
    Ask,
    CannotDo,
    Captions,
    Choice,
    Clips,
    MoveClip,
    Operation,
    Overlay,
    Range,
    Remove,
    RemoveMusic,
    RemoveOverlay,
    RemoveTitle,
    Split,
    Title,
)

_TITLE_END = -3_000
_AMOUNTS = (5_000, 10_000, 3_000, 1_000)
"""ms that are offered where nobody says how much, the best guess first."""
_LITTLE = 5_000
"""ms; the most that `a bit` may be."""


def thing(it: It, film: Film, spoken_of: int) -> Operation | None:
    """What `it` means; `spoken_of` is the clip that the sentence named before, 0 where it named none.

    None: there is nothing that it could mean.
    """
    if spoken_of:
        return _to_clip(it, spoken_of)
    if not it.named and (last := _to_last(it, film)) is not None:
        return last
    if film.last == "clip" and film.last_number:
        return _to_clip(it, film.last_number)
    if film.clips < 2:
        return None
    spans = film.clip_spans or ((0, 0),) * film.clips
    names = film.clip_names or ("",) * film.clips
    choices = tuple(
        Choice(number=number, name=name, start=start, end=end, operations=(_to_clip(it, number),))
        for number, ((start, end), name) in enumerate(zip(spans, names, strict=False), 1)
    )
    return Ask(about="clip", choices=choices)


def _to_clip(it: It, number: int) -> Operation:
    match it.do:
        case "move":
            return MoveClip(clip=number, to=it.to)
        case "split":
            return Split(clip=number)
        case "copy":
            return Clips(do="copy", clips=(number,))
        case "delete":
            return Clips(do="delete", clips=(number,))


def _to_last(it: It, film: Film) -> Operation | None:
    """What was done last is what `it` means first."""
    if it.do == "delete":
        gone: dict[str, Operation] = {
            "captions": Captions(on=False),
            "title": RemoveTitle(number=film.last_number if len(film.titles) > 1 and film.last_number else None),
            "overlay": RemoveOverlay(),
            "music": RemoveMusic(),
        }
        return gone.get(film.last)
    if it.do == "move" and film.last == "title":
        number = film.last_number if len(film.titles) > 1 and film.last_number else None
        return Title(start=0 if it.to == 1 else _TITLE_END, number=number)
    if it.do == "move" and film.last == "overlay":
        return Overlay(start=0 if it.to == 1 else _TITLE_END)
    return None


def how_much(amount: Amount, film: Film) -> Ask:
    """How much of the film's start or end is to go: two amounts, and the clip there where there are several."""
    whole: list[Choice] = []
    if film.clips > 1 and not amount.little:
        number = 1 if amount.edge == "start" else film.clips
        start, end = film.clip_spans[number - 1] if film.clip_spans else (0, 0)
        name = film.clip_names[number - 1] if film.clip_names else ""
        gone = (Clips(do="delete", clips=(number,)),)
        whole = [Choice(number=number, name=name, start=start, end=end, operations=gone)]
    lengths = [one.end - one.start for one in whole]
    offered = [ms for ms in _AMOUNTS if (not film.duration or ms < film.duration) and ms not in lengths]
    offered = [ms for ms in offered if ms <= _LITTLE] if amount.little else offered
    choices = [of_edge(amount.edge, ms, film.duration) for ms in sorted(offered[:2])] + whole
    return Ask(about="amount", choices=tuple(choices), edge=amount.edge)


def of_edge(edge: str, ms: int, duration: int) -> Choice:
    """So much of the film's start or end goes."""
    where = Range(end=ms) if edge == "start" else Range(start=-ms)
    start, end = (0, ms) if edge == "start" else (max(duration - ms, 0), duration)
    return Choice(number=0, start=start, end=end, operations=(Remove(range=where),))


def which_title(operations: Sequence[Operation], film: Film, *, every: bool) -> list[Operation]:
    """The operations with a question in place of one that is about one title of several, nobody knows which.

    `every`: is it said that all are meant?
    """
    if every or len(film.titles) < 2:
        return list(operations)
    return [_one_title(one, film) if _is_unclear(one) else one for one in operations]


def _is_unclear(one: Operation) -> bool:
    changed = isinstance(one, Title) and one.text is None and one.number is None and one != Title()
    return changed or (isinstance(one, RemoveTitle) and one.number is None)


def _one_title(one: Operation, film: Film) -> Operation:
    if film.last == "title" and film.last_number:
        return one.model_copy(update={"number": film.last_number})
    choices = tuple(
        Choice(number=n, name=text, start=start, end=end, operations=(one.model_copy(update={"number": n}),))
        for n, (text, start, end) in enumerate(film.titles, 1)
    )
    return Ask(about="title", choices=choices)


def asked_first(operations: Sequence[Operation]) -> list[Operation]:
    """A plan with a question in it does nothing before the answer: all the rest of it comes with each choice."""
    question = next((one for one in operations if isinstance(one, Ask)), None)
    if question is None:
        return list(operations)
    refused = [one for one in operations if isinstance(one, CannotDo)]
    rest = [one for one in operations if one is not question and not isinstance(one, CannotDo)]
    return [_each(question, lambda own: ordered([*rest, *own])), *refused]


def _each(question: Ask, plan: Callable[[Sequence[Operation]], Sequence[Operation]]) -> Ask:
    choices = (one.model_copy(update={"operations": tuple(plan(one.operations))}) for one in question.choices)
    return question.model_copy(update={"choices": tuple(choices)})
