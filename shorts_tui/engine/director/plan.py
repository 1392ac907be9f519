"""A plan: the typed operations that a sentence asks for, in the order in which they are carried out.

Times are ms of the film as it stands before the plan. A `Point` in a range may count from the end.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from shorts_tui.engine.director.plan_cuts import CutTo, Keep, Remove, RemoveFillers, RemoveSilences
from shorts_tui.engine.director.plan_looks import (
    Clips,
    Denoise,
    Ducking,
    Fade,
    Follow,
    Grade,
    LoudnessTo,
    MoveClip,
    Order,
    Overlay,
    RemoveOverlay,
    Slideshow,
    Speed,
    Split,
    Transition,
    VoiceOver,
    Zoom,
)
from shorts_tui.engine.director.plan_text import Captions, CaptionText, RemoveTitle, Title
from shorts_tui.engine.director.plan_values import (
    Aspect,
    CaptionStyle,
    Corner,
    Look,
    Mood,
    Nudge,
    Platform,
    Position,
    Range,
    Spoken,
    TextColor,
    TitleStyle,
    TransitionKind,
    Value,
)

__all__ = [
    "Ask",
    "Aspect",
    "CannotDo",
    "CaptionStyle",
    "CaptionText",
    "Captions",
    "Choice",
    "Clips",
    "Corner",
    "CutTo",
    "Denoise",
    "Ducking",
    "Fade",
    "Follow",
    "Grade",
    "History",
    "Keep",
    "Look",
    "LoudnessTo",
    "Mood",
    "MoveClip",
    "Music",
    "Nudge",
    "Operation",
    "Order",
    "Overlay",
    "Plan",
    "Platform",
    "Position",
    "Preset",
    "Question",
    "Range",
    "Reframe",
    "Remove",
    "RemoveFillers",
    "RemoveMusic",
    "RemoveOverlay",
    "RemoveSilences",
    "RemoveTitle",
    "Slideshow",
    "Speed",
    "Split",
    "Spoken",
    "TextColor",
    "Title",
    "TitleStyle",
    "Transition",
    "TransitionKind",
    "VoiceOver",
    "Volume",
    "Zoom",
]


class Reframe(Value):
    """Change the picture's shape; `fill` crops, `fit-blur` shows all before a blurred copy."""

    op: Literal["reframe"] = "reframe"
    aspect: Aspect
    mode: Literal["fill", "fit-blur"] = "fill"


class Preset(Value):
    """Make it fit a platform: 1080x1920, 30 fps, at most 3 min, -14 LUFS, text inside its safe area."""

    op: Literal["preset"] = "preset"
    platform: Platform


class Music(Value):
    """Lay an uploaded sound file, or built-in music of a mood, under the film.

    `name` is what the user calls the file (None: the one there is); `volume` 0..1 (None: 0.25, or as it is).
    """

    op: Literal["music"] = "music"
    name: str | None = None
    mood: Mood | None = None
    volume: float | None = None


class RemoveMusic(Value):
    """Take the music away."""

    op: Literal["remove_music"] = "remove_music"


class Volume(Value):
    """Set (`level`, 1.0 as recorded) or change (`factor`) the volume of the clips, the music or everything.

    `clip` counts from 1 and means one clip alone, `range` a stretch of the film.
    """

    op: Literal["volume"] = "volume"
    target: Literal["clips", "music", "all"] = "clips"
    level: float | None = None
    factor: float | None = None
    clip: int | None = None
    range: Range | None = None


class History(Value):
    """Go back `steps` versions (fewer where there are not as many), forward again, or to the uncut footage."""

    op: Literal["history"] = "history"
    to: Literal["undo", "redo", "start_over"]
    steps: int = Field(default=1, ge=1)


class Question(Value):
    """Something asked about the film (or, of its duration, about one `clip`, from 1); nothing is changed."""

    op: Literal["question"] = "question"
    topic: Literal["duration", "tracks", "captions", "music", "size", "title", "media", "help", "reasons", "what_if"]
    clip: int | None = None


class CannotDo(Value):
    """What was asked for is not possible; `asked` in the user's words, `nearest` a request that can be made instead.

    `topic` names the kind of request, such as `translate`; `unknown` where it was not understood.
    """

    op: Literal["cannot_do"] = "cannot_do"
    asked: str
    reason: str
    nearest: str = ""
    topic: str = ""


class Choice(Value):
    """One answer that can be given to a question back, and what is done then.

    `number` of the clip or title (0: an amount is what is chosen), the `name` that it goes by, and from where to where
    it reaches, ms of the film.
    """

    number: int
    name: str = ""
    start: int
    end: int
    operations: tuple[Operation, ...]


class Ask(Value):
    """A question back: what was asked for can mean several things that differ much. Nothing is done before its answer.

    `edge` says of an amount whether it goes from the film's start or its end. Of a `meaning` the choices' names are the
    requests that may have been meant.
    """

    op: Literal["ask"] = "ask"
    about: Literal["clip", "title", "amount", "meaning"]
    choices: tuple[Choice, ...]
    edge: Literal["start", "end", ""] = ""
    language: Literal["en", "zh"] = "en"


Operation: TypeAlias = Annotated[
    CutTo
    | Keep
    | Remove
    | RemoveSilences
    | RemoveFillers
    | Clips
    | MoveClip
    | Order
    | Split
    | Slideshow
    | Speed
    | Reframe
    | Preset
    | Follow
    | Grade
    | Zoom
    | Transition
    | Captions
    | CaptionText
    | Title
    | RemoveTitle
    | Overlay
    | RemoveOverlay
    | Music
    | RemoveMusic
    | Ducking
    | VoiceOver
    | Denoise
    | LoudnessTo
    | Volume
    | Fade
    | History
    | Question
    | CannotDo
    | Ask,
    Field(discriminator="op"),
]


class Plan(Value):
    """What a sentence asks for; `language` (`en` or `zh`) is the one that the answer is written in.

    `left_out` are words beside it of which nothing was made, and that seem to ask for nothing; `taken_for` are the
    requests that were done for words which only resemble them.
    """

    operations: tuple[Operation, ...] = ()
    language: Literal["en", "zh"] = "en"
    left_out: tuple[str, ...] = ()
    taken_for: tuple[str, ...] = ()
