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

from shorts_tui.engine.assets import Asset, Picture
from shorts_tui.engine.errors import MediaError
from shorts_tui.engine.ffmpeg import FfmpegError, run_ffmpeg
from shorts_tui.engine.media.inputs import safe_input
from shorts_tui.engine.media.packets import Packets, read_packets
from shorts_tui.engine.media.thumbnails import HEIGHT, WIDTH, Thumbnails
from shorts_tui.engine.threads import side_by_side
from shorts_tui.text import one_line

VERSION = "2"
"""Changes whenever the same file would give other values."""
STEP = 500
"""ms between two values of motion."""
SHORTEST_SCENE = 400
"""ms; two cuts closer than this are one."""
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


def measure(asset: Asset, progress: Callable[[float], None], cancelled: threading.Event | None = None) -> Picture:
    """Look at the moving picture of `asset`, which has one.

    Raises:
        MediaError: it can't be decoded.
        CancelledError: `cancelled` was set.
    """
    with tempfile.TemporaryDirectory(prefix="shorts-tui-") as name:
        folder = Path(name)
        thumbnails = Thumbnails(folder / "keys", asset.info.duration, progress)
        graph = f"[0:V:0]scale={WIDTH}:{HEIGHT}:flags=area,format=gray,split[a][b]"
        once = ["-fps_mode", "passthrough", "-enc_time_base", "1:1000"]
        # Thumbnails hide the block edges that the decoder would smooth, and smoothing is a fifth of its work.
        # The other half of the cores listens meanwhile; more threads than cores cost a fifth of the work in waiting.
        threads = str(side_by_side(2))
        arguments = ["-threads", threads, "-filter_complex_threads", threads, "-skip_frame", "nokey"]
        arguments += ["-skip_loop_filter", "all", "-an", "-sn", "-dn", *safe_input(asset), "-filter_complex", graph]
        arguments += ["-map", "[b]", *once, "-c:v", "rawvideo", "-flush_packets", "1", "-f", "framecrc"]
        arguments += [f"file:{folder / 'keys'}", "-map", "0:V:0", "-c", "copy", "-f", "framecrc"]
        arguments += [f"file:{folder / 'packets'}"]
        arguments += ["-map", "[a]", *once, "-c:v", "rawvideo", "-f", "rawvideo", "pipe:1"]
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


def scenes(keys: Thumbnails, packets: Packets, duration: int) -> tuple[int, ...]:
    """Where scenes begin, ms: 0, and every cut that thumbnails or packets show."""
    bursts = [at for at in packets.bursts() if _changed_around(keys, at)]
    kept = [0]
    for cut in sorted([*bursts, *_unlike_keyframes(keys, packets, bursts, duration)]):
        if cut - kept[-1] >= SHORTEST_SCENE and cut < duration:
            kept.append(cut)
    return tuple(kept)


def _changed_around(keys: Thumbnails, at: int) -> bool:
    """Is the keyframe after `at` another picture than the one before? A flash or a title is no cut.

    With no keyframe after it there is nothing to compare: yes.
    """
    after = bisect_right(keys.times, at)
    if not 0 < after < len(keys.difference):
        return True
    return keys.difference[after] > _UNLIKE / 2 and keys.correlation[after] < _ALIKE


def _unlike_keyframes(keys: Thumbnails, packets: Packets, bursts: Sequence[int], duration: int) -> list[int]:
    """Cuts at, or some way before, keyframes that show something else than the one before.

    A keyframe that comes before its time was set because the encoder saw a cut right there. Before any other the cut
    may lie anywhere since the keyframe before: at the costliest picture between them, where one stands out. A change
    that a burst between the two explains is none of the keyframe's.
    """
    count = len(keys.difference)
    gaps = np.diff([*keys.times[:count], duration])
    regular = max(gaps, default=0)
    found = []
    for index in range(1, count):
        before, at = keys.times[index - 1], keys.times[index]
        early = bool(gaps[index - 1] < 0.95 * regular)
        if not early and any(before < burst < at for burst in bursts):
            continue
        near = [keys.difference[other] for other in range(max(1, index - 4), min(count, index + 5)) if other != index]
        if _another_scene(keys.difference[index], keys.correlation[index], float(np.median(near or [0.0])), early):
            costliest = None if early else packets.costliest(before, at)
            found.append(at if costliest is None else costliest)
    return found


def _another_scene(difference: float, correlation: float, usual: float, early: bool) -> bool:
    """Do two thumbnails show two scenes?

    Where everything moves all the time every pair is unlike (`usual`): it has to stand out. In the dark differences
    are small, so there structure has to speak. `early`: the encoder thought so as well.
    """
    usual = max(usual, 0.01)
    if difference > min(3 * _UNLIKE, max(1.5 * _UNLIKE, 8 * usual)):
        return True
    if early:
        return difference > _UNLIKE / 2 and correlation < _ALIKE
    much = difference > max(2 * usual, _UNLIKE) and correlation < _RELATED
    return much or (difference > max(5 * usual, _UNLIKE / 2) and correlation < (_ALIKE + _RELATED) / 2)


def motion(keys: Thumbnails, packets: Packets, duration: int) -> tuple[float, ...]:
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
