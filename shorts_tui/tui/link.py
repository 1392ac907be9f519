"""Between the screen and the studio: work runs in tasks here, and the screen is told by messages alone.

Nothing of the studio is imported before the first paint: `Link.open` loads it in a thread.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from shorts_tui.studio.errors import NemoError
    from shorts_tui.studio.events import StudioEvent
    from shorts_tui.studio.studio import Studio


@dataclass(frozen=True)
class Wanted:
    """What the program was started with: the project to open, media to attach, where to work."""

    project: str | None = None
    fresh: bool = False
    media: tuple[str, ...] = ()
    backend: str | None = None
    language: str | None = None


@dataclass
class Told(Message):
    """The studio has something to tell."""

    event: StudioEvent
    """What happened."""
    job: int = 0
    """Which job it belongs to; several run at once."""


@dataclass
class Opened(Message):
    """The studio has been loaded and a project opened; there may be no connection yet."""

    studio: Studio
    """The studio."""


@dataclass
class Ended(Message):
    """A job is over."""

    job: int
    """Its number."""
    kind: str
    """`connect`, `turn`, `upload`, `export` or `glance`."""
    error: NemoError | None = None
    """What went wrong, if anything."""


@dataclass
class Link:
    """Owns the studio and the jobs that run in it. Turns wait for one another; uploads and exports don't."""

    post: Callable[[Message], object]
    wanted: Wanted
    studio: Studio | None = None
    queue: deque[str] = field(default_factory=deque)
    """Prompts that wait for the turn that runs."""
    connected: bool = False
    _jobs: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _kinds: dict[int, str] = field(default_factory=dict)
    _count: int = 0

    # -- life

    async def open(self) -> None:
        """Load the studio, open the project, connect."""
        studio = await asyncio.to_thread(_load, self.wanted)
        self.studio = await studio.__aenter__()
        self.post(Opened(self.studio))
        self.connect()

    async def close(self) -> None:
        """Stop what is running, renders excepted: those go on at the service."""
        for task in list(self._jobs.values()):
            task.cancel()
        await asyncio.gather(*self._jobs.values(), return_exceptions=True)
        if self.studio is not None:
            await self.studio.__aexit__(None, None, None)
            self.studio = None

    def running(self, kind: str) -> bool:
        """Does a job of this kind run?"""
        return any(self._kinds[number] == kind for number in self._jobs)

    # -- jobs

    def kind(self, job: int) -> str:
        """What a job does, or did."""
        return self._kinds.get(job, "")

    def connect(self) -> None:
        """Connect, and then say what was typed meanwhile."""
        if self.studio is not None and not self.running("connect"):
            self._start("connect", self.studio.connect())

    def say(self, prompt: str) -> bool:
        """Say something, now or as soon as the turn that runs is over; True when it has to wait."""
        self.queue.append(prompt)
        waits = not self.connected or self.running("turn")
        self._next_turn()
        return waits

    def upload(self, sources: tuple[str, ...]) -> None:
        """Add media, while anything else goes on."""
        if self.studio is not None:
            self._start("upload", self.studio.upload(sources))

    def export(self) -> None:
        """Render the film and fetch it, while anything else goes on."""
        if self.studio is not None:
            self._start("export", self.studio.export(None, overwrite=False))

    def glance(self, what: str) -> None:
        """Ask for `credits` or `status`."""
        if self.studio is not None:
            self._start("glance", self.studio.credits() if what == "credits" else self.studio.status())

    def drop(self, index: int) -> str:
        """Take a waiting prompt out of the queue and return it."""
        prompt = self.queue[index]
        del self.queue[index]
        return prompt

    def cancel(self, kind: str) -> None:
        """Stop the jobs of a kind."""
        for number, task in list(self._jobs.items()):
            if self._kinds[number] == kind:
                task.cancel()

    def _next_turn(self) -> None:
        if self.queue and self.connected and self.studio is not None and not self.running("turn"):
            self._start("turn", self.studio.say(self.queue.popleft()))

    def _start(self, kind: str, stream: AsyncIterator[StudioEvent]) -> None:
        self._count += 1
        number = self._count
        self._kinds[number] = kind
        self._jobs[number] = asyncio.create_task(self._run(number, kind, stream))

    async def _run(self, number: int, kind: str, stream: AsyncIterator[StudioEvent]) -> None:
        from shorts_tui.studio.errors import NemoError

        error: NemoError | None = None
        try:
            async for event in stream:
                self.post(Told(event, number))
        except NemoError as caught:
            error = caught
        finally:
            self._jobs.pop(number, None)
            if kind == "connect":
                self.connected = error is None
            self.post(Ended(number, kind, error))
        if kind in ("connect", "turn"):
            self._next_turn()


def _load(wanted: Wanted) -> Studio:
    """The studio for what is wanted; in a thread, because the imports take a while."""
    from shorts_tui.studio.errors import read_settings
    from shorts_tui.studio.studio import Studio

    settings = read_settings(backend=wanted.backend, language=wanted.language)
    return Studio(settings, project=wanted.project, fresh=wanted.fresh)
