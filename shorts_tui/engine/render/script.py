"""An ASS script as a file: its header, its events, and text that is never a command. What stands where is `ass`'s."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from shorts_tui.engine.render.fontsearch import FontSet


@dataclass(frozen=True)
class Event:
    """A line of text on the screen from `start` to `end` (ms, multiples of 10); `body` is ASS."""

    start: int
    end: int
    body: str
    layer: int


@dataclass(frozen=True)
class Document:
    """All text of a film of `width` by `height` px, with the fonts that draw it."""

    width: int
    height: int
    events: tuple[Event, ...]
    fonts: FontSet

    def within(self, start: float, end: float) -> tuple[Event, ...]:
        """The events that show between two times, ms."""
        return tuple(event for event in self.events if event.start < end and event.end > start)

    @cached_property
    def header(self) -> str:
        """Everything before the first event."""
        return (
            "[Script Info]\nScriptType: v4.00+\n"
            f"PlayResX: {self.width}\nPlayResY: {self.height}\n"
            "WrapStyle: 2\nScaledBorderAndShadow: yes\nYCbCr Matrix: None\n\n"
            "[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, "
            "BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, "
            "Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n"
            f"Style: Text,{self.fonts.faces[0].family},40,&H00FFFFFF,&H00FFFFFF,&H00000000,&H70000000,"
            "0,0,0,0,100,100,0,0,1,2,0,8,0,0,0,1\n\n"
            "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        )

    def __str__(self) -> str:
        """The file."""
        lines = (
            f"Dialogue: {event.layer},{_clock(event.start)},{_clock(event.end)},Text,,0,0,0,,{event.body}\n"
            for event in self.events
        )
        return self.header + "".join(lines)


def escape(text: str) -> str:
    """Text that ASS shows as it is.

    A word joiner, which has no width, keeps a backslash from joining the character after it to a command.
    """
    return "".join({"\\": "\\\u2060", "{": "\\{", "}": "\\}", "\n": "\\N", "\t": " "}.get(char, char) for char in text)


def _clock(ms: int) -> str:
    return f"{ms // 3_600_000}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms // 10 % 100:02}"
