"""Markdown in pieces: a message that is drawn while it is written looks as one that came at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.style import Style

from shorts_tui.tui.markup import blocks
from shorts_tui.tui.messages import LONGEST, TALLEST, Look, Note, Prose

PIECES = (
    "word ", "two words", "\n", "\n\n", "- ", "1. ", "7. ", "# ", "**bold** ", "`code`", "```\n", "    ", "> ",
    "| a | b |\n|---|---|\n| 1 | 2 |\n", "[here](https://example.org/x) ", "![picture](x.png)", "---\n", "时间线",
    "&#x202e;", "~~no~~ ", "<b>html</b> ", "  \n",
)  # fmt: skip
WRITING = st.lists(st.sampled_from(PIECES), max_size=25)
ANSWER = """# Done

I cut **12 clips** to `30 s`:

1. the harbour
1. the light

   with its lamp
1. the end

- one
  - inner
- two

| what | now |
|---|---|
| music | 20 % |

```
ffmpeg <in>
```

See [the site](https://example.org/a)."""


def look(width: int = 60) -> Look:
    return Look(width, {"": Style(), "markdown.h1": Style(bold=True)}, Console(width=width))


def drawn(message: Note, like: Look) -> list[str]:
    return [strip.text.rstrip() for strip in message.lines(like)]


def test_an_answer_is_set_with_its_lists_counted_on_and_its_addresses_in_full() -> None:
    shown = drawn(Prose(ANSWER), look())
    assert shown[:4] == ["", "Done", "", "I cut 12 clips to 30 s:"]
    assert " 2 the light" in shown
    assert " 3 the end" in shown
    assert "   with its lamp" in shown
    assert " • one" in shown
    assert any("music" in line and "20 %" in line for line in shown)
    assert "ffmpeg <in>" in shown
    assert shown[-1] == "See the site (https://example.org/a)."


@pytest.mark.parametrize("step", [1, 2, 7, 50])
def test_what_is_written_bit_by_bit_ends_as_what_came_at_once(step: int) -> None:
    like, growing = look(), Prose("")
    for place in range(0, len(ANSWER), step):
        growing.append(ANSWER[place : place + step])
        drawn(growing, like)
    assert drawn(growing, like) == drawn(Prose(ANSWER), look())


@given(writing=WRITING)
def test_no_writing_is_drawn_otherwise_in_pieces(writing: list[str]) -> None:
    like, growing = look(), Prose("")
    for piece in writing:
        growing.append(piece)
        drawn(growing, like)
    # Of a text whose meaning hangs on what follows (a heading underlined later, say), all words are there at least.
    once = drawn(Prose("".join(writing)), look())
    assert "".join("".join(drawn(growing, like)).split()) == "".join("".join(once).split())


@given(writing=WRITING)
def test_blocks_leave_no_line_out(writing: list[str]) -> None:
    source = "".join(writing)
    kept = "".join(block.source for block in blocks(source))
    # Numbers of a list may have been counted on.
    assert "".join(char for char in kept if not char.isspace() and not char.isdigit()) in "".join(
        char for char in source if not char.isspace() and not char.isdigit()
    )


def test_a_finished_block_is_not_set_again(monkeypatch: pytest.MonkeyPatch) -> None:
    like, growing, setting = look(), Prose(""), []
    set_lines = like.typesetter.lines

    def watched(block: object) -> object:
        setting.append(block)
        return set_lines(block)  # type: ignore[arg-type]

    monkeypatch.setattr(like.typesetter, "lines", watched)
    for index in range(50):
        growing.append(f"- item {index}\n")
        drawn(growing, like)
    assert len(setting) <= 3 * 50


def test_a_very_long_message_is_drawn_to_a_point_and_says_so() -> None:
    for message in (Note("notice", "x" * (LONGEST + 1234)), Prose("x " * LONGEST)):
        shown = drawn(message, look())
        assert "more characters: copy the message" in shown[-1]
        assert len("".join(shown)) < LONGEST + 1500


def test_another_width_is_another_setting() -> None:
    message = Prose("a sentence of several words that is long")
    assert len(drawn(message, look(60))) == 2
    assert max(map(len, drawn(message, look(10)))) <= 10


@pytest.mark.parametrize(
    "words",
    [
        "[Status]: ready",
        'Done.\n\n[Warning]: clip-3 "missing audio"',
        "<div>important</div>",
        "Use <clip> and <trim> now",
    ],
)
def test_no_words_vanish(words: str) -> None:
    assert "".join("".join(drawn(Prose(words), look(200))).split()) == "".join(words.split())


def test_an_entity_is_no_way_around_what_is_cleaned() -> None:
    shown = drawn(Prose("a&#x2028;b &#x202e;c &#x1b;d `&#x9b;e`"), look())
    assert "".join(shown).replace("\ufffd", "").isprintable()


def test_a_message_of_very_many_blocks_is_drawn_to_a_point() -> None:
    assert len(drawn(Prose("a\n\n" * 6000), look())) <= TALLEST + 10
