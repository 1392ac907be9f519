"""The films that benchmarks render, and x264 alone on the very frames of one."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path
from typing import Any

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.ffmpeg import ffmpeg_path, run_ffmpeg
from shorts_tui.engine.render.ass import document
from shorts_tui.engine.render.cache import PieceCache
from shorts_tui.engine.render.cutlist import cutlist
from shorts_tui.engine.render.encode import Bench
from shorts_tui.engine.render.overlaying import obstacles
from shorts_tui.engine.render.picture import ENCODER, encode_args, pieces_of
from shorts_tui.engine.render.renderer import RenderJob, RenderReport, render
from shorts_tui.engine.render.source import look_of
from shorts_tui.timeline.draft import Draft, decode

CUTS = 12
_SPREAD = 0.618034
"""The golden section spreads cuts evenly, between keyframes as well as over the recording."""
_SENTENCE = "And so we went on and on until the very end of the street"


def short(seconds: int, recording: int, title: str) -> Draft:
    """A captioned vertical short of `seconds`: twelve cuts out of a recording of `recording` ms, title and music."""
    length = seconds * 1000 // CUTS
    cuts = [
        _segment(n * length, length, asset="recording", **{"in": round(n * _SPREAD % 1 * max(0, recording - length))})
        for n in range(CUTS)
    ]
    words = _SENTENCE.split()
    step = length // len(words)
    spoken = [{"w": word, "s": n * step, "e": n * step + step - 20} for n, word in enumerate(words)]
    captions = [
        _segment(n * length, length, role="caption", style="clean", text=_SENTENCE, words=spoken) for n in range(CUTS)
    ]
    song = _segment(0, length * CUTS, asset="music", volume=0.3, loop=True, duck=True, fade_out=1000)
    titles = [_segment(0, min(3000, length * CUTS), role="title", text=title)]
    return _film(length * CUTS, [(0, cuts), (1, [song]), (7, titles), (7, captions)])


def whole(recording: int) -> Draft:
    """All of a recording of so many ms, made vertical, with music."""
    song = _segment(0, recording, asset="music", volume=0.3, loop=True, duck=True)
    return _film(recording, [(0, [_segment(0, recording, asset="recording")]), (1, [song])])


def _segment(start: int, duration: int, **meta: Any) -> dict[str, Any]:
    return {"s": start, "d": duration, "m": meta}


def _film(duration: int, tracks: list[tuple[int, list[dict[str, Any]]]]) -> Draft:
    meta = {"width": 1080, "height": 1920, "fps": 30, "platform": "tiktok"}
    return decode({"v": 1, "d": duration, "m": meta, "t": [{"tt": kind, "sg": items} for kind, items in tracks]})


def export(draft: Draft, assets: dict[str, Asset], out: Path, cache: Path) -> RenderReport:
    """Render a draft."""
    return render(RenderJob(draft, assets, out, cache), lambda share: None, threading.Event())


def finished_frames(draft: Draft, assets: dict[str, Asset], directory: Path) -> Path:
    """The frames that the renderer gives to x264, text and all, as raw video."""
    film = cutlist(draft, assets)
    halt = threading.Event()
    looks = {name: look_of(asset, halt) for name, asset in assets.items()}
    text = document(film.texts, film.width, film.height, obstacles(film))
    directory.mkdir()
    (directory / "fonts").symlink_to(text.fonts.faces[0].path.parent)
    (directory / "text.ass").write_text(str(text), encoding="utf-8")
    bench = Bench(film, text, looks, directory, PieceCache(directory / "unused"), halt)
    raw = directory / "frames.yuv"
    with raw.open("wb") as file:

        def keep(data: bytes) -> None:
            file.write(data)

        for piece in pieces_of(film):
            args = encode_args(piece, film, bench.look(piece), bench.drawing(piece))
            decoded = args[: args.index(ENCODER[0])]
            run_ffmpeg([*decoded, "-f", "rawvideo", "pipe:1"], timeout=1200, on_output=keep)
    return raw


def encode_alone(raw: Path, size: tuple[int, int]) -> None:
    """x264 with the renderer's settings on raw frames, on all cores."""
    settings = list(ENCODER)
    settings[settings.index("-threads") + 1] = "0"
    source = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{size[0]}x{size[1]}", "-r", "30", "-i", str(raw)]
    command = [ffmpeg_path(), "-v", "error", "-nostdin", "-y", *source, *settings, str(raw.with_suffix(".mp4"))]
    subprocess.run(command, check=True)
