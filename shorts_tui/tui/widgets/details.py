"""The right-hand panes: the media of the project, and what is known of the segment that is chosen."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from shorts_tui import text
from shorts_tui.timeline.draft import Draft, Segment


class MediaPane(Static):
    """What was uploaded: name and length, one a row."""

    DEFAULT_CSS = """
    MediaPane { height: auto; max-height: 50%; padding: 0 1; color: $text; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name that widgets use
        super().__init__(id=id, markup=False)
        self._rows: list[str] = []

    def on_mount(self) -> None:
        """Say that there is nothing yet."""
        self.show([])

    def show(self, media: list[tuple[str, int]]) -> None:
        """Show (name, length in ms) of each file."""
        self._rows = list(dict.fromkeys(_medium(name, length) for name, length in media))
        self._show()

    def add(self, name: str, length: int) -> None:
        """Add one file; one that was sent before is there already."""
        self._rows = list(dict.fromkeys([*self._rows, _medium(name, length)]))
        self._show()

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self._rows)

    @property
    def lines(self) -> list[str]:
        """All rows."""
        return self._rows or ["nothing yet: ^O adds files, F2 a sample"]

    def _show(self) -> None:
        self.update(Content.assemble(("Media\n", "bold"), Content("\n".join(self.lines[-12:]))))


def _medium(name: str, length: int) -> str:
    return f"{text.one_line(name, 60)}  {text.timecode(length)}" if length else text.one_line(name, 60)


class Inspector(Static):
    """The chosen segment in full."""

    DEFAULT_CSS = """
    Inspector { height: 1fr; padding: 1 1 0 1; color: $text; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name that widgets use
        super().__init__(id=id, markup=False)

    def show(self, draft: Draft, track: int, segment: Segment | None) -> None:
        """Show a segment of a draft's track, or the film when none is chosen."""
        self.update(Content("\n".join(facts(draft, track, segment))))


def facts(draft: Draft, track: int, segment: Segment | None) -> list[str]:
    """What there is to say of a segment, a line each."""
    size = draft.size
    film = f"Film {text.seconds(draft.duration)}" + (f", {size[0]}x{size[1]}" if size else "")
    if segment is None or track >= len(draft.tracks):
        return [film]
    lines = [film, f"Track {track + 1}"]
    if segment.name:
        lines.append(text.one_line(segment.name))
    if segment.text:
        lines.append(f'"{text.one_line(segment.text)}"')
    lines.append(f"{text.seconds(segment.start)} to {text.seconds(segment.end)}, {text.seconds(segment.duration)} long")
    if segment.asset:
        lines.append(f"from {text.timecode(segment.source_in)} to {text.timecode(segment.source_out)} of its source")
    if segment.volume is not None:
        lines.append(f"volume {segment.volume:.0%}")
    if segment.speed != 1:
        lines.append(f"speed {segment.speed:g}x")
    return lines
