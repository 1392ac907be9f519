"""How clips look and follow each other: speed, grades, zooms, transitions, fades, and where the crop stands."""

from __future__ import annotations

from collections.abc import Sequence

from shorts_tui.engine.director.doing.listening import shown
from shorts_tui.engine.director.doing.places import clip_at, clip_name, stretches, told
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.plan import Fade, Grade, Range, Speed, Transition, Zoom
from shorts_tui.timeline import edits
from shorts_tui.timeline.edits.ripple import complement

_FADE, _TRANSITION = 800, 500
"""ms where nobody says how long."""
_SLOW_ZOOM, _PUNCH = 1.15, 1.2
_SLOWEST, _FASTEST = 0.1, 8.0


def place(work: Work, clip: int | None, wanted: Range | None) -> tuple[list[edits.Times], str]:
    """The stretches that are meant (none: the whole film), clips being split at their edges, and what they are called.

    Raises:
        Refused: there is no such clip or stretch.
    """
    if clip is not None:
        span, segment = clip_at(work, clip)
        return [span], clip_name(work, clip, segment)
    if wanted is None:
        return [], work.voice.say("whole_film")
    spans = stretches(work, wanted)
    work.draft = edits.split(work.draft, [edge for span in spans for edge in span])
    return spans, told(work, spans)


def speed(work: Work, operation: Speed) -> None:
    """Another speed, with the pitch kept."""
    before = work.draft
    spans, what = place(work, operation.clip, operation.range)
    work.draft = before
    total = before.duration
    chosen = spans or [(0, total)]
    parts: list[edits.Stretch] = []
    for start, end in sorted([*chosen, *complement(chosen, total)]):
        if (start, end) in chosen:
            parts += _faster(work, operation, start, end)
        else:
            parts.append(edits.Stretch(start, end))
    if all(part.faster == 1 for part in parts):
        raise Refused("speed_same", what=what)
    changed = edits.rearranged(before, parts)
    work.change("speed", changed, what=what)
    speeds = sorted({clip.speed for clip in edits.clips(changed)})
    value = f"{speeds[0]:g}×" if not spans and len(speeds) == 1 else _factor_told(parts)
    work.tell(
        "speed", what=what, speed=value, before=work.voice.length(total), after=work.voice.length(changed.duration)
    )
    work.moved()


def _factor_told(parts: Sequence[edits.Stretch]) -> str:
    return next(f"{part.faster:.3g}×" for part in parts if part.faster != 1)


def _faster(work: Work, operation: Speed, start: int, end: int) -> list[edits.Stretch]:
    """The stretch clip by clip: each has a speed of its own, and limits to it."""
    found = []
    for clip in edits.clips(work.draft):
        first, last = max(clip.start, start), min(clip.end, end)
        if first < last:
            wanted = operation.level if operation.level is not None else clip.speed * (operation.factor or 1.0)
            if not _SLOWEST <= wanted <= _FASTEST:
                raise Refused("speed_limits", slowest=f"{_SLOWEST:g}", fastest=f"{_FASTEST:g}")
            found.append(edits.Stretch(first, last, wanted / clip.speed))
    return found


def grade(work: Work, operation: Grade) -> None:
    """A look."""
    spans, what = place(work, operation.clip, operation.range)
    changed = work.draft
    for within in spans or (None,):
        changed = edits.grade(changed, operation.look, amount=operation.amount, within=within)
    if not work.change("grade", changed, look=operation.look):
        raise Refused("look_same", what=what)
    work.tell("graded", what=what, look=work.voice.name(f"look_{operation.look}"))


def zoom(work: Work, operation: Zoom) -> None:
    """Slow zooms, punch-ins, or none."""
    spans, what = place(work, operation.clip, operation.range)
    sizes = {"in": (1.0, _SLOW_ZOOM), "out": (_SLOW_ZOOM, 1.0), "none": (1.0, 1.0), "punch": (_PUNCH, _PUNCH)}
    start, end = sizes[operation.kind]
    every = 2 if operation.kind == "punch" and not spans and len(edits.clips(work.draft)) > 1 else 1
    changed = work.draft
    for within in spans or (None,):
        changed = edits.zoom(changed, start, end, within=within, every=every)
    if not work.change("zoom", changed, kind=operation.kind):
        raise Refused("look_same", what=what)
    work.tell("zoomed", what=what, zoom=work.voice.name(f"zoom_{operation.kind}"))


def transition(work: Work, operation: Transition) -> None:
    """How clips give way to each other."""
    clips = edits.clips(work.draft)
    if len(clips) < 2:
        raise Refused("one_clip")
    into = operation.into
    if into is not None:
        span, _ = clip_at(work, into)
        into = next((number for number, clip in enumerate(clips, 1) if clip.start == span[0]), into)
        if into == 1:
            raise Refused("no_clip_before")
    length = operation.duration or _TRANSITION
    changed = edits.transition(work.draft, operation.kind, length, into=into)
    if not work.change("transition", changed, kind=operation.kind):
        raise Refused("look_same", what=work.voice.say("whole_film"))
    count = 1 if into is not None else len(clips) - 1
    kind = work.voice.name(f"transition_{operation.kind}")
    if operation.kind == "cut":
        work.tell("cuts_straight", count=work.voice.count(count, "join"))
    else:
        work.tell("transitions", kind=kind, count=work.voice.count(count, "join"), length=work.voice.length(length))


def fade(work: Work, operation: Fade) -> None:
    """Fades at the film's edges."""
    length = (operation.duration or _FADE) if operation.on else 0
    if operation.what == "music" and not edits.music(work.draft):
        raise Refused("no_music")
    changed = work.draft
    sides: tuple[edits.Side, ...] = ("in", "out") if operation.side == "both" else (operation.side,)
    for side in sides:
        if operation.what == "music":
            changed = edits.fade_music(changed, side, length)
        else:
            changed = edits.fade(changed, side, length, sound_only=operation.what == "sound")
            if not operation.on:
                changed = edits.fade(changed, side, 0, sound_only=True)
    if not work.change("fade", changed, side=operation.side):
        raise Refused("look_same", what=work.voice.say("whole_film"))
    name = work.voice.name(f"fade_{operation.side}")
    what = work.voice.name(f"fade_of_{operation.what}")
    if operation.on:
        work.tell("faded", what=what, side=name, length=work.voice.length(length))
    else:
        work.tell("unfaded", what=what, side=name)


def moving(work: Work) -> bool:
    """Has the film pictures at all?"""
    return any(asset.info.kind != "audio" for asset in shown(work))
