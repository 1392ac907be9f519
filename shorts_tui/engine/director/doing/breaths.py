"""Breaths before words, and words that die away: softer than speech, but a part of it when pauses are cut out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from shorts_tui.engine.assets import Sound, Span

_SOFT = 6.0
"""dB above what is usual in a pause, from which on something is to be heard in it."""
_NOTHING = -65.0
"""dBFS below which nothing is to be heard."""
_BEFORE, _AFTER = 600, 300
"""ms that a breath before a word, and what dies away after one, last at most."""
_ROOM = 40
"""ms that are left before a breath, so that it is heard to begin."""
_HOLES = 6
"""Steps of quiet beside a breath, as there are between it and the word."""


def breaths(sound: Sound) -> tuple[Span, ...]:
    """The soft stretches at the ends of pauses, ms of the recording."""
    found = []
    for pause in sound.silences:
        first, last = pause.start // sound.step, min(pause.end // sound.step, len(sound.levels))
        levels = sound.levels[first:last]
        if len(levels) < 5:
            continue
        # A breath may take most of a short pause: what is quietest in it tells of the room.
        room = max(float(np.percentile(levels, 15)) + _SOFT, _NOTHING)
        heard = [level >= room for level in levels]
        dies = _reach(heard, _AFTER // sound.step)
        begins = _reach(heard[::-1], _BEFORE // sound.step)
        if dies + begins < len(levels):
            found += list(_spans(pause, dies * sound.step, begins * sound.step))
    return tuple(found)


def _spans(pause: Span, dies: int, begins: int) -> Iterator[Span]:
    if dies and pause.start > 0:
        yield Span(pause.start, pause.start + dies)
    if begins:
        yield Span(max(pause.end - begins - _ROOM, pause.start), pause.end)


def _reach(heard: Sequence[bool], longest: int) -> int:
    """How many steps from the beginning on belong to something that is heard, with short holes.

    None where it goes on for longer: that is no breath but music, or somebody in the next room.
    """
    reach = 0
    for number, loud in enumerate(heard):
        if loud:
            reach = number + 1
        elif number - reach >= _HOLES:
            break
    return reach if reach <= longest else 0
