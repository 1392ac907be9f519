"""The order in which operations are carried out; several about one thing become one."""

from __future__ import annotations

from collections.abc import Sequence

from shorts_tui.engine.director.plan import (
    Ask,
    Captions,
    CaptionText,
    Clips,
    CutTo,
    Denoise,
    Ducking,
    Fade,
    Follow,
    Grade,
    History,
    Keep,
    LoudnessTo,
    MoveClip,
    Music,
    Operation,
    Order,
    Overlay,
    Preset,
    Question,
    Reframe,
    Remove,
    RemoveFillers,
    RemoveMusic,
    RemoveOverlay,
    RemoveSilences,
    RemoveTitle,
    Slideshow,
    Speed,
    Split,
    Title,
    Transition,
    VoiceOver,
    Volume,
    Zoom,
)  # fmt: skip

_ORDER: tuple[type, ...] = (
    History, Remove, Clips, MoveClip, Order, Split, RemoveFillers, RemoveSilences, CutTo, Slideshow, Speed, Preset,
    Reframe, Follow, Grade, Zoom, Transition, VoiceOver, RemoveTitle, Title, Captions, CaptionText, RemoveOverlay,
    Overlay, RemoveMusic, Music, Ducking, Denoise, LoudnessTo, Volume, Fade, Question, Ask,
)  # fmt: skip


def ordered(operations: Sequence[Operation]) -> list[Operation]:
    """In the order in which they are carried out, nothing twice, properties of one thing together."""
    found: list[Operation] = []
    for operation in operations:
        if operation not in found:
            found.append(operation)
    found = _merged(found)
    if any(isinstance(operation, Music) and (operation.name or operation.mood) for operation in found):
        # Other music comes in place of what there is.
        found = [operation for operation in found if not isinstance(operation, RemoveMusic)]
    if any(isinstance(operation, Preset) for operation in found):
        found = [o for o in found if not (isinstance(o, Reframe) and o.aspect == "9:16" and o.mode == "fill")]
    return sorted(found, key=lambda operation: _ORDER.index(Remove if isinstance(operation, Keep) else type(operation)))


def _merged(operations: Sequence[Operation]) -> list[Operation]:
    found: list[Operation] = []
    for operation in operations:
        for index, other in enumerate(found):
            one = _one_of(other, operation)
            if one is not None:
                found[index] = one
                break
        else:
            found.append(operation)
    return found


def _one_of(first: Operation, then: Operation) -> Operation | None:
    """One operation in place of two about the same thing, the later one's words counting; None: they are two."""
    if type(first) is not type(then):
        return None
    if isinstance(first, CutTo) and isinstance(then, CutTo):
        return first if then.length is None and first.length is not None else then
    if isinstance(first, Reframe):
        return then
    if isinstance(first, Fade) and isinstance(then, Fade):
        alike = first.model_copy(update={"side": "both"}) == then.model_copy(update={"side": "both"})
        return first.model_copy(update={"side": "both"}) if alike and first.side != then.side else None
    if isinstance(first, Clips) and isinstance(then, Clips):
        together = tuple(dict.fromkeys((*first.clips, *then.clips)))
        return first.model_copy(update={"clips": together}) if first.do == then.do else None
    if isinstance(first, Grade) and isinstance(then, Grade):
        same = (first.look, first.clip, first.range) == (then.look, then.clip, then.range)
        return then if same else None
    if isinstance(first, Transition) and isinstance(then, Transition) and first.into == then.into:
        plain = Transition().kind
        if plain not in (first.kind, then.kind):
            return then
        kind = first.kind if then.kind == plain else then.kind
        return Transition(kind=kind, duration=then.duration or first.duration, into=first.into)
    if isinstance(first, Volume) and isinstance(then, Volume):
        return then if (first.target, first.clip, first.range) == (then.target, then.clip, then.range) else None
    if isinstance(first, Captions) and isinstance(then, Captions) and not (first.on and then.on):
        return then
    if (
        isinstance(first, Title)
        and isinstance(then, Title)
        and ((first.text is not None and then.text is not None) or first.number != then.number)
    ):
        return None
    if isinstance(first, Overlay) and isinstance(then, Overlay):
        return _one_image(first, then)
    if isinstance(first, Captions | Title | Music):
        said = {name: value for name, value in then if value is not None}
        return first.model_copy(update=said)
    return None


def _one_image(first: Overlay, then: Overlay) -> Overlay | None:
    """Two images by name are two; what is said of one without a name is said of the one before it."""
    if None not in (first.name, then.name) and first.name != then.name:
        return None
    return first.model_copy(update={name: value for name, value in then if value is not None})
