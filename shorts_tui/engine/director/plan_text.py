"""Operations on text over the picture: captions of what is said, and titles."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shorts_tui.engine.director.plan_values import CaptionStyle, Nudge, Position, TextColor, TitleStyle, Value


class Captions(Value):
    """Captions from what is said, on or off; None leaves a property as it is (or at its default).

    `nudge`: one place lower or higher than they are. `words`: at most so many at a time.
    """

    op: Literal["captions"] = "captions"
    words: int | None = Field(default=None, ge=1, le=7)
    on: bool = True
    style: CaptionStyle | None = None
    position: Position | None = None
    nudge: Nudge | None = None
    color: TextColor | None = None
    scale: float | None = None


class CaptionText(Value):
    """Correct the words of captions (or of a title): `old` becomes `new`, or goes where that is empty."""

    op: Literal["caption_text"] = "caption_text"
    old: str
    new: str


class Title(Value):
    """Show `text`; `text=None` changes only the other properties of the title that is there.

    `start` is ms of the film (negative: from the end; None: as it is, or 0), `duration` ms (None: 3 s or as it is),
    `shift` ms by which it comes later (or, negative, earlier) than it does, `scale` a factor of its size.
    Of several titles `number` (from 1, in the order of the film) is meant; None: the first one, or all where its look
    is changed. `nudge`: one place lower or higher than it is.
    """

    op: Literal["title"] = "title"
    text: str | None = None
    start: int | None = None
    duration: int | None = None
    position: Position | None = None
    nudge: Nudge | None = None
    style: TitleStyle | None = None
    color: TextColor | None = None
    scale: float | None = None
    shift: int = 0
    number: int | None = None


class RemoveTitle(Value):
    """Take the titles away, or one of them (`number`, from 1); captions stay."""

    op: Literal["remove_title"] = "remove_title"
    number: int | None = None
