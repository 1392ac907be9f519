"""From finished parts to the film: joined without encoding, checked, made durable, and only then given its name."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

from shorts_tui.engine.errors import CancelledError
from shorts_tui.engine.render.check import Checked, check_film
from shorts_tui.engine.render.encode import Bench

_STALE_PART = 600.0
"""Seconds after which an unfinished file beside the target belongs to nobody."""


def publish(bench: Bench, pieces: int, out: Path) -> Checked:
    """Join the numbered pieces and the sound beside `out`, check the result and give it its name.

    Raises:
        RenderError: joining failed, or the film is not what was asked for; `out` is as it was.
        CancelledError: the render was halted.
    """
    listing = bench.place / "pieces.txt"
    listing.write_text("".join(f"file {number:05}.mp4\n" for number in range(pieces)))
    out.parent.mkdir(parents=True, exist_ok=True)
    stem = f".{out.name[:50]}."
    _sweep(out.parent, stem)
    part = out.parent / f"{stem}{secrets.token_hex(4)}.part.mp4"
    try:
        bench.run(
            [
                *("-f", "concat", "-safe", "0", "-protocol_whitelist", "file", "-i", f"file:{listing}"),
                *("-f", "mov", "-i", f"file:{bench.place / 'sound.m4a'}", "-map", "0:v:0", "-map", "1:a:0"),
                *("-c", "copy", "-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4", f"file:{part}"),
            ],
            300 + bench.film.frames / 100,
            "The film",
        )
        checked = check_film(part, bench.film)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        if bench.halt.is_set():
            raise CancelledError
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return checked


def _sweep(directory: Path, stem: str) -> None:
    """Remove what a killed render of the same film left beside it."""
    for path in directory.iterdir():
        if path.name.startswith(stem) and path.name.endswith(".part.mp4"):
            try:
                if time.time() - path.lstat().st_mtime > _STALE_PART:
                    path.unlink()
            except FileNotFoundError:
                continue
