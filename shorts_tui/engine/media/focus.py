"""Where in the picture one looks: faces where there are any, else what moves; as places (0..1) over time.

Frames are sampled: each of some stretches for a crop that moves, keyframes alone where a place for each scene will do.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from shorts_tui.engine.assets import Asset, Span
from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.ffmpeg import FfmpegError, run_ffmpeg
from shorts_tui.engine.media import mouths, switches
from shorts_tui.engine.media.inputs import safe_input
from shorts_tui.engine.threads import side_by_side
from shorts_tui.text import one_line

if TYPE_CHECKING:
    from shorts_tui.engine.media.faces import Face, FaceFinder

_WIDTH = 400
"""px that pictures are looked at with."""
_DENSE, _SPARSE = 4, 1
"""Looks a second for a crop that moves, and at most for one that stands."""
_BETWEEN = 3
"""Frames to a look of a crop that moves: mouths and cuts are seen in frames that follow closely."""
_STRETCH = 30_000
"""ms that are in memory at once, of looks that are dense."""
_AGAIN = 4
"""Looks from one search of the whole picture to the next, while all faces are where they were."""
_SCOUTS = 10
"""Looks of a stretch in which there must be a face before all are searched."""
_STILL = 0.02
"""Mean difference (0..1) of the columns below which nothing moves."""
_LARGE = 0.4
"""Of the area of the largest face: smaller ones stand in the background."""

Frames = NDArray[np.uint8]


@dataclass(frozen=True)
class FaceSeen:
    """A face with its middle at `x` and `y` and its `width`, as parts of the picture's width and height.

    `mouth` says how much the mouth changes its shape: 0.1 and more while it speaks.
    """

    x: float
    mouth: float = 0.0
    y: float = 0.5
    width: float = 0.1


@dataclass(frozen=True)
class Look:
    """At `time` (ms of the source) one looks at `x` (0..1 of the width), because of a face or of motion.

    `faces` are those that are large enough to matter, in any order. `cut` is the time of the last cut (ms of the
    source) that was seen before, in looks that are dense; None where there was none.
    """

    time: int
    x: float
    face: bool
    faces: tuple[FaceSeen, ...] = ()
    cut: int | None = None


def looks(
    asset: Asset, span: Span, finder: FaceFinder | None, *, dense: bool, cancelled: threading.Event | None = None
) -> list[Look]:
    """Where one looks in a stretch of a video, in order; nothing where nothing stands out.

    Raises:
        MediaError: the picture can't be decoded.
        CancelledError: `cancelled` was set.
    """
    if not dense:
        return list(_glances(_frames(asset, span, dense=False, cancelled=cancelled), span, finder))
    found: list[Look] = []
    cut: int | None = None
    for start in range(span.start, span.end, _STRETCH):
        part = Span(start, min(start + _STRETCH, span.end))
        frames = _frames(asset, part, dense=True, cancelled=cancelled)
        cuts = _cuts(asset, part, frames, cancelled)
        for look in _watched(frames, part, finder):
            cut = next((at for at in reversed(cuts) if at <= look.time), cut)
            found.append(replace(look, cut=cut))
        cut = cuts[-1] if cuts else cut
    return found


def _glances(frames: Frames, span: Span, finder: FaceFinder | None) -> Iterator[Look]:
    """Looks at keyframes."""
    before: Frames | None = None
    for number, frame in enumerate(frames):
        time = span.start + round((number + 0.5) * 1000 / _SPARSE)
        if finder is not None and (faces := finder.find(frame)):
            yield _face_look(time, faces, (), frame)
        elif before is not None and (x := _moving(before, frame)) is not None:
            yield Look(time, x, face=False)
        before = frame


def _watched(frames: Frames, span: Span, finder: FaceFinder | None) -> Iterator[Look]:
    """Looks at a picture that is seen all the time."""
    at = range(0, len(frames), _BETWEEN)
    searching = finder is not None and any(finder.find(frames[first]) for first in at[:: max(1, len(at) // _SCOUTS)])
    faces: Sequence[Face] = ()
    for number, first in enumerate(at):
        time = span.start + first * 1000 // (_DENSE * _BETWEEN)
        frame = frames[first]
        if searching and finder is not None:
            faces = _faces(frame, finder, faces if number % _AGAIN else ())
        if faces:
            beside = [frames[other] for other in (first - 1, first + 1) if 0 <= other < len(frames)]
            yield _face_look(time, faces, beside, frame)
        elif first and (x := _moving(frames[first - _BETWEEN], frame)) is not None:
            yield Look(time - 500 // _DENSE, x, face=False)  # it is seen between the two


def _faces(frame: Frames, finder: FaceFinder, before: Sequence[Face]) -> Sequence[Face]:
    """The faces of a frame; all of it is searched only where one of those `before` is missing, or there were none."""
    followed = finder.follow(frame, before) if before else ()
    return followed if before and len(followed) == len(before) else finder.find(frame)


def _face_look(time: int, faces: Sequence[Face], beside: Sequence[Frames], frame: Frames) -> Look:
    """A look at faces: at the one that counts most, and what is known of all that are large enough to matter."""
    largest = max(face.width * face.height for face in faces)
    large = [face for face in faces if face.width * face.height >= largest * _LARGE]
    best = max(large, key=lambda face: face.width * face.height * face.score)

    def mouth(face: Face) -> float:
        # Who speaks is asked only where there are several.
        changes = [mouths.change(face, frame, other) for other in beside] if len(large) > 1 else []
        return sum(changes) / len(changes) if changes else 0.0

    seen = tuple(FaceSeen(face.x, mouth(face), face.y, face.width) for face in large)
    return Look(time, best.x, face=True, faces=seen)


def _cuts(asset: Asset, span: Span, frames: Frames, cancelled: threading.Event | None) -> list[int]:
    """The cuts of a stretch, ms of the source."""
    step = 1000 / (_DENSE * _BETWEEN)
    found = []
    for number in switches.switched([switches.small(frame) for frame in frames]):
        after, until = span.start + (number - 1) * step, span.start + number * step
        exact = switches.moment(asset, after, until, cancelled)
        found.append(round(until) if exact is None else exact)
    return found


def _frames(asset: Asset, span: Span, *, dense: bool, cancelled: threading.Event | None) -> Frames:
    info = asset.info
    height = max(round(_WIDTH * info.height / max(info.width, 1) / 2) * 2, 2)
    # Rounded up, each picture is the one that shows at its time; else it would be up to half a step later.
    sampled = f"fps={_DENSE * _BETWEEN}:round=up:start_time=0" if dense else f"fps={_SPARSE}"
    pieces: list[bytes] = []
    # Clips are looked at two at a time.
    threads = str(side_by_side(2))
    arguments = [
        *("-threads", threads, "-filter_threads", threads),
        *("-skip_frame", "noref" if dense else "nokey", "-skip_loop_filter", "all"),
        *("-an", "-sn", "-dn", "-ss", f"{span.start / 1000:.3f}", "-t", f"{span.duration / 1000:.3f}"),
        *safe_input(asset),
        *("-map", "0:V:0", "-vf", f"{sampled},scale={_WIDTH}:{height}:flags=area,format=rgb24"),
        *("-c:v", "rawvideo", "-f", "rawvideo", "pipe:1"),
    ]
    try:
        run_ffmpeg(arguments, timeout=120 + span.duration / 250, cancelled=cancelled, on_output=pieces.append)
    except FfmpegError as error:
        words = f"The picture of {one_line(asset.label, 80)} can't be read: it seems to be damaged."
        raise MediaError(words) from error
    data = np.frombuffer(b"".join(pieces), np.uint8)
    size = _WIDTH * height * 3
    return data[: len(data) // size * size].reshape(-1, height, _WIDTH, 3)


def _moving(before: NDArray[np.uint8], frame: NDArray[np.uint8]) -> float | None:
    """The middle of what changed from one frame to the next; None where that is nothing, or everything."""
    change = np.abs(frame.astype(np.int16) - before.astype(np.int16)).mean(axis=(0, 2)) / 255
    change = np.convolve(change, np.ones(9) / 9, mode="same")
    top = float(change.max())
    if top < _STILL:
        return None
    strong = np.maximum(change - top * 0.4, 0)
    if (strong > 0).mean() > 0.6:
        return None
    return float((strong * np.arange(len(strong))).sum() / strong.sum() / len(strong))
