"""A terminal that is sent the differences alone shows the same as one that is sent everything."""

from __future__ import annotations

from collections.abc import Sequence

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from shorts_tui.tui.painter import Painter

WIDTH, HEIGHT = 24, 4
CONSOLE = Console(color_system="truecolor", force_terminal=True)
STYLES = (None, Style(color="red"), Style(bold=True, bgcolor="blue"))
ROW = st.lists(st.tuples(st.text("ab 时文▏…", min_size=0, max_size=9), st.sampled_from(STYLES)), min_size=0, max_size=6)
FRAME = st.lists(ROW, min_size=HEIGHT, max_size=HEIGHT)


def strip(*pieces: tuple[str, Style | None]) -> Strip:
    return Strip([Segment(text, style) for text, style in pieces]).adjust_cell_length(WIDTH)


def whole(rows: Sequence[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[row] for row in rows], Region(0, 0, WIDTH, len(rows)))


def part(y: int, x: int, piece: Strip) -> ChopsUpdate:
    """An update of one piece of a row."""
    chops: list[dict[int, Strip | None]] = [{} for _ in range(HEIGHT)]
    ends: list[list[int]] = [[] for _ in range(HEIGHT)]
    chops[y], ends[y] = {x: piece}, [x + piece.cell_length]
    return ChopsUpdate(chops, [(y, x, x + piece.cell_length)], ends)


def lines(*texts: str) -> list[Strip]:
    return [strip((text, None)) for text in (*texts, *[""] * (HEIGHT - len(texts)))]


class Terminal:
    """What a terminal shows of what it is sent."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self.screen)

    def feed(self, data: str) -> None:
        self._stream.feed(data)

    @property
    def cells(self) -> list[list[tuple[str, str, str, bool]]]:
        """Character, colours and weight of every cell."""
        rows = [[self.screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]
        return [[(cell.data, cell.fg, cell.bg, cell.bold) for cell in row] for row in rows]


@given(frames=st.lists(FRAME, min_size=1, max_size=4))
@settings(max_examples=150)
def test_differences_make_the_same_picture_as_whole_frames(
    frames: list[list[list[tuple[str, Style | None]]]],
) -> None:
    painter, told = Painter("truecolor"), Terminal()
    for frame in frames:
        rows = [strip(*row) for row in frame]
        painter.take(whole(rows))
        told.feed(painter.render_segments(CONSOLE))
        fresh, anew = Painter("truecolor"), Terminal()
        fresh.take(whole(rows))
        anew.feed(fresh.render_segments(CONSOLE))
        assert told.cells == anew.cells
        assert painter.idle


def test_what_is_shown_already_is_not_sent_again() -> None:
    painter = Painter("truecolor")
    painter.take(whole(lines("one", "two")))
    assert "one" in painter.render_segments(CONSOLE)
    painter.take(whole(lines("one", "two")))
    assert painter.idle
    assert painter.render_segments(CONSOLE) == ""


def test_one_letter_is_a_jump_and_the_letter() -> None:
    painter = Painter("truecolor")
    painter.take(whole(lines("one", "two")))
    painter.render_segments(CONSOLE)
    painter.take(part(1, 2, Strip([Segment("p", Style(bold=True))])))
    assert painter.render_segments(CONSOLE) == "\x1b[2;3H\x1b[0;1mp\x1b[0m"


def test_of_an_update_only_its_span_counts() -> None:
    painter, told = Painter("truecolor"), Terminal()
    painter.take(whole(lines("abcdef")))
    told.feed(painter.render_segments(CONSOLE))
    wide = part(0, 0, Strip([Segment("XXXXXX")]))
    painter.take(ChopsUpdate(wide.chops, [(0, 2, 4)], wide.chop_ends))
    told.feed(painter.render_segments(CONSOLE))
    assert told.screen.display[0].rstrip() == "abXXef"


def test_a_screen_that_may_show_anything_is_sent_whole() -> None:
    painter = Painter("truecolor")
    painter.take(whole(lines("one", "two")))
    painter.render_segments(CONSOLE)
    painter.forget()
    assert not painter.idle
    sent = painter.render_segments(CONSOLE)
    assert "one" in sent
    assert "two" in sent


def test_another_size_is_sent_whole() -> None:
    painter = Painter("truecolor")
    painter.take(whole(lines("one")))
    painter.render_segments(CONSOLE)
    painter.take(LayoutUpdate([[Strip([Segment("one")])]], Region(0, 0, 3, 1)))
    assert painter.render_segments(CONSOLE).startswith("\x1b[1;1Hone")


def test_half_a_wide_character_is_never_left() -> None:
    painter, told = Painter("truecolor"), Terminal()
    painter.take(whole(lines("时文")))
    told.feed(painter.render_segments(CONSOLE))
    painter.take(part(0, 1, Strip([Segment("x")])))
    told.feed(painter.render_segments(CONSOLE))
    painter.take(whole(lines("a文")))
    told.feed(painter.render_segments(CONSOLE))
    # What follows a wide character is in its second cell for the emulator.
    assert told.screen.display[0].replace(" ", "") == "a文"


def test_text_whose_width_is_doubtful_leaves_what_follows_in_place() -> None:
    painter = Painter("truecolor")
    doubtful = "e\u0301\u0301"
    painter.take(whole([strip((doubtful, None), ("after", None)), *lines()[1:]]))
    sent = painter.render_segments(CONSOLE)
    assert f"{doubtful}\x1b[1;2Hafter" in sent


def test_a_terminal_of_sixteen_colours_gets_those() -> None:
    painter = Painter("standard")
    painter.take(whole([strip(("red", Style(color="#ff0000"))), *lines()[1:]]))
    assert "\x1b[0;31mred" in painter.render_segments(CONSOLE)


def test_a_row_stays_as_wide_as_it_is_whatever_a_widget_draws() -> None:
    painter = Painter("truecolor")
    painter.take(whole(lines("one")))
    painter.render_segments(CONSOLE)
    painter.take(part(0, WIDTH - 2, Strip([Segment("too wide")])))
    painter.take(
        LayoutUpdate(
            [[Strip([Segment("x" * (WIDTH + 9))])], *[[line] for line in lines()[1:]]], Region(0, 0, WIDTH, HEIGHT)
        )
    )
    assert painter.render_segments(CONSOLE).count("x") == WIDTH
