"""The way of a golden film: footage, sentences to the director, draft, renderer, MP4; and what can be read off it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from shorts_tui.engine.assets import Asset
from shorts_tui.engine.director.director import Director
from shorts_tui.engine.media.moods import asset_of
from shorts_tui.timeline.draft import Draft
from tests.engine.director.stage import Stage
from tests.engine.render.studio import RATE, Film, Studio
from tests.golden.reels import second_of

FRAME = 1000 / 30
"""ms of a frame."""
SMALL = 5
"""How much smaller than asked for large films are rendered: text and crops are laid out by the size, so all else
stays the same and takes a twentieth of the time."""

Sound = npt.NDArray[np.float32]
Pictures = npt.NDArray[np.uint8]


def asked(*films: str | tuple[str, ...]) -> pytest.MarkDecorator:
    """One test for each of these films; each is a sentence, or several that are said in turn."""
    told = [(film,) if isinstance(film, str) else film for film in films]
    return pytest.mark.parametrize("told", told, ids=[" / ".join(film) for film in told])


@dataclass(frozen=True)
class Shown:
    """A film that was asked for: its draft, the director's last answer, and the MP4."""

    draft: Draft
    reply: str
    film: Film

    @cached_property
    def frames(self) -> Pictures:
        """All pictures, (frames, height, width, 3)."""
        return self.film.pictures()

    @cached_property
    def sound(self) -> Sound:
        """What a player hears, (2, samples)."""
        return self.film.sound()

    @property
    def length(self) -> float:
        """Of the picture, ms."""
        return len(self.frames) * FRAME

    def at(self, ms: float) -> npt.NDArray[np.int16]:
        """The picture that shows at a time."""
        return np.asarray(self.frames[min(int(ms / FRAME + 0.01), len(self.frames) - 1)], dtype=np.int16)

    def light(self) -> npt.NDArray[np.float64]:
        """The mean of each picture, 0..255."""
        return np.asarray(self.frames.mean(axis=(1, 2, 3)))

    @cached_property
    def seconds(self) -> npt.NDArray[np.float64]:
        """For films of clocks: which second of the footage each frame shows."""
        return np.array([second_of(frame) for frame in self.frames])

    @cached_property
    def stretches(self) -> list[tuple[float, float]]:
        """For films of clocks at their own speed: from which to which second of the footage each cut goes."""
        jumps = np.flatnonzero(np.abs(np.diff(self.seconds) - 1 / 30) > 0.05) + 1
        parts = np.split(self.seconds, jumps)
        return [(float(part[0]), float(part[-1]) + 1 / 30) for part in parts]


@dataclass
class Crew:
    """A director with real ears and eyes, and a studio to render in."""

    director: Director
    home: Path
    made: Iterable[int] = field(default_factory=itertools.count)

    def film(self, told: Sequence[str], *footage: Asset, whole: bool = False) -> Shown:
        """Say these sentences in turn over this footage and render what comes of it, `whole` in the asked size.

        Every sentence must be carried out.
        """
        draft, reply = self.direct(told, *footage)
        return Shown(draft, reply, self.render(draft, footage, whole=whole))

    def direct(self, told: Sequence[str], *footage: Asset) -> tuple[Draft, str]:
        """The draft and the last answer."""
        stage = Stage(assets=list(footage))
        reply = ""
        for sentence in told:
            before = stage.versions
            reply = stage.turn(self.director, sentence).text
            assert stage.versions != before, reply
        return stage.draft, reply

    def render(self, draft: Draft, footage: Sequence[Asset], *, whole: bool = False) -> Film:
        """The draft as an MP4."""
        used = {segment.asset for track in draft.tracks for segment in track.segments}
        built = [asset for name in used if name and (asset := asset_of(name, self.home / "moods"))]
        studio = Studio(self.home, {asset.id: asset for asset in (*footage, *built)})
        return studio.render(draft if whole else smaller(draft), f"film-{next(iter(self.made))}.mp4")


def smaller(draft: Draft) -> Draft:
    """The draft at a fifth of its size, where it is large."""
    width, height = draft.size or (0, 0)
    if min(width, height) < 500:
        return draft
    return draft.replace(meta={"width": width // SMALL, "height": height // SMALL})


def steps(samples: Sound) -> float:
    """The largest jump from one sample to the next."""
    return float(np.abs(np.diff(samples)).max())


def band(samples: Sound, start: float, end: float, hertz: float, width: float = 12) -> float:
    """How loud a tone is in a stretch (ms): dBFS of what lies within `width` Hz of it."""
    part = samples[:, int(start * RATE / 1000) : int(end * RATE / 1000)].mean(axis=0).astype(np.float64)
    window = np.hanning(len(part))
    lines = np.abs(np.fft.rfft(part * window)) ** 2
    near = np.abs(np.fft.rfftfreq(len(part), 1 / RATE) - hertz) <= width
    power = 2 * lines[near].sum() / (len(part) * (window**2).sum())
    return float(10 * np.log10(power + 1e-12))
