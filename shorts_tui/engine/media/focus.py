"""Where in the picture one looks: faces where there are any, else what moves; as places (0..1) over time.

Frames are sampled: each of some stretches for a crop that moves, keyframes alone where a place for each scene will do.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from shorts_tui.engine.assets import Asset, Span
from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.ffmpeg import FfmpegError, run_ffmpeg
from shorts_tui.engine.media.inputs import safe_input
from shorts_tui.text import one_line

if TYPE_CHECKING:
    from shorts_tui.engine.media.faces import Face, FaceFinder

_WIDTH = 400
"""px that pictures are looked at with."""
_DENSE, _SPARSE = 4, 1
"""Frames a second for a crop that moves, and at most for one that stands."""
_SCOUTS = 10
"""Frames in which there must be a face before all are searched."""
_STILL = 0.02
"""Mean difference (0..1) of the columns below which nothing moves."""
_LARGE = 0.4
"""Of the area of the largest face: smaller ones stand in the background."""
_WAY = 6
"""px that a head may go between two looks."""
_MOUTH = 6.0
"""What a moving mouth counts: of two faces, the one that speaks."""


@dataclass(frozen=True)
class FaceSeen:
    """A face in the middle of whose width `x` (0..1) is; `mouth` says how much that changes its shape."""

    x: float
    mouth: float


@dataclass(frozen=True)
class Look:
    """At `time` (ms of the source) one looks at `x` (0..1 of the width), because of a face or of motion.

    `faces` are those that are large enough to matter, in any order.
    """

    time: int
    x: float
    face: bool
    faces: tuple[FaceSeen, ...] = ()


def looks(
    asset: Asset, span: Span, finder: FaceFinder | None, *, dense: bool, cancelled: threading.Event | None = None
) -> list[Look]:
    """Where one looks in a stretch of a video, in order; nothing where nothing stands out.

    Raises:
        MediaError: the picture can't be decoded.
        CancelledError: `cancelled` was set.
    """
    frames = _frames(asset, span, dense, cancelled)
    rate = _DENSE if dense else _SPARSE
    found: list[Look] = []
    searching = finder is not None and _has_faces(frames, finder)
    before: NDArray[np.uint8] | None = None
    for number, frame in enumerate(frames):
        time = span.start + round((number + 0.5) * 1000 / rate) if not dense else span.start + number * 1000 // rate
        x, face, seen = None, False, tuple[FaceSeen, ...]()
        if searching and finder is not None and (faces := finder.find(frame)):
            x, face, seen = _speaker(faces, frame, before), True, _seen(faces, frame, before)
        elif before is not None:
            x = _moving(before, frame)
            time -= 500 // rate if dense else 0  # it is seen between the two
        if x is not None:
            found.append(Look(time, x, face, seen))
        before = frame
    return found


def _frames(asset: Asset, span: Span, dense: bool, cancelled: threading.Event | None) -> NDArray[np.uint8]:
    info = asset.info
    height = max(round(_WIDTH * info.height / max(info.width, 1) / 2) * 2, 2)
    rate = _DENSE if dense else _SPARSE
    # Rounded up, each picture is the one that shows at its time; else it would be up to half a step later.
    sampled = f"fps={rate}:round=up" if dense else f"fps={rate}"
    pieces: list[bytes] = []
    arguments = [
        *([] if dense else ["-skip_frame", "nokey"]),
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


def _has_faces(frames: NDArray[np.uint8], finder: FaceFinder) -> bool:
    step = max(1, len(frames) // _SCOUTS)
    return any(finder.find(frame) for frame in frames[::step])


def _speaker(faces: Sequence[Face], frame: NDArray[np.uint8], before: NDArray[np.uint8] | None) -> float:
    """The face that counts: large, and with a mouth that moves."""

    def weight(face: Face) -> float:
        return face.width * face.height * face.score * (1 + _MOUTH * _mouth(face, frame, before))

    best = max(faces, key=weight)
    near = [face for face in faces if weight(face) > weight(best) * 0.6]
    left, right = min(face.x - face.width for face in near), max(face.x + face.width for face in near)
    # Two faces that fit together are both kept in sight.
    return (left + right) / 2 if right - left < 0.3 else best.x


def _seen(faces: Sequence[Face], frame: NDArray[np.uint8], before: NDArray[np.uint8] | None) -> tuple[FaceSeen, ...]:
    """The faces that are large enough to matter, and how much their mouths move."""
    largest = max(face.width * face.height for face in faces)
    large = [face for face in faces if face.width * face.height >= largest * _LARGE]
    return tuple(FaceSeen(face.x, _speech(face, frame, before)) for face in large)


def _speech(face: Face, frame: NDArray[np.uint8], before: NDArray[np.uint8] | None) -> float:
    """How much a mouth changes its shape, 0..1: what is left of the change when the head's own way is taken out."""
    if before is None:
        return 0.0
    height, width = frame.shape[:2]
    top, bottom = round((face.y + face.height * 0.12) * height), round((face.y + face.height * 0.5) * height)
    left, right = round((face.x - face.width * 0.3) * width), round((face.x + face.width * 0.3) * width)
    if top < _WAY or left < _WAY or bottom > height - _WAY or right > width - _WAY or bottom - top < 4:
        return 0.0
    grey, past = frame.mean(axis=2), before.mean(axis=2)
    now = grey[top:bottom, left:right]
    shifts = [(down, along) for down in range(-_WAY, _WAY + 1) for along in range(-_WAY, _WAY + 1)]
    left_over = min(
        float(np.abs(now - past[top + down : bottom + down, left + along : right + along]).mean())
        for down, along in shifts
    )
    return left_over / 255


def _mouth(face: Face, frame: NDArray[np.uint8], before: NDArray[np.uint8] | None) -> float:
    """How much the lower half of a face changes, 0..1."""
    if before is None:
        return 0.0
    height, width = frame.shape[:2]
    rows = slice(max(int(face.y * height), 0), max(int((face.y + face.height / 2) * height), 1))
    columns = slice(max(int((face.x - face.width / 3) * width), 0), max(int((face.x + face.width / 3) * width), 1))
    now, then = frame[rows, columns].astype(np.int16), before[rows, columns].astype(np.int16)
    return float(np.abs(now - then).mean() / 255) if now.size else 0.0


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
