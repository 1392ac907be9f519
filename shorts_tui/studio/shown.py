"""What is shown of a message while the service writes it: on disk not long after it is on the screen."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress

from shorts_tui.client.errors import NemoError
from shorts_tui.client.threads import in_thread
from shorts_tui.studio.events import Delta, StudioEvent
from shorts_tui.studio.outbox import Outbox
from shorts_tui.studio.store import Store

_log = logging.getLogger(__name__)

EVERY = 0.5
"""Seconds between two writes, at least."""
LONGEST = 200_000
"""Characters of one message that are kept before it has ended."""


class Shown:
    """The message that is being written in answer to what was sent.

    Args:
        store: where it is kept.
        sending: the entry of the outbox that it answers.
        project: of which project.
        clean: takes secrets out of a text.
        form: what becomes of a text that was cut off; holds `{text}`.
    """

    def __init__(self, store: Store, sending: str, project: str, clean: Callable[[str], str], form: str) -> None:
        self._store, self._sending, self._project = store, sending, project
        self._clean, self._form = clean, form
        self._text, self._is_new = "", False
        self._last = float("-inf")
        self._lock = threading.Lock()
        self._writing: asyncio.Task[None] | None = None

    def hear(self, event: StudioEvent) -> None:
        """Something is about to be shown."""
        if isinstance(event, Delta) and len(self._text) < LONGEST:
            self._text, self._is_new = self._text + event.text, True
            if self._writing is None or self._writing.done():
                self._writing = asyncio.create_task(self._write_soon())

    def replaced(self, text: str) -> None:
        """The message is whole and goes into the history, in place of what was kept of it. Blocking.

        Raises:
            StorageFault: it can't be kept.
        """
        with self._lock:
            self._text, self._is_new = "", False
            self._store.add_message(self._project, "service", text, sending=self._sending)

    def cut(self) -> None:
        """The message will not end: what was shown of it goes into the history as far as it came. Blocking."""
        self._write()
        with self._lock, suppress(NemoError):
            self._text, self._is_new = "", False
            self._store.add_shown(self._sending, self._form)

    def stop(self) -> None:
        """Nothing more is shown."""
        if self._writing is not None:
            self._writing.cancel()

    async def _write_soon(self) -> None:
        clock = asyncio.get_running_loop().time
        while self._is_new:
            if (wait := self._last + EVERY - clock()) > 0:
                await asyncio.sleep(wait)
            await in_thread(self._write)
            self._last = clock()

    def _write(self) -> None:
        with self._lock:
            if not self._is_new:
                return
            self._is_new = False
            try:
                Outbox(self._store).show(self._sending, self._clean(self._text))
            except NemoError as error:  # a full disk is told where something is to be acknowledged
                _log.warning("what is shown can't be kept: %s", error.message)
