"""Drawing the timeline line by line, ruler, lanes and playhead: a long film costs what its rows cost."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment as Cells
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from shorts_tui import text
from shorts_tui.timeline.draft import EMPTY, Draft, Segment
from shorts_tui.tui import lanes

GUTTER = 10
"""Cells for a lane's letter and name."""
NOTHING = "The film will be drawn here."
MARGIN = 4
"""Empty cells after the film's end."""


class TimelineDrawing(ScrollView):
    """The film to scale, with what is chosen in it and where the playhead is."""

    DEFAULT_CSS = """
    TimelineDrawing {
        background: $surface; scrollbar-size: 0 0; overflow: hidden hidden;
        & > .timeline--ruler { color: $text-muted; }
        & > .timeline--name { color: $text-muted; }
        & > .timeline--video { background: $primary-muted; color: $text; }
        & > .timeline--audio { background: $success-muted; color: $text; }
        & > .timeline--text { background: $warning-muted; color: $text; }
        & > .timeline--other { background: $panel; color: $text; }
        & > .timeline--changed { text-style: bold underline; }
        & > .timeline--selected { text-style: reverse bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "timeline--ruler",
        "timeline--name",
        "timeline--video",
        "timeline--audio",
        "timeline--text",
        "timeline--other",
        "timeline--changed",
        "timeline--selected",
    }

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name that widgets use
        super().__init__(id=id)
        self.draft: Draft = EMPTY
        self._lanes: tuple[lanes.Lane, ...] = ()
        self._zoom = 1.0
        self._lane = 0
        self._block = 0
        self.empty = NOTHING
        """What is said in place of an empty film."""
        self.playhead = 0
        """Where in the film the user is, ms."""

    @property
    def allow_horizontal_scroll(self) -> bool:
        """Without a scrollbar too: the ruler says where one is."""
        return True

    @property
    def allow_vertical_scroll(self) -> bool:
        """Without a scrollbar too: the ruler says how many lanes are below."""
        return True

    # -- what it shows

    def show(self, draft: Draft, before: Draft | None = None) -> None:
        """Show a film; what differs from `before` is marked. Zoom, place and choice stay where they make sense."""
        self.draft = draft
        self._lanes = lanes.lanes(draft, before)
        self._lane = min(self._lane, max(0, len(self._lanes) - 1))
        count = len(self._lanes[self._lane].blocks) if self._lanes else 0
        self._block = min(self._block, max(0, count - 1))
        self.playhead = min(self.playhead, draft.duration)
        self._measure()
        self.refresh()

    @property
    def selected(self) -> tuple[int, Segment | None]:
        """The index of the chosen track and the chosen segment (None where there is none)."""
        if not self._lanes or not self._lanes[self._lane].blocks:
            return self._lane, None
        track = self.draft.tracks[self._lane]
        order = sorted(track.segments, key=lambda segment: segment.start)
        return self._lane, order[self._block]

    @property
    def scale(self) -> float:
        """How many ms a cell shows."""
        room = max(1, self.size.width - GUTTER - MARGIN)
        return max(self.draft.duration, 1000) / room / self._zoom

    @property
    def _origin(self) -> float:
        return self.scroll_offset.x * self.scale

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """One row: the ruler, a lane, or nothing."""
        width = self.size.width
        if not self._lanes:
            words = self.empty if y == 0 else ""
            return Strip([Cells(words[:width], self._style("timeline--ruler"))]).adjust_cell_length(width, self._base)
        room = max(0, width - GUTTER)
        if y == 0:
            clock = text.timecode(self.playhead) if self.has_focus else f"0-{text.timecode(self.draft.duration)}"
            below = len(self._lanes) - self.scroll_offset.y - (self.size.height - 1)
            clock += f" +{below}" if below > 0 else ""
            cells = [
                Cells(set_cell_size(clock, GUTTER), self._style("timeline--ruler")),
                Cells(lanes.ruler(self._origin, self.scale, room), self._style("timeline--ruler")),
            ]
            return self._with_playhead(Strip(cells).adjust_cell_length(width, self._base), "▼")
        index = y - 1 + self.scroll_offset.y
        if index >= len(self._lanes):
            return Strip.blank(width, self._base)
        return self._with_playhead(Strip(self._draw(index, room)).adjust_cell_length(width, self._base), "│")

    def _with_playhead(self, strip: Strip, mark: str) -> Strip:
        """The row with the playhead drawn over it, while the pane has the focus."""
        x = GUTTER + int((self.playhead - self._origin) / self.scale)
        if not self.has_focus or not GUTTER <= x < strip.cell_length:
            return strip
        [under] = strip.crop(x, x + 1)
        return Strip.join([strip.crop(0, x), Strip([Cells(mark, under.style)]), strip.crop(x + 1)])

    def _draw(self, index: int, room: int) -> list[Cells]:
        lane = self._lanes[index]
        here = index == self._lane and self.has_focus
        mark = ">" if here else " "
        cells = [
            Cells(set_cell_size(f"{mark}{lane.letter} {lane.name}", GUTTER - 1) + " ", self._style("timeline--name"))
        ]
        kinds = {"V": "timeline--video", "A": "timeline--audio", "T": "timeline--text"}
        style = self._style(kinds.get(lane.letter, "timeline--other"))
        for run in lane.runs(self._origin, self.scale, room):
            if run.index is None:
                cells.append(Cells(" " * run.width, self._base))
                continue
            block = lane.blocks[run.index]
            chosen = here and run.index == self._block
            drawn = style
            if block.changed:
                drawn += self._partial("timeline--changed")
            if chosen:
                drawn += self._partial("timeline--selected")
            edge = ("*" if block.changed else "▏") if run.first else ""
            words = set_cell_size(edge + block.label, run.width) if cell_len(edge) <= run.width else " " * run.width
            cells.append(Cells(words, drawn))
        return cells

    @property
    def _base(self) -> Style:
        return self.rich_style

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name)

    def _partial(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    def _measure(self) -> None:
        room = max(1, self.size.width - GUTTER)
        cells = int(self.draft.duration / self.scale) + MARGIN if self._lanes else room
        self.virtual_size = Size(GUTTER + max(room, cells), 1 + len(self._lanes))

    def on_resize(self, event: events.Resize) -> None:
        """Another size: another scale."""
        self._measure()
