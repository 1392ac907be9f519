"""What lies on the studio and gives one answer: keys that come in a burst, as over a slow line, never give two."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A screen that is left once. A second answer would go to what lies below it, the studio itself in the end."""

    DEFAULT_CSS = """
    Dialog.-narrow > Vertical, Dialog.-narrow > VerticalScroll { width: 100%; }
    Dialog OptionList { text-wrap: nowrap; text-overflow: ellipsis; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - the screen's, whose type this is
    """On a narrow screen nothing of what lies below is left beside it: ends of lines say nothing."""

    _left = False

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Leave with an answer; the first one counts."""
        if self._left:
            return AwaitComplete()
        self._left = True
        return super().dismiss(result)
