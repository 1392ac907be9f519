"""One render at the service: asked for under an id that is on disk, followed through any silence, or cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, suppress
from types import MappingProxyType
from typing import Any

from shorts_tui.client.errors import NemoError, NotFound
from shorts_tui.client.renders import RenderStatus
from shorts_tui.client.retry import is_transient
from shorts_tui.client.threads import in_thread
from shorts_tui.protocol.models import RenderRequest, RenderState
from shorts_tui.studio.errors import RenderUnfinished
from shorts_tui.studio.events import EventStream, Notice, Rendering
from shorts_tui.studio.project import Render, RenderStage
from shorts_tui.studio.workspace import Workspace

_STAGES: Mapping[RenderState, RenderStage] = MappingProxyType(
    {
        "pending": "running",
        "processing": "running",
        "completed": "completed",
        "failed": "failed",
        "cancelled": "cancelled",
    }
)


async def cancel(workspace: Workspace, render: Render) -> None:
    """Stop a render that nobody waits for any more; best effort, within the time of a connection."""
    with suppress(NemoError, TimeoutError):
        async with asyncio.timeout(workspace.settings.timing.connect):
            await workspace.link.client.cancel_render(render.id)
    with suppress(NemoError):
        await in_thread(workspace.store.set_render, render.id, "cancelled")


class Following:
    """Follows one render from where it is to its end.

    Args:
        workspace: where its draft is from.
        render: what it is known by; on disk already.
        until: the last moment on the event loop's clock at which it is waited for.
        keep: leave it running when the caller goes away; otherwise it is cancelled.

    Attributes:
        last: what the service said last.
    """

    def __init__(self, workspace: Workspace, render: Render, *, until: float, keep: bool) -> None:
        self.last: RenderStatus | None = None
        self._workspace, self._render, self._until, self._keep = workspace, render, until, keep
        self._silence_told = False

    async def run(self, draft: Any, *, again: bool) -> EventStream:
        """Ask for the render of `draft`, its JSON, and follow it until it has ended.

        Args:
            draft: sent untouched.
            again: it may have been asked for before: the service is asked what it knows of it first.

        Raises:
            RenderUnfinished: the time is over.
            NotFound: the service acknowledged it and has forgotten it.
            NemoError: the service refuses.
        """
        told: tuple[str, float] | None = None
        try:
            async with aclosing(self._answers(draft, again=again)) as answers:
                async for answer in answers:
                    if isinstance(answer, Notice):
                        yield answer
                        continue
                    self.last = answer
                    if (seen := (answer.state, answer.progress)) != told:
                        told = seen
                        yield Rendering(self._render.id, *seen)
        except (asyncio.CancelledError, GeneratorExit):
            if not (self._keep or self._workspace.leaving):
                await cancel(self._workspace, self._render)
            raise

    async def _answers(self, draft: Any, *, again: bool) -> AsyncGenerator[RenderStatus | Notice, None]:
        """What the service says, from the first answer to the last, through any silence."""
        render, link = self._render, self._workspace.link
        asked, known, noted = again, False, ""
        request = RenderRequest(id=render.id, session_id=render.session_id, draft=draft)
        while True:
            status: RenderStatus | None = None
            try:
                if asked:
                    status = await self._look(known=known)
                if status is None:
                    asked = True
                    status = await link.client.submit_render(request)
                self._silence_told = False
            except NemoError as error:
                if not await link.revive(error) and not is_transient(error):
                    raise
                if not self._silence_told:
                    self._silence_told = True
                    yield Notice(self._workspace.words.service_silent)
            if status is not None:
                ended = status.state not in ("pending", "processing")
                if ended or not known:
                    known = True
                    stage, url = _STAGES[status.state], status.url or None
                    await in_thread(self._workspace.store.set_render, render.id, stage, url=url, out=render.out)
                if status.note and not ended and status.note != noted:
                    noted = status.note
                    yield Notice(noted)
                yield status
                if ended:
                    return
            if asyncio.get_running_loop().time() >= self._until:
                raise RenderUnfinished("The render takes longer than is waited for.")
            await asyncio.sleep(link.poll)

    async def _look(self, *, known: bool) -> RenderStatus | None:
        """The render's status; None where the service never got it."""
        try:
            return await self._workspace.link.client.render_status(self._render.id)
        except NotFound:
            if known:
                raise
            return None
