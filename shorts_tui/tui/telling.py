"""What each event of the studio means on the screen: one arm an event, widgets changed here and in handlers alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shorts_tui import text
from shorts_tui.studio import events
from shorts_tui.tui.commands import shown
from shorts_tui.tui.link import Ended, Kind
from shorts_tui.tui.remedy import remedy
from shorts_tui.tui.widgets.chat import Chat
from shorts_tui.tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from shorts_tui.tui.screens.studio import StudioScreen

TIPS = (
    "enter sends; what you send while a turn runs waits its turn.",
    "esc goes to the timeline: h and l choose a segment, + and - zoom, i comes back.",
    "there u undoes the last change, r redoes it, v lists every version.",
    "^S exports; the render goes on when you leave, and is picked up again.",
    "^P finds every command, F1 shows all keys.",
)
"""Shown one by one as work succeeds, each once."""


async def tell(screen: StudioScreen, event: events.StudioEvent, job: int, kind: Kind) -> None:  # noqa: C901 - one arm an event
    """Show an event of job number `job`."""
    chat, status = screen.query_one(Chat), screen.query_one(StatusLine)
    match event:
        case events.Connecting(backend=backend):
            status.set(backend=backend, connection="Connecting...", offline=False)
        case events.Connected(backend=backend, project=project):
            status.set(backend=backend, connection="ready", project=project, free=backend == "local", offline=False)
        case events.Credits(available=available, frozen=frozen, unlimited=unlimited):
            status.set(available=available, frozen=frozen, free=unlimited)
            if kind != "connect":
                chat.say("notice", credit_line(event))
        case events.Uploading(sent=sent, total=total):
            screen.progress(job, sent / total if total else 1.0)
        case events.Uploaded(file=file, seconds=seconds):
            screen.add_media(file, round(seconds * 1000))
            length = f" ({text.seconds(seconds * 1000)})" if seconds else ""
            chat.say("action", f"uploaded {text.one_line(file, 80)}{length}")
        case events.Tool(tool=tool):
            chat.working(tool)
        case events.Working(elapsed=elapsed):
            chat.say("notice", f"⏳ Still working... ({elapsed / 60:.0f} min)")
        case events.Delta(text=piece):
            chat.working()
            chat.delta(piece)
        case events.Reply(text=reply):
            chat.reply(reply)
        case events.Action(action=action):
            chat.say("action", f"running {action} for you")
            chat.doing(action)
        case events.Changed(changes=changes):
            for change in changes:
                chat.say("changed", change)
        case events.DraftUpdate(draft=draft):
            screen.show_draft(draft, mark=kind in ("turn", "upload", "step"))
        case events.Timeline(summary=summary):
            if kind == "glance":
                chat.say("notice", summary)
        case events.Rendering(id=render, status=state, progress=progress):
            screen.rendering(job, render, state, progress)
        case events.Exported(path=path):
            size = f"{event.width}x{event.height}, {text.seconds(event.seconds * 1000)}, {text.size(event.bytes)}"
            chat.say("exported", f"exported {path} ({size})")
        case events.Finding(level=level, what=what, fix=fix):
            chat.say("notice", f'{level}: {what} Say "{fix}".')
        case events.Notice(text=notice):
            chat.say("notice", notice)
        case events.Failed(message=message, advice=advice):
            chat.say("error", f"{message} {advice}".strip())
        case _:
            pass


async def tell_end(screen: StudioScreen, ended: Ended) -> None:
    """Show that a job is over, and what a key can do where it failed."""
    chat, status, studio = screen.query_one(Chat), screen.query_one(StatusLine), screen.link.studio
    if studio is not None:
        expires = studio.token_expires
        status.set(project=studio.project.name, expires=expires)
    error = ended.error
    if error is not None and ended.kind == "step":
        screen.warn(error.message)
    elif error is not None:
        if ended.kind == "open" and screen.link.studio is None and not screen.was_open:
            screen.app.exit(error.exit_status, message=text.one_line(f"{error.message} {error.advice}", 1000))
            return
        screen.cure = remedy(error, kind=ended.kind, backend=status.status.backend, prompt=ended.prompt)
        key = shown(screen.keys.keys["remedy"][0])
        help_line = f" [{key}: {screen.cure.words}]" if screen.cure is not None else ""
        chat.say("error", f"{error.message} {error.advice}".strip() + help_line)
    if ended.kind == "connect":
        status.set(connection="ready" if error is None else "not connected", offline=error is not None)
        if error is None and studio is not None:
            for render in await studio.unfinished_renders():
                if render.id not in screen.renders:
                    chat.say("notice", "Taking up the export that was interrupted.")
                    screen.link.resume(render.id)

    if error is None and ended.kind in ("connect", "upload", "turn", "export"):
        await _tip(screen)


async def _tip(screen: StudioScreen) -> None:
    """Show the next tip, where there is one left and the user has not dismissed them."""
    from shorts_tui.tui.app import ShortsApp

    app = screen.app
    if isinstance(app, ShortsApp) and 0 <= (place := app.memory.tips) < len(TIPS):
        key = shown(screen.keys.keys["hide_tips"][0])
        screen.query_one(Chat).say("notice", f"Tip {place + 1} of {len(TIPS)}: {TIPS[place]} ({key}: no more tips)")
        await app.keep(replace(app.memory, tips=place + 1))


def credit_line(event: events.Credits) -> str:
    """Credits in a sentence."""
    if event.unlimited:
        return "Free: this machine does the work."
    frozen = f", {event.frozen:g} reserved for running work" if event.frozen else ""
    return f"{event.available:g} of {event.total:g} credits available{frozen}."
