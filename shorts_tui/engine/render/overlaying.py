"""Images over the picture, such as a logo: where they stand and when they are seen, as filter chains."""

from __future__ import annotations

from shorts_tui.engine.render.effects import Overlay
from shorts_tui.engine.render.film import Cutlist, Shot
from shorts_tui.engine.render.layout import safe_area

_EDGE = 0.05
"""Of the width: how far images stay from the sides."""


def laid_over(overlay: Overlay, film: Cutlist, shot: Shot, image: str, under: str) -> list[str]:
    """Chains that lay an image over a shot while it is to be seen, inside the area that no platform covers."""
    width = max(2, round(film.width * overlay.size / 2) * 2)
    name = under.strip("[]")
    strength = f",colorchannelmixer=aa={overlay.opacity:.3f}" if overlay.opacity < 1 else ""
    left, right = f"{film.width * _EDGE:.0f}", f"W-w-{film.width * _EDGE:.0f}"
    area = safe_area(film.width, film.height)
    middle, top, bottom = "(W-w)/2", f"{area.top:.0f}", f"{area.bottom:.0f}-h"
    x = right if "right" in overlay.corner else left if "left" in overlay.corner else middle
    y = top if "top" in overlay.corner else bottom if "bottom" in overlay.corner else "(H-h)/2"
    first, last = max(overlay.start - shot.start, 0), min(overlay.end - shot.start, shot.frames)
    when = "" if (first, last) == (0, shot.frames) else f":enable='between(n,{first},{last - 1})'"
    return [
        f"{image}scale=w={width}:h=-2:flags=bicubic,format=yuva420p{strength},setsar=1[{name}image]",
        f"{under}[{name}image]overlay=x='{x}':y='{y}':format=yuv420:eof_action=repeat{when}",
    ]
