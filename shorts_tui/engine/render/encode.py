"""Encoding the parts of a film: each piece of picture, and the sound as a whole, from the cache where it has them."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.errors import RenderError
from shorts_tui.engine.ffmpeg import FfmpegError, run_ffmpeg
from shorts_tui.engine.render import loudness
from shorts_tui.engine.render.cache import PieceCache, key_of
from shorts_tui.engine.render.check import count_frames, sound_length
from shorts_tui.engine.render.failure import DISK_FULL, is_disk_full, sentence
from shorts_tui.engine.render.film import Cutlist
from shorts_tui.engine.render.loudness import Level
from shorts_tui.engine.render.picture import Piece, encode_args
from shorts_tui.engine.render.script import Document
from shorts_tui.engine.render.sound import Part, mix_args, part_args, parts_of, sample_at
from shorts_tui.engine.render.source import Look, label_of
from shorts_tui.text import timecode

Tell = Callable[[float], None]
_LEADS = (0.0, 10_000.0, 60_000.0, math.inf)
"""ms decoded before a piece that found no picture: the last one before it is held."""
_START = 300.0
"""Seconds that any ffmpeg may take before its length is reckoned with."""
_SECONDS_A_FRAME = 2.0


@dataclass(frozen=True)
class Bench:
    """What the parts of one render share.

    Attributes:
        film: what is rendered.
        text: what is drawn.
        looks: the colours and channels of each asset, by id.
        place: the render's working directory.
        cache: where finished parts are kept.
        halt: set when the render is cancelled or has failed elsewhere.
    """

    film: Cutlist
    text: Document
    looks: Mapping[str, Look]
    place: Path
    cache: PieceCache
    halt: threading.Event

    def drawing(self, piece: Piece) -> str:
        """The filter that draws the text of `piece`; empty where it shows none."""
        if not self.text.within(*piece.span):
            return ""
        return f"subtitles=filename={filter_path(self.place / 'text.ass')}:fontsdir={filter_path(self.place / 'fonts')}"

    def look(self, piece: Piece) -> Look:
        """The colours of what `piece` shows."""
        return self.looks.get(piece.shot.asset.id, Look()) if piece.shot.asset else Look()

    def below(self, piece: Piece) -> Look:
        """The colours of what goes on below while `piece` takes over."""
        before = piece.shot.before
        return self.looks.get(before.asset.id, Look()) if before and before.asset else Look()

    @cached_property
    def mono(self) -> frozenset[str]:
        """The ids of assets with one channel of sound."""
        return frozenset(name for name, look in self.looks.items() if look.mono)

    def piece_key(self, piece: Piece) -> str:
        """The hash of all that the encode of `piece` depends on; where in the film it lies is not among that."""
        args = encode_args(piece, self.film, self.look(piece), "", below=self.below(piece))
        first, rate = piece.shot.start, self.film.fps
        events = [
            (math.ceil(event.start * rate / 1000) - first, math.ceil(event.end * rate / 1000) - first, event.body)
            for event in self.text.within(*piece.span)
        ]
        fonts = [(face.path.name, face.path.stat().st_size) for face in self.text.fonts.faces] if events else []
        header = self.text.header if events else ""
        shown = [piece.shot.asset, piece.shot.before and piece.shot.before.asset]
        assets = [asset for asset in (*shown, *(asset for _, asset in self.film.overlays)) if asset]
        return key_of("picture", nameless(args, assets), events, fonts, header)

    def take_piece(self, key: str, frames: int, out: Path) -> bool:
        """Put a kept piece at `out`, if there is a whole one."""
        return self.cache.take(key, out, lambda path: count_frames(path) == frames)

    def encode_piece(self, piece: Piece, key: str, out: Path, tell: Tell) -> None:
        """Encode a piece to `out` and keep it.

        Raises:
            RenderError: it failed twice, or there is no picture in its source.
            CancelledError: the render was halted.
        """
        shot = piece.shot
        name = label_of(shot.asset) if shot.asset else "The picture"
        length = shot.frames * 1000 / self.film.fps
        for lead in _LEADS if shot.asset and shot.asset.info.kind == "video" else _LEADS[:1]:
            lead = min(lead, shot.source)
            args = encode_args(piece, self.film, self.look(piece), self.drawing(piece), lead, self.below(piece))
            self.run(
                [*args, f"file:{out}"],
                _START + shot.frames * _SECONDS_A_FRAME + lead / 1000,
                name,
                lambda ms: tell(ms / length),
            )
            if count_frames(out) == shot.frames:
                self.cache.keep(key, out)
                tell(1.0)
                return
            if lead == shot.source:
                break
        raise RenderError(f"No picture can be decoded from {name} at {timecode(shot.source)}.")

    def sound_key(self) -> str:
        """The hash of all that the film's sound depends on."""
        film = self.film
        if not film.lanes:
            return key_of("silence", film.frames, film.fps, loudness.RECIPE)
        assets = {clip.asset.path: clip.asset for lane in film.lanes for clip in lane.clips}
        lanes = [(Part(0, film.frames, lane.clips),) for lane in film.lanes]
        args = nameless(mix_args(film, lanes, self.mono), assets.values())
        return key_of("sound", args, film.loudness, loudness.RECIPE)

    def take_sound(self, key: str, out: Path) -> Level | None:
        """Put the kept sound at `out` and return its level; None when there is none."""
        record = out.with_suffix(".json")
        if not self.cache.take(f"{key}.level", record, lambda path: loudness.recall(path) is not None):
            return None
        level = loudness.recall(record)
        record.unlink()
        whole = self.film.duration - 1000 / self.film.fps
        return level if self.cache.take(key, out, lambda path: sound_length(path) >= whole) else None

    def make_sound(self, key: str, out: Path, tell: Tell) -> Level:
        """Put the film's sound at `out`: the kept one, or mixed, brought to its loudness, encoded and kept.

        Raises:
            RenderError: it failed twice.
            CancelledError: the render was halted.
        """
        if (kept := self.take_sound(key, out)) is not None:
            tell(1.0)
            return kept
        film = self.film
        limit = _START + film.duration / 1000 * 2
        samples = sample_at(film.frames, film.fps)
        if not film.lanes:
            level = loudness.encode_silence(out, samples, self.halt, limit)
        else:
            mix = out.with_suffix(".wav")
            lanes = self._parts(limit)
            args = [*mix_args(film, lanes, self.mono), f"file:{mix}"]
            log = self.run(args, limit, "The sound", lambda ms: tell(ms / film.duration * 0.5))
            mixed = loudness.read_level(log)
            level = loudness.master(
                mix, mixed, film.loudness, out, self.halt, limit, lambda share: tell(0.5 + share / 2)
            )
            mix.unlink()
        record = out.with_suffix(".json")
        loudness.record(level, record)
        self.cache.keep(f"{key}.level", record)
        self.cache.keep(key, out)
        tell(1.0)
        return level

    def _parts(self, limit: float) -> list[list[Part | str]]:
        """Each lane as its one part, or as the files of its parts where it has many clips."""
        lanes: list[list[Part | str]] = []
        for number, lane in enumerate(self.film.lanes):
            parts = parts_of(lane, self.film)
            if len(parts) == 1:
                lanes.append([parts[0]])
                continue
            files: list[Part | str] = []
            for place, part in enumerate(parts):
                file = self.place / f"lane{number}-{place}.wav"
                self.run([*part_args(part, self.film.fps, self.mono), f"file:{file}"], limit, "The sound")
                files.append(str(file))
            lanes.append(files)
        return lanes

    def run(
        self, args: Sequence[str], timeout: float, name: str, on_progress: Callable[[int], None] | None = None
    ) -> str:
        """Run ffmpeg, and once more when it fails for another reason than a full disk.

        Raises:
            RenderError: it failed again; the sentence says of `name` why.
            CancelledError: the render was halted.
        """
        for last in (False, True):
            try:
                return run_ffmpeg(args, timeout=timeout, cancelled=self.halt, on_progress=on_progress)
            except FfmpegError as error:
                if is_disk_full(error):
                    raise RenderError(DISK_FULL) from error
                if last:
                    raise RenderError(sentence(error, name)) from error
        raise AssertionError("unreachable")


def filter_path(path: Path) -> str:
    """A path as an option's value inside a filter graph: two levels of escaping."""
    value = "".join(f"\\{char}" if char in "\\':" else char for char in str(path))
    return "".join(f"\\{char}" if char in "\\'[],;" else char for char in value)


def nameless(args: Iterable[str], assets: Iterable[Asset]) -> list[str]:
    """Arguments with the content's hash in place of each asset's path."""
    names = {f"file:{asset.path.absolute()}": asset.sha256 for asset in assets}
    return [names.get(argument, argument) for argument in args]
