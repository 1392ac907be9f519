"""Correcting the words of texts on the picture, their times staying where they can."""

from __future__ import annotations

import re

from shorts_tui.timeline.draft import Draft, Json, Segment, Track
from shorts_tui.timeline.edits.parts import each_track
from shorts_tui.timeline.edits.phrasing import is_wide

_EDGE = ".,!?;:…\"'“”‘’()，。！？；：、"


def replace_text(draft: Draft, old: str, new: str) -> tuple[Draft, int]:
    """Captions and titles with `new` wherever `old` stood (whatever its case), and in how many places that was.

    Words keep their times: as many as before one by one, else the new ones share the time of the old. A text of which
    nothing is left goes.
    """
    pattern = _pattern(old)
    if pattern is None:
        return draft, 0
    count = 0

    def reworded(segment: Segment) -> Segment | None:
        nonlocal count
        text, found = pattern.subn(lambda match: new, segment.text)
        if not found:
            return segment
        count += found
        text = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip(" \n,;")
        if not text.strip(_EDGE):
            return None
        words = segment.meta.get("words")
        meta: dict[str, Json] = {"text": text}
        if isinstance(words, list):
            meta["words"] = _words(words, old, new)
        return segment.replace(meta=meta)

    def changed(track: Track) -> Track | None:
        if not track.is_text:
            return track
        kept = [one for segment in track.segments if (one := reworded(segment)) is not None]
        if all(new is old for new, old in zip(kept, track.segments, strict=False)) and len(kept) == len(track.segments):
            return track
        return track.replace(segments=kept) if kept or track.id not in ("captions", "titles") else None

    return each_track(draft, changed), count


def _pattern(old: str) -> re.Pattern[str] | None:
    """Matches the text in any case and with any spaces, but no part of a longer word."""
    parts = old.split()
    if not parts:
        return None
    inner = r"\s+".join(map(re.escape, parts))
    before = "" if is_wide(parts[0][0]) or not parts[0][0].isalnum() else r"(?<!\w)"
    after = "" if is_wide(parts[-1][-1]) or not parts[-1][-1].isalnum() else r"(?!\w)"
    return re.compile(f"{before}{inner}{after}", re.IGNORECASE)


def _words(words: list[Json], old: str, new: str) -> list[Json]:
    wanted = [part.strip(_EDGE).casefold() for part in old.split()]
    given = new.split()
    found: list[Json] = []
    at = 0
    while at < len(words):
        group = words[at : at + len(wanted)]
        said = [str(word.get("w", "")) if isinstance(word, dict) else "" for word in group]
        if [text.strip(_EDGE).casefold() for text in said] != wanted:
            found.append(words[at])
            at += 1
            continue
        tail = said[-1][len(said[-1].rstrip(_EDGE)) :]
        texts = [*given[:-1], given[-1] + (tail if given[-1][-1:] not in _EDGE else "")] if given else []
        if len(texts) == len(group):
            found += [{**word, "w": text} for word, text in zip(group, texts, strict=True)]
        elif texts:
            found += _shared(group, texts)
        at += len(wanted)
    return found


def _shared(group: list[Json], texts: list[str]) -> list[Json]:
    """The time of some words shared out to others."""
    start, end = int(group[0]["s"]), int(group[-1]["e"])
    edges = [start + (end - start) * number // len(texts) for number in range(len(texts) + 1)]
    return [{"w": text, "s": edges[number], "e": edges[number + 1]} for number, text in enumerate(texts)]
