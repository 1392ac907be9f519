"""What was said and how it looks: each message makes its lines for a width, and keeps them until something changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

if TYPE_CHECKING:
    from shorts_tui.tui.markup import Block, Typesetter

MARKS = {"user": "> ", "changed": "~ ", "error": "! ", "exported": "= "}
"""What stands before a line of each kind, so that colour is never all that tells them apart."""
APART = frozenset({"user", "exported", "error", "service"})
"""Kinds that have an empty line before them."""
INDENTED = frozenset({"activity", "action", "changed", "notice"})
INDENT = 2
TALLEST = 2000
"""Lines of a message that are drawn, about."""
BLANK = Strip([])
"""An empty line. Not a blank segment: without a style no filter of Textual's takes it."""
LONGEST = 20_000
"""Characters of a message that are drawn. All of it is in the project's history and can be copied."""


@dataclass(frozen=True, eq=False)
class Look:
    """What lines depend on: the width in cells, and styles by kind (`` is the base) and by Rich's Markdown names."""

    width: int
    styles: Mapping[str, Style]
    console: Console

    @property
    def base(self) -> Style:
        """What has no style of its own."""
        return self.styles[""]

    @cached_property
    def typesetter(self) -> Typesetter:
        """For Markdown; loaded with the first message that needs it."""
        from shorts_tui.tui.markup import Typesetter

        marks = {name: style for name, style in self.styles.items() if name.startswith("markdown.")}
        return Typesetter(self.width, self.base, marks)


class Note:
    """A line or a paragraph of plain text: never markup, whoever wrote it."""

    def __init__(self, kind: str, words: str) -> None:
        self.kind = kind
        self.words = words
        self._drawn: tuple[Look, list[Strip]] | None = None

    @property
    def shown(self) -> str:
        """The words behind the mark of their kind."""
        return MARKS.get(self.kind, "") + self.words

    def lines(self, look: Look) -> list[Strip]:
        """Its lines, an empty one first where its kind stands apart."""
        if self._drawn is None or self._drawn[0] is not look:
            lines = self._draw(look)
            blank = [BLANK] if self.kind in APART else []
            self._drawn = look, blank + lines
        return self._drawn[1]

    def tell(self, words: str) -> None:
        """Say something else."""
        if words != self.words:
            self.words, self._drawn = words, None

    def _draw(self, look: Look) -> list[Strip]:
        return [*_wrapped(self.shown[:LONGEST], self.kind, look), *_rest(self.shown, look)]


class Prose(Note):
    """A message of the service: Markdown, drawn block by block while it is being written."""

    def __init__(self, words: str) -> None:
        super().__init__("service", words)
        self._look: Look | None = None
        self._settled: list[Strip] = []
        self._open, self._joined = words, False

    def append(self, piece: str) -> None:
        """More was written."""
        room = max(0, LONGEST - len(self.words))
        self.words += piece
        self._open += piece[:room]
        self._drawn = None

    def settle(self, words: str) -> None:
        """This is all of it: set as a whole, for what comes late may give what came before another meaning."""
        self.words, self._drawn, self._look = words, None, None

    def _draw(self, look: Look) -> list[Strip]:
        from shorts_tui.tui.markup import Block, blocks

        if self._look is not look:
            self._look, self._settled = look, []
            self._open, self._joined = self.words[:LONGEST], False
        written = list(blocks(self._open))
        if not written:
            return self._settled + _rest(self.words, look)
        written[0] = Block(written[0].source, self._joined or written[0].joined)
        *finished, last = written
        for block in finished:
            if len(self._settled) < TALLEST:
                self._settled += self._set(block, look)
        self._open, self._joined = last.source, last.joined
        return [*self._settled, *self._set(last, look), *_rest(self.words, look)]

    def _set(self, block: Block, look: Look) -> list[Strip]:
        blank = [BLANK] if self._settled and not block.joined else []
        return blank + look.typesetter.lines(block)


def _wrapped(words: str, kind: str, look: Look) -> list[Strip]:
    indent = INDENT if kind in INDENTED else 0
    style = look.base + look.styles.get(kind, Style.null())
    lines = Text(words, overflow="fold").wrap(look.console, max(1, look.width - indent), tab_size=4)
    return [Strip([Segment(" " * indent + line.plain.rstrip(), style)]) for line in lines]


def _rest(words: str, look: Look) -> list[Strip]:
    more = len(words) - LONGEST
    return _wrapped(f"({more:,} more characters: copy the message to see them)", "notice", look) if more > 0 else []
