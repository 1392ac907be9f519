"""Films with one fault each, made by ffmpeg: small, short, and right in everything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.footage import make

UPRIGHT = "720x1280"
_LEVEL = "0.2*sin(2*PI*1000*t)"
"""A tone at −14 LUFS."""
TALK = "0.3*sin(2*PI*600*t)*lt(mod(t+0.4,0.5),0.35)"
"""Something like speech: syllables of 0.35 s, gaps of 0.15 s, the first one after 0.1 s."""
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
AAC = ("-c:a", "aac", "-b:a", "192k", "-ar", "48000")
FAST = ("-movflags", "+faststart")


def moving(seconds: float, size: str = UPRIGHT, fps: int = 30) -> tuple[str, ...]:
    """A moving test card of large squares, which are quick to encode and to decode."""
    width, height = map(int, size.split("x"))
    card = f"testsrc2=s={width // 4}x{height // 4}:r={fps}:d={seconds},scale={width}:{height}:flags=neighbor,setsar=1"
    return ("-f", "lavfi", "-i", card)


def plain(colour: str, seconds: float) -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", f"color={colour}:s={UPRIGHT}:r=30:d={seconds}")


def sounding(seconds: float, expression: str = _LEVEL) -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", f"aevalsrc='{expression}|{expression}':s=48000:d={seconds}")


def film(
    path: Path,
    *,
    seconds: float = 4,
    picture: tuple[str, ...] | None = None,
    sound: str | None = _LEVEL,
    look: str = "null",
    video: tuple[str, ...] = X264,
    audio: tuple[str, ...] = AAC,
    index: tuple[str, ...] = FAST,
) -> Path:
    """A film that is right for every platform but for what is said otherwise."""
    heard = (*sounding(seconds, sound), *audio) if sound is not None else ()
    inputs = (*(picture or moving(seconds)), *heard[:4])
    return make(path, *inputs, "-vf", look, *video, *heard[4:], *index)


def boxed(colour: str, start: float, end: float) -> str:
    """A filter that covers the whole picture for a while."""
    return f"drawbox=c={colour}:t=fill:enable='between(t,{start},{end - 0.01})'"


def looped(path: Path, times: int) -> Path:
    """A film of four seconds, over and over; nearly all its pictures are cheap to leave out."""
    once = film(path.with_name("once.mp4"), video=(*X264, "-bf", "16", "-b_strategy", "0", "-g", "120"))
    return make(path, "-stream_loop", times - 1, "-i", f"file:{once}", "-c", "copy", *FAST)


def swollen(path: Path, size: int) -> Path:
    """A good film in a file of `size` bytes, nearly all of which are a hole."""
    film(path)
    with path.open("r+b") as file:
        file.truncate(size)
    return path


@dataclass(frozen=True)
class Fault:
    """A film with one fault: how to make it, where it is to go, and what must be found."""

    name: str
    build: Callable[[Path], Path]
    found: tuple[str, str]
    platform: str = "tiktok"
    fix: str = ""
    suffix: str = ".mp4"


FITTED = "make it for TikTok"
FAULTS = (
    Fault("wide", lambda p: film(p, picture=moving(4, "1280x720")), ("aspect", "problem"), fix="make it vertical"),
    Fault("square", lambda p: film(p, picture=moving(4, "720x720")), ("aspect", "advice"), fix="make it vertical"),
    Fault("small", lambda p: film(p, picture=moving(4, "540x960")), ("resolution", "advice"), fix=FITTED),
    Fault("tiny", lambda p: film(p, picture=moving(4, "180x320")), ("resolution", "problem"), fix=FITTED),
    Fault("short", lambda p: film(p, seconds=2), ("duration", "problem"), fix="start over"),
    Fault("long", lambda p: looped(p, 46), ("duration", "problem"), "shorts", "shorten it to 180 seconds"),
    Fault("longish", lambda p: looped(p, 46), ("duration", "advice"), fix="shorten it to 180 seconds"),
    Fault("large", lambda p: swollen(p, 1_100_000_000), ("size", "problem"), "reels", "shorten it to 3 seconds"),
    Fault("mpeg4", lambda p: film(p, video=("-c:v", "mpeg4", "-q:v", "5")), ("codec", "problem"), fix=FITTED),
    Fault("444", lambda p: film(p, video=(*X264, "-pix_fmt", "yuv444p")), ("pixels", "problem"), fix=FITTED),
    Fault("ten bits", lambda p: film(p, video=(*X264, "-pix_fmt", "yuv420p10le")), ("pixels", "problem"), fix=FITTED),
    Fault("jerky", lambda p: film(p, picture=moving(4, fps=12)), ("fps", "problem"), fix=FITTED),
    Fault("mp3", lambda p: film(p, audio=("-c:a", "libmp3lame")), ("audio", "problem"), "reels",
          "make it for Instagram Reels"),
    Fault("avi", lambda p: film(p, index=()), ("container", "problem"), fix=FITTED, suffix=".avi"),
    Fault("index", lambda p: film(p, index=()), ("index", "problem"), "reels", "make it for Instagram Reels"),
    Fault("index elsewhere", lambda p: film(p, index=()), ("index", "advice"), fix=FITTED),
    Fault("faint", lambda p: film(p, sound="0.02*sin(2*PI*1000*t)"), ("loudness", "problem"),
          fix="set the loudness for TikTok"),
    Fault("quiet", lambda p: film(p, sound="0.12*sin(2*PI*1000*t)"), ("loudness", "advice"),
          fix="set the loudness for TikTok"),
    Fault("loud", lambda p: film(p, sound="0.7*sin(2*PI*1000*t)"), ("loudness", "advice"),
          fix="set the loudness for TikTok"),
    Fault("peaks", lambda p: film(p, sound=f"{_LEVEL}+0.8*sin(2*PI*1000*t)*lt(mod(t,2),0.02)"), ("peak", "advice"),
          fix="set the loudness for TikTok"),
    Fault("no sound", lambda p: film(p, sound=None), ("sound", "problem"), fix="add music"),
    Fault("silent", lambda p: film(p, sound="0"), ("sound", "problem"), fix="add music"),
    Fault("pause", lambda p: film(p, seconds=6, sound=f"{_LEVEL}*(lt(t,2)+gt(t,4.5))"), ("silence", "advice"),
          fix="remove the silences"),
    Fault("black start", lambda p: film(p, look=boxed("black", 0, 1)), ("black", "problem"),
          fix="remove the first second"),
    Fault("black middle", lambda p: film(p, look=boxed("black", 1, 2.5)), ("black", "problem"),
          fix="remove 1 to 2.5 seconds"),
    Fault("black blink", lambda p: film(p, look=boxed("black", 1, 1.7)), ("black", "advice"),
          fix="remove 1 to 1.7 seconds"),
    Fault("black end", lambda p: film(p, look=boxed("black", 2, 9)), ("black", "problem"),
          fix="remove the last 2 seconds"),
    Fault("black", lambda p: film(p, picture=plain("black", 4)), ("black", "problem"), fix="start over"),
    Fault("frozen", lambda p: film(p, seconds=7, look=boxed("gray", 2, 6)), ("still", "advice"),
          fix="remove 2 to 6 seconds"),
    Fault("still", lambda p: film(p, picture=plain("teal", 4)), ("still", "advice"), fix="add karaoke captions"),
    Fault("word at the end", lambda p: film(p, seconds=4.3, sound=TALK), ("words", "advice"),
          fix="remove the last 0.2 seconds"),
    Fault("word at the start", lambda p: film(p, sound="0.3*sin(2*PI*600*t)*lt(mod(t,0.5),0.35)"),
          ("words", "advice"), fix="remove the first 0.36 seconds"),
)  # fmt: skip
