"""The renderer: a draft and its media become one checked MP4 under its final name, or nothing does."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.errors import RenderError
from shorts_tui.engine.render.ass import document
from shorts_tui.engine.render.cache import PieceCache, workspace
from shorts_tui.engine.render.cutlist import cutlist
from shorts_tui.engine.render.encode import Bench
from shorts_tui.engine.render.failure import plain_errors
from shorts_tui.engine.render.film import Cutlist
from shorts_tui.engine.render.fontsearch import FontSet
from shorts_tui.engine.render.loudness import CEILING, TOLERANCE, Level
from shorts_tui.engine.render.meter import Meter
from shorts_tui.engine.render.overlaying import obstacles
from shorts_tui.engine.render.picture import Piece, pieces_of
from shorts_tui.engine.render.publish import publish
from shorts_tui.engine.render.source import look_of
from shorts_tui.timeline.draft import Draft

_TOLD_EVERY = 0.1
"""Seconds between two reports of progress."""
_SOUND_WEIGHT = 0.12
"""What a frame of sound costs where a frame of picture costs 1."""
_JOIN_WEIGHT = 0.02


@dataclass(frozen=True)
class RenderJob:
    """What to render.

    Attributes:
        draft: the film.
        assets: its media by the ids that the draft uses.
        out: where the MP4 goes; an older one there is replaced.
        cache: a directory of ours for pieces and working files; renders may share it.
        workers: encoders at once; 0 is one a core.
    """

    draft: Draft
    assets: Mapping[str, Asset]
    out: Path
    cache: Path
    workers: int = 0


@dataclass(frozen=True)
class RenderReport:
    """A finished film.

    Attributes:
        duration: ms.
        width, height: px.
        size: bytes.
        loudness: integrated, LUFS (-70 for silence).
        peak: true peak, dBTP (-70 for silence).
        notes: sentences about what the user may not expect.
    """

    duration: int
    width: int
    height: int
    size: int
    loudness: float
    peak: float
    notes: tuple[str, ...] = ()


def render(job: RenderJob, observe: Callable[[float], None], cancelled: threading.Event) -> RenderReport:
    """Render `job`; `observe` is told 0..1, never less than before, from the calling thread.

    Raises:
        RenderError: it can't be done; the message is one sentence, and `job.out` is as it was.
        CancelledError: `cancelled` was set.
    """
    film = cutlist(job.draft, job.assets)
    workers = job.workers or cores()
    with plain_errors(), workspace(job.cache / "work") as place:
        cache = PieceCache(job.cache / "segments")
        bench = _prepare(film, place, cache, workers, cancelled)
        pieces = pieces_of(film)
        meter = Meter()
        level = _encode(bench, pieces, meter, workers, observe)
        note = _loudness_note(film, level)
        checked = publish(bench, len(pieces), job.out)
        cache.trim()
    observe(1.0)
    notes = [bench.text.fonts.note(), note]
    return RenderReport(
        duration=checked.duration,
        width=film.width,
        height=film.height,
        size=checked.size,
        loudness=level.loudness,
        peak=level.peak,
        notes=tuple(note for note in notes if note),
    )


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Halt(threading.Event):
    """Set by a failure in one of the parts, or by the one who cancels."""

    def __init__(self, cancelled: threading.Event) -> None:
        super().__init__()
        self.cancelled = cancelled

    def is_set(self) -> bool:
        """Should all work stop?"""
        return super().is_set() or self.cancelled.is_set()


def _prepare(film: Cutlist, place: Path, cache: PieceCache, workers: int, cancelled: threading.Event) -> Bench:
    """Look into the sources and lay out the text."""
    halt = _Halt(cancelled)
    used = {shot.asset.id: shot.asset for shot in film.shots if shot.asset is not None}
    used |= {clip.asset.id: clip.asset for lane in film.lanes for clip in lane.clips}
    with ThreadPoolExecutor(workers) as pool:
        looks = dict(zip(used, pool.map(look_of, used.values(), repeat(halt)), strict=True))
    text = document(film.texts, film.width, film.height, obstacles(film))
    (place / "text.ass").write_text(str(text), encoding="utf-8")
    gather_fonts(text.fonts, place / "fonts")
    return Bench(film, text, looks, place, cache, halt)


def gather_fonts(fonts: FontSet, directory: Path) -> None:
    """One directory with all fonts that the film uses, whatever the machine has installed."""
    directory.mkdir()
    for face in fonts.faces:
        target = directory / face.path.name
        try:
            target.symlink_to(face.path)
        except FileExistsError:
            continue
        except OSError:
            shutil.copyfile(face.path, target)


def _encode(
    bench: Bench, pieces: tuple[Piece, ...], meter: Meter, workers: int, observe: Callable[[float], None]
) -> Level:
    """Encode all that the cache does not hold, in parallel; each piece lands at its number in the working directory."""
    wanted: dict[str, list[int]] = {}
    for number, piece in enumerate(pieces):
        wanted.setdefault(bench.piece_key(piece), []).append(number)
    missing = {
        key: numbers
        for key, numbers in wanted.items()
        if not bench.take_piece(key, pieces[numbers[0]].frames, _piece_file(bench, numbers[0]))
    }
    sound_key, sound_file = bench.sound_key(), bench.place / "sound.m4a"
    tell_sound = meter.expect("sound", bench.film.frames * _SOUND_WEIGHT)
    tells = {key: meter.expect(key, pieces[numbers[0]].frames) for key, numbers in missing.items()}
    meter.expect("join", bench.film.frames * _JOIN_WEIGHT)
    # The sound has a thread beside the encoders, so that it fills what cores they leave idle.
    with ThreadPoolExecutor(1) as beside, ThreadPoolExecutor(workers) as pool:
        sound = beside.submit(bench.make_sound, sound_key, sound_file, tell_sound)
        # The longest first: what is left in the end is short, and no core waits long for the other.
        tasks = [
            pool.submit(bench.encode_piece, pieces[numbers[0]], key, _piece_file(bench, numbers[0]), tells[key])
            for key, numbers in sorted(missing.items(), key=lambda item: -pieces[item[1][0]].frames)
        ]
        _follow(bench, [*tasks, sound], meter, observe)
    for numbers in wanted.values():
        for number in numbers[1:]:
            _piece_file(bench, number).symlink_to(_piece_file(bench, numbers[0]))
    return sound.result()


def _piece_file(bench: Bench, number: int) -> Path:
    return bench.place / f"{number:05}.mp4"


def _follow(bench: Bench, tasks: Iterable[Future[Any]], meter: Meter, observe: Callable[[float], None]) -> None:
    """Wait for all tasks, telling how far they are; the first failure stops the others and is raised."""
    pending = set(tasks)
    shown = -1.0
    try:
        while pending:
            done, pending = wait(pending, timeout=_TOLD_EVERY, return_when=FIRST_EXCEPTION)
            for task in done:
                task.result()
            if meter.value > shown:
                shown = meter.value
                observe(shown)
    except BaseException:
        bench.halt.set()
        for task in pending:
            task.cancel()
        raise


def _loudness_note(film: Cutlist, level: Level) -> str:
    """What to say of a film that missed its loudness.

    Raises:
        RenderError: its peaks are above the ceiling.
    """
    if film.loudness is None or not film.lanes:
        return ""
    if level.peak > CEILING + 0.05:
        raise RenderError(f"The film's peaks came out at {level.peak:.1f} dBTP, above {CEILING:g}.")
    if abs(level.loudness - film.loudness) <= TOLERANCE:
        return ""
    return (
        f"The sound is at {level.loudness:.1f} LUFS where {film.loudness:g} is wanted: the recording can't be brought "
        "nearer without raising its noise or crushing its peaks."
    )
