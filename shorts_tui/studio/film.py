"""The film as the studio tells of it: whether it is still the same, and the events that show it."""

from __future__ import annotations

from shorts_tui.studio.events import DraftUpdate, StudioEvent, Timeline
from shorts_tui.timeline.draft import Draft
from shorts_tui.timeline.summary import summary, tracks


def same_film(one: Draft, other: Draft) -> bool:
    """Is it the same draft? Two empty ones are, however they are written."""
    return bool(one.raw == other.raw) or (one.is_empty and other.is_empty)


def film_events(draft: Draft) -> list[StudioEvent]:
    """The film as it is now, for screens and for scripts."""
    return [DraftUpdate(draft.raw), Timeline(summary(draft), tracks(draft))]
