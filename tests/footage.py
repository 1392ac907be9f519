"""Small films for tests, made by ffmpeg when asked for: the usual ones and those that break other editors.

Every function but `asset` and `write_wave` writes one file at `path` and returns it. Pictures are ffmpeg's moving
test card, sound is a sine.
"""

from __future__ import annotations

import hashlib
import subprocess
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.ffmpeg import ffmpeg_path
from shorts_tui.engine.media.intake import inspect

QUICK = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


def make(path: Path, *arguments: object) -> Path:
    """Run ffmpeg with `arguments`, its output being `path`."""
    command = [ffmpeg_path(), "-hide_banner", "-loglevel", "error", "-nostdin", "-y", *map(str, arguments)]
    subprocess.run([*command, f"file:{path.absolute()}"], check=True, stdin=subprocess.DEVNULL, timeout=120)
    return path


def asset(path: Path, label: str = "") -> Asset:
    """The file as the engine would hold it: opened, hashed, named."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Asset(path.stem, label or path.name, path, digest, path.stat().st_size, inspect(path, label or path.name))


def write_wave(path: Path, samples: npt.NDArray[np.floating], rate: int) -> None:
    """Samples -1..1, one column a channel, as 16-bit WAV."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1 if samples.ndim == 1 else samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples.clip(-1, 1) * 32767).astype(np.int16).tobytes())


def card(seconds: float, size: str = "320x180", fps: object = 30) -> list[str]:
    """The input options of a moving test card."""
    return ["-f", "lavfi", "-i", f"testsrc2=s={size}:r={fps}:d={seconds}"]


def tone(seconds: float, hertz: int = 440) -> list[str]:
    """The input options of a steady tone."""
    return ["-f", "lavfi", "-i", f"sine=f={hertz}:r=48000:d={seconds}"]


def film(path: Path, seconds: float = 4, size: str = "320x180", fps: object = 30) -> Path:
    """Picture and sound, H.264 and AAC where the name's ending allows."""
    codecs = ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8"] if path.suffix == ".webm" else QUICK
    return make(path, *card(seconds, size, fps), *tone(seconds), *codecs)


def silent_film(path: Path, seconds: float = 4, size: str = "320x180") -> Path:
    """No audio track at all."""
    return make(path, *card(seconds, size), *QUICK)


def rotated_film(path: Path, seconds: float = 4, degrees: int = 90) -> Path:
    """Stored as 320x180 with a display matrix that turns it, as a phone that is held upright does."""
    flat = film(path.with_name(f"{path.stem}-flat.mp4"), seconds)
    make(path, "-display_rotation", degrees, "-i", f"file:{flat.absolute()}", "-c", "copy")
    flat.unlink()
    return path


def vfr_film(path: Path, seconds: float = 4) -> Path:
    """Frames at uneven distances: full speed in even seconds, every third frame in odd ones."""
    uneven = r"select=not(mod(floor(t)\,2))+not(mod(n\,3))"
    return make(path, *card(seconds), *tone(seconds), "-vf", uneven, "-fps_mode", "vfr", *QUICK)


def ten_bit_film(path: Path, seconds: float = 4) -> Path:
    """4:2:0 with ten bits a sample."""
    return make(path, *card(seconds), *tone(seconds), *QUICK, "-pix_fmt", "yuv420p10le")


def full_chroma_film(path: Path, seconds: float = 4) -> Path:
    """4:4:4, as screen recorders write."""
    return make(path, *card(seconds), *tone(seconds), *QUICK, "-pix_fmt", "yuv444p")


def cut_film(path: Path, scene: float, colours: tuple[str, ...], gop: int = 250, fixed: bool = False) -> Path:
    """A scene of `scene` seconds for each colour, each with a small moving pattern of its own.

    `fixed` keeps the encoder from setting keyframes at cuts, as hardware encoders do.
    """
    inputs: list[str] = []
    chains = []
    for index, name in enumerate(colours):
        inputs += ["-f", "lavfi", "-i", f"color={name}:s=320x180:r=25:d={scene}"]
        inputs += ["-f", "lavfi", "-i", f"testsrc2=s=80x60:r=25:d={scene}"]
        place = f"x=10+{37 * index}+20*t:y={20 * (index % 5)}"
        chains.append(f"[{2 * index}][{2 * index + 1}]overlay={place}[v{index}]")
    joined = "".join(f"[v{index}]" for index in range(len(colours)))
    graph = ";".join([*chains, f"{joined}concat=n={len(colours)}:v=1:a=0"])
    detection = ["-sc_threshold", "0", "-keyint_min", gop] if fixed else []
    return make(path, *inputs, "-filter_complex", graph, *QUICK, "-preset", "veryfast", "-g", gop, *detection)


def sound_only(path: Path, seconds: float = 4) -> Path:
    """A tone, in whatever the name's ending says: mp3, wav, m4a, aac."""
    return make(path, *tone(seconds))


def covered_song(path: Path, seconds: float = 4) -> Path:
    """An mp3 with a picture on its cover."""
    cover = still(path.with_name(f"{path.stem}-cover.png"))
    tags = ["-map", "0:a", "-map", "1:v", "-c:v", "copy", "-id3v2_version", "3", "-disposition:v", "attached_pic"]
    make(path, *tone(seconds), "-i", f"file:{cover.absolute()}", *tags)
    cover.unlink()
    return path


def bursts(path: Path, *, length: float, sounding: tuple[tuple[float, float], ...], floor_db: float = -60) -> Path:
    """A WAV of faint noise, and of loud noise from `sounding[0][0]` to `sounding[0][1]` seconds and so on."""
    loud = "+".join(f"between(t\\,{begin}\\,{end})" for begin, end in sounding)
    quiet = 10 ** (floor_db / 20)
    return make(path, "-f", "lavfi", "-i", f"aevalsrc=(random(0)*2-1)*({quiet:.6f}+0.3*({loud})):s=16000:d={length}")


def still(path: Path, size: str = "320x180") -> Path:
    """One picture: png, jpg or webp."""
    return make(path, *card(1, size), "-frames:v", 1)


def animation(path: Path, seconds: float = 2) -> Path:
    """A moving gif."""
    return make(path, *card(seconds, fps=10))


def spoiled_film(path: Path) -> Path:
    """The name and first bytes of an mp4, then noise."""
    good = film(path.with_name(f"{path.stem}-good.mp4"), 2).read_bytes()
    path.with_name(f"{path.stem}-good.mp4").unlink()
    path.write_bytes(good[:64] + bytes(place * 37 % 251 for place in range(len(good) - 64)))
    return path


def truncated_film(path: Path, seconds: float = 20, kept: float = 0.5) -> Path:
    """Index first, as on the web, and only a share of the pictures after it: a download that broke off."""
    whole = path.with_name(f"{path.stem}-whole.mp4")
    make(whole, *card(seconds), *tone(seconds), *QUICK, "-movflags", "+faststart")
    path.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * kept)])
    whole.unlink()
    return path
