"""The one keyframe pass: where scenes begin and how much moves, without decoding more than a frame in a hundred.

One ffmpeg reads the file once. It decodes the keyframes alone, as 64x36 grey thumbnails, and lists time and size of
every compressed picture. A cut that the encoder answered with a keyframe shows as two unlike thumbnails; one that it
did not (fixed GOPs of phones and graphics cards, or keyframes far apart) shows as a picture that suddenly cost as
many bytes as a keyframe does. Motion, too, is told by what pictures cost between keyframes.
"""

from __future__ import annotations

import tempfile
import threading
from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shorts_tui.engine.assets import Asset, Picture
from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.ffmpeg import FfmpegError, run_ffmpeg
from shorts_tui.engine.media.inputs import safe_input
from shorts_tui.engine.media.packets import Packets, read_lines, read_packets
from shorts_tui.text import one_line

VERSION = "1"
"""Changes whenever the same file would give other values."""
STEP = 500
"""ms between two values of motion."""
SHORTEST_SCENE = 400
"""ms; two cuts closer than this are one."""
_WIDTH, _HEIGHT = 64, 36
_BYTES = _WIDTH * _HEIGHT
_UNLIKE = 0.10
"""Mean difference (0..1) of two thumbnails from which on they may be two scenes."""
_RELATED = 0.5
"""Correlation of two thumbnails below which they are two scenes: light may change it little, another view does."""
_ALIKE = 0.8
"""The same where something else, too, speaks for a cut."""
_MOVING = 0.2
"""Mean difference that counts as the most motion."""
_BUSY = 3.0
"""Bytes a second between keyframes, in keyframes, that count as half of the most motion."""
_MOTION_GAP = 400
"""ms; thumbnails closer than this say nothing of motion."""


def measure(asset: Asset, progress: Callable[[float], None], cancelled: threading.Event | None = None) -> Picture:
    """Look at the moving picture of `asset`, which has one.

    Raises:
        MediaError: it can't be decoded.
        CancelledError: `cancelled` was set.
    """
    with tempfile.TemporaryDirectory(prefix="shorts-tui-") as name:
        folder = Path(name)
        thumbnails = _Thumbnails(folder / "keys", asset.info.duration, progress)
        graph = f"[0:V:0]scale={_WIDTH}:{_HEIGHT}:flags=area,format=gray,split[a][b]"
        once = ["-fps_mode", "passthrough", "-enc_time_base", "1:1000"]
        arguments = ["-skip_frame", "nokey", "-an", "-sn", "-dn", *safe_input(asset), "-filter_complex", graph]
        arguments += ["-map", "[b]", *once, "-c:v", "rawvideo", "-flush_packets", "1", "-f", "framecrc"]
        arguments += [f"file:{folder / 'keys'}", "-map", "0:V:0", "-c", "copy", "-f", "framecrc"]
        arguments += [
            f"file:{folder / 'packets'}",
            "-map",
            "[a]",
            *once,
            "-c:v",
            "rawvideo",
            "-f",
            "rawvideo",
            "pipe:1",
        ]
        try:
            timeout = 120 + asset.info.duration / 500
            run_ffmpeg(arguments, timeout=timeout, cancelled=cancelled, on_output=thumbnails.add)
        except FfmpegError as error:
            words = f"The picture of {one_line(asset.label, 80)} can't be read: it seems to be damaged."
            raise MediaError(words) from error
        thumbnails.finish()
        packets = read_packets(folder / "packets")
    progress(1.0)
    return Picture(
        scenes=scenes(thumbnails, packets, asset.info.duration),
        step=STEP,
        motion=motion(thumbnails, packets, asset.info.duration),
    )


class _Thumbnails:
    """Raw grey frames in pieces of any size, and their times from a list written beside them -> differences.

    Attributes:
        times: ms of every keyframe.
        difference: mean absolute difference from the keyframe before, 0..1; 0 for the first.
        correlation: likeness of structure to the keyframe before, -1..1; 1 for the first and for flat pictures.
        moved: (from ms, to ms, difference) of keyframes at least `_MOTION_GAP` apart.
    """

    def __init__(self, listing: Path, duration: int, progress: Callable[[float], None]) -> None:
        self.times: list[int] = []
        self.difference: list[float] = []
        self.correlation: list[float] = []
        self.moved: list[tuple[int, int, float]] = []
        self._listing, self._duration, self._progress = listing, max(duration, 1), progress
        self._read = 0
        self._rest = b""
        self._waiting: list[NDArray[np.float32]] = []
        self._last: NDArray[np.float32] | None = None
        self._anchor: tuple[int, NDArray[np.float32]] | None = None

    def add(self, piece: bytes) -> None:
        data = self._rest + piece
        whole = len(data) // _BYTES
        self._rest = data[whole * _BYTES :]
        for index in range(whole):
            frame = np.frombuffer(data, np.uint8, _BYTES, index * _BYTES)
            self._waiting.append(np.asarray(frame / 255, np.float32))
        self._compare()

    def finish(self) -> None:
        """The listing is whole now: take what still waits for its time."""
        self._compare()

    def _compare(self) -> None:
        times, self._read = read_lines(self._listing, self._read)
        self.times += times
        while self._waiting and len(self.difference) < len(self.times):
            frame, at = self._waiting.pop(0), self.times[len(self.difference)]
            self.difference.append(0.0 if self._last is None else float(np.abs(frame - self._last).mean()))
            self.correlation.append(1.0 if self._last is None else _likeness(frame, self._last))
            self._last = frame
            if self._anchor is None:
                self._anchor = at, frame
            elif at - self._anchor[0] >= _MOTION_GAP:
                self.moved.append((self._anchor[0], at, float(np.abs(frame - self._anchor[1]).mean())))
                self._anchor = at, frame
            self._progress(min(at / self._duration, 0.99))


def _likeness(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Correlation of two thumbnails; two flat ones are alike when they are of one grey."""
    one, other = one - one.mean(), other - other.mean()
    energy = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return float((one * other).sum()) / energy if energy > 0.5 else 1.0


def scenes(keys: _Thumbnails, packets: Packets, duration: int) -> tuple[int, ...]:
    """Where scenes begin, ms: 0, and every cut that thumbnails or packets show."""
    bursts = [at for at in packets.bursts() if _changed_around(keys, at)]
    kept = [0]
    for cut in sorted([*bursts, *_unlike_keyframes(keys, bursts)]):
        if cut - kept[-1] >= SHORTEST_SCENE and cut < duration:
            kept.append(cut)
    return tuple(kept)


def _changed_around(keys: _Thumbnails, at: int) -> bool:
    """Is the keyframe after `at` another picture than the one before? A flash or a title is no cut.

    With no keyframe after it there is nothing to compare: yes.
    """
    after = bisect_right(keys.times, at)
    if not 0 < after < len(keys.difference):
        return True
    return keys.difference[after] > _UNLIKE / 2 and keys.correlation[after] < _ALIKE


def _unlike_keyframes(keys: _Thumbnails, bursts: Sequence[int]) -> list[int]:
    """Keyframes that show something else than the one before, and more so than their neighbours do.

    Where everything moves all the time, every pair is unlike: such a pair has to stand out. A keyframe that comes
    before its time, because the encoder saw a cut, is trusted sooner. A change that a burst between the two explains
    is none of the keyframe's.
    """
    count = len(keys.difference)
    gaps = np.diff(np.array(keys.times[:count], float)) if count > 1 else np.zeros(0)
    regular = float(np.max(gaps)) if len(gaps) else 0.0
    found = []
    for index in range(1, count):
        before, at = keys.times[index - 1], keys.times[index]
        difference, correlation = keys.difference[index], keys.correlation[index]
        near = [keys.difference[other] for other in range(max(1, index - 4), min(count, index + 5)) if other != index]
        early = gaps[index - 1] < 0.95 * regular
        if not early and any(before < burst < at for burst in bursts):
            continue
        usual = max(float(np.median(near or [0.0])), 0.01)
        stands_out = early or difference > max(2 * usual, _UNLIKE)
        unlike = correlation < (_ALIKE if early else _RELATED)
        if difference > min(3 * _UNLIKE, max(1.5 * _UNLIKE, 8 * usual)):
            found.append(at)
        elif difference > _UNLIKE / 2 and unlike and stands_out:
            found.append(at)
    return found


def motion(keys: _Thumbnails, packets: Packets, duration: int) -> tuple[float, ...]:
    """How much moves in each step, 0..1: half from what pictures cost, half from how keyframes differ."""
    count = max(1, -(-duration // STEP))
    cost = packets.rate(count, STEP)
    by_cost = cost / (cost + _BUSY)
    by_look = np.zeros(count)
    for begin, end, difference in keys.moved:
        by_look[min(begin // STEP, count - 1) : max(end // STEP, begin // STEP + 1)] = min(1.0, difference / _MOVING)
    if packets.only_keyframes:
        by_cost = by_look
    elif not keys.moved:
        by_look = by_cost
    return tuple(np.round((by_cost + by_look) / 2, 3).tolist())


def encode(picture: Picture) -> dict[str, Any]:
    """As JSON holds it."""
    return {"scenes": picture.scenes, "step": picture.step, "motion": picture.motion}


def decode(value: Any) -> Picture:
    """What `encode` made; raises KeyError, TypeError or ValueError for anything else."""
    return Picture(
        scenes=tuple(int(scene) for scene in value["scenes"]),
        step=int(value["step"]),
        motion=tuple(float(amount) for amount in value["motion"]),
    )
