"""How fast and how large the engine is, as ratios that hold on any machine: `python -m tests.benchmarks`.

Everything is measured on footage that is generated first. Other programs that run meanwhile spoil the ratios of wall
times; those of processor times are printed beside them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.ffmpeg import run_ffmpeg
from tests.benchmarks import films
from tests.benchmarks.footage import asset, music, recording
from tests.benchmarks.measure import Cost, MemoryWatch, cost
from tests.benchmarks.typing import measure

MB = 1_000_000
FRAME = 1080 * 1920 * 3 // 2
"""Bytes of a raw frame."""


@dataclass(frozen=True)
class Result:
    """A line of the table; lower is better."""

    name: str
    value: float
    goal: float
    unit: str
    detail: str

    @property
    def met(self) -> bool:
        return self.value <= self.goal


def render_speed(directory: Path, assets: dict[str, Asset], seconds: int) -> Iterator[Result]:
    """A first export and one with another title, against x264 alone on the same frames."""
    length = assets["recording"].info.duration
    first = films.short(seconds, length, "Urban Dreams")
    out, cache = directory / "short.mp4", directory / "cache"
    with cost() as whole:
        report = films.export(first, assets, out, cache)
    with cost() as again:
        films.export(films.short(seconds, length, "Urban Nights"), assets, out, cache)
    raw = films.finished_frames(first, assets, directory / "frames")
    with cost() as alone:
        films.encode_alone(raw, (report.width, report.height))
    shutil.rmtree(directory / "frames")
    yield Result("render / x264 alone", whole.wall / alone.wall, 1.3, "", _walls(whole, alone))
    yield Result("re-export / first export", again.wall / whole.wall, 0.25, "", _walls(again, whole))


def analysis_speed(directory: Path, assets: dict[str, Asset]) -> Iterator[Result]:
    """Sound and picture of the recording, against decoding all of it."""
    from shorts_tui.engine.media.analysis import Analyst
    from shorts_tui.settings import Speech

    source = assets["recording"]
    analyst = Analyst(directory / "analysis", Speech())
    with cost() as looked:
        analyst.sound(source)
        analyst.picture(source)
    with cost() as decoded:
        run_ffmpeg(["-i", f"file:{source.path}", "-f", "null", "-"], timeout=3600)
    yield Result("analysis / full decode", looked.wall / decoded.wall, 0.2, "", _walls(looked, decoded))


def typing(directory: Path) -> Iterator[Result]:
    """A key while the service writes 100 tokens a second, against one on a quiet screen: the slowest of twenty."""
    found = measure(directory / "typing")
    quiet, streaming = found.ninety_fifth
    detail = f"{streaming:.1f} ms / {quiet:.1f} ms; {found.rate:.0f} bytes a second meanwhile"
    yield Result("key while streaming / quiet", streaming / quiet, 5, "", detail)


def memory(directory: Path, minutes: float) -> Iterator[Result]:
    """The most memory of a process that renders the whole recording, with its encoders."""
    process = subprocess.Popen([sys.executable, "-m", "tests.benchmarks", "--render-whole", str(directory)])
    watch = MemoryWatch(process.pid)
    watch.start()
    status = process.wait()
    peak = watch.stop() / MB
    if status:
        raise SystemExit("The render of the whole recording failed.")
    yield Result("peak memory", peak, 700, " MB", f"rendering {minutes:g} min of 1080p")


def render_whole(directory: Path) -> None:
    """What the memory benchmark watches."""
    assets = {name: asset(next(directory.glob(f"{name}.*")), name) for name in ("recording", "music")}
    films.export(films.whole(assets["recording"].info.duration), assets, directory / "whole.mp4", directory / "whole")


def _walls(one: Cost, other: Cost) -> str:
    ratio = one.processor / other.processor
    return (
        f"{one.wall:.1f} s / {other.wall:.1f} s on the wall; "
        f"{one.processor:.1f} s / {other.processor:.1f} s = {ratio:.2f} of processor time"
    )


def run(options: argparse.Namespace) -> list[Result]:
    """All benchmarks that are asked for, printed as they are done."""
    results: list[Result] = []
    directory = Path(tempfile.mkdtemp(prefix="shorts-tui-benchmarks-", dir=options.directory))
    needed = options.seconds * 30 * FRAME * 1.3
    if shutil.disk_usage(directory).free < needed:
        raise SystemExit(f"{directory} needs {needed / 1e9:.0f} GB of free space for raw frames: try --seconds 12.")
    try:
        assets = {"recording": recording(directory, options.minutes), "music": music(directory)}
        cores, load = os.cpu_count(), os.getloadavg()[0]
        print(f"{options.minutes:g} min of 1080p, a short of {options.seconds} s, {cores} cores, load {load:.1f}")
        for lines in (
            render_speed(directory, assets, options.seconds),
            analysis_speed(directory, assets),
            typing(directory),
            *([] if options.no_memory else [memory(directory, options.minutes)]),
        ):
            for line in lines:
                results.append(line)
                verdict = "ok" if line.met else "MISSED"
                value, goal = f"{line.value:.3g}{line.unit}", f"{line.goal:g}{line.unit}"
                print(f"{line.name:26} {value:>10}   goal {goal:>8}   {verdict:6}   {line.detail}", flush=True)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    return results


def main() -> int:
    """Exit status 0, or 1 with --strict when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="length of the recording (10)")
    parser.add_argument("--seconds", type=int, default=60, help="length of the short (60)")
    parser.add_argument("--no-memory", action="store_true", help="leave out the render of the whole recording")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a goal was missed")
    parser.add_argument("--directory", type=Path, help="where temporary files go")
    parser.add_argument("--render-whole", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.render_whole is not None:
        render_whole(options.render_whole)
        return 0
    missed = [line for line in run(options) if not line.met]
    return 1 if missed and options.strict else 0


if __name__ == "__main__":
    raise SystemExit(main())
