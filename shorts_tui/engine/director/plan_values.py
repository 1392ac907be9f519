"""What the operations of a plan are made of: names, and places in the film."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Aspect = Literal["9:16", "1:1", "16:9", "4:5"]
Platform = Literal["tiktok", "reels", "shorts"]
Position = Literal["top", "middle", "bottom"]
Nudge = Literal["lower", "higher"]
CaptionStyle = Literal["clean", "karaoke", "bold"]
TitleStyle = Literal["title", "lower-third", "card", "pop"]
TextColor = Literal["white", "yellow", "red", "blue", "green", "orange", "pink", "purple", "black", "cyan", "gold"]
Mood = Literal["calm", "upbeat", "epic", "sad", "lofi"]
Look = Literal[
    "brighter", "darker", "contrast", "soft", "vivid", "muted", "warm", "cool", "mono", "vintage", "cinematic", "none"
]
TransitionKind = Literal["cut", "crossfade", "dip", "flash", "wipe", "slide", "zoom"]
Corner = Literal["top-left", "top", "top-right", "left", "middle", "right", "bottom-left", "bottom", "bottom-right"]


class Value(BaseModel):
    """Frozen, and strict about its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Spoken(Value):
    """Where something is said: the sentence that holds `text` (up to the one that holds `until`), or its words alone.

    `side` means what lies before or after it instead.
    """

    text: str
    until: str | None = None
    side: Literal["at", "before", "after"] = "at"
    words: bool = False


class Range(Value):
    """From `start` to `end`, ms; negative values count back from the film's end, `end=None` is the end itself.

    Where `spoken` is there, that says which stretches are meant, and the times say nothing.
    """

    start: int = 0
    end: int | None = None
    spoken: Spoken | None = None
