"""What the log says of the studio's events: what happened, and no word of what was said."""

from __future__ import annotations

import logging

from shorts_tui.studio import events
from shorts_tui.studio.errors import NemoError
from shorts_tui.studio.events import StudioEvent

_log = logging.getLogger(__name__)


def journal(event: StudioEvent) -> None:
    """Log an event that was told."""
    match event:
        case events.Connected():
            _log.info("connected to %s, session %s", event.backend, event.session_id)
        case events.Uploaded():
            _log.info("uploaded %.1f s", event.seconds)
        case events.Exported():
            _log.info("exported %d bytes, %.1f s, %dx%d", event.bytes, event.seconds, event.width, event.height)
        case events.Failed():
            _log.warning("failed: %s, %s", event.code, event.message)
        case events.Rendering():
            _log.debug("render %s: %s %.0f%%", event.id, event.status, event.progress * 100)
        case events.Tool():
            _log.debug("tool %s", event.tool)
        case _:
            _log.debug("%s", type(event).name)


def journal_failure(error: NemoError) -> None:
    """Log a failure that is told by other means than an event."""
    _log.warning("failed: %s, %s", error.code, error.message)
