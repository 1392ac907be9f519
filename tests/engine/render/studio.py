"""A small film studio for tests: footage with known contents, drafts, renders, and measurements of the result."""

from __future__ import annotations

import hashlib
import itertools
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.ffmpeg import run_ffmpeg
from shorts_tui.engine.media.intake import inspect
from shorts_tui.engine.render.renderer import RenderJob, RenderReport, render
from shorts_tui.timeline.draft import Draft, decode

Json = dict[str, Any]
RATE = 48_000
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "50", "-pix_fmt", "yuv420p")


def ffmpeg(*args: str) -> str:
    return run_ffmpeg(args, timeout=120)


def asset(path: Path, name: str) -> Asset:
    """A file as the engine's store would know it."""
    data = path.read_bytes()
    return Asset(name, f"{name}{path.suffix}", path, hashlib.sha256(data).hexdigest(), len(data), inspect(path, name))


def clip(start: int, duration: int, name: str, **meta: Any) -> Json:
    return {"s": start, "d": duration, "m": {"asset": name, **meta}}


def text(start: int, duration: int, shown: str, role: str = "title", **meta: Any) -> Json:
    return {"s": start, "d": duration, "m": {"role": role, "text": shown, **meta}}


def draft(
    video: Sequence[Json] = (),
    audio: Sequence[Json] = (),
    texts: Sequence[Json] = (),
    *,
    size: tuple[int, int] = (128, 228),
    duration: int | None = None,
    **meta: Any,
) -> Draft:
    tracks = [(0, video), (1, audio), (7, texts)]
    total = max(item["s"] + item["d"] for _, items in tracks for item in items) if duration is None else duration
    raw = {
        "v": 1,
        "d": total,
        "m": {"width": size[0], "height": size[1], "fps": 30, **meta},
        "t": [{"id": f"t{kind}", "tt": kind, "sg": list(items)} for kind, items in tracks if items],
    }
    return decode(raw)


@dataclass
class Film:
    """A render's result and what can be measured of it."""

    path: Path
    report: RenderReport
    progress: list[float] = field(default_factory=list)

    def pictures(self, every: int = 1) -> npt.NDArray[np.uint8]:
        """All frames, or each one of `every`, as RGB, (frames, height, width, 3)."""
        with av.open(str(self.path)) as container:
            frames = itertools.islice(container.decode(video=0), 0, None, every)
            return np.stack([frame.to_ndarray(format="rgb24") for frame in frames])

    def picture_at(self, ms: int) -> npt.NDArray[np.int16]:
        return np.asarray(self.pictures()[ms * 30 // 1000], dtype=np.int16)

    def times(self) -> list[float]:
        """When each frame shows, ms."""
        with av.open(str(self.path)) as container:
            return sorted(
                float(packet.pts * packet.time_base) * 1000
                for packet in container.demux(video=0)
                if packet.size and packet.pts is not None and packet.time_base is not None
            )

    def sound(self) -> npt.NDArray[np.float32]:
        """The samples as a player hears them, (2, samples), 48 kHz."""
        return hear(self.path)


def hear(path: Path) -> npt.NDArray[np.float32]:
    data = bytearray()
    run_ffmpeg(
        ["-i", str(path), "-vn", "-f", "f32le", "-ac", "2", "-ar", str(RATE), "pipe:1"],
        timeout=60,
        on_output=data.extend,
    )
    return np.frombuffer(bytes(data), dtype=np.float32).reshape(-1, 2).T


def rms(samples: npt.NDArray[np.float32], start: int, end: int) -> float:
    """Level of a stretch (ms), dBFS."""
    part = samples[:, start * RATE // 1000 : end * RATE // 1000].astype(np.float64)
    return float(10 * np.log10(np.mean(part**2) + 1e-12))


def flashes(film: Film) -> list[float]:
    """When the picture turns white, ms."""
    light = film.pictures().mean(axis=(1, 2, 3)) > 128
    return [time for time, now, before in zip(film.times()[1:], light[1:], light, strict=False) if now and not before]


def beeps(film: Film) -> list[float]:
    """When a tone begins, ms."""
    loud = np.abs(film.sound()[0]) > 0.1
    places = np.flatnonzero(loud)
    return [float(place) / RATE * 1000 for place in places[np.diff(places, prepend=-RATE) > RATE // 10]]


def tone_of(samples: npt.NDArray[np.float32]) -> float:
    """The loudest frequency, Hz."""
    lines = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(lines) * 48_000 / len(samples))


def box(mask: npt.NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom (exclusive) of what is drawn."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


@dataclass
class Studio:
    """Renders with one cache into one directory."""

    directory: Path
    assets: dict[str, Asset]

    @property
    def cache(self) -> Path:
        return self.directory / "cache"

    def render(
        self,
        film: Draft,
        name: str = "film.mp4",
        *,
        assets: Mapping[str, Asset] | None = None,
        observe: Callable[[float], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Film:
        told: list[float] = []

        def tell(share: float) -> None:
            told.append(share)
            if observe is not None:
                observe(share)

        job = RenderJob(film, self.assets | dict(assets or {}), self.directory / name, self.cache)
        report = render(job, tell, cancelled or threading.Event())
        return Film(job.out, report, told)

    def pieces(self) -> set[str]:
        """The names of what the cache holds."""
        return {path.name for path in (self.cache / "segments").iterdir()}

    def strays(self) -> list[str]:
        """Files that a render should have cleaned up."""
        kept = {self.cache / "segments"}
        return [
            str(path.relative_to(self.directory))
            for path in self.directory.rglob("*")
            if path.is_file() and path.parent not in kept
        ]
