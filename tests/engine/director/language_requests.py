"""The labelled requests: what was said, of which film, and exactly which plan it asks for.

Half of them was held back from tuning: which half, a hash of the request says. Refusals are compared by the words that
they quote and by their topic, not by the sentence that gives the reason.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shorts_tui.engine.director.film import Film
from shorts_tui.engine.director.plan import Ask, CannotDo, Operation, Plan

_TALK = Film(duration=180_000, clips=1, audio_labels=("music.mp3",), media_labels=("talk.mp4", "music.mp3"))
FILMS = {
    "talk": _TALK,
    "talk_zh": Film(
        duration=180_000, clips=1, audio_labels=_TALK.audio_labels, media_labels=_TALK.media_labels, language="zh"
    ),
    "bare": Film(duration=180_000, clips=1, media_labels=("talk.mp4",)),
    "brief": Film(duration=20_000, clips=1, media_labels=("a.mp4",)),
    "edited": Film(
        duration=60_000,
        clips=3,
        has_captions=True,
        has_title=True,
        has_music=True,
        audio_labels=("music.mp3", "lofi beat.mp3"),
        media_labels=("a.mp4", "b.mp4", "c.mp4", "music.mp3", "lofi beat.mp3"),
        clip_names=("a.mp4", "b.mp4", "c.mp4"),
    ),
    "album": Film(
        duration=15_000,
        clips=5,
        media_labels=("1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg", "logo.png"),
        has_overlay=True,
        clip_names=("1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg"),
        last="overlay",
    ),
    "titled": Film(duration=60_000, clips=1, has_title=True, media_labels=("talk.mp4",), last="title"),
    "trip": Film(
        duration=9_000,
        clips=2,
        media_labels=("beach.mp4", "street.mp4"),
        clip_names=("beach.mp4", "street.mp4"),
        clip_spans=((0, 4_000), (4_000, 9_000)),
    ),
    "five": Film(
        duration=25_000,
        clips=5,
        media_labels=("one.mp4", "two.mp4", "three.mp4", "four.mp4", "five.mp4"),
        clip_names=("one.mp4", "two.mp4", "three.mp4", "four.mp4", "five.mp4"),
        clip_spans=((0, 5_000), (5_000, 10_000), (10_000, 15_000), (15_000, 20_000), (20_000, 25_000)),
    ),
    "titles": Film(
        duration=60_000,
        clips=1,
        has_title=True,
        media_labels=("talk.mp4",),
        titles=(("Hello", 0, 3_000), ("The middle", 20_000, 24_000), ("Bye", 57_000, 60_000)),
    ),
    "captioned": Film(duration=60_000, clips=1, has_captions=True, media_labels=("talk.mp4",), last="captions"),
}


@dataclass(frozen=True)
class Request:
    """A labelled request.

    Attributes:
        trap: words of commands are in it as content, negated, or given as a reason.
        seen: it was held back, but has been looked at since: it counts among the tuned ones.
        fresh: it belongs to a set that was written before anything of it was read, none of whose misreadings has been
            looked at. Where one is, the whole set becomes `seen`, and another one is written.
    """

    text: str
    film: str
    language: str
    plan: tuple[dict[str, Any], ...]
    trap: bool
    seen: bool = False
    fresh: bool = False

    @property
    def held_out(self) -> bool:
        """Was it kept back from tuning when it was written, as half of the first set was?"""
        return (
            not self.seen
            and not self.fresh
            and bool(hashlib.sha256(f"{self.text}|{self.film}".encode()).digest()[0] % 2)
        )


def requests() -> list[Request]:
    """All labelled requests."""
    lines = Path(__file__).with_name("requests.jsonl").read_text("utf-8").splitlines()
    return [
        Request(
            item["text"],
            item.get("film", "talk"),
            item["language"],
            tuple(item["plan"]),
            bool(item.get("trap")),
            bool(item.get("seen")),
            bool(item.get("fresh")),
        )
        for item in map(json.loads, lines)
    ]


def does_nothing(operation: Operation) -> bool:
    """Is it a refusal, or the question what was meant?"""
    return isinstance(operation, CannotDo) or (isinstance(operation, Ask) and operation.about == "meaning")


def label_of(plan: Plan) -> tuple[dict[str, Any], ...]:
    """A plan in the notation of the labels: what differs from the defaults."""
    return tuple(map(_label, plan.operations))


def _label(operation: Operation) -> dict[str, Any]:
    """Of a question back: how many choices it offers, and what the first of them would do."""
    match operation:
        case CannotDo():
            return {"op": operation.op, "asked": operation.asked, "topic": operation.topic}
        case Ask():
            then = [_label(one) for one in operation.choices[0].operations]
            return {"op": operation.op, "about": operation.about, "of": len(operation.choices), "then": then}
        case _:
            return {"op": operation.op} | operation.model_dump(mode="json", exclude_defaults=True)
