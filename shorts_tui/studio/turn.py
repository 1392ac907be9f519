"""One turn of conversation: a message is sent once, and what the service does about it is told to the end.

Silent edits are put into words by comparing drafts; a cut stream is recovered by looking at the state, never by
sending the message again. Actions that the service asks for are collected, and left to the caller to run.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing

from shorts_tui.client.errors import ConnectionLost, NemoError, NoSession, StreamTooLarge, TimedOut
from shorts_tui.client.nemo import NemoClient
from shorts_tui.client.refusals import refusal
from shorts_tui.client.retry import is_transient
from shorts_tui.protocol.events import StreamFault
from shorts_tui.settings import Timing
from shorts_tui.studio.errors import TurnLost
from shorts_tui.studio.events import (
    Changed,
    Delta,
    DraftUpdate,
    EventStream,
    Notice,
    Reply,
    StudioEvent,
    Tool,
    Working,
)
from shorts_tui.studio.film import film_events, same_film
from shorts_tui.studio.glances import Glances
from shorts_tui.studio.patience import patiently
from shorts_tui.studio.phrases import Phrases
from shorts_tui.studio.reading import Message, NewDraft, Reading, StillBusy, StreamReader, ToolDone
from shorts_tui.studio.translation import translate
from shorts_tui.timeline.diff import changes
from shorts_tui.timeline.draft import EMPTY, Draft, decode

_GATEWAY = frozenset({502, 504, 520, 522, 524})
"""HTTP statuses of a gateway that lost sight of the server: whether it got the message is unknown."""


class Turn:
    """One turn, to be run once.

    Args:
        client: who is asked.
        session_id: in which session.
        before: the draft as the service had it before.
        read: reads the draft from the service's state; raises NemoError.
        revive: given a failure, says whether the service had died of it and was started again.
        timing: the deadlines of a turn.
        words: what the studio says by itself.
        two_stages: the service may go on by itself after a first cut, which is then worth telling.

    Attributes:
        refused: the message was refused for want of a session before anything was done: it was not run.
        actions: what the service asked the user to do in a window, to be run by the caller.
    """

    def __init__(
        self,
        client: NemoClient,
        session_id: str,
        *,
        before: Draft,
        read: Callable[[], Awaitable[Draft]],
        revive: Callable[[NemoError], Awaitable[bool]],
        timing: Timing,
        words: Phrases,
        two_stages: bool = True,
    ) -> None:
        self.actions: tuple[str, ...] = ()
        self.refused = False
        self._client, self._session_id = client, session_id
        self._before, self._read, self._revive = before, read, revive
        self._timing, self._words = timing, words
        self._two_stages = two_stages
        self._reader, self._shown = StreamReader(), before
        self._glances = Glances(self._look, timing.glance)
        self._replied = False
        self._first_cut: Draft | None = None
        self._cut_told = False
        self._began = 0.0

    async def run(self, text: str) -> EventStream:
        """Send the message and tell what comes of it.

        Raises:
            NoSession: the service does not know the session; see `refused`.
            TurnLost: the stream broke, and the state shows no change.
            NemoError: the service refused or failed, or is not reachable.
        """
        self._began = asyncio.get_running_loop().time()
        broken: NemoError | None = None
        try:
            stream = self._client.say(self._session_id, text)
            async with aclosing(patiently(stream, self._timing.still_working, self._glances.seen)) as pieces:
                async for piece in pieces:
                    if isinstance(piece, Working):
                        yield piece
                    elif isinstance(piece, Draft):
                        for event in self._draft(piece):
                            yield event
                    else:
                        for event in self._tell(self._reader.feed(piece)):
                            yield event
        except NemoError as error:
            if not _outcome_unknown(error):
                self.refused = isinstance(error, NoSession) and not self._reader.started
                raise
            broken = error
        finally:
            await self._glances.close()
        for event in self._tell(self._reader.finish()):
            yield event
        # A stream that told its failure and then broke has failed once.
        ending = self._recover(broken) if broken is not None and self._reader.fault is None else self._conclude()
        async with aclosing(ending) as events:
            async for event in events:
                yield event

    def _tell(self, readings: list[Reading]) -> list[StudioEvent]:
        """What the user gets of what was read."""
        told: list[StudioEvent] = []
        for reading in readings:
            match reading:
                case Delta() | Tool():
                    told.append(reading)
                case Message(text=text):
                    told += self._reply(text)
                case NewDraft(draft=draft):
                    self._glances.told()
                    told += self._draft(draft)
                case ToolDone():
                    self._glances.wake()
                case StillBusy():
                    told += self._raw_cut()
        return told

    def _draft(self, draft: Draft) -> list[StudioEvent]:
        """The film as it has become meanwhile."""
        if same_film(self._shown, draft):
            return []
        self._shown = draft
        if self._before.is_empty and self._first_cut is None and not draft.is_empty:
            self._first_cut = draft
        return [DraftUpdate(draft.raw)]

    async def _look(self) -> Draft:
        state = await self._client.state(self._session_id)
        return EMPTY if state.draft is None else decode(state.draft)

    def _reply(self, text: str) -> list[StudioEvent]:
        """A message as it is shown: without talk of windows, whose actions are kept for later."""
        translation = translate(text)
        self.actions += tuple(action for action in translation.actions if action not in self.actions)
        told: list[StudioEvent] = []
        if shown := translation.text.strip():
            self._replied = True
            told.append(Reply(shown))
        told += [Notice(self._words.offers[offer]) for offer in translation.offers if offer in self._words.offers]
        return told

    def _raw_cut(self) -> list[StudioEvent]:
        """The service has a first cut and goes on working: music and titles come in a second stage."""
        if not self._two_stages or self._first_cut is None or self._cut_told:
            return []
        self._cut_told = True
        return [Changed(changes(self._before, self._first_cut, self._words.language)), Notice(self._words.cut_ready)]

    async def _conclude(self) -> EventStream:
        """The stream is over: the state has the last word on what was done."""
        failure = _failure(self._reader.fault)
        if isinstance(failure, NoSession) and not self._reader.started:
            self.refused = True
            raise failure
        try:
            after = await self._read()
        except NoSession:
            raise
        except NemoError as error:
            if failure is not None:
                raise failure from error
            if not self._replied:
                raise
            yield Notice(self._words.timeline_unread.format(reason=error.message))
            return
        for event in self._report(after, speak=not self._replied and not self.actions and failure is None):
            yield event
        if failure is not None:
            raise failure

    def _report(self, after: Draft, *, speak: bool) -> list[StudioEvent]:
        """What differs from before; with `speak`, in a message of its own. Never silence."""
        words, told = self._words, list[StudioEvent]()
        if same_film(self._before, after):
            return [Reply(words.nothing_changed)] if speak else []
        since = self._first_cut if self._cut_told and self._first_cut is not None else self._before
        if lately := changes(since, after, self._words.language):
            told.append(Changed(lately))
        if speak:
            listed = words.semicolon.join(changes(self._before, after, self._words.language))
            told.append(Reply(words.done.format(changes=listed) if listed else words.invisible_change))
        return told + film_events(after)

    async def _recover(self, broken: NemoError) -> EventStream:
        """The stream broke: wait, look at the state, and tell what the service did meanwhile.

        Raises:
            TurnLost: no look shows a change.
            NemoError: no look succeeded.
        """
        yield Notice(self._words.stream_broken)
        timing, clock = self._timing, asyncio.get_running_loop().time
        seen, trouble = False, broken
        # A service that died has nothing under way that would be worth waiting for.
        died = await self._revive(broken)
        for look in range(1 if died else timing.recovery_tries):
            if look:
                yield Working(round(clock() - self._began, 1))
            if not died:
                await asyncio.sleep(timing.recovery_next if look else timing.recovery_first)
            try:
                after = await self._read()
            except NemoError as error:
                if not is_transient(error):
                    raise
                trouble = error
                continue
            seen = True
            if not same_film(self._before, after):
                for event in self._report(after, speak=True):
                    yield event
                return
        if not seen:
            raise trouble
        raise TurnLost(f"{broken.message} The timeline shows no change since.") from broken


def _outcome_unknown(error: NemoError) -> bool:
    """Was the message perhaps run, although no end of its stream arrived?"""
    return isinstance(error, ConnectionLost | TimedOut | StreamTooLarge) or error.status in _GATEWAY


def _failure(fault: StreamFault | None) -> NemoError | None:
    """The typed error for a failure that the stream told."""
    if fault is None:
        return None
    code: int | str = int(fault.code) if fault.code.lstrip("-").isdecimal() else fault.code or "failed"
    return refusal(code, fault.message)
