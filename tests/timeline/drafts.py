"""Random films of the engine's dialect, with keys and tracks that nobody knows, for property tests."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from shorts_tui.timeline.draft import Draft, decode

WORDS = st.sampled_from(["ask", "not", "what", "your", "country", "可以", "做", "weird,", "done."])


@st.composite
def clip_tracks(draw: st.DrawFn, total: int) -> dict[str, Any]:
    cuts = sorted(draw(st.sets(st.integers(1, total - 1), max_size=6)))
    segments = []
    for number, (start, end) in enumerate(zip([0, *cuts], [*cuts, total], strict=True), 1):
        meta: dict[str, Any] = {"name": f"file {number % 2}.mp4", "asset": f"a{number % 2}"}
        meta["in"] = draw(st.integers(0, 100_000))
        if draw(st.booleans()):
            meta["speed"] = draw(st.sampled_from([0.5, 1.0, 1.25, 2.0]))
        if draw(st.booleans()):
            meta |= {"fade_in": 200, "fade_out": 300, "sparkle": {"deep": [1, None]}}
        segments.append({"id": f"c{number}", "s": start, "d": end - start, "m": meta, "odd": number})
    return {"id": "video", "tt": 0, "m": {"name": "Video", "hue": 3}, "sg": segments}


@st.composite
def text_segments(draw: st.DrawFn, total: int, role: str, prefix: str) -> list[dict[str, Any]]:
    marks = sorted(draw(st.sets(st.integers(0, total), max_size=8)))
    segments: list[dict[str, Any]] = []
    for start, end in zip(marks[::2], marks[1::2], strict=False):
        meta: dict[str, Any] = {"role": role, "text": "one two", "glow": True}
        if role == "caption":
            edges = sorted(draw(st.lists(st.integers(0, end - start), min_size=2, max_size=6)))
            meta["words"] = [
                {"w": draw(WORDS), "s": first, "e": last, "p": 0.9}
                for first, last in zip(edges[::2], edges[1::2], strict=False)
            ]
        segments.append({"id": f"{prefix}{len(segments) + 1}", "s": start, "d": end - start, "m": meta})
    return segments


@st.composite
def films(draw: st.DrawFn) -> Draft:
    total = draw(st.integers(50, 120_000))
    tracks: list[dict[str, Any]] = [draw(clip_tracks(total))]
    if draw(st.booleans()):
        length = draw(st.integers(1, 200_000))
        meta = {"asset": "song", "volume": 0.3, "duck": True, "length": length, "loop": length < total, "bpm": 98}
        tracks.append(
            {"id": "music", "tt": 1, "m": {"name": "BGM"}, "sg": [{"id": "m1", "s": 0, "d": total, "m": meta}]}
        )
    tracks.append({"id": "titles", "tt": 7, "m": {"name": "Title"}, "sg": draw(text_segments(total, "title", "t"))})
    tracks.append({"id": "captions", "tt": 7, "m": {}, "sg": draw(text_segments(total, "caption", "s"))})
    stickers = [{"s": part["s"], "d": part["d"], "emoji": "*"} for part in draw(text_segments(total, "x", "x"))]
    tracks.append({"tt": 42, "sg": stickers, "unheard": "of"})
    return decode(
        {"v": 1, "d": total, "m": {"width": 640, "height": 360, "fps": 30, "mood": [1]}, "t": tracks, "z": None}
    )


def spans(total_limit: int = 130_000) -> st.SearchStrategy[list[tuple[int, int]]]:
    moment = st.integers(-500, total_limit)
    return st.lists(st.tuples(moment, moment).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=6)
