"""The captions of a draft as a subtitle file: SubRip (`srt`) or WebVTT (`vtt`). Pure."""

from __future__ import annotations

from shorts_tui.text import sanitize
from shorts_tui.timeline.draft import Draft, Segment


def captions(draft: Draft) -> list[Segment]:
    """What is subtitled, in the order of time: the captions, or every text where no segment says that it is one."""
    texts = [segment for track in draft.tracks if track.is_text for segment in track.segments if segment.text.strip()]
    marked = [segment for segment in texts if segment.role == "caption"]
    chosen = marked or [segment for segment in texts if segment.role != "title"]
    return sorted(chosen, key=lambda segment: (segment.start, segment.end))


def srt(draft: Draft) -> str:
    """SubRip; an empty string where there are no captions."""
    cues = [
        f"{number}\n{_clock(item.start, ',')} --> {_clock(item.end, ',')}\n{_lines(item.text)}\n"
        for number, item in enumerate(captions(draft), 1)
    ]
    return "\n".join(cues)


def vtt(draft: Draft) -> str:
    """WebVTT; only its heading where there are no captions. `&` and `<` are escaped as its grammar wants."""
    cues = []
    for item in captions(draft):
        text = _lines(item.text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        cues.append(f"{_clock(item.start, '.')} --> {_clock(item.end, '.')}\n{text}\n")
    return "\n".join(["WEBVTT\n", *cues])


def _clock(ms: int, mark: str) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{mark}{ms % 1000:03}"


def _lines(text: str) -> str:
    """The text without blank lines: one would end the cue."""
    return "\n".join(line.strip() for line in sanitize(text).splitlines() if line.strip())
