"""How good a passage is for a short, and why: speech, loudness, motion, place, hook words, questions, novelty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from shorts_tui.engine.director.footage import Footage
from shorts_tui.engine.director.highlights.passages import Passage

_HOOKS = re.compile(
    r"\b(?:secrets?|mistakes?|never|nobody|everybody|everyone|stop|imagine|best|worst|biggest|first|only|why|how to|"
    r"truth|free|easy|fast|today|you won't|listen|remember|important|amazing|incredible|surpris\w+|finally|"
    r"because|the reason|number one|problem|learn\w*|discover\w*|changed?)\b"
    r"|秘密|错误|千万|从来|没有人|想象|最好|最差|第一|为什么|怎么|如何|真相|免费|今天|记住|重要|终于|因为|问题|发现|改变",
    re.IGNORECASE,
)
_FILLERS = frozenset(("um", "uh", "uhm", "er", "erm", "hmm", "嗯", "呃", "那个"))
_COMMON = re.compile(
    r"(?:a|an|and|are|as|at|be|been|but|by|can|could|did|do|does|for|from|get|go|got|had|has|have|he|"
    r"her|him|his|i|if|in|is|it|its|just|like|me|my|no|not|of|on|one|or|our|out|she|so|some|than|that|the|their|"
    r"them|then|there|they|this|to|up|us|was|we|were|what|when|which|who|will|with|would|you|your|very|really|about|into|over|all|am)"
)
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[\u4e00-\u9fff]")
_SPOKEN = {"dense": 0.26, "loud": 0.20, "lively": 0.14, "hook": 0.16, "new": 0.18, "place": 0.06}
_SEEN = {"loud": 0.35, "lively": 0.55, "place": 0.10}
_QUESTION, _ANSWER = "question", "answer"
_TELLING = 0.02
"""By how much a strength must exceed the film's usual one to be a reason beside the first."""
_MOST_REASONS = 3
_VIEW_BESIDE_SPEECH = 0.35
"""What a passage without words is worth where there is speech to choose."""
_OUTCRY = 1.2
"""What it is worth on top of that when it is louder than the speech: a bang, a cheer, a laugh."""


@dataclass(frozen=True)
class Score:
    """`value` 0..1, `hook` 0..1 as the opening of a short, and the `reasons`, the strongest first.

    Reasons are `question`, `answer`, `dense` (much is said in little time), `loud`, `lively` (movement), `hook` (a word
    that makes one listen), `new` (said nowhere else) and `place` (it opens or ends the film).
    """

    value: float
    hook: float
    reasons: tuple[str, ...]


def scores(found: Sequence[Passage], footage: Footage) -> tuple[Score, ...]:
    """A score for each passage, relative to the film that it is in."""
    spoken = [passage for passage in found if passage.words]
    rates = [_rate(passage) for passage in spoken]
    usual = median(rates) if rates else 1.0
    heard = [footage.levels.mean(passage.start, passage.end) for passage in found if passage.heard]
    loudness = fmean(heard) if heard else -90.0
    liveliest = max((footage.motion.mean(passage.start, passage.end) for passage in found), default=0.0)
    novelties = _novelties(found)
    measured: list[dict[str, float]] = []
    for passage, novelty in zip(found, novelties, strict=True):
        loudest = footage.levels.highest if not passage.words else footage.levels.mean
        level = loudest(passage.start, passage.end)
        features = {
            "loud": _clip(0.3 + (level - loudness) / 15) if passage.heard else 0.0,
            "lively": footage.motion.mean(passage.start, passage.end) / max(liveliest, 0.02),
            "place": _place(passage, footage.duration),
        }
        if passage.words:
            features["dense"] = _clip(_rate(passage) / usual / 1.5)
            features["hook"] = hook(passage.text)
            features["new"] = novelty
        measured.append(features)
    kinds = [bool(passage.words) for passage in found]
    usually = {
        kind: _usual([one for one, of in zip(measured, kinds, strict=True) if of == kind]) for kind in set(kinds)
    }
    return tuple(
        _score(
            passage, features, usually[bool(passage.words)], beside_speech=bool(spoken), answers=_answers(found, index)
        )
        for index, (passage, features) in enumerate(zip(found, measured, strict=True))
    )


def _usual(measured: Sequence[dict[str, float]]) -> dict[str, float]:
    """The mean of each feature: what is as usual is no reason to keep anything."""
    return {name: fmean(features[name] for features in measured) for name in measured[0]}


def _answers(found: Sequence[Passage], index: int) -> bool:
    """Does the passage come right behind a question, and is none itself?"""
    return bool(index and found[index].words and _asks(found[index - 1]) and not _asks(found[index]))


def _asks(passage: Passage) -> bool:
    return passage.text.rstrip().endswith(("?", "？"))


def hook(text: str) -> float:
    """How much a sentence makes one listen on: a question, a word that promises, a number; 0..1."""
    value = 0.6 if "?" in text or "？" in text else 0.0
    value += 0.3 * min(len(_HOOKS.findall(text)), 2)
    value += 0.2 if re.search(r"\d", text) else 0.0
    return min(value, 1.0)


def _score(
    passage: Passage, features: dict[str, float], usual: dict[str, float], *, beside_speech: bool, answers: bool
) -> Score:
    weights = _SPOKEN if passage.words else _SEEN
    parts = {name: weights[name] * value for name, value in features.items() if name in weights}
    value = sum(parts.values())
    if passage.words:
        tokens = _tokens(passage.text)
        value *= 1.0 - 0.5 * sum(token in _FILLERS for token in tokens) / max(len(tokens), 1)
        value *= 0.7 if len(tokens) < 3 else 1.0
        value *= 0.6 + 0.4 * fmean(word.probability for word in passage.words)
    elif beside_speech:
        value = value * _VIEW_BESIDE_SPEECH + _OUTCRY * max(features["loud"] - 0.4, 0.0)
    lead = {name: weights[name] * (features[name] - usual[name]) for name in parts}
    ranked = sorted(lead, key=lambda name: -lead[name])
    reasons = [name for name in ranked if name == ranked[0] or lead[name] > _TELLING]
    special = [_QUESTION] if _asks(passage) else [_ANSWER] if answers else []
    return Score(round(0.05 + 0.95 * _clip(value), 4), features.get("hook", 0.0), (*special, *reasons)[:_MOST_REASONS])


def _clip(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _rate(passage: Passage) -> float:
    """Letters a second, so that languages with long words count alike; CJK letters weigh as syllables."""
    letters = sum(2.5 if char > "\u2e80" else 1.0 for word in passage.words for char in word.text if char.isalnum())
    return letters / max(passage.duration / 1000, 0.3)


def _place(passage: Passage, duration: int) -> float:
    middle = (passage.start + passage.end) / 2 / max(duration, 1)
    return 1.0 if middle < 0.06 or middle > 0.94 else 0.3


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in _TOKEN.findall(text)]


def _novelties(found: Sequence[Passage]) -> list[float]:
    """How little of each passage is said elsewhere: rare words count, words that everybody says do not."""
    contents = [{token for token in _tokens(passage.text) if not _COMMON.fullmatch(token)} for passage in found]
    counts = Counter(token for content in contents for token in content)
    return [fmean(counts[token] ** -0.5 for token in content) if content else 0.0 for content in contents]
