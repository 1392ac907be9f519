"""Images over the picture, such as a logo: where they stand and when they are seen, as filter chains."""

from __future__ import annotations

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.render.effects import Overlay
from shorts_tui.engine.render.film import Cutlist, Shot
from shorts_tui.engine.render.layout import Area, safe_area
from shorts_tui.engine.render.room import Obstacle

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


def obstacles(film: Cutlist) -> tuple[Obstacle, ...]:
    """Where text finds the film's images in its way."""
    return tuple(
        Obstacle(_room(overlay, asset, film), *(round(at * 1000 / film.fps) for at in (overlay.start, overlay.end)))
        for overlay, asset in film.overlays
    )


def _room(overlay: Overlay, asset: Asset, film: Cutlist) -> Area:
    """The rectangle that `laid_over` fills, to a pixel or two."""
    info, area = asset.info, safe_area(film.width, film.height)
    width = film.width * overlay.size
    height = width * info.height / max(info.width, 1)
    edge, corner = film.width * _EDGE, overlay.corner
    left = film.width - width - edge if "right" in corner else edge if "left" in corner else (film.width - width) / 2
    middle = (film.height - height) / 2
    top = area.top if "top" in corner else area.bottom - height if "bottom" in corner else middle
    return Area(left, top, left + width, top + height)
