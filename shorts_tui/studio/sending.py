"""Sending what may be cut: on disk before it leaves, with what was shown of its answer, until its end is known."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from shorts_tui.client.errors import ConnectionLost, NemoError, TimedOut
from shorts_tui.client.threads import in_thread
from shorts_tui.studio.outbox import Kind
from shorts_tui.studio.project import fingerprint
from shorts_tui.studio.redaction import redact
from shorts_tui.studio.shown import Shown
from shorts_tui.studio.workspace import Workspace


@asynccontextmanager
async def sending(workspace: Workspace, kind: Kind, text: str) -> AsyncIterator[Shown]:
    """What is sent within is on disk before it leaves. Where we are cut, the next start finds it and tells of it.

    What the answer shows while it comes is to be told to the value of the context.

    Raises:
        StorageFault: it can't be put on disk; then nothing is sent.
    """
    if kind == "turn":
        before = await in_thread(fingerprint, workspace.draft.raw)
    else:
        before = str(len(await workspace.known_media(text)))
    claim = await in_thread(workspace.outbox.begin, workspace.session, kind, text, before)
    clean = partial(redact, secrets=workspace.secrets)
    shown = Shown(workspace.store, claim.entry.id, workspace.project.id, clean, workspace.words.cut_off)
    if kind == "turn":
        workspace.shown = shown
    try:
        yield shown
    except BaseException as error:
        shown.cut()  # not in a thread: we may be about to go
        # Of a connection that was lost it is not known yet what became of what was sent.
        if isinstance(error, NemoError) and not isinstance(error, ConnectionLost | TimedOut):
            await in_thread(claim.settle)
        raise
    else:
        await in_thread(claim.settle)
    finally:
        shown.stop()
        if workspace.shown is shown:
            workspace.shown = None
        claim.release()
