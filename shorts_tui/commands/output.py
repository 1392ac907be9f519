"""How a headless command tells what happens: JSON lines for programs, plain text and a bar for people."""

from __future__ import annotations

import json
import shutil
import sys
from typing import Any, TextIO

from shorts_tui import text
from shorts_tui.studio import events
from shorts_tui.studio.journal import journal

_BAR = 28
_STAGES = {"pending": "Waiting to render", "downloading": "Fetching the film"}


class Output:
    """Receives studio events. JSON goes to stdout, one object a line; people get results on stdout, the rest on stderr.

    Args:
        as_json: write JSON lines and nothing else on stdout.
        quiet: leave out progress and activity.
        item: the input's path that every JSON object names (`make --each` and `--batch`).
    """

    def __init__(self, *, as_json: bool = False, quiet: bool = False, item: str | None = None) -> None:
        self.as_json, self.quiet, self.item = as_json, quiet, item
        self._bar = Bar(sys.stderr) if not as_json and not quiet else None

    def for_item(self, item: str) -> Output:
        """The same output, with every object naming `item`."""
        return Output(as_json=self.as_json, quiet=self.quiet, item=item)

    def __call__(self, event: events.StudioEvent) -> None:
        """Tell one event."""
        journal(event)
        if not self.as_json:
            self._tell(event)
        elif not isinstance(event, events.DraftUpdate):
            self.json(event.as_json())
            if isinstance(event, events.Failed):
                self.fail(event.message, event.advice)

    def json(self, value: dict[str, Any]) -> None:
        """Write one JSON line."""
        if self.item is not None:
            value = {**value, "item": self.item}
        line = json.dumps(value, ensure_ascii=False)
        try:
            line.encode(sys.stdout.encoding or "utf-8")
        except UnicodeEncodeError:
            # An ASCII terminal, or a file name that is no text: JSON has escapes for either.
            line = json.dumps(value)
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    def say(self, line: str) -> None:
        """A result for a person."""
        self.clear()
        sys.stdout.write(_printable(line, sys.stdout) + "\n")
        sys.stdout.flush()

    def note(self, line: str) -> None:
        """Activity or a notice, on stderr, unless quiet."""
        if not self.quiet and not self.as_json:
            self.clear()
            sys.stderr.write(_printable(line, sys.stderr) + "\n")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.clear()

    def _tell(self, event: events.StudioEvent) -> None:  # noqa: C901 - one arm an event
        match event:
            case events.Connecting():
                self.note("Connecting...")
            case events.Connected(backend=backend, project=project):
                where = "this machine" if backend == "local" else "the NemoVideo cloud"
                self.note(f"Ready: {project}, on {where}.")
            case events.Uploading(file=file, sent=sent, total=total):
                self._progress(f"Uploading {text.one_line(file, 40)}", sent / total if total else 1.0)
            case events.Uploaded(file=file, seconds=seconds):
                length = f" ({text.seconds(seconds * 1000)})" if seconds else ""
                self.note(f"Uploaded {text.one_line(file, 60)}{length}")
            case events.Tool(tool=tool):
                self.note(f"  · {tool.replace('_', ' ')}")
            case events.Working(elapsed=elapsed):
                self.note(f"⏳ Still working... ({elapsed:.0f} s)")
            case events.Reply(text=reply):
                self.say(reply)
            case events.Changed(changes=changes):
                for change in changes:
                    self.note(f"  ~ {change}")
            case events.Timeline(summary=summary):
                self.note(summary)
            case events.Rendering(status=status, progress=progress):
                self._progress(_STAGES.get(status, "Rendering"), progress)
            case events.Exported():
                self._exported(event)
            case events.Finding(level=level, what=what, fix=fix):
                self.note(f'  {"!" if level == "problem" else "·"} {what} Say: "{fix}"')
            case events.Credits():
                self._credits(event)
            case events.Notice(text=notice):
                self.note(notice)
            case events.Failed(message=message, advice=advice):
                self.fail(message, advice)
            case _:
                pass

    def fail(self, message: str, advice: str = "") -> None:
        """One plain sentence on stderr, with what to do about it."""
        self.clear()
        sys.stderr.write(_printable(f"{message} {advice}".strip(), sys.stderr) + "\n")
        sys.stderr.flush()

    def _exported(self, event: events.Exported) -> None:
        facts = (f"{event.width}×{event.height}", text.seconds(event.seconds * 1000), text.size(event.bytes))
        self.say(f"{event.path}: {', '.join(facts)}")

    def _credits(self, event: events.Credits) -> None:
        if event.unlimited:
            self.say("Free: this machine does the work.")
        else:
            frozen = f", {event.frozen:g} reserved for running work" if event.frozen else ""
            self.say(f"{event.available:g} of {event.total:g} credits available{frozen}.")

    def looking(self, share: float) -> None:
        """How much of a film has been looked at, 0..1."""
        self._progress("Looking at the film", share)

    def _progress(self, label: str, share: float) -> None:
        if self._bar is not None:
            self._bar.show(label, share)


class Bar:
    """A progress bar on one line of a terminal; where stderr is none, a line at each quarter."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.live = stream.isatty()
        self._shown = ""
        self._told: tuple[str, int] = ("", -1)

    def show(self, label: str, share: float) -> None:
        """Draw `share` (0..1) of `label`."""
        share = min(max(share, 0.0), 1.0)
        if not self.live:
            quarter = (label, int(share * 4))
            if quarter != self._told:
                self._told = quarter
                self.stream.write(_printable(f"{label} {share:4.0%}\n", self.stream))
                self.stream.flush()
            return
        filled = round(share * _BAR)
        line = f"{label} {'━' * filled}{'─' * (_BAR - filled)} {share:4.0%}"
        line = _printable(line[: shutil.get_terminal_size().columns - 1], self.stream)
        if line != self._shown:
            self._shown = line
            self.stream.write(f"\r{line}\x1b[K")
            self.stream.flush()

    def clear(self) -> None:
        """Leave the line empty for what comes next."""
        if self._shown:
            self._shown = ""
            self.stream.write("\r\x1b[K")
            self.stream.flush()


def _printable(line: str, stream: TextIO) -> str:
    """The line in what the stream's encoding can say."""
    encoding = stream.encoding or "utf-8"
    return line.encode(encoding, "replace").decode(encoding)
