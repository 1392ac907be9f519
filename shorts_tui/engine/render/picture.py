"""One shot's picture: the pieces that are encoded apart and the ffmpeg arguments that encode one.

All pieces share size, rate, encoder settings and tags, so that they can be joined without encoding again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from shorts_tui.engine.render.film import Cutlist, Shot
from shorts_tui.engine.render.overlaying import laid_over
from shorts_tui.engine.render.source import Look, media_input

PIECE_SECONDS = 8
"""Longer shots are encoded in parts of at most this, so that every core has work and small edits stay small."""
TICKS = 600
"""Ticks of the pieces' time base in a frame: enough that joining them never rounds one off the grid."""

ENCODER = (
    *("-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-profile:v", "high", "-pix_fmt", "yuv420p"),
    *("-x264-params", "open-gop=0:keyint=60:min-keyint=6", "-threads", "1"),
)
"""How every picture is encoded: closed GOPs of two seconds at 30 fps, one thread to a piece."""
_TAGS = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709:field_mode=prog"
_SAME_SHAPE = 0.01
_BLUR_SHRINK = 8
_DARKER = "lutyuv=y='16+(val-16)*0.7':u='128+(val-128)*0.8':v='128+(val-128)*0.8'"


@dataclass(frozen=True)
class Piece:
    """A stretch of a shot that is encoded by itself."""

    shot: Shot
    rate: int

    @property
    def frames(self) -> int:
        """Frames that it has when it is done."""
        return self.shot.frames

    @property
    def span(self) -> tuple[float, float]:
        """Where it lies in the film, ms."""
        return self.shot.start * 1000 / self.rate, self.shot.end * 1000 / self.rate


def pieces_of(film: Cutlist) -> tuple[Piece, ...]:
    """The film's shots, long ones in equal parts of at most `PIECE_SECONDS`."""
    longest = PIECE_SECONDS * film.fps
    found = []
    for shot in film.shots:
        count = -(-shot.frames // longest)
        edges = [shot.start + shot.frames * number // count for number in range(count + 1)]
        for start, end in pairwise(edges):
            source = shot.source + (start - shot.start) * 1000 / film.fps * shot.speed
            moved = start - shot.start
            effects = replace(shot.effects, first=shot.effects.first + moved) if shot.effects.frames else shot.effects
            part = replace(shot, start=start, end=end, source=source, effects=effects)
            if moved:
                part = replace(part, before=None, transition="")
            found.append(Piece(part, film.fps))
    return tuple(found)


def encode_args(
    piece: Piece, film: Cutlist, look: Look, drawing: str, lead: float = 0.0, below: Look | None = None
) -> list[str]:
    """The ffmpeg arguments that encode `piece`, all but the output's name.

    Args:
        piece: what to encode.
        film: the film that it belongs to.
        look: of the piece's asset.
        drawing: the filter that draws the film's text, or an empty string where the piece shows none.
        lead: ms that are decoded before the piece begins. Needed where the piece lies past the last picture, which
            then is held.
        below: of the asset that goes on below while the piece takes over.
    """
    shot = piece.shot
    shown = [pair for pair in film.overlays if pair[0].start < shot.end and shot.start < pair[0].end]
    inputs = _input(shot, film, lead)
    chains = [f"[0:V:0]{','.join(_shown(shot, film, look, lead))}"]
    if shot.before is not None:
        inputs += _input(shot.before, film, 0.0)
        chains[0] += "[above]"
        chains.append(f"[1:V:0]{','.join(_shown(shot.before, film, below or Look(), 0.0))}[below]")
        length = shot.before.frames / film.fps
        chains.append(f"[below][above]xfade=transition={shot.transition}:duration={length:.4f}:offset=0")
    opened = 2 if shot.before is not None else 1
    for number, (overlay, asset) in enumerate(shown):
        inputs += media_input(asset)
        chains[-1] += f"[under{number}]"
        chains += laid_over(overlay, film, shot, f"[{opened + number}:V:0]", f"[under{number}]")
    ending = []
    if drawing:
        # Text is timed in the film: the piece is moved to its place in it and back.
        ending += [f"setpts=PTS+{shot.start}/({film.fps}*TB)", drawing, f"setpts=PTS-{shot.start}/({film.fps}*TB)"]
    ending += shot.effects.fading(film.fps, shot.frames)
    chains[-1] = ",".join([chains[-1], *ending])
    graph = ["-vf", chains[0].removeprefix("[0:V:0]")] if len(chains) == 1 else ["-filter_complex", ";".join(chains)]
    chosen = ["-map", "0:V:0"] if len(chains) == 1 else []
    return [
        *inputs,
        *("-filter_threads", "1", *chosen, *graph, "-frames:v", str(shot.frames)),
        *("-fps_mode", "passthrough", *ENCODER, "-video_track_timescale", str(film.fps * TICKS)),
        *("-map_metadata", "-1", "-map_chapters", "-1", "-f", "mp4"),
    ]


def _shown(shot: Shot, film: Cutlist, look: Look, lead: float) -> list[str]:
    """The filters from a source to the film's picture."""
    filters = [*_timing(shot, film.fps, lead), *_framing(shot, film, look), "format=yuv420p", "setsar=1"]
    return [*filters, *shot.effects.grading(), *shot.effects.moving(film.fps), _TAGS]


def _input(shot: Shot, film: Cutlist, lead: float) -> list[str]:
    if shot.asset is None:
        return ["-f", "lavfi", "-i", f"color=c=black:s={film.width}x{film.height}:r={film.fps}"]
    if shot.asset.info.kind == "image":
        return media_input(shot.asset)
    # The seek lands on the keyframe before the point and decoded frames before it get negative times, of which
    # `fps` keeps the last: a picture that began before the cut and is still held (VFR) shows from the cut on.
    at = max(0.0, shot.source - lead) / 1000
    return media_input(shot.asset, ["-noaccurate_seek", "-ss", f"{at:.6f}"])


def _timing(shot: Shot, fps: int, lead: float) -> list[str]:
    """Source times to exactly `shot.frames` frames that begin at 0."""
    if shot.asset is None:
        return [f"trim=end_frame={shot.frames}"]
    if shot.asset.info.kind == "image":
        return ["loop=loop=-1:size=1:start=0", f"setpts=N/({fps}*TB)", f"fps={fps}", f"trim=end_frame={shot.frames}"]
    skipped = round(min(lead, shot.source) / 1000 / shot.speed * fps)
    return [
        *([f"setpts=PTS/{shot.speed:.6g}"] if shot.speed != 1 else []),
        f"fps={fps}:start_time=0",
        "tpad=stop_mode=clone:stop=-1",
        f"trim=start_frame={skipped}:end_frame={skipped + shot.frames}",
        "setpts=PTS-STARTPTS",
    ]


def _framing(shot: Shot, film: Cutlist, look: Look) -> list[str]:
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
    x = track(shot) if shot.framing.path else f"{shot.framing.x:.4f}"
    return (
        f"crop=w='min(iw,ih*{shape}/sar)/{zoom:.4f}':h='min(ih,iw*sar*{film.height}/{film.width})/{zoom:.4f}'"
        f":x='(iw-ow)*{x}':y='(ih-oh)*{shot.framing.y:.4f}':exact=1"
    )


def track(shot: Shot) -> str:
    """Where a moving crop stands (0..1) as an expression of the time `t` since the shot began."""
    points = [((at - shot.source) / 1000 / shot.speed, x) for at, x in shot.framing.path]
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
        value = f"if(lt(t,{then:.3f}),{part},{value})"
    return f"clip({value},0,1)"


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
