"""A stand-in for the analysis of media: what is heard and seen is written by hand, so that choices can be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shorts_tui.engine.assets import Asset, MediaInfo, MediaKind, Picture, Sound, Span, SpokenWord, Transcript
from shorts_tui.engine.director.director import Director
from shorts_tui.engine.director.plan import Ask, Operation, Plan
from shorts_tui.engine.director.turn import Step, TurnOutcome, TurnRequest, Versions
from shorts_tui.engine.media.beats import Beats
from shorts_tui.engine.media.focus import Look
from shorts_tui.timeline.draft import Draft

STEP = 50


def asset(
    label: str,
    duration: int = 60_000,
    *,
    kind: MediaKind = "video",
    size: tuple[int, int] = (1920, 1080),
    has_audio: bool = True,
) -> Asset:
    """An upload called `label`, with an id that is told by it."""
    width, height = size if kind != "audio" else (0, 0)
    length = 0 if kind == "image" else duration
    info = MediaInfo(kind, "mov", length, width, height, has_audio=has_audio and kind != "image")
    return Asset(f"id-{label}", label, Path("/nowhere") / label, label, 1000, info)


def talk(*sentences: tuple[int, str], pace: int = 300) -> Transcript:
    """Sentences that begin at a time (ms); every word takes `pace` ms, a fifth of which is a gap."""
    words: list[SpokenWord] = []
    edges: list[tuple[int, int]] = []
    for start, text in sentences:
        first = len(words)
        for number, word in enumerate(text.split()):
            begin = start + number * pace
            words.append(SpokenWord(word, begin, begin + pace * 4 // 5))
        edges.append((first, len(words)))
    return Transcript("en", tuple(words), tuple(edges))


TALK = talk(
    (800, "Why would anyone build a tower here?"),
    (4_000, "Because ships were lost within sight of home."),
    (9_000, "A lighthouse is a promise made in the dark."),
    (14_000, "The first lights were fires on a hill."),
    (20_000, "Nobody ever saw the secret glass before."),
    (26_000, "It turned the light into one beam."),
    (33_000, "And that is why ships come home today."),
    (50_000, "Thank you for listening to me."),
)


def sound_of(transcript: Transcript, duration: int, *, shortest: int = 300, loud: Sequence[Span] = ()) -> Sound:
    """The sound of somebody who says that: silence between the words, louder in `loud` places."""
    levels = [-70.0] * (duration // STEP)
    silences, cursor = [], 0
    for word in transcript.words:
        if word.start - cursor >= shortest:
            silences.append(Span(cursor, word.start))
        cursor = word.end
        for index in range(word.start // STEP, min(word.end // STEP, len(levels))):
            shout = any(span.start <= index * STEP < span.end for span in loud)
            levels[index] = -8.0 if shout else -22.0
    if duration - cursor >= shortest:
        silences.append(Span(cursor, duration))
    return Sound(tuple(silences), -18.0, -3.0, STEP, tuple(levels))


@dataclass
class Analyst:
    """Knows by label what is heard and seen; `speech` False: there is no speech model. Counts what it is asked."""

    transcripts: dict[str, Transcript] = field(default_factory=dict)
    sounds: dict[str, Sound] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    looks: dict[str, Sequence[Look]] = field(default_factory=dict)
    keyframes: dict[str, Sequence[Look]] = field(default_factory=dict)
    rhythms: dict[str, Beats] = field(default_factory=dict)
    hinted: dict[str, Transcript] = field(default_factory=dict)
    speech: bool = True
    asked: list[str] = field(default_factory=list)

    def sound(self, asset: Asset) -> Sound:
        self.asked.append(f"sound {asset.label}")
        known = self.sounds.get(asset.label)
        return known or sound_of(self.transcripts.get(asset.label, Transcript("en", (), ())), asset.info.duration)

    def picture(self, asset: Asset) -> Picture:
        self.asked.append(f"picture {asset.label}")
        return self.pictures.get(asset.label, Picture((0,), 500, (0.1,) * (asset.info.duration // 500)))

    def transcript(self, asset: Asset, *, progress: Callable[[float], None] | None = None) -> Transcript | None:
        self.asked.append(f"transcript {asset.label}")
        if progress:
            progress(0.5)
        return self.transcripts.get(asset.label, Transcript("en", (), ())) if self.speech else None

    def beats(self, asset: Asset) -> Beats:
        self.asked.append(f"beats {asset.label}")
        return self.rhythms.get(asset.label, Beats())

    def listened_for(self, asset: Asset, hints: str) -> Transcript | None:
        self.asked.append(f"listened for {hints.split()[0]} {asset.label}")
        return self.hinted.get(asset.label)

    def focus(self, asset: Asset, span: Span, *, dense: bool) -> Sequence[Look]:
        self.asked.append(f"focus {asset.label}")
        known = self.looks if dense else self.looks | self.keyframes
        return [look for look in known.get(asset.label, ()) if span.start <= look.time < span.end]

    def speech_available(self) -> str | None:
        return None if self.speech else "Install the local extra to get a speech model."


@dataclass
class Stage:
    """A session with a director whose plans are written by hand."""

    analyst: Analyst = field(default_factory=Analyst)
    assets: list[Asset] = field(default_factory=list)
    versions: Versions = field(default_factory=Versions)
    steps: list[Step] = field(default_factory=list)
    language: str = "en"
    question: Ask | None = None
    answered: str = ""

    @property
    def draft(self) -> Draft:
        return self.versions.current

    def say(self, *operations: Operation, chinese: bool = False) -> str:
        """One turn with a plan of these operations; its answer."""
        plan = Plan(operations=operations, language="zh" if chinese else "en")
        return self.turn(Director(self.analyst, reader=lambda text, film: plan), "as planned").text

    def turn(self, director: Director, text: str) -> TurnOutcome:
        self.steps = []
        request = TurnRequest(text, tuple(self.assets), self.versions, self.language, self.question, self.answered)
        outcome = director.turn(request, self.steps.append)
        self.versions, self.question, self.answered = outcome.versions, outcome.question, outcome.text
        return outcome
