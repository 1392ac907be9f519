"""The small list above the prompt: candidates for the word at the cursor, one of them chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from shorts_tui.tui.completion import Candidate


class Completions(Static):
    """Shows candidates; the prompt moves the choice and takes it."""

    DEFAULT_CSS = """
    Completions { display: none; height: auto; max-height: 7; background: $panel; color: $text; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name that widgets use
        super().__init__(id=id, markup=False)
        self.candidates: list[Candidate] = []
        self._chosen = 0

    @property
    def is_open(self) -> bool:
        """Is there something to choose?"""
        return bool(self.candidates)

    @property
    def chosen(self) -> Candidate:
        """The candidate that tab takes."""
        return self.candidates[self._chosen]

    def offer(self, candidates: list[Candidate]) -> None:
        """Show candidates, or nothing."""
        if candidates == self.candidates:
            return
        self.candidates, self._chosen = candidates, 0
        self.display = bool(candidates)
        self._show()

    def tell(self, words: str) -> None:
        """Show a line that is no choice."""
        self.candidates = []
        self.display = bool(words)
        self.update(Content(words))

    def move(self, count: int) -> None:
        """Choose the next or the previous candidate, around the ends."""
        self._chosen = (self._chosen + count) % len(self.candidates)
        self._show()

    def _show(self) -> None:
        rows = [
            Content.styled(f"> {item.label}", "bold") if index == self._chosen else Content(f"  {item.label}")
            for index, item in enumerate(self.candidates)
        ]
        self.update(Content("\n").join([*rows, Content("tab or enter takes it, esc leaves")]))
