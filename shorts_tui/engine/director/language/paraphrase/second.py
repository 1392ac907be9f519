"""What the grammar leaves open, read by its likeliest wording: done where that is likely, asked where it may be.

What the grammar understands as one request stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.asides import begins_a_request
from shorts_tui.engine.director.language.contrasts import excepts
from shorts_tui.engine.director.language.grammar import Reading
from shorts_tui.engine.director.language.ordering import ordered
from shorts_tui.engine.director.language.paraphrase.guesses import Guess, guesses
from shorts_tui.engine.director.language.paraphrase.model import CANNOT, NOTHING
from shorts_tui.engine.director.plan import Ask, CannotDo, Captions, Choice, Operation, Overlay, Plan, Question, Title

_OPEN = frozenset(("unknown", "scope", "object", "vague", "most"))
"""Topics of refusals that may be due to words that the grammar does not know; others name what can't be done."""
_UNCLEAR = frozenset(("unknown", "vague"))
"""Of these, the ones that say no more than that nothing was understood."""
DONE, INSTEAD, ADDED, DROPPED, SAME, ASKED, NEAR = 0.5, 0.7, 0.6, 0.5, 0.35, 0.08, 0.03
"""Probabilities from which the whole of a sentence is done, is done instead of what was read beside words of no use, a
part of it is done, a part is passed over as a remark, the rest is taken to be about what was read, a question is worth
asking, and something is named as near. Labelled requests of writers that the weights were not fitted to set them."""
_NEVER = 0.5
"""From here on it is rather nothing that is asked for, or something that can't be done."""
_OFFERED = 2

Read = Callable[[str, Film], Plan]


def read_again(reading: Reading, film: Film, read: Read) -> Plan:
    """The plan of a reading, with what can be made of that which it leaves open.

    Where something is excepted (`all but the third`), nothing is done: no wording says that.
    """
    plan, able = reading.plan, _able(reading.plan)
    open_ = [(unread, said) for unread, said in reading.unread if said.topic in _OPEN]
    if not (open_ or plan.left_out) or any(isinstance(one, Ask) for one in able):
        return plan
    whole = guesses(reading.tokens, film, plan.language, read)
    sure = not excepts(reading.tokens)
    if (best := _likely(whole, DONE if open_ else INSTEAD)) is not None and sure and best.operations != tuple(able):
        refused = [
            one for one in plan.operations if isinstance(one, CannotDo) and one not in [said for _, said in open_]
        ]
        done = (*(best.operations or ()), *refused)
        return plan.model_copy(update={"operations": done, "taken_for": (best.text,), "left_out": ()})
    if able and _probability(whole, lambda guess: guess.operations == tuple(able)) >= SAME:
        asides = [said for unread, said in open_ if not begins_a_request(reading.tokens, unread)]
        plan, open_ = _passed_over(plan, asides), [one for one in open_ if one[1] not in asides]
    if not able and len(open_) == 1:
        return _asked(plan, whole, open_[0][1])
    for unread, said in open_:
        part = guesses(reading.tokens[unread.start : unread.end], film, plan.language, read)
        aside = not begins_a_request(reading.tokens, unread)
        plan = _with_part(plan, said, part, sure=sure, aside=aside)
    return plan


def _with_part(plan: Plan, said: CannotDo, part: Sequence[Guess], *, sure: bool, aside: bool) -> Plan:
    """With what a part asks for that was not understood, beside others that were; `aside`: may it ask for nothing?"""
    able = _able(plan)
    if aside and able and _probability(part, lambda guess: guess.is_nothing or _is_in(guess, able)) >= DROPPED:
        return _passed_over(plan, [said])
    best = _likely(part, ADDED)
    if best is None or not sure or (able and all(isinstance(one, Question) for one in able)):
        return _nearest(plan, said, part)
    operations: Sequence[Operation] = able
    for one in best.operations or ():
        operations = _with(operations, one)
    refused = [one for one in plan.operations if isinstance(one, CannotDo) and one != said]
    update = {"operations": (*ordered(operations), *refused), "taken_for": (*plan.taken_for, best.text)}
    return plan.model_copy(update=update)


def _with(operations: Sequence[Operation], new: Operation) -> list[Operation]:
    """With one more operation; what is changed of the same text or image is changed at once."""
    changed = new.model_dump(exclude_defaults=True)
    for at, one in enumerate(operations):
        if type(one) is not type(new) or not isinstance(new, Captions | Title | Overlay):
            continue
        if changed.keys().isdisjoint(one.model_dump(exclude_defaults=True)):
            return [*operations[:at], type(new).model_validate({**one.model_dump(), **changed}), *operations[at + 1 :]]
    return [*operations, new]


def _asked(plan: Plan, whole: Sequence[Guess], said: CannotDo) -> Plan:
    """With a question about what was meant, in place of a refusal of all of it."""
    offered = [guess for guess in whole if guess.able][:_OFFERED]
    if (
        not offered
        or offered[0].probability < ASKED
        or (whole[0].answer in (NOTHING, CANNOT) and whole[0].probability > _NEVER)
        or said.topic not in _UNCLEAR
    ):
        return _nearest(plan, said, whole)
    choices = tuple(
        Choice(number=number, name=guess.text, start=0, end=0, operations=guess.operations or ())
        for number, guess in enumerate(offered, start=1)
    )
    rest = [one for one in plan.operations if one != said]
    return plan.model_copy(
        update={"operations": (Ask(about="meaning", choices=choices, language=plan.language), *rest)}
    )


def _nearest(plan: Plan, said: CannotDo, found: Sequence[Guess]) -> Plan:
    """With the nearest that can be said in a refusal, where there is one."""
    near = next((guess.text for guess in found if guess.able and guess.probability >= NEAR), "")
    if not near or said.topic not in _UNCLEAR:
        return plan
    told = said.model_copy(update={"nearest": near})
    return plan.model_copy(update={"operations": tuple(told if one == said else one for one in plan.operations)})


def _passed_over(plan: Plan, said: Sequence[CannotDo]) -> Plan:
    """Without refusals of what asks for nothing; that it is passed over is told."""
    operations = tuple(one for one in plan.operations if one not in said)
    return plan.model_copy(
        update={"operations": operations, "left_out": (*plan.left_out, *(one.asked for one in said))}
    )


def _able(plan: Plan) -> list[Operation]:
    return [one for one in plan.operations if not isinstance(one, CannotDo)]


def _is_in(guess: Guess, operations: Sequence[Operation]) -> bool:
    return guess.able and all(one in operations for one in guess.operations or ())


def _probability(found: Sequence[Guess], which: Callable[[Guess], bool]) -> float:
    return sum(guess.probability for guess in found if which(guess))


def _likely(found: Sequence[Guess], limit: float) -> Guess | None:
    """The best guess, where it is that likely and takes up all that is named."""
    best = found[0] if found else None
    return best if best is not None and best.able and best.whole and best.probability >= limit else None
