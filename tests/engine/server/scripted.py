"""An engine whose media inspection, director and renderer do what the test says; all the rest is the real thing.

What is said to it, and the `script` in the metadata of a film, is JSON: a list of steps. A step `["wait", "name"]`
lasts until the file `gates/name` exists in the engine's home. Steps of a film whose names begin with `check_` are those
of its check.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shorts_tui.engine.assets import Asset, MediaInfo
from shorts_tui.engine.director.turn import (
    DraftChanged,
    Observer,
    Said,
    ToolFinished,
    ToolStarted,
    TurnOutcome,
    TurnRequest,
)
from shorts_tui.engine.errors import CancelledError, EngineError, MediaError, RenderError
from shorts_tui.engine.host import run
from shorts_tui.engine.review.finding import Finding
from shorts_tui.engine.services import RenderWork, Services
from shorts_tui.paths import locations
from shorts_tui.settings import load_settings
from shorts_tui.timeline.draft import Draft, decode

GATES = Path(os.environ.get("SHORTS_TUI_HOME", ".")) / "gates"


def film(duration: int, *script: list[Any], asset: str = "") -> dict[str, Any]:
    """A draft of one clip."""
    meta = {"asset": asset} if asset else {}
    track = {"id": "t", "tt": 0, "sg": [{"id": "s", "s": 0, "d": duration, "m": meta}]}
    return {"v": 1, "d": duration, "m": {"script": list(script)}, "t": [track]}


def _steps(script: Any, cancelled: Callable[[], bool]) -> Iterator[tuple[str, Any]]:
    for name, value in script:
        if name == "wait":
            (GATES / f"{value}.reached").touch()
            while not (GATES / value).exists():
                if cancelled():
                    raise CancelledError
                time.sleep(0.005)
        elif name == "fail":
            raise EngineError(value)
        elif name == "crash":
            raise RuntimeError(value)
        else:
            yield name, value


def inspect(path: Path, label: str) -> MediaInfo:
    with path.open("rb") as file:
        content = file.read(10)
    if content.startswith(b"CRASH"):
        raise RuntimeError("a bug in the inspection")
    if not content.startswith(b"MEDIA"):
        raise MediaError(f"{label} is not a video, a picture or a sound.")
    return MediaInfo("video", "mov", 10_000, 640, 360, 0, 29.97, True)


def expect(assets: Sequence[Asset]) -> None:
    with (GATES / "expected").open("a") as book:
        book.write("".join(f"{asset.label}\n" for asset in assets))


def turn(request: TurnRequest, observe: Observer) -> TurnOutcome:
    versions, answer = request.versions, ""
    for name, value in _steps(json.loads(request.text), lambda: False):
        if name == "tool":
            observe(ToolStarted(value, {"of": value}))
            observe(ToolFinished(value, {"done": True}))
        elif name == "say":
            observe(Said(value))
        elif name == "show":
            observe(DraftChanged(decode(film(value))))
        elif name == "draft":
            draft: Draft = decode(film(value))
            observe(DraftChanged(draft))
            versions = versions.push(draft)
        elif name == "undo":
            versions = type(versions)(versions.drafts, versions.at - 1)
        elif name == "list":
            answer = ",".join(str(draft.duration) for draft in versions.drafts) + f" at {versions.at}"
        elif name == "answer":
            answer = value
    return TurnOutcome(versions, answer)


@dataclass(frozen=True)
class Film:
    duration: int
    size: int
    width: int = 1080
    height: int = 1920
    notes: tuple[str, ...] = ()


def render(work: RenderWork, observe: Callable[[float], None], cancelled: threading.Event) -> Film:
    with (GATES / "rendered").open("a") as book:
        book.write(f"{work.draft.duration}\n")
    content, notes = b"", []
    for name, value in _steps(work.draft.meta["script"], cancelled.is_set):
        if name == "progress":
            observe(value)
        elif name == "write":
            content += value.encode()
        elif name == "note":
            notes.append(value)
        elif name == "refuse":
            raise RenderError(value)
    work.out.write_bytes(content)
    return Film(work.draft.duration, len(content), notes=tuple(notes))


def review(work: RenderWork, cancelled: threading.Event) -> tuple[Finding, ...] | None:
    """What the steps `find` say, in the session's language; None where no step speaks of a check."""
    steps = [(name.removeprefix("check_"), value) for name, value in work.draft.meta["script"] if name[:5] == "check"]
    found = [
        Finding("script", value, f"Told in {work.language}.", "do it")
        for name, value in _steps(steps, cancelled.is_set)
        if name == "find"
    ]
    return tuple(found) if steps else None


if __name__ == "__main__":
    GATES.mkdir(exist_ok=True)
    sys.exit(run(locations(), load_settings(), Services(inspect, turn, render, review, expect)))
