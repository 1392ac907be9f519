"""Operations on how clips look and sound, in which order they come, and what lies over them."""

from __future__ import annotations

from typing import Literal

from shorts_tui.engine.director.plan_values import Corner, Look, Range, TransitionKind, Value


class Ducking(Value):
    """Let the music give way to speech, or not."""

    op: Literal["ducking"] = "ducking"
    on: bool = True


class VoiceOver(Value):
    """Lay an uploaded recording over the film as a voice, from `start` ms on."""

    op: Literal["voice_over"] = "voice_over"
    name: str | None = None
    start: int = 0


class Denoise(Value):
    """Take steady noise out of the clips' sound, or leave it as it was."""

    op: Literal["denoise"] = "denoise"
    on: bool = True


class LoudnessTo(Value):
    """Bring the whole film to a loudness, LUFS."""

    op: Literal["loudness"] = "loudness"
    level: float = -14.0


class Speed(Value):
    """Run faster by `factor`, or at `level` times the speed of the recording: all, a clip (from 1), or a stretch."""

    op: Literal["speed"] = "speed"
    factor: float | None = None
    level: float | None = None
    clip: int | None = None
    range: Range | None = None


class Grade(Value):
    """A look on top of the one that is there; `none` takes all away. `amount` 1 is the usual strength."""

    op: Literal["grade"] = "grade"
    look: Look
    amount: float = 1.0
    clip: int | None = None
    range: Range | None = None


class Zoom(Value):
    """`punch`: every second clip closer; `in`, `out`: all clips move slowly; `none`: none does."""

    op: Literal["zoom"] = "zoom"
    kind: Literal["punch", "in", "out", "none"] = "in"
    clip: int | None = None
    range: Range | None = None


class Fade(Value):
    """From or to black and silence at the film's edges; `sound` and `music` alone; `on` False: no fade."""

    op: Literal["fade"] = "fade"
    side: Literal["in", "out", "both"] = "both"
    what: Literal["film", "sound", "music"] = "film"
    duration: int | None = None
    on: bool = True


class Transition(Value):
    """How clips give way to each other, everywhere or before clip `into` (from 1)."""

    op: Literal["transition"] = "transition"
    kind: TransitionKind = "crossfade"
    duration: int | None = None
    into: int | None = None


class Follow(Value):
    """The crop follows faces or motion (`auto`), stands in the middle (`off`), or to one side.

    With `by` it moves to that side from where it is, a `bit` or `much`.
    """

    op: Literal["follow"] = "follow"
    to: Literal["auto", "off", "left", "right"] = "auto"
    by: Literal["bit", "much"] | None = None
    clip: int | None = None


class Overlay(Value):
    """Show an uploaded image over the film, or change the one that is there.

    `size` 0..1 of the width, `scale` a factor of it; `start`, `duration` ms (None: to the end).
    """

    op: Literal["overlay"] = "overlay"
    name: str | None = None
    corner: Corner | None = None
    size: float | None = None
    scale: float | None = None
    opacity: float | None = None
    start: int | None = None
    duration: int | None = None


class RemoveOverlay(Value):
    """Take the images over the film away."""

    op: Literal["remove_overlay"] = "remove_overlay"


class Clips(Value):
    """Clips by number (from 1): dropped, alone kept, or copied behind themselves."""

    op: Literal["clips"] = "clips"
    do: Literal["delete", "keep", "copy"]
    clips: tuple[int, ...]


class MoveClip(Value):
    """A clip (from 1) to another place among them (`to`, from 1; -1: the end); `swap`: the two change places."""

    op: Literal["move_clip"] = "move_clip"
    clip: int
    to: int
    swap: bool = False


class Order(Value):
    """All clips in another order."""

    op: Literal["order"] = "order"
    by: Literal["reverse", "shuffle", "name"] = "reverse"


class Split(Value):
    """Cut a clip in two at moments of the film (ms), or clip `clip` (from 1) in the middle."""

    op: Literal["split"] = "split"
    at: tuple[int, ...] = ()
    clip: int | None = None


class Slideshow(Value):
    """Show the images for `each` ms, or so that all last `length` ms, or each for some beats of the music."""

    op: Literal["slideshow"] = "slideshow"
    each: int | None = None
    length: int | None = None
    beat: bool = False
