"""Who is in a picture over time: faces become persons, and persons who fit into the crop together are one sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import hypot
from statistics import median

from shorts_tui.engine.media.focus import FaceSeen, Look

_NEAR = 0.06
"""Of the picture's width: how far a face may always go from one look to the next."""
_SPEED = 0.3
"""Of the picture's width a second that a face may go besides, and for how long that is granted, s."""
_MEMORY = 1.5
_TOGETHER = 0.8
"""Of the looks at both in which persons must fit into the crop to be shown together."""
_ROOM = 0.98
"""Of the crop's width that they may take."""
_FLEETING = 2
"""Looks in a row below which a face may be a mistake."""

Seen = dict[int, FaceSeen]
"""A person: where the face is at which time (ms)."""


@dataclass(frozen=True)
class Sight:
    """Persons who are shown together: where their middle is, how much their mouths move, and how large they are."""

    places: dict[int, float]
    mouths: dict[int, float]
    size: float


def sights(found: Sequence[Look], share: float, *, fleeting: int = _FLEETING) -> list[Sight]:
    """What there is to be shown of looks at faces, by a crop that has `share` of the picture's width (0..1).

    Persons who are seen in fewer than `fleeting` looks are left out.
    """
    groups = [[person] for person in people(found) if len(person) >= fleeting]
    while True:
        pairs = [(one, other) for one, other in combinations(groups, 2) if _fit([*one, *other], share)]
        if not pairs:
            return [_sight(group) for group in groups]
        one, other = min(pairs, key=lambda pair: _width([*pair[0], *pair[1]]))
        groups = [group for group in groups if group is not one and group is not other] + [[*one, *other]]


def people(found: Sequence[Look]) -> list[Seen]:
    """The faces of looks, in order, put together to persons, each of whom is in one place at a time."""
    persons: list[Seen] = []
    for look in found:
        faces = list(look.faces or (FaceSeen(look.x),))
        lasts = [(person, max(person)) for person in persons]
        ways = sorted(
            (
                (_apart(person[last], face), who, which)
                for who, (person, last) in enumerate(lasts)
                for which, face in enumerate(faces)
                if _apart(person[last], face) <= _reach(face, look.time - last)
            ),
        )
        placed, taken = set[int](), set[int]()
        for _, who, which in ways:
            if who not in taken and which not in placed:
                persons[who][look.time] = faces[which]
                taken.add(who)
                placed.add(which)
        persons += [{look.time: face} for which, face in enumerate(faces) if which not in placed]
    return persons


def _apart(before: FaceSeen, after: FaceSeen) -> float:
    return hypot(before.x - after.x, (before.y - after.y) * 0.5) + 0.5 * abs(before.width - after.width)


def _reach(face: FaceSeen, time: int) -> float:
    return max(_NEAR, 0.8 * face.width) + _SPEED * min(time / 1000, _MEMORY)


def _fit(persons: Sequence[Seen], share: float) -> bool:
    """Are these persons seen at the same time, and then together in the crop?"""
    times = set.intersection(*(set(person) for person in persons))
    if len(times) * 2 < min(map(len, persons)) or not times:
        return False
    inside = sum(_extent([person[time] for person in persons])[1] <= share * _ROOM for time in times)
    return inside >= _TOGETHER * len(times)


def _extent(faces: Sequence[FaceSeen]) -> tuple[float, float]:
    """The middle of faces, and how wide they are together."""
    left, right = min(face.x - face.width / 2 for face in faces), max(face.x + face.width / 2 for face in faces)
    return (left + right) / 2, right - left


def _width(persons: Sequence[Seen]) -> float:
    middles = [median(face.x for face in person.values()) for person in persons]
    return max(middles) - min(middles)


def _sight(persons: Sequence[Seen]) -> Sight:
    """Those who are missing in a look are where they were last."""
    times = sorted({time for person in persons for time in person})
    known = [person[min(person)] for person in persons]
    places, mouths = {}, {}
    for time in times:
        known = [person.get(time, last) for person, last in zip(persons, known, strict=True)]
        places[time] = _extent(known)[0]
        mouths[time] = max(person[time].mouth for person in persons if time in person)
    size = max(median(face.width for face in person.values()) for person in persons)
    return Sight(places, mouths, size)
