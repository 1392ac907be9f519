"""Markdown in pieces: what is written is parted into blocks, so that a growing message is drawn anew at its end alone.

The blocks become lines by Rich's Markdown. Nothing of it is a link, an action or an image: addresses stand in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import ClassVar

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich import markdown
from rich.console import Console, ConsoleOptions, RenderResult
from rich.style import Style
from rich.text import Text
from rich.theme import Theme
from textual.strip import Strip

from shorts_tui.text import sanitize

NUMBER = re.compile(r"^(\s*)\d+")


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, table, fence or list item as it was written; `joined`: its list has begun before it."""

    source: str
    joined: bool = False


def blocks(source: str) -> Iterator[Block]:
    """The blocks of a text, in order; together they are all of it that shows."""
    lines = source.split("\n")
    starts = list(_starts(_PARSER.parse(source)))
    ends = [*(first for first, _, _ in starts[1:]), len(lines)]
    for (first, joined, number), after in zip(starts, ends, strict=False):
        own = lines[first:after]
        if number:
            # On its own every item of a list that counts `1. 1. 1.` would be the first.
            own[0] = NUMBER.sub(rf"\g<1>{number}", own[0], count=1)
        yield Block("\n".join(own), joined)


def _starts(tokens: list[Token]) -> Iterator[tuple[int, bool, int]]:
    """The line where each block begins, whether it goes on with a list, and its number in an ordered one (else 0)."""
    joined, number = False, 0
    for token in tokens:
        if token.nesting < 0 or token.map is None:
            continue
        if token.level == 0 and token.type in ("bullet_list_open", "ordered_list_open"):
            joined, number = False, int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else 0
        elif token.level == 1 and token.type == "list_item_open":
            yield token.map[0], joined, number
            joined, number = True, number + 1 if number else 0
        elif token.level == 0:
            yield token.map[0], False, 0


class Heading(markdown.Heading):
    """At the left, whatever its level."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The words alone."""
        self.text.justify = "left"
        yield self.text


class Code(markdown.CodeBlock):
    """As it is, without colours for its language: those would cost more than all the rest."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines, folded where they are too long."""
        yield Text(str(self.text).rstrip(), style="markdown.code_block", overflow="fold", no_wrap=False)


class Image(markdown.ImageItem):
    """Its description: no terminal shows it."""

    new_line = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The description."""
        yield Text(f"[{self.text.plain or 'image'}]", end="")


class Prose(markdown.Markdown):
    """Markdown with our own headings, code and images, read by the one parser that finds the blocks as well."""

    elements: ClassVar[dict[str, type[markdown.MarkdownElement]]] = {
        **markdown.Markdown.elements,
        "heading_open": Heading,
        "fence": Code,
        "code_block": Code,
        "image": Image,
    }

    def __init__(self, markup: str) -> None:
        super().__init__("", hyperlinks=False)
        self.markup = markup
        self.parsed = _PARSER.parse(markup)
        for token in self.parsed:
            for child in token.children or ():
                # An entity may stand for any character: what is dangerous of it goes as it went from the text.
                if not child.content.isprintable():
                    child.content = sanitize(child.content).replace("\n", " ")


class Typesetter:
    """Turns blocks into lines of one width and one set of styles.

    `styles` has Rich's names of what Markdown knows, such as `markdown.h1`.
    """

    def __init__(self, width: int, base: Style, styles: Mapping[str, Style]) -> None:
        self._base = base
        self._console = Console(
            file=StringIO(), width=max(1, width), force_terminal=True, color_system="truecolor", legacy_windows=False,
            theme=Theme({name: _plainly(style) for name, style in styles.items()}), highlight=False, emoji=False,
            markup=False,
        )  # fmt: skip

    def lines(self, block: Block) -> list[Strip]:
        """The block's lines, without blank ones around it."""
        rows = self._console.render_lines(Prose(block.source), style=self._base, pad=False)
        strips = [Strip(row) for row in rows]
        while strips and not strips[-1].text.strip():
            strips.pop()
        while strips and not strips[0].text.strip():
            del strips[0]
        return strips


def _plainly(style: Style) -> Style:
    """Without what belongs to a widget."""
    return style.clear_meta_and_links()


_PARSER = MarkdownIt("commonmark", {"html": False}).enable("strikethrough").enable("table").disable("reference")
"""Words of a service are no HTML and define no addresses: what looks like it is shown as it is."""
