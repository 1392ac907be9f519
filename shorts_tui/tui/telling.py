"""What each event of the studio means on the screen: one arm an event, widgets changed here and in handlers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shorts_tui import text
from shorts_tui.studio import events
from shorts_tui.tui.widgets.chat import Chat
from shorts_tui.tui.widgets.details import MediaPane
from shorts_tui.tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from shorts_tui.tui.screens.studio import StudioScreen


async def tell(screen: StudioScreen, event: events.StudioEvent, job: int) -> None:  # noqa: C901 - one arm an event
    """Show an event of job number `job`."""
    chat, status = screen.query_one(Chat), screen.query_one(StatusLine)
    match event:
        case events.Connecting(backend=backend):
            status.set(backend=backend, connection="Connecting...")
        case events.Connected(backend=backend, project=project):
            status.set(backend=backend, connection="ready", project=project, free=backend == "local", offline=False)
        case events.Credits(available=available, frozen=frozen, unlimited=unlimited):
            status.set(available=available, frozen=frozen, free=unlimited)
            if screen.link.kind(job) == "glance":
                chat.say("notice", credit_line(event))
        case events.Uploading(sent=sent, total=total):
            screen.progress(uploads={job: sent / total if total else 1.0})
        case events.Uploaded(file=file, seconds=seconds):
            screen.query_one(MediaPane).add(file, round(seconds * 1000))
            chat.say("action", f"uploaded {text.one_line(file, 80)}")
        case events.Tool(tool=tool):
            chat.working(tool)
        case events.Working(elapsed=elapsed):
            chat.say("notice", f"⏳ Still working... ({elapsed / 60:.0f} min)")
        case events.Delta(text=piece):
            chat.working()
            chat.delta(piece)
        case events.Reply(text=reply):
            await chat.reply(reply)
        case events.Action(action=action):
            chat.say("action", f"running {action} for you")
        case events.Changed(changes=changes):
            for change in changes:
                chat.say("changed", change)
        case events.DraftUpdate(draft=draft):
            screen.show_draft(draft)
        case events.Timeline(summary=summary):
            if screen.link.kind(job) == "glance":
                chat.say("notice", summary)
        case events.Rendering(id=render, status=state, progress=progress):
            screen.rendering(render, state, progress)
        case events.Exported(path=path):
            size = f"{event.width}x{event.height}, {text.seconds(event.seconds * 1000)}, {text.size(event.bytes)}"
            chat.say("exported", f"{path}  ({size})")
        case events.Notice(text=notice):
            chat.say("notice", notice)
        case events.Failed(message=message, advice=advice):
            chat.say("error", f"{message} {advice}".strip())
        case _:
            pass


def credit_line(event: events.Credits) -> str:
    """Credits in a sentence."""
    if event.unlimited:
        return "Free: this machine does the work."
    frozen = f", {event.frozen:g} reserved for running work" if event.frozen else ""
    return f"{event.available:g} of {event.total:g} credits available{frozen}."
