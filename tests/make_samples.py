"""Rebuilds the packaged sample footage: `python -m tests.make_samples` writes into shorts_tui/samples.

Speech comes from flite (Debian: `apt install flite`), pictures from numpy, the files from the engine's ffmpeg.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

import fontpkg_anton

from shorts_tui.engine.ffmpeg import ffmpeg_path
from tests.footage import write_wave
from tests.sample_film.canvas import HEIGHT, WIDTH
from tests.sample_film.scenes import Moment, draw
from tests.sample_film.script import SCENES
from tests.sample_film.sound import MUSIC_RATE, RATE, Track, film_sound, tide

FPS = 25
VIDEO_RATE = "68k"
SAMPLES = Path(__file__).parent.parent / "shorts_tui" / "samples"


def main() -> int:
    """Make everything anew; 1 when flite is missing."""
    flite = shutil.which("flite")
    if flite is None:
        sys.stderr.write("The sample film needs the speech program flite on the PATH.\n")
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        track = film_sound(flite, folder)
        write_wave(folder / "film.wav", track.samples, RATE)
        write_film(track, folder, SAMPLES / "lighthouse.mp4")
        write_facts(track, SAMPLES / "lighthouse.json")
        write_wave(folder / "tide.wav", tide(), MUSIC_RATE)
        music = ["-i", folder / "tide.wav", "-c:a", "aac", "-b:a", "48k", "-movflags", "+faststart"]
        ffmpeg(*music, SAMPLES / "tide.m4a")
    return 0


def ffmpeg(*arguments: object, stdin: int | IO[bytes] | None = subprocess.DEVNULL) -> None:
    """Run ffmpeg to its end, quietly."""
    command = [ffmpeg_path(), "-hide_banner", "-loglevel", "error", "-y", *map(str, arguments)]
    subprocess.run(command, check=True, stdin=stdin)


def write_facts(track: Track, path: Path) -> None:
    """What is said when (ms), where scenes begin and the horn blows: for tests and demonstrations."""
    facts = {
        "duration": track.duration,
        "scenes": track.scenes,
        "horns": track.horns,
        "sentences": [
            {"text": placed.line.text, "voice": placed.line.voice, "start": placed.start, "end": placed.end}
            for placed in track.sentences
        ],
    }
    path.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def write_film(track: Track, folder: Path, path: Path) -> None:
    """Draw every frame into a lossless intermediate, then encode it in two passes to a known size."""
    raw = folder / "drawn.mkv"
    size = f"{WIDTH}x{HEIGHT}"
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", str(FPS), "-i", "pipe:0"]
    lossless = [
        "-vf",
        titles(track, folder),
        "-pix_fmt",
        "yuv420p",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-qp",
        "4",
    ]
    command = [ffmpeg_path(), "-hide_banner", "-loglevel", "error", "-y", *source, *lossless, str(raw)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for frame in range(track.duration * FPS // 1000):
            process.stdin.write(draw(*moment(track, frame * 1000 / FPS)))
        process.stdin.close()
        assert process.wait() == 0
    encode = ["-c:v", "libx264", "-preset", "veryslow", "-tune", "animation", "-b:v", VIDEO_RATE, "-g", "150"]
    encode += ["-x264-params", "aq-mode=3", "-passlogfile", str(folder / "pass"), "-pix_fmt", "yuv420p"]
    ffmpeg("-i", raw, *encode, "-pass", 1, "-an", "-f", "null", "-")
    sound = ["-map", "0:v", "-map", "1:a", "-c:a", "aac", "-b:a", "40k", "-ac", "1"]
    ffmpeg("-i", raw, "-i", folder / "film.wav", *encode, "-pass", 2, *sound, "-movflags", "+faststart", path)


def moment(track: Track, at: float) -> tuple[str, Moment]:
    """The scene that shows at `at` ms, and where in it that is."""
    bounds = [*track.scenes, track.duration]
    index = max(place for place, start in enumerate(track.scenes) if start <= at)
    horns = [(at - horn) / 1000 for horn in track.horns if horn <= at]
    length = (bounds[index + 1] - bounds[index]) / 1000
    return SCENES[index].picture, Moment((at - bounds[index]) / 1000, length, horns[-1] if horns else None)


def titles(track: Track, folder: Path) -> str:
    """The drawtext filters for every scene's title, at the left, faded in."""
    font = Path(fontpkg_anton.__file__).parent / "files" / "Anton-Regular.ttf"
    bounds = [*track.scenes, track.duration]
    filters = []
    for index, scene in enumerate(SCENES):
        begin, end = bounds[index] / 1000, bounds[index + 1] / 1000
        for row, words in enumerate(scene.title):
            file = folder / f"title-{index}-{row}.txt"
            file.write_text(words, encoding="utf-8")
            numbered = scene.title[0].isdigit()
            height, y = (150, 190) if numbered and row == 0 else (74, 380 if numbered else 250 + 96 * row)
            fade = f"'min(1,max(0,(t-{begin:.2f}-{0.3 + 0.2 * row:.2f})/0.6))'"
            filters.append(
                f"drawtext=fontfile={font}:textfile={file}:expansion=none:fontsize={height}:fontcolor=f6efdc:"
                f"x=70:y={y}:alpha={fade}:enable='between(t,{begin:.3f},{end - 0.02:.3f})'"
            )
    return ",".join(filters)


if __name__ == "__main__":
    sys.exit(main())
