"""`projects`: what there is, the last one first; `--delete ID` removes one."""

from __future__ import annotations

import argparse
from datetime import datetime

from shorts_tui import text
from shorts_tui.commands.output import Output
from shorts_tui.commands.session import run_command
from shorts_tui.paths import locations
from shorts_tui.studio.events import Notice
from shorts_tui.studio.listing import list_projects
from shorts_tui.studio.store import Store


def run(args: argparse.Namespace) -> int:
    """The `projects` command; returns its exit status."""

    async def body(output: Output) -> None:
        with Store(locations().projects) as store:
            if args.delete:
                project = store.find(args.delete)
                store.delete(project.id)
                output(Notice(f'Project "{project.name}" is deleted. Exported files stay where they are.'))
            else:
                _list(store, output)

    return run_command(args, body)


def _list(store: Store, output: Output) -> None:
    projects = list_projects(store)
    if not projects and not output.as_json:
        output.say("No projects yet.")
    for listed in projects:
        project, length = listed.project, listed.duration
        if output.as_json:
            output.json(
                {
                    "event": "project",
                    "id": project.id,
                    "name": project.name,
                    "created": project.created,
                    "changed": project.changed,
                    "duration_ms": length,
                }
            )
        else:
            changed = datetime.fromtimestamp(project.changed).astimezone().strftime("%Y-%m-%d %H:%M")
            output.say(f"{project.id}  {changed}  {text.timecode(length):>7}  {project.name}")
