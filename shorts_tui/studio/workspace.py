"""An open project: its session on a server, the draft as the service has it, and the store that keeps both."""

from __future__ import annotations

import dataclasses
import time
from typing import Literal

from shorts_tui.client.errors import NoSession
from shorts_tui.client.threads import in_thread
from shorts_tui.protocol.models import CreditsData
from shorts_tui.settings import Settings
from shorts_tui.studio.connect import Link
from shorts_tui.studio.errors import StudioError
from shorts_tui.studio.events import Changed, Connected, Notice, StudioEvent
from shorts_tui.studio.film import film_events, same_film
from shorts_tui.studio.names import UNTITLED, project_name
from shorts_tui.studio.outbox import Outbox
from shorts_tui.studio.phrases import Phrases, phrases
from shorts_tui.studio.project import Media, Project, Render, Role, Session, Version, fingerprint
from shorts_tui.studio.recovery import tell_cut
from shorts_tui.studio.shown import Shown
from shorts_tui.studio.store import Store
from shorts_tui.timeline.diff import changes
from shorts_tui.timeline.draft import EMPTY, Draft, decode

Purpose = Literal["work", "look", "credits"]
"""What a connection is for: work needs a session, a look uses one that is there, credits need none."""


class Workspace:
    """What the use cases work on.

    Attributes:
        project: as it is now; on disk once it has a session.
        draft: as the service had it when it was last read.
        balance: credits that were read when connecting, until they are told.
        unfinished: a render of this very draft that was asked for and not yet saved, found when connecting.
        exporting: fingerprints of the drafts that are being exported.
        ahead: the draft is a version that the user went back to, and not what the service has.
        leaving: we are about to go, and what renders is to go on without us.
        shown: the message that the service is writing.
    """

    def __init__(self, store: Store, project: Project, settings: Settings) -> None:
        self.store, self.project, self.settings = store, project, settings
        self.outbox = Outbox(store)
        self.words: Phrases = phrases(settings.language)
        self.draft: Draft = EMPTY
        self.balance: CreditsData | None = None
        self.unfinished: Render | None = None
        self.exporting: set[str] = set()
        self.ahead = self.leaving = False
        self._seen = ""
        self._link: Link | None = None
        self._session: Session | None = None
        self._just_read = self._expects_news = False
        self.shown: Shown | None = None

    @property
    def link(self) -> Link:
        """The server that the project is connected to."""
        if self._link is None:
            raise StudioError("Not connected.")
        return self._link

    @property
    def session(self) -> Session:
        """The session on that server."""
        if self._session is None:
            raise StudioError("This project has no session yet.")
        return self._session

    @property
    def is_connected(self) -> bool:
        """Is there a server and a session on it?"""
        return self._link is not None and self._session is not None

    @property
    def is_linked(self) -> bool:
        """Is there a server, with or without a session on it?"""
        return self._link is not None

    @property
    def user_id(self) -> str:
        """The service's name for the user, as the session or the token told it, or ""."""
        return (self._session.user_id if self._session else "") or self.link.user_id

    @property
    def secrets(self) -> tuple[str, ...]:
        """Tokens that must not be shown."""
        return self._link.secrets if self._link is not None else ()

    async def leave(self) -> None:
        """Let go of the server."""
        link, self._link, self._session = self._link, None, None
        if link is not None:
            await link.close()

    async def enter(self, link: Link, purpose: Purpose) -> list[StudioEvent]:
        """Take up the project's session on a server, as far as the purpose wants one.

        Raises:
            NemoError: the server refuses, or is not reachable.
        """
        notices: list[StudioEvent] = []
        cut = await in_thread(self.outbox.cut, self.project.id, link.server) if purpose != "credits" else []
        self._link = link
        try:
            if purpose == "credits":
                self.balance = await link.client.credits()
            else:
                self._session = await in_thread(self.store.session, self.project.id, link.server)
                if self._session is not None:
                    try:
                        await self._recall(self._session)
                        turns = [entry.text for entry in cut if entry.kind == "turn"]
                        await self.read(turns[-1] if turns else "found when connecting")
                        self._just_read = True
                    except NoSession:
                        notices = await self.renew()
                elif purpose == "work":
                    await self._create()
        except BaseException:
            self._link = self._session = None
            raise
        await self._look_for_renders()
        known = self._session.session_id if self._session else ""
        told: list[StudioEvent] = [*notices, Connected(link.backend, known, self.project.name)]
        for line in await in_thread(tell_cut, self.store, self.words, cut, known, self.draft):
            await self.note("notice", line)
            told.append(Notice(line))
        return told if self.draft.is_empty else told + film_events(self.draft)

    async def renew(self) -> list[StudioEvent]:
        """The server does not know the session any more: open another, and say what that means.

        Raises:
            NemoError: the server refuses, or is not reachable.
        """
        old = self.session
        await in_thread(self.store.session_forgotten, old)
        had_media = any(
            item.session_id == old.session_id for item in await in_thread(self.store.media, self.project.id)
        )
        await self._create()
        told: list[StudioEvent] = [Notice(self.words.forgotten)]
        return [*told, Notice(self.words.upload_again)] if had_media else told

    async def read(self, cause: str) -> Draft:
        """Read the draft from the service's state, and keep it as a version where it changed.

        Raises:
            NoSession: the server does not know the session.
            NemoError: it refuses, or is not reachable.
        """
        await self.link.refresh()
        state = await self.link.client.state(self.session.session_id)
        draft = EMPTY if state.draft is None else decode(state.draft)
        digest = await in_thread(fingerprint, draft.raw)
        self._just_read = self._expects_news = False
        if self.ahead and digest == self._seen:
            return self.draft
        if not same_film(draft, self.draft):
            await in_thread(self.store.add_version, self.project.id, draft.raw, cause)
        self.draft = draft
        await self._service_has(digest)
        return draft

    async def go_to(self, version: Version) -> None:
        """Put a version of the film in force here; the service hears of it when it is asked for something."""
        await in_thread(self.store.put_in_force, self.project.id, version.id)
        self.draft = decode(version.draft)
        self.ahead = version.fingerprint != self._seen

    async def give(self) -> list[str]:
        """Let the service go on from our film; where it takes none, return in words how its own differs.

        Raises:
            NemoError: the service refuses, or is not reachable.
        """
        if not self.ahead:
            return []
        if self.link.backend == "local":
            await self.link.client.put_draft(self.session.session_id, self.draft.raw)
            await self._service_has(await in_thread(fingerprint, self.draft.raw))
            return []
        theirs = await in_thread(self.store.draft, self.project.id, self._seen)
        return changes(EMPTY if theirs is None else decode(theirs), self.draft)

    async def current(self) -> list[StudioEvent]:
        """Bring the draft up to date, unless it was just read; the service adds to it by itself at times.

        Raises:
            NoSession: the server does not know the session.
            NemoError: it refuses, or is not reachable.
        """
        if self._just_read:
            self._just_read = False
            return []
        known, expected = self.draft, self._expects_news
        draft = await self.read("found before the turn" if expected else "changed by the service")
        if same_film(known, draft):
            return []
        lines = changes(known, draft, self.words.language)
        told: list[StudioEvent] = [] if expected else [Notice(self.words.meanwhile), Changed(lines)]
        return told + film_events(draft)

    async def known_media(self, source: str) -> list[Media]:
        """What was uploaded from a source into this session, in order."""
        media = await in_thread(self.store.media, self.project.id)
        return [item for item in media if (item.source, item.session_id) == (source, self.session.session_id)]

    async def note(self, role: Role, text: str) -> None:
        """Keep a line of the history, once the project is on disk."""
        if role == "service" and self.shown is not None:
            await in_thread(self.shown.replaced, text)
        elif self._session is not None:
            await in_thread(self.store.add_message, self.project.id, role, text)

    async def used(self) -> None:
        """The project is worked on in this session."""
        await in_thread(self.store.session_used, self.session)

    async def add_media(self, label: str, source: str, *, size: int, seconds: float, digest: str) -> None:
        """Keep a medium that the service acknowledged; the first one gives the project its name."""
        medium = Media(
            self.project.id, self.session.session_id, label, source, size, round(seconds * 1000), digest, time.time()
        )
        await in_thread(self.store.add_media, medium)
        # The service may have put it on the timeline.
        self._just_read, self._expects_news = False, True
        if self.project.name == UNTITLED:
            await self.rename(project_name(source))

    async def rename(self, name: str) -> None:
        """Give the project another name."""
        self.project = dataclasses.replace(self.project, name=name)
        if self._session is not None:
            await in_thread(self.store.rename, self.project.id, name)

    async def _create(self) -> None:
        """Open a session; its draft is empty unless the service says otherwise when it is read."""
        data = await self.link.client.create_session(self.settings.language)
        now = time.time()
        session = Session(
            self.project.id, self.link.server, data.session_id, data.task_id, data.user_id or "", now, 0.0
        )
        await in_thread(self.store.save, self.project)
        await in_thread(self.store.add_session, session)
        self._session, self.draft, self.ahead, self._seen = session, EMPTY, False, ""
        self._just_read, self._expects_news = False, True

    async def _recall(self, session: Session) -> None:
        """Where the user had gone back to another version than the service has, that one is the film."""
        self._seen = await in_thread(self.store.seen, session)
        version = await in_thread(self.store.current_version, self.project.id)
        self.ahead = bool(self._seen) and version is not None and version.fingerprint != self._seen
        if self.ahead and version is not None:
            self.draft = decode(version.draft)

    async def _service_has(self, digest: str) -> None:
        self.ahead = False
        if digest != self._seen:
            self._seen = digest
            await in_thread(self.store.set_seen, self.session, digest)

    async def _look_for_renders(self) -> None:
        self.unfinished = None
        if self._session is None or self.draft.is_empty:
            return
        digest = await in_thread(fingerprint, self.draft.raw)
        self.unfinished = await in_thread(self.store.unfinished_render, self.session, digest)
