"""Footage in which somebody speaks: what is said when is known to the word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shorts_tui.engine.assets import Asset
from tests.golden import reels
from tests.golden.reels import Said

UM, UH = 8, 9
"""Among the recorded sentences, what is said while thinking."""
SPOKEN_AT = (
    *((0, 0.8), (1, 4.5), (2, 7.9), (3, 13.1)),
    *((UM, 16.3), (4, 17.0), (5, 21.2), (6, 24.9), (UH, 28.35), (7, 29.1)),
)
"""Which recorded sentence begins at which second."""


@dataclass(frozen=True)
class Talk:
    """A clock (or something plain) with words over it; `spans` are those of sentences, `fillers` the others, ms."""

    asset: Asset
    words: tuple[Said, ...]
    spans: tuple[tuple[int, int], ...]
    fillers: tuple[tuple[int, int], ...]

    @classmethod
    def shot(
        cls,
        path: Path,
        spoken: Sequence[tuple[int, float]],
        seconds: float,
        paint: reels.Paint = reels.clock,
        noise: float = -66,
    ) -> Talk:
        """Film it: recorded sentences by number, and the second at which each begins; `noise` of the room in dBFS."""
        known = reels.sentences()
        sound = reels.quiet(seconds, noise)
        words: list[Said] = []
        spans, fillers = [], []
        for number, at in spoken:
            sentence, begin = known[number], round(at * 1000)
            reels.add(sound, at, sentence.samples)
            span = (begin, begin + sentence.length)
            if number in (UM, UH):
                fillers.append(span)
                continue
            spans.append(span)
            words += [Said(word.text, begin + word.start, begin + word.end) for word in sentence.words]
        return cls(reels.shoot(path, seconds, paint, sound), tuple(words), tuple(spans), tuple(fillers))
