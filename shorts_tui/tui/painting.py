"""How the app draws: differences only, and never more than the terminal has taken in. A slow line sees fewer frames."""

from __future__ import annotations

from typing import Protocol, cast, runtime_checkable

from rich.console import RenderableType
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Offset
from textual.screen import Screen

from shorts_tui.tui.painter import Painter


@runtime_checkable
class Paced(Protocol):
    """A driver that knows how far the terminal is with what was written."""

    @property
    def busy(self) -> bool:
        """Is something written that the terminal has not taken in? If so the app's `paint` is called after it."""


class PaintingApp(App[int]):
    """An app whose frames go through a `Painter`.

    Textual's own `_display` does the writing; it has no public place for this. `test_painting` fails when it goes.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # whatever App takes
        self._painter: Painter | None = None
        self._cursor: Offset | None = None

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if not isinstance(renderable, LayoutUpdate | ChopsUpdate) or self.is_headless or self.is_inline:
            super()._display(screen, renderable)
        elif self._running and not self._batch_count:
            if self._painter is None:
                self._painter = Painter(self.console.color_system)
            self._painter.take(renderable)
            self.paint()

    def paint(self) -> None:
        """Send what differs, unless the terminal is still busy with an earlier frame."""
        painter, driver = self._painter, self._driver
        if painter is None or not self._running or self._batch_count or (isinstance(driver, Paced) and driver.busy):
            return
        if painter.idle and self._cursor == self.cursor_position:
            self.post_display_hook()
            return
        self._cursor = self.cursor_position
        super()._display(self.screen, cast("RenderableType", painter))  # as Textual's own updates are

    def _end_batch(self) -> None:
        super()._end_batch()
        self.paint()

    def redraw(self) -> None:
        """Send the whole screen: the terminal may show anything."""
        self._cursor = None
        if self._painter is not None:
            self._painter.forget()
            self.paint()

    def action_redraw(self) -> None:
        """Send the whole screen."""
        self.redraw()

    def on_resize(self, event: events.Resize) -> None:
        """Terminals rearrange what they show when their size changes: the next frame is sent whole."""
        self._cursor = None
        if self._painter is not None:
            self._painter.forget()
        self.refresh()
