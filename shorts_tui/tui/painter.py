"""What the terminal shows, kept cell by cell, so that only what differs is sent: bytes are what a slow line costs.

Textual redraws whole regions, often with what they showed before. Here its updates go into a picture of the screen, and
the difference to what was sent last leaves for the terminal. `forget` when the terminal may show something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

GAP = 8
"""Unchanged cells that are sent again rather than jumped over: about what a jump costs, in bytes."""


class Row:
    """One row: the text of every cell and how it is styled.

    A cell's text is usually one character. What takes several cells stands whole in the first, with empty texts behind
    it; so does a stretch whose width terminals disagree about, such as letters with combining marks.
    """

    __slots__ = ("styles", "texts")

    def __init__(self, texts: list[str], styles: list[str]) -> None:
        self.texts = texts
        self.styles = styles

    def copy(self) -> Row:
        """One that changes on its own."""
        return Row(self.texts.copy(), self.styles.copy())

    def put(self, x: int, row: Row) -> None:
        """Lay another row over this one, from column `x` on; this one stays as wide as it is."""
        count = max(0, min(len(row.texts), len(self.texts) - x))
        self.texts[x : x + count] = row.texts[:count]
        self.styles[x : x + count] = row.styles[:count]

    def next(self, x: int) -> int:
        """The column behind what begins in column `x`."""
        x += 1
        while x < len(self.texts) and not self.texts[x]:
            x += 1
        return x

    def spans(self, before: Row) -> Iterator[tuple[int, int]]:
        """Columns `[start, end)` in which this row differs from `before`, which is as wide; whole characters."""
        width, x = len(self.texts), 0
        texts, styles, old, worn = self.texts, self.styles, before.texts, before.styles

        def inside(column: int) -> bool:
            """Would a cut in front of this column go through a character, on one of the two?"""
            return 0 < column < width and not (texts[column] and old[column])

        while x < width:
            if texts[x] == old[x] and styles[x] == worn[x]:
                x += 1
                continue
            start = x
            while inside(start):
                start -= 1
            last = x
            while x < width and x - last <= GAP:
                if texts[x] != old[x] or styles[x] != worn[x]:
                    last = x
                x += 1
            end = last + 1
            while inside(end):
                end += 1
            x = max(x, end)
            yield start, end


class Painter(CompositorUpdate):
    """The picture of the screen as it should be and as the terminal has it."""

    def __init__(self, colors: str | None) -> None:
        """`colors` is Rich's name for what the terminal can show."""
        self._wanted: list[Row] = []
        self._shown: list[Row | None] = []
        self._touched: set[int] = set()
        self._colors = COLOR_SYSTEMS.get(colors or "", ColorSystem.TRUECOLOR)

    @property
    def idle(self) -> bool:
        """Is there nothing to send?"""
        return not any(self._differs(y) for y in self._touched)

    def forget(self) -> None:
        """The terminal may show anything: the whole screen is sent next."""
        self._shown = [None] * len(self._wanted)
        self._touched = set(range(len(self._wanted)))

    def take(self, update: LayoutUpdate | ChopsUpdate) -> None:
        """Put an update into the picture."""
        if isinstance(update, LayoutUpdate):
            self._take_all(update)
        else:
            self._take_spans(update)

    def render_segments(self, console: Console) -> str:
        """What makes the terminal show the picture: an escape sequence for each place and each change of style."""
        written: list[str] = []
        style = ""
        for y in sorted(self._touched):
            if not self._differs(y):
                continue
            row, before = self._wanted[y], self._shown[y]
            spans = row.spans(before) if before is not None else iter([(0, len(row.texts))])
            for start, end in spans:
                written.append(f"\x1b[{y + 1};{start + 1}H")
                for x in range(start, end):
                    text = row.texts[x]
                    if not text:
                        continue
                    if row.styles[x] != style:
                        style = row.styles[x]
                        written.append(f"\x1b[0;{style}m" if style else "\x1b[0m")
                    written.append(text)
                    if len(text) > 1:
                        # Wherever the terminal thinks that this ended, what follows stands in its place.
                        written.append(f"\x1b[{y + 1};{row.next(x) + 1}H")
            self._shown[y] = row.copy()
        self._touched.clear()
        if style:
            written.append("\x1b[0m")
        return "".join(written)

    # -- into the picture

    def _differs(self, y: int) -> bool:
        row, shown = self._wanted[y], self._shown[y]
        return shown is None or row.texts != shown.texts or row.styles != shown.styles

    def _take_all(self, update: LayoutUpdate) -> None:
        width = update.region.width
        rows = [self._cells(Strip.join(line).crop_extend(0, width, None)) for line in update.strips]
        if [len(row.texts) for row in rows] != [len(row.texts) for row in self._wanted]:
            self._shown = [None] * len(rows)
        self._wanted = rows
        self._touched = set(range(len(rows)))

    def _take_spans(self, update: ChopsUpdate) -> None:
        for y, start, end in update.spans:
            if y >= len(self._wanted):
                continue
            self._touched.add(y)
            for (x, strip), stop in zip(update.chops[y].items(), update.chop_ends[y], strict=False):
                if strip is None or x >= end or stop <= start:
                    continue
                if x < start or stop > end:
                    left, right = max(x, start), min(stop, end)
                    self._wanted[y].put(left, self._cells(strip.crop(left - x, right - x)))
                else:
                    self._wanted[y].put(x, self._cells(strip))

    def _cells(self, strip: Strip) -> Row:
        texts: list[str] = []
        styles: list[str] = []
        for text, style, _ in strip:
            width = len(text) if text.isascii() else cell_len(text)
            if width == len(text):
                texts.extend(text)
            else:
                texts.extend(_apart(text, width))
            styles.extend([self._code(style)] * width)
        return Row(texts, styles)

    def _code(self, style: Style | None) -> str:
        return "" if style is None else Strip.render_ansi(style, self._colors)


COLOR_SYSTEMS = {
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "truecolor": ColorSystem.TRUECOLOR,
    "windows": ColorSystem.WINDOWS,
}
"""Rich's names for what a terminal can show."""


def _apart(text: str, width: int) -> list[str]:
    """The cells of a text that is not one character a cell."""
    widths = [cell_len(char) for char in text]
    if 0 in widths or sum(widths) != width:
        return [text, *[""] * (width - 1)] if width else []
    return [cell for char, wide in zip(text, widths, strict=True) for cell in (char, *[""] * (wide - 1))]
