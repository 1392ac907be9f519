"""Footage for benchmarks: 1080p with sensor noise and keyframes every two seconds, as phones and cameras make it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.ffmpeg import run_ffmpeg
from shorts_tui.engine.media.intake import inspect

_LOOP = 20
"""Seconds that are really encoded; the rest repeats them."""
_SYLLABLES = "highpass=f=120,lowpass=f=3500,volume='0.6*max(0,sin(2*PI*3.3*t))*lt(mod(t,7),5.6)':eval=frame"
"""Noise of a voice's band in syllables, with a pause of 1.4 s every 7 s."""
_PICTURE = f"testsrc2=s=1920x1080:r=30:d={_LOOP},noise=alls=5:allf=t,format=yuv420p"


def recording(directory: Path, minutes: float) -> Asset:
    """A 1080p30 H.264/AAC recording of something that moves and a voice that pauses."""
    once, whole = directory / "once.mp4", directory / "recording.mp4"
    sound = f"anoisesrc=c=pink:r=48000:d={_LOOP}:seed=1,asetnsamples=480,{_SYLLABLES}"
    encoder = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-g", "60", "-c:a", "aac", "-b:a", "128k")
    run_ffmpeg(
        ["-f", "lavfi", "-i", _PICTURE, "-f", "lavfi", "-i", sound, *encoder, f"file:{once}"],
        timeout=1200,
    )
    seconds = minutes * 60
    times = int(seconds // _LOOP)
    repeated = ["-stream_loop", str(times), "-i", f"file:{once}", "-t", f"{seconds:.3f}", "-c", "copy", f"file:{whole}"]
    run_ffmpeg(repeated, timeout=1200)
    return asset(whole, "recording")


def music(directory: Path) -> Asset:
    """Twenty seconds of a chord."""
    path = directory / "music.m4a"
    chord = "+".join(f"0.12*sin(2*PI*{pitch}*t)" for pitch in (220, 277.18, 329.63))
    run_ffmpeg(["-f", "lavfi", "-i", f"aevalsrc='{chord}':s=48000:d=20", "-c:a", "aac", f"file:{path}"], timeout=120)
    return asset(path, "music")


def asset(path: Path, name: str) -> Asset:
    """A file as the engine's store would know it."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Asset(name, path.name, path, digest, path.stat().st_size, inspect(path, path.name))
