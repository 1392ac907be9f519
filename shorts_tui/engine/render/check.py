"""Checking what was encoded: pieces before they are joined, and the film before it is called done."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from shorts_tui.engine.errors import RenderError
from shorts_tui.engine.render.film import Cutlist
from shorts_tui.engine.render.seams import RATE

_HEADER = 8


@dataclass(frozen=True)
class Checked:
    """A film that passed: `duration` in ms, `size` in bytes."""

    duration: int
    size: int


def count_frames(path: Path) -> int:
    """Pictures in an MP4 by its index; 0 for what is no MP4 or has none."""
    import av

    try:
        with av.open(f"file:{path}", format="mov") as container:
            return sum(stream.frames for stream in container.streams.video)
    except (av.error.FFmpegError, OSError, ValueError):
        return 0


def sound_length(path: Path) -> float:
    """Length of an M4A's sound by its index, ms; 0 for what is none."""
    import av

    try:
        with av.open(f"file:{path}", format="mov") as container:
            return (container.duration or 0) / 1000 if container.streams.audio else 0.0
    except (av.error.FFmpegError, OSError, ValueError):
        return 0.0


def top_level_boxes(path: Path) -> tuple[str, ...]:
    """The types of an MP4's boxes in order (ISO/IEC 14496-12), as far as the file holds them whole."""
    found = []
    end = path.stat().st_size
    with path.open("rb") as file:
        place = 0
        while place + _HEADER <= end:
            file.seek(place)
            length, kind = struct.unpack(">I4s", file.read(_HEADER))
            if length == 1:
                (length,) = struct.unpack(">Q", file.read(8))
            elif length == 0:
                length = end - place
            if length < _HEADER or place + length > end:
                break
            found.append(kind.decode("latin-1"))
            place += length
    return tuple(found)


def check_film(path: Path, film: Cutlist) -> Checked:
    """Open a finished film and compare it with what was asked for.

    Raises:
        RenderError: it is not what a player or a platform expects; the sentence says in what.
    """
    import av

    boxes = top_level_boxes(path)
    if "moov" not in boxes or "mdat" not in boxes or boxes.index("moov") > boxes.index("mdat"):
        raise RenderError("The film was not written whole.")
    try:
        with av.open(f"file:{path}", format="mov") as container:
            video, audio = container.streams.video, container.streams.audio
            if len(video) != 1 or len(audio) != 1:
                raise RenderError("The film lacks its picture or its sound.")
            picture, sound = video[0].codec_context, audio[0].codec_context
            frames, duration = video[0].frames, (container.duration or 0) / 1000
            made = (picture.name, picture.profile, picture.pix_fmt, picture.width, picture.height)
            heard = (sound.name, sound.sample_rate, sound.layout.nb_channels)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise RenderError("The finished film can't be opened.") from error
    if (made[0], made[1], made[2]) != ("h264", "High", "yuv420p") or made[3:] != (film.width, film.height):
        raise RenderError(f"The film's picture came out as {made[3]}x{made[4]} {made[0]} {made[1]} {made[2]}.")
    if heard != ("aac", RATE, 2):
        raise RenderError(f"The film's sound came out as {heard[0]} at {heard[1]} Hz.")
    if frames != film.frames or abs(duration - film.duration) > 1000 / film.fps + 1:
        raise RenderError(f"The film came out {duration / 1000:.2f} s long and should be {film.duration / 1000:.2f} s.")
    return Checked(round(duration), path.stat().st_size)
