"""The shape of the picture and the presets of platforms."""

from __future__ import annotations

from shorts_tui.engine.director.doing.listening import shown
from shorts_tui.engine.director.doing.work import Work
from shorts_tui.engine.director.plan import Aspect, Preset, Reframe
from shorts_tui.engine.director.voice import aspect_of
from shorts_tui.timeline import edits

_SIZES: dict[Aspect, tuple[int, int]] = {
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "16:9": (1920, 1080),
    "4:5": (1080, 1350),
}
_FPS, _LOUDNESS = 30, -14.0
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


def preset(work: Work, operation: Preset) -> None:
    """Make it what a platform wants; a picture that is upright already keeps the way it is framed."""
    width, height = _SIZES["9:16"]
    mode = None if aspect_of(work.draft.size) == "9:16" else "fill"
    shaped = edits.reframe(work.draft, width, height, mode)
    fitted = edits.fit_platform(shaped, operation.platform, fps=_FPS, loudness=_LOUDNESS)
    work.change("preset", fitted, platform=operation.platform)
    work.tell(
        "preset",
        shape=work.voice.name("9:16"),
        size=work.voice.size(work.draft.size),
        platform=work.voice.name(operation.platform),
        fps=_FPS,
        loudness=f"−{abs(_LOUDNESS):g}",
    )
