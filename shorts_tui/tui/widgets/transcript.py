"""A list of messages drawn line by line: what is out of sight costs nothing, and a message that grows costs its end."""

from __future__ import annotations

from bisect import bisect_right
from typing import ClassVar

from rich.cells import cell_len
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from shorts_tui.tui.messages import BLANK, Look, Note

KEPT = 300
"""Messages on the screen; older ones are in the project's history."""
KINDS = ("user", "activity", "action", "changed", "notice", "exported", "error", "greeting")
MARKDOWN = {
    "markdown.h1": "heading", "markdown.h2": "heading", "markdown.h3": "heading", "markdown.h4": "heading",
    "markdown.h5": "heading", "markdown.h6": "heading", "markdown.code": "code", "markdown.code_block": "code",
    "markdown.item.bullet": "mark", "markdown.item.number": "mark", "markdown.block_quote": "quote",
    "markdown.hr": "quote", "markdown.link": "link", "markdown.link_url": "link", "markdown.table.border": "quote",
    "markdown.table.header": "heading",
}  # fmt: skip
"""Rich's names, and the component class that each is drawn by."""


class Transcript(ScrollView, can_focus=True):
    """Messages, the newest at the bottom, which stays in sight unless the user has scrolled up."""

    DEFAULT_CSS = """
    Transcript {
        padding: 0 1; scrollbar-size-vertical: 1; scrollbar-gutter: stable; overflow-x: hidden; overflow-y: auto;
        & > .chat--user { color: $text-accent; text-style: bold; }
        & > .chat--activity, & > .chat--action, & > .chat--changed, & > .chat--notice { color: $text-muted; }
        & > .chat--exported { color: $text-success; }
        & > .chat--error { color: $text-error; }
        & > .chat--heading { color: $text-accent; text-style: bold; }
        & > .chat--code { color: $text-warning; }
        & > .chat--mark { color: $text-muted; text-style: bold; }
        & > .chat--quote { color: $text-muted; }
        & > .chat--link { color: $text-primary; text-style: underline; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"chat--{name}" for name in (*KINDS, *MARKDOWN.values())}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name that widgets use
        super().__init__(id=id)
        self.messages: list[Note] = []
        self._foot: Note | None = None
        self._look: Look | None = None
        self._starts: list[int] = []
        self._seen: list[Strip] = []
        self._top = 0
        self._follows = True
        """Is the newest message to stay in sight?"""
        self._placing = False

    @property
    def shown(self) -> list[str]:
        """What is said, with its marks, a text a message."""
        return [message.shown for message in self._all]

    @property
    def _all(self) -> list[Note]:
        return [*self.messages, self._foot] if self._foot is not None else self.messages

    # -- putting things in

    def put(self, *messages: Note) -> None:
        """Add messages at the end."""
        self.messages += messages
        surplus = len(self.messages) - KEPT
        gone = self._starts[surplus] if 0 < surplus < len(self._starts) else 0
        if surplus > 0:
            del self.messages[:surplus]
        self._arrange(gone)

    def foot(self, message: Note | None) -> None:
        """What stands below all messages, if anything."""
        if message is not None or self._foot is not None:
            self._foot = message
            self._arrange()

    def changed(self) -> None:
        """Messages look otherwise than they did."""
        self._arrange()

    def follow(self) -> None:
        """Go to the newest message, and stay there."""
        self._follows = True
        self._arrange()

    def clear(self) -> None:
        """Forget everything."""
        self.messages, self._foot, self._follows = [], None, True
        self._arrange()

    def _arrange(self, gone: int = 0) -> None:
        """Find where every message begins, and stay at the end, or at what is being read (`gone` lines went above)."""
        if self._look is None:
            return
        room = self.scrollable_content_region.height
        begins, self._starts = 0, []
        for message in self._all:
            self._starts.append(begins)
            begins += len(message.lines(self._look))
        size = Size(self._look.width, begins)
        if size != self.virtual_size:
            self.virtual_size = size
        if self._follows or gone:
            self._place(begins - room if self._follows else self.scroll_offset.y - gone)
        self._refresh_rows(room)

    def _place(self, y: int) -> None:
        """Scroll for reasons of our own."""
        self._placing = True
        self.scroll_to(y=max(0, y), animate=False, immediate=True, force=True)
        self._placing = False
        # A scrollbar that is only about to be shown was not told.
        self.call_after_refresh(self._mark)

    def _mark(self) -> None:
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = self.scroll_y

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Somebody scrolls: away from the end, or back to it."""
        super().watch_scroll_y(old_value, new_value)
        if not self._placing:
            self._follows = new_value >= self.max_scroll_y

    def _refresh_rows(self, room: int) -> None:
        """Draw the rows again that are not what they were: of a message that grows, usually one."""
        top = self.scroll_offset.y
        before = self._seen if self._top == top else []
        self._top, self._seen = top, [self.line(top + y) for y in range(room)]
        for y, strip in enumerate(self._seen):
            if y >= len(before) or (strip is not before[y] and strip != before[y]):
                self.refresh_line(top + y)

    # -- drawing

    def on_resize(self) -> None:
        """Another width: other lines."""
        self._dress()
        self._arrange()

    def notify_style_update(self) -> None:
        """Other styles: other lines."""
        super().notify_style_update()
        if self._look is not None:
            self._dress()

    def _dress(self) -> None:
        styles = {name: self.get_component_rich_style(f"chat--{name}") for name in KINDS}
        for name, component in MARKDOWN.items():
            styles[name] = self.get_component_rich_style(f"chat--{component}")
        styles[""] = self.rich_style
        width, look = self.scrollable_content_region.width, self._look
        if look is not None and (look.width, look.styles) == (width, styles):
            return
        read = bisect_right(self._starts, self.scroll_offset.y) - 1
        self._look = Look(width, styles, self.app.console)
        self._arrange()
        if not self._follows and 0 <= read < len(self._starts):
            self._place(self._starts[read])

    def line(self, y: int) -> Strip:
        """Line `y` of the whole conversation; an empty one below its end."""
        place = bisect_right(self._starts, y) - 1
        if self._look is None or not 0 <= place < len(self._all):
            return BLANK
        lines, own = self._all[place].lines(self._look), y - self._starts[place]
        return lines[own] if own < len(lines) else BLANK

    def render_line(self, y: int) -> Strip:
        """One row of what is in sight, with what is selected in it."""
        number, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        strip = self.line(number)
        selection = self.text_selection
        span = selection.get_span(number) if selection is not None else None
        if span is not None:
            strip = self._selected(strip, *span)
        strip = strip.crop_extend(0, width, self.rich_style)
        # Below the last line there is nothing that a mouse could select.
        return strip.apply_offsets(0, number) if number < self.virtual_size.height else strip

    def _selected(self, strip: Strip, start: int, end: int) -> Strip:
        """The line with its characters `[start, end)` marked; -1 is its end."""
        words = strip.text
        left = cell_len(words[:start])
        right = strip.cell_length if end == -1 else cell_len(words[:end])
        style = self.screen.get_component_rich_style("screen--selection")
        marked = strip.crop(left, right).apply_style(style)
        return Strip.join([strip.crop(0, left), marked, strip.crop(right)])

    # -- selecting by mouse

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that is selected."""
        count = self.virtual_size.height
        return selection.extract("\n".join(self.line(y).text.rstrip() for y in range(count))), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is selected."""
        self.refresh()
