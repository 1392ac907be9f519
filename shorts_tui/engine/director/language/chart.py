"""Every reading of every stretch of a sentence, and the choice of those that together explain most of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.language.categories import CONTENT, is_break, is_content, is_filler, named
from shorts_tui.engine.director.language.content import contents, noun_phrases, phrase_rests, unknown_words
from shorts_tui.engine.director.language.contrasts import excepted
from shorts_tui.engine.director.language.item import WHOLE, Item
from shorts_tui.engine.director.language.limits import limits
from shorts_tui.engine.director.language.pattern import Scope, State, States
from shorts_tui.engine.director.language.phrase import Phrase, phrases
from shorts_tui.engine.director.language.reducing import ends, possible
from shorts_tui.engine.director.language.rule import Match, Modifier, Refusal, Rule
from shorts_tui.engine.director.language.tokens import Token
from shorts_tui.engine.director.language.wondering import only_asked, wondering
from shorts_tui.engine.director.plan import Question

_COST = 4
"""What each further reading costs: of two explanations the one with fewer operations is better."""
_MOST_MODIFIERS = 4
_MOST_FILLERS = 8
_BEGINNINGS = frozenset(("is", "are", "was", "does", "did", "has it", "is it", "is there", "are there", "does it"))
"""With which a question begins whether a mark ends it or not."""
_ASKING = named("QUESTION_AUX WHAT HOW_LONG HOW_MANY HOW_BIG HOW_TO")


def _asking(tokens: Sequence[Token]) -> set[int]:
    """The tokens of sentences that begin like a question and end like one."""
    found: set[int] = set()
    start = 0
    for at in range(len(tokens) + 1):
        if at < len(tokens) and not is_break(tokens[at]):
            continue
        first = next(
            (token for token in tokens[start:at] if _ASKING & token.categories.keys() or not is_filler(token)), None
        )
        asked = at < len(tokens) and "ASK" in tokens[at]
        opens = next((one for one in tokens[start:at] if not {"POLITE", "GREETING"} & one.categories.keys()), None)
        if (
            first is not None
            and _ASKING & first.categories.keys()
            and (asked or (first is opens and first.text.lower() in _BEGINNINGS))
        ):
            found.update(range(start, at))
        start = at + 1
    return found


def _beside(phrase: Phrase, places: Sequence[int], items: Iterable[Item]) -> Item | None:
    """The best operation in a phrase that can be done, on one side of all the words that mean something else."""
    able = [item for item in items if item.end <= phrase[1] and (item.end <= places[0] or item.start > places[-1])]
    return max(able, key=lambda item: item.score, default=None)


class Chart:
    """The readings of one sentence."""

    def __init__(self, tokens: Sequence[Token], film: Film, text: str) -> None:
        self.tokens, self.film, self.text = tokens, film, text
        self.phrases = phrases(tokens)
        self._phrase_at = {at: phrase for phrase in self.phrases for at in range(*phrase)}
        self._asking = _asking(tokens)
        self._wondering = wondering(tokens, text)
        self._present = {category for token in tokens for category in token.categories}
        self._scope = Scope(tokens)
        self.modifiers: dict[int, list[Item]] = {}
        rests = phrase_rests(tokens)
        self._scope.specials = {
            "NP": cache(lambda at: noun_phrases(tokens, at)),
            "WORDS": cache(lambda at: unknown_words(tokens, at)),
            "PHRASE": rests.__getitem__,
            "CONTENT": cache(lambda at: contents(tokens, at, text, self._tiled)),
            "MODS": cache(self._runs),
        }

    def read(self, modifiers: Sequence[Rule], rules: Sequence[Rule]) -> list[Item]:
        """The items that explain the sentence best, in order, none overlapping another."""
        for item in self._items(modifiers):
            self.modifiers.setdefault(item.start, []).append(item)
        free = [item for items in self.modifiers.values() for item in items]
        begins, ends = excepted(self.tokens)
        cores = [item for item in self._items(rules) if self._may_be(item) and self._stands_alone(item, begins, ends)]
        shielded = {at for item in cores if item.shielded for at in range(item.start, item.end)}
        refusals = {
            item: None
            for item in cores
            if item.refused
            and not item.bare
            and not self._negated(item)
            and shielded.isdisjoint(range(item.start, item.end))
        }
        cores = [item for item in cores if not item.refused or item.bare]
        items = self._plausible(cores + free) + self._limits(cores, shielded) + list(refusals)
        return self._best(only_asked(items, self._wondering))

    def _stands_alone(self, item: Item, begins: set[int], ends: set[int]) -> bool:
        """Is it neither what an exception names, nor what is done to all but that?"""
        last = self._phrase_at.get(item.start, (0, 0))[1]
        return item.start not in begins and not (item.pieces and last in ends and item.end <= last)

    def _items(self, rules: Iterable[Rule]) -> list[Item]:
        found: list[Item] = []
        for rule in rules:
            patterns = possible(rule.patterns, self._present)
            for at in range(len(self.tokens) if patterns else 0):
                for end, state in ends(patterns, self._scope, at).items():
                    if end > at:
                        found += self._item(rule, at, end, state)
        return found

    def _item(self, rule: Rule, at: int, end: int, state: State) -> list[Item]:
        built = rule.build(Match(state, self.film, self.text, self.tokens[at:end], self._is_initial(at)))
        if built is None:
            return []
        shielded = any(key == "content" for key, _ in state.kept)
        if not rule.whole:
            return [Item(at, end, _COST + 1 if rule.faint else state.score, tuple(built), rule.bare, shielded)]
        first = self._phrase_at.get(at, (at, end))[0]
        last = self._phrase_at.get(end - 1, (at, end))[1]
        return [Item(first, last, (last - first) * CONTENT + WHOLE, tuple(built), rule.bare, shielded)]

    def _is_initial(self, at: int) -> bool:
        first = self._phrase_at.get(at, (at, at))[0]
        return all(is_filler(token) or "WANT" in token for token in self.tokens[first:at])

    def _may_be(self, item: Item) -> bool:
        """Nothing is done in a sentence that asks (`is it 60 seconds?`); a polite one begins otherwise."""
        return (
            item.start not in self._asking
            or not item.pieces
            or any(isinstance(piece, Question) for piece in item.pieces)
        )

    def _runs(self, at: int) -> States:
        """Runs of at most four modifiers, with fillers between them."""
        found: dict[int, State] = {}
        states = {at: State()}
        for _ in range(_MOST_MODIFIERS):
            following: dict[int, State] = {}
            for place, state in states.items():
                start = place
                while start < min(place + _MOST_FILLERS, len(self.tokens)) and is_filler(self.tokens[start]):
                    if start in self.modifiers:
                        break
                    start += 1
                for item in self.modifiers.get(start, ()):
                    kept = tuple(("modifier", piece) for piece in item.pieces)
                    longer = State(state.score + item.score, state.kept + kept)
                    if item.end not in found or longer.score > found[item.end].score:
                        found[item.end] = following[item.end] = longer
            states = following
        return found

    def _tiled(self, first: int, last: int) -> tuple[Modifier, ...] | None:
        """The modifiers of which tokens `first` to `last` consist, or None where there is anything else."""
        state = self._runs(first).get(last)
        return None if state is None else tuple(value for _, value in state.kept if isinstance(value, Modifier))

    def _negated(self, item: Item) -> bool:
        first = next((token for token in self.tokens[item.start : item.end] if not is_filler(token)), None)
        return first is not None and "NEG" in first

    def _limits(self, cores: Sequence[Item], shielded: set[int]) -> list[Item]:
        """What is out of reach: the phrase in which a word of it stands, or its side beside what can be done."""
        found: list[Item] = []
        able: dict[Phrase | None, list[Item]] = {}
        for item in cores:
            if item.pieces and not item.bare:
                able.setdefault(self._phrase_of(item), []).append(item)
        for phrase in self.phrases:
            first, last = phrase
            places = [at for at in range(first, last) if "LIMIT" in self.tokens[at] and at not in shielded]
            whole = Item(first, last, (last - first) * CONTENT + WHOLE, ())
            if not places or self._negated(whole):
                continue
            topics = [str(self.tokens[at].categories["LIMIT"]) for at in places]
            topic = min(topics, key=list(limits()).index)
            if topic == "overlay" and any("REMOVE" in token for token in self.tokens[first:last]):
                topic = "object"
            beside = (
                None if any(limits()[name].whole for name in topics) else _beside(phrase, places, able.get(phrase, ()))
            )
            if beside is not None:
                if topic == "vague":
                    continue
                first, last = (beside.end, last) if places[0] >= beside.end else (first, beside.start)
            found.append(Item(first, last, (last - first) * CONTENT + WHOLE, (Refusal(topic),)))
        return found

    def _plausible(self, items: Sequence[Item]) -> list[Item]:
        """Without bare items in phrases of which something else can't be read by any item."""
        readable = {at for item in items for at in range(item.start, item.end)}
        unread = {
            at for at, token in enumerate(self.tokens) if is_content(token) and (at not in readable or "LIMIT" in token)
        }
        strange = {self._phrase_at.get(at) for at in unread}
        return [item for item in items if not (item.bare and self._phrase_of(item) in strange)]

    def _phrase_of(self, item: Item) -> Phrase | None:
        return self._phrase_at.get(item.start)

    def _best(self, items: Sequence[Item]) -> list[Item]:
        """The choice of items with the highest score, no two of which overlap."""
        by_end: dict[int, list[Item]] = {}
        for item in items:
            by_end.setdefault(item.end, []).append(item)
        best: list[tuple[int, Item | None]] = [(0, None)]
        for end in range(1, len(self.tokens) + 1):
            choice: tuple[int, Item | None] = (best[end - 1][0], None)
            for item in by_end.get(end, ()):
                score = best[item.start][0] + item.score - _COST
                if score > choice[0]:
                    choice = score, item
            best.append(choice)
        chosen: list[Item] = []
        at = len(self.tokens)
        while at:
            last = best[at][1]
            if last is not None:
                chosen.append(last)
            at = last.start if last is not None else at - 1
        return chosen[::-1]
