"""Drafts as the service sends them, for tests."""

from __future__ import annotations

from typing import Any


def segment(start: int, duration: int, **meta: Any) -> dict[str, Any]:
    return {"s": start, "d": duration, "m": meta}


def draft(
    *, title: str | None = "Urban Dreams", music: float | None = 0.35, length: int = 10_000, captions: int = 0
) -> dict[str, Any]:
    """The seed's film: a city timelapse, with music and a title unless told otherwise."""
    tracks: list[dict[str, Any]] = [{"tt": 0, "sg": [segment(0, length, name="city timelapse")]}]
    if music is not None:
        tracks.append({"tt": 1, "m": {"name": "BGM"}, "sg": [segment(0, length, name="Lo-fi", volume=music)]})
    if title is not None:
        tracks.append({"tt": 7, "sg": [segment(0, 3000, text=title, role="title")]})
    if captions:
        lines = [segment(i * 1000, 900, text=f"line {i}", role="caption") for i in range(captions)]
        tracks.append({"tt": 7, "sg": lines})
    return {"d": length, "t": tracks, "m": {"width": 1080, "height": 1920}, "unknown": {"kept": [1, 2.50, None]}}
