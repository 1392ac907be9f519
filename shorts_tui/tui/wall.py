"""The last wall before the terminal: no control character leaves in a line, whatever slipped through before."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from shorts_tui.text import sanitize


class Wall(LineFilter):
    """Drops from every line that is drawn what a terminal could take for a command; none of that has a width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, those with control characters cleaned."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment
            if segment.text.isprintable()
            else Segment(sanitize(segment.text).replace("\n", "").replace("\t", ""), segment.style)
            for segment in segments
        ]
