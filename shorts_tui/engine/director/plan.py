"""A plan: the typed operations that a sentence asks for, in the order in which they are carried out.

Times are ms of the film as it stands before the plan. A `Point` in a range may count from the end.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Aspect = Literal["9:16", "1:1", "16:9", "4:5"]
Platform = Literal["tiktok", "reels", "shorts"]
Position = Literal["top", "middle", "bottom"]
CaptionStyle = Literal["clean", "karaoke", "bold"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Range(_Value):
    """From `start` to `end`, ms; negative values count back from the film's end, `end=None` is the end itself."""

    start: int = 0
    end: int | None = None


class CutTo(_Value):
    """Make the film `length` ms long, or `factor` times its length, from its best parts."""

    op: Literal["cut_to"] = "cut_to"
    length: int | None = None
    factor: float | None = None


class Keep(_Value):
    """Keep a range of the film and drop the rest."""

    op: Literal["keep"] = "keep"
    range: Range


class Remove(_Value):
    """Drop a range of the film (trimming head and tail included) and close the gap."""

    op: Literal["remove"] = "remove"
    range: Range


class RemoveSilences(_Value):
    """Drop pauses of at least `shortest` ms, leaving `padding` ms of them at each side."""

    op: Literal["remove_silences"] = "remove_silences"
    shortest: int = 500
    padding: int = 120


class Reframe(_Value):
    """Change the picture's shape; `fill` crops, `fit-blur` shows all before a blurred copy."""

    op: Literal["reframe"] = "reframe"
    aspect: Aspect
    mode: Literal["fill", "fit-blur"] = "fill"


class Preset(_Value):
    """Make it fit a platform: 1080x1920, 30 fps, at most 3 min, -14 LUFS, text inside its safe area."""

    op: Literal["preset"] = "preset"
    platform: Platform


class Captions(_Value):
    """Captions from what is said, on or off; None leaves a property as it is (or at its default)."""

    op: Literal["captions"] = "captions"
    on: bool = True
    style: CaptionStyle | None = None
    position: Position | None = None


class Title(_Value):
    """Show `text`; `text=None` changes only the other properties of the title that is there.

    `start` is ms of the film (negative: from the end; None: as it is, or 0), `duration` ms (None: 3 s or as it is).
    """

    op: Literal["title"] = "title"
    text: str | None = None
    start: int | None = None
    duration: int | None = None
    position: Position | None = None


class RemoveTitle(_Value):
    """Take the titles away; captions stay."""

    op: Literal["remove_title"] = "remove_title"


class Music(_Value):
    """Lay an uploaded sound file under the film. `name` is what the user calls it (None: the one there is).

    `volume` 0..1 (None: 0.25, or as it is).
    """

    op: Literal["music"] = "music"
    name: str | None = None
    volume: float | None = None


class RemoveMusic(_Value):
    """Take the music away."""

    op: Literal["remove_music"] = "remove_music"


class Volume(_Value):
    """Set (`level`, 1.0 as recorded) or change (`factor`) the volume of the clips, the music or everything.

    `clip` counts from 1 and means one clip alone.
    """

    op: Literal["volume"] = "volume"
    target: Literal["clips", "music", "all"] = "clips"
    level: float | None = None
    factor: float | None = None
    clip: int | None = None


class History(_Value):
    """Go back a version, forward again, or to the uncut footage."""

    op: Literal["history"] = "history"
    to: Literal["undo", "redo", "start_over"]


class Question(_Value):
    """Something asked about the film; nothing is changed."""

    op: Literal["question"] = "question"
    topic: Literal["duration", "tracks", "captions", "music", "size", "title", "media", "help"]


class CannotDo(_Value):
    """What was asked for is not possible; `asked` in the user's words, `nearest` a request that can be made instead.

    `topic` names the kind of request, such as `translate`; `unknown` where it was not understood.
    """

    op: Literal["cannot_do"] = "cannot_do"
    asked: str
    reason: str
    nearest: str = ""
    topic: str = ""


Operation: TypeAlias = Annotated[
    CutTo
    | Keep
    | Remove
    | RemoveSilences
    | Reframe
    | Preset
    | Captions
    | Title
    | RemoveTitle
    | Music
    | RemoveMusic
    | Volume
    | History
    | Question
    | CannotDo,
    Field(discriminator="op"),
]


class Plan(_Value):
    """What a sentence asks for; `language` (`en` or `zh`) is the one that the answer is written in."""

    operations: tuple[Operation, ...] = ()
    language: Literal["en", "zh"] = "en"
