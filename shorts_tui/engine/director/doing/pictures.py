"""The shape of the picture and the presets of platforms."""

from __future__ import annotations

from shorts_tui.engine.director.doing.listening import shown
from shorts_tui.engine.director.doing.places import clip_at
from shorts_tui.engine.director.doing.tracking import track
from shorts_tui.engine.director.doing.work import Refused, Work
from shorts_tui.engine.director.plan import Aspect, Follow, Preset, Reframe
from shorts_tui.engine.director.voice import aspect_of
from shorts_tui.timeline import edits

_SIZES: dict[Aspect, tuple[int, int]] = {
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "16:9": (1920, 1080),
    "4:5": (1080, 1350),
}
_FPS, _LOUDNESS = 30, -14.0
_SHORT_FILM = 90_000
"""ms; in longer films the crop stands in each scene, unless it is asked to move.

Looking closely takes a seventh of a film's length, and where keyframes are ten seconds apart, a head that moves would
else be half out of the picture most of the time.
"""
LONGEST = 180_000
"""ms that the platforms of the presets should get at most."""


def reframe(work: Work, operation: Reframe) -> None:
    """Give the picture another shape; one that it has already keeps its size."""
    before, voice = work.draft.size, work.voice
    if not any(asset.info.kind != "audio" for asset in shown(work)):
        work.note("nothing_seen")
    size = before if before and aspect_of(before) == operation.aspect else _SIZES[operation.aspect]
    told = {
        "shape": voice.name(operation.aspect),
        "size": voice.size(size),
        "mode": voice.name(operation.mode),
    }
    if not work.change("reframe", edits.reframe(work.draft, *size, operation.mode), aspect=operation.aspect):
        work.note("same_shape", **told)
        return
    work.tell("shape", **told, before=voice.size(before))
    if operation.mode == "fill":
        _follow_quietly(work)


def preset(work: Work, operation: Preset) -> None:
    """Make it what a platform wants; a picture that is upright already keeps the way it is framed."""
    width, height = _SIZES["9:16"]
    mode = None if aspect_of(work.draft.size) == "9:16" else "fill"
    shaped = edits.reframe(work.draft, width, height, mode)
    fitted = edits.fit_platform(shaped, operation.platform, fps=_FPS, loudness=_LOUDNESS)
    work.change("preset", fitted, platform=operation.platform)
    follows = mode == "fill"
    work.tell(
        "preset",
        shape=work.voice.name("9:16"),
        size=work.voice.size(work.draft.size),
        platform=work.voice.name(operation.platform),
        fps=_FPS,
        loudness=f"−{abs(_LOUDNESS):g}",
    )
    if follows:
        _follow_quietly(work)


def _follow_quietly(work: Work) -> None:
    """A crop follows without being asked to, where there is something to follow and it costs little."""
    try:
        track(work, dense=work.draft.duration <= _SHORT_FILM)
    except Refused:
        return


def follow(work: Work, operation: Follow) -> None:
    """Let the crop follow what matters, or stand somewhere."""
    if operation.to == "auto":
        if not track(work):
            raise Refused("follow_nothing")
        return
    x = {"off": 0.5, "left": 0.0, "right": 1.0}[operation.to]
    within = None if operation.clip is None else clip_at(work, operation.clip)[0]
    if not work.change("follow", edits.place_crop(work.draft, x, within=within), to=operation.to):
        raise Refused("look_same", what=work.voice.say("whole_film"))
    if operation.to == "off":
        work.tell("not_followed")
    else:
        work.tell("crop_side", side=work.voice.name(f"crop_{operation.to}"))
