"""The timeline pane: choosing segments, moving the playhead, zooming and scrolling by keys and mouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from shorts_tui.timeline.draft import Segment
from shorts_tui.tui.widgets.drawing import GUTTER, TimelineDrawing


class TimelineView(TimelineDrawing, can_focus=True):
    """The film to scale. Keys choose a segment, zoom and scroll; the inspector shows what is chosen."""

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
        Binding("comma", "seek(-1000)", "second back", show=False),
        Binding("full_stop", "seek(1000)", "second on", show=False),
        Binding("less_than_sign", "seek(-100)", "tenth back", show=False),
        Binding("greater_than_sign", "seek(100)", "tenth on", show=False),
        Binding("enter", "point", "say something about this place", show=False),
    ]

    @dataclass
    class Selected(Message):
        """A segment was chosen."""

        track: int
        """Index of its track in the draft."""
        segment: Segment | None
        """The segment, None in an empty lane."""

    @dataclass
    class Pointed(Message):
        """The user wants to say something about the place where the playhead is."""

        at: int
        """ms of the film."""

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
            self.playhead = self.draft.duration if end else 0
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

    def action_seek(self, by: int) -> None:
        """Move the playhead by so many ms, and choose what is there in the lane."""
        if not self._lanes:
            return
        self.playhead = min(max(self.playhead + by, 0), self.draft.duration)
        found = self._lanes[self._lane].at(self.playhead)
        if found is not None:
            self._block = found
            self.post_message(self.Selected(*self.selected))
        self._follow()
        self.refresh()

    def action_point(self) -> None:
        """Take the playhead's time to the prompt."""
        if self._lanes:
            self.post_message(self.Pointed(self.playhead))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        lane = event.y - 1 + self.scroll_offset.y
        if event.y and 0 <= lane < len(self._lanes):
            now = self._origin + (event.x - GUTTER) * self.scale
            found = self._lanes[lane].at(now)
            self.playhead = min(max(round(now), 0), self.draft.duration)
            if found is not None:
                self._choose(lane, found)
            self.refresh()

    def on_focus(self) -> None:
        """Show what is chosen."""
        self._choose(self._lane, self._block)

    def _choose(self, lane: int, block: int) -> None:
        if not self._lanes:
            return
        self._lane = lane
        blocks = self._lanes[lane].blocks
        self._block = min(max(block, 0), max(0, len(blocks) - 1))
        if blocks and not blocks[self._block].start <= self.playhead <= blocks[self._block].end:
            self.playhead = blocks[self._block].start
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

    def _follow(self) -> None:
        """Keep the playhead in sight."""
        x, left, room = int(self.playhead / self.scale), self.scroll_offset.x, max(1, self.size.width - GUTTER)
        if not left <= x < left + room:
            self.scroll_to(max(0, x - room // 2), self.scroll_offset.y, animate=False)
