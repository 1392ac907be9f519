"""What the studio screen holds, and what all its commands share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeVar

from textual.screen import Screen

from shorts_tui import text
from shorts_tui.timeline.draft import EMPTY, Draft
from shorts_tui.tui.commands import KeyMap
from shorts_tui.tui.link import Link
from shorts_tui.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from shorts_tui.studio.studio import Studio
    from shorts_tui.tui.lists import Progress
    from shorts_tui.tui.remedy import Remedy

T = TypeVar("T")


class Holding(Screen[None]):
    """What the studio screen holds.

    Attributes:
        keys: the key map in force.
        link: the studio and its jobs.
        draft: the film as it is shown; `before`, as it was when the last turn began.
        renders: the renders that are followed, by id.
        cure: what a key can do about the last error.
        prompt: where the user types; None before the screen is built. It holds its text when it is taken down.
    """

    link: Link

    def __init__(self, keys: KeyMap) -> None:
        super().__init__()
        self.keys = keys
        self.draft: Draft = EMPTY
        self.before: Draft = EMPTY
        self.renders: dict[str, Progress] = {}
        self.cure: Remedy | None = None
        self.prompt: Prompt | None = None

    def run_command(self, name: str) -> None:
        """Run the command with this id."""
        self.run_worker(self.run_action(name))

    @property
    def unsent(self) -> str:
        """What stands in the prompt, or stood there when it was taken down."""
        return self.prompt.text if self.prompt is not None else ""

    async def stored(self, read: Callable[[Studio], T], nothing: T) -> T:
        """What `read` finds in the store, off the event loop; `nothing` where there is no studio or it fails."""
        from shorts_tui.client.errors import NemoError

        if self.link.studio is None:
            return nothing
        try:
            return await asyncio.to_thread(read, self.link.studio)
        except NemoError as error:
            self.warn(error.message)
            return nothing

    def warn(self, words: str) -> None:
        """A passing word about something that can't be done."""
        self.app.notify(text.one_line(words), severity="warning", markup=False)

    def go(self, to: Literal["undo", "redo"] | int) -> None:
        """Undo, redo, or go to the version with a number."""
        if self.link.running("turn"):
            self.warn("A turn is changing the film: wait for its end, or stop waiting.")
        elif self.link.studio is None:
            self.warn("Still opening the project.")
        else:
            self.link.go(to)

    def copy(self, words: str) -> None:
        """Send words to the terminal's clipboard; whether it takes them, only the terminal knows."""
        if words:
            self.app.copy_to_clipboard(text.sanitize(words))
            self.app.notify("Sent to the terminal's clipboard.", markup=False)
