"""The timeline pane: a ruler and a lane a track, drawn line by line, so that a long film costs what its rows cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment as Cells
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from shorts_tui import text
from shorts_tui.timeline.draft import EMPTY, Draft, Segment
from shorts_tui.tui import lanes

GUTTER = 10
"""Cells for a lane's letter and name."""
MARGIN = 4
"""Empty cells after the film's end."""


class TimelineView(ScrollView, can_focus=True):
    """The film to scale. Keys choose a segment, zoom and scroll; the inspector shows what is chosen."""

    DEFAULT_CSS = """
    TimelineView {
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
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", "previous", show=False),
        Binding("right,l", "step(1)", "next", show=False),
        Binding("up,k", "lane(-1)", "lane up", show=False),
        Binding("down,j", "lane(1)", "lane down", show=False),
        Binding("home,0", "edge(0)", "start", show=False),
        Binding("end,$", "edge(1)", "end", show=False),
        Binding("plus,equals_sign", "zoom(2)", "closer", show=False),
        Binding("minus", "zoom(0.5)", "wider", show=False),
        Binding("f", "fit", "whole film", show=False),
    ]

    @dataclass
    class Selected(Message):
        """A segment was chosen."""

        track: int
        """Index of its track in the draft."""
        segment: Segment | None
        """The segment, None in an empty lane."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name that widgets use
        super().__init__(id=id)
        self.draft: Draft = EMPTY
        self._lanes: tuple[lanes.Lane, ...] = ()
        self._zoom = 1.0
        self._lane = 0
        self._block = 0

    # -- what it shows

    def show(self, draft: Draft, before: Draft | None = None) -> None:
        """Show a film; what differs from `before` is marked. Zoom, place and choice stay where they make sense."""
        self.draft = draft
        self._lanes = lanes.lanes(draft, before)
        self._lane = min(self._lane, max(0, len(self._lanes) - 1))
        count = len(self._lanes[self._lane].blocks) if self._lanes else 0
        self._block = min(self._block, max(0, count - 1))
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
            words = "The film will be drawn here." if y == 0 else ""
            return Strip([Cells(words[:width], self._style("timeline--ruler"))]).adjust_cell_length(width, self._base)
        room = max(0, width - GUTTER)
        if y == 0:
            clock = text.timecode(self.draft.duration)
            cells = [
                Cells(set_cell_size(f"0-{clock}", GUTTER), self._style("timeline--ruler")),
                Cells(lanes.ruler(self._origin, self.scale, room), self._style("timeline--ruler")),
            ]
            return Strip(cells).adjust_cell_length(width, self._base)
        index = y - 1 + self.scroll_offset.y
        if index >= len(self._lanes):
            return Strip.blank(width, self._base)
        return Strip(self._draw(index, room)).adjust_cell_length(width, self._base)

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

    # -- keys and mouse

    def action_step(self, count: int) -> None:
        """Choose the next or the previous segment of the lane."""
        if self._lanes and self._lanes[self._lane].blocks:
            self._choose(self._lane, self._block + count)

    def action_lane(self, count: int) -> None:
        """Choose the segment at the same time in another lane."""
        if not self._lanes:
            return
        target = min(max(self._lane + count, 0), len(self._lanes) - 1)
        blocks = self._lanes[self._lane].blocks
        now = blocks[self._block].start if blocks else 0
        self._choose(target, self._lanes[target].at(now) or 0)

    def action_edge(self, end: int) -> None:
        """Choose the first or the last segment of the lane."""
        if self._lanes:
            self._choose(self._lane, len(self._lanes[self._lane].blocks) - 1 if end else 0)

    def action_zoom(self, factor: float) -> None:
        """Come closer or step back, with the chosen segment kept in sight."""
        self._zoom = min(max(self._zoom * factor, 1.0), max(1.0, self.draft.duration / 2000))
        self._measure()
        self._reveal()
        self.refresh()

    def action_fit(self) -> None:
        """Show the whole film."""
        self._zoom = 1.0
        self._measure()
        self.scroll_to(0, animate=False)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        lane = event.y - 1 + self.scroll_offset.y
        if event.y and 0 <= lane < len(self._lanes):
            now = self._origin + (event.x - GUTTER) * self.scale
            found = self._lanes[lane].at(now)
            if found is not None:
                self._choose(lane, found)

    def on_focus(self) -> None:
        """Show what is chosen."""
        self._choose(self._lane, self._block)

    def _choose(self, lane: int, block: int) -> None:
        if not self._lanes:
            return
        self._lane = lane
        self._block = min(max(block, 0), max(0, len(self._lanes[lane].blocks) - 1))
        self._reveal()
        self.refresh()
        self.post_message(self.Selected(*self.selected))

    def _reveal(self) -> None:
        blocks = self._lanes[self._lane].blocks if self._lanes else ()
        if not blocks:
            return
        block, room = blocks[self._block], max(1, self.size.width - GUTTER)
        first, last = int(block.start / self.scale), int(block.end / self.scale)
        left = self.scroll_offset.x
        x = first if first < left or last - first >= room else max(left, last - room + 1)
        top = self.scroll_offset.y
        rows = max(1, self.size.height - 1)
        y = self._lane if self._lane < top else max(top, self._lane - rows + 1)
        self.scroll_to(x, y, animate=False)
