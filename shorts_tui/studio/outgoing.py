"""What leaves the studio: free of secrets, the lines worth keeping in the history, failures with advice of ours."""

from __future__ import annotations

from contextlib import aclosing, suppress
from urllib.parse import quote

from shorts_tui.client.errors import NemoError, NoCredits
from shorts_tui.studio import events
from shorts_tui.studio.events import EventStream, StudioEvent
from shorts_tui.studio.project import Role
from shorts_tui.studio.redaction import redact, redacted
from shorts_tui.studio.workspace import Workspace


async def outgoing(stream: EventStream, workspace: Workspace, *, keep: bool = True) -> EventStream:
    """The stream's events without secrets; with `keep`, those worth it go into the project's history.

    Raises:
        NemoError: as the stream does, without secrets and with advice that only we can give.
    """
    async with aclosing(stream) as happening:
        try:
            async for event in happening:
                event = redacted(event, workspace.secrets)
                line = _history(event) if keep else None
                if line is not None:
                    await workspace.note(*line)
                yield event
        except NemoError as error:
            _explain(error, workspace)
            if keep:
                with suppress(NemoError):
                    await workspace.note("error", f"{error.message} {error.advice}".rstrip())
            raise


def _explain(error: NemoError, workspace: Workspace) -> None:
    if isinstance(error, NoCredits) and workspace.is_linked and workspace.link.is_anonymous:
        user_id = workspace.user_id
        if user_id and not user_id.startswith("nmv_"):
            address = f"{workspace.settings.web_url.rstrip('/')}/register?bind={quote(user_id, safe='')}"
            error.advice = f"Register to go on: {address}"
    error.message = redact(error.message, workspace.secrets)
    error.advice = redact(error.advice, workspace.secrets)


def _history(event: StudioEvent) -> tuple[Role, str] | None:
    """The line of the history that an event leaves, if any."""
    match event:
        case events.Reply(text=text):
            return "service", text
        case events.Changed(changes=changes):
            return "changed", "; ".join(changes)
        case events.Action(action=action):
            return "action", action
        case events.Notice(text=text):
            return "notice", text
        case events.Exported(path=path):
            return "exported", path
        case events.Finding(what=what, fix=fix):
            return "notice", f'{what} Say "{fix}".'
        case _:
            return None
