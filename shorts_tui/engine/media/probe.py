"""Opens one media file in a process of its own and prints what it is as JSON: `python probe.py DEMUXER PATH`.

A file may be made to crash, hang or swell its reader; here it takes nobody along. So this script stands alone: it
imports nothing of the package, limits itself before it opens anything, and never lets ffmpeg guess the format. It
prints one object: the fields of `MediaInfo`, or {"error": one of the words in `ERRORS`}.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

MAX_PIXELS = 40_000_000
MAX_DURATION = 12 * 3600 * 1000
"""ms."""
MAX_TRACKS = 64
MEMORY = 3 << 30
"""Bytes of address space: decoders of 40 million pixels fit."""
CPU = 30
"""Seconds of processor time."""
ERRORS = ("damaged", "nothing", "pixels", "duration", "tracks", "truncated")
_OPTIONS = {"protocol_whitelist": "file", "max_streams": str(MAX_TRACKS + 1)}
_MOV_OPTIONS = {"enable_drefs": "0", "use_absolute_path": "0"}
"""An MP4 may name other files that hold its samples: never follow."""
_PATIENCE = 400
"""Packets that may fail to decode before the first frame is given up."""


class Unusable(Exception):
    """The file can't be used; `args[0]` is one of `ERRORS`."""


def limit() -> None:
    """Give this process a ceiling on memory and time, and let it write no file."""
    with contextlib.suppress(ImportError):
        import resource

        for kind, value in (("RLIMIT_AS", MEMORY), ("RLIMIT_CPU", CPU), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0)):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                resource.setrlimit(getattr(resource, kind), (value, value))


def probe(demuxer: str, path: str) -> dict[str, Any]:
    """The facts of a file; raises Unusable, or av's errors where it doesn't open."""
    import av

    options = _OPTIONS | (_MOV_OPTIONS if demuxer == "mov" else {})
    with av.open(f"file:{path}", format=demuxer, options=options) as container:
        if len(container.streams) > MAX_TRACKS:
            raise Unusable("tracks")
        cover = av.stream.Disposition.attached_pic
        videos = [stream for stream in container.streams.video if not stream.disposition & cover]
        facts: dict[str, Any] = {"kind": "audio"}
        if videos:
            facts = _picture(container, videos[0])
        facts |= _sound(container)
        if not videos and not facts["has_audio"]:
            raise Unusable("nothing")
        if demuxer == "gif" and _frames(container, videos[0], 2) < 2:
            demuxer = "gif_pipe"
        facts["demuxer"] = demuxer
        if demuxer.endswith("_pipe"):
            return facts | {"kind": "image", "duration": 0, "fps": 0.0}
        stream = videos[0] if videos else container.streams.audio[0]
        facts["duration"] = _duration(container, stream)
        if facts["duration"] > MAX_DURATION:
            raise Unusable("duration")
        return facts


def _picture(container: InputContainer, stream: av.VideoStream) -> dict[str, Any]:
    context = stream.codec_context
    if context.width * context.height > MAX_PIXELS:
        raise Unusable("pixels")
    context.options = {"max_pixels": str(MAX_PIXELS)}
    context.thread_count = 1
    frame = next(_decoded(container, stream), None)
    if frame is None:
        raise Unusable("damaged")
    width, height, turned = frame.width, frame.height, -frame.rotation % 360
    ratio = stream.sample_aspect_ratio
    if ratio and Fraction(1, 8) <= ratio <= 8 and ratio != 1:
        width = round(width * ratio)
    if turned in (90, 270):
        width, height = height, width
    rate = float(stream.average_rate or stream.guessed_rate or 0)
    return {
        "kind": "video",
        "width": width,
        "height": height,
        "rotation": turned,
        "fps": round(min(rate, 1000.0), 3),
        "pixel_format": frame.format.name,
        "video_codec": context.codec.canonical_name,
    }


def _sound(container: InputContainer) -> dict[str, Any]:
    """Does the first sound track decode? A picture without it is still a picture."""
    if not container.streams.audio:
        return {"has_audio": False}
    stream = container.streams.audio[0]
    codec = getattr(stream, "codec_context", None)  # None where there is no decoder
    if codec is None or next(_decoded(container, stream), None) is None:
        return {"has_audio": False}
    return {"has_audio": True, "audio_codec": codec.codec.canonical_name}


def _decoded(container: InputContainer, stream: Any) -> Iterator[Any]:
    """Frames from the file's beginning on; broken packets are passed over, for a while."""
    import av

    with contextlib.suppress(av.error.FFmpegError):
        container.seek(0, backward=True)
    failures = 0
    packets = container.demux(stream)
    while failures < _PATIENCE:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            yield from packet.decode()
        except av.error.FFmpegError:
            failures += 1


def _frames(container: InputContainer, stream: av.VideoStream, enough: int) -> int:
    return sum(1 for _, _ in zip(range(enough), _decoded(container, stream), strict=False))


def _duration(container: InputContainer, stream: Any) -> int:
    """How many ms from the file's start to the end of `stream`; by reading on to the end where no header tells.

    Raises:
        Unusable: the file ends long before the place that its header promises.
    """
    import av

    start = (container.start_time or 0) / 1000
    begin = float((stream.start_time or 0) * stream.time_base * 1000)
    promised = 0.0
    if stream.duration:
        promised = begin + float(stream.duration * stream.time_base * 1000) - start
    elif container.duration:
        promised = container.duration / 1000
    if promised > 2000:
        with contextlib.suppress(av.error.FFmpegError):
            container.seek(int((promised * 0.9 + start) * 1000), backward=True)
            if promised - (_last(container, stream) - start) <= max(1000.0, promised * 0.03):
                return round(promised)
    with contextlib.suppress(av.error.FFmpegError):
        container.seek(0, backward=True)
    found = _last(container, stream) - start
    if promised - found > max(2000.0, promised * 0.05):
        raise Unusable("truncated")
    return max(1, round(promised if abs(promised - found) < 500 else found))


def _last(container: InputContainer, stream: Any) -> float:
    """Where the last readable packet of `stream` ends, ms on the file's own clock."""
    import av

    latest = 0.0
    with contextlib.suppress(av.error.FFmpegError):
        for packet in container.demux(stream):
            if packet.size and packet.pts is not None:
                length = packet.duration or 0
                latest = max(latest, float((packet.pts + length) * packet.time_base * 1000))
    return latest


def main(demuxer: str, path: str) -> dict[str, Any]:
    """`probe`, with every way of failing turned into one of `ERRORS`."""
    limit()
    import av

    av.logging.set_level(av.logging.PANIC)
    try:
        return probe(demuxer, path)
    except Unusable as unusable:
        return {"error": unusable.args[0]}
    except (av.error.FFmpegError, MemoryError, ValueError, OSError, OverflowError, ZeroDivisionError):
        return {"error": "damaged"}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.argv[2])) + "\n")
