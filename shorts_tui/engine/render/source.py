"""Opening sources for the renderer, and what it must know of their colours and channels."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.errors import RenderError
from shorts_tui.engine.ffmpeg import FfmpegError, run_ffmpeg
from shorts_tui.engine.media.inputs import safe_input
from shorts_tui.engine.render.failure import sentence
from shorts_tui.text import one_line

_HDR = {"smpte2084", "arib-std-b67"}
"""ffmpeg's names of the transfers of HDR: PQ and HLG."""
_HD_HEIGHT = 720
_TIMEOUT = 60.0
_FORMAT = re.compile(r" fmt:(\S+) (?:cl:\S+ )?sar:(\d+)/(\d+)")
_CHANNELS = re.compile(r" channels:(\d+) ")
_TAGS = re.compile(r"color_space:(\S+) color_primaries:\S+ color_trc:(\S+)")


@dataclass(frozen=True)
class Look:
    """What the first frames of a source say.

    Attributes:
        matrix: the YUV matrix to assume where there is no tag (`bt709`), or empty to trust ffmpeg.
        transfer: ffmpeg's name of an HDR transfer, empty for ordinary pictures.
        alpha: may parts of it be transparent?
        mono: has its sound one channel?
        square: are its pixels square?
    """

    matrix: str = ""
    transfer: str = ""
    alpha: bool = False
    mono: bool = False
    square: bool = True


def media_input(asset: Asset, options: Sequence[str] = ()) -> list[str]:
    """The arguments that open `asset` with one decoder thread; `options` apply to it alone."""
    return ["-threads", "1", *options, *safe_input(asset)]


def label_of(asset: Asset) -> str:
    """What sentences call an asset: its label in quotes."""
    return f"“{one_line(asset.label, 60)}”"


def look_of(asset: Asset, cancelled: threading.Event) -> Look:
    """Decode the first frames of a source and read their formats and tags.

    Raises:
        RenderError: they do not decode.
        CancelledError: `cancelled` was set.
    """
    shown, heard = asset.info.kind != "audio", asset.info.kind == "audio" or asset.info.has_audio
    args = media_input(asset)
    if shown:
        args += ["-map", "0:V:0", "-frames:v", "1", "-vf", "showinfo=checksum=0", "-f", "null", "-"]
    if heard:
        args += ["-map", "0:a:0", "-frames:a", "1", "-af", "ashowinfo", "-f", "null", "-"]
    try:
        log = run_ffmpeg(args, timeout=_TIMEOUT, cancelled=cancelled)
    except FfmpegError as error:
        raise RenderError(sentence(error, label_of(asset))) from error
    form, tags, channels = _FORMAT.search(log), _TAGS.search(log), _CHANNELS.search(log)
    if shown and form is None:
        raise RenderError(f"{label_of(asset)} has no picture that decodes.")
    name = form.group(1) if form else ""
    space, transfer = tags.groups() if tags else ("", "")
    # The name of a matrix is often left out of HD video, and then means BT.709 to every player.
    untagged = space == "unknown" and asset.info.kind == "video" and _is_hd_yuv(asset, name)
    return Look(
        matrix="bt709" if untagged else "",
        transfer=transfer if transfer in _HDR else "",
        alpha=bool(name) and _has_alpha(name),
        mono=channels is not None and channels.group(1) == "1",
        square=form is None or form.group(2) in ("0", form.group(3)),
    )


def _has_alpha(pixel_format: str) -> bool:
    import av

    components = av.VideoFormat(pixel_format).components
    return pixel_format == "pal8" or any(component.is_alpha for component in components)


def _is_hd_yuv(asset: Asset, pixel_format: str) -> bool:
    return pixel_format.startswith(("yuv", "nv", "p0", "p2", "p4")) and asset.info.height >= _HD_HEIGHT
