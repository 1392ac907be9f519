"""The lines of the lists: projects, versions and renders as the store knows them. Blocking; no widget here."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from shorts_tui import text
from shorts_tui.studio.listing import list_projects
from shorts_tui.studio.project import UNFINISHED, Project
from shorts_tui.studio.store import Store
from shorts_tui.timeline.diff import changes
from shorts_tui.timeline.draft import EMPTY, Draft, decode
from shorts_tui.timeline.summary import tracks
from shorts_tui.tui.lanes import lanes

STRIP = 20
"""Cells of a film in one line."""
DRAWN = 40
"""Projects of the list whose films are drawn."""
VERSIONS = 60
"""Versions that the list goes back."""


@dataclass(frozen=True)
class Progress:
    """A render that a job follows: its state as the service names it, its share 0..1, when it began (monotonic)."""

    state: str
    share: float
    began: float
    job: int


@dataclass(frozen=True)
class Row:
    """A line of the list: what is returned when it is chosen, and what is shown."""

    id: str
    label: str
    note: str = ""


def when(moment: float) -> str:
    """A time of day where it is today's, else the date as well."""
    then = datetime.fromtimestamp(moment).astimezone()
    return then.strftime("%H:%M" if then.date() == datetime.now().astimezone().date() else "%Y-%m-%d %H:%M")


def project_rows(store: Store, current: Project) -> list[Row]:
    """All projects, the one changed last first."""
    rows = []
    for place, listed in enumerate(list_projects(store)):
        project, length = listed.project, "empty"
        if listed.duration:
            length = text.timecode(listed.duration)
            # Drawing a film means reading it: those further down are told by name and length alone.
            if place < DRAWN and (version := store.current_version(project.id)) is not None:
                length += f" {strip(decode(version.draft))}"
        here = "  (open)" if project.id == current.id else ""
        rows.append(Row(project.id, text.one_line(project.name, 60) + here, f"{length}  {when(project.changed)}"))
    return rows


def strip(film: Draft, cells: int = STRIP) -> str:
    """The film in one line: `▄` where there is picture or sound, `█` where text stands over it, a space for a gap."""
    drawn = lanes(film)
    row = ""
    for cell in range(cells):
        now = film.duration * (cell + 0.5) / cells
        here = {lane.letter for lane in drawn if lane.at(now) is not None}
        row += "█" if "T" in here else "▄" if here else " "
    return row


def version_rows(store: Store, project: Project) -> list[Row]:
    """The drafts, the newest first, each with what it changed."""
    versions = store.versions(project.id, limit=VERSIONS)
    drafts = {version.id: decode(version.draft) for version in versions}
    now = store.current_version(project.id)
    rows = []
    for version in versions:
        if version.parent is None:
            before = EMPTY
        elif version.parent in drafts:
            before = drafts[version.parent]
        else:
            older = store.version(project.id, version.parent)
            before = decode(older.draft) if older is not None else EMPTY
        said = "; ".join(changes(before, drafts[version.id])) or "nothing that shows"
        here = "  (now)" if now is not None and now.id == version.id else ""
        rows.append(Row(str(version.id), f"{when(version.at)}  {text.one_line(version.cause, 50)}{here}", said))
    return rows


def version_lines(store: Store, project: Project, number: int, now: Draft) -> list[str]:
    """A version in full: what would change on the way from now to it, and its timeline."""
    version = store.version(project.id, number)
    if version is None:
        return ["This version is not kept any more."]
    draft = decode(version.draft)
    difference = changes(now, draft)
    return [
        f"After: {text.one_line(version.cause)}",
        "",
        "Compared with the film as it is now:" if difference else "This is the film as it is now.",
        *(f"  ~ {change}" for change in difference),
        "",
        *report_lines(draft),
    ]


def report_lines(draft: Draft) -> list[str]:
    """The timeline as plain text, a line a segment."""
    if draft.is_empty:
        return ["The timeline is empty."]
    size = f", {draft.size[0]}x{draft.size[1]}" if draft.size else ""
    lines = [f"Film: {text.seconds(draft.duration)}{size}, {text.plural(len(draft.tracks), 'track')}"]
    for number, track in enumerate(tracks(draft), 1):
        lines += ["", f"{number}. {track['kind']}: {text.one_line(str(track['name']))}"]
        for segment in track["segments"]:
            volume = segment.get("volume")
            loud = f"  {volume:.0%}" if isinstance(volume, int | float) else ""
            span = f"{text.seconds(segment['start_ms'])} - {text.seconds(segment['end_ms'])}"
            lines.append(f"   {span:<18} {text.one_line(str(segment['name']), 100)}{loud}")
    return lines


def render_rows(store: Store, project: Project, followed: Mapping[str, Progress]) -> list[Row]:
    """The renders of a project, the newest first, those that are followed with percent and time."""
    rows = []
    for render in store.renders(project.id)[:100]:
        progress = followed.get(render.id)
        if progress is not None:
            spent = time.monotonic() - progress.began
            state = f"{progress.state} {progress.share:.0%}, {spent:.0f} s"
        elif render.stage in UNFINISHED:
            state = "unfinished: enter goes on"
        else:
            state = render.stage
        rows.append(Row(render.id, f"{when(render.created)}  {Path(render.out).name}", state))
    return rows
