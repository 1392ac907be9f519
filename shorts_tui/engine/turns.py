"""Turns of conversation: run one at a time in each session, streamed as events, recorded when they end."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
import uuid
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from typing import Any

from shorts_tui.engine.director.turn import (
    DraftChanged,
    Observer,
    Said,
    Step,
    ToolFinished,
    ToolStarted,
    TurnOutcome,
    TurnRequest,
    Versions,
)
from shorts_tui.engine.envelope import INTERNAL, NO_RECORDS
from shorts_tui.engine.errors import CancelledError, EngineError
from shorts_tui.engine.store import INTERRUPTED, Session, Store
from shorts_tui.engine.threads import in_thread
from shorts_tui.protocol.codes import Code
from shorts_tui.protocol.events import adk_event
from shorts_tui.text import one_line, sanitize
from shorts_tui.timeline.draft import Draft, encode

_log = logging.getLogger(__name__)

HEARTBEAT = b'data: {"type":"heartbeat"}\n\n'

Director = Callable[[TurnRequest, Observer], TurnOutcome]


def frame(event: dict[str, Any]) -> bytes:
    """One server-sent event."""
    text = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    return b"data: " + text.encode("utf-8", "replace") + b"\n\n"


class _Script:
    """The events of one turn, in the shape of a google-adk server."""

    def __init__(self, invocation: str) -> None:
        self._invocation = invocation
        self._calls: defaultdict[str, deque[str]] = defaultdict(deque)

    def _event(self, **what: Any) -> bytes:
        return frame(adk_event(invocation=self._invocation, timestamp=time.time(), **what))

    def step(self, step: Step) -> bytes:
        """What the director tells while it works. A tool's answer has the id of its call."""
        match step:
            case ToolStarted(name, args):
                call = f"call_{uuid.uuid4().hex[:12]}"
                self._calls[name].append(call)
                return self._event(parts=[{"functionCall": {"id": call, "args": dict(args), "name": name}}])
            case ToolFinished(name, response):
                call = self._calls[name].popleft() if self._calls[name] else ""
                answer = {"id": call, "name": name, "response": dict(response)}
                return self._event(parts=[{"functionResponse": answer}], role="user")
            case Said(text):
                return self._event(parts=[{"text": text}], partial=True)
            case DraftChanged(draft):
                return self.draft(draft)

    def draft(self, draft: Draft) -> bytes:
        """The film as it stands."""
        return self._event(state_delta={"draft": encode(draft)})

    def final(self, text: str) -> bytes:
        """The answer, whole."""
        return self._event(parts=[{"text": text}], partial=False)

    def failed(self, code: str, message: str, draft: Draft | None) -> bytes:
        """The turn came to nothing; `draft` is the film in force where another one had been shown meanwhile."""
        delta = None if draft is None else {"draft": encode(draft)}
        return self._event(error=(code, message), state_delta=delta)


class _Listener:
    """Where the events of a turn go: to a client, or nowhere once it has left."""

    def __init__(self) -> None:
        self._frames: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.left = False

    def put(self, piece: bytes | None) -> None:
        """Hand over an event, None for the end."""
        if not self.left:
            self._frames.put_nowait(piece)

    async def listen(self, heartbeat: float) -> AsyncIterator[bytes]:
        """The events until the end, with a sign of life after each `heartbeat` seconds of silence."""
        try:
            while True:
                try:
                    piece = await asyncio.wait_for(self._frames.get(), heartbeat)
                except TimeoutError:
                    piece = HEARTBEAT
                if piece is None:
                    return
                yield piece
        finally:
            self.left = True


class _Turn:
    """One turn: what was said, what has been told about it so far, and its end."""

    def __init__(self, store: Store, session: Session, text: str, listener: _Listener) -> None:
        self.id = f"e-{uuid.uuid4()}"
        self._store = store
        self._session = session
        self._text = text
        self._listener = listener
        self._script = _Script(self.id)
        self._before = Versions()
        self._shown: Draft = self._before.current

    def tell(self, step: Step) -> None:
        """Pass on what the director tells."""
        if isinstance(step, DraftChanged):
            self._shown = step.draft
        self._listener.put(self._script.step(step))

    async def record(self) -> None:
        """Write down what was said, before anything is done about it."""
        await in_thread(self._store.begin_turn, self.id, self._session.id, self._text)

    async def run(self, director: Director, observe: Observer) -> None:
        """Let the director work, put the result on record, and only then tell it."""
        before = await in_thread(self._store.versions, self._session.id)
        self._before, self._shown = before, before.current
        assets = await in_thread(self._store.assets, self._session.id)
        question = await in_thread(self._store.question, self._session.id)
        answered = await in_thread(self._store.answered, self._session.id)
        request = TurnRequest(self._text, assets, before, self._session.language, question, answered)
        outcome = await in_thread(director, request, observe)
        text = sanitize(outcome.text)
        await in_thread(self._store.end_turn, self.id, text, before, outcome.versions, outcome.question)
        if outcome.versions.current != self._shown:
            self._listener.put(self._script.draft(outcome.versions.current))
        if text:
            self._listener.put(self._script.final(text))

    def fail(self, message: str, code: int = Code.SERVER_ERROR) -> None:
        """The turn came to nothing: say why, and take back a film that had been shown meanwhile."""
        taken_back = self._before.current if self._shown != self._before.current else None
        self._listener.put(self._script.failed(str(int(code)), message, taken_back))
        try:
            self._store.fail_turn(self.id, message)
        except sqlite3.Error:
            _log.exception("the failure of turn %s could not be recorded", self.id)


class Turns:
    """Runs what users say. A client that goes away does not stop the work; the records hold the result."""

    def __init__(self, store: Store, director: Director, *, heartbeat: float) -> None:
        self._store = store
        self._director = director
        self._heartbeat = heartbeat
        self._queues: dict[str, asyncio.Lock] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False

    @property
    def running(self) -> int:
        """How many turns are at work or wait for their session."""
        return len(self._tasks)

    def is_busy(self, session_id: str) -> bool:
        """Does a turn of this session run?"""
        return session_id in self._queues and self._queues[session_id].locked()

    def say(self, session: Session, text: str) -> AsyncIterator[bytes]:
        """Begin a turn with sanitized text and return its event stream; it runs whether the stream is read or not."""
        listener = _Listener()
        task = asyncio.create_task(self._take(_Turn(self._store, session, text, listener), session, listener))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return listener.listen(self._heartbeat)

    async def stop(self) -> None:
        """End all turns now; their sessions stay as they were before them."""
        self._stopping = True
        for task in list(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=2)

    async def _take(self, turn: _Turn, session: Session, listener: _Listener) -> None:
        loop = asyncio.get_running_loop()

        def observe(step: Step) -> None:
            if self._stopping or loop.is_closed():
                raise CancelledError
            loop.call_soon_threadsafe(turn.tell, step)

        try:
            await turn.record()
            async with self._queues.setdefault(session.id, asyncio.Lock()):
                await turn.run(self._director, observe)
        except asyncio.CancelledError:
            turn.fail(INTERRUPTED)
            raise
        except EngineError as error:
            _log.info("turn %s failed: %s", turn.id, one_line(error.message, 500))
            turn.fail(one_line(error.message, 500), error.code)
        except sqlite3.OperationalError as error:
            _log.error("turn %s: the records can't be used: %s", turn.id, error)
            turn.fail(NO_RECORDS)
        except Exception:  # noqa: BLE001 - the outermost frame of a turn: the client is told, the log has the rest
            _log.exception("turn %s hit an internal error", turn.id)
            turn.fail(INTERNAL)
        finally:
            listener.put(None)
