"""How titles come and go, as ASS commands."""

from __future__ import annotations

from shorts_tui.timeline.draft import Segment

_FADE = 250
_POP = 180
_SLIDE = 320
"""ms."""


def entrance(segment: Segment, style: object, place: tuple[float, float]) -> str:
    """How a title comes and goes: faded, popping up, or sliding in from the side; `{top}` is filled in later."""
    fade = min(_FADE, segment.duration // 3)
    if style == "pop":
        grow = min(_POP, segment.duration // 3)
        return (
            f"\\fad(0,{fade})\\fscx40\\fscy40\\t(0,{grow},\\fscx108\\fscy108)\\t({grow},{grow * 2},\\fscx100\\fscy100)"
        )
    if style == "lower-third":
        slide = min(_SLIDE, segment.duration // 3)
        return f"\\fad({fade},{fade})\\move({place[0] - 120:.1f},{{top:.1f}},{place[0]:.1f},{{top:.1f}},0,{slide})"
    # The first frame is what platforms show as the cover: a title that begins with the film stands there at once.
    return f"\\fad({fade if segment.start else 0},{fade})"
