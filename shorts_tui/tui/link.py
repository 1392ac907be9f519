"""Between the screen and the studio: work runs in tasks here, and the screen is told by messages alone.

Nothing of the studio is imported before the first paint: `Link.open` loads it in a thread.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from textual.message import Message

if TYPE_CHECKING:
    from shorts_tui.settings import Backend
    from shorts_tui.studio.errors import NemoError
    from shorts_tui.studio.events import EventStream, StudioEvent
    from shorts_tui.studio.studio import Studio
    from shorts_tui.tui.past import Past

Kind = Literal["open", "connect", "turn", "upload", "export", "glance", "step"]
"""What a job does."""


@dataclass(frozen=True)
class Wanted:
    """What the program was started with: the project to open, media to attach, where to work."""

    project: str | None = None
    fresh: bool = False
    media: tuple[str, ...] = ()
    backend: Backend | None = None
    language: str | None = None


@dataclass
class Opened(Message):
    """The studio has been loaded and a project opened; there may be no connection yet."""

    past: Past
    """What is known of the project."""


@dataclass
class Started(Message):
    """A job has begun."""

    job: int
    """Its number; several run at once."""
    kind: Kind
    """What it does."""
    prompt: str = ""
    """What is said, in a turn."""


@dataclass
class Told(Message):
    """The studio has something to tell."""

    event: StudioEvent
    """What happened."""
    job: int
    """The job it belongs to."""
    kind: Kind
    """What that job does."""


@dataclass
class Ended(Message):
    """A job is over."""

    job: int
    """Its number."""
    kind: Kind
    """What it did."""
    prompt: str = ""
    """What was said, in a turn."""
    error: NemoError | None = None
    """What went wrong, if anything."""


@dataclass
class Link:
    """Owns the studio and the jobs that run in it. Turns wait for one another; uploads and exports don't."""

    post: Callable[[Message], object]
    wanted: Wanted
    studio: Studio | None = None
    queue: deque[str] = field(default_factory=deque)
    """Prompts that wait for the turn that runs, or for the connection."""
    connected: bool = False
    backend: Backend | None = None
    """Where the user chose to work, since the start."""
    _jobs: dict[int, tuple[Kind, asyncio.Task[None]]] = field(default_factory=dict)
    _count: int = 0

    # -- life

    async def open(self) -> None:
        """Load the studio, open the project, connect."""
        from shorts_tui.tui.past import read_past

        wanted = replace(self.wanted, backend=self.backend or self.wanted.backend)
        try:
            studio = await asyncio.to_thread(_load, wanted)
            self.studio = await studio.__aenter__()
            past = await asyncio.to_thread(read_past, studio.store, studio.project)
        except _family() as error:
            self.post(Ended(0, "open", error=error))
            return
        self.post(Opened(past))
        # What is loaded by now stays: to look for garbage in it again and again would hold up keys.
        if not gc.get_freeze_count():
            gc.collect()
            gc.freeze()
        self.connect()

    async def close(self, unsent: str = "") -> None:
        """Stop what is running, renders excepted: those go on at the service. `unsent` is kept for the next start."""
        self.connected = False  # no prompt that waits is to begin now
        tasks = [task for _, task in self._jobs.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self.studio is not None:
            await self.keep(unsent)
            await self.studio.__aexit__(None, None, None)
        self.studio, self.connected = None, False

    async def reopen(self, wanted: Wanted, unsent: str) -> None:
        """Leave the project and open another one."""
        await self.close(unsent)
        self.queue.clear()
        self.wanted = wanted
        await self.open()

    async def keep(self, unsent: str) -> None:
        """Keep what is typed and what waits, so that nothing is lost with the program."""
        if self.studio is not None:
            text = "\n".join([*self.queue, unsent]).strip("\n")
            with suppress(_family()):
                await asyncio.to_thread(self.studio.store.keep_prompt, self.studio.project, text)

    def running(self, kind: Kind) -> bool:
        """Does a job of this kind run?"""
        return any(other == kind for other, _ in self._jobs.values())

    # -- jobs

    def connect(self, backend: Backend | None = None) -> None:
        """Connect (elsewhere, where a backend is named), and then say what was typed meanwhile."""
        self.backend = backend or self.backend
        if self.studio is not None and not self.running("connect"):
            self.connected = False
            self._start("connect", self.studio.connect(backend=backend))

    def say(self, prompt: str) -> None:
        """Say something, now or as soon as the turn that runs is over."""
        self.queue.append(prompt)
        self._next_turn()

    def upload(self, sources: Sequence[str]) -> None:
        """Add media, while anything else goes on."""
        if self.studio is not None:
            self._start("upload", self.studio.upload(sources))

    def export(self) -> None:
        """Render the film and fetch it, while anything else goes on."""
        if self.studio is not None:
            self._start("export", self.studio.export(None, overwrite=False))

    def resume(self, render: str) -> None:
        """Follow a render of an earlier start to its file."""
        if self.studio is not None:
            self._start("export", self.studio.resume(render))

    def credits(self) -> None:
        """Ask what is left to spend."""
        if self.studio is not None:
            self._start("glance", self.studio.credits())

    def go(self, to: Literal["undo", "redo"] | int) -> None:
        """Undo, redo, or go to a version: at once, and whether there is a connection or not."""
        if self.studio is not None:
            if isinstance(to, int):
                stream = self.studio.go_to(to)
            else:
                stream = self.studio.undo() if to == "undo" else self.studio.redo()
            self._start("step", stream)

    def drop(self, index: int) -> str:
        """Take a waiting prompt out of the queue and return it; empty where it is gone already."""
        if index >= len(self.queue):
            return ""
        prompt = self.queue[index]
        del self.queue[index]
        return prompt

    def stop(self, kind: Kind) -> bool:
        """Stop the jobs of a kind; False where there is none."""
        tasks = [task for other, task in self._jobs.values() if other == kind]
        for task in tasks:
            task.cancel()
        return bool(tasks)

    def _next_turn(self) -> None:
        if self.queue and self.connected and self.studio is not None and not self.running("turn"):
            prompt = self.queue.popleft()
            self._start("turn", self.studio.say(prompt), prompt)

    def _start(self, kind: Kind, stream: EventStream, prompt: str = "") -> None:
        self._count += 1
        self.post(Started(self._count, kind, prompt))
        task = asyncio.create_task(self._run(self._count, kind, stream, prompt))
        self._jobs[self._count] = (kind, task)

    async def _run(self, number: int, kind: Kind, stream: EventStream, prompt: str) -> None:
        from shorts_tui.studio.journal import journal, journal_failure

        error: NemoError | None = None
        finished = False
        try:
            async with aclosing(stream) as told:
                async for event in told:
                    journal(event)
                    self.post(Told(event, number, kind))
            finished = True
        except _family() as caught:
            error = caught
            journal_failure(error)
        except Exception as caught:  # noqa: BLE001 - the outermost loop of a job: a fault of ours must not end the screen
            error = await asyncio.to_thread(_our_fault, caught)
        finally:
            self._jobs.pop(number, None)
            if kind == "connect":
                self.connected = finished
            self.post(Ended(number, kind, prompt, error))
            # After a turn that was stopped, too, the next one has its turn.
            self._next_turn()


def _family() -> type[NemoError]:
    from shorts_tui.client.errors import NemoError

    return NemoError


def _our_fault(caught: Exception) -> NemoError:
    """A fault of the program as an error of the family; the traceback goes into the log. Blocking."""
    from shorts_tui.paths import locations
    from shorts_tui.studio.errors import StudioError

    logging.getLogger(__name__).error("a fault of our own", exc_info=caught)
    log = locations().logs / "studio.log"
    return StudioError(f"Something went wrong inside ({type(caught).__name__}).", advice=f"Details are in {log}.")


def _load(wanted: Wanted) -> Studio:
    """The studio for what is wanted; in a thread, because the imports take a while."""
    from shorts_tui.studio.errors import read_settings
    from shorts_tui.studio.studio import Studio

    settings = read_settings(backend=wanted.backend, language=wanted.language)
    return Studio(settings, project=wanted.project, fresh=wanted.fresh, keep_renders=True)
