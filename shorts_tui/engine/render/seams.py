"""Where clips of sound follow each other: one goes over into the next, so that what sounds on below has no hole.

All is in samples of the film, and in ffmpeg filters.
"""

from __future__ import annotations

from dataclasses import dataclass

from shorts_tui.engine.render.film import Clip

RATE = 48_000
"""Samples a second."""
SEAM = 8
"""ms of fade at each end of what is heard, so that no sample jumps."""
_OVER = 16
"""ms in which a clip goes over into the one that follows: two fades would be a hole in any music or hum below."""


@dataclass(frozen=True)
class Edges:
    """How a clip begins and ends: samples that it comes earlier while the one before it fades, and those of its fade.

    `begun`: it has come in in the part before; `goes_on`: it is heard on in the part that follows.
    """

    lead: int = 0
    tail: int = 0
    begun: bool = False
    goes_on: bool = False


class Strand:
    """Clips that follow each other, with silence between."""

    def __init__(self, at: int, label: str) -> None:
        """It begins at sample `at` of the film."""
        self._at, self._label = at, label
        self._filters: list[str] = []
        self._labels: list[str] = []

    def play(self, start: int, end: int, chain: str) -> None:
        """What the filters of `chain` make is heard from sample `start` to `end`."""
        self._wait(start)
        self._add(chain)
        self._at = end

    def to(self, end: int) -> list[str]:
        """The filters that play it all, up to sample `end`."""
        self._wait(end)
        if not self._labels:
            self._add(f"anullsrc=r={RATE}:cl=stereo,aformat=sample_fmts=fltp,atrim=end_sample=1")
        inputs = "".join(self._labels)
        return [*self._filters, f"{inputs}concat=n={len(self._labels)}:v=0:a=1[{self._label}]"]

    def _wait(self, until: int) -> None:
        if until > self._at:
            self._add(f"anullsrc=r={RATE}:cl=stereo,aformat=sample_fmts=fltp,atrim=end_sample={until - self._at}")
            self._at = until

    def _add(self, chain: str) -> None:
        self._labels.append(f"[{self._label}{len(self._labels)}]")
        self._filters.append(chain + self._labels[-1])


def goes_over(before: Clip | None, after: Clip | None) -> bool:
    """Does a clip go over into the one that follows? Not where one of them has a fade or a beginning of its own."""
    if before is None or after is None or before.end != after.start:
        return False
    return max(before.fade_out, after.fade_in) <= SEAM and after.source >= _OVER * after.speed


def over(before: Clip | None, after: Clip | None) -> int:
    """Samples in which a clip goes over into the one that follows; 0 where it does not."""
    return _OVER * RATE // 1000 if goes_over(before, after) else 0
