"""Operations on how long the film is: to a length, a stretch kept or dropped, pauses and fillers."""

from __future__ import annotations

from typing import Literal

from shorts_tui.engine.director.plan_values import Range, Value


class CutTo(Value):
    """Make the film `length` ms long, or `factor` times its length, from its best parts.

    `sources` are the files that it is to be made of (none: all that are uploaded); None: the film as it is.
    """

    op: Literal["cut_to"] = "cut_to"
    length: int | None = None
    factor: float | None = None
    sources: tuple[str, ...] | None = None


class Keep(Value):
    """Keep a range of the film and drop the rest."""

    op: Literal["keep"] = "keep"
    range: Range


class Remove(Value):
    """Drop a range of the film (trimming head and tail included) and close the gap."""

    op: Literal["remove"] = "remove"
    range: Range


class RemoveSilences(Value):
    """Drop pauses of at least `shortest` ms, leaving `padding` ms of them at each side."""

    op: Literal["remove_silences"] = "remove_silences"
    shortest: int = 500
    padding: int = 120
    mute: bool = False


class RemoveFillers(Value):
    """Drop the `ums` (those of the spoken language), or make them silent."""

    op: Literal["remove_fillers"] = "remove_fillers"
    mute: bool = False
