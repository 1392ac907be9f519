"""The status line: where the work is done, the project, what is left to spend, and what is running, on one row."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from textual.content import Content
from textual.widgets import Static

from shorts_tui import text


@dataclass(frozen=True)
class Status:
    """What the line says.

    `available` None: not known yet; `renders` and `uploads` are shares 0..1 of what runs; `expires` is when the token
    ends, epoch seconds; `working`: a turn runs.
    """

    backend: str = ""
    connection: str = "Connecting..."
    project: str = ""
    available: float | None = None
    frozen: float = 0.0
    free: bool = False
    expires: float | None = None
    renders: tuple[float, ...] = ()
    uploads: tuple[float, ...] = ()
    offline: bool = False
    working: bool = False

    def line(self, width: int) -> str:
        """The line in `width` cells: what matters most stays when it is narrow."""
        where = {"cloud": "☁ cloud", "local": "this machine"}.get(self.backend, "")
        state = "working" if self.working and self.connection == "ready" else self.connection
        parts = [part for part in (where, "OFFLINE" if self.offline else state) if part]
        parts += [f"render {share:.0%}" for share in self.renders]
        parts += [f"upload {share:.0%}" if share < 1 else "upload: being checked" for share in self.uploads]
        if self.free:
            parts.append("free")
        elif self.available is not None:
            parts.append(f"{self.available:g} credits" + (f" ({self.frozen:g} reserved)" if self.frozen else ""))
        if self.project:
            parts.append(text.one_line(self.project, 30))
        if self.expires is not None:
            parts.append(f"token {max(0, int((self.expires - time.time()) / 86_400))} d")
        while len(" | ".join(parts)) > width - 2 and len(parts) > 2:
            parts.pop()
        return " " + " | ".join(parts)


class StatusLine(Static):
    """Shows a `Status`."""

    DEFAULT_CSS = """
    StatusLine { height: 1; background: $panel; color: $text; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name that widgets use
        super().__init__(id=id, markup=False)
        self.status = Status()

    def on_mount(self) -> None:
        """Show the first state."""
        self._show()

    def on_resize(self) -> None:
        """Another width."""
        self._show()

    def set(self, **changes: object) -> None:
        """Change some of the line's facts."""
        changed = replace(self.status, **changes)  # type: ignore[arg-type]
        if changed != self.status:
            self.status = changed
            self._show()

    def _show(self) -> None:
        self.update(Content(self.status.line(self.size.width or 80)))
