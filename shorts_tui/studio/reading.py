"""The pieces of one event stream, read into messages, activity and faults. Pure; says nothing of time or state.

Rules (google-adk's event stream): a partial text is appended to the live buffer; any other text replaces the buffer
and is a whole message; at the end, what is left in the buffer is one. Events are never compared: two equal messages
in a row are two messages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from shorts_tui.protocol.events import Heartbeat, Piece, StateDelta, StreamFault, TextPiece, ToolCall, ToolResult
from shorts_tui.studio.events import Delta, Tool
from shorts_tui.text import one_line, sanitize
from shorts_tui.timeline.draft import Draft, decode

NO_CONTENT = "MODEL_RETURNED_NO_CONTENT"
"""The code at the end of a silent edit; no failure."""

_TROUBLE = re.compile("i encountered a temporary issue", re.IGNORECASE)


@dataclass(frozen=True)
class Message:
    """A whole message as the service wrote it, not yet translated."""

    text: str


@dataclass(frozen=True)
class NewDraft:
    """The draft as the stream tells it."""

    draft: Draft


@dataclass(frozen=True)
class StillBusy:
    """The service goes on with something: a tool, or a heartbeat."""


@dataclass(frozen=True)
class ToolDone:
    """A tool has answered: the film may be another one now."""


Reading: TypeAlias = Delta | Tool | Message | NewDraft | StillBusy | ToolDone


class StreamReader:
    """Reads the pieces of one turn.

    Attributes:
        started: the service began to do something: whatever fails now, the message was run.
        fault: the first failure that the stream told, None where it told none.
    """

    def __init__(self) -> None:
        self.started = False
        self.fault: StreamFault | None = None
        self._live: list[str] = []
        self._spoke = False
        self._held = ""

    def feed(self, piece: Piece) -> list[Reading]:
        """What one piece says."""
        if not isinstance(piece, Heartbeat | StreamFault):
            self.started = True
        match piece:
            case TextPiece(text=text, partial=True):
                text = sanitize(text)
                self._live.append(text)
                return [Delta(text)] if text else []
            case TextPiece(text=text):
                if not (text := sanitize(text)).strip():
                    return []
                self._live.clear()
                return self._commit(text)
            case ToolCall(name=name):
                return [Tool(one_line(name, 60)), StillBusy()]
            case StateDelta(delta=delta):
                return _new_draft(delta)
            case StreamFault():
                self._fail(piece)
            case Heartbeat():
                return [StillBusy()]
            case ToolResult():
                return [ToolDone()]
        return []

    def finish(self) -> list[Reading]:
        """What was still being written when the stream ended, and what was held back."""
        left = "".join(self._live)
        self._live.clear()
        told = self._commit(left) if left.strip() else []
        if self._held and not self._spoke:
            # The service said nothing but that it had trouble: that is its answer then.
            told.append(Message(self._held))
        self._held = ""
        return told

    def _commit(self, text: str) -> list[Reading]:
        if (trouble := _TROUBLE.search(text)) is not None:
            # "I encountered a temporary issue" is added after answers that are complete.
            self._held = self._held or text[trouble.start() :].strip()
            text = text[: trouble.start()].rstrip()
        if not text.strip():
            return []
        self._spoke = True
        return [Message(text)]

    def _fail(self, fault: StreamFault) -> None:
        """The same failure comes as `errorCode` and as a frame of its own: the first is kept."""
        if fault.code != NO_CONTENT and NO_CONTENT not in fault.message and self.fault is None:
            self.fault = fault


def _new_draft(delta: Mapping[str, Any]) -> list[Reading]:
    draft = delta.get("draft")
    return [NewDraft(decode(draft))] if isinstance(draft, Mapping) else []
