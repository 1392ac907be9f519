"""A plan: the typed operations that a sentence asks for, in the order in which they are carried out.

Times are ms of the film as it stands before the plan. A `Point` in a range may count from the end.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

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


class Reframe(Value):
    """Change the picture's shape; `fill` crops, `fit-blur` shows all before a blurred copy."""

    op: Literal["reframe"] = "reframe"
    aspect: Aspect
    mode: Literal["fill", "fit-blur"] = "fill"


class Preset(Value):
    """Make it fit a platform: 1080x1920, 30 fps, at most 3 min, -14 LUFS, text inside its safe area."""

    op: Literal["preset"] = "preset"
    platform: Platform


class Captions(Value):
    """Captions from what is said, on or off; None leaves a property as it is (or at its default).

    `nudge`: one place lower or higher than they are.
    """

    op: Literal["captions"] = "captions"
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
    """Go back a version, forward again, or to the uncut footage."""

    op: Literal["history"] = "history"
    to: Literal["undo", "redo", "start_over"]


class Question(Value):
    """Something asked about the film; nothing is changed."""

    op: Literal["question"] = "question"
    topic: Literal["duration", "tracks", "captions", "music", "size", "title", "media", "help", "reasons"]


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

    `edge` says of an amount whether it goes from the film's start or its end.
    """

    op: Literal["ask"] = "ask"
    about: Literal["clip", "title", "amount"]
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
    """What a sentence asks for; `language` (`en` or `zh`) is the one that the answer is written in."""

    operations: tuple[Operation, ...] = ()
    language: Literal["en", "zh"] = "en"
