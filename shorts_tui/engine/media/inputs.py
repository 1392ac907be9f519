"""How a stored file is given to ffmpeg: demuxer forced, no other file or address within its reach, memory bounded."""

from __future__ import annotations

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.media.probe import MAX_PIXELS


def safe_input(asset: Asset) -> list[str]:
    """The input options of `asset`, up to and with its `-i`; options of the caller's (`-ss`, `-loop`) go before it.

    Choose its picture with `0:V:0` (capital: never the cover of a song) and its sound with `0:a:0`.
    """
    external = ["-enable_drefs", "0", "-use_absolute_path", "0"] if asset.info.demuxer == "mov" else []
    limits = ["-protocol_whitelist", "file", "-max_pixels", str(MAX_PIXELS)]
    return ["-f", asset.info.demuxer, *limits, *external, "-i", f"file:{asset.path.absolute()}"]
