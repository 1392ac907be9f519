"""Which tracks and segments of two drafts are the same: by their ids, else by what they are, else by their place."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from shorts_tui.timeline.draft import Segment, Track
from shorts_tui.timeline.summary import kind_name

T = TypeVar("T")


@dataclass(frozen=True)
class Match(Generic[T]):
    """`pairs` of the same thing before and after (in the later order), those that are `gone`, and the `new` ones."""

    pairs: tuple[tuple[T, T], ...]
    gone: tuple[T, ...]
    new: tuple[T, ...]


def _match(before: Sequence[T], after: Sequence[T], keys: Sequence[Callable[[T], Hashable]]) -> Match[T]:
    """Pair what has the same key, by the first key first; a key of None pairs with nothing. Linear."""
    partner: dict[int, int] = {}
    left = list(range(len(before)))
    for key in keys:
        waiting: dict[Hashable, deque[int]] = {}
        for at in left:
            if (value := key(before[at])) is not None:
                waiting.setdefault(value, deque()).append(at)
        for at in range(len(after)):
            if at not in partner and (queue := waiting.get(key(after[at]))):
                partner[at] = queue.popleft()
        taken = set(partner.values())
        left = [at for at in left if at not in taken]
    pairs = tuple((before[partner[at]], after[at]) for at in sorted(partner))
    new = tuple(item for at, item in enumerate(after) if at not in partner)
    return Match(pairs, tuple(before[at] for at in left), new)


def match_tracks(before: Sequence[Track], after: Sequence[Track]) -> Match[Track]:
    """The same tracks: by id, else by kind and name, else by kind, else by type."""
    return _match(
        before,
        after,
        (
            lambda track: track.id or None,
            lambda track: (kind_name(track), track.name),
            kind_name,
            lambda track: track.type,
        ),
    )


def match_segments(before: Sequence[Segment], after: Sequence[Segment], *, by_place: bool) -> Match[Segment]:
    """The same segments: by id, else by what they show, else (where `by_place`) by their start, else the only one left.

    Args:
        before: segments of a track.
        after: segments of the same track later.
        by_place: whether another text or sound at the same place is the old one changed, rather than a new one.
    """
    shown: list[Callable[[Segment], Hashable]] = [
        lambda segment: segment.id or None,
        lambda segment: (segment.asset, segment.name, segment.text, segment.source_in),
        lambda segment: (segment.asset, segment.name, segment.text),
    ]
    if not by_place:
        return _match(before, after, shown)
    found = _match(before, after, [*shown, lambda segment: segment.start])
    if len(found.gone) == len(found.new) == 1:
        return Match((*found.pairs, (found.gone[0], found.new[0])), (), ())
    return found
