"""Opening sources for the renderer, and what of a picture's colours it must know."""

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
_FORMAT = re.compile(r" fmt:(\S+) ")
_TAGS = re.compile(r"color_space:(\S+) color_primaries:\S+ color_trc:(\S+)")


@dataclass(frozen=True)
class Look:
    """What the first frame of a picture says of its colours.

    Attributes:
        matrix: the YUV matrix to assume where there is no tag (`bt709`), or empty to trust ffmpeg.
        transfer: ffmpeg's name of an HDR transfer, empty for ordinary pictures.
        alpha: may parts of it be transparent?
    """

    matrix: str = ""
    transfer: str = ""
    alpha: bool = False


def media_input(asset: Asset, options: Sequence[str] = ()) -> list[str]:
    """The arguments that open `asset` with one decoder thread; `options` apply to it alone."""
    return ["-threads", "1", *options, *safe_input(asset)]


def label_of(asset: Asset) -> str:
    """What sentences call an asset: its label in quotes."""
    return f"“{one_line(asset.label, 60)}”"


def look_of(asset: Asset, cancelled: threading.Event) -> Look:
    """Decode one frame of a video or image and read its format and tags.

    Raises:
        RenderError: it does not decode.
        CancelledError: `cancelled` was set.
    """
    import av

    args = [*media_input(asset), "-map", "0:V:0", "-frames:v", "1", "-vf", "showinfo=checksum=0", "-f", "null", "-"]
    try:
        log = run_ffmpeg(args, timeout=_TIMEOUT, cancelled=cancelled)
    except FfmpegError as error:
        raise RenderError(sentence(error, label_of(asset))) from error
    form, tags = _FORMAT.search(log), _TAGS.search(log)
    if form is None:
        raise RenderError(f"{label_of(asset)} has no picture that decodes.")
    space, transfer = tags.groups() if tags else ("unknown", "unknown")
    name = form.group(1)
    components = av.VideoFormat(name).components
    return Look(
        # The name of a matrix is often left out of HD video, and then means BT.709 to every player.
        matrix="bt709" if space == "unknown" and asset.info.kind == "video" and _is_hd_yuv(asset, name) else "",
        transfer=transfer if transfer in _HDR else "",
        alpha=name == "pal8" or any(component.is_alpha for component in components),
    )


def _is_hd_yuv(asset: Asset, pixel_format: str) -> bool:
    return pixel_format.startswith(("yuv", "nv", "p0", "p2", "p4")) and asset.info.height >= _HD_HEIGHT
