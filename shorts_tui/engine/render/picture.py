"""One shot's picture: the pieces that are encoded apart and the ffmpeg arguments that encode one.

All pieces share size, rate, encoder settings and tags, so that they can be joined without encoding again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from shorts_tui.engine.render.film import Cutlist, Shot
from shorts_tui.engine.render.framing import framing
from shorts_tui.engine.render.overlaying import laid_over
from shorts_tui.engine.render.source import Look, media_input

PIECE_SECONDS = 8
"""Longer shots are encoded in parts of at most this, so that every core has work and small edits stay small."""
TICKS = 600
"""Ticks of the pieces' time base in a frame: enough that joining them never rounds one off the grid."""

_HELD = 3000.0
"""ms from a source's end in which there must be a picture that can be held."""

ENCODER = (
    *("-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-profile:v", "high", "-pix_fmt", "yuv420p"),
    *("-x264-params", "open-gop=0:keyint=60:min-keyint=6", "-threads", "1"),
)
"""How every picture is encoded: closed GOPs of two seconds at 30 fps, one thread to a piece."""
_TAGS = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709:field_mode=prog"


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
        held = _past_end(shot.before)
        inputs += _input(shot.before, film, held)
        chains[0] += "[above]"
        chains.append(f"[1:V:0]{','.join(_shown(shot.before, film, below or Look(), held))}[below]")
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
    # A graph of several chains is mapped by itself, and ffmpeg would add a sound track of its own choice to it.
    chosen = ["-map", "0:V:0"] if len(chains) == 1 else ["-an", "-sn", "-dn"]
    return [
        *inputs,
        *("-filter_threads", "1", *chosen, *graph, "-frames:v", str(shot.frames)),
        *("-fps_mode", "passthrough", *ENCODER, "-video_track_timescale", str(film.fps * TICKS)),
        *("-map_metadata", "-1", "-map_chapters", "-1", "-f", "mp4"),
    ]


def _past_end(shot: Shot) -> float:
    """Ms to decode before what goes on below: where its source is at its end, the last picture is held."""
    if shot.asset is None or shot.asset.info.kind != "video":
        return 0.0
    return min(shot.source, max(0.0, shot.source - shot.asset.info.duration + _HELD))


def _shown(shot: Shot, film: Cutlist, look: Look, lead: float) -> list[str]:
    """The filters from a source to the film's picture."""
    filters = [*_timing(shot, film.fps, lead), *framing(shot, film, look), "format=yuv420p", "setsar=1"]
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
