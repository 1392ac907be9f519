"""The engine as one object: its records, its work and whether anybody still needs it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from shorts_tui.age import Age
from shorts_tui.engine.assets import Asset
from shorts_tui.engine.database import Database
from shorts_tui.engine.render_store import RenderStore
from shorts_tui.engine.renders import RenderQueue
from shorts_tui.engine.schema import MIGRATIONS
from shorts_tui.engine.services import Services
from shorts_tui.engine.store import Store
from shorts_tui.engine.threads import in_thread
from shorts_tui.engine.turns import Turns
from shorts_tui.engine.upkeep import Upkeep
from shorts_tui.engine.uploads import Intake
from shorts_tui.paths import private_directory
from shorts_tui.settings import Settings

_log = logging.getLogger(__name__)

_SWEEP_EVERY = 3600.0
"""Seconds between two looks for what is old."""


class Activity:
    """Who is asking something of the engine, and how long ago the last one did."""

    def __init__(self) -> None:
        self.requests = 0
        self._last = time.monotonic()

    @contextmanager
    def request(self) -> Iterator[None]:
        """Counts as activity from beginning to end."""
        self.requests += 1
        try:
            yield
        finally:
            self.requests -= 1
            self._last = time.monotonic()

    @property
    def quiet(self) -> float:
        """Seconds since the last request ended; 0 while there is one."""
        return 0.0 if self.requests else time.monotonic() - self._last


class Engine:
    """Everything that the routes need.

    Attributes:
        token: what clients must show; None where nobody is asked for one.
        hands_out_token: may a caller without the token get it by the anonymous-token route? Only where reaching the
            engine at all proves who is calling.
    """

    def __init__(
        self,
        services: Services,
        settings: Settings,
        directory: Path,
        *,
        token: str,
        hands_out_token: bool,
        leave: Callable[[], None],
    ) -> None:
        self.settings = settings
        self.token = token
        self.hands_out_token = hands_out_token
        self.activity = Activity()
        self.started = time.monotonic()
        self.leave_when_idle = False
        self._leave = leave
        private_directory(directory)
        media, incoming, films = (private_directory(directory / name) for name in ("media", "incoming", "renders"))
        self._database, age = Database(directory / "engine.db", MIGRATIONS), Age()
        self.store = Store(self._database, media)
        self.intake = Intake(self.store, services.inspect, incoming, settings)
        self.turns = Turns(self.store, services.turn, heartbeat=settings.timing.engine_heartbeat)
        self.renders = RenderQueue(
            RenderStore(self._database, age), self._assets, self._language, services.render, services.review, films
        )
        self.expect = services.expect
        self._give_up = services.give_up
        self.upkeep = Upkeep(self._database, media, films, self.intake.storing, age)
        self._caretaker: asyncio.Task[None] | None = None

    def _assets(self, session_id: str) -> dict[str, Asset]:
        return {asset.id: asset for asset in self.store.assets(session_id)}

    def _language(self, session_id: str) -> str:
        return self.store.session(session_id).language

    async def start(self) -> None:
        """Clear up after the process before this one and begin to work."""
        if cut := self.store.fail_open_turns():
            _log.warning("%d turns had been cut", cut)
        self.intake.sweep()
        self.renders.start()
        self._caretaker = asyncio.create_task(self._care())

    async def stop(self) -> None:
        """Stop all work, leaving records from which the next start can go on."""
        if self._caretaker is not None:
            self._caretaker.cancel()
        await self.turns.stop()
        await in_thread(self.renders.stop, 5.0)
        await in_thread(self._give_up)

    def close(self) -> None:
        """Let go of the records; nothing works after this."""
        self._database.close()

    def leave(self) -> None:
        """Ask the process to end."""
        self._leave()

    @property
    def idle(self) -> bool:
        """Is nobody asking and nothing being done?"""
        return not (self.activity.requests or self.turns.running or self.renders.unfinished)

    async def _care(self) -> None:
        """Leave when nobody needs the engine any more; delete what is old now and then."""
        limit = self.settings.timing.engine_idle
        swept = float("-inf")
        busy = time.monotonic()
        while True:
            try:
                if time.monotonic() - swept > _SWEEP_EVERY:
                    swept = time.monotonic()
                    await in_thread(self.renders.sweep, self.settings.engine.keep_renders)
                    await in_thread(self.upkeep.sweep, self.settings.engine.keep_sessions)
                if not self.idle:
                    busy = time.monotonic()
                elif self.leave_when_idle or min(self.activity.quiet, time.monotonic() - busy) > limit:
                    _log.info("nobody needs the engine any more")
                    self._leave()
                    return
            except (sqlite3.Error, OSError):
                _log.exception("the records of renders can't be read or cleared")
            await asyncio.sleep(min(1.0, limit / 4))
