"""What typing does in the studio: sending, keeping what is typed, completing, and what a paste may mean."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from textual import on
from textual.timer import Timer

from shorts_tui import text
from shorts_tui.tui.commands import KeyMap
from shorts_tui.tui.screens.doing import Doing
from shorts_tui.tui.widgets.completions import Completions
from shorts_tui.tui.widgets.prompt import Prompt
from shorts_tui.tui.widgets.timeline import TimelineView

KEEP = 0.4
"""Seconds after which what is typed is kept, whether a key follows or not."""


class Typing(Doing):
    """Follows the prompt."""

    def __init__(self, keys: KeyMap) -> None:
        super().__init__(keys)
        self._keeping: Timer | None = None

    @on(Prompt.Sent)
    def _sent(self, message: Prompt.Sent) -> None:
        from shorts_tui.tui.completion import command

        if (known := command(message.text)) is not None:
            self.run_command(known.id)
            return
        self.link.say(message.text)
        self.show_queue()
        self._keep_soon()

    @on(Prompt.Left)
    def _left(self) -> None:
        self.action_focus_timeline()

    @on(Prompt.Edited)
    def _edited(self, message: Prompt.Edited) -> None:
        self._keep_soon()
        prompt, popup = self.query_one(Prompt), self.query_one(Completions)
        word = prompt.word
        if prompt.suggested:
            from shorts_tui.tui.completion import Candidate

            popup.offer([Candidate(prompt.suggested, prompt.suggested)])
        elif word.startswith("@") or (word.startswith("/") and message.text == word):
            work = partial(self._complete, word)
            self.run_worker(work, group="complete", exclusive=True)  # type: ignore[arg-type] # mypy finds it ambiguous
        elif popup.display:
            popup.tell("")

    async def _complete(self, word: str) -> None:
        from shorts_tui.tui import completion

        if word.startswith("@"):
            found = await asyncio.to_thread(completion.files, word, Path.cwd())
        else:
            found = completion.commands(word)
        if self.query_one(Prompt).word == word:
            self.query_one(Completions).offer(found)

    @on(Prompt.Pasted)
    async def _pasted(self, message: Prompt.Pasted) -> None:
        from shorts_tui.studio.router import route

        def exists(path: str) -> bool:
            try:
                return Path(path).expanduser().exists()
            except (OSError, RuntimeError, ValueError):
                return False

        steps = await asyncio.to_thread(route, message.text, exists=exists)
        if len(steps) == 1 and steps[0].action == "upload" and steps[0].sources:
            names = ", ".join(text.one_line(Path(source).name, 40) for source in steps[0].sources)
            self.query_one(Completions).tell(f"enter uploads {names}")

    def _keep_soon(self) -> None:
        if self._keeping is None:
            self._keeping = self.set_timer(KEEP, self._keep)

    async def _keep(self) -> None:
        self._keeping = None
        await self.link.keep(self.unsent)

    @on(TimelineView.Pointed)
    def _pointed(self, message: TimelineView.Pointed) -> None:
        prompt = self.query_one(Prompt)
        space = " " if prompt.text and not prompt.text.endswith(" ") else ""
        prompt.write(f"{prompt.text}{space}at {message.at / 1000:g}s ")
        prompt.focus()
