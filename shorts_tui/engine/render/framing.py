"""From a source's picture to the film's size: crops that stand or move, whole pictures before a blur, HDR to BT.709.

All as ffmpeg filters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from shorts_tui.engine.render.film import Cutlist, Shot
from shorts_tui.engine.render.source import Look

_SAME_SHAPE = 0.01
_BLUR_SHRINK = 8
_SPARE = 2
"""px of the source that are scaled beside a crop that moves."""
_JUMP = 1
"""ms between two points from the one to the other of which a crop is at once."""
_DARKER = "lutyuv=y='16+(val-16)*0.7':u='128+(val-128)*0.8':v='128+(val-128)*0.8'"


def framing(shot: Shot, film: Cutlist, look: Look) -> list[str]:
    """The source's picture to the film's size and colours."""
    if shot.asset is None:
        return []
    filters = []
    if look.alpha:
        filters.append("format=gbrap,premultiply=inplace=1,format=gbrp")  # over black
    if look.transfer:
        filters += _tone_mapping(look.transfer)
    info, wanted = shot.asset.info, Fraction(film.width, film.height)
    shape = Fraction(info.width, info.height) if info.width and info.height else Fraction(0)
    if shot.framing.mode == "fit-blur" and abs(shape - wanted) > wanted * _SAME_SHAPE:
        return [*filters, _fit_blur(film, look), *_closer(film, shot.effects.still_zoom)]
    if shot.framing.path and look.square and not look.transfer and (moving := _moving_crop(film, shot, look)):
        return [*filters, *moving]
    return [*filters, _crop(film, shot), _scale(str(film.width), str(film.height), look)]


def _closer(film: Cutlist, zoom: float) -> list[str]:
    """The middle of a picture that has the film's size already."""
    if zoom == 1:
        return []
    return [f"crop=w='iw/{zoom:.4f}':h='ih/{zoom:.4f}'", f"scale=w={film.width}:h={film.height}:flags=bicubic"]


def _crop(film: Cutlist, shot: Shot) -> str:
    """The largest part of the frame's shape (smaller where it is zoomed); pixels that are not square are reckoned with.

    Where the crop moves, its place is told by the time of each frame.
    """
    shape, zoom = f"{film.width}/{film.height}", shot.effects.still_zoom
    x = _track(shot, film.fps) if shot.framing.path else f"{shot.framing.x:.4f}"
    return (
        f"crop=w='min(iw,ih*{shape}/sar)/{zoom:.4f}':h='min(ih,iw*sar*{film.height}/{film.width})/{zoom:.4f}'"
        f":x='(iw-ow)*{x}':y='(ih-oh)*{shot.framing.y:.4f}':exact=1"
    )


def _moving_crop(film: Cutlist, shot: Shot, look: Look) -> list[str]:
    """A crop that moves by less than a pixel of the source, which may be many of the film; empty where it can't move.

    Whole pixels and some to spare are cut out first, and what is too much after scaling.
    """
    if shot.asset is None:
        return []
    info, zoom = shot.asset.info, shot.effects.still_zoom
    shown = min(info.width, info.height * film.width / film.height) / zoom
    tall = math.floor(min(info.height, info.width * film.height / film.width) / zoom)
    taken = math.floor(shown) + _SPARE
    if taken > info.width:
        return []
    place = f"({info.width - shown:.4f}*{_track(shot, film.fps)})"
    first = f"min(floor({place}),{info.width - taken})"
    larger = film.width / shown
    return [
        f"crop=w={taken}:h={tall}:x='{first}':y='(ih-oh)*{shot.framing.y:.4f}':exact=1",
        _scale(str(round(taken * larger)), str(film.height), look),
        f"crop=w={film.width}:h={film.height}:x='({place}-{first})*{larger:.5f}':y=0:exact=1",
    ]


def _track(shot: Shot, fps: int) -> str:
    """Where a moving crop stands (0..1) as an expression of the time `t` since the shot began."""
    points = _points(shot, fps)
    begun = [point for point in points if point[0] <= 0][-1:]
    coming = [point for point in points if point[0] > 0]
    # One point past the shot's end is enough to know where the last stretch leads.
    past = next((number for number, point in enumerate(coming, 1) if point[0] > shot.frames / 10), len(coming))
    steps = [*begun, *coming[:past]]
    value = f"{steps[-1][1]:.4f}"
    for (at, x), (then, y) in reversed(list(pairwise(steps))):
        if then - at < 0.001:
            continue
        part = f"{x:.4f}" if x == y else f"({x:.4f}+{(y - x) / (then - at):.5f}*(t-{at:.3f}))".replace("--", "+")
        value = f"if(lt(t,{then:.4f}),{part},{value})"
    return f"clip({value},0,1)"


def _points(shot: Shot, fps: int) -> list[tuple[float, float]]:
    """The way of a crop by seconds of the shot.

    Where it jumps, since the source cuts there, it does so half a frame before the frame that shows what comes then:
    frames are taken to the nearest place on the grid, and their times alone would be late for half of all cuts.
    """
    path = shot.framing.path
    points = [((at - shot.source) / 1000 / shot.speed, x) for at, x in path]
    for number, ((at, x), (then, y)) in enumerate(pairwise(path)):
        if then - at <= _JUMP and x != y:
            moment = (math.floor(points[number + 1][0] * fps + 0.5) - 0.5) / fps
            points[number : number + 2] = [(moment, x), (moment, y)]
    return points


def _scale(width: str, height: str, look: Look) -> str:
    source = f":in_color_matrix={look.matrix}" if look.matrix and not look.transfer else ""
    return f"scale=w='{width}':h='{height}':flags=bicubic{source}:out_color_matrix=bt709:out_range=tv"


def _fit_blur(film: Cutlist, look: Look) -> str:
    """The whole picture before a blurred, darkened copy that fills the frame; blurring is cheap where it is small."""
    width, height = film.width, film.height
    small = [str(max(2, side // _BLUR_SHRINK // 2 * 2)) for side in (width, height)]
    whole = _scale(f"2*round(min({width},{height}*dar)/2)", f"2*round(min({height},{width}/dar)/2)", look)
    back = [_crop(film, Shot(0, 0)), _scale(small[0], small[1], look), "format=yuv420p", "gblur=sigma=5", _DARKER]
    return (
        f"split=2[back][front];[back]{','.join(back)},scale=w={width}:h={height}:flags=bicubic,setsar=1[blurred];"
        f"[front]{whole},format=yuv420p,setsar=1[sharp];"
        "[blurred][sharp]overlay=x=(W-w)/2:y=(H-h)/2:format=yuv420"
    )


def _tone_mapping(transfer: str) -> Sequence[str]:
    """HDR (BT.2020, PQ or HLG) to BT.709, on a picture no larger than the film can be: the work is in floats."""
    return (
        "scale=w='2*round(iw*min(1,1920/max(iw,ih))/2)':h=-2:flags=bilinear",
        f"zscale=transferin={transfer}:primariesin=bt2020:matrixin=bt2020nc:transfer=linear:npl=203",
        "format=gbrpf32le",
        "zscale=primaries=bt709",
        "tonemap=tonemap=mobius:desat=0",
        "zscale=transfer=bt709:matrix=bt709:range=tv",
        "format=yuv444p",
    )
